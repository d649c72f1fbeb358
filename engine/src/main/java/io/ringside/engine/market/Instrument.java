package io.ringside.engine.market;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.TickerText;
import java.util.List;

/**
 * A tradable instrument.
 *
 * @param id index in the configuration; the same number stands in slots and journals
 * @param symbol ticker, such as {@code QQQ}
 * @param tickE8 smallest price increment at 1e-8; divides 1
 * @param lot quantities are whole multiples of it
 * @param contractId Interactive Brokers' conId; 0 if unknown
 * @param exchange where orders are routed, such as {@code SMART}
 * @param primaryExchange where it is listed, such as {@code NASDAQ}
 * @param currency such as {@code USD}
 * @param renamings changes of its ticker, those before this one and those that are known to come, oldest first
 */
public record Instrument(
        int id,
        String symbol,
        long tickE8,
        long lot,
        int contractId,
        String exchange,
        String primaryExchange,
        String currency,
        List<SymbolHistory.Change> renamings) {
    public Instrument {
        if (!TickerText.isTicker(symbol)) {
            throw new IllegalArgumentException("symbol = \"" + symbol + "\" is no ticker");
        }
        if (tickE8 <= 0 || FixedPoint.ONE_E8 % tickE8 != 0) {
            throw new IllegalArgumentException("tick-size must divide 1, not " + FixedPoint.format(tickE8));
        }
        if (lot < 1) {
            throw new IllegalArgumentException("lot must be at least 1, not " + lot);
        }
        renamings = List.copyOf(renamings);
        String ticker = symbol;
        boolean named = renamings.isEmpty()
                || renamings.get(0).before().equals(ticker)
                || renamings.stream().anyMatch(one -> one.after().equals(ticker));
        for (int i = 1; i < renamings.size(); i++) {
            SymbolHistory.Change before = renamings.get(i - 1);
            named &= before.after().equals(renamings.get(i).before())
                    && before.day() < renamings.get(i).day();
        }
        if (!named) {
            throw new IllegalArgumentException("renamed = " + renamings + " does not lead to " + symbol
                    + "; give BEFORE,DAY,AFTER of each change, oldest first");
        }
    }

    /** An instrument whose ticker never changed. */
    public Instrument(
            int id,
            String symbol,
            long tickE8,
            long lot,
            int contractId,
            String exchange,
            String primaryExchange,
            String currency) {
        this(id, symbol, tickE8, lot, contractId, exchange, primaryExchange, currency, List.of());
    }

    /** A US stock or fund with a tick of a cent and a lot of one share. */
    public static Instrument usEquity(int id, String symbol) {
        return new Instrument(id, symbol, FixedPoint.ONE_E8 / 100, 1, 0, "SMART", "", "USD");
    }

    /** The same instrument at another index. */
    public Instrument withId(int other) {
        return new Instrument(other, symbol, tickE8, lot, contractId, exchange, primaryExchange, currency, renamings);
    }

    /** The same instrument under another ticker. */
    public Instrument renamed(String now, List<SymbolHistory.Change> changes) {
        return new Instrument(id, now, tickE8, lot, contractId, exchange, primaryExchange, currency, changes);
    }

    /** Whether a ticker is, was or will be the instrument's. */
    public boolean isCalled(String ticker) {
        return symbol.equals(ticker)
                || renamings.stream()
                        .anyMatch(one ->
                                one.before().equals(ticker) || one.after().equals(ticker));
    }

    /** Its ticker on a day, days since 1970. */
    public String symbolOn(int day) {
        return renamings.isEmpty() ? symbol : SymbolHistory.nameOn(day, renamings);
    }

    /** The price on the tick nearest to a double, ties to even. */
    public long onTick(double price) {
        return FixedPoint.roundToTick(price, tickE8);
    }
}
