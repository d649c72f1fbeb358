package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A US stock or fund at the simulated TWS.
 *
 * @param symbol ticker
 * @param contractId conId
 * @param primaryExchange where it is listed
 * @param tradingClass such as {@code NMS}
 * @param longName name of the company or fund
 * @param stockType {@code COMMON} or {@code ETF}
 * @param tickE8 smallest price increment at 1e-8
 */
public record Listing(
        String symbol,
        int contractId,
        String primaryExchange,
        String tradingClass,
        String longName,
        String stockType,
        long tickE8) {
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;
    private static final int INVENTED_FROM = 1_900_000_000;

    public Listing {
        if (!symbol.matches("[A-Z0-9][A-Z0-9.\\- ]{0,15}")) {
            throw new IllegalArgumentException("\"" + symbol + "\" is no ticker");
        }
        if (contractId < 1) {
            throw new IllegalArgumentException("contract id of " + symbol + " must be positive, not " + contractId);
        }
    }

    /** The instrument of that name: with its real contract id if the simulator has it, otherwise with an invented one. */
    public static Listing of(String symbol) {
        return switch (symbol) {
            case "AAPL" -> new Listing(symbol, 265598, "NASDAQ", "NMS", "APPLE INC", "COMMON", CENT_E8);
            case "SPY" -> new Listing(symbol, 756733, "ARCA", "SPY", "SPDR S&P 500 ETF TRUST", "ETF", CENT_E8);
            case "QQQ" -> new Listing(symbol, 320227571, "NASDAQ", "NMS", "INVESCO QQQ TRUST SERIES 1", "ETF", CENT_E8);
            default -> of(symbol, inventedId(symbol));
        };
    }

    /** An instrument with a contract id of the user's. */
    public static Listing of(String symbol, int contractId) {
        return new Listing(symbol, contractId, "NASDAQ", "NMS", symbol, "COMMON", CENT_E8);
    }

    /** The same contract under another symbol. */
    Listing renamed(String other) {
        return new Listing(other, contractId, primaryExchange, tradingClass, longName, stockType, tickE8);
    }

    /** The engine's instrument. */
    Instrument instrument(int id) {
        return new Instrument(id, symbol, tickE8, 1, contractId, "SMART", primaryExchange, "USD");
    }

    /** Comma-separated exchanges at which it trades. */
    String validExchanges() {
        return "SMART,NASDAQ,NYSE,ARCA,IEX,BATS";
    }

    /** One market rule for each of {@link #validExchanges}. */
    String marketRuleIds() {
        return "26,26,26,26,26,26";
    }

    private static int inventedId(String symbol) {
        CRC32 crc = new CRC32();
        crc.update(symbol.getBytes(StandardCharsets.UTF_8));
        return INVENTED_FROM + (int) (crc.getValue() % 100_000_000);
    }
}
