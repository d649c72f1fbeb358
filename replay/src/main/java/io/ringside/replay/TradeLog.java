package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.account.RoundTrips;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
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
    private final LastValues indicators;
    private final AccountLog account;
    private final Ledger ledger;
    private final RoundTrips trips;
    private final BuyAndHold held;
    private final long[] lastBarNanos;
    /** End of the instrument's last bar. */
    private final long[] lastBarEndNanos;

    private final long[] lastNanos;
    private final int[] firstSeries;
    private final Long2ObjectHashMap<SignalInfo> signals = new Long2ObjectHashMap<>();
    /** How many parts of each leading strategy's position are held. */
    private final int[] heldParts;
    /** What the trips that go on were entered on. */
    private final IdentityHashMap<RoundTrip, SignalInfo> seen = new IdentityHashMap<>();

    private final List<Ended> ended = new ArrayList<>();
    private List<Trade> trades;
    private String endReason;
    private long bars;
    private int barsToday;
    private int barsInMarketToday;
    private final List<OrderLog.End> ends = new ArrayList<>();
    /** Only an account that has no money, or owes shares, can be worth nothing. */
    private boolean owes;

    public TradeLog(Engine engine) {
        this.engine = engine;
        calendar = engine.calendar();
        indicators = new LastValues(engine);
        heldParts = new int[engine.bindings().size()];
        int instruments = engine.settings().instruments().size();
        account = new AccountLog(engine);
        ledger = account.ledger();
        trips = new RoundTrips(
                engine.bindings().size(), instruments, engine.portfolios().size(), this);
        held = account.held();
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
                account.fill(event);
                measure();
            }
            case CORPORATE_ACTION -> account.onAction(event);
            case COMMISSION -> {
                account.charge(event);
                measure();
            }
            case POSITION, ACCOUNT -> restore(event);
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
        indicators.onEvent(event);
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
        endReason = account.isRuined() ? RUINED : END_OF_DATA;
        BrokerSettings broker = engine.settings().broker();
        List<RoundTrip> open = trips.held();
        for (RoundTrip trip : open) {
            int id = trip.instrumentId();
            Instrument instrument = engine.settings().instruments().get(id);
            Side side = trip.side().opposite();
            long nanos = lastNanos[id] == 0 ? trip.entryNanos() : lastNanos[id];
            MarketOrderQuote quote = MarketOrderQuote.of(
                    broker, instrument, side, trip.open(), ledger.lastE8(id), calendar.sessionDay(nanos));
            account.fill(id, side, trip.open(), quote.priceE8(), quote.commissionE8(), quote.slippageE8());
            ends.add(new OrderLog.End(
                    trip, side, quote.priceE8(), quote.commissionE8(), quote.slippageE8(), nanos, trip.open()));
            trips.end(trip, quote.priceE8(), quote.commissionE8(), nanos);
        }
        if (account.isRuined()) {
            account.endRuined(calendar.sessionDay(account.ruinedNanos()), exposure());
        } else if (!open.isEmpty() && !account.days().isEmpty()) {
            measure();
            account.lookForRuin(latest());
            account.endLastDayAgain();
        }
    }

    @Override
    public AccountLog account() {
        return account;
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

    /** Bars that were traded. */
    @Override
    public long bars() {
        return bars;
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
                account.begin(Math.addExact(account.startE8(), FixedPoint.times(event.priceE8, event.quantity)));
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
        if (account.startE8() == RiskSettings.ACCOUNT) {
            account.begin(worthE8);
        }
    }

    private void measure() {
        account.measure();
        owes = ledger.cashE8() <= 0;
        for (int id = 0; !owes && id < lastNanos.length; id++) {
            owes = ledger.position(id) < 0;
        }
    }

    private double exposure() {
        double exposure = barsToday == 0 ? 0 : (double) barsInMarketToday / barsToday;
        barsToday = 0;
        barsInMarketToday = 0;
        return exposure;
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
        if (trip.entry() != null && trip.bindingId() >= 0) {
            long key = key(trip.entry().terms().causeSequence, trip.bindingId());
            SignalInfo signal = signals.get(key);
            if (signal != null) {
                seen.put(trip, signal);
            }
        }
        count(trip, 1);
    }

    /** Counts what is held of a strategy's position, part by part. */
    private void count(RoundTrip trip, int more) {
        if (trip.bindingId() >= 0) {
            heldParts[engine.bindings().get(trip.bindingId()).leadId()] += more;
        }
    }

    @Override
    public void closed(RoundTrip trip) {
        count(trip, -1);
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

    /** Keeps what later fills refer to: what entries were decided on, and the units of a position that grows. */
    private void remember(EngineEvent event) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId >= 0 && verdict.signalSequence == event.sequence && enters(verdict)) {
                long key = key(event.sequence, verdict.bindingId);
                if (!signals.containsKey(key)) {
                    signals.put(key, signal(event, engine.bindings().get(verdict.bindingId)));
                }
            }
        }
    }

    /** Whether something is bought or sold short on it, now or later. An exit needs no equity. */
    private static boolean enters(Verdict verdict) {
        return verdict.outcome == Outcome.WAITING_FOR_OPEN.code()
                || verdict.outcome == Outcome.REVERSING.code()
                || (verdict.outcome == Outcome.ACCEPTED.code() && verdict.equityE8 != 0);
    }

    /** Several strategies may decide on one event; all parts of a position are decided on one signal. */
    private long key(long sequence, int bindingId) {
        return sequence * engine.bindings().size()
                + engine.bindings().get(bindingId).leadId();
    }

    /** The bar that was decided on, and all of the strategy's indicators as they were last told by then. */
    private SignalInfo signal(EngineEvent event, StrategyBinding binding) {
        StrategyBinding lead = engine.bindings().get(binding.leadId());
        int at = decidedOn(event, lead);
        long barNanos = at >= 0 ? event.bars[event.updates[at].bar].startNanos : barStart(lead, event.eventNanos);
        return new SignalInfo(barNanos, indicators.values(lead.bindingId()));
    }

    /**
     * Index of the update on which a strategy's verdict to enter was given, -1 if it was at another moment. Units are added when
     * the strategy's first bars close; of bars that one rule is asked on together the first ones count.
     */
    private int decidedOn(EngineEvent event, StrategyBinding lead) {
        Signal signal = heldParts[lead.bindingId()] > 0 && !reverses(event, lead) ? null : entry(event, lead);
        int found = -1;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            boolean decided = update.bindingId == lead.bindingId()
                    && (signal == null
                            ? update.input == 0
                            : lead.strategy().mayDecideOn(update.input, signal.kind, signal.reason));
            if (decided && (found < 0 || update.input < event.updates[found].input)) {
                found = i;
            }
        }
        return found;
    }

    /** The signal that a strategy was entered on: of several the one that became an order, or the first one. */
    private static Signal entry(EngineEvent event, StrategyBinding lead) {
        Signal first = null;
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            if (signal.bindingId == lead.bindingId() && isEntry(signal.kind)) {
                if (isPlaced(event, signal)) {
                    return signal;
                }
                first = first == null ? signal : first;
            }
        }
        return first;
    }

    private static boolean isPlaced(EngineEvent event, Signal signal) {
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            boolean entry = intent.action == IntentAction.PLACE && intent.purpose == Purpose.ENTRY;
            if (entry && intent.bindingId == signal.bindingId && intent.reason == signal.reason) {
                return true;
            }
        }
        return false;
    }

    private boolean reverses(EngineEvent event, StrategyBinding lead) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId == lead.bindingId() && verdict.outcome == Outcome.REVERSING.code()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEntry(SignalKind kind) {
        return kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT;
    }
}
