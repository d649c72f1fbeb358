package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import io.ringside.gateway.ib.OrderMessages;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.TwsDecoder;
import io.ringside.gateway.ib.tws.TwsListener;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executions as they come over the wire, of a bought order of 235 QQQ; the last price is 290. */
class ExecutionCheckTest {
    private static final int QQQ = 320_227_571;
    private static final long NOW = 1_750_000_000_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;

    private final LastPrices prices = new LastPrices(1);
    private final ExecutionCheck check = new ExecutionCheck(prices);
    private final Intent order = new Intent();
    private long filled;
    private long countedMost;

    ExecutionCheckTest() {
        order.clear(IntentAction.PLACE, 1, 0, 0, 0);
        order.side = Side.BUY;
        order.quantity = 235;
        prices.on(0, FixedPoint.parse("290"), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "BOT, 235, 290.01,                   235, 320227571, BELIEVED",
        "BOT, 1,   290.01,                   1,   320227571, BELIEVED",
        "BOT, 235, 0,                        235, 320227571, EXECUTION_PRICE",
        "BOT, 235, -12.5,                    235, 320227571, EXECUTION_PRICE",
        "BOT, 235, 1.7976931348623157E308,   235, 320227571, EXECUTION_PRICE",
        "BOT, 235, 9.2E10,                   235, 320227571, EXECUTION_PRICE",
        "BOT, 235, 29.00,                    235, 320227571, EXECUTION_OFF_MARKET",
        "BOT, 235, 348.01,                   235, 320227571, EXECUTION_OFF_MARKET",
        "BOT, 235, 348.00,                   235, 320227571, BELIEVED",
        "BOT, 235, 231.99,                   235, 320227571, EXECUTION_OFF_MARKET",
        "SLD, 235, 290.01,                   235, 320227571, EXECUTION_SIDE",
        "'',  235, 290.01,                   235, 320227571, EXECUTION_SIDE",
        "BOUGHT, 235, 290.01,                235, 320227571, EXECUTION_SIDE",
        "BOT, -235, 290.01,                  235, 320227571, EXECUTION_SHARES",
        "BOT, 0,   290.01,                   235, 320227571, EXECUTION_SHARES",
        "BOT, 9223372036854775807, 290.01,   235, 320227571, EXECUTION_SHARES",
        "BOT, 0.5, 290.01,                   235, 320227571, EXECUTION_FRACTION",
        "BOT, 0.00000001, 290.01,            235, 320227571, EXECUTION_FRACTION",
        "BOT, -0.00000001, 290.01,           235, 320227571, EXECUTION_SHARES",
        "BOT, 235, 290.01,                   0,   320227571, BELIEVED",
        "BOT, 235, 290.01,                   234, 320227571, EXECUTION_COUNT",
        "BOT, 235, 232.00,                   235, 320227571, BELIEVED",
        "BOT, 236, 290.01,                   236, 320227571, EXECUTION_EXCESS",
        "BOT, 92233720368, 290.01,           235, 320227571, EXECUTION_EXCESS",
        "BOT, 235, 290.01,                   50,  320227571, EXECUTION_COUNT",
        "BOT, 235, 290.01,                   '',  320227571, BELIEVED",
        "BOT, 235, 290.01,                   235, 265598,    EXECUTION_CONTRACT",
        "BOT, 235, 290.01,                   235, 0,         EXECUTION_CONTRACT"
    })
    void shouldBelieveAnExecutionOfTheOrderAndNoOther(
            String side, String shares, String price, String counted, int contract, Judgement expected) {
        assertEquals(expected, judge(side, shares, price, counted, contract));
    }

    @Test
    void shouldCountWhatIsBookedAgainstWhatWasOrdered() {
        filled = 200;
        assertEquals(Judgement.BELIEVED, judge("BOT", "35", "290", "235", QQQ));
        assertEquals(Judgement.EXECUTION_EXCESS, judge("BOT", "36", "290", "236", QQQ));
    }

