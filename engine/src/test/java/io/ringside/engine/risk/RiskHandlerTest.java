package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equity 100,000 at a risk of 2 %: with a stop of 5 below the price that is 400 shares. */
class RiskHandlerTest {
    private static final double ATR = 5;
    private static final List<String> FLAT = List.of();

    private static RiskDriver longOf400(String... assignments) {
        return new RiskDriver(assignments).signal(SignalKind.ENTER_LONG, ATR).bar(100, 101, 99, 100);
    }

    @Test
    void shouldAttachAStopToAnEntry() {
        RiskDriver driver = longOf400();
        assertEquals(List.of("ENTRY BUY 400", "STOP SELL 400 stop 95.00"), driver.working());
        driver.bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
        assertEquals(List.of("STOP SELL 400 stop 95.00"), driver.working());
    }

    @Test
    void shouldTrailAStopAndNeverLoosenIt() {
        RiskDriver driver = longOf400();
        driver.signal(SignalKind.HOLD, ATR).bar(100, 103, 99, 102);
        assertEquals(List.of("STOP SELL 400 stop 97.00"), driver.working());
        driver.signal(SignalKind.HOLD, ATR).bar(102, 103, 99, 100);
        assertEquals(List.of("STOP SELL 400 stop 97.00"), driver.working());
    }

