package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a contract is told, and what the wire cannot carry of one. */
class TwsContractTest {
    private static String fields(TwsContract contract) {
        return new String(contract.fields(), StandardCharsets.US_ASCII).replace('\0', '|');
    }

    private static String refusal(int conId, String symbol, String exchange) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> TwsContract.stock(conId, symbol, exchange, "NASDAQ", "USD"))
                .getMessage();
    }

    @Test
    void shouldEndEachOfItsTwelveFields() {
        TwsContract contract = TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");
        assertEquals("265598|AAPL|STK|||||SMART|NASDAQ|USD|||", fields(contract));
        assertEquals("AAPL@SMART#265598", contract.toString());
        assertEquals(265598, contract.conId());
    }

    /** An id of 0 is none, and is not told; one is the first that there can be. */
    @Test
    void shouldTellNoIdWhereNoneIsKnown() {
        assertEquals("|QQQ|STK|||||SMART||USD|||", fields(TwsContract.stock(0, "QQQ", "SMART", "", "USD")));
        assertEquals("1|QQQ|STK|||||SMART||USD|||", fields(TwsContract.stock(1, "QQQ", "SMART", "", "USD")));
        assertEquals("a contract id cannot be negative: -1", refusal(-1, "QQQ", "SMART"));
    }

    @Test
    void shouldTakeTextsOfSixtyFourCharactersAndNoLonger() {
        String longest = "ABCDEFGH".repeat(8);
        assertEquals(
                "7|" + longest + "|STK|||||" + longest + "||USD|||",
                fields(TwsContract.stock(7, longest, longest, "", "USD")));
        assertEquals("longer than 64 characters: \"" + longest + "I\"", refusal(7, longest + "I", "SMART"));
        assertEquals("longer than 64 characters: \"" + longest + "I\"", refusal(7, "QQQ", longest + "I"));
    }

    @Test
    void shouldRefuseAnExchangeWhoseOrdersHaveOtherFields() {
        assertEquals("exchange IBKRATS is not supported", refusal(7, "QQQ", "IBKRATS"));
    }
}
