package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.account.RoundTrips;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.MarketOrderQuote;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Trades and daily equity, kept from the events of a pipeline or a journal.
 *
 * <p>An account whose equity falls to zero or below is ruined at that event: who runs a back test ends it there.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class TradeLog implements RunLog, RoundTrips.Listener {
    private static final String END_OF_DATA = "END_OF_DATA";
    private static final String RUINED = "RUINED";

    /** A signal on which something was decided. */
    private record SignalInfo(long barNanos, Map<String, Double> values) {}

    /**
     * A round trip that has ended.
     *
     * @param signal on which it was entered, null if unknown
     * @param endReason why, if no order of its own ended it; else null
     * @param equityE8 the account after it
     * @param commissionE8 what it had been charged by then
     */
    private record Ended(
            RoundTrip trip, SignalInfo signal, long exitBarNanos, String endReason, long equityE8, long commissionE8) {}

    private final Engine engine;
    private final ExchangeCalendar calendar;
    private final EventText text;
    private final Ledger ledger;
    private final RoundTrips trips;
    private final BuyAndHold held;
    private final long[] lastBarNanos;
    /** End of the instrument's last bar. */
    private final long[] lastBarEndNanos;

    private final long[] lastNanos;
    private final int[] firstSeries;
    private final Long2ObjectHashMap<SignalInfo> signals = new Long2ObjectHashMap<>();
    /** What the trips that go on were entered on. */
    private final IdentityHashMap<RoundTrip, SignalInfo> seen = new IdentityHashMap<>();

    private final List<Ended> ended = new ArrayList<>();
    private final List<SessionEquity> days = new ArrayList<>();
    private List<Trade> trades;
    private long startE8;
    private String endReason;
    private long bars;
    private int barsToday;
    private int barsInMarketToday;
    private long dividendsTodayE8;
    private final ActionLog actions;
    private final List<OrderLog.End> ends = new ArrayList<>();
    private long commissionsE8;
    private long slippageE8;
    private double highestGross;
    /** Only an account that owes money or shares can be worth nothing. */
    private boolean owes;

    private long ruinedNanos;
    private long ruinedEquityE8;

    public TradeLog(Engine engine) {
        this.engine = engine;
        calendar = engine.calendar();
        text = new EventText(engine);
        int instruments = engine.settings().instruments().size();
        startE8 = engine.settings().risk().equityE8();
        ledger = new Ledger(startE8, instruments);
        trips = new RoundTrips(
                engine.bindings().size(), instruments, engine.portfolios().size(), this);
        held = new BuyAndHold(startE8, instruments);
        actions = new ActionLog(engine.settings().instruments());
        lastBarNanos = new long[instruments];
        lastBarEndNanos = new long[instruments];
        lastNanos = new long[instruments];
        firstSeries = new int[instruments];
        for (int i = engine.series().size() - 1; i >= 0; i--) {
            firstSeries[engine.series().get(i).instrument().id()] = i;
        }
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case OPEN_PRINT -> price(event, event.priceE8, event.priceE8, event.eventNanos);
            case TRADE -> {
                if ((event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0) {
                    price(event, event.priceE8, event.priceE8, event.eventNanos);
                }
            }
            case BAR -> {
                if (event.isTold()) {
                    break;
                }
                price(event, event.openE8, event.closeE8, event.startNanos);
                lastBarEndNanos[event.instrumentId] = event.eventNanos;
            }
            case FILL -> {
                ledger.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
                commissionsE8 += event.commissionE8;
                slippageE8 += event.slippageE8;
                measure();
            }
            case CORPORATE_ACTION -> {
                long shares = ledger.position(event.instrumentId);
                long before = ledger.cashE8();
                ledger.onAction(event);
                held.onAction(event);
                actions.add(event, shares, ledger.cashE8() - before);
                if (CorporateAction.ofCode(event.code) == CorporateAction.DIVIDEND) {
                    dividendsTodayE8 += ledger.cashE8() - before;
                }
            }
            case COMMISSION -> {
                ledger.charge(event.commissionE8);
                commissionsE8 += event.commissionE8;
                measure();
            }
            case POSITION, ACCOUNT -> restore(event);
            case SESSION_CLOSE -> {
                if (!event.isWarmUp()) {
                    measure();
                    days.add(day(event.sessionDay));
                }
            }
            default -> {
                // Changes neither money nor positions.
            }
        }
        trips.onEvent(event);
        if (owes && ruinedNanos == 0) {
            lookForRuin(event.eventNanos);
        }
        onBars(event);
        remember(event);
    }

    /**
     * Takes bars of one session in that were left out, since nothing happened on them.
     *
     * @param count how many of them count as traded
     * @param startNanos first instant of the last one
     * @param endNanos its end
     * @param lastE8 its last price
     */
    public void skipBars(int instrumentId, int count, long startNanos, long endNanos, long lastE8) {
        ledger.mark(instrumentId, lastE8);
        lastBarNanos[instrumentId] = startNanos;
        lastNanos[instrumentId] = endNanos;
        skipBars(instrumentId, count);
    }

    /** As {@link #skipBars(int, int, long, long, long)}, where a bar has been seen before and a price comes next. */
    public void skipBars(int instrumentId, int count) {
        int inMarket = ledger.position(instrumentId) != 0 ? count : 0;
        bars += count;
        barsToday += count;
        barsInMarketToday += inMarket;
        trips.overlook(instrumentId);
    }

    /** What is still held, as trades that are open. */
    public List<RoundTrip> held() {
        return trips.held();
    }

    /** Ends the log where the data end: what is still open is left as by a market order at its last price. */
    @Override
    public void finish() {
        endReason = ruinedNanos == 0 ? END_OF_DATA : RUINED;
        BrokerSettings broker = engine.settings().broker();
        List<RoundTrip> open = trips.held();
        for (RoundTrip trip : open) {
            int id = trip.instrumentId();
            Instrument instrument = engine.settings().instruments().get(id);
            Side side = trip.side().opposite();
            long nanos = lastNanos[id] == 0 ? trip.entryNanos() : lastNanos[id];
            MarketOrderQuote quote = MarketOrderQuote.of(
                    broker, instrument, side, trip.open(), ledger.lastE8(id), calendar.sessionDay(nanos));
            ledger.fill(id, side, trip.open(), quote.priceE8(), quote.commissionE8());
            commissionsE8 = Math.addExact(commissionsE8, quote.commissionE8());
            slippageE8 = Math.addExact(slippageE8, quote.slippageE8());
            ends.add(new OrderLog.End(
                    trip, side, quote.priceE8(), quote.commissionE8(), quote.slippageE8(), nanos, trip.open()));
            trips.end(trip, quote.priceE8(), quote.commissionE8(), nanos);
        }
        if (!open.isEmpty() && !days.isEmpty() && ruinedNanos == 0) {
            SessionEquity last = days.get(days.size() - 1);
            measure();
            lookForRuin(latest());
            days.set(
                    days.size() - 1, account(last.epochDay(), last.benchmarkE8(), last.exposure(), last.dividendsE8()));
        } else if (ruinedNanos != 0) {
            int day = calendar.sessionDay(ruinedNanos);
            if (!days.isEmpty() && days.get(days.size() - 1).epochDay() == day) {
                days.remove(days.size() - 1);
            }
            days.add(day(day));
        }
    }

    @Override
    public ActionLog actions() {
        return actions;
    }

    /** What the end of the data has left, as by a market order each. */
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

    /** The account at each traded session's close, nothing where it was ruined; beside it, {@link BuyAndHold}. */
    @Override
    public List<SessionEquity> days() {
        return days;
    }

    /** Cash and positions as they stand. */
    @Override
    public Ledger ledger() {
        return ledger;
    }

    /** Bars that were traded. */
    @Override
    public long bars() {
        return bars;
    }

    /** All commission charged, at 1e-8. */
    @Override
    public long commissionsE8() {
        return commissionsE8;
    }

    /** Money lost to slippage, at 1e-8. */
    @Override
    public long slippageE8() {
        return slippageE8;
    }

    /** Highest value of all positions over the equity, after fills and at sessions' closes. */
    @Override
    public double highestGross() {
        return highestGross;
    }

    /** Whether the equity has fallen to zero or below. */
    @Override
    public boolean isRuined() {
        return ruinedNanos != 0;
    }

    /** When it did, UTC nanoseconds since 1970; 0 if it has not. */
    @Override
    public long ruinedNanos() {
        return ruinedNanos;
    }

    /** The equity then, at 1e-8: what is owed, if it is negative. */
    @Override
    public long ruinedEquityE8() {
        return ruinedEquityE8;
    }

    /** Money at the start, at 1e-8: the stated one, or what the account was worth when that was first told. */
    @Override
    public long startE8() {
        return startE8;
    }

    /** Trades of strategies within the day alone, in the order of their ends. */
    public List<Trade> ofStrategies() {
        return ended.stream()
                .filter(one -> one.trip.bindingId() >= 0)
                .map(this::trade)
                .toList();
    }

    // ---- The account ----------------------------------------------------------------------------------------------

    private void price(EngineEvent event, long firstE8, long lastE8, long startNanos) {
        int id = event.instrumentId;
        ledger.mark(id, lastE8);
        lastBarNanos[id] = startNanos;
        lastNanos[id] = event.eventNanos;
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
            begin(event.priceE8);
        } else if (event.code == 0) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
            if (engine.settings().risk().fromAccount()) {
                // Behind the day's cash.
                startE8 = Math.addExact(startE8, FixedPoint.times(event.priceE8, event.quantity));
                held.begin(startE8);
            }
        }
    }

    private void takeWorth(long worthE8) {
        if (engine.settings().risk().fromAccount()) {
            begin(worthE8);
            ledger.restoreCash(Math.subtractExact(worthE8, ledger.positionValueE8()));
        }
    }

    /** The account of a live journal begins with what it was worth when somebody first said so. */
    private void begin(long worthE8) {
        if (startE8 == RiskSettings.ACCOUNT) {
            startE8 = worthE8;
            held.begin(worthE8);
        }
    }

    private void measure() {
        long equityE8 = ledger.equityE8();
        if (equityE8 > 0) {
            highestGross = Math.max(highestGross, (double) ledger.grossValueE8() / equityE8);
        }
        owes = ledger.cashE8() < 0;
        for (int id = 0; !owes && id < lastNanos.length; id++) {
            owes = ledger.position(id) < 0;
        }
    }

    private void lookForRuin(long nanos) {
        long equityE8 = ledger.equityE8();
        if (equityE8 <= 0) {
            ruinedNanos = nanos;
            ruinedEquityE8 = equityE8;
        }
    }

    private SessionEquity day(int sessionDay) {
        double exposure = barsToday == 0 ? 0 : (double) barsInMarketToday / barsToday;
        barsToday = 0;
        barsInMarketToday = 0;
        long[] lastE8 = new long[lastNanos.length];
        for (int id = 0; id < lastE8.length; id++) {
            lastE8[id] = ledger.lastE8(id);
        }
        long dividendsE8 = dividendsTodayE8;
        dividendsTodayE8 = 0;
        return account(sessionDay, held.valueE8(lastE8), exposure, dividendsE8);
    }

    private SessionEquity account(int sessionDay, long benchmarkE8, double exposure, long dividendsE8) {
        return ruinedNanos != 0
                ? new SessionEquity(sessionDay, 0, 0, 0, benchmarkE8, exposure)
                : new SessionEquity(
                        sessionDay,
                        ledger.equityE8(),
                        ledger.cashE8(),
                        ledger.positionValueE8(),
                        benchmarkE8,
                        exposure,
                        dividendsE8);
    }

    private long latest() {
        long latest = 0;
        for (long nanos : lastNanos) {
            latest = Math.max(latest, nanos);
        }
        return latest;
    }

    /** Counts the bars of each instrument's first series, whether they arrived or were made of ticks. */
    private void onBars(EngineEvent event) {
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            if (event.isWarmUp() || bar.seriesId != firstSeries[bar.instrumentId]) {
                continue;
            }
            int inMarket = ledger.position(bar.instrumentId) != 0 ? 1 : 0;
            bars++;
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
        if (trip.entry() != null) {
            long key = key(trip.entry().terms().causeSequence, trip.bindingId());
            SignalInfo signal = signals.remove(key);
            if (signal != null) {
                seen.put(trip, signal);
            }
        }
    }

    @Override
    public void closed(RoundTrip trip) {
        ended.add(new Ended(
                trip,
                seen.remove(trip),
                barStart(trip, trip.exitNanos()),
                endReason,
                ledger.equityE8(),
                trip.commissionE8()));
    }

    private List<Trade> list() {
        List<Trade> list = new ArrayList<>(ended.size());
        ended.forEach(one -> list.add(trade(one)));
        return list;
    }

    private Trade trade(Ended one) {
        RoundTrip trip = one.trip;
        SignalInfo signal = one.signal;
        OrderHistory.Order entry = trip.entry();
        long pnlE8 = trip.profitE8(0);
        boolean atRisk = entry != null && entry.riskE8() != 0;
        return new Trade(
                engine.settings()
                        .instruments()
                        .get(trip.instrumentId())
                        .symbolOn(calendar.sessionDay(trip.exitNanos())),
                trip.side(),
                trip.entryQuantity(),
                signal == null ? Trade.UNKNOWN : signal.barNanos,
                trip.entryNanos(),
                trip.entryPriceE8(),
                one.exitBarNanos,
                trip.exitNanos(),
                trip.exitPriceE8(),
                one.endReason != null ? one.endReason : reason(trip),
                trip.commissionE8(),
                pnlE8,
                atRisk ? (double) pnlE8 / entry.riskE8() : Double.NaN,
                // A commission that came later was charged to the account later, but for this trade.
                Math.subtractExact(one.equityE8, trip.commissionE8() - one.commissionE8),
                signal == null ? Map.of() : signal.values,
                trip.entryRef(),
                book(trip),
                known(trip.adverseE8()),
                known(trip.favourableE8()),
                known(trip.bars()));
    }

    /** Whose it is; of the only portfolio nothing needs to be said. */
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

    /** Start of the bar in which something happened. */
    private long barStart(RoundTrip trip, long nanos) {
        return trip.bindingId() < 0
                ? barStart(trip.instrumentId(), BarSpec.FIVE_MINUTES, nanos)
                : barStart(engine.bindings().get(trip.bindingId()), nanos);
    }

    private long barStart(StrategyBinding binding, long nanos) {
        StrategyBinding lead = engine.bindings().get(binding.leadId());
        return barStart(lead.instrument().id(), lead.inputs().get(0).bars(), nanos);
    }

    private long barStart(int instrumentId, BarSpec spec, long nanos) {
        long endNanos = lastBarEndNanos[instrumentId];
        // A live fill comes before the bar in which it happened is known, not even its first price.
        boolean ahead = lastBarNanos[instrumentId] < endNanos && nanos > endNanos;
        long last = ahead ? nanos - 1 : lastBarNanos[instrumentId];
        if (last == 0) {
            return nanos;
        }
        long open = calendar.openNanos(calendar.sessionDay(last));
        if (spec.unit() != BarSpec.Unit.TIME || last < open) {
            return last;
        }
        return open + (last - open) / spec.count() * spec.count();
    }

    private String reason(RoundTrip trip) {
        OrderHistory.Order exit = trip.exit();
        if (exit == null) {
            return "";
        }
        return switch (exit.terms().purpose) {
            case STOP -> stopReason(exit);
            case EXIT -> exitReason(trip, exit);
            case ENTRY, TARGET, FLATTEN, REBALANCE -> exit.terms().purpose.name();
        };
    }

    /** A stop that never moved trailed nothing. The published rules, which name every stop so, keep their word. */
    private String stopReason(OrderHistory.Order stop) {
        return stop.hasTrailed() || engine.settings().broker().literalStops() ? "TRAILING_STOP" : "STOP";
    }

    private String exitReason(RoundTrip trip, OrderHistory.Order exit) {
        // What an earlier session decided is not told by this one's journal.
        return exit.isCarried() || trip.bindingId() < 0
                ? exit.terms().purpose.name()
                : engine.bindings().get(trip.bindingId()).strategy().reasons().get(exit.terms().reason);
    }

    /** Keeps what later fills refer to: signals to enter that were decided on. */
    private void remember(EngineEvent event) {
        if (!isEntered(event)) {
            return;
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            boolean decided =
                    verdict.outcome == Outcome.ACCEPTED.code() || verdict.outcome == Outcome.WAITING_FOR_OPEN.code();
            if (decided && verdict.bindingId >= 0 && verdict.signalSequence == event.sequence) {
                signals.put(key(event.sequence, verdict.bindingId), signal(event, verdict.bindingId));
            }
        }
    }

    private static boolean isEntered(EngineEvent event) {
        for (int i = 0; i < event.signalCount; i++) {
            SignalKind kind = event.signals[i].kind;
            if (kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT || kind == SignalKind.TARGET_WEIGHT) {
                return true;
            }
        }
        return false;
    }

    /** Several strategies may decide on one event. */
    private long key(long sequence, int bindingId) {
        return sequence * engine.bindings().size() + bindingId;
    }

    private SignalInfo signal(EngineEvent event, int bindingId) {
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            if (update.bindingId == engine.bindings().get(bindingId).leadId()) {
                return new SignalInfo(event.bars[update.bar].startNanos, text.named(event, update));
            }
        }
        return new SignalInfo(barStart(engine.bindings().get(bindingId), event.eventNanos), Map.of());
    }
}
