package io.ringside.engine.portfolio;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * A portfolio's part of the signal stage: keeps the bars of its names, asks its strategy for a ranking at the end of a
 * session on which the schedule is due, and writes the ranking into as many events as it needs.
 *
 * <p>Thread: signal stage. Owns: price history, strategy, schedule. Reads: ingress. Writes: standings.
 */
public final class PortfolioHandler {
    private final PortfolioBinding binding;
    private final int portfolioId;
    private final PortfolioStrategy strategy;
    private final Schedule schedule;
    private final PriceHistory history;
    private final Names names;
    private final Ranking ranking;
    /** How many names of the ranking were written to events. */
    private int written;
    /** The last session whose close was seen. */
    private int closedDay = Integer.MIN_VALUE;
    /** Whether a decision is due for that session and was not made yet. */
    private boolean due;

    private int decisions;
    private int lastDecision = Integer.MIN_VALUE;

    public PortfolioHandler(PortfolioBinding binding, ExchangeCalendar calendar) {
        this.binding = binding;
        portfolioId = binding.portfolioId();
        strategy = binding.strategy();
        schedule = binding.schedule();
        history = new PriceHistory(binding.universe().names(), strategy.barsKept());
        names = new Names(binding.universe(), history, calendar);
        ranking = new Ranking(binding.universe(), portfolioId);
    }

    /** What decides. */
    public PortfolioStrategy strategy() {
        return strategy;
    }

    /** Takes one event in. */
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case BAR -> {
                if (binding.sees(event)) {
                    onBar(event);
                }
            }
            case CORPORATE_ACTION -> onAction(event);
            case SESSION_OPEN -> {
                begin(event);
                if (!event.isWarmUp()) {
                    strategy.decideAtOpen(names, ranking);
                    write(event);
                }
            }
            case SESSION_CLOSE -> {
                onSession(event);
                write(event);
            }
            case COMMAND -> {
                if (event.code == Operator.REBALANCE.code() && DecisionCall.isFor(event.argument, portfolioId)) {
                    onCall(event);
                    write(event);
                }
            }
            case CONTINUE -> write(event);
            default -> {
                // A ranking does not depend on it.
            }
        }
    }

    private void onBar(EngineEvent event) {
        int name = event.instrumentId;
        history.add(name, event.sessionDay, event.openE8, event.highE8, event.lowE8, event.closeE8);
        names.bar(name, event.sessionDay);
        strategy.onBar(names, name);
        if (!event.isWarmUp()) {
            begin(event);
            strategy.decideOnBar(names, event, ranking);
            write(event);
        }
    }

    private void onAction(EngineEvent event) {
        if (CorporateAction.ofCode(event.code) == CorporateAction.SPLIT) {
            history.split(event.instrumentId, event.quantity, event.argument);
            strategy.onSplit(names, event.instrumentId, event.quantity, event.argument);
        }
    }

    private void onSession(EngineEvent event) {
        begin(event);
        strategy.onSession(names);
        closedDay = event.sessionDay;
        due = schedule.isDue(event.sessionDay);
        // A decision that was due during warm-up was never made, unless a command repeats it.
        if (!event.isWarmUp() && due) {
            decide(event.sessionDay);
        }
    }

    /**
     * Decides between session ends: on an operator's command, for a late decision, or during warm-up to repeat a decision of
     * an earlier day, which restores the strategy's state and emits no ranking.
     */
    private void onCall(EngineEvent event) {
        int day = DecisionCall.sessionDay(event.argument);
        begin(event);
        names.today(day);
        if (DecisionCall.isForced(event.argument) || (due && day == closedDay)) {
            decide(day);
        }
        if (event.isWarmUp()) {
            ranking.clear();
        }
    }

    private void decide(int day) {
        if (strategy.decide(names, ranking)) {
            schedule.decided(day);
            due = false;
            decisions++;
            lastDecision = day;
        }
    }

    /** How many decisions were made, repeated ones of the warm-up included. */
    public int decisions() {
        return decisions;
    }

    /** Whether a part of the last decision's ranking is still to be written. */
    public boolean isRankingOpen() {
        return written < ranking.size();
    }

    /** The session of the last one, days since 1970; {@code Integer.MIN_VALUE} before the first. */
    public int lastDecision() {
        return lastDecision;
    }

    private void begin(EngineEvent event) {
        names.today(event.sessionDay);
        ranking.clear();
        written = 0;
    }

    private void write(EngineEvent event) {
        while (written < ranking.size() && event.standingCount < event.standings.length) {
            event.addStanding().copyFrom(ranking.get(written++));
        }
        // Summed over all portfolios, each of which adds its own.
        event.standingsLeft += ranking.size() - written;
    }
}
