package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Update;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The indicator values of each strategy at the last close of its bars, for all of its bar sizes and instruments.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class LastValues {
    private final List<StrategyBinding> bindings;
    /** By binding and input; null before the first one. */
    private final double[][][] last;
    /** By binding, input and value. */
    private final List<List<List<String>>> names = new ArrayList<>();

    LastValues(Engine engine) {
        bindings = engine.bindings();
        last = new double[bindings.size()][][];
        for (StrategyBinding binding : bindings) {
            last[binding.bindingId()] = new double[binding.inputs().size()][];
            names.add(names(binding));
        }
    }

    /**
     * If two of its bars have the same name, the later ones get the size, and the instrument if it is not the traded one.
     */
    private static List<List<String>> names(StrategyBinding binding) {
        Set<String> taken = new HashSet<>();
        List<List<String>> all = new ArrayList<>();
        for (Strategy.Input input : binding.inputs()) {
            List<String> ofInput = new ArrayList<>();
            for (String name : StrategyBinding.valueNames(input)) {
                String of = input.instrument().id() == binding.instrument().id()
                        ? ""
                        : input.instrument().symbol() + " ";
                boolean first = taken.add(name.toLowerCase(Locale.ROOT));
                String told = first ? name : name + " " + of + input.bars();
                for (int more = 2; !first && !taken.add(told.toLowerCase(Locale.ROOT)); more++) {
                    told = name + " " + of + input.bars() + " " + more;
                }
                ofInput.add(told);
            }
            all.add(ofInput);
        }
        return all;
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            keep(update.bindingId, update.input, event, update.valueOffset, update.valueCount);
        }
        if (event.type == EventType.CORPORATE_ACTION && CorporateAction.ofCode(event.code) == CorporateAction.SPLIT) {
            split(event);
        }
    }

    private void keep(int bindingId, int input, EngineEvent event, int offset, int count) {
        double[] values = last[bindingId][input];
        if (values == null) {
            values = new double[count];
            last[bindingId][input] = values;
        }
        System.arraycopy(event.values, offset, values, 0, count);
    }

    /** Takes the values adjusted for a split from the event, in the order of bindings and inputs. */
    private void split(EngineEvent event) {
        int offset = 0;
        for (StrategyBinding binding : bindings) {
            for (int input = 0; input < binding.inputs().size(); input++) {
                double[] values = last[binding.bindingId()][input];
                boolean concerned = binding.inputs().get(input).instrument().id() == event.instrumentId;
                if (!concerned || values == null) {
                    continue;
                }
                if (offset + values.length > event.valueCount) {
                    // A journal's record does not have them: they become unknown.
                    last[binding.bindingId()][input] = null;
                } else {
                    keep(binding.bindingId(), input, event, offset, values.length);
                    offset += values.length;
                }
            }
        }
    }

    /** The last values of a leading strategy by name; values that are not there yet are left out. */
    Map<String, Double> values(int bindingId) {
        Map<String, Double> named = new LinkedHashMap<>();
        double[][] ofBinding = last[bindingId];
        for (int input = 0; input < ofBinding.length; input++) {
            for (int i = 0; ofBinding[input] != null && i < ofBinding[input].length; i++) {
                named.put(names.get(bindingId).get(input).get(i), ofBinding[input][i]);
            }
        }
        return named;
    }
}
