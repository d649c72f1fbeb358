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
 * @param leadId the binding that decides: its own, or for a further part of a position that of the first one
 */
public record StrategyBinding(
        int bindingId, String name, Strategy strategy, List<Strategy.Input> inputs, Instrument instrument, int leadId) {
    /** A binding that decides for itself. */
    public StrategyBinding(
            int bindingId, String name, Strategy strategy, List<Strategy.Input> inputs, Instrument instrument) {
        this(bindingId, name, strategy, inputs, instrument, bindingId);
    }

    /** The books of a further part of its positions; it reads nothing itself. */
    public StrategyBinding part(int partBindingId) {
        return new StrategyBinding(partBindingId, name, strategy, List.of(), instrument, bindingId);
    }

    /** Whether it decides, and is not a further part. */
    public boolean leads() {
        return leadId == bindingId;
    }

    /** Names of the values of one input, in slot order. */
    public static List<String> valueNames(Strategy.Input input) {
        List<String> names = new ArrayList<>();
        input.indicators().forEach(named -> names.addAll(named.names()));
        return names;
    }
}
