package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
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
        client.send("4", "1", "1", "");
        assertEquals(List.of("1@150.00"), executions(tws));
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
}
