package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries whose prices and sizes lie on the very bound of what is allowed. */
class EntryBoundsTest {
    private static final String LOTS_OF_30 = "instruments=[{ symbol = QQQ, lot = 30 }]";
    private static final String SCENE_LOTS_OF_10 =
            "instruments=[{ symbol = AAA, lot = 10, contract-id = 1 }, { symbol = BBB }]";
    private static final double ATR = 5;

    /** At 100. */
    @ParameterizedTest
    @CsvSource({
        "ENTER_LONG, 5, 100, 0, STOP_WRONG_SIDE",
        "ENTER_LONG, 5, 99.99, 0, ACCEPTED",
        "ENTER_LONG, 5, 100.01, 0, STOP_WRONG_SIDE",
        "ENTER_SHORT, 5, 100, 0, STOP_WRONG_SIDE",
        "ENTER_SHORT, 5, 100.01, 0, ACCEPTED",
        "ENTER_SHORT, 5, 99.99, 0, STOP_WRONG_SIDE",
        // A stop at nothing, which so many ranges below the price would be.
        "ENTER_LONG, 100, 0, 0, STOP_WRONG_SIDE",
        "ENTER_LONG, 99.99, 0, 0, ACCEPTED",
        "ENTER_LONG, 5, 0, 100, TARGET_WRONG_SIDE",
        "ENTER_LONG, 5, 0, 100.01, ACCEPTED",
        "ENTER_LONG, 5, 0, -1, TARGET_WRONG_SIDE",
        "ENTER_SHORT, 5, 0, 100, TARGET_WRONG_SIDE",
        "ENTER_SHORT, 5, 0, 99.99, ACCEPTED",
        "ENTER_SHORT, 5, 0, 0.01, ACCEPTED",
        "ENTER_SHORT, 5, 0, -0.01, TARGET_WRONG_SIDE"
    })
    void shouldKeepStopAndTargetOnTheirSides(SignalKind kind, double atr, double stop, double target, String outcome) {
        RiskDriver driver = new RiskDriver("risk.allow-short=true");
        driver.signal(kind, atr, stop, target).bar(100, 101, 99, 100);
        assertEquals(outcome, driver.decided.get(0));
    }

    /** A close between two ticks, whose stop is on one of them: half a cent is too close, and a cent and a half is not. */
    @ParameterizedTest
    @CsvSource({"100, STOP_TOO_CLOSE", "99.99, ACCEPTED"})
    void shouldKeepAStopACentAway(double stop, String outcome) {
        RiskDriver driver = new RiskDriver().signal(SignalKind.ENTER_LONG, ATR, stop, 0);
        driver.bar(100, 101, 99, 100.005);
        assertEquals(outcome, driver.decided.get(0));
    }

    @Test
    void shouldEnterAtTwoCentsWithAStopAtOne() {
        RiskDriver driver = new RiskDriver().signal(SignalKind.ENTER_LONG, ATR, 0.01, 0);
        driver.bar(0.02, 0.02, 0.02, 0.02);
        assertEquals("ACCEPTED", driver.decided.get(0));
    }

    /** Half of the position leaves at the first price, the rest at none. */
    @ParameterizedTest
    @CsvSource({
        "ENTER_LONG, 100, TARGET_WRONG_SIDE",
        "ENTER_LONG, 100.01, ACCEPTED",
        "ENTER_SHORT, 100, TARGET_WRONG_SIDE",
        "ENTER_SHORT, 99.99, ACCEPTED"
    })
    void shouldKeepTheTargetsOfPartsOnTheirSide(SignalKind kind, double target, String outcome) {
        RiskDriver driver = new RiskDriver(2, "risk.allow-short=true");
        driver.signal(kind, ATR)
                .on(Terms.STANDARD.withParts(Parts.ONE.with(0.5)), 0, 0)
                .parts(0, target)
                .bar(100, 101, 99, 100);
        assertEquals(outcome, driver.decided.get(0));
    }

    // ---- reversals

    private static RiskDriver reverse(RiskDriver driver, SignalKind kind) {
        driver.decided.clear();
        return driver.signal(kind, ATR).on(Terms.STANDARD.reversing(), 0, 0).bar(100, 101, 99, 100);
    }

