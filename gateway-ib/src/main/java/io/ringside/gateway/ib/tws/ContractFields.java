package io.ringside.gateway.ib.tws;

/**
 * A contract as a message describes it; fields that the message does not send are empty. A read-only view, valid only during
 * the callback that passes it.
 *
 * <p>Thread: reader.
 */
public final class ContractFields {
    /** The broker's id of the contract: the only unambiguous identifier. */
    public int conId;
    /** Strike of an option at 1e-8, 0 otherwise. */
    public long strikeE8;
    /** Ticker. */
    public final AsciiField symbol = new AsciiField();
    /** {@code STK} and others. */
    public final AsciiField secType = new AsciiField();
    /** Expiry of a future or option, possibly with a time and zone. */
    public final AsciiField lastTradeDate = new AsciiField();
    /** Call or put; {@code ?}, {@code 0} or empty for a stock. */
    public final AsciiField right = new AsciiField();
    /** Shares a contract stands for; empty for a stock. */
    public final AsciiField multiplier = new AsciiField();
    /** Where it trades or traded. */
    public final AsciiField exchange = new AsciiField();
    /** Where it is listed; only contract details and portfolio values send it. */
    public final AsciiField primaryExchange = new AsciiField();
    /** Such as {@code USD}. */
    public final AsciiField currency = new AsciiField();
    /** The exchange's own ticker. */
    public final AsciiField localSymbol = new AsciiField();
    /** Such as {@code NMS}. */
    public final AsciiField tradingClass = new AsciiField();

    ContractFields() {}

    /** As openOrder, completedOrder, execDetails and position send it: without the primary exchange. */
    void read(FieldReader in) {
        readUpToMultiplier(in);
        in.readText(exchange);
        primaryExchange.clear();
        readFromCurrency(in);
    }

    /** As portfolioValue sends it: with the primary exchange in the exchange's place. */
    void readWithPrimaryExchange(FieldReader in) {
        readUpToMultiplier(in);
        exchange.clear();
        in.readText(primaryExchange);
        readFromCurrency(in);
    }

    private void readUpToMultiplier(FieldReader in) {
        conId = in.readInt();
        in.readText(symbol);
        in.readText(secType);
        in.readText(lastTradeDate);
        strikeE8 = in.readE8();
        in.readText(right);
        in.readText(multiplier);
    }

    private void readFromCurrency(FieldReader in) {
        in.readText(currency);
        in.readText(localSymbol);
        in.readText(tradingClass);
    }
}
