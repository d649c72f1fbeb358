package io.ringside.perf;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalInputs;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.Verification;
import java.util.List;
import java.util.function.Consumer;

/**
 * Replay throughput, interleaved with its floor: the plain loop in memory, the journal's market events through the real
 * handlers and the simulated broker, and the whole proof; by itself, the replay that reads the file. Trades and money of all
 * must agree.
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
    private static final double EQUITY = 100_000;

    private final BarArrays bars;
    private final JournalFixture fixture;
    private final PlainLoop loop = new PlainLoop();
    private final EngineSettings settings;
    private final ExchangeCalendar calendar;
    private final JournalInputs inputs;
    /** The account after a replay. */
    private long cashE8;

    private long position;

    ReplayBench(BarArrays bars, JournalFixture fixture) {
        this.bars = bars;
        this.fixture = fixture;
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            Engine engine = Verification.engineOf(reader);
            settings = engine.settings();
            calendar = engine.calendar();
            inputs = JournalInputs.of(reader);
        }
        check();
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

    /** Measures the replay from the file, by itself. */
    void stream(int warmUps, int rounds) {
        for (int i = 0; i < warmUps + rounds; i++) {
            double nanos = streamed();
            if (i >= warmUps) {
                streamed.add(nanos / bars.size);
            }
        }
    }

    private double plain() {
        long start = CpuClock.nanos();
        loop.run(bars, EQUITY);
        long took = CpuClock.nanos() - start;
        requireSame("plain loop", loop.trades, loop.cash);
        return took;
    }

    /** The inputs as they were proved and held in memory: records are decoded, nothing is read or checked again. */
    private double replay() {
        return replay(new JournalFeed(inputs.cursor(), null));
    }

    /** From the file: every record is read, its checksum and its place proved. */
    private double streamed() {
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            return replay(new JournalFeed(null, reader));
        }
    }

    /** Each run must leave the account to the last digit as the one did whose round trips were counted. */
    private double replay(JournalFeed feed) {
        SimulatedBroker broker = settings.simulatedBroker(calendar);
        Backtest backtest = backtest(broker, List.of());
        long start = CpuClock.nanos();
        backtest.run(feed);
        long took = CpuClock.nanos() - start;
        if (broker.ledger().cashE8() != cashE8 || broker.ledger().position(0) != position) {
            throw new IllegalStateException("a replay left " + broker.ledger().cashE8() + "e-8 and "
                    + broker.ledger().position(0) + " shares, another one " + cashE8 + "e-8 and " + position);
        }
        return took;
    }

    /** A replay that counts round trips: they must be the plain loop's. */
    private void check() {
        SimulatedBroker broker = settings.simulatedBroker(calendar);
        RoundTrips roundTrips = new RoundTrips(broker);
        backtest(broker, List.of(roundTrips::onEvent)).run(new JournalFeed(inputs.cursor(), null));
        loop.run(bars, EQUITY);
        requireSame("replay", roundTrips.count, roundTrips.cashE8 / 1e8);
        cashE8 = broker.ledger().cashE8();
        position = broker.ledger().position(0);
    }

    /** Of a new engine each time: its indicators remember what they have seen. */
    private Backtest backtest(SimulatedBroker broker, List<Consumer<EngineEvent>> observers) {
        Engine engine = new Engine(settings, calendar);
        Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1);
        return new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), observers);
    }

    private double verify() {
        try (JournalReader reader = JournalReader.open(fixture.journal())) {
            Engine engine = Verification.engineOf(reader);
            // Of the wall, since it reads on another thread than it replays on.
            long start = System.nanoTime();
            Verification.Result result = Verification.replay(reader, engine, List.of());
            long took = System.nanoTime() - start;
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

    /** A journal's market events, from memory or from the file; one class, since a call that meets many is no call that can be inlined. */
    private record JournalFeed(JournalInputs.Cursor cursor, JournalReader reader) implements Backtest.Feed {
        @Override
        public boolean next(EngineEvent draft) {
            return cursor != null ? cursor.next(draft) : read(draft);
        }

        private boolean read(EngineEvent draft) {
            if (!reader.nextInput()) {
                return false;
            }
            reader.decodeIngress(draft);
            return true;
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
            int warmUps = Integer.parseInt(args[1]);
            int rounds = Integer.parseInt(args[2]);
            bench.run(warmUps, rounds);
            bench.stream(warmUps, rounds);
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
