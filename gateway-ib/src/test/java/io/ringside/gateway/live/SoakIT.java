package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.FaultKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon under load for a while: quotes, a market, reconnections, commands, and two readers of the journal. Nothing is
 * dropped, and nothing grows.
 */
class SoakIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SECOND = 1_000_000_000L;
    private static final int QUOTES_A_SECOND = 5_000;
    private static final long WINDOW_NANOS = SECOND / 2;
    private static final long HEAP_SLACK = 12L << 20;

    @TempDir
    Path folder;

    /** What must not grow. */
    private record Sample(long heap, int threads, long descriptors, long hotBytes, long events) {}

    @Test
    void shouldDropNothingAndGrowNothingForAWhile() throws Exception {
        soak(6, 2);
    }

    @Test
    @Tag("long")
    void shouldDropNothingAndGrowNothingForTenMinutes() throws Exception {
        soak(600, 30);
    }

    private void soak(int seconds, int reconnectSeconds) throws Exception {
        AtomicLong quotes = new AtomicLong();
        long commands = 0;
        int reconnects = 0;
        long[] seen = new long[2];
        Path journal;
        long fills;
        long barsFrom;
        long barsTo;
        try (LiveBench bench = new LiveBench(
                folder.resolve("live"),
                7,
                "gateway.backoff-max-ms=100",
                "signal.sma=20",
                "signal.entry-below=-5",
                "signal.exit-above=-60",
                "risk.atr-multiple=2",
                "risk.reentry-bars=0",
                "engine.ring-size=4096")) {
            TradingDaemon daemon = bench.start();
            bench.playTo(9, 30);
            journal = bench.journal();
            barsFrom = bench.tws.now();
            // The session fits into the time, but for its last hour.
            double speed = 5.5 * 3600 / seconds;
            Thread[] tails = {tail(journal, seen, 0), tail(journal, seen, 1)};
            EventPublisher publisher = daemon.day().ring().newPublisher();
            boolean[] stop = new boolean[1];
            Thread producer = new Thread(() -> produce(bench, publisher, quotes, stop), "quotes");
            producer.start();
            long began = System.nanoTime();
            long nextReconnect = reconnectSeconds * SECOND;
            long nextCommand = SECOND / 2;
            Sample first = null;
            Sample last;
            double leastBytes = Double.MAX_VALUE;
            long windowFrom = seconds * SECOND / 3;
            long windowBytes = 0;
            long windowEvents = 0;
            for (long elapsed = 0; elapsed < seconds * SECOND; elapsed = System.nanoTime() - began) {
                boolean busy = daemon.work();
                if (bench.tws.now() - barsFrom < (long) (elapsed * speed)) {
                    bench.market.step(daemon);
                } else if (!busy) {
                    LockSupport.parkNanos(100_000L);
                }
                if (elapsed > nextReconnect) {
                    nextReconnect += reconnectSeconds * SECOND;
                    reconnects++;
                    bench.tws.inject(FaultKind.CLOSE_AT_BOUNDARY);
                }
                if (elapsed > nextCommand) {
                    nextCommand += SECOND;
                    daemon.command(Operator.HALT, "soak");
                    daemon.command(Operator.RESUME, "soak");
                    commands += 2;
                }
                if (first == null && elapsed > seconds * SECOND / 3) {
                    first = sample(quotes);
                }
                if (elapsed > windowFrom) {
                    // Code that a busy machine has not compiled yet allocates; what is allocated for each event always
                    // is.
                    long bytes = hotBytes();
                    long events = quotes.get();
                    if (windowEvents > 0 && events > windowEvents) {
                        leastBytes = Math.min(leastBytes, (double) (bytes - windowBytes) / (events - windowEvents));
                    }
                    windowBytes = bytes;
                    windowEvents = events;
                    windowFrom += WINDOW_NANOS;
                }
            }
            last = sample(quotes);
            synchronized (stop) {
                stop[0] = true;
            }
            producer.join();
            bench.await(() -> daemon.day().session().phase() == BrokerConnection.Phase.READY, "ready");
            bench.market.settle(daemon);
            barsTo = bench.tws.now();
            fills = bench.tws.executions().size();
            daemon.close();
            for (Thread tail : tails) {
                tail.join();
            }
            judge(seconds, first, last, leastBytes);
        }
        Map<EventType, Long> counts = new EnumMap<>(EventType.class);
        Set<Long> bars = new HashSet<>();
        long events = LiveBench.replay(journal, event -> {
            counts.merge(event.type, 1L, Long::sum);
            if (event.type == EventType.BAR && event.startNanos >= CALENDAR.openNanos(LiveBench.DAY)) {
                assertTrue(bars.add(event.startNanos), "a bar twice");
            }
        });
        System.out.println(seconds + " s: " + events + " events, " + quotes + " quotes, " + fills + " fills, "
                + commands + " commands, " + reconnects + " reconnects");
        assertEquals(quotes.get(), counts.get(EventType.QUOTE), "quotes");
        assertEquals(commands, counts.get(EventType.COMMAND), "commands");
        assertEquals(fills, counts.getOrDefault(EventType.FILL, 0L), "fills");
        assertEquals((barsTo - CALENDAR.openNanos(LiveBench.DAY)) / (5 * SECOND), bars.size(), "bars");
        assertEquals(seen[0], seen[1]);
        assertTrue(seen[0] >= events, "the tails saw " + seen[0] + " of " + events);
        assertTrue(events >= (long) QUOTES_A_SECOND * seconds / 4, "load: " + events);
    }

    private static void judge(int seconds, Sample first, Sample last, double leastBytes) {
        double bytes = (double) (last.hotBytes - first.hotBytes) / Math.max(1, last.events - first.events);
        System.out.printf(
                Locale.ROOT,
                "%d s: heap %.1f to %.1f MB, threads %d to %d, descriptors %d to %d, %.3f bytes an event on hot threads,"
                        + " %.3f in the best half second%n",
                seconds,
                first.heap / 1e6,
                last.heap / 1e6,
                first.threads,
                last.threads,
                first.descriptors,
                last.descriptors,
                bytes,
                leastBytes);
        assertTrue(last.heap - first.heap < HEAP_SLACK, "the heap grows");
        assertTrue(Math.abs(last.threads - first.threads) <= 4, "threads");
        assertTrue(Math.abs(last.descriptors - first.descriptors) <= 6, "descriptors");
        // In a few seconds a busy machine may not have compiled the code, and what is not compiled allocates.
        double judged = seconds < 60 ? leastBytes : bytes;
        assertTrue(judged < 1, () -> judged + " bytes an event");
    }

    private static void produce(LiveBench bench, EventPublisher publisher, AtomicLong quotes, boolean[] stop) {
        long began = System.nanoTime();
        while (true) {
            synchronized (stop) {
                if (stop[0]) {
                    return;
                }
            }
            long due = (System.nanoTime() - began) * QUOTES_A_SECOND / SECOND;
            long now = bench.tws.now();
            // What a busy machine owes is not caught up with in one burst.
            for (int i = 0; i < 50 && quotes.get() < due; i++) {
                long bidE8 = (300_00 + quotes.get() % 7) * FixedPoint.ONE_E8 / 100;
                publisher.draft().quote(0, now, bidE8, bidE8 + FixedPoint.ONE_E8 / 100, 100, 200, 0);
                publisher.publish();
                quotes.incrementAndGet();
            }
            LockSupport.parkNanos(500_000L);
        }
    }

    /** Reads the journal as it grows, to the record that ends it. */
    private static Thread tail(Path journal, long[] seen, int index) {
        Thread thread = new Thread(
                () -> {
                    try (JournalReader reader = JournalReader.open(journal)) {
                        EventType last = null;
                        while (last != EventType.CLOSE) {
                            while (reader.next()) {
                                seen[index]++;
                                last = reader.type();
                            }
                            LockSupport.parkNanos(2_000_000L);
                        }
                    }
                },
                "tail-" + index);
        thread.start();
        return thread;
    }

    private static long hotBytes() {
        long hot = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ringside-stages")) {
                hot += THREADS.getThreadAllocatedBytes(thread.getId());
            }
        }
        return hot;
    }

    private static Sample sample(AtomicLong quotes) throws IOException {
        long hot = hotBytes();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long descriptors;
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = files.count();
        }
        return new Sample(
                runtime.totalMemory() - runtime.freeMemory(), THREADS.getThreadCount(), descriptors, hot, quotes.get());
    }
}
