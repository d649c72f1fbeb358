package io.ringside.replay;

import io.ringside.engine.event.EngineEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a run made no trade.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public interface Silence {
    /** Several as one. */
    static Silence all(List<Silence> parts) {
        return new Silence() {
            @Override
            public void onEvent(EngineEvent event) {
                parts.forEach(one -> one.onEvent(event));
            }

            @Override
            public List<String> lines() {
                return parts.stream().flatMap(one -> one.lines().stream()).toList();
            }

            @Override
            public Map<String, Object> json() {
                Map<String, Object> values = new LinkedHashMap<>();
                parts.forEach(one -> values.putAll(one.json()));
                return values;
            }
        };
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event);

    /** For people. */
    List<String> lines();

    /** For programs. */
    Map<String, Object> json();
}
