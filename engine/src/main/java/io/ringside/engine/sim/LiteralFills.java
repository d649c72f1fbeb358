package io.ringside.engine.sim;

import io.ringside.engine.event.OrderType;

/**
 * The rules under which some back tests were published, taken literally: a stop fills at exactly its trigger, whatever gap
 * jumped over it, and a bar executes resting orders only after orders decided on its close. The open print of a bar triggers
 * nothing. Everything else is as in {@link HonestFills}.
 *
 * <p>Thread: the broker's driver.
 */
final class LiteralFills extends HonestFills {
    private final Costs costs;

    LiteralFills(Costs costs, boolean fillAtTouch) {
        super(costs, fillAtTouch);
        this.costs = costs;
    }

    @Override
    public boolean executesBarsFirst() {
        return false;
    }

    @Override
    long metWithin(boolean buys, long stopE8, long fromE8) {
        return stopE8;
    }

    @Override
    long stopAtPrint(WorkingOrder order, Market market, long priceE8) {
        if (order.terms.type == OrderType.STOP_LIMIT) {
            return super.stopAtPrint(order, market, priceE8);
        }
        boolean met = order.terms.stopE8 != 0 && reached(order.buys(), priceE8, order.terms.stopE8);
        if (met && market.barPrint) {
            return NONE;
        }
        if (met) {
            order.triggered = true;
            return costs.anyPriceE8(order, market, order.terms.stopE8);
        }
        if (order.terms.type == OrderType.TRAILING_STOP) {
            order.trail(priceE8);
        }
        return NONE;
    }
}
