package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TwsConnectionIT {
    private static final int PATIENCE_SECONDS = 20;
    private static final int NEVER_MS = 600_000;
    private static final TwsContract AAPL = TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");

    private final Events events = new Events();
    private FakeTws server;
    private TwsConnection connection;

    @BeforeEach
    void listen() throws IOException {
        server = new FakeTws();
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        server.close();
        if (connection != null) {
            connection.close();
            assertTrue(connection.awaitEnd(PATIENCE_SECONDS * 1_000L), "threads are left behind");
            assertEquals(1, events.ends, "the end must be told once");
        }
    }

    @Test
    void shouldShakeHandsAsOtherClientsDo() throws Exception {
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            assertEquals("API\0v100..176", peer.readGreeting());
            peer.write(Captures.bytes("in-000-serverVersion"));
            assertEquals(Captures.fields("out-java1032-startApi"), peer.readFrame());
            assertFalse(connection.isReady());
            assertFalse(connection.send(new TwsEncoder(176).reqIds()), "nothing but startApi before the order id");
            peer.write(Captures.bytes("in-001-managedAccounts"));
            peer.write(Captures.bytes("in-003-error"));
            peer.write(Captures.bytes("in-002-nextValidId"));
            assertEquals("managedAccounts(DU0000001)", events.next());
            assertEquals("error(-1 | 2104 | Market data farm connection is OK:usfarm | )", events.next());
            assertEquals("nextValidId(1001)", events.next());
            assertEquals("ready 176", events.next());
            assertTrue(connection.send(new TwsEncoder(176).reqPositions()));
            assertEquals(List.of("61", "1"), peer.readFrame());
        }
        assertEquals("end PEER_CLOSED ", events.next());
        assertFalse(connection.send(new TwsEncoder(176).reqIds()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100_000})
    void shouldDecodeEveryMessageHoweverTheBytesArrive(int chunk) throws Exception {
        List<String> expected = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        RecordingListener direct = new RecordingListener();
        TwsDecoder decoder = new TwsDecoder(176, ZoneId.of("America/New_York"));
        for (String capture : Captures.INCOMING) {
            byte[] frame = Captures.bytes(capture);
            stream.write(frame);
            decoder.decode(new UnsafeBuffer(frame), 4, frame.length - 4, direct);
        }
        expected.addAll(direct.lines);
        expected.add(2, "ready 176");
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write(Captures.bytes("in-000-serverVersion"));
            byte[] bytes = stream.toByteArray();
            for (int i = 0; i < bytes.length; i += chunk) {
                peer.write(java.util.Arrays.copyOfRange(bytes, i, Math.min(i + chunk, bytes.length)));
            }
            for (String line : expected) {
                assertEquals(line, events.next());
            }
        }
    }

    @Test
    void shouldTellAnEndBetweenMessagesFromOneWithin() throws Exception {
        openReady().close();
        assertEquals("end PEER_CLOSED ", events.next());
        connection.awaitEnd(PATIENCE_SECONDS * 1_000L);
        events.ends = 0;
        try (FakeTws.Peer peer = openReady()) {
            peer.write(new byte[] {0, 0, 0, 20, '9', 0});
        }
        assertEquals("end PEER_CLOSED_MID_FRAME ", events.next());
    }

    @Test
    void shouldEndOnceWhenThePeerResets() throws Exception {
        openReady().reset();
        String end = events.next();
        assertTrue(end.startsWith("end IO_ERROR") || end.startsWith("end PEER_CLOSED"), end);
    }

    @Test
    void shouldProbeAndGiveUpWhenThePeerIsMute() throws Exception {
        try (FakeTws.Peer peer = openReady(50, 50, NEVER_MS)) {
            assertEquals(List.of("49", "1"), peer.readFrame());
            assertEquals(List.of("49", "1"), peer.readFrame());
            assertTrue(events.next().startsWith("end SILENT no answer for "));
            assertTrue(peer.isAtEnd());
        }
    }

    @Test
    void shouldStayWhenProbesAreAnswered() throws Exception {
        try (FakeTws.Peer peer = openReady(20, 2_000, NEVER_MS)) {
            for (int i = 0; i < 5; i++) {
                assertEquals(List.of("49", "1"), peer.readFrame());
                peer.write(Captures.bytes("in-005-currentTime"));
                assertEquals("currentTime(2026-01-05T14:30:00Z)", events.next());
            }
            assertTrue(connection.isReady());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 24) + 1, Integer.MAX_VALUE, -1, 0x48545450})
    void shouldEndWhenALengthIsImpossible(int length) throws Exception {
        try (FakeTws.Peer peer = openReady()) {
            peer.write(java.nio.ByteBuffer.allocate(12).putInt(length).array());
            assertEquals(
                    "end PROTOCOL_BROKEN frame, field 0: an impossible length of a frame: \"" + length + "\"",
                    events.next());
            assertTrue(peer.isAtEnd());
        }
    }

    @Test
    void shouldTellAndSkipMalformedAndUnknownMessages() throws Exception {
        try (FakeTws.Peer peer = openReady()) {
            peer.write(new byte[4]);
            peer.write("1", "6", "9001", "1", "x", "300", "1");
            peer.write("108", "9004", "a", "b");
            peer.write("9", "1", "7");
            assertEquals("malformed frame, field 0: empty frame: \"\"", events.next());
            assertEquals("malformed tickPrice, field 4: not a number: \"x\"", events.next());
            assertEquals("nextValidId(7)", events.next());
            assertEquals(2, connection.malformedMessages());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "177", "225", "0", "-2"})
    void shouldRefuseVersionsOutsideTheRange(String version) throws Exception {
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write(version, "20260105 09:30:00 EST");
            assertEquals("end VERSION_REFUSED server version " + version + " is none of 100 to 176", events.next());
            assertTrue(peer.isAtEnd());
        }
    }

    @Test
    void shouldRefuseARedirect() throws Exception {
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write("-1", "203.0.113.7:4001");
            assertEquals("end REDIRECTED ", events.next());
            assertTrue(peer.isAtEnd());
        }
    }

    @Test
    void shouldEndWhenTheAnswerIsNoHandshake() throws Exception {
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write("hello");
            assertEquals("end PROTOCOL_BROKEN frame, field 0: not an integer: \"hello\"", events.next());
        }
    }

    @Test
    void shouldNameTheErrorThatCameBeforeWhenTheServerClosesEarly() throws Exception {
        open(NEVER_MS, NEVER_MS, NEVER_MS);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write(Captures.bytes("in-000-serverVersion"));
            peer.readFrame();
            peer.write("4", "2", "-1", "326", "Unable to connect as the client id is already in use.", "");
        }
        assertEquals("error(-1 | 326 | Unable to connect as the client id is already in use. | )", events.next());
        assertEquals("end CLOSED_BEFORE_READY after error 326", events.next());
    }

    @Test
    void shouldGiveUpWhenTheServerIsNeverReady() throws Exception {
        TwsSettings local = TwsSettings.local(server.port(), 7);
        connection = TwsConnection.open(
                settings(local, 100, NEVER_MS, NEVER_MS, NEVER_MS), events, SystemNanoClock.INSTANCE);
        try (FakeTws.Peer peer = server.accept()) {
            peer.readGreeting();
            peer.write(Captures.bytes("in-000-serverVersion"));
            peer.write(Captures.bytes("in-001-managedAccounts"));
            assertEquals("managedAccounts(DU0000001)", events.next());
            assertEquals("end READY_TIMEOUT not ready after 100 ms ", events.next());
        }
    }

    @Test
    void shouldFailToConnectWhenNobodyListens() throws Exception {
        int port = server.port();
        server.close();
        connection = TwsConnection.open(TwsSettings.local(port, 7), events, SystemNanoClock.INSTANCE);
        assertTrue(events.next().startsWith("end CONNECT_FAILED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "2001:db8::1"})
    void shouldRefuseOtherMachinesUnlessAllowed(String host) {
        TwsSettings local = TwsSettings.local(server.port(), 7);
        TwsSettings remote = new TwsSettings(
                host,
                local.port(),
                local.clientId(),
                local.versionMin(),
                local.versionMax(),
                false,
                local.zone(),
                local.connectTimeoutMs(),
                local.readyTimeoutMs(),
                local.silenceMs(),
                local.answerTimeoutMs(),
                local.orderSilenceMs(),
                local.messagesPerSecond(),
                local.cancelReserve(),
                local.orderReserve());
        UserError error =
                assertThrows(UserError.class, () -> TwsConnection.open(remote, events, SystemNanoClock.INSTANCE));
        assertTrue(error.getMessage().contains("\"" + host + "\""), error.getMessage());
        assertTrue(error.getMessage().contains("allow-remote"), error.getMessage());
    }

    @Test
    void shouldAskForLifeBeforeAnOrderWhenThePeerWasSilent() throws Exception {
        try (FakeTws.Peer peer = openReady(NEVER_MS, NEVER_MS, 1)) {
            while (System.nanoTime() - connection.receivedNanos() < 5_000_000L) {
                Thread.onSpinWait();
            }
            TwsEncoder encoder = new TwsEncoder(176);
            assertTrue(connection.send(encoder.placeOrder(AAPL, order(5))));
            assertTrue(connection.send(encoder.cancelOrder(4)));
            assertEquals(List.of("49", "1"), peer.readFrame());
            assertEquals(List.of("4", "1", "4", ""), peer.readFrame());
            // One millisecond of freshness may be over before the order is looked at again: then it asks again.
            List<String> frame = List.of("49");
            while (frame.get(0).equals("49")) {
                peer.write(Captures.bytes("in-005-currentTime"));
                frame = peer.readFrame();
            }
            assertEquals(List.of("3", "5"), frame.subList(0, 2));
        }
    }

    @Test
    void shouldReportOrdersThatNeverLeftWhenThePeerDies() throws Exception {
        try (FakeTws.Peer peer = openReady(NEVER_MS, NEVER_MS, 1)) {
            while (System.nanoTime() - connection.receivedNanos() < 5_000_000L) {
                Thread.onSpinWait();
            }
            assertTrue(connection.send(new TwsEncoder(176).placeOrder(AAPL, order(5))));
            assertEquals(List.of("49", "1"), peer.readFrame());
        }
        assertEquals("unsent 5", events.next());
        assertEquals("end PEER_CLOSED ", events.next());
        assertFalse(connection.send(new TwsEncoder(176).placeOrder(AAPL, order(6))));
    }

    @Test
    void shouldTellTheEndOnceWhenBothSidesClose() throws Exception {
        for (int i = 0; i < 20; i++) {
            events.ends = 0;
            FakeTws.Peer peer = openReady();
            Thread closer = new Thread(connection::close);
            closer.start();
            peer.close();
            connection.close();
            closer.join();
            assertTrue(connection.awaitEnd(PATIENCE_SECONDS * 1_000L));
            assertTrue(events.next().startsWith("end "));
            assertEquals(1, events.ends);
            assertNull(events.queue.poll(), "nothing comes after the end");
        }
    }

    @Test
    void shouldEndWhenTheListenerThrows() throws Exception {
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try (FakeTws.Peer peer = openReady()) {
            events.failure = new IllegalStateException("a bug");
            peer.write("9", "1", "7");
            assertEquals("end FAILED see the uncaught exception of tws-reader", events.next());
            assertEquals(events.failure, uncaught.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void shouldAllocateNothingAMessageWhileItReads() throws Exception {
        int messages = 200_000;
        byte[] frame = Captures.bytes("in-014-tickByTick");
        byte[] thousand = new byte[frame.length * 1_000];
        for (int i = 0; i < 1_000; i++) {
            System.arraycopy(frame, 0, thousand, i * frame.length, frame.length);
        }
        Ticks ticks = new Ticks(messages);
        TwsSettings local = TwsSettings.local(server.port(), 7);
        connection = TwsConnection.open(
                settings(local, NEVER_MS, NEVER_MS, NEVER_MS, NEVER_MS), ticks, SystemNanoClock.INSTANCE);
        try (FakeTws.Peer peer = server.acceptReady()) {
            for (int i = 0; i < messages / 1_000; i++) {
                peer.write(thousand);
            }
            long bytes = ticks.done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // A constant for the JVM's own bookkeeping, such as a compilation that ends meanwhile.
            assertTrue(bytes < 64 * 1024, bytes + " bytes for " + messages / 2 + " messages");
            assertEquals(0, bytes / (messages / 2));
        }
        connection.awaitEnd(PATIENCE_SECONDS * 1_000L);
        events.ends = 1;
    }

    private void open(int silenceMs, int answerMs, int orderSilenceMs) {
        TwsSettings local = TwsSettings.local(server.port(), 7);
        connection = TwsConnection.open(
                settings(local, NEVER_MS, silenceMs, answerMs, orderSilenceMs), events, SystemNanoClock.INSTANCE);
    }

    private FakeTws.Peer openReady() throws Exception {
        return openReady(NEVER_MS, NEVER_MS, NEVER_MS);
    }

    private FakeTws.Peer openReady(int silenceMs, int answerMs, int orderSilenceMs) throws Exception {
        open(silenceMs, answerMs, orderSilenceMs);
        FakeTws.Peer peer = server.acceptReady();
        assertEquals("managedAccounts(DU0000001)", events.next());
        assertEquals("nextValidId(1001)", events.next());
        assertEquals("ready 176", events.next());
        return peer;
    }

    private static TwsSettings settings(
            TwsSettings local, int readyTimeoutMs, int silenceMs, int answerMs, int orderSilenceMs) {
        return new TwsSettings(
                local.host(),
                local.port(),
                local.clientId(),
                local.versionMin(),
                local.versionMax(),
                local.allowRemote(),
                local.zone(),
                local.connectTimeoutMs(),
                readyTimeoutMs,
                silenceMs,
                answerMs,
                orderSilenceMs,
                local.messagesPerSecond(),
                local.cancelReserve(),
                local.orderReserve());
    }

    private static TwsOrder order(int orderId) {
        TwsOrder order = new TwsOrder();
        order.orderId = orderId;
        order.quantityE8 = 100_00000000L;
        return order;
    }

    /** Everything that a connection tells, in the order in which it tells it. */
    private static final class Events extends RecordingConnection {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private volatile int ends;
        private volatile RuntimeException failure;

        String next() throws InterruptedException {
            String event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }

        @Override
        void add(String line) {
            queue.add(line);
        }

        @Override
        public void nextValidId(int orderId) {
            if (failure != null) {
                throw failure;
            }
            super.nextValidId(orderId);
        }

        @Override
        public synchronized void disconnected(ConnectionEnd reason, String detail) {
            ends = ends + 1;
            super.disconnected(reason, detail);
        }
    }

    /** Counts what the reader's thread allocates over the second half of the ticks. */
    private static final class Ticks implements TwsConnection.Listener {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final BlockingQueue<Long> done = new LinkedBlockingQueue<>();
        private final int messages;
        private int seen;
        private long before;

        Ticks(int messages) {
            this.messages = messages;
        }

        @Override
        public void tickByTickTrade(
                int reqId,
                boolean allTrades,
                long timeNanos,
                long priceE8,
                long sizeE8,
                int attributes,
                AsciiField exchange,
                AsciiField conditions) {
            seen++;
            if (seen == messages / 2) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            } else if (seen == messages) {
                done.add(THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }

        @Override
        public void ready(int serverVersion) {}

        @Override
        public void malformed(TwsProtocolError error) {}

        @Override
        public void unsent(int orderId) {}

        @Override
        public void disconnected(ConnectionEnd reason, String detail) {}
    }
}
