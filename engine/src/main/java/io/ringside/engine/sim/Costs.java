package io.ringside.engine.sim;

import io.ringside.engine.event.ExactRatio;

/**
 * Execution prices of orders: an order that takes liquidity pays the quote if there is one, otherwise the trade's price and
 * half the spread; market and stop orders slip beyond that.
 *
 * <p>Thread: the broker's driver.
 */
final class Costs {
    /** A basis point is 1e-4, its settings are at 1e-8. */
    private static final long BASIS_POINTS_A_UNIT_E8 = 1_000_000_000_000L;

    private final CostSettings settings;

    Costs(CostSettings settings) {
        this.settings = settings;
    }

    /** The price of a market order at the given market price; sets the order's reference price. */
    long anyPriceE8(WorkingOrder order, Market market, long marketE8) {
        order.taking = true;
        long takenE8 = takenE8(order, market, marketE8);
        long slipE8 = inTicks(market, takenE8, settings.slippageTicks(), settings.slippageBasisPointsE8());
        return worse(order, takenE8, slipE8);
    }

    /** The price of a limit order that takes liquidity at the given market price: never worse than its limit. */
    long limitedPriceE8(WorkingOrder order, Market market, long marketE8) {
        order.taking = true;
        long takenE8 = takenE8(order, market, marketE8);
        long limitE8 = order.terms.limitE8;
        return order.buys() ? Math.min(takenE8, limitE8) : Math.max(takenE8, limitE8);
    }

    /** The price of an order that makes liquidity, or executes in an auction. */
    long restingPriceE8(WorkingOrder order, long priceE8) {
        order.taking = false;
        order.referenceE8 = priceE8;
        return priceE8;
    }

    private long takenE8(WorkingOrder order, Market market, long marketE8) {
        long oppositeE8 = market.oppositeE8(order.buys());
        if (market.auction || oppositeE8 != 0) {
            order.referenceE8 = market.auction ? marketE8 : oppositeE8;
            return order.referenceE8;
        }
        order.referenceE8 = marketE8;
        return worse(
                order,
                marketE8,
                inTicks(market, marketE8, settings.halfSpreadTicks(), settings.halfSpreadBasisPointsE8()));
    }

    private static long worse(WorkingOrder order, long priceE8, long byE8) {
        long worseE8 = order.buys() ? Math.addExact(priceE8, byE8) : priceE8 - byE8;
        return worseE8 > 0 ? worseE8 : priceE8;
    }

    private static long inTicks(Market market, long priceE8, int ticks, long basisPointsE8) {
        long all = ticks;
        if (basisPointsE8 > 0) {
            long moneyE8 = ExactRatio.ceiling(priceE8, basisPointsE8, BASIS_POINTS_A_UNIT_E8);
            all += ExactRatio.ceiling(moneyE8, 1, market.tickE8);
        }
        return Math.multiplyExact(all, market.tickE8);
    }
}
