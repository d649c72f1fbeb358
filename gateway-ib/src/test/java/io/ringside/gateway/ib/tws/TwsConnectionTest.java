package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection in one thread over bytes in memory, time given; and what it takes over a socket to the machine itself. */
class TwsConnectionTest {
    private static final long MILLI = 1_000_000L;
    private static final int READY_MS = 15_000;
    private static final int SILENCE_MS = 5_000;
    private static final int ANSWER_MS = 4_000;
    private static final int ORDER_SILENCE_MS = 2_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final long BEGIN_NANOS = 1_000_000 * MILLI;

    private final Events events = new Events();
    private final Bytes bytes = new Bytes();
    private long nanos = BEGIN_NANOS;

    private TwsConnection connection =
            TwsConnection.over(bytes, settings("127.0.0.1", 1, 120, 160), events, () -> nanos);

    private static TwsSettings settings(String host, int port, int versionMin, int versionMax) {
        return new TwsSettings(
                host,
                port,
                17,
                versionMin,
                versionMax,
                false,
                ZoneId.of("America/New_York"),
                5_000,
                READY_MS,
                SILENCE_MS,
                ANSWER_MS,
                ORDER_SILENCE_MS,
                45,
                10,
                10);
    }

    /** The server says something. */
    private boolean hears(String... fields) {
        bytes.toClient.writeBytes(Captures.frame(fields));
        return connection.turn();
    }

    private void beReady() {
        hears("150", "20260105 09:30:00 EST");
        hears("15", "1", "DU0000001");
        hears("9", "1", "1001");
        bytes.take();
        events.take();
    }

    // ---- Beginning ------------------------------------------------------------------------------------------------

    @Test
    void shouldGreetAndBeReadyOnceAccountsAndOrderIdHaveCome() {
        connection.turn();
        assertEquals("API\0\0\0\0\11v120..160", bytes.greeting());
        assertFalse(connection.isReady());
        assertTrue(hears("150", "20260105 09:30:00 EST"));
        assertEquals(List.of("71 2 17 "), bytes.take());
        hears("15", "1", "DU0000001");
        assertFalse(connection.isReady());
        assertFalse(connection.send(new TwsEncoder(150).reqIds()));
        hears("9", "1", "1001");
        assertTrue(connection.isReady());
        assertEquals(List.of("managedAccounts(DU0000001)", "nextValidId(1001)", "ready 150"), events.take());
        assertTrue(connection.send(new TwsEncoder(150).reqIds()));
        assertEquals(List.of("8 1 1"), bytes.take());
        hears("9", "1", "1002");
        assertEquals(List.of("nextValidId(1002)"), events.take(), "it was ready before");
    }

    @Test
    void shouldReadAllThatHasComeAtOnce() {
        bytes.toClient.writeBytes(Captures.frame("150", "20260105 09:30:00 EST"));
        bytes.toClient.writeBytes(Captures.frame("15", "1", "DU0000001"));
        hears("9", "1", "1001");
        assertTrue(connection.isReady());
    }

    @Test
    void shouldBeReadyInWhicheverOrderTheyCome() {
        hears("150", "20260105 09:30:00 EST");
        hears("9", "1", "1001");
        hears("9", "1", "1001");
        assertFalse(connection.isReady());
        hears("15", "1", "DU0000001");
        assertTrue(connection.isReady());
    }

    @ParameterizedTest
    @CsvSource({"119, false", "120, true", "160, true", "161, false"})
    void shouldRefuseAVersionThatItDoesNotSpeak(int version, boolean taken) {
        assertEquals(taken, hears(Integer.toString(version), "20260105 09:30:00 EST"));
        assertEquals(
                taken ? List.of() : List.of("end VERSION_REFUSED server version " + version + " is none of 120 to 160"),
                events.take());
        assertEquals(taken ? 1 : 0, bytes.take().size());
    }

    @Test
    void shouldNotFollowToAnotherHost() {
        assertFalse(hears("-1", "other.example.com:4001"));
        assertEquals(List.of("end REDIRECTED "), events.take());
        assertFalse(connection.turn());
        assertEquals(List.of(), events.take(), "told once");
        assertEquals(1, bytes.closings);
    }

    @Test
    void shouldGiveUpOnceItsTimeToBeReadyIsOver() {
        connection.turn();
        nanos += READY_MS * MILLI - 1;
        assertTrue(connection.turn());
        nanos += 1;
        assertFalse(connection.turn());
        assertEquals(List.of("end READY_TIMEOUT not ready after 15000 ms "), events.take());
    }

    @Test
    void shouldSayWhichErrorCameBeforeItWasClosed() {
        hears("150", "20260105 09:30:00 EST");
        hears("4", "2", "-1", "507", "Bad message", "");
        hears("4", "2", "-1", "326", "Unable to connect as the client id is already in use", "");
        events.take();
        bytes.closed = true;
        assertFalse(connection.turn());
        assertEquals(List.of("end CLOSED_BEFORE_READY after error 326"), events.take());
    }

