package io.ringside.engine.portfolio;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * A portfolio's part of the signal stage: keeps the bars of its names, asks its strategy at the end of a session on which it is
 * due, and writes the ranking into as many events as it takes.
 *
 * <p>Thread: signal stage. Owns: price history, strategy, schedule. Reads: ingress. Writes: standings.
 */
public final class PortfolioHandler {
    private final PortfolioStrategy strategy;
    private final Schedule schedule;
    private final PriceHistory history;
    private final Names names;
    private final Ranking ranking;
    /** How many of the ranking were written. */
    private int written;

    public PortfolioHandler(PortfolioBinding binding, ExchangeCalendar calendar) {
        strategy = binding.strategy();
        schedule = binding.schedule();
        history = new PriceHistory(binding.universe().names(), strategy.barsKept());
        names = new Names(binding.universe(), history, calendar);
        ranking = new Ranking(binding.universe());
    }

    /** Takes one event in. */
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case BAR -> onBar(event);
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
            case CONTINUE -> write(event);
            default -> {
                // Nothing that a ranking depends on.
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
        // What was due before trading begins was never decided on.
        if (!event.isWarmUp() && schedule.isDue(event.sessionDay) && strategy.decide(names, ranking)) {
            schedule.decided(event.sessionDay);
        }
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
        event.standingsLeft = ranking.size() - written;
    }
}
