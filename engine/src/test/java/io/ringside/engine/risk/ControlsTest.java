package io.ringside.engine.risk;

import static io.ringside.engine.risk.LimitScene.BAR;
import static io.ringside.engine.risk.LimitScene.SECOND;
import static io.ringside.engine.risk.LimitScene.assertBoundary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The boundary of each limit: what lies just inside passes, what lies just outside is refused with the limit's code. */
class ControlsTest {
    // ---- One order ------------------------------------------------------------------------------------------------

    @Test
    void shouldRefuseMoreSharesThanAnOrderMayHave() {
        assertBoundary(
                Outcome.ORDER_QUANTITY,
                "limits.symbols.AAA.order-shares=400",
                "limits.symbols.AAA.order-shares=399",
                scene -> scene.enter(0, 100, 95));
    }

    @Test
    void shouldRefuseMoreValueThanAnOrderMayHave() {
        assertBoundary(
                Outcome.ORDER_VALUE,
                "limits.order.value=40000",
                "limits.order.value=39999.99",
                scene -> scene.enter(0, 100, 95));
        assertBoundary(
                Outcome.ORDER_VALUE,
                "limits.order.equity-share=0.4",
                "limits.order.equity-share=0.39999999",
                scene -> scene.enter(0, 100, 95));
    }

    @Test
    void shouldRefuseAPriceOutsideTheCollarOnEitherSide() {
        for (double price : new double[] {102, 98}) {
            assertBoundary(
                    Outcome.PRICE_COLLAR,
                    "limits.order.collar=0.02",
                    "limits.order.collar=0.01999999",
                    scene -> scene.bar(0, 100).enter(0, price, 90),
                    "limits.order.reference-seconds=300");
        }
    }

    @Test
    void shouldRefuseAPriceSoManyRangesFromTheLast() {
        assertBoundary(
                Outcome.PRICE_COLLAR,
                "limits.order.collar-atr=1.5",
                "limits.order.collar-atr=1.49",
                scene -> scene.bar(0, 100).enter(0, 103, 95, 0, 2),
                "limits.order.reference-seconds=300");
    }

    @Test
    void shouldCompareWithTheMidOfTheLastQuote() {
        assertBoundary(
                Outcome.PRICE_COLLAR,
                "limits.order.collar=0.01",
                "limits.order.collar=0.0099",
                scene -> scene.bar(0, 90).quote(0, 99.98, 100.02).enter(0, 101, 95),
                "limits.order.reference-seconds=300");
    }

    @Test
    void shouldRefuseAnOrderWithoutAFreshPriceToCompareWith() {
        assertBoundary(
                Outcome.NO_REFERENCE,
                "limits.order.reference-seconds=300",
                "limits.order.reference-seconds=299",
                scene -> scene.bar(0, 100).enter(0, 100, 95),
                "limits.order.collar=0.02");
        LimitScene scene = new LimitScene("limits.order.reference-seconds=300");
        assertEquals(Outcome.NO_REFERENCE, scene.enter(0, 100, 95));
    }

    @Test
    void shouldCompareAnEntryThatWaitedForTheOpenWithThePriceItWasDecidedOn() {
        for (String collar : new String[] {"0.03", "0.02999999"}) {
            LimitScene scene = new LimitScene(
                    "size-at=open", "limits.order.collar=" + collar, "limits.order.reference-seconds=300");
            assertEquals(Outcome.WAITING_FOR_OPEN, scene.bar(0, 100).enter(0, 100, 95));
            scene.nextDay().openPrint(0, 103);
            assertEquals(collar.equals("0.03") ? Outcome.ACCEPTED : Outcome.PRICE_COLLAR, scene.verdict());
        }
    }

    @Test
    void shouldRefuseAStopThatIsTooFar() {
        assertBoundary(
                Outcome.STOP_TOO_FAR,
                "limits.order.stop-distance=0.05",
                "limits.order.stop-distance=0.04999999",
                scene -> scene.enter(0, 100, 95));
    }

