package io.ringside.engine.sim;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.TimeInForce;
import java.util.List;

/**
 * Matches the orders of an instrument against one market event: which of them execute on it, in what order, and how much of
 * its volume they get. Orders execute in the order of their arrival; inside a bar, stops before limits; at a quote, buyers
 * before sellers.
 *
 * <p>With a participation cap the orders of an event share {@code floor(volume * participation)} shares of it, in whole
 * lots. An open print has no volume, so orders that would execute on it do so, at its price, when its bar is complete. The
 * closing auction is not capped.
 *
 * <p>Thread: the broker's driver.
 */
final class Matching {
    private final WorkingOrders book;
    private final OrderDesk desk;
    private final FillModel model;
    private final long participationE8;
    /** Whether executions at an open print wait for the bar, since the joint opening auction of all instruments comes first. */
    private final boolean jointOpening;

    /** The event at hand. */
    private List<WorkingOrder> orders = List.of();

    private Market market = new Market(1, 1);
    private long nanos;
    private long tick;
    private int day;
    private long available;
    /** Orders that arrived at a market event of this number or later are not matched. */
    private long tickBound;
    /** Orders that arrived after this time are not matched either. */
    private long nanosBound;

    Matching(WorkingOrders book, OrderDesk desk, FillModel model, long participationE8, boolean jointOpening) {
        this.book = book;
        this.desk = desk;
        this.model = model;
        this.participationE8 = participationE8;
        this.jointOpening = jointOpening;
    }

    /**
     * Matches an open print or a trade.
     *
     * @param regular whether it lies in the regular session
     */
    void print(Market market, EngineEvent event, boolean regular, long tick, int day) {
        boolean ofBar = event.type == EventType.OPEN_PRINT;
        boolean opening = regular && market.openedDay != day;
        if (opening) {
            market.openedDay = day;
            market.openedNanos = event.eventNanos;
        }
        market.last(event.priceE8, day);
        if (ofBar) {
            market.printNanos = event.eventNanos;
            market.printTick = tick;
        }
        boolean deferred = ofBar && (participationE8 > 0 || jointOpening);
        boolean inert = market.isInert(event.priceE8, event.priceE8)
                || book.areInert(event.instrumentId, event.priceE8, event.priceE8);
        if (!deferred && !inert) {
            meetPrint(market, event, opening, tick, day);
        }
    }

    private void meetPrint(Market market, EngineEvent event, boolean opening, long tick, int day) {
        boolean ofBar = event.type == EventType.OPEN_PRINT;
        begin(market, event, tick, day);
        market.auction = opening;
        market.gap = ofBar || opening;
        market.barPrint = ofBar;
        market.quoted = market.quoteDay == day;
        available = ofBar ? Long.MAX_VALUE : share(event.quantity);
        meetPrint(event.priceE8, tick, Long.MAX_VALUE, event.eventNanos);
    }

    /** Matches a best bid and offer. */
    void quote(Market market, EngineEvent event, long tick, int day) {
        market.quote(event, day);
        begin(market, event, tick, day);
        if (orders.isEmpty()) {
            return;
        }
        market.auction = false;
        market.quoted = true;
        meet(tick, Long.MAX_VALUE);
        desk.at(tick, nanos, false, day);
        available = share(event.askSize);
        meetQuote(true);
        available = share(event.bidSize);
        meetQuote(false);
        settle();
    }

    /**
     * Matches a whole bar.
     *
     * @param regular whether it begins in the regular session
     */
    void bar(Market market, EngineEvent bar, boolean regular, long tick, int day) {
        if (regular && market.openedDay != day) {
            market.openedDay = day;
            market.openedNanos = bar.startNanos;
        }
        market.last(bar.closeE8, day);
        if (!market.isInert(bar.lowE8, bar.highE8) && !book.areInert(bar.instrumentId, bar.lowE8, bar.highE8)) {
            meetBar(market, bar, regular, tick, day);
        }
    }

    private void meetBar(Market market, EngineEvent bar, boolean regular, long tick, int day) {
        boolean seen = market.printNanos == bar.startNanos;
        boolean opening = regular && market.openedNanos == bar.startNanos;
        begin(market, bar, tick, day);
        market.bar(bar);
        market.quoted = false;
        market.barPrint = false;
        available = share(bar.volume);
        if (!seen || participationE8 > 0 || jointOpening) {
            market.auction = opening;
            market.gap = true;
            meetPrint(bar.openE8, seen ? market.printTick : tick, bar.startNanos, bar.startNanos);
        }
        market.auction = false;
        desk.at(tick, nanos, true, day);
        meetRange(bar.startNanos);
    }

