package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.TwsDecoder;
import io.ringside.gateway.ib.tws.TwsListener;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountCheckTest {
    private final AccountCheck check = new AccountCheck("USD");

    @ParameterizedTest
    @CsvSource({
        "40000.25,     USD,  BELIEVED",
        "-12.5,        USD,  BELIEVED",
        "40000.25,     EUR,  ACCOUNT_CURRENCY",
        "40000.25,     BASE, ACCOUNT_CURRENCY",
        "40000.25,     '',   ACCOUNT_CURRENCY",
        "92233720368,  USD,  ACCOUNT_AMOUNT",
        "-92233720368, USD,  ACCOUNT_AMOUNT",
        "1.7976931348623157E308, USD, ACCOUNT_AMOUNT"
    })
    void shouldBelieveAFigureInTheCurrencyOfWhatIsTraded(String amount, String currency, Judgement expected) {
        String frame = "63|1|1073741830|DU1234567|NetLiquidation|" + amount + "|" + currency + "|";
        byte[] bytes = frame.replace('|', '\0').getBytes(StandardCharsets.US_ASCII);
        Judgement[] result = new Judgement[1];
        new TwsDecoder(176, ZoneId.of("America/New_York"))
                .decode(new UnsafeBuffer(bytes), 0, bytes.length, new TwsListener() {
                    @Override
                    public void accountSummary(
                            int reqId, AsciiField name, AsciiField tag, AsciiField value, AsciiField told) {
                        result[0] = check.judgeFigure(value.e8(), told);
                    }
                });
        assertEquals(expected, result[0]);
    }

    /** An account of 140,000 of which 100,000 are ours to trade with, and 235 shares at 290 are bought. */
    @ParameterizedTest
    @CsvSource({
        "140000, 100000, BELIEVED",
        "143000, 100000, BELIEVED",
        "136700, 100000, BELIEVED",
        "144000, 100000, ACCOUNT_DRIFT",
        "136000, 100000, ACCOUNT_DRIFT",
        "46200, 100000, ACCOUNT_DRIFT",
        "144000, 104000, BELIEVED"
    })
    void shouldCompareHowTheWorthMovesWithWhatIsBooked(String worth, String ours, Judgement expected) {
        assertEquals(Judgement.BELIEVED, judge("140000", "100000"));
        assertEquals(expected, judge(worth, ours));
    }

    @Test
    void shouldBreakWhenTheDifferenceStays() {
        judge("140000", "100000");
        assertEquals(Judgement.ACCOUNT_DRIFT, judge("46200", "100000"));
        assertEquals(Judgement.BELIEVED, judge("140000", "100000"));
        assertEquals(Judgement.ACCOUNT_DRIFT, judge("46200", "100000"));
        assertEquals(Judgement.ACCOUNT_DRIFT, judge("46200", "100000"));
        assertEquals(Judgement.ACCOUNT_DIFFERS, judge("46200", "100000"));
        check.restart();
        assertEquals(Judgement.BELIEVED, judge("46200", "100000"));
    }

    private Judgement judge(String worth, String ours) {
        return check.judgeEquity(FixedPoint.parse(worth), FixedPoint.parse(ours), FixedPoint.parse("68150"));
    }

    /** Of 1,100 one percent is 11, of 200 held 3 percent are 6: 17 either way. The offset is 1,000. */
    @ParameterizedTest
    @CsvSource({
        "1117,  100,   BELIEVED",
        "1118,  100,   ACCOUNT_DRIFT",
        "1083,  100,   BELIEVED",
        "1082,  100,   ACCOUNT_DRIFT",
        "-1083, -2100, BELIEVED",
        "-1082, -2100, ACCOUNT_DRIFT",
        "-1117, -2100, BELIEVED",
        "-1118, -2100, ACCOUNT_DRIFT"
    })
    void shouldAllowAPercentOfAllAndThreeOfWhatIsHeld(long worthE8, long oursE8, Judgement expected) {
        assertEquals(Judgement.BELIEVED, check.judgeEquity(1_000, 0, 0));
        assertEquals(expected, check.judgeEquity(worthE8, oursE8, 200));
    }

    /** The third in a row breaks, once. */
    @Test
    void shouldBreakOnceOnADifferenceThatStays() {
        check.judgeEquity(1_000, 0, 0);
        check.judgeEquity(2_000, 0, 0);
        check.judgeEquity(2_000, 0, 0);
        check.restart();
        check.judgeEquity(1_000, 0, 0);
        assertEquals(Judgement.ACCOUNT_DRIFT, check.judgeEquity(2_000, 0, 0));
        assertEquals(Judgement.ACCOUNT_DRIFT, check.judgeEquity(2_000, 0, 0));
        assertEquals(Judgement.ACCOUNT_DIFFERS, check.judgeEquity(2_000, 0, 0));
        assertEquals(Judgement.ACCOUNT_DRIFT, check.judgeEquity(2_000, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000000000000,  BELIEVED",
        "1000000000000000001,  ACCOUNT_AMOUNT",
        "-1000000000000000000, BELIEVED",
        "-1000000000000000001, ACCOUNT_AMOUNT"
    })
    void shouldBelieveAnAccountOfUpToTenBillions(long amountE8, Judgement expected) {
        assertEquals(expected, check.judgeFigure(amountE8, "USD"));
    }
}
