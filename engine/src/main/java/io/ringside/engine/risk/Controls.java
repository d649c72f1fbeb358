package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;

/**
 * All limits on entries, in the order in which they are checked:
 *
 * <pre>
 *   refuse         may this instrument be entered now?    list, contract, calendar, hours, losses
 *   refuseData     can this price be decided on?          age, missing bars, jumps
 *   refusePrice    is the order's price near the last?    reference, collar, throttle
 *   refuseOrder    may an order of this size be sent?       shape, stop, size, position, exposure, buying power, own orders,
 *                                                         count, duplicate, message rate
 * </pre>
 *
 * <p>Exits, stops, changes and cancellations are never refused; only the trailing of stops waits while the message limit is
 * reached. All time is event time, so that a replay decides the same.
 *
 * <p>Thread: risk stage. Reads: books, ledger, trading state.
 */
final class Controls {
    private final Limits limits;
    private final ExchangeCalendar calendar;
    private final Instrument[] instruments;
    private final Limits.SymbolLimits[] ofInstrument;
    private final Ledger ledger;
    private final TradingState trading;
    private final WorstCase worst;
    private final MarketWatch market;
    private final MessageRate rate;
    private final EntryThrottle throttle;
    private final RecentEntries recent;
    private final LossLimits loss;
    private final SentOrders sent = new SentOrders();

    private long accountNanos = Long.MIN_VALUE;
    private long buyingPowerE8;
    /** Value of entries that the broker's buying power may not include yet. */
    private long committedE8;
    /** The last session whose positions were closed before its end. */
    private int flatDay = Integer.MIN_VALUE;

    Controls(
            RiskSettings settings,
            ExchangeCalendar calendar,
            Instrument[] instruments,
            int bindings,
            Ledger ledger,
            TradingState trading,
            WorstCase worst) {
        limits = settings.limits();
        this.calendar = calendar;
        this.instruments = instruments;
        this.ledger = ledger;
        this.trading = trading;
        this.worst = worst;
        ofInstrument = new Limits.SymbolLimits[instruments.length];
        for (Instrument instrument : instruments) {
            ofInstrument[instrument.id()] = limits.of(instrument);
        }
        market = new MarketWatch(calendar, instruments.length);
        rate = new MessageRate(limits.rate());
        throttle = new EntryThrottle(limits.rate(), bindings);
        recent = new RecentEntries(limits.order().duplicateNanos());
        loss = new LossLimits(limits.loss(), settings.equityE8());
    }

    // ---- Events ---------------------------------------------------------------------------------------------------

    /** Called before the ledger books an event. */
    void before(EngineEvent event) {
        market.onEvent(event);
        rate.onTime(market.nowNanos());
        loss.onSession(event.sessionDay, ledger.equityE8());
        if (!sent.agrees(event)) {
            trading.latch(Outcome.ORDER_MISMATCH);
        }
        boolean carried = (event.flags & EngineEvent.FLAG_CARRIED) != 0;
        if (event.type == EventType.ACCOUNT && !carried) {
            accountNanos = event.eventNanos;
            buyingPowerE8 = event.bidE8;
            committedE8 = worst.openEntriesE8();
        } else if (event.type == EventType.COMMAND && Operator.ofCode(event.code) == Operator.RESUME) {
            throttle.resume();
            loss.resume(ledger.equityE8());
        }
    }

    /**
     * Whether a daemon begins. If the process before died while it restored carried positions, the equity is incomplete
     * here, which is no loss.
     */
    private static boolean isStart(EngineEvent event) {
        return event.type == EventType.CONDITION && event.code == Condition.LIVE_START.code();
    }