    @Test
    void shouldSayNothingMoreWhereItWasClosedAtOnce() {
        bytes.closed = true;
        assertFalse(connection.turn());
        assertEquals(List.of("end CLOSED_BEFORE_READY "), events.take());
        connection.recall(7);
        assertEquals(BEGIN_NANOS, connection.receivedNanos(), "nothing ever came");
    }

    // ---- Ready ----------------------------------------------------------------------------------------------------

    @Test
    void shouldTellAnEndBetweenMessagesFromOneWithin() {
        beReady();
        bytes.closed = true;
        assertFalse(connection.turn());
        assertEquals(List.of("end PEER_CLOSED "), events.take());
        assertFalse(connection.isReady());
        assertFalse(connection.send(new TwsEncoder(150).reqIds()));
    }

    @Test
    void shouldTellAnEndWithinAMessage() {
        beReady();
        bytes.toClient.writeBytes(new byte[] {0, 0, 0, 20, '9', 0});
        connection.turn();
        bytes.closed = true;
        assertFalse(connection.turn());
        assertEquals(List.of("end PEER_CLOSED_MID_FRAME "), events.take());
    }

    /** After a silence it asks, and when twice nobody answers it ends; what comes meanwhile begins it anew. */
    @Test
    void shouldAskAfterASilenceAndEndWhenNobodyAnswers() {
        beReady();
        long heard = nanos;
        assertEquals(heard, connection.receivedNanos());
        nanos += SILENCE_MS * MILLI - 1;
        connection.turn();
        assertEquals(List.of(), bytes.take());
        nanos += 1;
        connection.turn();
        assertEquals(List.of("49 1"), bytes.take());
        nanos += ANSWER_MS * MILLI;
        connection.turn();
        assertEquals(List.of("49 1"), bytes.take());
        nanos += ANSWER_MS * MILLI - 1;
        assertTrue(connection.turn());
        assertEquals(heard, connection.receivedNanos());
        nanos += 1;
        assertFalse(connection.turn());
        assertEquals(List.of("end SILENT no answer for 13000 ms"), events.take());
    }

    @Test
    void shouldStayWhereItIsAnswered() {
        beReady();
        for (int i = 0; i < 3; i++) {
            nanos += SILENCE_MS * MILLI;
            connection.turn();
            assertEquals(List.of("49 1"), bytes.take());
            nanos += ANSWER_MS * MILLI - 1;
            assertTrue(hears("49", "1", "1767623400"));
            assertEquals(nanos, connection.receivedNanos());
            assertEquals(List.of("currentTime(2026-01-05T14:30:00Z)"), events.take());
        }
    }

    /** An order leaves at once unless nothing was heard for more than two seconds: then it waits for an answer. */
    @Test
    void shouldEntrustOrdersToAServerThatWasHeard() {
        beReady();
        nanos += ORDER_SILENCE_MS * MILLI;
        connection.send(new TwsEncoder(150).placeOrder(contract(), order(7)));
        List<String> left = bytes.take();
        assertEquals(1, left.size());
        assertTrue(left.get(0).startsWith("3 "), left.get(0));
        nanos += 1;
        connection.send(new TwsEncoder(150).placeOrder(contract(), order(8)));
        assertEquals(List.of("49 1"), bytes.take());
        hears("49", "1", "1767623400");
        left = bytes.take();
        assertEquals(1, left.size());
        assertTrue(left.get(0).startsWith("3 "), left.get(0));
    }

    @Test
    void shouldTakeAnOrderBackThatWaits() {
        beReady();
        nanos += ORDER_SILENCE_MS * MILLI + 1;
        connection.send(new TwsEncoder(150).placeOrder(contract(), order(8)));
        connection.recall(8);
        hears("49", "1", "1767623400");
        assertEquals(List.of("49 1"), bytes.take());
        assertTrue(events.take().contains("unsent 8"));
    }

    @Test
    void shouldCountWhatCannotBeRead() {
        beReady();
        assertTrue(hears("9", "1", "many"));
        assertEquals(1, connection.malformedMessages());
        String told = events.take().get(0);
        assertTrue(told.startsWith("malformed "), told);
        assertTrue(hears("9", "1", "5"));
        assertEquals(1, connection.malformedMessages());
    }

    @Test
    void shouldEndWhereTheBytesAreNoFrames() {
        beReady();
        bytes.toClient.writeBytes(new byte[] {127, 0, 0, 0});
        assertFalse(connection.turn());
        String told = events.take().get(0);
        assertTrue(told.startsWith("end PROTOCOL_BROKEN "), told);
    }

