package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions that are left in steps, or grow unit by unit: each part is an order with a stop of its own. */
class PartsTest {
    private static final double ATR = 5;
    private static final List<String> FLAT = List.of();
    private static final Terms HALF = Terms.STANDARD.withParts(Parts.ONE.with(0.5));
    private static final Terms THREE_UNITS =
            Terms.STANDARD.withStop(Terms.Stop.FIXED, 0).withParts(Parts.units(3));

    private static RiskDriver inSteps(Terms terms, SignalKind kind, double target, double... parts) {
        RiskDriver driver = new RiskDriver(4, "risk.allow-short=true", "risk.size { by = shares, shares = 100 }");
        driver.signal(kind, ATR, 0, target).on(terms, 0, 0).parts(0, parts).bar(100, 101, 99, 100);
        return driver.bar(100, 101, 99, 100);
    }

    /** Long at 100 with a stop at 95, one more unit at each close a point on. */
    private static RiskDriver inUnits() {
        RiskDriver driver = new RiskDriver(3, "risk.allow-short=true", "risk.size { by = shares, shares = 100 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(1).bar(100, 101, 99, 100);
        return driver.bar(100, 101, 99, 100);
    }

    @Test
    void shouldScaleOutOfAShort() {
        RiskDriver driver = inSteps(HALF, SignalKind.ENTER_SHORT, 92, 96);
        assertEquals(-100, driver.position());
        assertEquals(
                List.of(
                        "STOP BUY 50 stop 105.00",
                        "TARGET BUY 50 limit 96.00",
                        "STOP BUY 50 stop 105.00",
                        "TARGET BUY 50 limit 92.00"),
                driver.working());
        driver.bar(97, 97, 95, 96);
        assertEquals(-50, driver.position());
        // The stop of what is left follows the close, as it would of a whole position.
        assertEquals(List.of("STOP BUY 50 stop 101.00", "TARGET BUY 50 limit 92.00"), driver.working());
        driver.bar(93, 93, 91, 92);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveWithTheRestWhatWouldBeLessThanAShare() {
        RiskDriver driver =
                inSteps(Terms.STANDARD.withParts(Parts.ONE.with(0.004).with(0.5)), SignalKind.ENTER_LONG, 0, 103, 106);
        assertEquals(100, driver.position());
        assertEquals(
                List.of("STOP SELL 50 stop 95.00", "TARGET SELL 50 limit 106.00", "STOP SELL 50 stop 95.00"),
                driver.working());
        assertEquals(2, Collections.frequency(driver.decided, "PLACE ENTRY"));
    }

    @Test
    void shouldEnterNothingWhereThePriceOfAPartIsOnTheWrongSide() {
        RiskDriver driver = inSteps(HALF, SignalKind.ENTER_LONG, 0, 99);
        assertEquals(0, driver.position());
        assertEquals(List.of("TARGET_WRONG_SIDE"), driver.decided);
    }

    @Test
    void shouldEnterNothingWhereTheStepOfItsUnitsIsNone() {
        for (double none : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            RiskDriver driver = new RiskDriver(3, "risk.size { by = shares, shares = 100 }");
            driver.signal(SignalKind.ENTER_LONG, ATR)
                    .on(THREE_UNITS, 0, 0)
                    .parts(none)
                    .bar(100, 101, 99, 100);
            assertEquals(List.of("NO_PRICE"), driver.decided);
        }
    }

    @Test
    void shouldAddAUnitAtEachStepAndLetAllStopsGoWithTheNearest() {
        RiskDriver driver = inUnits();
        assertEquals(List.of("STOP SELL 100 stop 95.00"), driver.working());
        driver.bar(100, 101.5, 100, 101.5);
        driver.bar(101.5, 101.5, 101, 101.5);
        assertEquals(200, driver.position());
        assertEquals(List.of("STOP SELL 100 stop 96.50", "STOP SELL 100 stop 96.50"), driver.working());
        // Less than a step beyond the second one's price.
        driver.bar(101.5, 102.4, 101, 102.4).bar(102.4, 102.4, 102, 102.4);
        assertEquals(200, driver.position());
        driver.bar(102.4, 103, 102, 103).bar(103, 103, 102, 103);
        assertEquals(300, driver.position());
        // There are no more than three of them.
        driver.bar(103, 110, 103, 110).bar(110, 110, 109, 110);
        assertEquals(300, driver.position());
        driver.bar(98, 98, 90, 91);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    /** Also where another strategy's kind of position may have more parts. */
    @Test
    void shouldAddNoMoreUnitsThanAreAskedFor() {
        RiskDriver driver = new RiskDriver(4, "risk.allow-short=true", "risk.size { by = shares, shares = 100 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(1).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        for (double price = 102; price < 112; price += 2) {
            driver.bar(price - 2, price, price - 2, price);
        }
        driver.bar(112, 112, 112, 112);
        assertEquals(300, driver.position());
    }

    /** The second unit has been there for one bar only, and the close of that bar would be far enough for a third. */
    @Test
    void shouldLeaveAllUnitsWhenTheBarsOfTheFirstAreOver() {
        RiskDriver driver = new RiskDriver(3, "risk.size { by = shares, shares = 100 }");
        Terms threeBars = THREE_UNITS.withHold(3, 0);
        driver.signal(SignalKind.ENTER_LONG, ATR).on(threeBars, 0, 0).parts(1).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        driver.bar(100, 101.5, 100, 101.5);
        assertEquals(100, driver.position());
        driver.bar(101.5, 103, 101.5, 103);
        assertEquals(200, driver.position());
        driver.decided.clear();
        driver.bar(103, 104, 103, 104);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
        driver.bar(104, 106, 104, 106).bar(106, 106, 105, 106);
        assertEquals(0, driver.position());
        assertTrue(driver.decided.stream().noneMatch(what -> what.contains("ENTRY") || what.contains("WAITING")));
    }

    @Test
    void shouldTellWhatAUnitWasAskedForOn() {
        RiskDriver driver = inUnits();
        driver.bar(100, 101.5, 100, 101.5);
        assertEquals(List.of(new Unit(2, 3, false, 1, RiskDriver.e8(100), RiskDriver.e8(101.5))), driver.units);
        driver.bar(101.5, 102, 101, 102).bar(102, 103, 102, 103);
        // The second one was bought at 101.50.
        assertEquals(new Unit(3, 3, false, 1, RiskDriver.e8(101.5), RiskDriver.e8(103)), driver.units.get(1));
        assertEquals(2, driver.units.size());
    }

    /** Without a volatility a unit gets the stop that the first one has; where its size is made of one, there is no unit. */
    @Test
    void shouldGrowWithoutAVolatilityUnderTheStrategysOwnStop() {
        RiskDriver driver = new RiskDriver(3, "risk.size { by = shares, shares = 100 }");
        driver.signal(SignalKind.ENTER_LONG, 0, 94, 0)
                .on(THREE_UNITS, 0, 0)
                .parts(1)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(200, driver.position());
        assertEquals(List.of("STOP SELL 100 stop 94.00", "STOP SELL 100 stop 94.00"), driver.working());
        driver = new RiskDriver(3, "risk.size { by = volatility, share = 0.001 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(1).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        long unit = driver.position();
        driver.decided.clear();
        driver.signal(SignalKind.HOLD, 0).bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(unit, driver.position());
        assertTrue(driver.decided.contains("NO_VOLATILITY"), driver.decided.toString());
        driver.signal(SignalKind.HOLD, ATR).bar(101.5, 101.5, 101, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertTrue(driver.position() > unit, driver.decided.toString());
    }

    @Test
    void shouldLeaveAllUnitsOnAReversalAndGrowTheOtherWay() {
        RiskDriver driver = inUnits();
        driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(200, driver.position());
        driver.signal(SignalKind.ENTER_SHORT, ATR)
                .on(THREE_UNITS.reversing(), 0, 0)
                .parts(1)
                .bar(101.5, 101.5, 101, 101);
        driver.bar(101, 101, 100.5, 101).bar(101, 101, 100.5, 101);
        assertEquals(-100, driver.position());
        assertEquals(1, driver.working().size(), driver.working().toString());
        driver.bar(101, 101, 99, 99).bar(99, 99.5, 99, 99);
        assertEquals(-200, driver.position());
        assertTrue(driver.working().stream().allMatch(order -> order.startsWith("STOP BUY 100 stop 10")));
    }

    @Test
    void shouldNotGrowWhileHaltedAndGoOnAfterwards() {
        RiskDriver driver = inUnits();
        driver.command(Operator.HALT, 0);
        driver.decided.clear();
        driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(100, driver.position());
        assertTrue(driver.decided.contains("HALTED"), driver.decided.toString());
        assertEquals(List.of("STOP SELL 100 stop 95.00"), driver.working());
        driver.command(Operator.RESUME, 0);
        driver.bar(101.5, 101.6, 101, 101.5).bar(101.5, 101.6, 101, 101.5);
        assertEquals(200, driver.position());
    }

    @Test
    void shouldLeaveAllPartsAndEnterNothingMoreWhenKilled() {
        RiskDriver driver = inUnits();
        driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        driver.command(Operator.KILL, 0);
        driver.bar(101.5, 104, 101, 104).bar(104, 104, 103, 104);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(1).bar(104, 104, 103, 104);
        driver.bar(104, 104, 103, 104);
        assertEquals(0, driver.position());
    }

    @Test
    void shouldLeaveAllPartsWhenToldToFlatten() {
        for (RiskDriver driver : List.of(inUnits(), inSteps(HALF, SignalKind.ENTER_LONG, 0, 120))) {
            driver.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
            driver.command(Operator.FLATTEN, 0);
            driver.bar(101.5, 102, 101, 102).bar(102, 102, 101, 102);
            assertEquals(0, driver.position());
            assertEquals(FLAT, driver.working());
        }
    }

    @Test
    void shouldGoOnToGrowInTheNextSession() {
        RiskDriver before = inUnits();
        before.bar(100, 101.5, 100, 101.5).bar(101.5, 101.5, 101, 101.5);
        assertEquals(200, before.position());
        RiskDriver next = new RiskDriver(3, "risk.allow-short=true", "risk.size { by = shares, shares = 100 }");
        next.carry(before);
        assertEquals(200, next.risk.ledger().position(0));
        assertTrue(next.decideOnClose(102.4, ATR).isEmpty(), next.decided.toString());
        List<String> grown = next.decideOnClose(102.6, ATR);
        assertTrue(grown.contains("WAITING_FOR_OPEN") || grown.contains("PLACE ENTRY"), grown.toString());
    }

    @Test
    void shouldNotGrowWhatAnOperatorHasTakenOver() {
        RiskDriver driver = inUnits();
        driver.signal(SignalKind.EXIT, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        driver.adopt(0, 100, 100);
        driver.decided.clear();
        List<String> decided = driver.decideOnClose(103, ATR);
        assertTrue(
                decided.stream().noneMatch(what -> what.contains("ENTRY") || what.contains("WAITING")),
                () -> decided + " was decided");
    }

    /** Of two shares each half is one. */
    @Test
    void shouldLeaveWithASingleShareFirst() {
        RiskDriver driver = new RiskDriver(2, "risk.size { by = shares, shares = 2 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(HALF, 0, 0).parts(0, 110).bar(100, 101, 99, 100);
        assertEquals(
                List.of(
                        "ENTRY BUY 1",
                        "STOP SELL 1 stop 95.00",
                        "TARGET SELL 1 limit 110.00",
                        "ENTRY BUY 1",
                        "STOP SELL 1 stop 95.00"),
                driver.working());
    }

    /** The equity of 150 pays a single share, also where that is bought in units. */
    @Test
    void shouldLimitAUnitBesideASingleShare() {
        RiskDriver driver = new RiskDriver(
                3,
                "risk.equity=150",
                "risk.leverage=1",
                "risk.account=off",
                "broker.commission.plan=none",
                "risk.size { by = shares, shares = 1 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(1).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        assertEquals(1, driver.position());
        driver.decided.clear();
        driver.bar(100, 101.5, 100, 101.5);
        assertEquals(List.of("SIZE_ZERO"), driver.decided);
    }

    /** A share is four, twice halved: bought at 200, which is 50. */
    @ParameterizedTest
    @CsvSource({"50.49, 800", "50.50, 1000"})
    void shouldGrowByTheStepOfNewShares(double close, long shares) {
        RiskDriver driver = new RiskDriver(3, "broker.commission.plan=none", "risk.size { by = shares, shares = 200 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(THREE_UNITS, 0, 0).parts(2).bar(200, 201, 199, 200);
        driver.bar(200, 201, 199, 200).close();
        // The step of 2 is half a point now.
        driver.split(2, 1).split(2, 1);
        assertEquals(800, driver.position());
        driver.signal(SignalKind.HOLD, ATR / 4).bar(50, 50, 50, close).bar(close, close, close, close);
        assertEquals(shares, driver.position());
    }

    @Test
    void shouldCarryHowManyUnitsThereAre() {
        RiskDriver before = inUnits();
        before.bar(100, 101.5, 100, 101.5).bar(101.5, 103, 101, 103).bar(103, 103, 103, 103);
        assertEquals(300, before.position());
        assertEquals(
                1,
                before.risk.carried().stream()
                        .filter(part -> part.code() == Carried.UNITS)
                        .count());
        RiskDriver next = new RiskDriver(4, "risk.allow-short=true", "risk.size { by = shares, shares = 100 }");
        next.carry(before);
        assertEquals(300, next.risk.ledger().position(0));
        List<String> decided = next.decideOnClose(110, ATR);
        assertTrue(decided.stream().noneMatch(what -> what.contains("ENTRY") || what.contains("WAITING")));
    }

    /** The second unit has not executed. */
    @Test
    void shouldAddNoUnitWhileOneIsUnderWay() {
        RiskDriver driver = inUnits();
        assertEquals(List.of("ACCEPTED", "PLACE ENTRY", "PLACE STOP"), withoutStops(driver.decideOnClose(102, ATR)));
        assertEquals(List.of(), withoutStops(driver.decideOnClose(104, ATR)));
    }

    private static List<String> withoutStops(List<String> decided) {
        return decided.stream().filter(what -> !what.equals("MODIFY STOP")).toList();
    }

    @Test
    void shouldAddNoUnitWhileItLeaves() {
        RiskDriver driver = inUnits();
        driver.exit();
        assertEquals(List.of(), driver.decideOnClose(104, ATR));
    }

    @Test
    void shouldAddNoUnitWhileAStopIsExecuting() {
        RiskDriver driver = inUnits();
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.fill(stop, Side.SELL, 40, 95, 60);
        List<String> decided = driver.decideOnClose(104, ATR);
        assertTrue(decided.stream().noneMatch(what -> what.contains("ENTRY")), decided.toString());
    }

    /** Nor is it reversed: the stop leaves it. */
    @Test
    void shouldNotReverseWhileAStopIsExecuting() {
        RiskDriver driver = inUnits();
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.fill(stop, Side.SELL, 40, 95, 60);
        driver.decided.clear();
        driver.signal(SignalKind.ENTER_SHORT, ATR).on(THREE_UNITS.reversing(), 0, 0);
        driver.decideAsGiven();
        assertEquals("IN_POSITION", driver.decided.get(0));
    }

    /** An operator has turned it around: it is no longer the position that grew. */
    @Test
    void shouldNotGrowWhatAnOperatorHasTurnedAround() {
        RiskDriver driver = inUnits();
        driver.adopt(0, -200, 100);
        driver.decided.clear();
        List<String> decided = driver.decideOnClose(96, ATR);
        assertTrue(decided.stream().noneMatch(what -> what.contains("ENTRY")), decided.toString());
    }

    /** The second unit's entry is cancelled when the bars of the first are over; the first one is left. */
    @Test
    void shouldCancelAUnitThatIsUnderWayWhenTheBarsAreOver() {
        RiskDriver driver = new RiskDriver(3, "risk.size { by = shares, shares = 100 }");
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(THREE_UNITS.withHold(3, 0), 0, 0)
                .parts(1)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of("ACCEPTED", "PLACE ENTRY", "PLACE STOP"), withoutStops(driver.decideOnClose(102, ATR)));
        assertEquals(List.of("PLACE EXIT", "CANCEL"), withoutStops(driver.decideOnClose(102, ATR)));
        assertEquals(List.of(), withoutStops(driver.decideOnClose(102, ATR)));
    }

    /** Each part is held for its bars by itself. */
    @Test
    void shouldLeaveAllPartsWhenTheirBarsAreOver() {
        RiskDriver driver = inSteps(HALF.withHold(2, 0), SignalKind.ENTER_LONG, 0, 120);
        assertEquals(100, driver.position());
        driver.decided.clear();
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of("PLACE EXIT", "PLACE EXIT"), driver.decided);
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
    }

    /** Also where no strategy's positions have more parts. */
    @Test
    void shouldTrailTheStopsOfTwoParts() {
        RiskDriver driver = new RiskDriver(2, "risk.size { by = shares, shares = 100 }");
        driver.signal(SignalKind.ENTER_LONG, ATR).on(HALF, 0, 0).parts(0, 120).bar(100, 101, 99, 100);
        driver.bar(100, 103, 99, 103);
        assertEquals(
                List.of("STOP SELL 50 stop 98.00", "TARGET SELL 50 limit 120.00", "STOP SELL 50 stop 98.00"),
                driver.working());
    }

    /** Bars count, and trades do not. */
    @Test
    void shouldCountNoTradesAmongTheBarsOfParts() {
        RiskDriver driver = inSteps(HALF.withHold(3, 0), SignalKind.ENTER_LONG, 0, 120);
        driver.decided.clear();
        for (int trade = 0; trade < 5; trade++) {
            driver.signal(SignalKind.HOLD, ATR).trade(100, 1_000);
        }
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of(), driver.decided);
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of("PLACE EXIT", "PLACE EXIT"), driver.decided);
    }

    @Test
    void shouldGrowNothingFromNothing() {
        RiskDriver driver = inUnits();
        driver.signal(SignalKind.EXIT, ATR).bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        driver.decided.clear();
        driver.bar(100, 100, 90, 90).bar(90, 110, 90, 110).bar(110, 110, 110, 110);
        assertEquals(List.of(), driver.decided);
        assertEquals(0, driver.position());
    }

    /** The first half has left at its target: the exit is the other one's. */
    @Test
    void shouldLeaveWithThePartThatIsLeft() {
        RiskDriver driver = inSteps(HALF, SignalKind.ENTER_SHORT, 80, 96);
        driver.bar(97, 97, 95, 96);
        assertEquals(-50, driver.position());
        driver.decided.clear();
        driver.decide(SignalKind.EXIT, ATR);
        assertEquals(List.of("ACCEPTED", "PLACE EXIT"), driver.decided);
    }
}