    /** Called after the ledger has booked an event and before anything is decided on it. */
    void after(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_CARRIED) != 0) {
            loss.restore(ledger.equityE8());
        } else if (!event.isWarmUp() && !isStart(event) && loss.onEquity(ledger.equityE8())) {
            trading.closeAll();
        }
        if (limits.hours().flatNanos() != Limits.OFF && flatDay != event.sessionDay && isFlatTime(event)) {
            flatDay = event.sessionDay;
            trading.closeAll();
        }
    }

    /** Called after all decisions on an event. */
    void decided(EngineEvent event) {
        if (event.intentCount > 0) {
            sent.onIntents(event);
            rate.take(event.intentCount);
        }
    }

    /** Counts an order of an earlier session that still works. */
    void adopt(int instrumentId, long ref, boolean sells, long quantity) {
        sent.adopt(instrumentId, ref, sells ? Side.SELL : Side.BUY, Math.abs(quantity));
    }

    /** Adjusts prices and shares for a split of one share into {@code numerator / denominator}. */
    void onSplit(int instrumentId, long numerator, long denominator) {
        market.onSplit(instrumentId, numerator, denominator);
        sent.onSplit(instrumentId, numerator, denominator);
    }

    /** Counts a closed position. */
    void onRoundTrip(long profitE8) {
        loss.onRoundTrip(profitE8);
    }

    /** Restores the loss limits of an earlier session. */
    void restore(long peakE8, long losses, boolean halted) {
        loss.restore(peakE8, losses, halted);
    }

    LossLimits loss() {
        return loss;
    }

    // ---- Questions ------------------------------------------------------------------------------------------------

    /** Why the instrument may not be entered at a time, whatever the price; or null. */
    Outcome refuse(int instrumentId, long nanos, int sessionDay) {
        Outcome refusal = refuseName(instrumentId, sessionDay);
        if (refusal == null) {
            refusal = refuseHours(nanos, sessionDay);
        }
        return refusal != null ? refusal : loss.refusal();
    }

    private Outcome refuseName(int instrumentId, int sessionDay) {
        if (ofInstrument[instrumentId] == null) {
            return Outcome.RESTRICTED;
        }
        Instrument instrument = instruments[instrumentId];
        boolean pinned = instrument.contractId() > 0
                && !instrument.exchange().isEmpty()
                && !instrument.currency().isEmpty();
        if (limits.pinnedContracts() && !pinned) {
            return Outcome.CONTRACT_NOT_PINNED;
        }
        return sessionDay > limits.hours().calendarUntilDay() ? Outcome.CALENDAR_EXPIRED : null;
    }

    /** Why a price must not be decided on; or null. */
    Outcome refuseData(EngineEvent event, Book book, long priceE8, double atr) {
        boolean tick = event.type == EventType.TRADE;
        long allowedNanos = tick ? limits.data().tickNanos() : limits.data().barNanos();
        if (market.ageNanos(event) > allowedNanos) {
            return Outcome.STALE_DATA;
        }
        if (limits.data().holdAtGaps() && market.hasGap(book.instrumentId)) {
            return Outcome.BAR_GAP;
        }
        double range = book.atrBefore > 0 ? book.atrBefore : atr;
        boolean jumped = book.priceBeforeE8 != 0
                && range > 0
                && distance(priceE8, book.priceBeforeE8) > range * limits.data().jumpAtr();
        return jumped ? Outcome.PRICE_JUMP : null;
    }

    /**
     * Why no order may be sent at a price; or null.
     *
     * @param waitedE8 price on which an entry at the open was decided, for comparison; 0 compares with the last price
     */
    Outcome refusePrice(Book book, long priceE8, double atr, long waitedE8) {
        Limits.OrderLimits order = limits.order();
        if (order.referenceNanos() != Limits.OFF) {
            long referenceE8 = waitedE8 != 0 ? waitedE8 : market.referenceE8(book.instrumentId);
            boolean fresh = waitedE8 != 0 || market.referenceAgeNanos(book.instrumentId) <= order.referenceNanos();
            if (referenceE8 <= 0 || !fresh) {
                return Outcome.NO_REFERENCE;
            }
            long offE8 = Math.abs(priceE8 - referenceE8);
            boolean near = offE8 <= Limits.shareOf(referenceE8, order.collarE8())
                    && !(atr > 0 && distance(priceE8, referenceE8) > atr * order.collarAtr());
            if (!near) {
                return Outcome.PRICE_COLLAR;
            }
        }
        return throttle.mayEnter(book.bindingId, market.nowNanos()) ? null : Outcome.ENTRY_THROTTLE;
    }

    /** Checks an entry of this size: returns why it is refused, or null. An accepted entry is counted as sent by this call. */
    Outcome refuseOrder(
            EngineEvent event,
            Book book,
            boolean isShort,
            long shares,
            long priceE8,
            long stopE8,
            long targetE8,
            int parts,
            long equityE8) {
        Outcome refusal = refuseShape(book, shares, priceE8, stopE8, targetE8);
        if (refusal == null) {
            refusal = refuseSize(book, isShort, shares, priceE8, equityE8);
        }
        if (refusal != null) {
            return refusal;
        }
        long valueE8 = Limits.saturatedTimes(priceE8, shares);
        if (trading.isLive() && limits.exposure().accountNanos() != Limits.OFF) {
            boolean known = accountNanos != Long.MIN_VALUE
                    && market.nowNanos() - accountNanos <= limits.exposure().accountNanos();
            if (!known) {
                return Outcome.ACCOUNT_STALE;
            }
            if (Limits.saturatedSum(committedE8, valueE8) > buyingPowerE8) {
                return Outcome.BUYING_POWER;
            }
        }
        if (worst.crosses(book, !isShort)) {
            return Outcome.SELF_CROSS;
        }
        // In a position that exits in steps, all parts but the last one have a target.
        int orders = (targetE8 == 0 ? 2 : 3) + 3 * (parts - 1);
        // One order is reserved for the exit.
        boolean many =
                worst.orders(book.instrumentId) + orders + 1 > limits.order().perSymbol()
                        || worst.orders(!isShort) + 1 > limits.order().perSide()
                        || worst.orders(isShort) + orders > limits.order().perSide();
        if (many) {
            return Outcome.OPEN_ORDERS;
        }
        Side side = isShort ? Side.SELL : Side.BUY;
        if (recent.isDuplicate(book.instrumentId, side, shares, priceE8, market.nowNanos())) {
            return Outcome.DUPLICATE_ORDER;
        }
        if (!rate.mayEnter((long) event.intentCount + orders)) {
            return Outcome.MESSAGE_RATE;
        }
        recent.onEntry(book.instrumentId, side, shares, priceE8, market.nowNanos());
        throttle.onEntry(book.bindingId, market.nowNanos());
        committedE8 = Limits.saturatedSum(committedE8, valueE8);
        return null;
    }

    /**
     * Checks a portfolio's buy: returns why it is refused, or null. An accepted buy is counted by this call. A portfolio
     * decides after the close as well as during the session, and its planned sales count as executed.
     *
     * @param after shares held after the buy
     * @param grossE8 value of all positions after the buy
     */
    Outcome refuseHolding(EngineEvent event, int instrumentId, long shares, long after, long grossE8, long equityE8) {
        Outcome refusal = refuseName(instrumentId, event.sessionDay);
        if (refusal == null) {
            refusal = loss.refusal();
        }
        if (refusal != null) {
            return refusal;
        }
        Limits.SymbolLimits symbol = ofInstrument[instrumentId];
        long priceE8 = ledger.lastE8(instrumentId);
        long valueE8 = Limits.saturatedTimes(priceE8, shares);
        if (shares > symbol.orderShares()) {
            return Outcome.ORDER_QUANTITY;
        }
        if (valueE8 > limits.order().valueE8()
                || valueE8 > Limits.shareOf(equityE8, limits.order().equityShareE8())) {
            return Outcome.ORDER_VALUE;
        }
        if (after > symbol.positionShares() || Limits.saturatedTimes(priceE8, after) > symbol.positionValueE8()) {
            return Outcome.POSITION_LIMIT;
        }
        if (grossE8 > Limits.shareOf(equityE8, limits.exposure().grossE8())) {
            return Outcome.GROSS_EXPOSURE;
        }
        // Portfolios only buy, so the net exposure equals the gross one.
        if (grossE8 > Limits.shareOf(equityE8, limits.exposure().netE8())) {
            return Outcome.NET_EXPOSURE;
        }
        return null;
    }

    /** Whether a stop may be trailed now; if not, a later bar does it. */
    boolean mayTrail(EngineEvent event) {
        return rate.mayTrail(event.intentCount + 1L);
    }

    private Outcome refuseHours(long nanos, int sessionDay) {
        Limits.Hours hours = limits.hours();
        long closeNanos = calendar.closeNanos(sessionDay);
        if (flatDay == sessionDay && nanos < closeNanos) {
            return Outcome.ENTRY_TOO_LATE;
        }
        if (nanos >= closeNanos) {
            return hours.nextOpen() ? null : Outcome.MARKET_CLOSED;
        }
        if (hours.regular() && nanos < calendar.openNanos(sessionDay)) {
            return Outcome.MARKET_CLOSED;
        }
        boolean late = closeNanos - nanos <= hours.lastEntryNanos() && hours.lastEntryNanos() > 0;
        return late ? Outcome.ENTRY_TOO_LATE : null;
    }

    private boolean isFlatTime(EngineEvent event) {
        long closeNanos = calendar.closeNanos(event.sessionDay);
        return event.eventNanos >= closeNanos - limits.hours().flatNanos() && event.eventNanos < closeNanos;
    }

    private Outcome refuseShape(Book book, long shares, long priceE8, long stopE8, long targetE8) {
        Instrument instrument = instruments[book.instrumentId];
        boolean whole = shares > 0
                && shares % instrument.lot() == 0
                && priceE8 > 0
                && stopE8 > 0
                && stopE8 % instrument.tickE8() == 0
                && targetE8 % instrument.tickE8() == 0;
        if (!whole) {
            return Outcome.MALFORMED_ORDER;
        }
        long stopOffE8 = Math.abs(priceE8 - stopE8);
        return stopOffE8 > Limits.shareOf(priceE8, limits.order().stopDistanceE8()) ? Outcome.STOP_TOO_FAR : null;
    }

    private Outcome refuseSize(Book book, boolean isShort, long shares, long priceE8, long equityE8) {
        Limits.SymbolLimits symbol = ofInstrument[book.instrumentId];
        Limits.OrderLimits order = limits.order();
        if (shares > symbol.orderShares()) {
            return Outcome.ORDER_QUANTITY;
        }
        long valueE8 = Limits.saturatedTimes(priceE8, shares);
        if (valueE8 > order.valueE8() || valueE8 > Limits.shareOf(equityE8, order.equityShareE8())) {
            return Outcome.ORDER_VALUE;
        }
        int id = book.instrumentId;
        long longest = worst.longShares(id) + (isShort ? 0 : shares);
        long shortest = worst.shortShares(id) + (isShort ? shares : 0);
        long most = Math.max(longest, shortest);
        if (most > symbol.positionShares() || Limits.saturatedTimes(priceE8, most) > symbol.positionValueE8()) {
            return Outcome.POSITION_LIMIT;
        }
        long grossE8 = Limits.saturatedTimes(priceE8, most);
        long longE8 = Limits.saturatedTimes(priceE8, longest);
        long shortE8 = Limits.saturatedTimes(priceE8, shortest);
        for (int other = 0; other < instruments.length; other++) {
            if (other != id) {
                long lastE8 = ledger.lastE8(other);
                grossE8 = Limits.saturatedSum(grossE8, Limits.saturatedTimes(lastE8, worst.shares(other)));
                longE8 = Limits.saturatedSum(longE8, Limits.saturatedTimes(lastE8, worst.longShares(other)));
                shortE8 = Limits.saturatedSum(shortE8, Limits.saturatedTimes(lastE8, worst.shortShares(other)));
            }
        }
        if (grossE8 > Limits.shareOf(equityE8, limits.exposure().grossE8())) {
            return Outcome.GROSS_EXPOSURE;
        }
        boolean onOneSide = Math.max(longE8, shortE8)
                > Limits.shareOf(equityE8, limits.exposure().netE8());
        return onOneSide ? Outcome.NET_EXPOSURE : null;
    }

    private static double distance(long aE8, long bE8) {
        return Math.abs(aE8 - bE8) / 1e8;
    }
}
