package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.NameOutcome;
import java.time.LocalDate;

/** A portfolio's decision, written event by event: names AAA, BBB, CCC and so on, by id from 0; an account of 100,000. */
final class Decided {
    static final String RULES = "strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0";
    static final int DAY = (int) LocalDate.of(2024, 2, 2).toEpochDay();
    private static final long NANOS = ExchangeCalendar.usEquity().closeNanos(DAY);

    final PortfolioState state;
    private final int portfolioId;
    private final EngineEvent event;
    private int day = DAY;

    Decided(Engine engine, int portfolioId) {
        this.portfolioId = portfolioId;
        state = new PortfolioState(engine, portfolioId, true);
        event = new EngineEvent(engine.bounds());
        close(DAY);
    }

    /** An engine of some names, with the given text for portfolios. */
    static Engine engine(int names, String portfolios) {
        StringBuilder text = new StringBuilder("instruments = [");
        for (int i = 0; i < names; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("{ symbol = ")
                    .append(symbol(i))
                    .append(" }");
        }
        return new Engine(
                EngineSettings.parse(text + "]\ndata { bar = 1d }\nrisk { equity = 100000 }\n" + portfolios, "test"),
                ExchangeCalendar.usEquity());
    }

    /** AAA, BBB, and so on; after ZZZ A1, B1. */
    static String symbol(int id) {
        String letter = Character.toString((char) ('A' + id % 26));
        return id < 26 ? letter.repeat(3) : letter + id / 26;
    }

    static long e8(double money) {
        return FixedPoint.ofDouble(money);
    }

    /** Begins the next decision's event. */
    Decided close(int sessionDay) {
        day = sessionDay;
        event.session(EventType.SESSION_CLOSE, NANOS, 0);
        event.clearDecisions();
        return this;
    }

    Decided hold(int id, long shares, double price) {
        EngineEvent part = new EngineEvent(state.engine().bounds());
        part.position(
                id,
                NANOS,
                EngineEvent.FLAG_CARRIED,
                PortfolioPart.HOLDING,
                BookId.ofPortfolio(portfolioId),
                0,
                shares,
                e8(price));
        send(part);
        return this;
    }

    /** Money of the account. */
    Decided money(double cash) {
        EngineEvent account = new EngineEvent(state.engine().bounds());
        account.account(NANOS, EngineEvent.FLAG_CARRIED, e8(cash), 0, 0);
        send(account);
        return this;
    }

    Decided name(int id, int rank, int actions, int reason) {
        Standing standing = event.addStanding();
        standing.clear(portfolioId, id);
        standing.rank = rank;
        standing.score = rank / 10.0;
        standing.actions = actions;
        standing.reason = reason;
        return this;
    }

    Decided outcome(int id, NameOutcome outcome, int alike) {
        Verdict verdict = event.addVerdict();
        verdict.clear(BookId.ofPortfolio(portfolioId), id, 1);
        verdict.outcome = outcome.code();
        verdict.stopE8 = alike;
        return this;
    }

    Decided order(int id, long ref, Side side, long quantity) {
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, id, BookId.ofPortfolio(portfolioId), 1);
        intent.side = side;
        intent.quantity = quantity;
        return this;
    }

    /** Ends the decision's event. */
    Decided decide() {
        send(event);
        return this;
    }

    Decided fill(long ref, int id, Side side, long quantity, double price, double commission) {
        EngineEvent fill = new EngineEvent(state.engine().bounds());
        fill.fill(id, NANOS, ref, side, quantity, e8(price), 0, e8(commission), 0);
        send(fill);
        return this;
    }

    private void send(EngineEvent one) {
        one.sessionDay = day;
        state.onEvent(one);
    }
}