    /** Handles the session's close: orders for the closing auction execute at the last price, or expire. */
    void close(Market market, int instrumentId, long nanos, long tick, int day) {
        this.market = market;
        this.nanos = nanos;
        this.tick = tick;
        this.day = day;
        orders = book.of(instrumentId);
        book.changed(instrumentId);
        available = Long.MAX_VALUE;
        market.auction = true;
        market.quoted = false;
        desk.at(tick, nanos, false, day);
        int i = 0;
        while (i < orders.size()) {
            WorkingOrder order = orders.get(i++);
            boolean meant = isForClose(order) && order.day <= day;
            if (meant) {
                boolean whole =
                        market.lastDay == day && execute(order, model.atClose(order, market)) && order.open() == 0;
                if (!whole && book.find(order.terms.orderRef) == order) {
                    desk.cancel(order, nanos, ReportCode.EXPIRED);
                }
                i = 0;
            }
        }
    }

    // ---- Prices ---------------------------------------------------------------------------------------------------

    private void begin(Market market, EngineEvent event, long tick, int day) {
        this.market = market;
        this.tick = tick;
        this.day = day;
        nanos = event.eventNanos;
        orders = book.of(event.instrumentId);
        book.changed(event.instrumentId);
    }

    private void meet(long tickBound, long nanosBound) {
        this.tickBound = tickBound;
        this.nanosBound = nanosBound;
    }

    private void meetPrint(long priceE8, long tickBound, long nanosBound, long childrenSinceNanos) {
        meet(tickBound, nanosBound);
        desk.at(tick, childrenSinceNanos, false, day);
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (mayExecute(order) && execute(order, model.atPrint(order, market, priceE8))) {
                i = -1;
            }
        }
        settle();
    }

    private void meetQuote(boolean buyers) {
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (order.buys() == buyers && mayExecute(order) && execute(order, model.atQuote(order, market))) {
                i = -1;
            }
        }
    }

    /** Matches a bar's range after its open: stops first, then limits, at last trailing stops that the near end has moved. */
    private void meetRange(long startNanos) {
        boolean more = true;
        while (more) {
            more = stopExecutes(startNanos) || limitExecutes(startNanos);
        }
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (isInside(order, startNanos) && execute(order, model.trailedWithin(order, market, tick))) {
                i = -1;
            }
        }
        for (int i = 0; i < orders.size(); i++) {
            orders.get(i).rested |= isInside(orders.get(i), startNanos);
        }
    }

    private boolean stopExecutes(long startNanos) {
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (isInside(order, startNanos) && execute(order, model.stopWithin(order, market, tick))) {
                return true;
            }
        }
        return false;
    }

    private boolean limitExecutes(long startNanos) {
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (isInside(order, startNanos) && execute(order, model.limitWithin(order, market, tick))) {
                return true;
            }
        }
        return false;
    }

    /** Cancels orders that had to execute at the current price and did not, and marks which orders were matched against it. */
    private void settle() {
        int i = 0;
        while (i < orders.size()) {
            WorkingOrder order = orders.get(i++);
            boolean met = order.sinceTick < tickBound && order.sinceNanos <= nanosBound;
            TimeInForce time = order.terms.timeInForce;
            if (met && time == TimeInForce.IMMEDIATE_OR_CANCEL && order.released > 0) {
                desk.cancel(order, nanos, ReportCode.NOT_IMMEDIATE);
                i = 0;
            } else if (met && time == TimeInForce.AT_THE_OPEN && market.auction && order.day <= day) {
                desk.cancel(order, nanos, ReportCode.EXPIRED);
                i = 0;
            } else {
                order.rested |= met;
            }
        }
    }

    // ---- Orders ---------------------------------------------------------------------------------------------------

    private boolean mayExecute(WorkingOrder order) {
        return order.workable() > 0
                && order.sinceTick < tickBound
                && order.sinceNanos <= nanosBound
                && (order.terms.timeInForce != TimeInForce.AT_THE_OPEN || (market.auction && order.day <= day));
    }

    /** Whether the order was working during the bar, or was activated inside it. */
    private boolean isInside(WorkingOrder order, long startNanos) {
        TimeInForce time = order.terms.timeInForce;
        return order.workable() > 0
                && (order.insideTick == tick || order.sinceNanos <= startNanos)
                && time != TimeInForce.AT_THE_OPEN
                && time != TimeInForce.IMMEDIATE_OR_CANCEL;
    }

    private static boolean isForClose(WorkingOrder order) {
        return order.terms.type == OrderType.MARKET_ON_CLOSE || order.terms.type == OrderType.LIMIT_ON_CLOSE;
    }

    private boolean execute(WorkingOrder order, long priceE8) {
        long quantity = priceE8 == FillModel.NONE ? 0 : Math.min(order.workable(), available);
        if (quantity == 0) {
            return false;
        }
        available -= desk.fillWithinAccount(order, quantity, priceE8, nanos, market.lot);
        return true;
    }

    private long share(long volume) {
        if (participationE8 == 0) {
            return Long.MAX_VALUE;
        }
        long shares = ExactRatio.floor(volume, participationE8, FixedPoint.ONE_E8);
        return shares - shares % market.lot;
    }
}
