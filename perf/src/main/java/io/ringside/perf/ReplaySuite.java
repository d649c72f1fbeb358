package io.ringside.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Rows 1 to 5: replay of a journal through the real handlers, beside the plain loop, {@code verify}, and what a quant would
 * use instead.
 *
 * <p>Thread: the command's.
 */
final class ReplaySuite implements Suite {
    private static final String CPU = "thread CPU time, rounds interleaved with those it is held against";
    private static final Goal AGAINST_LOOP = Goal.atMost(2.5, 1.3, "x");
    private static final Goal BARS = Goal.atLeast(6, 20, "M");
    private static final Goal EVENTS = Goal.atLeast(3, 6, "M");
    private static final Goal AGAINST_TA4J = Goal.atLeast(12, 40, "x");

    private static final String LOOP_NAME = "journal replay, against a plain double loop in memory";
    private static final String STREAMED_NAME = "  the same, each record read from the file and proved on the way";
    private static final String BARS_NAME = "journal replay, bars a second on one core";
    private static final String VERIFY_NAME = "verify, events a second";
    private static final String TA4J_NAME = "journal replay, faster than ta4j " + Ta4jPeer.VERSION;

    /** What others measured on this strategy with those engines, on two cores of a Zen 4 server: bars a second. */
    private record Elsewhere(String engine, double barsPerSecond, Goal goal) {
        static final List<Elsewhere> ALL = List.of(
                new Elsewhere("the original pandas loop", 61_000, Goal.atLeast(100, 330, "x")),
                new Elsewhere("backtrader 1.9.78.123", 10_800, Goal.atLeast(550, 1_850, "x")),
                new Elsewhere("backtesting.py", 112_000, Goal.atLeast(55, 180, "x")));

        String rowName() {
            return "journal replay, faster than " + engine;
        }
    }

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        BarArrays bars = BarArrays.generated(sizes.bars());
        try (JournalFixture fixture = new JournalFixture(bars);
                Ta4jPeer peer = Ta4jPeer.start(bars)) {
            ReplayBench bench = new ReplayBench(bars, fixture);
            Samples ta4j = new Samples();
            try {
                bench.run(sizes.warmUps(), 0);
                for (int i = 0; i < sizes.warmUps() && peer.isRunning(); i++) {
                    peer.run();
                }
                Rounds rounds = new Rounds(sizes, progress);
                while (rounds.next()) {
                    bench.run(0, 1);
                    if (peer.isRunning()) {
                        ta4j.add(peer.run() / bars.size);
                    }
                }
                bench.stream(sizes.warmUps(), sizes.rounds());
            } catch (IllegalStateException e) {
                return refused(e.getMessage());
            }
            return rows(bench, ta4j, peer, fixture);
        }
    }

    private static List<BenchRow> rows(ReplayBench bench, Samples ta4j, Ta4jPeer peer, JournalFixture fixture) {
        List<BenchRow> rows = new ArrayList<>();
        double replay = bench.replay.median();
        Samples bars = bench.replay.map(nanos -> 1e3 / nanos);
        rows.add(BenchRow.ratio(
                        1, LOOP_NAME, bench.replay, "ns/bar", bench.plain.median(), bench.ratio.median(), AGAINST_LOOP)
                .noting(CPU));
        rows.add(BenchRow.of(1, STREAMED_NAME, bench.streamed, "ns/bar", null));
        rows.add(BenchRow.of(2, BARS_NAME, bars, "M bars/s", BARS).noting("two events a bar; " + CPU));
        rows.add(
                BenchRow.of(3, VERIFY_NAME, bench.verify.map(nanos -> 1e3 / nanos), "M events/s", EVENTS)
                        .noting(
                                "CRC, chained digest, every decision compared; wall time, read on one thread, replayed on another"));
        rows.add(ta4j(bench, ta4j, peer, fixture.trades(), replay));
        for (Elsewhere one : Elsewhere.ALL) {
            Samples perSecond = bars.map(millions -> millions * 1e6);
            rows.add(
                    BenchRow.ratio(
                                    5,
                                    one.rowName(),
                                    perSecond,
                                    "bars/s",
                                    one.barsPerSecond,
                                    perSecond.median() / one.barsPerSecond,
                                    one.goal)
                            .noting(
                                    "the other engines were measured elsewhere: one core of a Zen 4 server, the same strategy"));
        }
        return rows;
    }

    private static BenchRow ta4j(ReplayBench bench, Samples ta4j, Ta4jPeer peer, int trades, double replay) {
        if (ta4j.size() == 0) {
            return BenchRow.skipped(4, TA4J_NAME, AGAINST_TA4J, peer.whyNot());
        }
        if (peer.trades() != trades) {
            return BenchRow.refused(
                    4, TA4J_NAME, AGAINST_TA4J, "ta4j made " + peer.trades() + " trades, the engine " + trades);
        }
        return BenchRow.ratio(4, TA4J_NAME, bench.replay, "ns/bar", ta4j.median(), ta4j.median() / replay, AGAINST_TA4J)
                .noting("DoubleNum on " + peer.java() + ", " + trades + " trades each; CPU time, of ta4j with its"
                        + " garbage collection");
    }

    private static List<BenchRow> refused(String why) {
        List<BenchRow> rows = new ArrayList<>();
        rows.add(BenchRow.refused(1, LOOP_NAME, AGAINST_LOOP, why));
        rows.add(BenchRow.refused(2, BARS_NAME, BARS, why));
        rows.add(BenchRow.refused(3, VERIFY_NAME, EVENTS, why));
        rows.add(BenchRow.refused(4, TA4J_NAME, AGAINST_TA4J, why));
        for (Elsewhere one : Elsewhere.ALL) {
            rows.add(BenchRow.refused(5, one.rowName(), one.goal, why));
        }
        return rows;
    }
}
