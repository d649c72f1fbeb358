package io.ringside.engine;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How many updates and indicator values one event must have room for. A bar of the feed is of one instrument, so of all
 * instruments the one whose strategies read the most counts. Aggregated bars of all instruments may close on one event (at a
 * session's end), and a session's open, close and timer are passed to all strategies, so these add up.
 *
 * <p>Thread: start-up.
 */
final class EventRoom {
    private final BarSpec direct;
    private final int[] updatesOf;
    private final int[] valuesOf;
    private int updatesOfAll;
    private int valuesOfAll;

    /** @param direct size of the bars that come in, or null if only trades do */
    EventRoom(int instruments, BarSpec direct) {
        this.direct = direct;
        updatesOf = new int[instruments];
        valuesOf = new int[instruments];
    }

    /** Counts a strategy's input: bars of an instrument with so many indicator values. */
    void reads(Instrument instrument, BarSpec bars, int values) {
        if (bars.equals(direct)) {
            updatesOf[instrument.id()]++;
            valuesOf[instrument.id()] += values;
        } else {
            // A trade may close the bar before it and fill the next one.
            updatesOfAll += 2;
            valuesOfAll += 2 * values;
        }
    }

    /**
     * Counts the signals that a strategy may emit without a bar (session open, close, timer), and the verdicts that each
     * further part gets for its strategy's signals.
     */
    void decides(StrategyBinding binding) {
        int more = binding.leads() ? 1 : 3;
        if (speaksWithOthers(binding)) {
            updatesOfAll += more;
            return;
        }
        // A further part reads nothing itself: its strategy's inputs count.
        Stream<Instrument> read = binding.strategy().inputs().stream().map(input -> input.instrument());
        Stream.concat(Stream.of(binding.instrument()), read)
                .mapToInt(Instrument::id)
                .distinct()
                .forEach(id -> updatesOf[id] += more);
    }

    private boolean speaksWithOthers(StrategyBinding binding) {
        return readsAggregated(binding, direct)
                || Stream.of(Moment.SESSION_OPEN, Moment.SESSION_CLOSE, Moment.TIMER)
                        .anyMatch(binding.strategy()::hears);
    }

    /** Whether a strategy reads bars that the engine aggregates: these may close on an event of any instrument. */
    static boolean readsAggregated(StrategyBinding binding, BarSpec direct) {
        return binding.strategy().inputs().stream()
                .anyMatch(input -> !input.bars().equals(direct));
    }

    int updates() {
        return most(updatesOf) + updatesOfAll;
    }

    int values() {
        return most(valuesOf) + valuesOfAll;
    }

    private static int most(int[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }
}
