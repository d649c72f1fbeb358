package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.BrokerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrdersTest {
    /** 09:30 rises from 190 to 191, 09:35 opens with a gap at 192 and falls to 188, 09:40 stands at 189. */
    private static final PriceBar[] BARS = {
        Scene.bar("09:30", "190.00", "191.20", "189.50", "191.00"),
        Scene.bar("09:35", "192.00", "192.50", "188.00", "188.20"),
        Scene.bar("09:40", "189.00", "189.00", "189.00", "189.00")
    };

    private final Workstation tws = Scene.workstation(Scene.settings(BARS));
    private final TestClient client = TestClient.started(tws, 7);

    @Test
    void shouldFillAtTheNextOpenWhenAMarketOrderComesBetweenBars() {
        tws.advanceTo(Scene.at("09:35"));
        client.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        assertEquals(List.of("1 Submitted 0 100 0", "open 1 Submitted"), orderNews());
        tws.advanceTo(Scene.at("09:35") + 1);
        assertEquals(
                List.of(
                        "exec 1 BOT 100@192 cum 100 avg 192 0000e1a7.00000001.01.01",
                        "open 1 Filled",
                        "1 Filled 100 0 192",
                        "commission 0000e1a7.00000001.01.01 1.0 unset"),
                inOrder());
        assertEquals(100, tws.shares("AAPL"));
        assertEquals(Scene.e8("80799"), tws.cashE8());
    }

    @Test
    void shouldShowOnlyThePricesThatAnOrderHas() {
        client.send(Scene.order(1, "BUY", 100, "LMT", "150.25", ""));
        client.send(Scene.order(2, "SELL", 100, "STP", "", "149.5"));
        client.send(Scene.order(3, "SELL", 100, "STP LMT", "149", "149.5"));
        client.send(Scene.order(4, "BUY", 100, "MKT", "", ""));
        assertEquals(
                List.of("LMT 150.25 0.00", "STP 0.00 149.50", "STP LMT 149.00 149.50", "MKT 0.00 0.00"),
                tws.orders().stream()
                        .map(order -> order.type() + " " + FixedPoint.format(order.limitE8()) + " "
                                + FixedPoint.format(order.stopE8()))
                        .toList());
    }

    @Test
    void shouldFillAtTheLastPriceWhenAMarketOrderComesWithinABar() {
        tws.advanceTo(Scene.at("09:40") + 2 * Scene.SECOND);
        client.send(Scene.order(1, "SELL", 1000, "MKT", "", ""));
        assertEquals(-1000, tws.shares("AAPL"));
        assertEquals(
                List.of("exec 1 SLD 1000@189 cum 1000 avg 189 0000e1a7.00000001.01.01"),
                client.take("11").stream().map(OrdersTest::brief).toList());
        assertEquals(Scene.e8("288995"), tws.cashE8(), "half a cent a share is 5.00");
    }

    @Test
    void shouldMeetThePriceOfItsArrivalWhenAnOrderTakesItsTime() {
        String usual = "slippage-ticks = 0";
        Workstation slow = Scene.workstation(
                Scene.settings(BARS).fills(Scene.fills(usual + ", latency-nanos = " + 62 * Scene.SECOND)));
        TestClient sender = TestClient.started(slow, 7);
        slow.advanceTo(Scene.at("09:35"));
        sender.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        sender.send(Scene.order(2, "BUY", 10, "LMT", "150", ""));
        sender.send(Scene.order(3, "BUY", 10, "LMT", "150", "", "85=1"));
        assertEquals(1, sender.take("5").size(), "what it would take is told at once");
        sender.send("4", "1", "2", "");
        sender.send("8", "1", "1");
        assertEquals(List.of("9|1|4"), sender.take("9"), "ids that are under way are not offered again");
        slow.advanceTo(Scene.at("09:36") + 2 * Scene.SECOND - 1);
        assertEquals(List.of(), slow.orders(), "on their way");
        slow.advanceTo(Scene.at("09:36") + 2 * Scene.SECOND);
        assertEquals(
                List.of("Filled", "Cancelled"),
                slow.orders().stream().map(OrderView::status).toList());

        Workstation quick = Scene.workstation(Scene.settings(BARS).fills(Scene.fills(usual)));
        TestClient patient = TestClient.started(quick, 7);
        quick.advanceTo(Scene.at("09:36") + 2 * Scene.SECOND);
        patient.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        assertEquals(
                quick.executions().get(0).priceE8(), slow.executions().get(0).priceE8());
    }

    @Test
    void shouldRefuseALatencyThatItCannotHave() {
        BrokerSettings counted = Scene.fills("latency-events = 2");
        UserError refused =
                assertThrows(UserError.class, () -> Scene.settings(BARS).fills(counted));
        assertTrue(
                refused.getMessage().startsWith("broker.latency-events = 2 is not allowed; use broker.latency-nanos"));
    }

    @Test
    void shouldWaitForTheOpenWithAWarningWhenItComesBefore() {
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        List<String> news = client.take();
        assertEquals("open 1 PreSubmitted", brief(news.get(0)));
        assertEquals("1 PreSubmitted 0 10 0", brief(news.get(1)));
        assertEquals(
                "4|2|1|399|Order Message:\nBUY 10 AAPL NASDAQ.NMS\nWarning: your order will not be placed at the"
                        + " exchange until 20260105 09:30:00 US/Eastern|",
                news.get(2));
        tws.advanceTo(Scene.at("09:30") + 1);
        assertEquals(
                "exec 1 BOT 10@190 cum 10 avg 190 0000e1a7.00000001.01.01",
                brief(client.take("11").get(0)));
    }

    @Test
    void shouldFillAtItsPriceOrBetterWhenALimitIsMet() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 10, "LMT", "189.60", ""));
        client.send(Scene.order(2, "SELL", 10, "LMT", "191.50", ""));
        tws.advanceTo(Scene.at("09:35") + 1);
        assertEquals(
                List.of("exec 1 BOT 10@189.6", "exec 2 SLD 10@192"),
                executions(),
                "the second one opens beyond its limit");
    }

    @Test
    void shouldFillAtTheTriggerOrAtTheGapWhenAStopIsMet() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 10, "STP", "", "191.10"));
        client.send(Scene.order(2, "BUY", 10, "STP", "", "191.50"));
        client.send(Scene.order(3, "SELL", 10, "STP", "", "188.50", "21=GTC"));
        assertEquals(
                List.of("1 PreSubmitted 0 10 0", "2 PreSubmitted 0 10 0", "3 PreSubmitted 0 10 0"),
                client.take("3").stream().map(OrdersTest::brief).toList());
        tws.advanceTo(Scene.at("09:40"));
        assertEquals(List.of("exec 1 BOT 10@191.1", "exec 2 BOT 10@192", "exec 3 SLD 10@188.5"), executions());
    }

    @Test
    void shouldFollowThePriceWhenAStopTrails() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "SELL", 10, "TRAIL", "", "2.00"));
        tws.advanceTo(Scene.at("09:40"));
        assertEquals(List.of("exec 1 SLD 10@190.5"), executions(), "two below the high of 192.50");
    }

    @Test
    void shouldBecomeALimitOrderWhenAStopLimitIsTriggered() {
        tws.advanceTo(Scene.at("09:35"));
        client.send(Scene.order(1, "SELL", 10, "STP LMT", "188.90", "188.50"));
        client.take();
        tws.advanceTo(Scene.at("09:40"));
        assertEquals(List.of("open 1 Submitted", "1 Submitted 0 10 0"), inOrder(), "it waits below its limit");
        tws.advanceTo(Scene.at("09:40") + 1);
        assertEquals(List.of("exec 1 SLD 10@189"), executions());
    }

    @Test
    void shouldTakeNothingBackWhenAStopIsRaisedWithinABar() {
        tws.advanceTo(Scene.at("09:40") + 3 * Scene.SECOND);
        client.send(Scene.order(1, "SELL", 10, "STP", "", "188.10"));
        client.send(Scene.order(1, "SELL", 10, "STP", "", "188.90"));
        tws.advanceTo(Scene.at("09:45"));
        assertEquals(List.of(), executions(), "the low of before does not count");
    }

    @Test
    void shouldHoldTheBracketUntilItsLastOrderTransmitsWhenPlaced() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 100, "LMT", "190.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 100, "LMT", "192.40", "", "27=0", "28=1", "21=GTC"));
        client.send("5", "1");
        assertEquals(List.of("53|1"), client.take(), "nothing is known of what is not transmitted");
        client.send(Scene.order(3, "SELL", 100, "STP", "", "189.00", "28=1", "21=GTC"));
        assertEquals(
                List.of("1 Submitted 0 100 0", "2 PreSubmitted 0 100 0", "3 PreSubmitted 0 100 0"),
                client.take("3").stream().map(OrdersTest::brief).toList());

        tws.advanceTo(Scene.at("09:30") + 1);
        List<String> news = inOrder();
        assertEquals("exec 1 BOT 100@190 cum 100 avg 190 0000e1a7.00000001.01.01", news.get(0));
        assertTrue(news.contains("2 Submitted 0 100 0"), news::toString);

        tws.advanceTo(Scene.at("09:36"));
        client.take();
        tws.advanceTo(Scene.at("09:40"));
        news = inOrder();
        assertTrue(
                news.contains("exec 2 SLD 100@192.4 cum 100 avg 192.4 0000e1a7.00000002.01.01")
                        || news.contains("exec 3 SLD 100@189 cum 100 avg 189 0000e1a7.00000002.01.01"),
                news::toString);
        assertEquals(0, tws.shares("AAPL"), "one of the children executes, the other is cancelled");
        client.send("5", "1");
        assertEquals(List.of("53|1"), client.take());
    }

    @Test
    void shouldNameTheChildrensGroupAfterTheirParentWhenAsked() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 100, "LMT", "100.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 100, "STP", "", "90.00", "28=1"));
        client.take();
        client.send("16", "1");
        List<String> open = client.take("5");
        String[] parent = open.get(0).split("\\|", -1);
        String[] child = open.get(1).split("\\|", -1);
        assertEquals(parent[25], child[19], "group of the child");
        assertEquals("", parent[19]);
        assertEquals("1", child[58]);
    }

    @Test
    void shouldCancelTheChildrenWithTheParentWhenItHasNotExecuted() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 100, "LMT", "100.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 100, "STP", "", "90.00", "28=1"));
        client.take();
        client.send("4", "1", "1", "");
        assertEquals(
                List.of(
                        "4|2|1|202|Order Canceled - reason:|",
                        "1 Cancelled 0 100 0",
                        "4|2|2|202|Order Canceled - reason:its parent is cancelled|",
                        "2 Cancelled 0 100 0"),
                inOrder());
    }

    @Test
    void shouldLetTheStopWorkForWhatIsHeldWhenTheParentExecutesInPart() {
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        tws.advanceTo(Scene.at("09:40"));
        client.send(Scene.order(1, "BUY", 90, "LMT", "189.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 90, "STP", "", "180.00", "28=1", "21=GTC"));
        tws.advanceTo(Scene.at("09:40") + 1);
        long held = tws.shares("AAPL");
        assertTrue(held > 0 && held < 90, "a part: " + held);
        client.take();
        client.send("4", "1", "1", "");
        List<String> news = inOrder();
        assertTrue(news.contains("1 Cancelled " + held + " " + (90 - held) + " 189"), news::toString);
        assertTrue(news.contains("2 PreSubmitted 0 " + held + " 0"), news::toString);
    }

    @Test
    void shouldCancelOrShrinkTheGroupWhenOneOfItExecutes() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 30, "LMT", "190.00", "", "22=g1", "47=1"));
        client.send(Scene.order(2, "BUY", 30, "LMT", "100.00", "", "22=g1", "47=1"));
        client.send(Scene.order(3, "BUY", 30, "LMT", "190.00", "", "22=g2", "47=2"));
        client.send(Scene.order(4, "BUY", 50, "LMT", "100.00", "", "22=g2", "47=2"));
        client.take();
        tws.advanceTo(Scene.at("09:30") + 1);
        List<String> news = inOrder();
        assertTrue(news.contains("2 Cancelled 0 30 0"), news::toString);
        assertTrue(news.contains("4 Submitted 0 20 0"), news::toString);
    }

    @Test
    void shouldSellNoMoreThanWasBoughtWhenBothChildrenExecuteInPart() {
        tws.advanceTo(Scene.at("09:35"));
        tws.inject(FaultRule.next(FaultKind.PARTIAL_FILL));
        client.send(Scene.order(1, "BUY", 100, "LMT", "193.00", "", "27=0"));
        client.send(Scene.order(2, "SELL", 100, "LMT", "192.40", "", "27=0", "28=1", "21=GTC"));
        client.send(Scene.order(3, "SELL", 100, "STP", "", "188.50", "28=1", "21=GTC"));
        tws.advanceTo(Scene.at("09:35") + 1);
        long bought = tws.shares("AAPL");
        assertTrue(bought > 0 && bought < 100, "a part: " + bought);
        client.send("4", "1", "1", "");
        tws.advanceTo(Scene.at("09:45"));
        assertEquals(0, tws.shares("AAPL"), "what was bought is sold once, by the target or the stop");
    }

    @Test
    void shouldNotFillTheWholeGroupWhenOnePriceMeetsAllOfIt() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "BUY", 30, "LMT", "190.00", "", "22=g", "47=2"));
        client.send(Scene.order(2, "BUY", 50, "LMT", "190.00", "", "22=g", "47=2"));
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(50, tws.shares("AAPL"), "30 of the first leave 20 of the second");
    }

    @Test
    void shouldTellWhatIsHeldFromBeforeWhenTheAccountHasIt() {
        Workstation held = Scene.workstation(Scene.settings(BARS).holding("AAPL", -40, Scene.e8("200.00")));
        TestClient looker = TestClient.started(held, 7);
        looker.send("61", "1");
        assertEquals(
                List.of("61|3|DU1234567|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|-40|200", "62|1"), looker.take());
    }

    @Test
    void shouldTakeAChangeUnderTheSameIdWhenTheOrderWorks() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "SELL", 100, "STP", "", "185.00", "21=GTC"));
        client.send(Scene.order(1, "SELL", 60, "STP", "", "189.70", "21=GTC"));
        List<String> open = client.take("5");
        assertEquals("60", open.get(1).split("\\|", -1)[14]);
        assertEquals("189.7", open.get(1).split("\\|", -1)[17]);
        assertEquals(open.get(0).split("\\|", -1)[25], open.get(1).split("\\|", -1)[25], "the permanent id stays");
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(List.of("exec 1 SLD 60@189.7"), executions());
    }

    @Test
    void shouldRefuseAChangeWhenItMakesAnotherOrderOfIt() {
        tws.advanceTo(Scene.at("09:30"));
        client.send(Scene.order(1, "SELL", 100, "LMT", "200.00", "", "22=g"));
        client.take();
        client.send(Scene.order(1, "BUY", 100, "LMT", "200.00", "", "22=g"));
        client.send(Scene.order(1, "SELL", 100, "LMT", "200.00", "", "22=h"));
        assertEquals(List.of(105, 10326), errors());
    }

    @Test
    void shouldRefuseWithTheKnownCodeWhenAnOrderIsDefective() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "190.005", ""));
        client.send(Scene.order(2, "BUY", 10, "MOC", "", "", "21=GTC"));
        client.send(Scene.order(3, "BUY", 10, "STP", "", "", "21=DAY"));
        client.send(Scene.order(4, "BUY", 10, "LIT", "190", "190"));
        client.send(Scene.order(5, "BUY", 0, "MKT", "", ""));
        client.send(Scene.order(6, "BUY", 10, "MKT", "", "", "17=0.5"));
        client.send(Scene.order(7, "BUY", 10, "MKT", "", "", "53=1"));
        client.send(Scene.order(8, "BUY", 10, "MKT", "", "", "2=1", "3=MSFT"));
        client.send(Scene.order(9, "BUY", 10, "MKT", "", "", "23=U999"));
        client.send(Scene.order(10, "BUY", 10, "STP", "", "200", "21=OPG"));
        client.send(Scene.order(11, "SELL", 10, "STP", "", "150", "28=4711"));
        client.send(Scene.order(12, "BUY", 10, "LMT", "150", "", "85=1", "27=0"));
        client.send(Scene.order(13, "BUY", 100000, "LMT", "189", ""));
        client.send(Scene.order(13, "BUY", 10, "LMT", "150", ""));
        assertEquals(List.of(110, 113, 321, 387, 434, 10243, 10268, 200, 321, 111, 10006, 413, 201, 103), errors());
        client.send(Scene.order(14, "BUY", 10, "LMT", "150", "", "27=0"));
        client.send(Scene.order(15, "SELL", 9, "STP", "", "140", "28=14"));
        assertEquals(List.of(405), errors());
    }

    /** As every client writes them whose language has doubles. */
    @Test
    void shouldReadAPriceAsADoubleAndAnswerForItsOrder() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.01009999999997", ""));
        assertTrue(client.take("4").get(0).startsWith("4|2|1|110|"));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.10000000000002", ""));
        assertEquals("150.1", client.take("5").get(0).split("\\|", -1)[16]);
        client.send(Scene.order(3, "BUY", 10, "LMT", "a price", ""));
        assertTrue(client.take("4").get(0).startsWith("4|2|3|320|"));
    }

    @Test
    void shouldAnswerACancellationAsTheOrderStandsWhenItComes() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        client.take();
        client.send("4", "1", "1", "");
        client.send("4", "1", "2", "");
        client.send("4", "1", "2", "");
        client.send("4", "1", "3", "");
        assertEquals(
                List.of(
                        "4|2|1|10148|OrderId 1 that needs to be cancelled cannot be cancelled, state: Filled.|",
                        "4|2|2|202|Order Canceled - reason:|",
                        "2 Cancelled 0 10 0",
                        "4|2|2|10148|OrderId 2 that needs to be cancelled cannot be cancelled, state: Cancelled.|",
                        "4|2|3|10147|OrderId 3 that needs to be cancelled is not found.|"),
                inOrder());
    }

    @Test
    void shouldExecuteInTheAuctionsOnlyWhenAnOrderIsForThem() {
        PriceBar[] bars = {
            Scene.bar("09:30", "190.00", "191.20", "189.50", "191.00"),
            Scene.bar("15:55", "192.00", "192.50", "188.00", "188.20"),
            Scene.bar(Scene.DAY.plusDays(1), "09:30", "180.00", "181.00", "180.00", "181.00")
        };
        Workstation day = Scene.workstation(Scene.settings(bars));
        TestClient trader = TestClient.started(day, 7);
        trader.send(Scene.order(1, "BUY", 10, "MKT", "", "", "21=OPG"));
        trader.send(Scene.order(2, "BUY", 10, "LMT", "189.00", "", "21=OPG"));
        trader.send(Scene.order(3, "SELL", 10, "MOC", "", ""));
        trader.send(Scene.order(4, "SELL", 10, "LOC", "189.00", ""));
        trader.send(Scene.order(5, "BUY", 10, "LMT", "100.00", ""));
        assertEquals(
                List.of(
                        "1 PreSubmitted 0 10 0",
                        "2 PreSubmitted 0 10 0",
                        "3 PreSubmitted 0 10 0",
                        "4 PreSubmitted 0 10 0",
                        "5 PreSubmitted 0 10 0"),
                trader.take("3").stream().map(OrdersTest::brief).toList());
        day.advanceTo(Scene.at("09:31"));
        assertEquals(List.of("exec 1 BOT 10@190"), shortExecutions(trader));
        day.advanceTo(Scene.at("15:56"));
        trader.send(Scene.order(6, "SELL", 10, "MOC", "", ""));
        trader.send(Scene.order(7, "BUY", 10, "MKT", "", "", "21=OPG"));
        day.advanceTo(Scene.at("16:01"));
        List<String> news = trader.take().stream().map(OrdersTest::brief).toList();
        assertTrue(news.contains("exec 3 SLD 10@188.2 cum 10 avg 188.2 0000e1a7.00000002.01.01"), news::toString);
        assertTrue(news.contains("4 Cancelled 0 10 0"), news::toString);
        assertTrue(news.contains("5 Cancelled 0 10 0"), news::toString);
        assertTrue(news.contains("4|2|6|201|Order rejected - reason:it is too late for the closing auction|"));
        day.advanceTo(Scene.at(Scene.DAY.plusDays(1), "09:30") + 1);
        assertEquals(List.of("exec 7 BOT 10@180"), shortExecutions(trader));
    }

    @Test
    void shouldAnswerWhatIfWithMarginsAndNoStatusWhenAsked() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 100, "LMT", "150.00", "", "85=1"));
        List<String> answer = client.take();
        assertEquals(1, answer.size());
        String[] fields = answer.get(0).split("\\|", -1);
        assertEquals("PreSubmitted", fields[86]);
        assertEquals(
                List.of("0.0", "0.0", "100000.0", "3750.0", "3750.0", "-1.0", "3750.0", "3750.0", "99999.0", "1.0"),
                List.of(fields).subList(87, 97));
        client.send("16", "1");
        assertEquals(List.of("53|1"), client.take());
    }

    @Test
    void shouldTellOpenOrdersByClientOrAllWhenAsked() {
        tws.advanceTo(Scene.at("09:40") + 1);
        TestClient other = TestClient.started(tws, 8);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        other.send(Scene.order(1, "BUY", 20, "LMT", "151.00", ""));
        client.take();
        client.send("5", "1");
        assertEquals(List.of("open 1 Submitted", "1 Submitted 0 10 0", "53|1"), inOrder());
        client.send("16", "1");
        assertEquals(
                List.of("open 1 Submitted", "1 Submitted 0 10 0", "open 1 Submitted", "1 Submitted 0 20 0", "53|1"),
                inOrder());
        client.send("15", "1", "1");
        assertEquals(List.of(327), errors());
        client.send("58", "1");
        assertEquals(
                List.of("1 Cancelled 0 10 0"),
                client.take("3").stream().map(OrdersTest::brief).toList());
        List<String> others = other.take("3");
        assertEquals("1 Cancelled 0 20 0", brief(others.get(others.size() - 1)));
    }

    @Test
    void shouldTellExecutionsAndCompletedOrdersWhenAskedAfterwards() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        client.send("4", "1", "2", "");
        client.disconnect();
        TestClient again = TestClient.started(tws, 7);
        again.send("7", "3", "41", "0", "", "", "", "", "", "");
        List<String> news = again.take().stream().map(OrdersTest::brief).toList();
        assertEquals(
                List.of(
                        "exec 1 BOT 10@189 cum 10 avg 189 0000e1a7.00000001.01.01",
                        "commission 0000e1a7.00000001.01.01 1.0 unset",
                        "55|1|41"),
                news);
        again.send("7", "3", "42", "0", "", "20260105-14:45:00", "AAPL", "STK", "", "BUY");
        assertEquals(List.of("55|1|42"), again.take(), "none since 09:45");
        again.send("99", "1");
        List<String> completed = again.take();
        assertEquals(3, completed.size());
        assertTrue(completed.get(0).contains("|Filled Size: 10|"), completed.get(0));
        assertTrue(completed.get(1).contains("|Cancelled by Trader|"), completed.get(1));
        assertEquals("102", completed.get(2));
        again.send("8", "1", "1");
        assertEquals(List.of("9|1|3"), again.take());
    }

    @Test
    void shouldRealizeProfitAndKeepAverageCostWhenAPositionIsClosed() {
        tws.advanceTo(Scene.at("09:35"));
        client.send("61", "1");
        client.send("6", "2", "1", "DU1234567");
        client.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        tws.advanceTo(Scene.at("09:40") + 1);
        client.take();
        client.send(Scene.order(2, "SELL", 40, "MKT", "", ""));
        List<String> news = client.take();
        assertTrue(
                news.contains("59|1|0000e1a7.00000002.01.01|1.0|USD|-121.4|1.7976931348623157E308|"), news::toString);
        assertTrue(
                news.contains("61|3|DU1234567|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|60|192.01"), news::toString);
        assertTrue(
                news.contains("7|8|265598|AAPL|STK||0|0||NASDAQ|USD|AAPL|NMS|60|189.0|11340.0|192.01|-180.6|-121.4"
                        + "|DU1234567"),
                news::toString);
    }

    @Test
    void shouldCancelWhatIsNotFilledAtOnceAfterASecond() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", "", "21=IOC"));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", "", "21=IOC"));
        client.take();
        tws.advanceTo(Scene.at("09:40") + Scene.SECOND);
        assertEquals(List.of(), client.take());
        tws.advanceTo(Scene.at("09:40") + 1 + Scene.SECOND);
        assertEquals(
                List.of("4|2|2|202|Order Canceled - reason:it could not be filled at once|", "2 Cancelled 0 10 0"),
                inOrder());
    }

    @Test
    void shouldCancelAnOrderWhenItsDateIsOver() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "21=GTD", "38=20260105 09:42:00 US/Eastern"));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", "", "21=GTD", "38=20260105-14:43:00"));
        client.send(Scene.order(3, "BUY", 10, "LMT", "150.00", "", "38=20260105 09:42:00 US/Eastern"));
        client.send(Scene.order(4, "BUY", 10, "LMT", "150.00", "", "21=GTD", "38=one day"));
        assertEquals(List.of(10314), errors());
        tws.advanceTo(Scene.at("09:42") - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(Scene.at("09:42"));
        assertEquals(List.of("4|2|1|202|Order Canceled - reason:its date is over|", "1 Cancelled 0 10 0"), inOrder());
        tws.advanceTo(Scene.at("09:43"));
        assertEquals(List.of("4|2|2|202|Order Canceled - reason:its date is over|", "2 Cancelled 0 10 0"), inOrder());
    }

    @Test
    void shouldTransmitWhatWasHeldWhenAChangeSaysSo() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", "", "27=0"));
        client.send(Scene.order(1, "BUY", 20, "LMT", "151.00", "", "27=0"));
        assertEquals(List.of(), client.take(), "it is held");
        client.send(Scene.order(1, "BUY", 30, "LMT", "152.00", ""));
        assertEquals(List.of("1 Submitted 0 30 0", "open 1 Submitted"), orderNews());
        assertEquals(Scene.e8("152"), tws.orders().get(0).limitE8());
    }

    @Test
    void shouldTellTheExecutionsThatAreAskedFor() {
        tws.advanceTo(Scene.at("09:40") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        TestClient other = TestClient.started(tws, 8);
        other.send(Scene.order(1, "SELL", 4, "MKT", "", ""));
        assertEquals("10 4", askedFor("0", "", "", "", ""));
        assertEquals("10", askedFor("7", "", "", "", ""));
        assertEquals("4", askedFor("8", "", "", "", ""));
        assertEquals("", askedFor("9", "", "", "", ""));
        assertEquals("10 4", askedFor("0", "DU1234567", "20260105-14:40:00", "AAPL", ""));
        assertEquals("", askedFor("0", "", "20260105-14:40:01", "", ""));
        assertEquals("", askedFor("0", "", "", "MSFT", ""));
        assertEquals("10", askedFor("0", "", "", "", "BUY"));
        assertEquals("4", askedFor("0", "", "", "", "SELL"));
        tws.advanceTo(Scene.at(Scene.DAY.plusDays(1), "00:00") - 1);
        assertEquals("10 4", askedFor("0", "", "", "", ""));
        tws.advanceTo(Scene.at(Scene.DAY.plusDays(1), "00:00"));
        assertEquals("", askedFor("0", "", "", "", ""), "of the day");
    }

    /** The shares of those of a client, an account, since a time, of a symbol and on a side. */
    private String askedFor(String clientId, String account, String since, String symbol, String side) {
        client.take();
        client.send("7", "3", "41", clientId, account, since, symbol, "STK", "", side);
        return client.take("11").stream().map(news -> news.split("\\|", -1)[19]).collect(Collectors.joining(" "));
    }

    private List<String> orderNews() {
        return client.take("3", "5").stream().map(OrdersTest::brief).sorted().toList();
    }

    private List<String> inOrder() {
        return client.take().stream().map(OrdersTest::brief).toList();
    }

    private List<Integer> errors() {
        List<Integer> codes = new ArrayList<>();
        for (String error : client.take("4")) {
            codes.add(Integer.parseInt(error.split("\\|", -1)[3]));
        }
        return codes;
    }

    private List<String> executions() {
        return shortExecutions(client);
    }

    private static List<String> shortExecutions(TestClient client) {
        return client.take("11").stream()
                .map(OrdersTest::brief)
                .map(text -> text.substring(0, text.indexOf(" cum")))
                .toList();
    }

    /** The part of a message about an order that matters here. */
    static String brief(String message) {
        String[] f = message.split("\\|", -1);
        return switch (f[0]) {
            case "3" -> f[1] + " " + f[2] + " " + f[3] + " " + f[4] + " " + f[5];
            case "5" -> "open " + f[1] + " " + (f[62].equals("None") ? f[94] : f[86]);
            case "11" ->
                "exec " + f[2] + " " + f[18] + " " + f[19] + "@" + f[20] + " cum " + f[24] + " avg " + f[25] + " "
                        + f[14];
            case "59" -> "commission " + f[2] + " " + f[3] + " " + (f[5].startsWith("1.79") ? "unset" : f[5]);
            default -> message;
        };
    }
}
