package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.account.RoundTrips;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.MarketOrderQuote;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trades and daily equity, from the events of a pipeline or a journal.
 *
 * <p>An account whose equity falls to zero or below is ruined at that event: a back test ends there.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class TradeLog implements RunLog, RoundTrips.Listener {
    private static final String END_OF_DATA = "END_OF_DATA";
    private static final String RUINED = "RUINED";
    /** An operator has taken over what the broker holds. */
    private static final String ADOPTED = "ADOPTED";

    /**
     * A round trip that has ended.
     *
     * @param signal data of its entry, null if unknown
     * @param endReason reason of its end, if no order of its own ended it; otherwise null
     * @param equityE8 the account after it
     * @param commissionE8 what it had been charged by then
     */
    private record Ended(
            RoundTrip trip,
            EntrySignals.Entry signal,
            long exitBarNanos,
            String endReason,
            long equityE8,
            long commissionE8) {}

    private final Engine engine;
    private final ExchangeCalendar calendar;
    private final AccountLog account;
    private final Ledger ledger;
    private final RoundTrips trips;
    private final BuyAndHold held;
    private final LastBars lastBars;
    private final EntrySignals signals;
    /** Whether portfolios decide, which have no series of bars. */
    private final boolean hasPortfolio;

    /** By instrument; none if no strategy reads bars of it. */
    private final int[] firstSeries;

    private final List<Ended> ended = new ArrayList<>();
    private List<Trade> trades;
    private String endReason;
    /** Whether a daemon traded, whose broker tells prices and no more. */
    private boolean ofBroker;
    /** Why the current event ends a trip without an order of its own; null if it does not say. */
    private String outside;

    private long bars;
    private int barsToday;
    private int barsInMarketToday;
    private final List<OrderLog.End> ends = new ArrayList<>();
    /** Whether cash is zero or less, or a position is short: only then can the account's equity fall to zero. */
    private boolean owes;

    public TradeLog(Engine engine) {
        this.engine = engine;
        calendar = engine.calendar();
        int instruments = engine.settings().instruments().size();
        account = new AccountLog(engine);
        ledger = account.ledger();
        trips = new RoundTrips(
                engine.bindings().size(), instruments, engine.portfolios().size(), this);
        held = account.held();
        lastBars = new LastBars(engine);
        signals = new EntrySignals(engine, lastBars);
        hasPortfolio = !engine.portfolios().isEmpty();
        firstSeries = engine.firstSeries();
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case OPEN_PRINT -> price(event, event.priceE8, event.priceE8, event.eventNanos);
            case TRADE -> {
                if (!event.isVolumeOnly()) {
                    price(event, event.priceE8, event.priceE8, event.eventNanos);
                }
            }
            case BAR -> {
                if (event.isPortfolioOnly()) {
                    break;
                }
                price(event, event.openE8, event.closeE8, event.startNanos);
                lastBars.ends(event.instrumentId, event.eventNanos);
                bars += hasPortfolio && !event.isWarmUp() ? 1 : 0;
            }
            case FILL -> {
                outside = null;
                endEarlierDay(event);
                account.fill(event);
                measure();
            }
            case CORPORATE_ACTION -> {
                outside = CorporateAction.ofCode(event.code).name();
                endEarlierDay(event);
                account.onAction(event);
            }
            case COMMISSION -> {
                endEarlierDay(event);
                account.charge(event);
                measure();
            }
            case POSITION, ACCOUNT -> {
                outside = ADOPTED;
                if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
                    endEarlierDay(event);
                }
                restore(event);
            }
            case SESSION_OPEN -> {
                if (!event.isWarmUp()) {
                    endEarlierDay(event);
                    account.beginDay(event.sessionDay);
                }
            }
            case SESSION_CLOSE -> {
                if (!event.isWarmUp()) {
                    measure();
                    account.endDay(event.sessionDay, exposure());
                }
            }
            default -> {
                // Changes neither money nor positions.
            }
        }
        trips.onEvent(event);
        if (owes) {
            account.lookForRuin(event.eventNanos);
        }
        onBars(event);
        signals.onEvent(event);
    }

    /**
     * Counts skipped bars of one session, on which nothing happened.
     *
     * @param count how many of them count as traded
     * @param startNanos first instant of the last one
     * @param endNanos its end
     * @param lastE8 its last price
     */
    public void skipBars(int instrumentId, int count, long startNanos, long endNanos, long lastE8) {
        ledger.mark(instrumentId, lastE8);
        lastBars.price(instrumentId, startNanos, endNanos);
        skipBars(instrumentId, count);
    }

    /** As {@link #skipBars(int, int, long, long, long)}, between a processed bar and a following price. */
    public void skipBars(int instrumentId, int count) {
        int inMarket = ledger.position(instrumentId) != 0 ? count : 0;
        bars += count;
        barsToday += count;
        barsInMarketToday += inMarket;
        trips.overlook(instrumentId);
    }

    @Override
    public long slippageE8() {
        return ofBroker ? Trade.UNKNOWN : account.slippageE8();
    }

    /** Open trades; after the end those that go on. */
    public List<RoundTrip> held() {
        return trips.held();
    }

    /**
     * Ends the log at the end of the data: open positions are closed as by a market order at the last price; those of a
     * portfolio are valued at it, and the account keeps them, as in its back test. If the data end within a session, for
     * example because the daemon was stopped before the close, the account's last day ends there too.
     */
    @Override
    public void finish() {
        finish(false);
    }

    /**
     * The same after a daemon's days, which holds on to its positions over the night: nothing is sold, and what strategies
     * hold is valued at the last price, see {@link #held}; the next day goes on with it.
     *
     * @param live whether they are a daemon's
     */
    public void finish(boolean live) {
        ofBroker = live;
        // Whoever is ruined goes on with nothing.
        boolean leaves = !live || account.isRuined();
        endReason = account.isRuined() ? RUINED : END_OF_DATA;
        BrokerSettings broker = engine.settings().broker();
        List<RoundTrip> open = new ArrayList<>();
        for (RoundTrip trip : trips.held()) {
            int id = trip.instrumentId();
            Instrument instrument = engine.settings().instruments().get(id);
            Side side = trip.side().opposite();
            long nanos = lastBars.priceNanos(id) == 0 ? trip.entryNanos() : lastBars.priceNanos(id);
            if (isOfPortfolio(trip)) {
                trips.end(trip, ledger.lastE8(id), 0, nanos);
                continue;
            }
            if (!leaves) {
                continue;
            }
            open.add(trip);
            MarketOrderQuote quote = MarketOrderQuote.of(
                    broker, instrument, side, trip.open(), ledger.lastE8(id), calendar.sessionDay(nanos));
            account.fill(id, side, trip.open(), quote.priceE8(), quote.commissionE8(), quote.slippageE8());
            ends.add(new OrderLog.End(
                    trip, side, quote.priceE8(), quote.commissionE8(), quote.slippageE8(), nanos, trip.open()));
            trips.end(trip, quote.priceE8(), quote.commissionE8(), nanos);
        }
        if (account.isRuined()) {
            account.endRuined(calendar.sessionDay(account.ruinedNanos()), exposure());
        } else if (account.isDayUnderWay()
                || (!open.isEmpty() && !account.days().isEmpty())) {
            measure();
            if (!open.isEmpty()) {
                account.lookForRuin(lastBars.latestNanos());
            }
            if (account.isDayUnderWay()) {
                account.endDayUnderWay(exposure());
            } else {
                account.endLastDayAgain();
            }
        }
    }

    @Override
    public AccountLog account() {
        return account;
    }

    /** Positions closed at the end of the data. */
    public List<OrderLog.End> ends() {
        return ends;
    }

    /** Trades, in the order of their ends. */
    @Override
    public List<Trade> trades() {
        if (endReason == null) {
            return list();
        }
        if (trades == null) {
            trades = list();
        }
        return trades;
    }

    /** Bars that were traded: of each instrument's first series, or of the feed where a portfolio decides. */
    @Override
    public long bars() {
        return bars;
    }

    /** Trades of intraday strategies only, in the order of their ends. */
    public List<Trade> ofStrategies() {
        return ended.stream()
                .filter(one -> one.trip.bindingId() >= 0)
                .map(this::trade)
                .toList();
    }

    // ---- The account ----------------------------------------------------------------------------------------------

    /**
     * Ends a session that has begun and was not ended by the day's journal, since the daemon died within it, before anything
     * of a later session is booked.
     */
    private void endEarlierDay(EngineEvent event) {
        if (!event.isWarmUp() && account.isDayUnderWay() && event.sessionDay > account.dayUnderWay()) {
            measure();
            account.endDayUnderWay(exposure());
        }
    }

    private void price(EngineEvent event, long firstE8, long lastE8, long startNanos) {
        int id = event.instrumentId;
        ledger.mark(id, lastE8);
        lastBars.price(id, startNanos, event.eventNanos);
        if (held.waitsFor(id)
                && !event.isWarmUp()
                && startNanos >= calendar.openNanos(calendar.sessionDay(startNanos))) {
            held.buy(id, firstE8);
        }
    }

    private void restore(EngineEvent event) {
        int id = event.instrumentId;
        boolean adopted = (event.flags & EngineEvent.FLAG_ADOPTED) != 0 && event.type == EventType.POSITION;
        if (adopted && event.code == 0 && event.quantity != 0) {
            Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
            ledger.fill(id, side, Math.abs(event.quantity), event.priceE8 > 0 ? event.priceE8 : ledger.lastE8(id), 0);
            measure();
            return;
        }
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0 && event.type == EventType.ACCOUNT) {
            takeWorth(event.priceE8);
            return;
        }
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (event.type == EventType.ACCOUNT) {
            ledger.restoreCash(event.priceE8);
            account.begin(event.priceE8);
        } else if (event.code == 0 || event.code == PortfolioPart.HOLDING) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
            // Follows the event with the day's cash.
            account.begin(Math.addExact(account.startE8(), FixedPoint.times(event.priceE8, event.quantity)));
        }
    }

    private void takeWorth(long worthE8) {
        if (engine.settings().risk().fromAccount()) {
            begin(worthE8);
            ledger.restoreCash(Math.subtractExact(worthE8, ledger.positionValueE8()));
        }
    }

    /** The account of a live journal begins with its first reported equity. */
    private void begin(long worthE8) {
        if (account.startE8() == RiskSettings.ACCOUNT) {
            account.begin(worthE8);
        }
    }

    private void measure() {
        account.measure();
        owes = ledger.cashE8() <= 0;
        for (int id = 0; !owes && id < firstSeries.length; id++) {
            owes = ledger.position(id) < 0;
        }
    }

    /** Whether it is a portfolio's; executions of orders that nobody placed here are under the same id. */
    private boolean isOfPortfolio(RoundTrip trip) {
        return hasPortfolio && BookId.isPortfolio(trip.bindingId());
    }

    private double exposure() {
        double exposure = hasPortfolio
                ? ledger.positionValueE8() == 0 ? 0 : 1
                : barsToday == 0 ? 0 : (double) barsInMarketToday / barsToday;
        barsToday = 0;
        barsInMarketToday = 0;
        return exposure;
    }

    /** Counts the bars of each instrument's first series, whether of the feed or aggregated. */
    private void onBars(EngineEvent event) {
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            if (event.isWarmUp() || bar.seriesId != firstSeries[bar.instrumentId]) {
                continue;
            }
            int inMarket = ledger.position(bar.instrumentId) != 0 ? 1 : 0;
            bars += hasPortfolio ? 0 : 1;
            barsToday++;
            barsInMarketToday += inMarket;
            if (inMarket != 0) {
                trips.countBar(bar.instrumentId);
            }
        }
    }

    // ---- The trades -----------------------------------------------------------------------------------------------

    @Override
    public void opened(RoundTrip trip) {
        signals.opened(trip);
    }

    @Override
    public void closed(RoundTrip trip) {
        String reason = endReason == null && trip.exit() == null ? outside : endReason;
        ended.add(new Ended(
                trip, signals.closed(trip), exitBarNanos(trip), reason, ledger.equityE8(), trip.commissionE8()));
    }

    private List<Trade> list() {
        List<Trade> list = new ArrayList<>(ended.size());
        ended.forEach(one -> list.add(trade(one)));
        return list;
    }

    private Trade trade(Ended one) {
        RoundTrip trip = one.trip;
        EntrySignals.Entry signal = one.signal;
        long pnlE8 = trip.profitE8(0);
        boolean atRisk = trip.riskE8() != 0 && !isOfPortfolio(trip);
        return new Trade(
                engine.settings()
                        .instruments()
                        .get(trip.instrumentId())
                        .symbolOn(calendar.sessionDay(trip.exitNanos())),
                trip.side(),
                trip.entryQuantity(),
                signal == null ? Trade.UNKNOWN : signal.barNanos(),
                trip.entryNanos(),
                trip.entryPriceE8(),
                one.exitBarNanos,
                trip.exitNanos(),
                trip.exitPriceE8(),
                one.endReason != null ? one.endReason : reason(trip),
                trip.commissionE8(),
                pnlE8,
                atRisk ? (double) pnlE8 / trip.riskE8() : Double.NaN,
                // A later commission belongs to this trade, although the account was charged later.
                Math.subtractExact(one.equityE8, trip.commissionE8() - one.commissionE8),
                signal == null ? Map.of() : signal.values(),
                trip.entryRef(),
                book(trip),
                known(trip.adverseE8()),
                known(trip.favourableE8()),
                firstSeries[trip.instrumentId()] == Engine.NO_SERIES ? Trade.UNKNOWN : known(trip.bars()));
    }

    /** Name of the trip's strategy or portfolio; empty for a single portfolio. */
    private String book(RoundTrip trip) {
        if (trip.bindingId() >= 0) {
            return engine.bindings().get(trip.bindingId()).name();
        }
        boolean told = trip.entry() != null && engine.portfolios().size() > 1;
        return told ? engine.portfolioOf(trip.bindingId()).name() : "";
    }

    private static long known(long value) {
        return value < 0 ? Trade.UNKNOWN : value;
    }

    private long exitBarNanos(RoundTrip trip) {
        return trip.bindingId() < 0
                ? lastBars.startNanos(trip.instrumentId(), BarSpec.FIVE_MINUTES, trip.exitNanos())
                : lastBars.startNanos(engine.bindings().get(trip.bindingId()), trip.exitNanos());
    }

    private String reason(RoundTrip trip) {
        OrderHistory.Order exit = trip.exit();
        if (exit == null) {
            return "";
        }
        return switch (exit.terms().purpose) {
            case STOP -> stopReason(trip, exit);
            case EXIT -> exitReason(trip, exit);
            case ENTRY, TARGET, FLATTEN, REBALANCE -> exit.terms().purpose.name();
        };
    }

    /**
     * Reason text of a stop: a stop that never moved is no trailing stop; the published rules call every stop so and keep
     * that.
     */
    private String stopReason(RoundTrip trip, OrderHistory.Order stop) {
        return stop.hasTrailed()
                        || trip.hasTrailedBefore()
                        || engine.settings().broker().literalStops()
                ? "TRAILING_STOP"
                : "STOP";
    }

    private String exitReason(RoundTrip trip, OrderHistory.Order exit) {
        // A decision of an earlier session is not in this journal.
        return exit.isCarried() || trip.bindingId() < 0
                ? exit.terms().purpose.name()
                : engine.bindings().get(trip.bindingId()).strategy().reasons().get(exit.terms().reason);
    }
}
