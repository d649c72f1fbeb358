package io.ringside.engine.signal;

import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy bound to one instrument.
 *
 * @param bindingId index, as in slots and journals
 * @param name the strategy's name in {@code Strategies}
 * @param strategy the instance
 * @param inputs the bars and indicators that it reads
 * @param instrument the instrument that it trades
 * @param leadId the leading binding: its own id, or for a further part of a position that of the first part
 */
public record StrategyBinding(
        int bindingId, String name, Strategy strategy, List<Strategy.Input> inputs, Instrument instrument, int leadId) {
    /** A leading binding. */
    public StrategyBinding(
            int bindingId, String name, Strategy strategy, List<Strategy.Input> inputs, Instrument instrument) {
        this(bindingId, name, strategy, inputs, instrument, bindingId);
    }

    /** The binding of a further part of its positions, which reads nothing itself. */
    public StrategyBinding part(int partBindingId) {
        return new StrategyBinding(partBindingId, name, strategy, List.of(), instrument, bindingId);
    }

    /** Whether it is a leading binding, and not a further part. */
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
