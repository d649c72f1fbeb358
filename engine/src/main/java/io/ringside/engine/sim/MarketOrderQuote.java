package io.ringside.engine.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.Instrument;

/**
 * The price and cost of a hypothetical market order, to value a position that is still open where the data end. Half spread,
 * slippage, commission and fees are the broker's; of a tiered commission it is the month's first tier, the most expensive.
 *
 * <p>Thread: any; immutable.
 *
 * @param priceE8 price a share, at 1e-8
 * @param commissionE8 commission and fees, at 1e-8
 * @param slippageE8 money lost to spread and slippage, at 1e-8
 */
public record MarketOrderQuote(long priceE8, long commissionE8, long slippageE8) {
    /**
     * The costs of an order.
     *
     * @param lastE8 the market's last price, at 1e-8
     * @param day its session, days since 1970
     */
    public static MarketOrderQuote of(
            BrokerSettings settings, Instrument instrument, Side side, long quantity, long lastE8, int day) {
        WorkingOrder order = new WorkingOrder();
        order.terms.side = side;
        order.terms.instrumentId = instrument.id();
        order.terms.quantity = quantity;
        Market market = new Market(instrument.tickE8(), instrument.lot());
        long priceE8 = new Costs(settings.costs()).anyPriceE8(order, market, lastE8);
        order.filled = quantity;
        order.valueE8 = FixedPoint.times(priceE8, quantity);
        long commissionE8 = new Commissions(settings.commission(), settings.fees()).chargeE8(order, quantity, day);
        long worseE8 = Math.abs(priceE8 - order.referenceE8);
        return new MarketOrderQuote(priceE8, commissionE8, FixedPoint.times(worseE8, quantity));
    }
}
