package io.ringside.replay.portfolio;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.SimulatedBroker;
import java.time.LocalDate;
import java.util.List;

/**
 * One decision of a portfolio at a session's close, made by the engine itself: earlier bars are warm-up, the account has the
 * given holdings, and the orders execute in the next opening auction at the prices of the decision. Nothing is written.
 *
 * <p>Thread: the command's.
 */
public final class Decision implements Backtest.Feed {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final PortfolioData data;
    private final int day;
    private final HeldShares held;
    private final Engine engine;
    private final SimulatedBroker broker;
    private final PortfolioState state;
    private final EngineEvent close;
    private final LeftAside leftAside;
    private MarketFeed feed;
    private List<Instrument> holders;
    private boolean closed;
    /** Index of the next event of the account, or of the next opening. */
    private int nextIndex;

    private Phase phase = Phase.BARS;

    private enum Phase {
        BARS,
        SHARES,
        CLOSE,
        PRINTS,
        END
    }

    private Decision(PortfolioData data, int day, HeldShares held) {
        this.data = data;
        this.day = day;
        this.held = held;
        // It decides whether or not its schedule is due.
        engine = new Engine(
                EngineSettings.of(EngineSettings.with(data.settings().config(), "portfolio.schedule=daily")), CALENDAR);
        broker = engine.settings().simulatedBroker(CALENDAR);
        state = new PortfolioState(engine);
        close = new EngineEvent(engine.bounds());
        leftAside = new LeftAside(engine, day);
    }

    /** Names that could not be decided on. */
    LeftAside leftAside() {
        return leftAside;
    }

    /**
     * Decides.
     *
     * @param data bars up to the day
     * @param day the session at whose end it is decided
     * @throws UserError if the account holds a name without bars, or the data do not reach that day
     */
    public static Decision at(PortfolioData data, int day, HeldShares held) {
        Decision decision = new Decision(data, day, held);
        decision.decide();
        return decision;
    }

    private void decide() {
        holders = engine.settings().instruments().stream()
                .filter(one -> held.of(one) != 0)
                .toList();
        for (String symbol : held.shares().keySet()) {
            if (held.shares().get(symbol) != 0 && holders.stream().noneMatch(one -> one.isCalled(symbol))) {
                throw new UserError(held.origin() + ": " + symbol
                        + " is held and is not among the names; add it to the universe with its bars, or leave it out");
            }
        }
        try (MarketFeed bars = data.feed(day);
                Pipeline.Inline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1)) {
            feed = bars;
            Backtest backtest = new Backtest(
                    pipeline, broker, new EngineEvent(engine.bounds()), List.of(state::onEvent, leftAside::onEvent));
            backtest.run(this);
        }
        if (!closed) {
            throw new UserError("--date " + LocalDate.ofEpochDay(day) + ": there are no bars of that session");
        }
        if (state.rebalances().isEmpty()) {
            throw new UserError("--date " + LocalDate.ofEpochDay(day)
                    + ": nothing can be decided, since the bars do not reach back far enough; give earlier ones");
        }
    }

    /** What was decided. */
    public Rebalance rebalance() {
        return state.rebalances().get(0);
    }

    /** The account after the orders, at the prices of the decision. */
    public PortfolioState state() {
        return state;
    }

    @Override
    public boolean next(EngineEvent draft) {
        switch (phase) {
            case BARS -> {
                if (!feed.next(draft)) {
                    return beginOpening(draft);
                }
                boolean decides = draft.type == EventType.SESSION_CLOSE && !draft.isWarmUp();
                if (decides) {
                    closed = true;
                    close.copyIngressFrom(draft);
                    broker.holdsCash(held.cashE8());
                    draft.account(close.eventNanos, EngineEvent.FLAG_CARRIED, held.cashE8(), 0, 0);
                    phase = holders.isEmpty() ? Phase.CLOSE : Phase.SHARES;
                }
            }
            case SHARES -> {
                Instrument one = holders.get(nextIndex++);
                long shares = held.of(one);
                long priceE8 = state.ledger().lastE8(one.id());
                broker.holds(one.id(), shares, priceE8);
                draft.position(
                        one.id(),
                        close.eventNanos,
                        EngineEvent.FLAG_CARRIED,
                        PortfolioPart.HOLDING,
                        BookId.ofPortfolio(0),
                        0,
                        shares,
                        priceE8);
                phase = nextIndex == holders.size() ? Phase.CLOSE : Phase.SHARES;
            }
            case CLOSE -> {
                draft.copyIngressFrom(close);
                phase = Phase.BARS;
            }
            case PRINTS -> print(draft);
            default -> {
                return false;
            }
        }
        return true;
    }

    private long openNanos() {
        return CALENDAR.openNanos(CALENDAR.nextTradingDay(day));
    }

    private boolean beginOpening(EngineEvent draft) {
        if (!closed || state.rebalances().isEmpty()) {
            return false;
        }
        nextIndex = 0;
        phase = Phase.PRINTS;
        draft.session(EventType.SESSION_OPEN, openNanos(), 0);
        return true;
    }

    private void print(EngineEvent draft) {
        List<Instrument> all = engine.settings().instruments();
        while (nextIndex < all.size()
                && state.ledger().lastE8(all.get(nextIndex).id()) == 0) {
            nextIndex++;
        }
        if (nextIndex == all.size()) {
            draft.control(EventType.TIMER, openNanos(), 0, 0);
            phase = Phase.END;
            return;
        }
        Instrument one = all.get(nextIndex++);
        draft.openPrint(one.id(), openNanos(), state.ledger().lastE8(one.id()), 0);
    }
}
