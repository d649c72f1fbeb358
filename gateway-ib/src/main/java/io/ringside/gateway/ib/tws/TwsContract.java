package io.ringside.gateway.ib.tws;

import io.ringside.engine.market.Instrument;

/**
 * A contract in requests and orders. Its twelve fields are encoded once, so that messages copy bytes.
 *
 * <p>Only contracts of a single leg; the exchange IBKRATS needs order fields that we do not send, and is refused.
 *
 * <p>Errors: what the wire cannot carry is an {@link IllegalArgumentException}.
 *
 * <p>Thread: any; it is immutable.
 */
public final class TwsContract {
    private static final int FIELD_LENGTH_MAX = 64;

    private final int conId;
    private final String description;
    private final byte[] fields;

    private TwsContract(
            int conId,
            String symbol,
            String secType,
            String exchange,
            String primaryExchange,
            String currency,
            String localSymbol,
            String tradingClass) {
        if (conId < 0) {
            throw new IllegalArgumentException("a contract id cannot be negative: " + conId);
        }
        if (secType.equals("BAG")) {
            throw new IllegalArgumentException("contracts of several legs are not supported");
        }
        if (exchange.equals("IBKRATS")) {
            throw new IllegalArgumentException("exchange IBKRATS is not supported");
        }
        this.conId = conId;
        description = symbol + "@" + exchange + "#" + conId;
        // Expiry, strike, right and multiplier stay empty.
        fields = join(
                conId == 0 ? "" : Integer.toString(conId),
                symbol,
                secType,
                "",
                "",
                "",
                "",
                exchange,
                primaryExchange,
                currency,
                localSymbol,
                tradingClass);
    }

    /**
     * A stock or fund.
     *
     * @param conId the broker's id, 0 while it is not known
     * @param primaryExchange where it is listed; may be empty
     */
    public static TwsContract stock(
            int conId, String symbol, String exchange, String primaryExchange, String currency) {
        return new TwsContract(conId, symbol, "STK", exchange, primaryExchange, currency, "", "");
    }

    /** An instrument, with the broker's id of it; 0 while it is not known. */
    public static TwsContract stock(Instrument instrument, int conId) {
        return stock(
                conId, instrument.symbol(), instrument.exchange(), instrument.primaryExchange(), instrument.currency());
    }

    /** The broker's id, 0 while it is not known. */
    public int conId() {
        return conId;
    }

    /** conId to tradingClass, each ended by a zero byte. */
    byte[] fields() {
        return fields;
    }

    @Override
    public String toString() {
        return description;
    }

    private static byte[] join(String... texts) {
        int length = 0;
        for (String text : texts) {
            if (text.length() > FIELD_LENGTH_MAX) {
                throw new IllegalArgumentException("longer than " + FIELD_LENGTH_MAX + " characters: \"" + text + "\"");
            }
            length += text.length() + 1;
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                bytes[at++] = AsciiText.checked(text.charAt(i));
            }
            at++;
        }
        return bytes;
    }
}
