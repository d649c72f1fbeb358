package io.ringside.replay.research;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.sim.SimulatedBroker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks for decisions that depend on the future: runs a strategy again on data that ends at a bar, and on data that is
 * altered after it, and compares every record up to that bar with the first run. A strategy with state that survives a run
 * is found by running twice on the same data.
 *
 * <p>Thread: one.
 */
final class Lookahead {
    /** The subject of the examination, created anew for each run. */
    interface Subject {
        /** The handlers for one run on the given data. */
        Stages stages(Window data, SimulatedBroker broker);

        /** A new broker. */
        SimulatedBroker broker();

        /** Capacities of one event. */
        Bounds bounds();
    }

    /** The run that contradicted the first one. */
    enum Way {
        /** The same data gave other decisions. */
        RUN_AGAIN,
        /** The data ended earlier. */
        CUT_OFF,
        /** The data after the bar was other data. */
        ALTERED
    }

    /**
     * A decision that depends on the future.
     *
     * @param event index on the tape of the first market event with another decision
     * @param way the contradicting run
     * @param cut index of the last event that both runs had in common
     */
    record Finding(int event, Way way, int cut) {}

    /**
     * The result.
     *
     * @param bars bars of the data
     * @param cuts number of bars after which the data were cut off or altered
     * @param decisions signals and intents in the first run
     * @param finding the earliest finding, or null
     */
    record Result(int bars, int cuts, long decisions, Finding finding) {}

    private static final int SPREAD = 50;
    private static final int EARLIER_MAX = 2000;
    /** Events that an altered run plays after the cut. */
    private static final int BEYOND = 400;

    private final Subject subject;
    private final MarketTape tape;
    private final long seed;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private long decisions;

    /** A checksum of the decisions after each market event. */
    private record Trace(List<Long> sums) {
        Trace {
            sums = List.copyOf(sums);
        }
    }

    Lookahead(Subject subject, MarketTape tape, long seed) {
        this.subject = subject;
        this.tape = tape;
        this.seed = seed;
        bytes = ByteBuffer.allocate(JournalRecord.maxLength(subject.bounds()));
        buffer = new UnsafeBuffer(bytes);
    }

    /** Examines the strategy with at most so many cuts. */
    Result examine(int cutsMax, IntConsumer progress) {
        List<Integer> deciding = new ArrayList<>();
        Trace first = trace(tape.all(), tape.events(), deciding);
        long found = decisions;
        int other = firstDifference(first, trace(tape.all(), tape.events(), null), tape.events());
        if (other >= 0) {
            return new Result(tape.bars(), 0, found, new Finding(other, Way.RUN_AGAIN, other));
        }
        TreeSet<Integer> cuts = new TreeSet<>(sample(deciding, cutsMax));
        cuts.addAll(sample(bars(), Math.min(SPREAD, cutsMax)));
        int done = 0;
        for (int cut : cuts) {
            Finding finding = cutAt(first, cut);
            progress.accept(++done);
            if (finding != null) {
                return new Result(tape.bars(), done, found, earliest(first, finding));
            }
        }
        return new Result(tape.bars(), done, found, null);
    }

    /** Finds the first bar that shows it: tries bars before the finding one by one, as far as that is feasible. */
    private Finding earliest(Trace first, Finding finding) {
        int tried = 0;
        for (int bar : bars()) {
            if (bar >= finding.event || tried++ == EARLIER_MAX) {
                break;
            }
            Finding earlier = cutAt(first, bar);
            if (earlier != null) {
                return earlier;
            }
        }
        return finding;
    }

    private Finding cutAt(Trace first, int cut) {
        int end = cut + 1;
        int event = firstDifference(first, trace(new Window(tape, 0, 0, end, false), end, null), end);
        if (event >= 0) {
            return new Finding(event, Way.CUT_OFF, cut);
        }
        MarketTape altered = tape.alteredFrom(end, seed + cut);
        event = firstDifference(first, trace(altered.all(), Math.min(tape.events(), end + BEYOND), null), end);
        return event < 0 ? null : new Finding(event, Way.ALTERED, cut);
    }

    private static int firstDifference(Trace one, Trace other, int end) {
        for (int i = 0; i < end; i++) {
            if (!one.sums.get(i).equals(other.sums.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private List<Integer> bars() {
        List<Integer> bars = new ArrayList<>();
        for (int i = 0; i < tape.events(); i++) {
            if (tape.type(i) == EventType.BAR || tape.type(i) == EventType.TRADE) {
                bars.add(i);
            }
        }
        return bars;
    }

    private static List<Integer> sample(List<Integer> all, int count) {
        if (all.size() <= count) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get((int) ((long) i * all.size() / count)));
        }
        return some;
    }

    /**
     * Runs the beginning of the data.
     *
     * @param data all that the run is given
     * @param end events that are played
     * @param deciding receives the market events on which something was decided; may be null
     */
    private Trace trace(Window data, int end, List<Integer> deciding) {
        Long[] sums = new Long[end];
        Arrays.fill(sums, 0L);
        int[] at = {-1};
        decisions = 0;
        SimulatedBroker broker = subject.broker();
        try (Pipeline pipeline = Pipeline.inline(subject.stages(data, broker), subject.bounds(), 1)) {
            var backtest = new Backtest(pipeline, broker, new EngineEvent(subject.bounds()), List.of(event -> {
                if (!event.type.isOrderReport() && event.type != EventType.CONTINUE) {
                    at[0]++;
                }
                // Broker events before the first market event belong to it.
                int market = Math.max(0, at[0]);
                sums[market] = 31 * sums[market] + checksum(event);
                boolean decided = event.intentCount > 0 || event.standingCount > 0 || signals(event);
                decisions += decided ? 1 : 0;
                if (decided && deciding != null && (deciding.isEmpty() || last(deciding) != market)) {
                    deciding.add(market);
                }
            }));
            Backtest.Feed feed = new Window(data.tape(), 0, 0, Math.min(end, data.end()), false).feed();
            backtest.run(feed);
        }
        return new Trace(List.of(sums));
    }

    private static int last(List<Integer> list) {
        return list.get(list.size() - 1);
    }

    private static boolean signals(EngineEvent event) {
        for (int i = 0; i < event.signalCount; i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                return true;
            }
        }
        return false;
    }

    private long checksum(EngineEvent event) {
        int length = JournalRecord.encode(event, 0, buffer);
        crc.reset();
        crc.update(bytes.array(), 0, length);
        return crc.getValue();
    }

    /** A subject from the engine of a configuration. */
    static Subject of(Supplier<Engine> engines) {
        Engine any = engines.get();
        return new Subject() {
            @Override
            public Stages stages(Window data, SimulatedBroker broker) {
                return engines.get().stages(null, broker);
            }

            @Override
            public SimulatedBroker broker() {
                return any.settings().simulatedBroker(any.calendar());
            }

            @Override
            public Bounds bounds() {
                return any.bounds();
            }
        };
    }
}
