package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Corporate actions over a position that is held over the night while its stop works at the broker, each computed by hand. The
 * stage's ledger and the broker's are compared on each event by the driver.
 */
class HolderActionsTest {
    private static final double ATR = 5;

    private static RiskDriver driver(String... assignments) {
        String[] all = new String[assignments.length + 1];
        System.arraycopy(assignments, 0, all, 1, assignments.length);
        all[0] = "broker.commission.plan=none";
        return new RiskDriver(all);
    }

    /** Bought at 100, with a stop so far away that the risk of 2,000 buys the shares, and a target; the last price is given. */
    private static RiskDriver overNight(double distance, double target, double last) {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, 0, 100 - distance, target).bar(100, 101, 99, 100);
        return driver.bar(100, last + 1, 99, last).close();
    }

    private static long equityE8(RiskDriver driver) {
        return driver.risk.ledger().equityE8();
    }

    private static long cashE8(RiskDriver driver) {
        return driver.risk.ledger().cashE8();
    }

    @Test
    void shouldDoubleSharesAndHalveStopAndTargetWhenOneShareBecomesTwo() {
        RiskDriver driver = overNight(5, 120, 100);
        assertEquals(List.of("STOP SELL 400 stop 95.00", "TARGET SELL 400 limit 120.00"), driver.working());
        long equityE8 = equityE8(driver);
        driver.split(2, 1);
        assertEquals(800, driver.position());
        assertEquals(List.of("STOP SELL 800 stop 47.50", "TARGET SELL 800 limit 60.00"), driver.working());
        assertEquals(equityE8, equityE8(driver));
    }

    /** 101 shares at a last price of 101.01: 151 shares, and half a new one, of 67.34, in cash. */
    @Test
    void shouldPayHalfAShareWhenTwoSharesBecomeThree() {
        RiskDriver driver = overNight(19.8, 150, 101.01);
        assertEquals(101, driver.position());
        long cashE8 = cashE8(driver);
        long equityE8 = equityE8(driver);
        driver.split(3, 2);
        assertEquals(151, driver.position());
        assertEquals(RiskDriver.e8(33.67), cashE8(driver) - cashE8);
        assertEquals(equityE8, equityE8(driver));
        // 80.20 / 1.5 is 53.4666...: the nearest tick.
        assertEquals(List.of("STOP SELL 151 stop 53.47", "TARGET SELL 151 limit 100.00"), driver.working());
    }

    /** 405 shares at 100: 40 shares, and half a new one, of 1,000, in cash. */
    @Test
    void shouldPayTheFractionWhenTenSharesBecomeOne() {
        RiskDriver driver = overNight(4.93, 120, 100);
        assertEquals(405, driver.position());
        long cashE8 = cashE8(driver);
        driver.split(1, 10);
        assertEquals(40, driver.position());
        assertEquals(RiskDriver.e8(500), cashE8(driver) - cashE8);
        assertEquals(List.of("STOP SELL 40 stop 950.70", "TARGET SELL 40 limit 1200.00"), driver.working());
    }

    @Test
    void shouldPayThePositionAndCancelItsOrdersWhenNotAShareIsLeft() {
        RiskDriver driver = overNight(99, 120, 100);
        assertEquals(20, driver.position());
        long equityE8 = equityE8(driver);
        driver.split(1, 50);
        assertEquals(0, driver.position());
        assertEquals(List.of(), driver.working());
        assertEquals(equityE8, cashE8(driver));
        assertTrue(driver.risk.skips().isIdle());
        driver.signal(SignalKind.ENTER_LONG, 250).bar(5000, 5001, 4999, 5000).bar(5000, 5001, 4999, 5000);
        assertEquals(8, driver.position());
    }

    @Test
    void shouldPayADividendOnWhatIsHeldAndLeaveStopAndShares() {
        RiskDriver driver = overNight(5, 120, 100);
        long cashE8 = cashE8(driver);
        driver.pays(CorporateAction.DIVIDEND, 0.31);
        assertEquals(RiskDriver.e8(124), cashE8(driver) - cashE8);
        assertEquals(400, driver.position());
        assertEquals(List.of("STOP SELL 400 stop 95.00", "TARGET SELL 400 limit 120.00"), driver.working());
    }

    @Test
    void shouldPayTheDividendOnNewSharesWhenBothAreOnOneDay() {
        RiskDriver driver = overNight(5, 120, 100);
        long cashE8 = cashE8(driver);
        driver.split(2, 1).pays(CorporateAction.DIVIDEND, 0.25);
        assertEquals(RiskDriver.e8(200), cashE8(driver) - cashE8);
    }

    @Test
    void shouldChargeADividendToAShortPosition() {
        RiskDriver driver = driver("risk.allow-short=true");
        driver.signal(SignalKind.ENTER_SHORT, ATR).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100).close();
        long cashE8 = cashE8(driver);
        driver.pays(CorporateAction.DIVIDEND, 0.31);
        assertEquals(RiskDriver.e8(-124), cashE8(driver) - cashE8);
    }

    @Test
    void shouldPayADelistedPositionAndCancelItsOrders() {
        RiskDriver driver = overNight(5, 120, 100);
        long cashE8 = cashE8(driver);
        driver.pays(CorporateAction.DELISTING, 12.5);
        assertEquals(RiskDriver.e8(5000), cashE8(driver) - cashE8);
        assertEquals(0, driver.position());
        assertEquals(List.of(), driver.working());
        assertTrue(driver.risk.skips().isIdle());
    }

    /** The open of 46 is beyond the stop of 47.50: 800 shares are sold at 46, not at the stop. */
    @Test
    void shouldSellAtTheOpenWhenItGapsThroughTheStopOfNewShares() {
        RiskDriver driver = overNight(5, 120, 100).split(2, 1);
        long cashE8 = cashE8(driver);
        driver.bar(46, 47, 45, 46);
        assertEquals(0, driver.position());
        assertEquals(RiskDriver.e8(36_800), cashE8(driver) - cashE8);
        assertEquals(List.of(), driver.working());
    }

    /** At old prices it would have been far below the stop of 95. */
    @Test
    void shouldNotSellWhenTheNewPriceIsAboveTheStopOfNewShares() {
        RiskDriver driver = overNight(5, 120, 100).split(2, 1).bar(50, 51, 48, 50);
        assertEquals(800, driver.position());
        long cashE8 = cashE8(driver);
        driver.bar(50, 50, 47, 47.2);
        assertEquals(0, driver.position());
        assertEquals(RiskDriver.e8(38_000), cashE8(driver) - cashE8);
    }

    @Test
    void shouldMirrorAllOfItForAShortPosition() {
        RiskDriver driver = driver("risk.allow-short=true");
        driver.signal(SignalKind.ENTER_SHORT, 19.8).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 101.01).close();
        long cashE8 = cashE8(driver);
        driver.split(3, 2);
        assertEquals(-151, driver.position());
        // Half a share is bought back.
        assertEquals(RiskDriver.e8(-33.67), cashE8(driver) - cashE8);
        // 119.80 / 1.5 is 79.8666...
        assertEquals(List.of("STOP BUY 151 stop 79.87"), driver.working());
    }

    /** An average range of 2.50 on new shares: 53 less 2.50. */
    @Test
    void shouldTrailTheStopOnFromWhereTheSplitHasPutIt() {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, ATR).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100).close().split(2, 1);
        driver.signal(SignalKind.HOLD, ATR / 2).bar(50, 53, 49, 53);
        assertEquals(List.of("STOP SELL 800 stop 50.50"), driver.working());
        driver.signal(SignalKind.HOLD, ATR / 2).bar(53, 53, 51, 52);
        assertEquals(List.of("STOP SELL 800 stop 50.50"), driver.working());
    }

    /** The best price of 110 is 55 of a new share: 55 less an average range of 2.50. */
    @Test
    void shouldHangAChandelierFromTheBestPriceOfNewShares() {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 1), 0, 0)
                .bar(100, 101, 99, 100);
        driver.bar(100, 110, 99, 108).close().split(2, 1);
        driver.signal(SignalKind.HOLD, ATR / 2).bar(54, 54, 53, 54);
        assertEquals(List.of("STOP SELL 800 stop 52.50"), driver.working());
    }

    /** A distance of 4 is one of 2 on new shares: 56 less 2. */
    @Test
    void shouldDivideADistanceInMoney() {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withStop(Terms.Stop.PRICE, 4), 0, 0)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100).close().split(2, 1);
        driver.bar(50, 56, 49, 56);
        assertEquals("STOP SELL 1000 stop 54.00", driver.working().get(0));
    }

    @Test
    void shouldSplitAnEntryThatWaitsForTheAuctionWithItsStop() {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withEntry(Terms.Entry.AT_THE_OPEN), 0, 0)
                .bar(100, 101, 99, 100);
        driver.close().split(2, 1);
        assertEquals(List.of("ENTRY BUY 800", "STOP SELL 800 stop 47.50"), driver.working());
        driver.bar(50, 51, 49, 50);
        assertEquals(800, driver.position());
        assertEquals(List.of("STOP SELL 800 stop 47.50"), driver.working());
    }

    /** An order of the last close for the next day, at a limit of 90 of an old share. */
    @Test
    void shouldSplitTheLimitOfAnEntry() {
        RiskDriver driver = driver();
        driver.nanos = RiskDriver.CALENDAR.closeNanos(RiskDriver.DAY) - 300_000_000_000L;
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withEntry(Terms.Entry.LIMIT), 90.01, 0)
                .bar(100, 101, 99, 100);
        driver.close();
        assertEquals("ENTRY BUY 400 limit 90.01", driver.working().get(0));
        driver.split(3, 2);
        // 60.00666..., and 85.01 / 1.5 = 56.67333...
        assertEquals(List.of("ENTRY BUY 600 limit 60.01", "STOP SELL 600 stop 56.67"), driver.working());
    }

    /** Stop 96 and target 110 of an old share; the open of 50 sizes it: as many as the equity pays. */
    @Test
    void shouldSplitAnEntryThatWaitsForTheOpenToBeSized() {
        RiskDriver driver = driver("risk.size-at=open", "broker.fill-on=cause");
        driver.signal(SignalKind.ENTER_LONG, 0, 96, 110).bar(100, 101, 99, 100);
        driver.close().split(2, 1).bar(50, 51, 49, 50);
        assertEquals(1000, driver.position());
        assertEquals(List.of("STOP SELL 1000 stop 48.00", "TARGET SELL 1000 limit 55.00"), driver.working());
    }

    @Test
    void shouldAskForAnExitOfAllNewShares() {
        RiskDriver driver = driver();
        driver.signal(SignalKind.ENTER_LONG, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        driver.nanos = RiskDriver.CALENDAR.closeNanos(RiskDriver.DAY) - 300_000_000_000L;
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100).close().split(2, 1);
        assertEquals(List.of("STOP SELL 800 stop 47.50", "EXIT SELL 800"), driver.working());
        driver.bar(50, 51, 49, 50);
        assertEquals(0, driver.position());
        assertEquals(List.of(), driver.working());
    }

    @Test
    void shouldTakeAReportOfNewSharesForWhatWasAskedForInOldOnes() {
        long ref = OrderRef.of(RiskDriver.DAY, 7, 0);
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        event.sessionDay = RiskDriver.DAY;
        SentOrders sent = new SentOrders();
        sent.adopt(0, ref, Side.SELL, 101);
        assertFalse(sent.agrees(event.order(EventType.ORDER_REPLACED, 0, 0, ref, 151, 0)));
        sent.onSplit(1, 3, 2);
        assertFalse(sent.agrees(event.order(EventType.ORDER_REPLACED, 0, 0, ref, 151, 0)));
        sent.onSplit(0, 3, 2);
        assertTrue(sent.agrees(event.order(EventType.ORDER_REPLACED, 0, 0, ref, 151, 0)));
        assertFalse(sent.agrees(event.order(EventType.ORDER_REPLACED, 0, 0, ref, 152, 0)));
    }
}
