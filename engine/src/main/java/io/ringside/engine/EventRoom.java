package io.ringside.engine;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How much of what strategies read and say can come together on one event. A bar that comes in is of one instrument, so that of
 * five hundred the one with the most counts; bars that are made close together at a session's end, and its moments are shown
 * to all, so that these add up.
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

    /** A strategy reads so many values on bars. */
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

    /** A strategy speaks at moments that are no bars, and a part has verdicts of its own on whatever its strategy says. */
    void decides(StrategyBinding binding) {
        int more = binding.leads() ? 1 : 3;
        if (speaksWithOthers(binding)) {
            updatesOfAll += more;
            return;
        }
        // Of a further part its strategy says what it reads.
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

    /** Whether a strategy reads bars that are made here: they close by the time of any event. */
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
