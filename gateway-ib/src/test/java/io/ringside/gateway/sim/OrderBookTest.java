package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Auctions and hours, groups, parts, and cancellations that come too late. */
class OrderBookTest {
    private static final PriceBar[] FLAT = Scene.flat("190.00", 4);

    private final Workstation tws = Scene.workstation(Scene.settings(FLAT));
    private final TestClient client = TestClient.started(tws, 7);

    private static List<String> executions(Workstation tws) {
        return tws.executions().stream()
                .map(one -> one.shares() + "@" + FixedPoint.format(one.priceE8()))
                .toList();
    }

    private static List<String> orders(Workstation tws) {
        return tws.orders().stream()
                .map(one -> one.status() + " " + one.filled() + " of " + one.quantity())
                .toList();
    }

    /** Two minutes before the open, it is in time; a nanosecond later it is tomorrow's. */
    @Test
    void shouldTakePartInTheOpeningAuctionThatItIsInTimeFor() {
        Workstation days = Scene.workstation(Scene.settings(
                        Scene.bar("09:30", "190.00", "190.00", "190.00", "190.00"),
                        Scene.bar(Scene.DAY.plusDays(1), "09:30", "180.00", "180.00", "180.00", "180.00"))
                .fills(Scene.fills("slippage-ticks = 0, open-cutoff-seconds = 120")));
        TestClient trader = TestClient.started(days, 7);
        days.advanceTo(Scene.at("09:28"));
        trader.send(Scene.order(1, "BUY", 10, "MKT", "", "", "21=OPG"));
        days.advanceTo(Scene.at("09:28") + 1);
        trader.send(Scene.order(2, "BUY", 20, "MKT", "", "", "21=OPG"));
        days.advanceTo(Scene.at("15:00"));
        assertEquals(List.of("10@190.00"), executions(days));
        days.advanceTo(Scene.at(Scene.DAY.plusDays(1), "09:31"));
        assertEquals(List.of("10@190.00", "20@180.00"), executions(days));
    }

    /** A limit works in extended hours if it is told so, a market order never does. */
    @Test
    void shouldWorkOutsideOfRegularHoursOnlyWithALimit() {
        Tape tape = Tape.ofBars(
                Listing.of("AAPL"),
                List.of(
                        Scene.bar("08:00", "189.00", "189.00", "189.00", "189.00"),
                        Scene.bar("09:30", "190.00", "190.00", "190.00", "190.00")));
        Workstation early = Scene.workstation(
                new SimSettings(List.of(tape), Scene.at("07:55")).fills(Scene.fills("slippage-ticks = 0")));
        TestClient trader = TestClient.started(early, 7);
        trader.send(Scene.order(1, "BUY", 10, "LMT", "191.00", "", "33=1"));
        trader.send(Scene.order(2, "BUY", 20, "MKT", "", "", "33=1"));
        trader.send(Scene.order(3, "BUY", 30, "LMT", "191.00", ""));
        early.advanceTo(Scene.at("09:00"));
        assertEquals(List.of("10@189.00"), executions(early));
        early.advanceTo(Scene.at("09:31"));
        assertEquals(List.of("10@189.00", "20@190.00", "30@190.00"), executions(early));
    }

    /** Type 1 cancels the others, however much would be left of them; type 2, 3 and none take away what has executed. */
    @Test
    void shouldCancelOrShrinkTheOthersOfAGroupAsItsTypeSays() {
        tws.advanceTo(Scene.at("09:30"));
        int id = 1;
        for (String type : List.of("47=1", "47=2", "47=3", "47=0")) {
            client.send(Scene.order(id, "BUY", 50, "LMT", "100.00", "", "22=g" + type, type));
            client.send(Scene.order(id + 1, "BUY", 30, "LMT", "190.00", "", "22=g" + type, type));
            id += 2;
        }
        client.send(Scene.order(9, "BUY", 50, "LMT", "100.00", "", "22=another"));
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(
                List.of(
                        "Cancelled 0 of 50",
                        "Filled 30 of 30",
                        "Submitted 0 of 20",
                        "Filled 30 of 30",
                        "Submitted 0 of 20",
                        "Filled 30 of 30",
                        "Submitted 0 of 20",
                        "Filled 30 of 30",
                        "Submitted 0 of 50"),
                orders(tws));
    }

