package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long SECOND = 1_000_000_000L;
    private static final TwsContract AAPL = TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");

    private final TwsEncoder encoder = new TwsEncoder(176);
    private final Wire wire = new Wire();
    private final List<Integer> unsent = Collections.synchronizedList(new ArrayList<>());
    private final Heartbeat heartbeat = new Heartbeat(50 * SECOND, 5 * SECOND, 2 * SECOND, 0);
    private long now;
    private final Outbox outbox = outbox(() -> now, 45);

    @Test
    void shouldWriteAtOnceWhatTheRateAllows() throws IOException {
        send(encoder.reqIds());
        send(order(5));
        send(encoder.cancelOrder(4));
        assertEquals(List.of("8|1|1", "3|5", "4|1|4"), wire.sent());
        assertEquals(Long.MAX_VALUE, outbox.waitNanos());
    }

    @Test
    void shouldSendCancelsThenOrdersThenRequestsWhenTheRateIsUsedUp() throws IOException {
        for (int i = 0; i < 45; i++) {
            send(encoder.cancelOrder(100));
        }
        wire.sent();
        send(encoder.reqIds());
        send(order(5));
        send(order(6));
        send(encoder.cancelOrder(4));
        assertEquals(List.of(), wire.sent());
        assertEquals(SECOND, outbox.waitNanos());
        now += SECOND;
        outbox.flush();
        assertEquals(List.of("4|1|4", "3|5", "3|6", "8|1|1"), wire.sent());
    }

    @Test
    void shouldLeaveRoomForCancelsWhenRequestsFloodTheRate() throws IOException {
        for (int i = 0; i < 100; i++) {
            send(encoder.reqIds());
        }
        assertEquals(25, wire.sent().size());
        send(order(5));
        send(encoder.cancelOrder(4));
        assertEquals(List.of("3|5", "4|1|4"), wire.sent());
    }

    @Test
    void shouldNotLetACancelOvertakeItsOwnOrder() throws IOException {
        useUpTheRate();
        send(order(5));
        send(order(6));
        send(encoder.cancelOrder(5));
        send(order(5));
        now += SECOND;
        outbox.flush();
        // What was handed in after the cancel was meant to be.
        assertEquals(List.of("4|1|5", "3|6", "3|5"), wire.sent());
        assertEquals(List.of(5), unsent);
    }

    /** A cancel may leave while its order still waits: that must not follow it a second later. */
    @Test
    void shouldRememberACancelForAsLongAsItsOrderWaits() throws IOException {
        for (int id = 1; id <= 45; id++) {
            send(order(id));
        }
        assertFalse(wire.sent().contains("3|45"), "the rate keeps room for cancels");
        send(encoder.cancelOrder(45));
        assertEquals(List.of("4|1|45"), wire.sent());
        outbox.flush();
        now += SECOND;
        outbox.flush();
        List<String> sent = wire.sent();
        assertTrue(sent.contains("3|44") && !sent.contains("3|45"), sent.toString());
        assertEquals(List.of(45), unsent);
        // Nothing waits any more: an order of that number is a new one.
        send(order(45));
        assertEquals(List.of("3|45"), wire.sent());
    }

    @Test
    void shouldTakeAWaitingOrderBackWithoutAWordToTheBroker() throws IOException {
        useUpTheRate();
        send(order(5));
        send(order(6));
        outbox.recall(5);
        outbox.recall(4);
        send(order(5));
        now += SECOND;
        outbox.flush();
        assertEquals(List.of("3|6", "3|5"), wire.sent());
        assertEquals(List.of(5), unsent);
    }

    @Test
    void shouldTreatAWhatIfAsARequest() throws IOException {
        TwsOrder order = marketOrder(5);
        order.whatIf = true;
        encoder.placeOrder(AAPL, order);
        assertEquals(Priority.REQUEST, encoder.priority());
        assertEquals(TwsEncoder.NO_ORDER, encoder.orderId());
    }

    @Test
    void shouldProbeBeforeAnOrderWhenThePeerWasSilent() throws IOException {
        now = 3 * SECOND;
        send(order(5));
        send(encoder.cancelOrder(4));
        send(order(6));
        assertEquals(List.of("49|1", "4|1|4"), wire.sent());
        now += SECOND / 10;
        outbox.flush();
        assertEquals(List.of(), wire.sent());
        heartbeat.received(now);
        outbox.flush();
        assertEquals(List.of("3|5", "3|6"), wire.sent());
    }

    /** Not a nanosecond too early; and where nothing waits, there is nothing to wait for. */
    @Test
    void shouldWaitExactlyAsLongAsTheRateSays() throws IOException {
        useUpTheRate();
        outbox.flush();
        assertEquals(Long.MAX_VALUE, outbox.waitNanos());
        send(order(5));
        assertEquals(SECOND, outbox.waitNanos());
        now = SECOND - 1;
        outbox.flush();
        assertEquals(List.of(), wire.sent());
        assertEquals(1, outbox.waitNanos());
        now = SECOND;
        outbox.flush();
        assertEquals(List.of("3|5"), wire.sent());
        assertEquals(Long.MAX_VALUE, outbox.waitNanos());
    }

    /** The probe is not held back by the rate, and counts only where the rate has room for it. */
    @Test
    void shouldProbeThoughTheRateIsUsedUp() throws IOException {
        now = 3 * SECOND;
        useUpTheRate();
        send(order(5));
        assertEquals(List.of("49|1"), wire.sent());

        heartbeat.received(now);
        now += SECOND;
        outbox.flush();
        assertEquals(List.of("3|5"), wire.sent());
        now += 3 * SECOND;
        send(order(6));
        assertEquals(List.of("49|1"), wire.sent());
        for (int i = 0; i < 45; i++) {
            send(encoder.cancelOrder(100));
        }
        assertEquals(44, wire.sent().size(), "it was one of them");
    }

    @Test
    void shouldGiveUpWhenProbesStayUnanswered() throws IOException {
        now = 50 * SECOND;
        assertTrue(outbox.poll(now));
        assertEquals(List.of("49|1"), wire.sent());
        now += 5 * SECOND;
        assertTrue(outbox.poll(now));
        now += 5 * SECOND;
        assertFalse(outbox.poll(now));
    }

    @Test
    void shouldGiveUpWhenAnotherThreadIsStuckInAWrite() throws Exception {
        wire.gate.drainPermits();
        Thread stuck = new Thread(() -> {
            try {
                send(encoder.reqIds());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        stuck.start();
        while (!wire.gate.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        assertTrue(outbox.poll(60 * SECOND - 1));
        assertFalse(outbox.poll(60 * SECOND));
        wire.gate.release(1_000);
        stuck.join();
        assertEquals(List.of("8|1|1"), wire.sent());
    }

    @Test
    void shouldReportOrdersThatNeverLeftWhenItCloses() throws IOException {
        useUpTheRate();
        send(order(5));
        send(encoder.cancelOrder(4));
        send(encoder.reqIds());
        outbox.close();
        assertEquals(List.of(5), unsent);
        assertFalse(outbox.offer(Priority.ORDER, 6, encoder.buffer(), encoder.length()));
        assertEquals(List.of(), wire.sent());
    }

    /** All of them, not only the first; and one that was cancelled before is one of them. */
    @Test
    void shouldReportEachOrderThatNeverLeft() throws IOException {
        useUpTheRate();
        for (int id = 5; id <= 8; id++) {
            send(order(id));
        }
        send(encoder.cancelOrder(7));
        send(encoder.cancelOrder(8));
        outbox.close();
        assertEquals(List.of(5, 6, 7, 8), unsent);
        outbox.close();
        outbox.flush();
        assertEquals(List.of(5, 6, 7, 8), unsent, "once");
        assertEquals(List.of(), wire.sent());
    }

    @Test
    void shouldRefuseMoreThanItHasRoomFor() throws IOException {
        useUpTheRate();
        order(5);
        int taken = 0;
        while (outbox.offer(Priority.ORDER, 5, encoder.buffer(), encoder.length())) {
            taken++;
        }
        assertTrue(taken > 500, "only " + taken);
        int written = 0;
        for (int i = 0; i < taken; i++) {
            now += SECOND;
            heartbeat.received(now);
            outbox.flush();
            written += wire.sent().size();
        }
        assertEquals(taken, written);
        assertTrue(outbox.offer(Priority.ORDER, 5, encoder.buffer(), encoder.length()));
    }

    @Test
    void shouldWriteFramesWholeWhenTheChannelTakesAByteAtATime() throws IOException {
        wire.chunk = 1;
        send(order(5));
        assertEquals(List.of("3|5"), wire.sent());
    }

    @Test
    void shouldLoseNothingWhenManyThreadsSend() throws Exception {
        Outbox busy = outbox(System::nanoTime, 1_000_000);
        int threads = 3;
        int each = 4_000;
        List<Thread> senders = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        for (int t = 0; t < threads; t++) {
            int first = 1 + t * each;
            senders.add(new Thread(() -> {
                TwsEncoder own = new TwsEncoder(176);
                TwsOrder order = marketOrder(1);
                for (int id = first; id < first + each; id++) {
                    order.orderId = id;
                    own.placeOrder(AAPL, order);
                    try {
                        heartbeat.received(System.nanoTime());
                        if (!busy.offer(own.priority(), own.orderId(), own.buffer(), own.length())) {
                            refused.incrementAndGet();
                        }
                        busy.flush();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        // No flush here: whoever was writing must have seen what the others handed in.
        List<String> sent = wire.sent();
        assertEquals(threads * each, sent.size() + refused.get());
        assertEquals(sent.size(), sent.stream().distinct().count());
    }

    @Test
    void shouldAllocateNothingWhenAnOrderLeaves() throws IOException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Outbox free = outbox(new Sink(), () -> now, 45);
        order(5);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                now += SECOND / 20;
                heartbeat.received(now);
                free.offer(Priority.ORDER, 5, encoder.buffer(), encoder.length());
                free.flush();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    private Outbox outbox(NanoClock clock, int rate) {
        return outbox(wire, clock, rate);
    }

    private Outbox outbox(WritableByteChannel channel, NanoClock clock, int rate) {
        TwsEncoder probe = new TwsEncoder(176).reqCurrentTime();
        byte[] bytes = new byte[probe.length()];
        probe.buffer().getBytes(0, bytes);
        return new Outbox(channel, clock, new RequestPacer(rate, 10, 10), heartbeat, bytes, unsent::add);
    }

    private void useUpTheRate() throws IOException {
        for (int i = 0; i < 45; i++) {
            send(encoder.cancelOrder(100));
        }
        wire.sent();
    }

    private void send(TwsEncoder message) throws IOException {
        assertTrue(outbox.offer(message.priority(), message.orderId(), message.buffer(), message.length()));
        outbox.flush();
    }

    private TwsEncoder order(int orderId) {
        return encoder.placeOrder(AAPL, marketOrder(orderId));
    }

    private static TwsOrder marketOrder(int orderId) {
        TwsOrder order = new TwsOrder();
        order.orderId = orderId;
        order.quantityE8 = 100_00000000L;
        return order;
    }

    /** Takes everything and keeps nothing. */
    private static final class Sink implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Collects what is written, and tells it as the first fields of each frame. */
    private static final class Wire implements WritableByteChannel {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
        private int chunk = Integer.MAX_VALUE;

        @Override
        public int write(ByteBuffer source) {
            gate.acquireUninterruptibly();
            return take(source);
        }

        private synchronized int take(ByteBuffer source) {
            int count = Math.min(chunk, source.remaining());
            for (int i = 0; i < count; i++) {
                bytes.write(source.get());
            }
            return count;
        }

        synchronized List<String> sent() {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            List<String> frames = new ArrayList<>();
            int at = 0;
            while (at < all.length) {
                int length = ByteBuffer.wrap(all, at, 4).getInt();
                List<String> fields = Captures.fields(all, at + 4, length);
                int shown = fields.get(0).equals("3") ? 2 : fields.get(0).equals("4") ? 3 : fields.size();
                frames.add(String.join("|", fields.subList(0, shown)));
                at += 4 + length;
            }
            return frames;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
