package io.ringside.gateway.live.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.PortfolioHandler;
import io.ringside.engine.signal.SignalHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects from a day's events the state that the next day's portfolios need.
 *
 * <p>Thread: session; sees events after all stages, in order.
 */
public final class PortfolioPast {
    private final List<PortfolioBinding> portfolios;
    private final SignalHandler handlers;
    private final List<List<Integer>> decisions = new ArrayList<>();
    private final int[] counted;
    private int firstDay = Integer.MAX_VALUE;
    private int lastClosed = Integer.MIN_VALUE;
    private int closedBefore = Integer.MIN_VALUE;

    /** @param handlers of the engine that the events pass through */
    public PortfolioPast(Engine engine, SignalHandler handlers) {
        this.handlers = handlers;
        portfolios = engine.portfolios();
        portfolios.forEach(one -> decisions.add(new ArrayList<>()));
        counted = new int[portfolios.size()];
    }

    /** Processes one event, after all stages. */
    public void onEvent(EngineEvent event) {
        if (event.type == EventType.BAR) {
            firstDay = Math.min(firstDay, event.sessionDay);
        } else if (event.type == EventType.SESSION_CLOSE) {
            closedBefore = lastClosed;
            lastClosed = event.sessionDay;
        }
        for (int id = 0; id < counted.length; id++) {
            PortfolioHandler handler = handlers.portfolio(id);
            if (handler.decisions() > counted[id]) {
                counted[id] = handler.decisions();
                decisions.get(id).add(handler.lastDecision());
            }
        }
    }

    /** The state at the end. A decision that was not written completely will be repeated. */
    public PortfolioDay.Past end() {
        boolean open = false;
        Map<String, List<Integer>> made = new HashMap<>();
        for (int id = 0; id < counted.length; id++) {
            List<Integer> of = decisions.get(id);
            if (handlers.portfolio(id).isRankingOpen()) {
                of.remove(of.size() - 1);
                open = true;
            }
            made.put(portfolios.get(id).name(), List.copyOf(of));
        }
        return new PortfolioDay.Past(firstDay, open ? closedBefore : lastClosed, made);
    }
}