    @Test
    void shouldShrinkTheOthersOfAGroupPartByPart() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 50, "LMT", "100.00", "", "22=g", "47=2"));
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(2, "BUY", 30, "LMT", "190.00", "", "22=g", "47=2"));
        tws.advanceTo(Scene.at("09:31"));
        assertTrue(tws.executions().size() > 1);
        assertEquals(30, tws.shares("AAPL"));
        assertEquals(List.of("Submitted 0 of 20", "Filled 30 of 30"), orders(tws));
    }

    @Test
    void shouldExecuteInTwoToFourPartsThatAreAboutTheSame() {
        Set<List<String>> seen = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            List<FaultRule> rules = List.of(FaultRule.next(FaultKind.PARTIAL_FILL));
            Workstation some = Scene.workstation(Scene.settings(FLAT).faults(new FaultScript(rules, seed)));
            TestClient trader = TestClient.started(some, 7);
            some.advanceTo(Scene.at("09:30"));
            trader.send(Scene.order(1, "BUY", 100, "LMT", "190.00", ""));
            some.advanceTo(Scene.at("09:35"));
            seen.add(executions(some).stream()
                    .map(one -> one.substring(0, one.indexOf('@')))
                    .toList());
        }
        assertEquals(Set.of(List.of("50", "50"), List.of("33", "33", "34"), List.of("25", "25", "25", "25")), seen);
    }

    /** In an auction there is one price, and no parts. */
    @Test
    void shouldExecuteWholeInAnAuction() {
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 100, "MKT", "", "", "21=OPG"));
        client.send(Scene.order(2, "SELL", 100, "MOC", "", ""));
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(List.of("100@190.00"), executions(tws));
        assertEquals(Map.of(), tws.faultsFired());
    }

    @Test
    void shouldBeSubmittedOnceAStopHasExecutedInPart() {
        tws.advanceTo(Scene.at("09:30") + 1);
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 90, "STP", "", "190.00"));
        tws.advanceTo(Scene.at("09:31"));
        List<String> statuses =
                client.take("3").stream().map(OrdersTest::brief).distinct().toList();
        assertEquals("1 PreSubmitted 0 90 0", statuses.get(0));
        for (String status : statuses.subList(1, statuses.size() - 1)) {
            assertTrue(status.startsWith("1 Submitted "), status);
        }
        assertTrue(statuses.size() > 2, statuses::toString);
        assertEquals("1 Filled 90 0 190", statuses.get(statuses.size() - 1));
    }

    /** What has executed already is all of it then. */
    @Test
    void shouldBeFilledWhenItIsChangedToWhatHasExecuted() {
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 90, "LMT", "190.00", ""));
        assertFalse(tws.orders().get(0).isWorking(), "before the open");
        assertTrue(tws.advanceToExecution(Scene.at("09:31")));
        OrderView part = tws.orders().get(0);
        assertTrue(part.filled() > 0 && part.filled() < 90, part::toString);
        assertTrue(part.isWorking());
        client.take();
        client.send(Scene.order(1, "BUY", (int) part.filled() - 1, "LMT", "190.00", ""));
        assertEquals(
                List.of("4|2|1|201|Order rejected - reason:the quantity is less than what has executed|"),
                client.take());
        client.send(Scene.order(1, "BUY", (int) part.filled(), "LMT", "190.00", ""));
        assertEquals(List.of("Filled " + part.filled() + " of " + part.filled()), orders(tws));
    }

    /** One share is enough for it. */
    @Test
    void shouldExecuteASingleShareAgainstItsCancellation() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 1, "LMT", "150.00", ""));
        tws.inject(FaultRule.next(FaultKind.CANCEL_FILL_RACE));
        client.take();
        client.send("4", "1", "1", "");
        assertEquals(List.of("1@150.00"), executions(tws));
        assertEquals(List.of("Filled 1 of 1"), orders(tws));
        assertEquals(
                List.of("4|2|1|10148|OrderId 1 that needs to be cancelled cannot be cancelled, state: Filled.|"),
                client.take("4"));
    }

    /** What does not work, or has no price yet, is cancelled, and the fault waits for another one. */
    @Test
    void shouldExecuteNothingAgainstACancellationThatCouldNotExecute() {
        tws.inject(FaultRule.next(FaultKind.CANCEL_FILL_RACE));
        client.send(Scene.order(1, "BUY", 10, "LMT", "200.00", ""));
        client.send("4", "1", "1", "");
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(2, "BUY", 10, "MKT", "", ""));
        assertTrue(tws.orders().get(1).isWorking());
        client.send("4", "1", "2", "");
        assertEquals(List.of("Cancelled 0 of 10", "Cancelled 0 of 10"), orders(tws));
        assertEquals(List.of(), executions(tws));
        assertEquals(Map.of(), tws.faultsFired());
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(List.of(), executions(tws));
    }

    /** The first order of a day as well as any other: 185 is reached after its cancellation. */
    @Test
    void shouldNotExecuteWhatIsCancelled() {
        Workstation falling =
                Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "190.00", "180.00", "180.00")));
        TestClient trader = TestClient.started(falling, 7);
        falling.advanceTo(Scene.at("09:30") + 1);
        for (int id = 1; id <= 3; id++) {
            trader.send(Scene.order(id, "BUY", 10 * id, "LMT", "185.00", ""));
        }
        trader.send("4", "1", "1", "");
        trader.send("4", "1", "3", "");
        falling.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("20@185.00"), executions(falling));
        assertEquals(List.of("Cancelled 0 of 10", "Filled 20 of 20", "Cancelled 0 of 30"), orders(falling));
    }

    /** An order that may no longer work outside of regular hours ceases to at once. */
    @Test
    void shouldRestWhenItIsChangedToRegularHours() {
        Tape tape = Tape.ofBars(
                Listing.of("AAPL"),
                List.of(
                        Scene.bar("08:00", "189.00", "189.00", "187.00", "187.00"),
                        Scene.bar("09:30", "186.00", "186.00", "186.00", "186.00")));
        Workstation early = Scene.workstation(
                new SimSettings(List.of(tape), Scene.at("07:55")).fills(Scene.fills("slippage-ticks = 0")));
        TestClient trader = TestClient.started(early, 7);
        early.advanceTo(Scene.at("08:00") + 1);
        trader.send(Scene.order(1, "BUY", 10, "LMT", "188.00", "", "33=1"));
        assertTrue(early.orders().get(0).isWorking());
        trader.send(Scene.order(1, "BUY", 10, "LMT", "188.00", ""));
        assertFalse(early.orders().get(0).isWorking());
        early.advanceTo(Scene.at("09:30"));
        assertEquals(List.of(), executions(early));
        assertTrue(early.orders().get(0).isWorking());
        early.advanceTo(Scene.at("09:30") + 1);
        assertEquals(List.of("10@186.00"), executions(early));
    }

    /** A group shrinks to its last share; with none left it is over. */
    @Test
    void shouldLeaveTheLastShareOfAGroup() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 31, "LMT", "100.00", "", "22=g", "47=2"));
        client.send(Scene.order(2, "BUY", 30, "LMT", "101.00", "", "22=g", "47=2"));
        client.send(Scene.order(3, "BUY", 30, "LMT", "190.00", "", "22=g", "47=2"));
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(List.of("Submitted 0 of 1", "Cancelled 0 of 30", "Filled 30 of 30"), orders(tws));
    }

    /** Two shares are enough for parts, one is not. */
    @Test
    void shouldExecuteInPartsFromTwoSharesOn() {
        tws.advanceTo(Scene.at("09:30"));
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 1, "LMT", "190.00", ""));
        assertEquals(Map.of(), tws.faultsFired());
        client.send(Scene.order(2, "BUY", 2, "LMT", "190.00", ""));
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("1@190.00", "1@190.00", "1@190.00"), executions(tws));
        assertEquals(Map.of(FaultKind.PARTIAL_FILL, 1L), tws.faultsFired());
    }

    /** Trades that do not reach its trigger leave a stop with a limit as it is; a stop that is met is submitted. */
    @Test
    void shouldHoldAStopWithALimitUntilItIsTriggered() {
        Workstation falling =
                Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "190.00", "180.00", "180.00"))
                        .wholeBars(true));
        TestClient trader = TestClient.started(falling, 7);
        falling.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "SELL", 10, "STP LMT", "189.50", "170.00"));
        trader.send(Scene.order(2, "SELL", 10, "STP LMT", "189.50", "185.00"));
        trader.send(Scene.order(3, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("PreSubmitted 0 of 10", "PreSubmitted 0 of 10", "Filled 10 of 10"), orders(falling));
        falling.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("PreSubmitted 0 of 10", "Submitted 0 of 10", "Filled 10 of 10"), orders(falling));
    }

    /** A child that comes once its parent has executed works at once, whichever order of the bracket transmits it. */
    @Test
    void shouldWorkAChildThatComesAfterItsParentsExecution() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.send(Scene.order(2, "SELL", 10, "LMT", "200.00", "", "28=1", "27=0"));
        assertFalse(tws.orders().get(1).isWorking(), "it is not transmitted");
        client.send(Scene.order(3, "SELL", 10, "STP", "", "180.00", "28=1"));
        assertTrue(tws.orders().get(1).isWorking());
        assertTrue(tws.orders().get(2).isWorking());
        client.send(Scene.order(4, "SELL", 10, "LMT", "189.00", "", "28=1"));
        assertEquals(List.of("10@190.00", "10@190.00"), executions(tws));
        assertEquals(List.of("1 Filled", "2 Cancelled", "3 Cancelled", "4 Filled"), live(tws));
    }

    @Test
    void shouldNumberOrdersUpwards() {
        for (int id = 1; id <= 3; id++) {
            client.send(Scene.order(id, "BUY", 1, "LMT", "150.00", ""));
        }
        assertEquals(
                List.of("1376327563", "1376327564", "1376327565"),
                client.take("5").stream().map(one -> one.split("\\|", -1)[25]).toList());
    }

    /** The first full minute is the first at which a date may be over, wherever within one the day begins. */
    @Test
    void shouldEndWithItsDateAtTheFirstMinute() {
        for (String start : List.of("09:25", "09:25:30", "09:25:59")) {
            Workstation some = Scene.workstation(
                    new SimSettings(List.of(Tape.ofBars(Listing.of("AAPL"), List.of(FLAT))), Scene.at(start)));
            TestClient trader = TestClient.started(some, 7);
            trader.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "21=GTD", "38=20260105 09:26:00 US/Eastern"));
            trader.send(Scene.order(2, "BUY", 10, "LMT", "150.00", "", "21=GTD", "38=20260105 09:26:01 US/Eastern"));
            some.advanceTo(Scene.at("09:26") - 1);
            assertEquals(List.of("1 PreSubmitted live", "2 PreSubmitted live"), live(some));
            some.advanceTo(Scene.at("09:26"));
            assertEquals(List.of("1 Cancelled", "2 PreSubmitted live"), live(some));
            some.advanceTo(Scene.at("09:27"));
            assertEquals(List.of("1 Cancelled", "2 Cancelled"), live(some));
        }
    }

    /** A second after its cancellation at the earliest, and within three. */
    @Test
    void shouldExecuteUpToThreeSecondsAfterItsCancellation() {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int seed = 0; seed < 50; seed++) {
            List<FaultRule> rules = List.of(FaultRule.next(FaultKind.LATE_FILL));
            Workstation some = Scene.workstation(Scene.settings(FLAT).faults(new FaultScript(rules, seed)));
            TestClient trader = TestClient.started(some, 7);
            some.advanceTo(Scene.at("09:30") + 1);
            trader.send(Scene.order(1, "BUY", 1, "LMT", "150.00", ""));
            trader.send("4", "1", "1", "");
            assertEquals(List.of("Cancelled 0 of 1"), orders(some));
            assertTrue(some.advanceToExecution(Scene.at("09:35")));
            first = Math.min(first, some.now() - Scene.at("09:30") - 1);
            last = Math.max(last, some.now() - Scene.at("09:30") - 1);
            assertEquals(List.of("1@150.00"), executions(some));
        }
        assertTrue(first >= Scene.SECOND && first < 1_200_000_000L, "first " + first);
        assertTrue(last > 2_800_000_000L && last < 3 * Scene.SECOND, "last " + last);
    }

    @Test
    void shouldTellExecutionsFromTheVerySecondOnThatIsAskedFor() {
        tws.advanceTo(Scene.at("09:30") + 2 * Scene.SECOND);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.take();
        client.send("7", "3", "41", "0", "", "20260105-14:30:02", "", "", "", "");
        assertEquals(1, client.take("11").size());
        client.send("7", "3", "41", "0", "", "20260105-14:30:03", "", "", "", "");
        assertEquals(0, client.take("11").size());
    }

    /** A quarter of the value is bound: 100,000 are enough for 400,000 exactly, which at 190 are 2105 shares. */
    @Test
    void shouldTakeOrdersForAsMuchAsTheAccountHasMarginFor() {
        client.send(Scene.order(1, "BUY", 2000, "LMT", "200.00", ""));
        client.send(Scene.order(2, "BUY", 2001, "LMT", "200.00", ""));
        client.send(Scene.order(3, "SELL", 2001, "LMT", "200.00", ""));
        String refused =
                "|201|Order rejected - reason:YOUR ORDER IS NOT ACCEPTED. IN ORDER TO OBTAIN THE DESIRED POSITION"
                        + " YOUR AVAILABLE FUNDS [100000.00 USD] MUST EXCEED THE INITIAL MARGIN [100050.00 USD]|";
        assertEquals(
                List.of("4|2|2" + refused, "4|2|3" + refused),
                client.take("4").stream().filter(one -> one.contains("|201|")).toList());

        Workstation market = Scene.workstation(Scene.settings(FLAT));
        TestClient trader = TestClient.started(market, 7);
        market.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "SELL", 2106, "MKT", "", ""));
        assertEquals(List.of(), executions(market));
        trader.send(Scene.order(2, "SELL", 2105, "MKT", "", ""));
        assertEquals(List.of("2105@190.00"), executions(market));
        // What makes a position smaller binds nothing.
        trader.send(Scene.order(3, "BUY", 2105, "MKT", "", ""));
        assertEquals(0, market.shares("AAPL"));
    }

    @Test
    void shouldLetTwentyOrdersWorkOnASide() {
        tws.advanceTo(Scene.at("09:30") + 1);
        for (int id = 1; id <= 20; id++) {
            client.send(Scene.order(id, "BUY", 1, "LMT", "150.00", ""));
        }
        assertEquals(List.of(), client.take("4"));
        client.send(Scene.order(21, "BUY", 1, "LMT", "150.00", ""));
        assertEquals(
                List.of("4|2|21|201|Order rejected - reason:there are 20 orders working on this side of the contract|"),
                client.take("4"));
        client.send(Scene.order(22, "SELL", 1, "LMT", "250.00", ""));
        assertEquals(List.of(), client.take("4"), "the other side");
        client.send("4", "1", "1", "");
        client.take();
        client.send(Scene.order(23, "BUY", 1, "LMT", "150.00", ""));
        assertEquals(List.of(), client.take("4"));
    }

    /** What is traded before the open, or does not count as a price, or while the name is halted, meets nothing. */
    @Test
    void shouldMeetOnlyTradesThatMakeAPrice() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open - Scene.SECOND, Scene.e8("150"), 10, false),
                        new Tape.Trade(open, Scene.e8("150"), 10, true),
                        new Tape.Trade(open + Scene.SECOND, Scene.e8("190"), 10, false),
                        new Tape.Trade(open + 2 * Scene.SECOND, Scene.e8("151"), 10, true),
                        new Tape.Trade(open + 3 * Scene.SECOND, Scene.e8("151"), 10, false),
                        new Tape.Trade(open + 4 * Scene.SECOND, Scene.e8("151"), 10, false)),
                List.of());
        Workstation trading = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25"))
                .fills(Scene.fills("slippage-ticks = 0, limit-touch = fills")));
        TestClient trader = TestClient.started(trading, 7);
        trader.send(Scene.order(1, "BUY", 1, "MKT", "", ""));
        trader.send(Scene.order(2, "BUY", 2, "LMT", "151.00", ""));
        trading.advanceTo(open);
        assertEquals(List.of(), executions(trading));
        trading.advanceTo(open + 2 * Scene.SECOND);
        assertEquals(List.of("1@190.00"), executions(trading));
        trading.halt("AAPL", 1);
        trading.advanceTo(open + 3 * Scene.SECOND);
        assertEquals(List.of("1@190.00"), executions(trading));
        trading.halt("AAPL", 0);
        trading.advanceTo(open + 4 * Scene.SECOND);
        assertEquals(List.of("1@190.00", "2@151.00"), executions(trading));
    }

    /** The first trade of regular hours is the opening auction, and there is none after it. */
    @Test
    void shouldOpenWithTheFirstTradeOfRegularHours() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open - Scene.SECOND, Scene.e8("189"), 10, false),
                        new Tape.Trade(open + 2 * Scene.SECOND, Scene.e8("190"), 10, false),
                        new Tape.Trade(open + 4 * Scene.SECOND, Scene.e8("191"), 10, false),
                        new Tape.Trade(Scene.at(Scene.DAY.plusDays(1), "09:30"), Scene.e8("180"), 10, false)),
                List.of());
        Workstation trading = Scene.workstation(
                new SimSettings(List.of(tape), Scene.at("09:25")).fills(Scene.fills("slippage-ticks = 0")));
        TestClient trader = TestClient.started(trading, 7);
        trader.send(Scene.order(1, "BUY", 1, "MKT", "", "", "21=OPG"));
        trader.send(Scene.order(2, "BUY", 2, "LMT", "185.00", "", "21=OPG"));
        trading.advanceTo(open + 2 * Scene.SECOND - 1);
        assertEquals(List.of("PreSubmitted 0 of 1", "PreSubmitted 0 of 2"), orders(trading));
        trading.advanceTo(open + 2 * Scene.SECOND);
        assertEquals(List.of("1@190.00"), executions(trading));
        assertEquals(List.of("Filled 1 of 1", "Cancelled 0 of 2"), orders(trading));
        trader.send(Scene.order(3, "BUY", 3, "MKT", "", "", "21=OPG"));
        trading.advanceTo(open + 4 * Scene.SECOND);
        assertEquals(List.of("1@190.00"), executions(trading));
        trading.advanceTo(Scene.at(Scene.DAY.plusDays(1), "09:30"));
        assertEquals(List.of("1@190.00", "3@180.00"), executions(trading));
    }

    /** An offer below its limit executes what waits, at the limit, unless the name is halted. */
    @Test
    void shouldMeetQuotesUnlessTheNameIsHalted() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open, Scene.e8("190"), 100, false),
                        new Tape.Trade(open + 60 * Scene.SECOND, Scene.e8("190"), 100, false)),
                List.of(
                        new Tape.Quote(open + 1, Scene.e8("189.90"), Scene.e8("190.10"), 500, 500),
                        new Tape.Quote(open + 2 * Scene.SECOND, Scene.e8("188.90"), Scene.e8("189.10"), 500, 500),
                        new Tape.Quote(open + 4 * Scene.SECOND, Scene.e8("188.90"), Scene.e8("189.20"), 500, 500)));
        Workstation quoting = Scene.workstation(
                new SimSettings(List.of(tape), Scene.at("09:25")).fills(Scene.fills("slippage-ticks = 0")));
        TestClient trader = TestClient.started(quoting, 7);
        quoting.advanceTo(open + Scene.SECOND);
        trader.send(Scene.order(1, "BUY", 10, "LMT", "189.50", ""));
        quoting.halt("AAPL", 1);
        quoting.advanceTo(open + 3 * Scene.SECOND);
        assertEquals(List.of(), executions(quoting));
        quoting.halt("AAPL", 0);
        quoting.advanceTo(open + 4 * Scene.SECOND);
        assertEquals(List.of("10@189.50"), executions(quoting));
    }

    // ---- Splits ---------------------------------------------------------------------------------------------------

    /** A workstation whose AAPL, and only that, is split at 09:40: one share becomes so many. */
    private static Workstation split(long numerator, long denominator, CorporateAction kind, PriceBar... bars) {
        SimSettings settings = new SimSettings(
                        List.of(
                                Tape.ofBars(Listing.of("AAPL"), List.of(bars)),
                                Tape.ofBars(Listing.of("QQQ"), List.of(FLAT))),
                        Scene.at("09:25"))
                .messagesPerSecondMax(0)
                .fills(Scene.fills("slippage-ticks = 0, limit-touch = fills"));
        return Scene.workstation(settings.happening(new SimSettings.Happening(
                "AAPL", Scene.at("09:40"), new CorporateActions.Action(0, 0, kind, numerator, denominator, 0))));
    }

    private static List<String> terms(Workstation tws) {
        return tws.orders().stream()
                .map(one -> one.symbol() + " " + one.status() + " " + one.filled() + " of " + one.quantity() + " at "
                        + FixedPoint.format(one.limitE8()) + " stop " + FixedPoint.format(one.stopE8()))
                .toList();
    }

    private static final List<String> UNSPLIT = List.of(
            "AAPL Submitted 0 of 15 at 100.07 stop 0.00",
            "AAPL PreSubmitted 0 of 15 at 0.00 stop 250.05",
            "AAPL PreSubmitted 0 of 15 at 250.11 stop 250.05",
            "AAPL Cancelled 0 of 15 at 100.00 stop 0.00",
            "QQQ Submitted 0 of 15 at 100.00 stop 0.00");

    private static void placeBeforeTheSplit(Workstation tws) {
        TestClient trader = TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "BUY", 15, "LMT", "100.07", ""));
        trader.send(Scene.order(2, "BUY", 15, "STP", "", "250.05"));
        trader.send(Scene.order(3, "BUY", 15, "STP LMT", "250.11", "250.05"));
        trader.send(Scene.order(4, "BUY", 15, "LMT", "100.00", ""));
        trader.send("4", "1", "4", "");
        trader.send(Scene.order(5, "BUY", 15, "LMT", "100.00", "", "2=320227571", "3=QQQ"));
        assertEquals(UNSPLIT, terms(tws));
        trader.take();
        tws.advanceTo(Scene.at("09:40") + 1);
    }

    /** Three for one: a third of 100.07 is 33.3567, of 250.05 83.35, of 250.11 83.37. */
    @Test
    void shouldRestateWhatWaitsWhenItsShareIsSplit() {
        Workstation three = split(3, 1, CorporateAction.SPLIT, FLAT);
        placeBeforeTheSplit(three);
        assertEquals(
                List.of(
                        "AAPL Submitted 0 of 45 at 33.36 stop 0.00",
                        "AAPL PreSubmitted 0 of 45 at 0.00 stop 83.35",
                        "AAPL PreSubmitted 0 of 45 at 83.37 stop 83.35",
                        UNSPLIT.get(3),
                        UNSPLIT.get(4)),
                terms(three));
    }

    /** One for two: fifteen become seven. */
    @Test
    void shouldDropTheFractionOfWhatWaits() {
        Workstation half = split(1, 2, CorporateAction.SPLIT, FLAT);
        placeBeforeTheSplit(half);
        assertEquals(
                List.of(
                        "AAPL Submitted 0 of 7 at 200.14 stop 0.00",
                        "AAPL PreSubmitted 0 of 7 at 0.00 stop 500.10",
                        "AAPL PreSubmitted 0 of 7 at 500.22 stop 500.10",
                        UNSPLIT.get(3),
                        UNSPLIT.get(4)),
                terms(half));
    }

    @Test
    void shouldEndAnOrderOfWhichLessThanAShareIsLeft() {
        Workstation tenth = split(1, 15, CorporateAction.SPLIT, FLAT);
        placeBeforeTheSplit(tenth);
        assertEquals("AAPL Submitted 0 of 1 at 1501.05 stop 0.00", terms(tenth).get(0));
        Workstation none = split(1, 16, CorporateAction.SPLIT, FLAT);
        placeBeforeTheSplit(none);
        assertEquals(
                List.of("Cancelled", "Cancelled", "Cancelled", "Cancelled", "Submitted"),
                none.orders().stream().map(OrderView::status).toList());
    }

    @Test
    void shouldLeaveOrdersAsTheyAreWhenADividendIsPaid() {
        Workstation paid = split(1, 1, CorporateAction.DIVIDEND, FLAT);
        placeBeforeTheSplit(paid);
        assertEquals(UNSPLIT, terms(paid));
        Workstation gone = split(2, 1, CorporateAction.DIVIDEND, FLAT);
        placeBeforeTheSplit(gone);
        assertEquals(UNSPLIT, terms(gone));
    }

    /** What has executed stays as it is: only the rest of it becomes more shares. */
    @Test
    void shouldSplitTheRestOfAnOrderThatHasExecutedInPart() {
        Workstation part = split(2, 1, CorporateAction.SPLIT, FLAT);
        TestClient trader = TestClient.started(part, 7);
        part.advanceTo(Scene.at("09:30") + 1);
        part.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        trader.send(Scene.order(1, "BUY", 90, "LMT", "190.00", ""));
        long filled = part.orders().get(0).filled();
        assertTrue(filled > 0 && filled < 90, "filled " + filled);
        part.halt("AAPL", 1);
        part.advanceTo(Scene.at("09:40") - 1);
        trader.take();
        part.advanceTo(Scene.at("09:40"));
        long quantity = filled + 2 * (90 - filled);
        assertEquals(List.of("AAPL Submitted " + filled + " of " + quantity + " at 95.00 stop 0.00"), terms(part));
        assertEquals(
                List.of("1 Submitted " + filled + " " + (quantity - filled) + " 190"),
                trader.take("3").stream().map(OrdersTest::brief).distinct().toList());
    }

    // ---- Days -----------------------------------------------------------------------------------------------------

    /** Prices before the session are not its opening. */
    @Test
    void shouldOpenWithTheFirstPriceOfRegularHours() {
        Tape tape = Tape.ofBars(
                Listing.of("AAPL"),
                List.of(
                        Scene.bar("08:00", "189.00", "189.00", "189.00", "189.00"),
                        Scene.bar("09:30", "190.00", "190.00", "190.00", "190.00"),
                        Scene.bar("09:35", "191.00", "191.00", "191.00", "191.00")));
        Workstation early = Scene.workstation(
                new SimSettings(List.of(tape), Scene.at("07:55")).fills(Scene.fills("slippage-ticks = 0")));
        TestClient trader = TestClient.started(early, 7);
        trader.send(Scene.order(1, "BUY", 10, "MKT", "", "", "21=OPG"));
        early.advanceTo(Scene.at("09:30"));
        assertEquals(List.of(), executions(early));
        early.advanceTo(Scene.at("09:30") + 1);
        assertEquals(List.of("10@190.00"), executions(early));
        trader.send(Scene.order(2, "BUY", 20, "MKT", "", "", "21=OPG"));
        early.advanceTo(Scene.at("15:00"));
        assertEquals(List.of("10@190.00"), executions(early), "there is one opening a day");
    }

    /** Neither a new order nor a changed one executes during a halt, though the last price would do. */
    @Test
    void shouldExecuteNothingThatComesDuringAHalt() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        tws.halt("AAPL", 2);
        client.send(Scene.order(1, "BUY", 10, "LMT", "190.00", ""));
        client.send(Scene.order(2, "BUY", 20, "MKT", "", ""));
        tws.advanceTo(Scene.at("09:36"));
        assertEquals(List.of(), executions(tws));
        tws.halt("AAPL", 0);
        tws.advanceTo(Scene.at("09:37"));
        assertEquals(List.of("10@190.00", "20@190.00"), executions(tws));
    }

    /** It has trailed to 194 when the session ends, and works on from there: 194.50 does not reach it, 193.90 does. */
    @Test
    void shouldKeepWhereAStopHasTrailedToOvernight() {
        Workstation days = Scene.workstation(Scene.settings(
                        Scene.bar("09:30", "190.00", "195.00", "190.00", "195.00"),
                        Scene.bar(Scene.DAY.plusDays(1), "09:30", "194.50", "194.50", "194.50", "194.50"),
                        Scene.bar(Scene.DAY.plusDays(1), "09:35", "194.50", "194.50", "193.90", "193.90"))
                .wholeBars(true));
        TestClient trader = TestClient.started(days, 7);
        days.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "SELL", 10, "TRAIL", "", "1.00", "21=GTC"));
        days.advanceTo(Scene.at(Scene.DAY.plusDays(1), "09:35"));
        assertEquals(List.of(), executions(days));
        days.advanceTo(Scene.at(Scene.DAY.plusDays(1), "09:40"));
        assertEquals(List.of("10@194.00"), executions(days));
    }

    /** A child that asks for no more than its parent has executed stays as it is when the rest of the parent ends. */
    @Test
    void shouldLeaveAChildAloneThatIsAsLargeAsItsParentsExecutions() {
        tws.advanceTo(Scene.at("09:30") + 1);
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 90, "LMT", "190.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 90, "STP", "", "180.00", "28=1", "21=GTC"));
        int filled = (int) tws.orders().get(0).filled();
        assertTrue(filled > 0 && filled < 90, "filled " + filled);
        tws.halt("AAPL", 1);
        client.send(Scene.order(2, "SELL", filled, "STP", "", "180.00", "28=1", "21=GTC"));
        client.take();
        client.send("4", "1", "1", "");
        assertEquals(
                List.of("1 Cancelled " + filled + " " + (90 - filled) + " 190"),
                client.take("3").stream().map(OrdersTest::brief).toList());
    }

    /** What an order cost is told with it once it is filled, and not before. */
    @Test
    void shouldTellTheCommissionOfAnOrderThatIsFilled() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(
                List.of("1 Submitted  ", "1 Filled 1.0 USD", "2 Submitted  "),
                client.take("5").stream()
                        .map(one -> one.split("\\|", -1))
                        .map(one -> one[1] + " " + one[94] + " " + one[104] + " " + one[107])
                        .distinct()
                        .toList());
    }

    /** What is held binds less once it is sold: a what-if of a sale frees margin, one that turns round binds it again. */
    @Test
    void shouldPreviewASaleOfWhatIsHeld() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        client.take();
        client.send(Scene.order(2, "SELL", 40, "LMT", "200.00", "", "85=1"));
        client.send(Scene.order(3, "SELL", 150, "LMT", "200.00", "", "85=1"));
        client.send(Scene.order(4, "SELL", 300, "LMT", "200.00", "", "85=1"));
        // A hundred at 190 bind 4750; at 200 forty are 2000 less, fifty the other way 2500 less, two hundred 5000 more.
        assertEquals(
                List.of("4750.0 -2000.0 2750.0", "4750.0 -2500.0 2250.0", "4750.0 5000.0 9750.0"),
                client.take("5").stream()
                        .map(one -> one.split("\\|", -1))
                        .map(one -> one[87] + " " + one[90] + " " + one[93])
                        .toList());
    }

    @Test
    void shouldLetTheFirstClientAloneBindManualOrders() {
        String refused = "4|2|-1|327|Only the API client with client id 0 can set the auto-bind property.|";
        TestClient zero = TestClient.started(tws, 0);
        zero.send("15", "1", "1");
        assertEquals(List.of(), zero.take());
        TestClient one = TestClient.started(tws, 1);
        one.send("15", "1", "1");
        assertEquals(List.of(refused), one.take());
    }

    @Test
    void shouldCountTheOrdersOfEachInstrumentAlone() {
        Workstation both = split(1, 1, CorporateAction.DIVIDEND, FLAT);
        TestClient trader = TestClient.started(both, 7);
        both.advanceTo(Scene.at("09:30") + 1);
        for (int id = 1; id <= 20; id++) {
            trader.send(Scene.order(id, "BUY", 1, "LMT", "150.00", "", "2=320227571", "3=QQQ"));
        }
        trader.send(Scene.order(21, "BUY", 1, "LMT", "150.00", ""));
        assertEquals(List.of(), trader.take("4"));
    }

    // ---- Brackets -------------------------------------------------------------------------------------------------

    private static List<String> live(Workstation tws) {
        return tws.orders().stream()
                .map(one -> one.orderId() + " " + one.status() + (one.isLive() ? " live" : ""))
                .toList();
    }

    /** What is held goes with its own bracket, unless it was cancelled before; what is not of it goes on waiting. */
    @Test
    void shouldTransmitABracketAloneAndOnce() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 10, "STP", "", "140.00", "28=1", "27=0"));
        client.send(Scene.order(3, "SELL", 10, "STP", "", "141.00", "28=1", "27=0"));
        client.send(Scene.order(4, "BUY", 10, "LMT", "190.00", "", "27=0"));
        client.send("4", "1", "3", "");
        assertEquals(List.of(), client.take("3", "5"), "nobody was told of any");
        client.send(Scene.order(5, "SELL", 10, "LMT", "200.00", "", "28=1"));
        assertEquals(
                List.of(
                        "1 Submitted live",
                        "2 PreSubmitted live",
                        "3 Cancelled",
                        "4 PreSubmitted",
                        "5 PreSubmitted live"),
                live(tws));
        client.take();
        client.send(Scene.order(6, "SELL", 10, "LMT", "210.00", "", "28=1"));
        assertEquals(
                List.of("6 PreSubmitted 0 10 0"),
                client.take("3").stream().map(OrdersTest::brief).toList(),
                "the others are told already");
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(List.of(), executions(tws));
    }

    @Test
    void shouldKeepTheGroupThatAChildNames() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "22=g1"));
        client.send(Scene.order(2, "SELL", 10, "STP", "", "140.00", "28=1", "22=g2"));
        assertEquals(
                List.of("1 g1", "2 g2"),
                client.take("5").stream()
                        .map(one -> one.split("\\|", -1))
                        .map(one -> one[1] + " " + one[19])
                        .distinct()
                        .toList());
    }

    /** A child waits for its parent, and an order for the open for the open: neither is warned of the hours. */
    @Test
    void shouldWarnOfTheHoursOnlyWhatWaitsForThem() {
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 10, "STP", "", "140.00", "28=1"));
        client.send(Scene.order(3, "BUY", 10, "MKT", "", "", "21=OPG"));
        client.send(Scene.order(4, "BUY", 10, "LMT", "150.00", "", "33=1"));
        assertEquals(
                List.of("1 399"),
                client.take("4").stream()
                        .map(one -> one.split("\\|", -1))
                        .map(one -> one[2] + " " + one[3])
                        .toList());
    }

    /** The next open is today's before it, tomorrow's after the close, and Monday's from Saturday. */
    @Test
    void shouldNameTheNextOpen() {
        String[][] times = {
            {"2026-01-05", "09:25", "20260105"},
            {"2026-01-05", "16:00", "20260106"},
            {"2026-01-09", "17:00", "20260112"},
            {"2026-01-10", "08:00", "20260112"},
            {"2026-01-10", "12:00", "20260112"}
        };
        for (String[] time : times) {
            Workstation some = Scene.workstation(new SimSettings(
                    List.of(Tape.ofBars(Listing.of("AAPL"), List.of(FLAT))),
                    Scene.at(LocalDate.parse(time[0]), time[1])));
            TestClient trader = TestClient.started(some, 7);
            trader.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "21=GTC"));
            assertEquals(
                    List.of(
                            "4|2|1|399|Order Message:\nBUY 10 AAPL NASDAQ.NMS\nWarning: your order will not be placed at"
                                    + " the exchange until " + time[2] + " 09:30:00 US/Eastern|"),
                    trader.take("4"));
        }
    }

    /** A day ends at the close, of what works in extended hours at their end; what is good till cancelled goes on. */
    @Test
    void shouldEndADayWhenItsHoursEnd() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", "", "33=1"));
        client.send(Scene.order(3, "BUY", 10, "LMT", "150.00", "", "21=GTC"));
        client.send(Scene.order(4, "BUY", 10, "LMT", "150.00", "", "21=GTC", "33=1"));
        client.send(Scene.order(5, "BUY", 10, "LMT", "150.00", "", "27=0"));
        tws.advanceTo(Scene.at("16:00") - 1);
        assertEquals(4, tws.orders().stream().filter(OrderView::isLive).count());
        tws.advanceTo(Scene.at("16:00"));
        assertEquals(
                List.of("1 Cancelled", "2 Submitted live", "3 Submitted live", "4 Submitted live", "5 PreSubmitted"),
                live(tws));
        tws.advanceTo(Scene.at("20:00"));
        assertEquals(
                List.of("1 Cancelled", "2 Cancelled", "3 Submitted live", "4 Submitted live", "5 PreSubmitted"),
                live(tws));
    }

    // ---- What works, and for how much -----------------------------------------------------------------------------

    /** Only its price is another. */
    @Test
    void shouldWorkAtThePriceToWhichItIsChanged() {
        Workstation falling =
                Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "190.00", "180.00", "180.00")));
        TestClient trader = TestClient.started(falling, 7);
        falling.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "BUY", 10, "LMT", "170.00", ""));
        trader.send(Scene.order(2, "SELL", 10, "STP", "", "170.00"));
        trader.send(Scene.order(1, "BUY", 10, "LMT", "185.00", ""));
        trader.send(Scene.order(2, "SELL", 10, "STP", "", "184.00"));
        falling.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("10@185.00", "10@184.00"), executions(falling));
    }

    /** What is left of the other order of a group executes later, and no more of it. */
    @Test
    void shouldExecuteWhatAGroupHasLeft() {
        Workstation falling =
                Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "190.00", "180.00", "180.00")));
        TestClient trader = TestClient.started(falling, 7);
        falling.advanceTo(Scene.at("09:30"));
        trader.send(Scene.order(1, "BUY", 30, "LMT", "190.00", "", "22=g", "47=2"));
        trader.send(Scene.order(2, "BUY", 50, "LMT", "185.00", "", "22=g", "47=2"));
        falling.advanceTo(Scene.at("09:30") + 1);
        assertEquals(List.of("Filled 30 of 30", "Submitted 0 of 20"), orders(falling));
        falling.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("30@190.00", "20@185.00"), executions(falling));
        assertEquals(List.of("Filled 30 of 30", "Filled 20 of 20"), orders(falling));
    }

    /** The least of a commission is charged once an order, however many parts it executes in. */
    @Test
    void shouldChargeTheLeastOnceForAllParts() {
        tws.advanceTo(Scene.at("09:30") + 1);
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 90, "LMT", "190.00", ""));
        tws.advanceTo(Scene.at("09:40"));
        assertTrue(tws.executions().size() > 1);
        assertEquals(90, tws.shares("AAPL"));
        assertEquals(Scene.e8("82899"), tws.cashE8(), "100,000 less 17,100 and 1");
    }

    /**
     * A part of a parent has executed; its target sells that, at 195, and then there is nothing left to protect: its stop
     * works for nothing, and ends with the parent.
     */
    @Test
    void shouldProtectNoMoreThanIsLeftOfAPart() {
        Workstation rising =
                Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "195.00", "190.00", "195.00"))
                        .wholeBars(true));
        TestClient trader = TestClient.started(rising, 7);
        rising.advanceTo(Scene.at("09:30") + 1);
        rising.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        trader.send(Scene.order(1, "BUY", 100, "LMT", "190.00", "", "27=0"));
        trader.send(Scene.order(2, "SELL", 100, "LMT", "194.00", "", "28=1", "27=0"));
        trader.send(Scene.order(3, "SELL", 100, "STP", "", "180.00", "28=1"));
        long part = rising.orders().get(0).filled();
        assertTrue(part > 0 && part < 100, "part " + part);
        rising.halt("AAPL", 1);
        rising.advanceTo(Scene.at("09:33") + 10 * Scene.SECOND);
        assertEquals(
                List.of("Submitted " + part + " of 100", "Submitted 0 of 100", "PreSubmitted 0 of 100"),
                orders(rising));
        assertTrue(rising.orders().get(2).isWorking());
        rising.halt("AAPL", 0);
        rising.advanceTo(Scene.at("09:35"));
        assertEquals(List.of(part + "@190.00", part + "@195.00"), executions(rising));
        assertEquals(0, rising.shares("AAPL"));
        assertEquals(
                List.of(
                        "Submitted " + part + " of 100",
                        "Submitted " + part + " of 100",
                        "PreSubmitted 0 of " + (100 - part)),
                orders(rising));
        assertFalse(rising.orders().get(2).isWorking());
        trader.send("4", "1", "1", "");
        assertEquals(
                List.of("Cancelled", "Cancelled", "Cancelled"),
                rising.orders().stream().map(OrderView::status).toList());
    }
}
