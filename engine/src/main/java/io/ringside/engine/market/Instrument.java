package io.ringside.engine.market;

import io.ringside.engine.event.FixedPoint;

/**
 * Something that can be traded.
 *
 * @param id index in the configuration; the same number stands in slots and journals
 * @param symbol ticker, such as {@code QQQ}
 * @param tickE8 smallest price increment at 1e-8; divides 1
 * @param lot quantities are whole multiples of it
 * @param contractId Interactive Brokers' conId; 0 if unknown
 * @param exchange where orders are routed, such as {@code SMART}
 * @param primaryExchange where it is listed, such as {@code NASDAQ}
 * @param currency such as {@code USD}
 */
public record Instrument(
        int id,
        String symbol,
        long tickE8,
        long lot,
        int contractId,
        String exchange,
        String primaryExchange,
        String currency) {
    public Instrument {
        if (!symbol.matches("[A-Z0-9][A-Z0-9.\\- ]{0,15}")) {
            throw new IllegalArgumentException("symbol = \"" + symbol + "\" is no ticker");
        }
        if (tickE8 <= 0 || FixedPoint.ONE_E8 % tickE8 != 0) {
            throw new IllegalArgumentException("tick-size must divide 1, not " + FixedPoint.format(tickE8));
        }
        if (lot < 1) {
            throw new IllegalArgumentException("lot must be at least 1, not " + lot);
        }
    }

    /** A US stock or fund with a tick of a cent and a lot of one share. */
    public static Instrument usEquity(int id, String symbol) {
        return new Instrument(id, symbol, FixedPoint.ONE_E8 / 100, 1, 0, "SMART", "", "USD");
    }

    /** The same instrument at another index. */
    public Instrument withId(int other) {
        return new Instrument(other, symbol, tickE8, lot, contractId, exchange, primaryExchange, currency);
    }

    /** The price on the tick nearest to a double, ties to even. */
    public long onTick(double price) {
        return FixedPoint.roundToTick(price, tickE8);
    }
}
