package io.ringside.replay;

import io.ringside.engine.event.EngineEvent;
import java.util.List;
import java.util.Map;

/**
 * Why a run made no trade.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public interface Silence {
    /** Takes one processed event in. */
    void onEvent(EngineEvent event);

    /** For people. */
    List<String> lines();

    /** For programs. */
    Map<String, Object> json();
}