    @Test
    void shouldRefuseAShortEntryUnlessAllowed() {
        RiskDriver driver = new RiskDriver().signal(SignalKind.ENTER_SHORT, ATR).bar(100, 101, 99, 100);
        assertEquals(List.of("SHORT_NOT_ALLOWED"), driver.decided);
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldProtectAShortPositionFromAboveAndTrailItsStopDown() {
        RiskDriver driver = new RiskDriver("risk.allow-short=true")
                .signal(SignalKind.ENTER_SHORT, ATR)
                .bar(100, 101, 99, 100);
        assertEquals(List.of("ENTRY SELL 400", "STOP BUY 400 stop 105.00"), driver.working());
        driver.signal(SignalKind.HOLD, ATR).bar(100, 101, 97, 98);
        assertEquals(-400, driver.position());
        assertEquals(List.of("STOP BUY 400 stop 103.00"), driver.working());
        driver.bar(98, 104, 98, 104);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveAShortPositionWhenTheStrategyDoes() {
        RiskDriver driver = new RiskDriver("risk.allow-short=true")
                .signal(SignalKind.ENTER_SHORT, ATR)
                .bar(100, 101, 99, 100);
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100);
        driver.signal(SignalKind.EXIT_SHORT, ATR).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
        assertTrue(driver.decided.contains("NO_POSITION"), driver.decided.toString());
    }

    @Test
    void shouldTakeTheStrategysOwnStopAndTarget() {
        RiskDriver driver =
                new RiskDriver().signal(SignalKind.ENTER_LONG, 0, 96.004, 110).bar(100, 101, 99, 100);
        assertEquals(
                List.of("ENTRY BUY 500", "STOP SELL 500 stop 96.00", "TARGET SELL 500 limit 110.00"), driver.working());
        driver.bar(100, 101, 99, 100).bar(100, 111, 100, 110);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldKeepTheStrategysOwnStopAndTargetWhereTheSizeWaitsForTheOpen() {
        RiskDriver driver = new RiskDriver("risk.size-at=open", "broker.fill-on=cause");
        driver.signal(SignalKind.ENTER_LONG, 0, 96, 110).bar(100, 101, 99, 100);
        driver.bar(101, 102, 100, 101);
        assertEquals(400, driver.position());
        assertEquals(List.of("STOP SELL 400 stop 96.00", "TARGET SELL 400 limit 110.00"), driver.working());
    }

    @Test
    void shouldRefuseAnEntryWhoseTargetTheMarketHasPassed() {
        RiskDriver driver =
                new RiskDriver().signal(SignalKind.ENTER_LONG, 0, 96, 100).bar(100, 101, 99, 100);
        assertEquals(List.of("TARGET_WRONG_SIDE"), driver.decided);
    }

    @Test
    void shouldEnterAgainAfterATarget() {
        RiskDriver driver =
                new RiskDriver().signal(SignalKind.ENTER_LONG, 0, 96, 104).bar(100, 101, 99, 100);
        driver.bar(100, 105, 99, 104);
        assertEquals(0, driver.position());
        driver.signal(SignalKind.ENTER_LONG, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertTrue(driver.position() > 0);
        assertEquals(1, driver.working().size());
    }

    @Test
    void shouldCoverTheExecutedPartOfAnEntryThatIsOverAtTheClose() {
        RiskDriver driver = longOf400("broker.participation=0.1").bar(100, 101, 99, 100, 1000);
        assertEquals(100, driver.position());
        assertEquals(List.of("ENTRY BUY 300", "STOP SELL 400 stop 95.00"), driver.working());
        driver.close();
        assertEquals(List.of("STOP SELL 100 stop 95.00"), driver.working());
        driver.bar(94, 95, 93, 94);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldCancelTheRestOfAnEntryOnceItsStopIsMet() {
        RiskDriver driver = longOf400("broker.participation=0.1").bar(100, 101, 99, 100, 1000);
        driver.bar(94, 94.5, 93, 94, 10_000).bar(94, 95, 93, 94, 10_000).bar(94, 95, 93, 94, 10_000);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldCancelTheRestOfAnEntryOnceItsTargetIsMet() {
        RiskDriver driver = new RiskDriver("broker.participation=0.1").signal(SignalKind.ENTER_LONG, 0, 95, 104);
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100, 1000);
        assertEquals(100, driver.position());
        driver.bar(105, 105, 105, 105, 1100);
        driver.bar(105, 106, 104, 105).bar(105, 106, 104, 105);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveAllOfAPositionWhoseEntryIsStillOpen() {
        RiskDriver driver = longOf400("broker.participation=0.1");
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100, 1000);
        assertEquals(100, driver.position());
        driver.bar(100, 101, 99, 100, 10_000);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveWhatCameInWhileTheCancellationWasUnderWay() {
        RiskDriver driver = longOf400("broker.participation=0.1", "broker.latency-events=2");
        driver.bar(100, 101, 99, 100, 1000);
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100, 1000);
        for (int i = 0; i < 8; i++) {
            driver.bar(100, 101, 99, 100, 1000);
        }
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldNotLeaveBesideAStopThatIsExecuting() {
        RiskDriver driver = longOf400("broker.participation=0.1").bar(100, 101, 99, 100, 4000);
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(94, 95, 93, 94, 1000);
        assertEquals("ORDER_WORKING", driver.decided.get(driver.decided.size() - 1));
        assertEquals(List.of("STOP SELL 300 stop 95.00"), driver.working());
    }

    @Test
    void shouldPlaceAnExitAgainThatIsOverAtTheClose() {
        RiskDriver driver = longOf400("broker.participation=0.1").bar(100, 101, 99, 100, 4000);
        assertEquals(400, driver.position());
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100, 0);
        driver.bar(100, 101, 99, 100, 1000);
        assertEquals(300, driver.position());
        assertEquals(List.of("STOP SELL 300 stop 95.00", "EXIT SELL 300"), driver.working());
        driver.close();
        assertEquals(List.of("STOP SELL 300 stop 95.00", "EXIT SELL 300"), driver.working());
        driver.bar(100, 101, 99, 100, 1000).bar(100, 101, 99, 100, 9000);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldCallOffAnEntryThatTheStrategyLeavesBeforeItFills() {
        RiskDriver driver = longOf400("broker.participation=0.1");
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100, 0);
        assertTrue(driver.decided.contains("ENTRY_CALLED_OFF"), driver.decided.toString());
        driver.bar(100, 101, 99, 100, 10_000);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveAtOnceWhatFilledOfAnEntryThatWasCalledOff() {
        RiskDriver driver = longOf400("broker.participation=0.1", "broker.latency-events=1");
        driver.signal(SignalKind.EXIT_LONG, ATR).bar(100, 101, 99, 100, 0);
        driver.bar(100, 101, 99, 100, 1000);
        driver.bar(100, 101, 99, 100, 10_000).bar(100, 101, 99, 100, 10_000);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveAPositionWhoseStopIsRefused() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.report(EventType.ORDER_REJECTED, stop, 0);
        assertEquals(List.of("STOP SELL 400 stop 95.00", "FLATTEN SELL 400"), driver.working());
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
    }

    @Test
    void shouldKeepAStopOfWhichOnlyAChangeIsRefused() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        int before = driver.intents;
        driver.report(EventType.ORDER_REJECTED, driver.working(OrderType.STOP).terms().orderRef, 400);
        assertEquals(before, driver.intents);
        driver.signal(SignalKind.HOLD, ATR).bar(102, 103, 101, 102);
        assertEquals(List.of("STOP SELL 400 stop 97.00"), driver.working());
    }

    @Test
    void shouldPlaceALostStopAgainButNotForEver() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        for (int i = 0; i < 10; i++) {
            long last = driver.broker
                    .workingOrders(0)
                    .get(driver.working().size() - 1)
                    .terms()
                    .orderRef;
            driver.report(EventType.ORDER_CANCELLED, last, 0);
        }
        assertEquals(1 + 3, driver.working().size());
        driver.signal(SignalKind.HOLD, ATR).bar(100, 101, 99, 100);
        assertEquals(1 + 4, driver.working().size());
    }

    @Test
    void shouldMendAStopThatTheBrokerWorksWithAnotherQuantity() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.report(EventType.ORDER_REPLACED, stop, 300);
        assertEquals("MODIFY STOP", driver.decided.get(driver.decided.size() - 1));
        int before = driver.intents;
        driver.report(EventType.ORDER_REPLACED, stop, 300);
        assertEquals(before, driver.intents);
    }

    @Test
    void shouldCancelAStopThatOutlivesItsPosition() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.fill(driver.exit(), Side.SELL, 400, 100, 0);
        driver.report(EventType.ORDER_REPLACED, stop, 100);
        assertEquals("CANCEL", driver.decided.get(driver.decided.size() - 1));
        assertNull(driver.working(OrderType.STOP));
    }

    @Test
    void shouldNotEnterWhileAnOrderOfTheLastPositionWorks() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        driver.fill(driver.exit(), Side.SELL, 400, 100, 0);
        driver.decide(SignalKind.ENTER_LONG, ATR);
        assertEquals(
                List.of("ORDER_WORKING", "CANCEL"),
                driver.decided.subList(driver.decided.size() - 2, driver.decided.size()));
    }

