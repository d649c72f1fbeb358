package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalInputs;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.sim.Backtest;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.Verification;
import java.util.List;

/**
 * Replay throughput, interleaved with its floor: the plain loop in memory, the journal's market events through the real
 * handlers and the simulated broker, and the whole proof. Trades and money of both must agree.
 *
 * <p>Thread: the caller's.
 */
final class ReplayBench {
    /** Nanoseconds a bar of the plain loop. */
    final Samples plain = new Samples();
    /** Nanoseconds a bar of the replay with simulated fills, of a journal that was proved and read into memory before. */
    final Samples replay = new Samples();
    /** The same from the file, each record read and proved on the way. */
    final Samples streamed = new Samples();
    /** Nanoseconds a journaled event of {@code verify}. */
    final Samples verify = new Samples();
    /** Replay over plain loop, pair by pair. */
    final Samples ratio = new Samples();

    private static final double CENT = 0.01;

    private final BarArrays bars;
    private final JournalFixture fixture;
    private final PlainLoop loop = new PlainLoop();
    private final Engine engine;
    private final JournalInputs inputs;

    ReplayBench(BarArrays bars, JournalFixture fixture) {
        this.bars = bars;
        this.fixture = fixture;
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            engine = Verification.engineOf(reader);
            inputs = JournalInputs.of(reader);
        }
    }

    /** Measures a number of rounds after others that only warm up. */
    void run(int warmUps, int rounds) {
        for (int i = 0; i < warmUps + rounds; i++) {
            double plainNanos = plain();
            double replayNanos = replay();
            double streamedNanos = streamed();
            double verifyNanos = verify();
            if (i >= warmUps) {
                plain.add(plainNanos / bars.size);
                replay.add(replayNanos / bars.size);
                ratio.add(replayNanos / plainNanos);
                streamed.add(streamedNanos / bars.size);
                verify.add(verifyNanos / fixture.events());
            }
        }
    }

    private double plain() {
        long start = CpuClock.nanos();
        loop.run(bars, 100_000);
        long took = CpuClock.nanos() - start;
        requireSame("plain loop", loop.trades, loop.cash);
        return took;
    }

    /** The inputs as they were proved and held in memory: records are decoded, nothing is read or checked again. */
    private double replay() {
        JournalInputs.Cursor cursor = inputs.cursor();
        return replay(engine, cursor::next);
    }

    /** From the file: every record is read, its checksum and its place proved. */
    private double streamed() {
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            return replay(Verification.engineOf(reader), draft -> {
                while (reader.next()) {
                    if (reader.type() != EventType.CLOSE && !reader.type().isOrderReport()) {
                        reader.decodeIngress(draft);
                        return true;
                    }
                }
                return false;
            });
        }
    }

    private double replay(Engine engine, Backtest.Feed feed) {
        SimulatedBroker broker = SimulatedBroker.of(engine.settings(), engine.calendar());
        Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1);
        RoundTrips roundTrips = new RoundTrips(broker);
        Backtest backtest =
                new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(roundTrips::onEvent));
        long start = CpuClock.nanos();
        backtest.run(feed);
        long took = CpuClock.nanos() - start;
        requireSame("replay", roundTrips.count, roundTrips.cashE8 / 1e8);
        return took;
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

    private void requireSame(String what, int trades, double cash) {
        if (trades != fixture.trades() || Math.abs(cash - loop.cash) > CENT * Math.max(1, trades)) {
            throw new IllegalStateException(what + " made " + trades + " trades and has " + cash + ", the engine "
                    + fixture.trades() + ", the plain loop " + loop.cash + ": no figure");
        }
    }

    /** How many round trips there were, and the cash after the last one. */
    private static final class RoundTrips {
        private final SimulatedBroker broker;
        private long position;
        private int count;
        private long cashE8;

        RoundTrips(SimulatedBroker broker) {
            this.broker = broker;
        }

        void onEvent(EngineEvent event) {
            if (event.type == EventType.FILL) {
                position += event.side.sign() * event.quantity;
                if (position == 0) {
                    count++;
                    cashE8 = broker.ledger().cashE8();
                }
            }
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
                    "plain %.1f (%.1f) replay %.1f (%.1f) ratio %.2f (%.2f) streamed %.1f (%.1f) verify %.1f (%.1f) ns, %d trades%n",
                    bench.plain.median(),
                    bench.plain.min(),
                    bench.replay.median(),
                    bench.replay.min(),
                    bench.ratio.median(),
                    bench.ratio.min(),
                    bench.streamed.median(),
                    bench.streamed.min(),
                    bench.verify.median(),
                    bench.verify.min(),
                    fixture.trades());
        }
    }
}
