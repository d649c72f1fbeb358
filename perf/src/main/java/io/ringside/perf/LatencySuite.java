package io.ringside.perf;

import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * Rows 6 to 8: from a bar's planned send time to its order, in short windows that take turns with those of a bare Disruptor
 * hop, so that both meet the same neighbours.
 *
 * <p>Thread: the command's.
 */
final class LatencySuite implements Suite {
    private static final Goal P50 = Goal.atMost(3, 1.6, "x");
    private static final Goal P99 = Goal.atMost(6, 2.5, "x");
    private static final Goal FUSED = Goal.atMost(1.3, 1.1, "x");
    private static final String P50_NAME = "tick to order, ring, journal, order stage, p50, over a bare hop";
    private static final String P99_NAME = "tick to order, p99, over a bare hop";
    private static final String FUSED_NAME = "five fused handlers, p50, over a bare hop";
    /** A spinner that has slept is let through by the scheduler before its neighbours. */
    private static final long PAUSE_NANOS = 20_000_000;

    /** Windows for the compiler, far faster than those that count. */
    private static final long WARM_UP_INTERVAL_NANOS = 1_000;

    private static final int WARM_UP_WINDOWS = 3;
    private static final long INTERVAL_NANOS = 20_000;
    private static final long SYNCED_INTERVAL_NANOS = 1_000_000;

    private final Path out;
    private final boolean spins = Runtime.getRuntime().availableProcessors() >= 2;
    private final HopSubject hop = new HopSubject(spins);
    private final EngineSubject fused = new EngineSubject(EngineSubject.Reach.HANDLERS, spins);
    private final EngineSubject engine = new EngineSubject(EngineSubject.Reach.SOCKET, spins);
    private final EngineSubject synced = new EngineSubject(EngineSubject.Reach.SOCKET_SYNCED, spins);
    private final QueueSubject queue = new QueueSubject();
    private boolean undisturbed;

    /** @param out where histograms go, or null */
    LatencySuite(Path out) {
        this.out = out;
    }

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        Pace pace = new Pace(sizes.messages() / 100, sizes.messages() / 20, INTERVAL_NANOS);
        try {
            warmUp(sizes);
            measure(sizes, pace, progress);
        } catch (IllegalStateException | UserError e) {
            return List.of(
                    BenchRow.refused(6, P50_NAME, P50, e.getMessage()),
                    BenchRow.refused(7, P99_NAME, P99, e.getMessage()),
                    BenchRow.refused(8, FUSED_NAME, FUSED, e.getMessage()));
        }
        write(hop.windows(), "bare-hop");
        write(fused.windows(), "five-handlers");
        write(engine.windows(), "tick-to-order");
        write(engine.written(), "tick-to-socket");
        write(synced.windows(), "tick-to-order-synced");
        write(queue.windows(), "blocking-queue");
        return rows(pace);
    }

    private void warmUp(BenchSizes sizes) {
        Pace fast = new Pace(0, sizes.messages() / 10, WARM_UP_INTERVAL_NANOS);
        for (int i = 0; i < sizes.warmUps() * WARM_UP_WINDOWS; i++) {
            new HopSubject(spins).window(fast);
            new EngineSubject(EngineSubject.Reach.HANDLERS, spins).window(fast);
            new EngineSubject(EngineSubject.Reach.SOCKET, spins).window(fast);
        }
    }

    private void measure(BenchSizes sizes, Pace pace, DoubleConsumer progress) {
        Pace slow = new Pace(2, Math.max(2, sizes.messages() / 500), SYNCED_INTERVAL_NANOS);
        try (Undisturbed scheduling = Undisturbed.begin()) {
            undisturbed = scheduling.isGranted();
            Rounds rounds = new Rounds(sizes, progress);
            while (rounds.next()) {
                for (LatencySubject subject : List.of(hop, fused, engine, queue)) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    subject.window(pace);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                synced.window(slow);
            }
        }
    }

    private List<BenchRow> rows(Pace pace) {
        List<BenchRow> rows = new ArrayList<>();
        double hop50 = hop.windows().percentile(50).median();
        double hop99 = hop.windows().quietPercentile(99).median();
        String plan = String.format(
                Locale.ROOT,
                "every tick is a bar that raises a stop, one every %d us, from its planned send time, into a ring of 256"
                        + " slots; %d windows of %d taking turns, %s; orders read at the socket's other end, journals replayed",
                pace.intervalNanos() / 1_000,
                engine.windows().percentile(50).size(),
                pace.events(),
                undisturbed
                        ? "both threads SCHED_RR"
                        : "no real-time scheduling allowed, so with the neighbours in it");
        rows.add(over(6, P50_NAME, engine.windows().percentile(50), hop50, P50).noting(plan));
        rows.add(foil(
                6,
                "  the same to the return of the socket's write, p50",
                engine.written().percentile(50)));
        rows.add(foil(
                6,
                "  the same, each order forced to disk first (live default), p50",
                synced.windows().percentile(50)));
        rows.add(foil(
                6,
                "  a blocking queue instead of the ring, empty events, p50",
                queue.windows().percentile(50)));
        rows.add(over(7, P99_NAME, engine.windows().quietPercentile(99), hop99, P99)
                .noting("quietest third of the windows; all of it, p50 to p99.99 and max, ns: tick to order "
                        + distribution(engine.windows().all()) + "; bare hop "
                        + distribution(hop.windows().all())));
        rows.add(over(8, FUSED_NAME, fused.windows().percentile(50), hop50, FUSED)
                .noting("indicators, signal, risk and order stage on one thread, nothing journaled"));
        return rows;
    }

    private static BenchRow over(int id, String name, Samples samples, double reference, Goal goal) {
        return BenchRow.ratio(id, name, samples, "ns", reference, samples.median() / reference, goal);
    }

    private static BenchRow foil(int id, String name, Samples samples) {
        return BenchRow.of(id, name, samples, "ns", null);
    }

    private static String distribution(Histogram histogram) {
        var text = new StringBuilder();
        for (double percentile : new double[] {50, 90, 99, 99.9, 99.99, 100}) {
            text.append(text.isEmpty() ? "" : " / ")
                    .append(String.format(Locale.ROOT, "%,d", histogram.getValueAtPercentile(percentile)));
        }
        return text.toString();
    }

    private void write(LatencyWindows windows, String name) {
        if (out != null) {
            windows.write(out, name);
        }
    }
}
