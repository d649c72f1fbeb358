package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.sim.Backtest;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.Verification;
import java.util.List;

/**
 * Replay throughput, interleaved with its floor: the plain loop in memory, the journal's market events through the real
 * handlers and the simulated broker, and the whole proof.
 *
 * <p>Thread: the caller's.
 */
final class ReplayBench {
    /** Nanoseconds a bar of the plain loop. */
    final Samples plain = new Samples();
    /** Nanoseconds a bar of the replay with simulated fills. */
    final Samples replay = new Samples();
    /** Nanoseconds a journaled event of {@code verify}. */
    final Samples verify = new Samples();
    /** Replay over plain loop, pair by pair. */
    final Samples ratio = new Samples();

    private final BarArrays bars;
    private final JournalFixture fixture;
    private final PlainLoop loop = new PlainLoop();

    ReplayBench(BarArrays bars, JournalFixture fixture) {
        this.bars = bars;
        this.fixture = fixture;
    }

    /** Measures a number of rounds after others that only warm up. */
    void run(int warmUps, int rounds) {
        for (int i = 0; i < warmUps + rounds; i++) {
            double plainNanos = plain();
            double replayNanos = replay();
            double verifyNanos = verify();
            if (i >= warmUps) {
                plain.add(plainNanos / bars.size);
                replay.add(replayNanos / bars.size);
                ratio.add(replayNanos / plainNanos);
                verify.add(verifyNanos / fixture.events());
            }
        }
    }

    private double plain() {
        long start = CpuClock.nanos();
        loop.run(bars, 100_000);
        long took = CpuClock.nanos() - start;
        requireSame("plain loop", loop.trades);
        return took;
    }

    private double replay() {
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            Engine engine = Verification.engineOf(reader);
            SimulatedBroker broker = SimulatedBroker.of(engine.settings(), engine.calendar());
            Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1);
            int[] exits = new int[1];
            long[] position = new long[1];
            Backtest backtest = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> {
                if (event.type == EventType.FILL) {
                    position[0] += event.side.sign() * event.quantity;
                    exits[0] += position[0] == 0 ? 1 : 0;
                }
            }));
            long start = CpuClock.nanos();
            backtest.run(draft -> {
                while (reader.next()) {
                    EventType type = reader.type();
                    if (type.isMarketData() || type == EventType.SESSION_OPEN || type == EventType.SESSION_CLOSE) {
                        reader.decodeIngress(draft);
                        return true;
                    }
                }
                return false;
            });
            long took = CpuClock.nanos() - start;
            requireSame("replay", exits[0]);
            return took;
        }
    }

    private double verify() {
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            Engine engine = Verification.engineOf(reader);
            long start = CpuClock.nanos();
            Verification.Result result = Verification.replay(reader, engine, List.of());
            long took = CpuClock.nanos() - start;
            if (result.difference() != null) {
                throw new IllegalStateException("the journal does not verify: " + result.line());
            }
            return took;
        }
    }

    private void requireSame(String what, int trades) {
        if (trades != fixture.trades()) {
            throw new IllegalStateException(
                    what + " made " + trades + " trades, the engine " + fixture.trades() + ": no figure");
        }
    }

    /** For profiling by hand. */
    public static void main(String[] args) {
        BarArrays bars = BarArrays.generated(Integer.parseInt(args[0]));
        try (JournalFixture fixture = new JournalFixture(bars)) {
            ReplayBench bench = new ReplayBench(bars, fixture);
            bench.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            System.out.printf(
                    java.util.Locale.ROOT,
                    "plain %.1f (%.1f) replay %.1f (%.1f) ratio %.2f (%.2f) verify %.1f (%.1f) ns, %d trades%n",
                    bench.plain.median(),
                    bench.plain.min(),
                    bench.replay.median(),
                    bench.replay.min(),
                    bench.ratio.median(),
                    bench.ratio.min(),
                    bench.verify.median(),
                    bench.verify.min(),
                    fixture.trades());
        }
    }
}