    private static RiskDriver held(SignalKind kind, String... assignments) {
        RiskDriver driver = new RiskDriver(assignments);
        driver.signal(kind, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(kind == SignalKind.ENTER_LONG ? 400 : -400, driver.position());
        return driver;
    }

    @Test
    void shouldNotReverseIntoAShortThatIsNotAllowed() {
        RiskDriver driver = reverse(held(SignalKind.ENTER_LONG), SignalKind.ENTER_SHORT);
        assertEquals(List.of("IN_POSITION"), driver.decided);
        assertEquals(400, driver.position());
    }

    @ParameterizedTest
    @CsvSource({"ENTER_LONG", "ENTER_SHORT"})
    void shouldEnterAtOnceWhereThereIsNothingToReverse(SignalKind kind) {
        RiskDriver driver = reverse(new RiskDriver("risk.allow-short=true"), kind);
        assertEquals(List.of("ACCEPTED", "PLACE ENTRY", "PLACE STOP"), driver.decided);
    }

    @ParameterizedTest
    @CsvSource({"ENTER_LONG", "ENTER_SHORT"})
    void shouldNotReverseIntoTheSameSide(SignalKind kind) {
        RiskDriver driver = reverse(held(kind, "risk.allow-short=true"), kind);
        assertEquals(List.of("IN_POSITION"), driver.decided);
    }

    /** A long position is covered where shorts are not allowed, too. */
    @Test
    void shouldReverseIntoALong() {
        RiskDriver driver = reverse(held(SignalKind.ENTER_SHORT, "risk.allow-short=true"), SignalKind.ENTER_LONG);
        assertEquals(List.of("REVERSING", "PLACE EXIT"), driver.decided);
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertTrue(driver.position() > 390, driver.position() + " shares");
    }

    /** The exit of the bar before works still. */
    @Test
    void shouldNotLeaveTwiceOnAReversal() {
        RiskDriver driver = held(SignalKind.ENTER_LONG, "risk.allow-short=true");
        driver.decided.clear();
        driver.decide(SignalKind.EXIT, ATR);
        driver.signal(SignalKind.ENTER_SHORT, ATR).on(Terms.STANDARD.reversing(), 0, 0);
        driver.trade(100, 1_000);
        assertEquals(1, Collections.frequency(driver.decided, "PLACE EXIT"), driver.decided.toString());
        assertTrue(driver.decided.contains("REVERSING"), driver.decided.toString());
    }

    /** Two halves are held of four that could be. */
    @Test
    void shouldLeaveOnlyThePartsThatAreHeldOnAReversal() {
        RiskDriver driver = new RiskDriver(4, "risk.allow-short=true");
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withParts(Parts.ONE.with(0.5)), 0, 0)
                .parts(0, 150)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
        reverse(driver, SignalKind.ENTER_SHORT);
        assertEquals(List.of("REVERSING", "PLACE EXIT", "PLACE EXIT"), driver.decided);
    }

    // ---- further units

    private static RiskDriver unit(String... assignments) {
        RiskDriver driver = new RiskDriver(3, assignments);
        Terms units = Terms.STANDARD.withStop(Terms.Stop.FIXED, 0).withParts(Parts.units(3));
        driver.signal(SignalKind.ENTER_LONG, ATR).on(units, 0, 0).parts(1).bar(100, 101, 99, 100);
        return driver.bar(100, 101, 99, 100);
    }

    /** Long at 100, each unit a point on. */
    @ParameterizedTest
    @CsvSource({"100.99, 100", "101, 200"})
    void shouldAddAUnitAtTheVeryStep(double close, long shares) {
        RiskDriver driver = unit("risk.size { by = shares, shares = 100 }");
        driver.bar(100, close, 100, close).bar(close, close, close, close);
        assertEquals(shares, driver.position());
    }

    /**
     * Ten below 101.50 would be farther away than the first unit's stop at 95: 2,011.96 at a distance of 6.50 are 309 shares
     * more.
     */
    @Test
    void shouldSizeAUnitByTheNearestStopOfAll() {
        RiskDriver driver = unit("broker.commission.plan=none");
        assertEquals(400, driver.position());
        driver.signal(SignalKind.HOLD, 10).bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(709, driver.position());
    }

    // ---- lots

    /** 900 shares are 30 lots; at 101.50 the equity of 101,350 pays 998 shares, of which 98 are left: three lots. */
    @Test
    void shouldLimitAllUnitsTogetherToWholeLots() {
        RiskDriver driver = unit(
                LOTS_OF_30,
                "risk.account=off",
                "risk.leverage=1",
                "broker.commission.plan=none",
                "risk.size { by = shares, shares = 900 }");
        assertEquals(900, driver.position());
        driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(990, driver.position());
    }

    /** 4,550 are 45 shares at 100, which are four lots. */
    @Test
    void shouldCutASizeByTheRulesToWholeLots() {
        LimitScene scene = new LimitScene(SCENE_LOTS_OF_10, "positions.value-max=4550");
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        assertEquals(40, scene.last(Purpose.ENTRY).quantity);
    }

    /** 400 shares at 100 leave room for 55,500 less 40,000, which are 155 shares: 15 lots. */
    @Test
    void shouldGiveTheRoomThatIsLeftInWholeLots() {
        LimitScene scene = new LimitScene(SCENE_LOTS_OF_10, "leverage=0.555");
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 95));
        assertEquals(150, scene.last(Purpose.ENTRY).quantity);
    }

    /** A third of 100 shares is one lot of 30, and the rest is what is left. */
    @Test
    void shouldSplitAnEntryIntoWholeLots() {
        RiskDriver driver = new RiskDriver(2, LOTS_OF_30, "risk.size { by = shares, shares = 125 }");
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(Terms.STANDARD.withParts(Parts.ONE.with(0.33)), 0, 0)
                .parts(0, 110)
                .bar(100, 101, 99, 100);
        assertEquals(
                List.of(
                        "ENTRY BUY 30",
                        "STOP SELL 30 stop 95.00",
                        "TARGET SELL 30 limit 110.00",
                        "ENTRY BUY 90",
                        "STOP SELL 90 stop 95.00"),
                driver.working());
    }

    // ---- what an operator does

    /** Shares that are taken over are no round trip, and more of them none either; what they lose at their end is one. */
    @Test
    void shouldCountTheEndOfATakenOverPositionAlone() {
        LimitScene scene = new LimitScene("limits.loss.streak=1");
        scene.bar(0, 100).bar(1, 50);
        scene.adopt(0, 100, 100).adopt(0, 50, 100).adopt(0, -50, 90);
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 45));
        scene.fill(Purpose.ENTRY, 50).fill(Purpose.STOP, 50);
        scene.adopt(0, -100, 90);
        assertEquals(Outcome.LOSING_STREAK, scene.enter(1, 50, 45));
        scene.command(Operator.RESUME);
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 45));
        assertFalse(scene.risk.trading().latched());
    }
}
