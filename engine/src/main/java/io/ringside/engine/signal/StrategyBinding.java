package io.ringside.engine.signal;

import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.List;

/**
 * One strategy at work on one instrument.
 *
 * @param bindingId index; stands in slots and journals
 * @param name the strategy's name in {@code Strategies}
 * @param strategy the instance
 * @param inputs what it reads
 * @param instrument what it looks at
 */
public record StrategyBinding(
        int bindingId, String name, Strategy strategy, List<Strategy.Input> inputs, Instrument instrument) {
    /** Names of the values of one input, in slot order. */
    public static List<String> valueNames(Strategy.Input input) {
        List<String> names = new ArrayList<>();
        input.indicators().forEach(named -> names.addAll(named.names()));
        return names;
    }
}