    @Test
    void shouldRefuseAStopOnTheWrongSideAndAnEntryWithoutOne() {
        LimitScene scene = new LimitScene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 99.99));
        assertEquals(Outcome.NO_VOLATILITY, scene.enter(1, 100, 0));
        assertEquals(Outcome.NO_VOLATILITY, scene.enter(1, 100, 0, 0, Double.NaN));
        assertEquals(Outcome.NO_VOLATILITY, scene.enter(1, 100, 0, 0, Double.POSITIVE_INFINITY));
        assertEquals(Outcome.STOP_WRONG_SIDE, scene.enter(1, 100, 0, 0, 101));
    }

    @Test
    void shouldRefuseTheSameOrderAgainWithinTheWindow() {
        for (long seconds : new long[] {2, 1}) {
            LimitScene scene = new LimitScene("limits.order.duplicate-seconds=2");
            assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            scene.report(EventType.ORDER_CANCELLED, scene.last(Purpose.ENTRY).orderRef, 0);
            scene.report(EventType.ORDER_CANCELLED, scene.last(Purpose.STOP).orderRef, 0);
            scene.timer(seconds);
            assertEquals(seconds == 2 ? Outcome.ACCEPTED : Outcome.DUPLICATE_ORDER, scene.enterOnTrade(0, 100, 95));
        }
    }

    @Test
    void shouldTakeAnotherPriceQuantityOrSideForAnotherOrder() {
        LimitScene scene = new LimitScene("limits.order.duplicate-seconds=2");
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
        assertEquals(Outcome.DUPLICATE_ORDER, scene.enterOnTrade(2, 100, 95));
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(2, 100, 96));
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 95));
    }

    @Test
    void shouldKeepRoomForTheExitInTheNumberOfOpenOrders() {
        assertBoundary(
                Outcome.OPEN_ORDERS,
                "limits.order.per-symbol=4",
                "limits.order.per-symbol=3",
                scene -> scene.enter(0, 100, 95, 110, 0));
        assertBoundary(Outcome.OPEN_ORDERS, "limits.order.per-symbol=6", "limits.order.per-symbol=5", scene -> {
            assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 95, 110, 0));
            scene.fill(Purpose.ENTRY, 100);
            return scene.enter(0, 100, 105);
        });
    }

    @Test
    void shouldCountTheOpenOrdersOfASideOverAllInstruments() {
        assertBoundary(Outcome.OPEN_ORDERS, "limits.order.per-side=6", "limits.order.per-side=5", scene -> {
            assertEquals(Outcome.ACCEPTED, scene.enter(1, 100, 95, 110, 0));
            return scene.enter(0, 100, 95, 110, 0);
        });
    }

    @Test
    void shouldNotTradeWithItsOwnOrders() {
        LimitScene scene = new LimitScene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        assertEquals(Outcome.SELF_CROSS, scene.enter(2, 100, 105));
        scene.fill(Purpose.ENTRY, 100);
        // A stop that has not been met trades with nobody.
        assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 105));
    }

    @Test
    void shouldNotTradeWithItsOwnTargetOrExit() {
        LimitScene scene = new LimitScene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 105, 90, 0));
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.SELF_CROSS, scene.enter(2, 100, 105));
        assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 95));
        LimitScene closing = new LimitScene();
        assertEquals(Outcome.ACCEPTED, closing.enter(0, 100, 95));
        closing.fill(Purpose.ENTRY, 100).exit(0, 100);
        assertEquals(Outcome.SELF_CROSS, closing.enter(2, 100, 95));
    }

    // ---- Positions ------------------------------------------------------------------------------------------------

    @Test
    void shouldCountOpenOrdersAsExecutedInAPosition() {
        for (String limit : new String[] {"position-shares=800", "position-shares=799"}) {
            LimitScene scene = new LimitScene("limits.symbols.AAA." + limit);
            assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
            assertEquals(limit.endsWith("800") ? Outcome.ACCEPTED : Outcome.POSITION_LIMIT, scene.enter(2, 100, 95));
        }
        assertBoundary(
                Outcome.POSITION_LIMIT,
                "limits.symbols.AAA.position-value=80000",
                "limits.symbols.AAA.position-value=79999.99",
                scene -> {
                    scene.enter(0, 100, 95);
                    return scene.enter(2, 100, 95);
                });
    }

    @Test
    void shouldCountAnExecutedPartOnce() {
        assertBoundary(
                Outcome.POSITION_LIMIT,
                "limits.symbols.AAA.position-shares=800",
                "limits.symbols.AAA.position-shares=799",
                scene -> {
                    scene.enter(0, 100, 95);
                    scene.fill(scene.last(Purpose.ENTRY), 150, 100, 250);
                    return scene.enter(2, 100, 95);
                });
    }

    @Test
    void shouldNotNetALongPositionAgainstAShortOneThatMayBeLeft() {
        // 400 long and 500 short: once the long ones are left, 500 are short.
        assertBoundary(
                Outcome.GROSS_EXPOSURE, "limits.exposure.gross=0.5", "limits.exposure.gross=0.49999999", scene -> {
                    scene.enter(0, 100, 95);
                    scene.fill(Purpose.ENTRY, 100);
                    return scene.enter(2, 100, 104);
                });
    }

    @Test
    void shouldLimitGrossExposureOverAllInstruments() {
        assertBoundary(
                Outcome.GROSS_EXPOSURE, "limits.exposure.gross=0.8", "limits.exposure.gross=0.79999999", scene -> {
                    scene.bar(1, 100).enter(1, 100, 105);
                    return scene.enter(0, 100, 95);
                });
    }

    @Test
    void shouldLimitNetExposureOverAllInstruments() {
        assertBoundary(Outcome.NET_EXPOSURE, "limits.exposure.net=0.8", "limits.exposure.net=0.79999999", scene -> {
            scene.bar(1, 100).enter(1, 100, 95);
            return scene.enter(0, 100, 95);
        });
        assertEquals(
                Outcome.ACCEPTED,
                new LimitScene("limits.exposure.net=0.4", "limits.exposure.gross=0.8")
                        .bar(1, 100)
                        .enter(1, 100, 105));
    }

    @Test
    void shouldAskForTheBrokersBuyingPower() {
        for (double power : new double[] {40_000, 39_999.99}) {
            LimitScene scene = new LimitScene("limits.exposure.account-seconds=60");
            live(scene).account(power);
            assertEquals(power == 40_000 ? Outcome.ACCEPTED : Outcome.BUYING_POWER, scene.enterOnTrade(0, 100, 95));
        }
    }

    @Test
    void shouldCountEntriesThatTheBrokersFigureDoesNotKnow() {
        for (double power : new double[] {80_000, 79_999.99}) {
            LimitScene scene = new LimitScene("limits.exposure.account-seconds=60");
            live(scene).account(power);
            assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            assertEquals(power == 80_000 ? Outcome.ACCEPTED : Outcome.BUYING_POWER, scene.enterOnTrade(1, 100, 95));
        }
    }

    @Test
    void shouldRefuseToRelyOnAnOldFigureOfTheAccount() {
        for (long age : new long[] {60, 61}) {
            LimitScene scene = new LimitScene("limits.exposure.account-seconds=60");
            live(scene).account(100_000).timer(age);
            assertEquals(age == 60 ? Outcome.ACCEPTED : Outcome.ACCOUNT_STALE, scene.enterOnTrade(0, 100, 95));
        }
        LimitScene never = live(new LimitScene("limits.exposure.account-seconds=60"));
        assertEquals(Outcome.ACCOUNT_STALE, never.enterOnTrade(0, 100, 95));
    }

    @Test
    void shouldAskNoBrokerWhereThereIsNone() {
        assertEquals(Outcome.ACCEPTED, new LimitScene("limits.exposure.account-seconds=60").enterOnTrade(0, 100, 95));
    }

    private static LimitScene live(LimitScene scene) {
        return scene.condition(Condition.LIVE_START, 0)
                .condition(Condition.CONNECTED, 0)
                .condition(Condition.RECONCILED, 0);
    }

    // ---- Small accounts -------------------------------------------------------------------------------------------

    @Test
    void shouldCutASizeDownToTheLargestPosition() {
        assertSize(300, "positions.value-max=30099.99");
        assertSize(301, "positions.value-max=30100");
        assertSize(300, "positions.share-max=0.30099999");
        assertSize(400, "positions.value-max=off");
    }

    @Test
    void shouldLeaveCashInTheAccount() {
        assertSize(100, "positions.cash-buffer=90000");
        assertSize(99, "positions.cash-buffer=90000.01");
        LimitScene scene = new LimitScene("positions.cash-buffer=100000");
        assertEquals(Outcome.CASH_BUFFER, scene.enter(0, 100, 95));
    }

    @Test
    void shouldCountTheCashOfOpenEntriesAsSpent() {
        LimitScene scene = new LimitScene("positions.cash-buffer=30000");
        scene.enter(0, 100, 95);
        scene.enter(2, 100, 95);
        assertEquals(300, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldRefuseAPositionThatIsTooSmall() {
        assertBoundary(
                Outcome.POSITION_TOO_SMALL,
                "positions.value-min=40000",
                "positions.value-min=40000.01",
                scene -> scene.enter(0, 100, 95));
        assertBoundary(
                Outcome.POSITION_TOO_SMALL,
                "positions.share-min=0.4",
                "positions.share-min=0.40000001",
                scene -> scene.enter(0, 100, 95));
    }

    @Test
    void shouldRefuseMorePositionsThanAllowed() {
        assertBoundary(Outcome.TOO_MANY_POSITIONS, "positions.count=2", "positions.count=1", scene -> {
            scene.enter(0, 100, 95);
            return scene.enter(1, 100, 95);
        });
    }

    @Test
    void shouldTradeAnAccountOfAThousandDollarsByItsRules() {
        LimitScene scene = new LimitScene(
                "equity=1000",
                "positions.cash-buffer=100",
                "positions.value-min=50",
                "positions.share-min=0.05",
                "positions.value-max=300",
                "positions.share-max=0.3",
                "positions.count=4");
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 25, 24));
        assertEquals(12, scene.last(Purpose.ENTRY).quantity);
        assertEquals(Outcome.POSITION_TOO_SMALL, scene.enter(1, 30, 10));
    }

    private static void assertSize(long shares, String setting) {
        LimitScene scene = new LimitScene(setting);
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95), setting);
        assertEquals(shares, scene.last(Purpose.ENTRY).quantity, setting);
        assertEquals(shares, scene.last(Purpose.STOP).quantity, setting);
    }

    // ---- Rates ----------------------------------------------------------------------------------------------------

    @Test
    void shouldLetEntriesWaitForMessagesAndKeepAReserve() {
        // Two entries are four messages, and half of eight is kept.
        assertBoundary(
                Outcome.MESSAGE_RATE,
                "limits.rate.per-second=8",
                "limits.rate.per-second=7",
                scene -> {
                    assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
                    return scene.enterOnTrade(1, 100, 95);
                },
                "limits.rate.reserved=0.5");
    }

    @Test
    void shouldFillTheMinutesBucketByEventTime() {
        for (long missing : new long[] {0, 1}) {
            LimitScene scene = new LimitScene("limits.rate.per-minute=4");
            assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(2, 100, 96));
            // Two messages take half a minute to come.
            scene.nanos += 30 * SECOND - missing;
            assertEquals(missing == 0 ? Outcome.ACCEPTED : Outcome.MESSAGE_RATE, scene.enterOnTrade(1, 100, 95));
        }
    }

    @Test
    void shouldLetExitsPassHoweverFewMessagesAreLeft() {
        LimitScene scene = new LimitScene("limits.rate.per-minute=4");
        scene.enterOnTrade(0, 100, 95);
        scene.enterOnTrade(2, 100, 96);
        scene.fill(scene.intents.get(0), 400, 100, 0);
        assertEquals(Outcome.ACCEPTED, scene.exit(0, 100));
        assertEquals(Purpose.EXIT, scene.slot.intents[0].purpose);
        // What it took is owed: one and two messages.
        scene.nanos += 45 * SECOND - 1;
        assertEquals(Outcome.MESSAGE_RATE, scene.enterOnTrade(1, 100, 95));
        scene.nanos += 1;
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 95));
    }

    @Test
    void shouldLetTrailingWaitForAMessage() {
        for (long missing : new long[] {0, 1}) {
            LimitScene scene = new LimitScene("limits.rate.per-minute=4", "limits.rate.reserved=0.5");
            assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            scene.fill(Purpose.ENTRY, 100);
            scene.hold(0, 102, 5);
            scene.hold(0, 103, 5);
            assertEquals(LimitScene.e8(98), scene.intents.get(scene.intents.size() - 1).stopE8);
            scene.nanos += 15 * SECOND - missing;
            scene.hold(0, 104, 5);
            assertEquals(LimitScene.e8(missing == 0 ? 99 : 98), scene.intents.get(scene.intents.size() - 1).stopE8);
        }
    }

    @Test
    void shouldStopAStrategyThatEntersAgainAndAgainUntilAnOperatorResumes() {
        for (long seconds : new long[] {300, 299}) {
            LimitScene scene = new LimitScene("limits.rate.entries=3", "limits.rate.entries-seconds=300");
            for (int i = 0; i < 3; i++) {
                assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
                scene.fill(Purpose.ENTRY, 100).fill(Purpose.STOP, 95);
            }
            scene.timer(seconds);
            assertEquals(seconds == 300 ? Outcome.ACCEPTED : Outcome.ENTRY_THROTTLE, scene.enterOnTrade(0, 100, 95));
            if (seconds < 300) {
                scene.timer(100_000);
                assertEquals(Outcome.ENTRY_THROTTLE, scene.enterOnTrade(0, 100, 95));
                assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 95));
                scene.command(Operator.RESUME);
                assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            }
        }
    }

    // ---- Data and time --------------------------------------------------------------------------------------------

    @Test
    void shouldNotDecideOnOldBarsAndTrades() {
        for (long late : new long[] {10, 11}) {
            LimitScene scene = new LimitScene("limits.data.bar-seconds=10");
            scene.timer(300 + late);
            scene.nanos -= (300 + late) * SECOND;
            assertEquals(late == 10 ? Outcome.ACCEPTED : Outcome.STALE_DATA, scene.enter(0, 100, 95));
        }
        for (long late : new long[] {5, 6}) {
            LimitScene scene = new LimitScene("limits.data.tick-seconds=5");
            scene.timer(late);
            scene.nanos -= late * SECOND;
            assertEquals(late == 5 ? Outcome.ACCEPTED : Outcome.STALE_DATA, scene.enterOnTrade(0, 100, 95));
        }
    }

    @Test
    void shouldNotEnterOnABarBeforeWhichBarsAreMissing() {
        LimitScene scene = new LimitScene("limits.data.gaps=hold").bar(0, 100);
        scene.nanos += BAR;
        assertEquals(Outcome.BAR_GAP, scene.enter(0, 100, 95));
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
    }

    @Test
    void shouldNotEnterOnTheFirstBarThatIsSeenNorOnOneThatMissesTheOpen() {
        LimitScene scene = new LimitScene("limits.data.gaps=hold");
        assertEquals(Outcome.BAR_GAP, scene.enter(0, 100, 95));
        scene.nextDay();
        scene.nanos += BAR;
        assertEquals(Outcome.BAR_GAP, scene.enter(0, 100, 95));
        scene.nextDay();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
    }

    /** However small the bars are that it is made of: a hole anywhere in the bar that is decided on, or at its end. */
    @Test
    void shouldNotEnterOnABarOfWhichPartsAreMissing() {
        for (String missing : new String[] {"none", "first", "middle", "last"}) {
            LimitScene scene = new LimitScene("limits.data.gaps=hold");
            scene.bar(0, 100);
            long start = scene.nanos;
            if (!missing.equals("first")) {
                scene.part(0, 100, start, start + LimitScene.BAR / 5);
            }
            if (!missing.equals("middle")) {
                scene.part(0, 100, start + LimitScene.BAR / 5, start + LimitScene.BAR * 2 / 5);
            }
            scene.part(0, 100, start + LimitScene.BAR * 2 / 5, start + LimitScene.BAR * 4 / 5);
            Outcome outcome =
                    scene.enterOnMade(0, 100, 95, 100, start, start + LimitScene.BAR, !missing.equals("last"));
            assertEquals(missing.equals("none") ? Outcome.ACCEPTED : Outcome.BAR_GAP, outcome, missing);
        }
    }

    /** A close is held against its bar's first price, of however many smaller ones the bar was made. */
    @Test
    void shouldCompareACloseWithTheFirstPriceOfItsBarWhateverItWasMadeOf() {
        for (double open : new double[] {98, 97.9}) {
            LimitScene scene = new LimitScene("limits.order.collar=0.0205", "limits.order.reference-seconds=310");
            scene.bar(0, open);
            long start = scene.nanos;
            scene.part(0, 99, start, start + LimitScene.BAR * 4 / 5);
            Outcome outcome = scene.enterOnMade(0, 100, 95, open, start, start + LimitScene.BAR, true);
            assertEquals(open == 98 ? Outcome.ACCEPTED : Outcome.PRICE_COLLAR, outcome);
        }
    }

    /** A night's jump is one also when the bars before it are of an earlier journal. */
    @Test
    void shouldHoldEntriesAfterAJumpFromABarOfThePast() {
        for (boolean warm : new boolean[] {true, false}) {
            LimitScene scene = new LimitScene("limits.data.jump-atr=8");
            if (warm) {
                scene.warmUp(0, 100, 0.5);
            }
            assertEquals(warm ? Outcome.PRICE_JUMP : Outcome.ACCEPTED, scene.enter(0, 104.01, 99, 0, 0.5));
        }
    }

    /** It would be placed where the market was then. */
    @Test
    void shouldMoveNoStopOnABarOfThePast() {
        LimitScene scene = new LimitScene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95, 0, 0.5));
        scene.fill(Purpose.ENTRY, 100);
        int before = scene.intents.size();
        scene.warmUp(0, 110, 0.5);
        assertEquals(before, scene.intents.size());
        scene.hold(0, 110, 0.5);
        assertEquals(before + 1, scene.intents.size());
    }

    @Test
    void shouldHoldEntriesAfterAJump() {
        assertBoundary(Outcome.PRICE_JUMP, "limits.data.jump-atr=8", "limits.data.jump-atr=7.99", scene -> {
            scene.hold(0, 100, 0.5);
            return scene.enter(0, 104, 99, 0, 5);
        });
        LimitScene scene = new LimitScene("limits.data.jump-atr=8");
        scene.hold(0, 100, 0.5);
        assertEquals(Outcome.PRICE_JUMP, scene.enter(0, 104.01, 99, 0, 0.5));
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 104.01, 99, 0, 0.5));
    }

    @Test
    void shouldEnterNothingWhileTheClocksDifferAndLatchIfTheyDifferMuch() {
        for (long ms : new long[] {5_000, -5_000, 5_001, -5_001}) {
            LimitScene scene = new LimitScene("limits.data.clock-latch-ms=5000");
            scene.condition(Condition.CLOCK_STEP, ms);
            assertEquals(Outcome.CLOCK_UNSURE, scene.enterOnTrade(0, 100, 95));
            scene.condition(Condition.CLOCK_OK, 0);
            boolean latched = Math.abs(ms) > 5_000;
            assertEquals(latched, scene.risk.trading().latched());
            assertEquals(latched ? Outcome.CLOCK_UNSURE : Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
            scene.command(Operator.UNLATCH);
            assertEquals(latched ? Outcome.ACCEPTED : Outcome.ORDER_WORKING, scene.enterOnTrade(0, 100, 95));
        }
    }

    @Test
    void shouldEnterInRegularHoursOnly() {
        LimitScene scene = new LimitScene("limits.hours.entries=regular");
        scene.nanos -= 1;
        assertEquals(Outcome.MARKET_CLOSED, scene.enterOnTrade(0, 100, 95));
        scene.nanos += 1;
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
        assertEquals(
                Outcome.ACCEPTED,
                new LimitScene("limits.hours.entries=any").at(8, 0).enterOnTrade(0, 100, 95));
    }

    @Test
    void shouldOrderForTheNextOpenOnlyIfAllowed() {
        assertBoundary(
                Outcome.MARKET_CLOSED,
                "limits.hours.after-close=next-open",
                "limits.hours.after-close=refuse",
                scene -> scene.at(15, 55).enter(0, 100, 95));
        LimitScene scene = new LimitScene("limits.hours.after-close=refuse").at(16, 0);
        scene.nanos -= 1;
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
    }

    @Test
    void shouldEnterNothingInTheLastMinutes() {
        for (String day : new String[] {"2025-05-21", "2025-07-03"}) {
            int epochDay = (int) LocalDate.parse(day).toEpochDay();
            long close = ExchangeCalendar.usEquity().closeNanos(epochDay);
            for (long before : new long[] {10 * 60 * SECOND + 1, 10 * 60 * SECOND}) {
                LimitScene scene = new LimitScene("limits.hours.last-entry-minutes=10");
                scene.nanos = close - before;
                Outcome outcome = scene.enterOnTrade(0, 100, 95);
                assertEquals(before % 2 == 1 ? Outcome.ACCEPTED : Outcome.ENTRY_TOO_LATE, outcome, day);
            }
        }
    }

    @Test
    void shouldLeaveAllPositionsBeforeTheClose() {
        LimitScene scene = new LimitScene("limits.hours.flat-minutes=5").at(15, 40);
        scene.enterOnTrade(0, 100, 95);
        scene.fill(Purpose.ENTRY, 100);
        scene.at(15, 55).nanos -= 1;
        scene.timer(0);
        assertEquals(0, scene.slot.intentCount);
        scene.nanos += 1;
        scene.timer(0);
        assertEquals(Purpose.FLATTEN, scene.last(Purpose.FLATTEN).purpose);
        scene.fill(Purpose.FLATTEN, 100);
        assertEquals(Outcome.ENTRY_TOO_LATE, scene.enterOnTrade(1, 100, 95));
        scene.nextDay();
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 95));
    }

    @Test
    void shouldRefuseDaysForWhichNobodyCheckedTheCalendar() {
        assertBoundary(
                Outcome.CALENDAR_EXPIRED,
                "limits.hours.calendar-until=2025-05-21",
                "limits.hours.calendar-until=2025-05-20",
                scene -> scene.enter(0, 100, 95));
    }

    // ---- What may be traded ---------------------------------------------------------------------------------------

    @Test
    void shouldTradeListedInstrumentsOnly() {
        LimitScene scene = new LimitScene("limits.symbols.BBB=null");
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        assertEquals(Outcome.RESTRICTED, scene.enter(1, 100, 95));
        assertEquals(Outcome.RESTRICTED, new LimitScene("limits.restricted=[BBB]").enter(1, 100, 95));
        assertEquals(Outcome.ACCEPTED, new LimitScene("limits.restricted=[BBB]").enter(0, 100, 95));
    }

    @Test
    void shouldTradePinnedContractsOnly() {
        LimitScene scene = new LimitScene("limits.pinned-contracts=yes");
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        assertEquals(Outcome.CONTRACT_NOT_PINNED, scene.enter(1, 100, 95));
    }

    // ---- Losses ---------------------------------------------------------------------------------------------------

    @Test
    void shouldLeaveAllPositionsAtTheDaysLossLimitAndEnterAgainInTheNextSession() {
        LimitScene scene = new LimitScene("limits.loss.day=0.02");
        scene.enterOnTrade(0, 100, 90);
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(200, scene.last(Purpose.ENTRY).quantity);
        scene.trade(0, 90.01);
        assertEquals(0, scene.slot.intentCount);
        scene.trade(0, 90);
        assertEquals(1, scene.placed(Side.SELL));
        assertEquals(Outcome.DAILY_LOSS, scene.enterOnTrade(1, 100, 95));
        scene.fill(Purpose.FLATTEN, 90);
        scene.command(Operator.RESUME).command(Operator.UNLATCH).trade(0, 200);
        assertEquals(Outcome.DAILY_LOSS, scene.enterOnTrade(1, 100, 95));
        scene.nextDay();
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 95));
    }

    @Test
    void shouldCountALossOverTheNightAgainstTheNewSession() {
        LimitScene scene = new LimitScene("limits.loss.day=0.02");
        scene.enterOnTrade(0, 100, 90);
        scene.fill(Purpose.ENTRY, 100);
        scene.trade(0, 95).nextDay().trade(0, 85.11);
        assertEquals(0, scene.slot.intentCount);
        scene.trade(0, 85.1);
        assertTrue(scene.slot.intentCount > 0, "2 % of 99000");
    }

    @Test
    void shouldHaltAfterADrawdownUntilAnOperatorResumes() {
        for (double price : new double[] {75.01, 75}) {
            LimitScene scene = new LimitScene("limits.loss.drawdown=0.05");
            scene.enterOnTrade(0, 100, 90);
            scene.fill(Purpose.ENTRY, 100).trade(0, price);
            assertEquals(0, scene.slot.intentCount);
            scene.nextDay();
            boolean halted = price == 75;
            assertEquals(halted ? Outcome.DRAWDOWN : Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 90));
            scene.command(Operator.RESUME);
            assertEquals(halted ? Outcome.ACCEPTED : Outcome.ORDER_WORKING, scene.enterOnTrade(1, 100, 90));
        }
    }

    @Test
    void shouldMeasureADrawdownFromTheHighestEquity() {
        LimitScene scene = new LimitScene("limits.loss.drawdown=0.05");
        scene.enterOnTrade(0, 100, 90);
        scene.fill(Purpose.ENTRY, 100).trade(0, 200).trade(0, 170.01);
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(1, 100, 90));
        scene.trade(0, 170);
        assertEquals(Outcome.DRAWDOWN, scene.risk.refusal(0, scene.nanos, LimitScene.DAY));
    }

    @Test
    void shouldHaltAfterLosingPositionsInARow() {
        LimitScene scene = new LimitScene("limits.loss.streak=2");
        scene.roundTrip(0, 100, 99).roundTrip(1, 100, 101).roundTrip(0, 100, 99);
        scene.roundTrip(1, 100, 100).roundTrip(0, 100, 99).roundTrip(1, 100, 99.99);
        assertEquals(Outcome.LOSING_STREAK, scene.enterOnTrade(0, 100, 95));
        scene.command(Operator.RESUME);
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
    }

    @Test
    void shouldGoOnWithTheLossesOfEarlierSessions() {
        LimitScene before = new LimitScene("limits.loss.streak=2", "limits.loss.drawdown=0.05");
        before.roundTrip(0, 100, 110).roundTrip(1, 100, 99);
        LimitScene after = new LimitScene("limits.loss.streak=2", "limits.loss.drawdown=0.05").nextDay();
        after.carry(before);
        assertEquals(before.risk.ledger().equityE8(), after.risk.ledger().equityE8());
        // The highest equity was 104000.
        after.enterOnTrade(1, 100, 90);
        after.fill(Purpose.ENTRY, 100).trade(1, 76);
        assertEquals(Outcome.DRAWDOWN, after.risk.refusal(0, after.nanos, LimitScene.DAY));
        after.command(Operator.RESUME).fill(Purpose.STOP, 90);
        LimitScene again = new LimitScene("limits.loss.streak=2").nextDay();
        again.carry(before).roundTrip(0, 100, 99);
        assertEquals(Outcome.LOSING_STREAK, again.enterOnTrade(1, 100, 95));
    }

    /** A position that was carried over costs what it was worth then: 400 at 100. */
    @Test
    void shouldCountTheLossOfAPositionOfAnEarlierSession() {
        for (double exit : new double[] {99.99, 100, 100.01}) {
            LimitScene before = new LimitScene();
            before.enterOnTrade(0, 100, 95);
            before.fill(Purpose.ENTRY, 100);
            LimitScene after = new LimitScene("limits.loss.streak=1").nextDay().carry(before);
            after.fill(before.last(Purpose.STOP), 400, exit, 0);
            assertEquals(exit < 100 ? Outcome.LOSING_STREAK : Outcome.ACCEPTED, after.enterOnTrade(1, 100, 95));
        }
    }

    /** Entered at 100, it was at 110 when the session ended: 105 is a profit, 99.99 is none. */
    @Test
    void shouldCountTheLossFromWhatAPositionOfAnEarlierSessionWasEnteredAt() {
        for (double exit : new double[] {99.99, 100, 105}) {
            LimitScene before = new LimitScene();
            before.enterOnTrade(0, 100, 95);
            before.fill(Purpose.ENTRY, 100).trade(0, 110);
            LimitScene after = new LimitScene("limits.loss.streak=1").nextDay().carry(before);
            after.slot.position(
                    0, after.nanos, EngineEvent.FLAG_CARRIED, TripPart.ENTERED, 0, 0, 400, LimitScene.e8(100));
            after.process();
            after.fill(before.last(Purpose.STOP), 400, exit, 0);
            assertEquals(exit < 100 ? Outcome.LOSING_STREAK : Outcome.ACCEPTED, after.enterOnTrade(1, 100, 95));
        }
    }

    /** Of 800 entered at 100, 400 were sold in the session before: at 97 and 102 the whole has lost 400, at 98.50 it has won. */
    @Test
    void shouldCountWhatPartsOfAPositionBroughtInAnEarlierSession() {
        for (double first : new double[] {97, 98.5}) {
            LimitScene before = new LimitScene();
            before.enterOnTrade(0, 100, 95);
            before.fill(Purpose.ENTRY, 100).trade(0, 110);
            LimitScene after = new LimitScene("limits.loss.streak=1").nextDay().carry(before);
            long[][] parts = {
                {TripPart.ENTERED, 400, LimitScene.e8(100)},
                {TripPart.ENTRIES, 800, LimitScene.e8(80_000)},
                {TripPart.EXITS, 400, LimitScene.e8(400 * first)},
                {TripPart.RANGE, 0, LimitScene.e8(95)}
            };
            for (long[] part : parts) {
                after.slot.position(0, after.nanos, EngineEvent.FLAG_CARRIED, (int) part[0], 0, 0, part[1], part[2]);
                after.process();
            }
            after.fill(before.last(Purpose.STOP), 400, 102, 0);
            assertEquals(first == 97 ? Outcome.LOSING_STREAK : Outcome.ACCEPTED, after.enterOnTrade(1, 100, 95));
        }
    }

    @Test
    void shouldGoOnWithTheOrdersOfEarlierSessions() {
        LimitScene before = new LimitScene();
        before.enterOnTrade(0, 100, 95);
        before.fill(before.last(Purpose.ENTRY), 100, 100, 300);
        LimitScene after = new LimitScene("limits.symbols.AAA.position-shares=800")
                .nextDay()
                .carry(before);
        assertEquals(Outcome.ACCEPTED, after.enterOnTrade(2, 100, 95));
        LimitScene tight = new LimitScene("limits.symbols.AAA.position-shares=799")
                .nextDay()
                .carry(before);
        assertEquals(Outcome.POSITION_LIMIT, tight.enterOnTrade(2, 100, 95));
        tight.fill(before.last(Purpose.ENTRY), 401, 100, 0);
        assertEquals(Outcome.ORDER_MISMATCH, tight.risk.trading().refusal(0));
    }

    // ---- What goes out --------------------------------------------------------------------------------------------

    @Test
    void shouldLatchWhenMoreExecutesThanWasAskedFor() {
        for (long shares : new long[] {400, 401}) {
            LimitScene scene = new LimitScene();
            scene.enterOnTrade(0, 100, 95);
            scene.fill(scene.last(Purpose.ENTRY), shares, 100, 0);
            assertEquals(
                    shares > 400 ? Outcome.ORDER_MISMATCH : null,
                    scene.risk.trading().refusal(0));
        }
    }

    @Test
    void shouldLatchWhenAnOrderWorksWithMoreThanWasAskedFor() {
        for (long leaves : new long[] {300, 301}) {
            LimitScene scene = new LimitScene();
            scene.enterOnTrade(0, 100, 95);
            Intent entry = scene.last(Purpose.ENTRY);
            scene.fill(entry, 100, 100, 300).report(EventType.ORDER_ACCEPTED, entry.orderRef, leaves);
            assertEquals(leaves > 300, scene.risk.trading().latched());
        }
    }

    @Test
    void shouldLatchWhenAnOrderIsReportedThatNobodyAskedFor() {
        LimitScene scene = new LimitScene();
        scene.report(EventType.ORDER_SENT, OrderRef.of(LimitScene.DAY - 1, 1, 0), 100);
        assertEquals(null, scene.risk.trading().refusal(0));
        scene.report(EventType.ORDER_SENT, OrderRef.of(LimitScene.DAY, 1, 0), 100);
        assertEquals(Outcome.ORDER_MISMATCH, scene.enterOnTrade(0, 100, 95));
        scene.command(Operator.UNLATCH);
        assertEquals(Outcome.ACCEPTED, scene.enterOnTrade(0, 100, 95));
    }

    @Test
    void shouldTakeACorrectionForWhatItIs() {
        LimitScene scene = new LimitScene();
        scene.enterOnTrade(0, 100, 95);
        Intent entry = scene.last(Purpose.ENTRY);
        scene.fill(entry, 400, 100, 0);
        scene.slot.fill(0, scene.nanos, entry.orderRef, Side.SELL, 100, LimitScene.e8(100), 100, 0, 0);
        scene.process();
        scene.fill(entry, 100, 101, 0);
        assertEquals(null, scene.risk.trading().refusal(0));
    }

    /** A stop's size counts what it has executed: 100 of 400 are sold, and 50 more, or fewer, are to be covered besides 300. */
    @Test
    void shouldKeepTheStopAtWhatIsHeldAndWhatItHasSoldAlready() {
        for (long given : new long[] {50, -50}) {
            LimitScene scene = new LimitScene();
            assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
            scene.fill(Purpose.ENTRY, 100);
            Intent stop = scene.last(Purpose.STOP);
            scene.report(EventType.ORDER_ACCEPTED, stop.orderRef, 400);
            scene.fill(stop, 100, 95, 300).adopt(0, given, 96);
            Intent change = scene.intents.get(scene.intents.size() - 1);
            assertEquals(IntentAction.MODIFY, change.action);
            assertEquals(stop.orderRef, change.orderRef);
            assertEquals(100 + 300 + given, change.quantity);
        }
    }

    @Test
    void shouldLetNothingLeaveTwiceOrWithoutAStop() {
        LimitScene scene = new LimitScene();
        scene.enterOnTrade(0, 100, 95);
        SentOrders sent = new SentOrders();
        sent.onIntents(scene.slot);
        assertThrows(IllegalStateException.class, () -> sent.onIntents(scene.slot), "the same references again");
        scene.slot.intents[1].quantity--;
        assertThrows(IllegalStateException.class, () -> new SentOrders().onIntents(scene.slot), "a smaller stop");
        scene.slot.intents[1].quantity++;
        new SentOrders().onIntents(scene.slot);
        scene.slot.intents[1].stopE8 = 0;
        assertThrows(IllegalStateException.class, () -> new SentOrders().onIntents(scene.slot), "a stop of no price");
        scene.slot.intentCount = 1;
        assertThrows(IllegalStateException.class, () -> new SentOrders().onIntents(scene.slot), "no stop at all");
    }

    @Test
    void shouldRefuseNoExitWhateverTheLimitsSay() {
        LimitScene scene = new LimitScene("limits.loss.day=0.02", "limits.hours.last-entry-minutes=30");
        scene.enterOnTrade(0, 100, 90);
        scene.fill(Purpose.ENTRY, 100);
        scene.at(15, 50).condition(Condition.FEED_STALE, 0).condition(Condition.CLOCK_STEP, 9_999);
        assertEquals(Outcome.ACCEPTED, scene.exit(0, 100));
        assertEquals(IntentAction.PLACE, scene.slot.intents[0].action);
    }
}