    @Test
    void shouldBelieveAnEarlierExecutionThatIsToldLater() {
        filled = 100;
        countedMost = 150;
        assertEquals(Judgement.BELIEVED, judge("BOT", "50", "290", "50", QQQ));
        assertEquals(Judgement.EXECUTION_COUNT, judge("BOT", "51", "290", "51", QQQ));
    }

    @Test
    void shouldBelieveAnyPossiblePriceWhileNoneIsKnown() {
        ExecutionCheck fresh = new ExecutionCheck(new LastPrices(1));
        ExecutionReport[] told = new ExecutionReport[1];
        decode("BOT", "235", "3.14", "235", QQQ, fields -> told[0] = fields);
        assertEquals(Judgement.BELIEVED, fresh.judge(told[0], order, 235, 0, 0, QQQ, NOW));
    }

    @ParameterizedTest
    @CsvSource({"9, 348.01, EXECUTION_OFF_MARKET", "11, 348.01, BELIEVED", "11, 464.01, EXECUTION_OFF_MARKET"})
    void shouldAllowAGapFromAPriceThatIsOld(int minutes, String price, Judgement expected) {
        Judgement[] result = new Judgement[1];
        decode(
                "BOT",
                "235",
                price,
                "235",
                QQQ,
                told -> result[0] = check.judge(told, order, 235, 0, 0, QQQ, NOW + minutes * MINUTE));
        assertEquals(expected, result[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "BOT, 235, 290.02, true,  BELIEVED",
        "BOT, 0,   0,      true,  EXECUTION_REVISED",
        "BOT, 234, 290.01, true,  EXECUTION_REVISED",
        "SLD, 235, 290.01, true,  EXECUTION_SIDE",
        "BOT, 235, 0,      true,  EXECUTION_PRICE",
        "BOT, 235, 29,     true,  EXECUTION_OFF_MARKET",
        "BOT, -1,  290.01, true,  EXECUTION_SHARES",
        "BOT, 9223372036854775807, 290.01, true, EXECUTION_SHARES",
        "BOT, 1,   29,     true,  EXECUTION_OFF_MARKET",
        "BOT, 1.5, 290.01, true,  EXECUTION_FRACTION",
        "BOT, 235, 290.01, false, BELIEVED",
        "BOT, 235, 290.02, false, EXECUTION_CONTRADICTION",
        "SLD, 235, 290.01, false, EXECUTION_CONTRADICTION",
        "BOT, 200, 290.01, false, EXECUTION_CONTRADICTION"
    })
    void shouldBelieveACorrectionOfThePriceAndHaveOthersConfirmed(
            String side, String shares, String price, boolean newer, Judgement expected) {
        Judgement[] result = new Judgement[1];
        decode(
                side,
                shares,
                price,
                "235",
                QQQ,
                told -> result[0] = check.judgeAgain(told, order, QQQ, 235, FixedPoint.parse("290.01"), newer, NOW));
        assertEquals(expected, result[0]);
    }

    private Judgement judge(String side, String shares, String price, String counted, int contract) {
        Judgement[] result = new Judgement[1];
        decode(
                side,
                shares,
                price,
                counted,
                contract,
                told -> result[0] = check.judge(told, order, order.quantity, filled, countedMost, QQQ, NOW));
        return result[0];
    }

    private interface Told {
        void on(ExecutionReport report);
    }

    private static void decode(String side, String shares, String price, String counted, int contract, Told listener) {
        String frame = "11|-1|1001|" + contract + "|QQQ|STK||0.0|||NASDAQ|USD|QQQ|NMS|0000e1a7.00000001.01.01"
                + "|20250620 10:25:05 US/Eastern|DU1234567|NASDAQ|" + side + "|" + shares + "|" + price
                + "|700001|17|0|" + counted + "|290.01|R20250620-1-0||||2|";
        byte[] bytes = frame.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        new TwsDecoder(176, ZoneId.of("America/New_York"))
                .decode(new UnsafeBuffer(bytes), 0, bytes.length, new TwsListener() {
                    @Override
                    public void execution(ExecutionFields fields) {
                        ExecutionReport report = new ExecutionReport();
                        OrderMessages.read(fields, report);
                        listener.on(report);
                    }
                });
    }
}
