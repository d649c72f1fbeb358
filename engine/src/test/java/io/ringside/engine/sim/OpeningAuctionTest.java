package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An opening auction in which all orders execute together: 100 shares at 10 and 50 at 20, each order for 1.50 at least. */
class OpeningAuctionTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final String TOGETHER =
            "opening = together, commission { plan = fixed, per-share = 0.01, minimum = 1.5, maximum-fraction = 0 }";

    private final List<String> told = new ArrayList<>();

    /** They cost 2,000 and 3 of fees: what is left of the cash without the fees is spent, each order by the same part. */
    @ParameterizedTest
    @CsvSource({
        "2003, 100 50",
        "2002.99, 99 cancelled 49 cancelled",
        "1003, 50 cancelled 25 cancelled",
        "1002.99, 49 cancelled 24 cancelled",
        "3, cancelled cancelled",
        "2, cancelled cancelled"
    })
    void shouldCutAllBuysAlikeWhenTheCashDoesNotPayThemAndTheirFees(String cash, String expected) {
        BrokerDriver driver = driver(cash);
        auction(driver, DAY, () -> {
            order(driver, 0, Side.BUY, 100, 1);
            order(driver, 1, Side.BUY, 50, 2);
        });
        assertEquals(expected, String.join(" ", told));
    }

    /** Half of the cost can be paid: 50 of 100 shares and 25 of 50, which are two lots of ten. */
    @Test
    void shouldCutBuysToWholeLots() {
        List<Instrument> lots = List.of(
                new Instrument(0, "AAA", 1_000_000, 10, 0, "SMART", "", "USD"),
                new Instrument(1, "BBB", 1_000_000, 10, 0, "SMART", "", "USD"));
        BrokerDriver driver =
                new BrokerDriver(BrokerDriver.settings(TOGETHER), lots, FixedPoint.parse("1003"), this::tell);
        auction(driver, DAY, () -> {
            order(driver, 0, Side.BUY, 100, 1);
            order(driver, 1, Side.BUY, 50, 2);
        });
        assertEquals("50 cancelled 20 cancelled", String.join(" ", told));
    }

    /** Of two shares for 20 and a fee of 1.50, cash for one and the fee. */
    @ParameterizedTest
    @CsvSource({"21.50, 2", "21.49, 1 cancelled", "11.50, 1 cancelled", "11.49, cancelled"})
    void shouldBuyASingleShare(String cash, String expected) {
        BrokerDriver driver = driver(cash);
        auction(driver, DAY, () -> order(driver, 0, Side.BUY, 2, 1));
        assertEquals(expected, String.join(" ", told));
    }

    @Test
    void shouldFillAnOrderForASingleShare() {
        BrokerDriver driver = driver("11.50");
        auction(driver, DAY, () -> order(driver, 0, Side.BUY, 1, 1));
        assertEquals("1", String.join(" ", told));
    }

    /** A limit order for the day is none of the auction's. */
    @Test
    void shouldLeaveOrdersForTheDayAlone() {
        BrokerDriver driver = driver("5000");
        Intent limit = new Intent();
        limit.clear(IntentAction.PLACE, OrderRef.of(DAY, 9, 0), 0, 0, 9);
        limit.side = Side.BUY;
        limit.quantity = 10;
        limit.type = OrderType.LIMIT;
        limit.limitE8 = FixedPoint.parse("9");
        driver.request(limit, CALENDAR.openNanos(DAY) - 60_000_000_000L);
        for (int name = 0; name < 2; name++) {
            driver.event.openPrint(name, CALENDAR.openNanos(DAY), FixedPoint.parse("10"), 0);
            play(driver, () -> {});
        }
        driver.event.trade(0, CALENDAR.openNanos(DAY) + 1, FixedPoint.parse("10"), 1, 0);
        play(driver, () -> {});
        assertEquals("", String.join(" ", told));
        assertEquals(1, driver.broker.workingOrders(0).size());
    }

    @Test
    void shouldPayBuysWithWhatTheSalesBring() {
        BrokerDriver driver = driver("2003");
        auction(driver, DAY, () -> order(driver, 0, Side.BUY, 100, 1));
        told.clear();
        // 1,001.50 are left, and 998.50 come of the sale: 99 cost 1,980 and 1.50 of fees.
        auction(driver, DAY + 1, () -> {
            order(driver, 1, Side.BUY, 100, 3);
            order(driver, 0, Side.SELL, 100, 4);
        });
        assertEquals("100 99 cancelled", String.join(" ", told));
        assertEquals("18.50", FixedPoint.format(driver.broker.ledger().cashE8()));
    }

    /** An order for the open of a name that does not open with the others is over. */
    @Test
    void shouldEndAnOrderOfANameThatDoesNotOpen() {
        BrokerDriver driver = driver("5000");
        driver.event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(DAY - 1), 0);
        play(driver, () -> {
            order(driver, 0, Side.BUY, 100, 1);
            order(driver, 1, Side.BUY, 50, 2);
        });
        driver.event.openPrint(0, CALENDAR.openNanos(DAY), FixedPoint.parse("10"), 0);
        play(driver, () -> {});
        assertEquals("", String.join(" ", told));
        driver.event.openPrint(1, CALENDAR.openNanos(DAY) + 1, FixedPoint.parse("20"), 0);
        play(driver, () -> {});
        assertEquals("100 cancelled", String.join(" ", told));
    }

    private BrokerDriver driver(String cash) {
        return new BrokerDriver(BrokerDriver.settings(TOGETHER), 2, FixedPoint.parse(cash), this::tell);
    }

    private void tell(EngineEvent report) {
        if (report.type == EventType.FILL) {
            told.add(Long.toString(report.quantity));
        } else if (report.type == EventType.ORDER_CANCELLED) {
            told.add("cancelled");
        }
    }

    private static void auction(BrokerDriver driver, int day, Runnable orders) {
        driver.event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day - 1), 0);
        play(driver, orders);
        for (int name = 0; name < 2; name++) {
            driver.event.openPrint(name, CALENDAR.openNanos(day), FixedPoint.parse(name == 0 ? "10" : "20"), 0);
            play(driver, () -> {});
        }
        driver.event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
        play(driver, () -> {});
    }

    private static void play(BrokerDriver driver, Runnable decisions) {
        if (driver.broker.opensBefore(driver.event)) {
            driver.broker.open();
        }
        driver.play(decisions);
    }

    private static void order(BrokerDriver driver, int name, Side side, long shares, int number) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, OrderRef.of(DAY, number, 0), name, 0, number);
        intent.side = side;
        intent.quantity = shares;
        intent.timeInForce = TimeInForce.AT_THE_OPEN;
        driver.broker.submit(intent, driver.event.eventNanos);
    }
}