    @Test
    void shouldTellTheFirstReasonWhereItIsClosedTwice() {
        beReady();
        bytes.broken = true;
        assertTrue(connection.send(new TwsEncoder(150).reqIds()), "it was taken, and the end is told");
        connection.close();
        assertFalse(connection.turn());
        assertEquals(List.of("end IO_ERROR java.io.IOException: Broken pipe"), events.take());
        assertFalse(connection.turn());
        assertEquals(List.of(), events.take());
    }

    private static TwsContract contract() {
        return TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");
    }

    private static TwsOrder order(int orderId) {
        TwsOrder order = new TwsOrder();
        order.orderId = orderId;
        order.quantityE8 = 100_00000000L;
        return order;
    }

    // ---- Sockets --------------------------------------------------------------------------------------------------

    @Test
    void shouldSendAndHearOverASocketUntilItIsClosed() throws Exception {
        Queued told = new Queued();
        try (FakeTws server = new FakeTws()) {
            TwsConnection opened =
                    TwsConnection.open(TwsSettings.local(server.port(), 17), told, SystemNanoClock.INSTANCE);
            try (FakeTws.Peer peer = server.acceptReady()) {
                while (!told.next().startsWith("ready")) {
                    // Accounts and ids come before.
                    assertFalse(opened.awaitEnd(1));
                }
                assertTrue(opened.isReady());
                assertTrue(opened.send(new TwsEncoder(176).reqPositions()));
                assertEquals(List.of("61", "1"), peer.readFrame());
                peer.write("62", "1");
                assertEquals("positionEnd()", told.next());
                assertTrue(opened.receivedNanos() - System.nanoTime() <= 0);
                opened.close();
                assertTrue(peer.isAtEnd());
                assertEquals("end CLOSED_BY_US ", told.next());
                assertFalse(opened.isReady());
                assertTrue(opened.awaitEnd(PATIENCE_SECONDS * 1_000L));
            }
        }
    }

    @Test
    void shouldHearThatNobodyListens() throws Exception {
        int port;
        try (FakeTws server = new FakeTws()) {
            port = server.port();
        }
        Queued told = new Queued();
        TwsConnection opened = TwsConnection.open(TwsSettings.local(port, 17), told, SystemNanoClock.INSTANCE);
        assertEquals("end CONNECT_FAILED /127.0.0.1:" + port + ": Connection refused", told.next());
        assertTrue(opened.awaitEnd(PATIENCE_SECONDS * 1_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "203.0.113.7"})
    void shouldNotConnectToAnotherMachineUnlessThatIsAllowed(String host) {
        UserError error = assertThrows(
                UserError.class,
                () -> TwsConnection.open(settings(host, 1, 120, 160), events, SystemNanoClock.INSTANCE));
        assertEquals(
                "host = \"" + host
                        + "\" is not this machine, and the protocol has neither encryption nor password; if the"
                        + " network between is yours alone, set allow-remote = true",
                error.getMessage());
    }

    @Test
    void shouldRunOnAMachineWhoseBuffersCheckTheirBounds() {
        TwsConnection.requireCheckedBuffers();
    }

    /** What a connection tells, as text. */
    private static class Events extends RecordingConnection {
        private final List<String> told = new ArrayList<>();

        List<String> take() {
            List<String> all = List.copyOf(told);
            told.clear();
            return all;
        }

        @Override
        void add(String line) {
            told.add(line);
        }
    }

    /** The same across threads. */
    private static final class Queued extends Events {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }

        @Override
        void add(String line) {
            queue.add(line);
        }
    }

    /** Both ends of a socket, in memory. */
    private static final class Bytes implements ByteChannel {
        private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
        private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
        private boolean closed;
        private boolean broken;
        private int closings;
        private String greeting = "";

        /** What was said first, as characters. */
        String greeting() {
            greet();
            return greeting;
        }

        private void greet() {
            if (greeting.isEmpty()) {
                byte[] all = toServer.toByteArray();
                int length = 8 + ByteBuffer.wrap(all, 4, 4).getInt();
                greeting = new String(all, 0, length, StandardCharsets.ISO_8859_1);
                toServer.reset();
                toServer.write(all, length, all.length - length);
            }
        }

        /** Messages that left since the last call, their fields joined by blanks. */
        List<String> take() {
            greet();
            ByteBuffer frames = ByteBuffer.wrap(toServer.toByteArray());
            toServer.reset();
            List<String> lines = new ArrayList<>();
            while (frames.hasRemaining()) {
                byte[] payload = new byte[frames.getInt()];
                frames.get(payload);
                lines.add(String.join(" ", Captures.fields(payload, 0, payload.length)));
            }
            return lines;
        }

        @Override
        public int read(ByteBuffer into) {
            byte[] all = toClient.toByteArray();
            int count = Math.min(all.length, into.remaining());
            into.put(all, 0, count);
            toClient.reset();
            toClient.write(all, count, all.length - count);
            return count == 0 && closed ? -1 : count;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            byte[] some = new byte[from.remaining()];
            from.get(some);
            toServer.writeBytes(some);
            return some.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            closings++;
        }
    }
}