    @Test
    void shouldLeaveAPositionThatNobodyWanted() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.fill(driver.exit(), Side.SELL, 400, 100, 0);
        driver.fill(stop, Side.SELL, 400, 95, 0);
        assertEquals("PLACE FLATTEN", driver.decided.get(driver.decided.size() - 1));
    }

    @Test
    void shouldCancelWhatIsLeftOfAnOrderThatOpenedAPositionNobodyWanted() {
        RiskDriver driver = longOf400().bar(100, 101, 99, 100);
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.fill(driver.exit(), Side.SELL, 400, 100, 0);
        driver.fill(stop, Side.SELL, 100, 95, 300);
        assertEquals(
                List.of("CANCEL", "PLACE FLATTEN"),
                driver.decided.subList(driver.decided.size() - 2, driver.decided.size()));
    }

    @Test
    void shouldBookChargesWithoutAnOrder() {
        RiskDriver driver = longOf400("risk.leverage=4", "risk.fraction=0.1", "broker.interest.margin=0.05");
        driver.bar(100, 101, 99, 100).close();
        assertTrue(driver.risk.ledger().cashE8() < 0);
        assertNull(driver.working(OrderType.MARKET));
    }

    /**
     * The exit executes in the third bar, whose close is the first since: on the fifth bar's close two have closed before. Trades
     * are no bars.
     */
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void shouldEnterAgainAfterSoManyBars(int parts) {
        RiskDriver driver = new RiskDriver(parts, "risk.reentry-bars=2", "risk.size { by = shares, shares = 10 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(Terms.STANDARD, 0, 0).bar(100, 101, 99, 100);
        driver.signal(SignalKind.EXIT, ATR).bar(100, 101, 99, 100);
        for (int bar = 3; bar <= 5; bar++) {
            driver.decided.clear();
            driver.signal(SignalKind.ENTER_LONG, ATR).bar(100, 101, 99, 100);
            assertEquals(bar < 5 ? "REENTRY_TOO_SOON" : "ACCEPTED", driver.decided.get(0), "bar " + bar);
            for (int trade = 0; trade < 3 && bar < 5; trade++) {
                driver.signal(SignalKind.HOLD, ATR).trade(100, 1_000);
            }
        }
    }

    /** Half a range: the close of 102 takes the stop from 97.50 to 99.50. */
    @Test
    void shouldTrailAStopByTheMultipleOfTheSettings() {
        RiskDriver driver = longOf400("risk.atr-multiple=0.5", "risk.size { by = shares, shares = 400 }");
        assertEquals(List.of("ENTRY BUY 400", "STOP SELL 400 stop 97.50"), driver.working());
        driver.signal(SignalKind.HOLD, ATR).bar(100, 103, 99, 102);
        assertEquals(List.of("STOP SELL 400 stop 99.50"), driver.working());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldCallOffAnEntryThatWaits(boolean reversal) {
        String[] settings = {"risk.allow-short=true", "risk.size-at=" + (reversal ? "signal" : "open")};
        RiskDriver driver = new RiskDriver(settings);
        if (reversal) {
            driver.signal(SignalKind.ENTER_SHORT, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
            assertEquals(-400, driver.position());
            driver.signal(SignalKind.ENTER_LONG, ATR).on(Terms.STANDARD.reversing(), 0, 0);
            driver.trade(100, 1_000);
        } else {
            driver.decide(SignalKind.ENTER_LONG, ATR);
        }
        driver.decided.clear();
        driver.decide(SignalKind.EXIT_LONG, ATR);
        assertEquals(List.of("ENTRY_CALLED_OFF"), driver.decided);
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }
}
