package io.ringside.gateway.live.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.portfolio.PortfolioHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects from a day's events what the portfolio of the next day has to know of the past.
 *
 * <p>Thread: session; sees events after all stages, in order.
 */
public final class PortfolioPast {
    private final PortfolioHandler handler;
    private final List<Integer> decisions = new ArrayList<>();
    private int firstDay = Integer.MAX_VALUE;
    private int lastClosed = Integer.MIN_VALUE;
    private int closedBefore = Integer.MIN_VALUE;
    private int counted;

    /** @param handler of the engine that the events pass through */
    public PortfolioPast(PortfolioHandler handler) {
        this.handler = handler;
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        if (event.type == EventType.BAR) {
            firstDay = Math.min(firstDay, event.sessionDay);
        } else if (event.type == EventType.SESSION_CLOSE) {
            closedBefore = lastClosed;
            lastClosed = event.sessionDay;
        }
        if (handler.decisions() > counted) {
            counted = handler.decisions();
            decisions.add(handler.lastDecision());
        }
    }

    /**
     * What is known at the end.
     *
     * @param rankingOpen whether the last decision was not told to its end: then it is made again
     */
    public PortfolioDay.Past end(boolean rankingOpen) {
        if (rankingOpen) {
            decisions.remove(decisions.size() - 1);
            lastClosed = closedBefore;
        }
        return new PortfolioDay.Past(firstDay, lastClosed, List.copyOf(decisions));
    }
}
