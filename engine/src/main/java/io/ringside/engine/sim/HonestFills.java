package io.ringside.engine.sim;

import io.ringside.engine.event.OrderType;

/**
 * Fills that the market data prove; if the data are ambiguous, the worse of the possible fills.
 *
 * <ul>
 *
 *   <li>A stop that a gap jumps over fills at the gap's far side, not at its trigger.
 *
 *   <li>A limit order fills when its price is traded through; at the limit itself other orders may be first in the queue,
 *       unless the settings say that a touch fills. It fills at its limit; better only at the first price after a gap, or
 *       on its arrival, when it pays the spread.
 *
 *   <li>Inside a bar, stops are met before limits. An order that an execution inside the bar activates (a child, the limit
 *       of a stop-limit order) may still be stopped out in that bar if the range reaches the stop; a limit fills in it only
 *       if the bar closes beyond it, since only the close is known to be later.
 *
 *   <li>A trailing stop is first tested at its level at the open against the bar's far end; then it trails the near end,
 *       and the close may trigger it.
 *
 *   <li>An order that comes between a bar's open and its close waits for the next bar.
 *
 * </ul>
 *
 * <p>Thread: the broker's driver.
 */
class HonestFills implements FillModel {
    private final Costs costs;
    private final boolean fillAtTouch;

    HonestFills(Costs costs, boolean fillAtTouch) {
        this.costs = costs;
        this.fillAtTouch = fillAtTouch;
    }

    @Override
    public boolean executesBarsFirst() {
        return true;
    }

    @Override
    public long atPrint(WorkingOrder order, Market market, long priceE8) {
        return switch (order.workingType()) {
            case MARKET -> costs.anyPriceE8(order, market, priceE8);
            case LIMIT -> limitAtPrint(order, market, priceE8);
            case STOP, TRAILING_STOP, STOP_LIMIT -> stopAtPrint(order, market, priceE8);
            case MARKET_ON_CLOSE, LIMIT_ON_CLOSE -> NONE;
        };
    }

    @Override
    public long atQuote(WorkingOrder order, Market market) {
        long oppositeE8 = market.oppositeE8(order.buys());
        OrderType type = order.workingType();
        if (oppositeE8 == 0) {
            return NONE;
        }
        if (type == OrderType.MARKET) {
            return costs.anyPriceE8(order, market, oppositeE8);
        }
        // A quote at the limit executes the order: an order that takes liquidity has no queue before it.
        if (type != OrderType.LIMIT || !reached(!order.buys(), oppositeE8, order.terms.limitE8)) {
            return NONE;
        }
        return order.rested
                ? costs.restingPriceE8(order, order.terms.limitE8)
                : costs.limitedPriceE8(order, market, oppositeE8);
    }

    @Override
    public long stopWithin(WorkingOrder order, Market market, long tick) {
        if (!isStop(order.workingType())) {
            return NONE;
        }
        boolean buys = order.buys();
        long fromE8 = order.insideTick == tick ? order.insideE8 : market.openE8;
        if (order.terms.stopE8 == 0) {
            order.trail(fromE8);
        }
        if (!reached(buys, buys ? market.highE8 : market.lowE8, order.terms.stopE8)) {
            return NONE;
        }
        long metE8 = metWithin(buys, order.terms.stopE8, fromE8);
        order.triggered = true;
        if (order.terms.type != OrderType.STOP_LIMIT) {
            return costs.anyPriceE8(order, market, metE8);
        }
        order.insideTick = tick;
        if (meets(order, metE8)) {
            return costs.limitedPriceE8(order, market, metE8);
        }
        order.rested = true;
        return NONE;
    }

    /**
     * Price at which a stop is triggered between open and close: its trigger, or the first price if that is beyond it
     * already.
     */
    long metWithin(boolean buys, long stopE8, long fromE8) {
        return buys ? Math.max(stopE8, fromE8) : Math.min(stopE8, fromE8);
    }

    @Override
    public long limitWithin(WorkingOrder order, Market market, long tick) {
        if (order.workingType() != OrderType.LIMIT) {
            return NONE;
        }
        boolean buys = order.buys();
        boolean inside = order.insideTick == tick;
        if (!meets(order, inside ? market.closeE8 : buys ? market.lowE8 : market.highE8)) {
            return NONE;
        }
        long limitE8 = order.terms.limitE8;
        return costs.restingPriceE8(order, buys ? Math.min(limitE8, market.highE8) : Math.max(limitE8, market.lowE8));
    }

    @Override
    public long trailedWithin(WorkingOrder order, Market market, long tick) {
        if (order.workingType() != OrderType.TRAILING_STOP) {
            return NONE;
        }
        boolean buys = order.buys();
        boolean inside = order.insideTick == tick;
        order.trail(inside ? market.closeE8 : buys ? market.lowE8 : market.highE8);
        if (!reached(buys, market.closeE8, order.terms.stopE8)) {
            return NONE;
        }
        order.triggered = true;
        return costs.anyPriceE8(order, market, order.terms.stopE8);
    }

    @Override
    public long atClose(WorkingOrder order, Market market) {
        if (order.terms.type == OrderType.MARKET_ON_CLOSE) {
            return costs.anyPriceE8(order, market, market.lastE8);
        }
        return meets(order, market.lastE8) ? costs.restingPriceE8(order, market.lastE8) : NONE;
    }

    long stopAtPrint(WorkingOrder order, Market market, long priceE8) {
        if (order.terms.stopE8 == 0 || !reached(order.buys(), priceE8, order.terms.stopE8)) {
            if (order.terms.type == OrderType.TRAILING_STOP) {
                order.trail(priceE8);
            }
            return NONE;
        }
        order.triggered = true;
        if (order.terms.type == OrderType.STOP_LIMIT) {
            order.rested = false;
            return limitAtPrint(order, market, priceE8);
        }
        return costs.anyPriceE8(order, market, priceE8);
    }

    private long limitAtPrint(WorkingOrder order, Market market, long priceE8) {
        if (!meets(order, priceE8)) {
            return NONE;
        }
        if (!order.rested) {
            return costs.limitedPriceE8(order, market, priceE8);
        }
        return costs.restingPriceE8(order, market.gap ? priceE8 : order.terms.limitE8);
    }

    /** Whether a price proves that a limit order executed. */
    private boolean meets(WorkingOrder order, long priceE8) {
        long limitE8 = order.terms.limitE8;
        return reached(!order.buys(), priceE8, limitE8) && (fillAtTouch || priceE8 != limitE8);
    }

    static boolean isStop(OrderType type) {
        return type == OrderType.STOP || type == OrderType.TRAILING_STOP || type == OrderType.STOP_LIMIT;
    }

    /** Whether a rising (or falling) price has reached a level. */
    static boolean reached(boolean rising, long priceE8, long levelE8) {
        return rising ? priceE8 >= levelE8 : priceE8 <= levelE8;
    }
}
