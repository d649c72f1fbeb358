package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.replay.portfolio.PortfolioSilence;
import java.util.List;
import java.util.Map;

/**
 * Why a run made no trade.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public interface Silence {
    /** That of an engine's kind. */
    static Silence of(Engine engine) {
        return engine.portfolio() == null ? new NoTradeAnalysis(engine) : new PortfolioSilence(engine);
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event);

    /** For people. */
    List<String> lines();

    /** For programs. */
    Map<String, Object> json();
}
