package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a contract, and which one a client means. */
class ContractsTest {
    private static final String TYPES = "ACTIVETIM,DAY,GTC,GTD,IOC,LMT,LOC,LOO,MKT,MOC,MOO,OPG,STP,STPLMT,TRAIL,WHATIF";
    private static final String EXCHANGES = "SMART,NASDAQ,NYSE,ARCA,IEX,BATS";

    /** Two instruments, and a morning of a day in the week before Thanksgiving. */
    private static Workstation workstation(LocalDate day) {
        return Scene.workstation(new SimSettings(
                List.of(Tape.ofBars(Listing.of("AAPL"), List.of()), Tape.ofBars(Listing.of("SPY"), List.of())),
                Scene.at(day, "10:00")));
    }

    private static List<String> details(TestClient client, String symbol) {
        client.send("9", "8", "5", "0", symbol, "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "", "");
        return client.take();
    }

    @Test
    void shouldTellAStockAndAFundWithTheirHours() {
        TestClient client = TestClient.started(workstation(LocalDate.of(2026, 1, 15)), 7);
        String hours = "20260115:0400-20260115:2000;20260116:0400-20260116:2000;20260117:CLOSED;20260118:CLOSED;"
                + "20260119:CLOSED;20260120:0400-20260120:2000";
        String regular = "20260115:0930-20260115:1600;20260116:0930-20260116:1600;20260117:CLOSED;20260118:CLOSED;"
                + "20260119:CLOSED;20260120:0930-20260120:1600";
        String rest = "|US/Eastern|" + hours + "|" + regular + "||0|0|1|||26,26,26,26,26,26||";
        assertEquals(
                List.of(
                        "10|5|AAPL|STK||0||SMART|USD|AAPL|NMS|NMS|265598|0.01||" + TYPES + "|" + EXCHANGES
                                + "|1|0|APPLE INC|NASDAQ||Technology|Computers|Computers" + rest
                                + "COMMON|0.0001|0.0001|100",
                        "52|1|5"),
                details(client, "AAPL"));
        assertEquals(
                "10|5|SPY|STK||0||SMART|USD|SPY|SPY|SPY|756733|0.01||" + TYPES + "|" + EXCHANGES
                        + "|1|0|SPDR S&P 500 ETF TRUST|ARCA||||" + rest + "ETF|0.0001|0.0001|100",
                details(client, "SPY").get(0));
    }

    /** Thanksgiving has no session, the day after it one until 13:00, with prices until 17:00. */
    @Test
    void shouldTellTheHoursOfAHalfDay() {
        TestClient client = TestClient.started(workstation(LocalDate.of(2025, 11, 26)), 7);
        String[] fields = details(client, "AAPL").get(0).split("\\|", -1);
        assertEquals(
                "20251126:0400-20251126:2000;20251127:CLOSED;20251128:0400-20251128:1700;20251129:CLOSED;"
                        + "20251130:CLOSED;20251201:0400-20251201:2000",
                fields[26]);
        assertEquals(
                "20251126:0930-20251126:1600;20251127:CLOSED;20251128:0930-20251128:1300;20251129:CLOSED;"
                        + "20251130:CLOSED;20251201:0930-20251201:1600",
                fields[27]);
    }

    /**
     * Fields by server version: 110 brings the multiplier of sizes, 121 the group, 122 the underlying's name and kind, 126 market
     * rules, 134 the real expiration, 152 the kind of stock, 163 the smallest size; 164 takes the multiplier and the message's
     * version away, and has three sizes.
     */
    @ParameterizedTest
    @CsvSource({
        "100, 32", "109, 32", "110, 33", "120, 33", "121, 34", "122, 36", "125, 36", "126, 37", "133, 37", "134, 38",
        "151, 38", "152, 39", "162, 39", "163, 40", "164, 40", "176, 40"
    })
    void shouldSpellAContractAsTheVersionWants(int serverVersion, int fields) {
        TestClient client = TestClient.started(workstation(LocalDate.of(2026, 1, 15)), 7, serverVersion);
        String text = details(client, "AAPL").get(0);
        assertEquals(fields, text.split("\\|", -1).length, text);
    }

    @ParameterizedTest
    @CsvSource({
        // By its number, by its name, by both.
        "265598, '', '', '', '', true",
        "0, AAPL, STK, SMART, USD, true",
        "265598, AAPL, STK, NASDAQ, USD, true",
        "0, AAPL, STK, '', '', true",
        // Another number, another name, neither.
        "265599, AAPL, STK, SMART, USD, false",
        "265598, MSFT, STK, SMART, USD, false",
        "0, MSFT, STK, SMART, USD, false",
        "0, '', STK, SMART, USD, false",
        // A name alone does not say what it is.
        "0, AAPL, '', SMART, USD, false",
        "265598, AAPL, OPT, SMART, USD, false",
        "265598, AAPL, STK, SMART, EUR, false",
        "265598, AAPL, STK, NYS, USD, false",
        "265598, AAPL, STK, LSE, USD, false",
    })
    void shouldMeanAListingOnlyWhereNothingContradictsIt(
            int contractId, String symbol, String secType, String exchange, String currency, boolean means) {
        Contract contract = new Contract(contractId, symbol, secType, exchange, "", currency);
        assertEquals(means, contract.means(Listing.of("AAPL")));
    }

    /** CRC-32 of the name, but for whole hundred millions, over 1900000000. */
    @Test
    void shouldInventANumberForANameThatItDoesNotKnow() {
        assertEquals(1_974_476_411, Listing.of("MSFT").contractId());
        assertEquals(1_944_168_183, Listing.of("IBM").contractId());
        assertEquals(1, Listing.of("IBM", 1).contractId());
        assertEquals(
                "contract id of IBM must be positive, not 0",
                assertThrows(IllegalArgumentException.class, () -> Listing.of("IBM", 0))
                        .getMessage());
    }
}
