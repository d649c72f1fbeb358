package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.risk.Carried;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTableTest {
    private static final int BINDING = 3;
    private static final long ENTRY = 71;
    private static final long STOP = 72;

    private final OrderTable table = new OrderTable(1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    /** A broker refuses to change an order under the name of another group: a carried stop would never trail. */
    @Test
    void shouldKnowTheGroupOfAStopThatAnEarlierSessionLeft() {
        carry(0, ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        assertEquals(ENTRY, table.byRef(STOP).terms.ocaRef);
    }

    @Test
    void shouldKnowTheGroupOfAStopWhoseEntryWaitsForTheOpen() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        assertEquals(ENTRY, table.byRef(STOP).terms.ocaRef);
    }

    @Test
    void shouldSellWhatIsHeldWithOrdersThatAnEarlierSessionLeft() {
        carry(0, ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        carry(Purpose.TARGET.code(), 73, 100);
        carry(Purpose.EXIT.code(), 74, 60);
        assertEquals("STOP SELL 100 STOP at 100", terms(STOP));
        assertEquals("TARGET SELL 100 LIMIT at 100", terms(73));
        assertEquals("EXIT SELL 60 MARKET at 0", terms(74));
        assertEquals(100, table.position(0));
        assertEquals(100, table.held(BINDING));
    }

    /** Three for two: the broker restates what waits, and what it shows then is no more than was asked for. */
    @Test
    void shouldCountASplitInWhatOrdersAskFor() {
        carry(0, ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        carry(Purpose.EXIT.code(), 74, 61);
        table.byRef(STOP).terms.stopE8 = 10_000_000_000L;
        table.apply(event.split(0, 1, 3, 2, 0));
        // 66.666... in whole cents.
        assertEquals("STOP SELL 150 STOP at 6667000000", terms(STOP));
        assertEquals("EXIT SELL 91 MARKET at 0", terms(74));
        assertEquals(91, table.byRef(74).quantityMost);
        table.apply(event.split(0, 2, 1, 10, 0));
        assertEquals("STOP SELL 15 STOP at 66670000000", terms(STOP));
        assertEquals(9, table.byRef(74).terms.quantity);
        assertEquals(91, table.byRef(74).quantityMost);
    }

    /** 101 shares of a strategy and 99 of the portfolio are 200, so 300: half a share goes from one to the other. */
    @Test
    void shouldCountASplitInTheBooksOfStrategiesAndOfThePortfolio() {
        OrderTable both = new OrderTable(2, 4);
        both.apply(event.position(0, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(BINDING, 0), 0, 101, 1));
        both.apply(event.position(0, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(-1, 0), 0, 99, 1));
        both.apply(event.position(1, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(2, 0), 0, 7, 1));
        both.apply(event.split(0, 1, 3, 2, 0));
        assertEquals(300, both.position(0));
        assertEquals(152, both.held(BINDING));
        assertEquals(148, both.held(4));
        assertEquals(7, both.position(1));
        both.apply(event.payment(0, 1, CorporateAction.DIVIDEND, 1, 0));
        assertEquals(300, both.position(0));
        both.apply(event.payment(0, 1, CorporateAction.DELISTING, 1, 0));
        assertEquals(0, both.position(0));
        assertEquals(0, both.held(BINDING));
        assertEquals(7, both.held(2));
    }

    @Test
    void shouldBuyBackWhatIsOwedWithOrdersThatAnEarlierSessionLeft() {
        carry(0, ENTRY, -100);
        carry(Purpose.STOP.code(), STOP, -100);
        assertEquals("STOP BUY 100 STOP at 100", terms(STOP));
        assertEquals(-100, table.position(0));
    }

    @Test
    void shouldEnterOnTheSideThatTheCarriedQuantitySays() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.ENTRY.code(), 75, -40);
        carry(Purpose.ENTRY.code(), 76, 0);
        assertEquals("ENTRY BUY 100 MARKET at 0", terms(ENTRY));
        assertEquals("ENTRY BUY 0 MARKET at 0", terms(76));
        assertEquals("ENTRY SELL 40 MARKET at 0", terms(75));
    }

    /** The broker's own number comes before a reference, and ours counts only where there is no reference. */
    @Test
    void shouldFindTheOrderThatTheBrokerMeans() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        LiveOrder entry = table.byRef(ENTRY);
        LiveOrder stop = table.byRef(STOP);
        table.bind(entry, 5, 900);
        table.bind(stop, 6, 901);
        assertSame(entry, table.find(900, 0, OrderRef.NONE));
        assertSame(entry, table.find(900, 0, STOP));
        assertSame(stop, table.find(900, 6, STOP), "our number and the reference agree");
        assertSame(stop, table.find(0, 0, STOP));
        assertSame(stop, table.find(999, 0, STOP));
        assertSame(stop, table.find(0, 6, OrderRef.NONE));
        assertNull(table.find(0, 6, 99), "somebody else's reference");
        assertNull(table.find(0, 7, OrderRef.NONE));
        assertNull(table.find(0, 0, OrderRef.NONE));
        assertSame(entry, table.byOrderId(5));
    }

    @Test
    void shouldKnowWhetherAllNumbersNameAnOrder() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        LiveOrder entry = table.byRef(ENTRY);
        assertTrue(table.isNamed(entry, 0, 0, OrderRef.NONE));
        assertTrue(table.isNamed(entry, 900, 5, ENTRY), "nothing of it is known yet");
        table.bind(entry, 5, 900);
        table.bind(table.byRef(STOP), 6, 901);
        assertTrue(table.isNamed(entry, 900, 5, ENTRY));
        assertTrue(table.isNamed(entry, 900, 0, OrderRef.NONE));
        assertFalse(table.isNamed(entry, 901, 5, ENTRY));
        assertFalse(table.isNamed(entry, 900, 6, ENTRY), "the number of another one");
        assertFalse(table.isNamed(entry, 900, 7, ENTRY), "it has a number");
        assertFalse(table.isNamed(entry, 900, 5, STOP));
    }

    @Test
    void shouldTakeDecisionsIn() {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, 7, 0, BINDING, 1);
        intent.quantity = 100;
        LiveOrder order = table.onIntent(intent, 55, LiveOrder.State.HELD);
        assertEquals("100 HELD 55", order.quantityMost + " " + order.state + " " + order.decidedNanos);
        intent.action = IntentAction.MODIFY;
        intent.quantity = 60;
        intent.limitE8 = 5;
        order.cutQuantity = 9;
        assertSame(order, table.onIntent(intent, 56, LiveOrder.State.HELD));
        assertEquals(
                "60 100 5 0",
                order.terms.quantity + " " + order.quantityMost + " " + order.terms.limitE8 + " " + order.cutQuantity);
        assertTrue(order.modifyWanted && !order.cancelWanted);
        intent.quantity = 120;
        table.onIntent(intent, 57, LiveOrder.State.HELD);
        assertEquals(120, order.quantityMost);
        intent.action = IntentAction.CANCEL;
        assertSame(order, table.onIntent(intent, 58, LiveOrder.State.HELD));
        assertTrue(order.cancelWanted);
        intent.orderRef = 8;
        assertNull(table.onIntent(intent, 59, LiveOrder.State.HELD));
        intent.action = IntentAction.MODIFY;
        assertNull(table.onIntent(intent, 60, LiveOrder.State.HELD));
    }

    /** Cash, shares and state after each report of an order's. */
    @Test
    void shouldBookReports() {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, 7, 0, BINDING, 1);
        intent.quantity = 100;
        intent.side = Side.BUY;
        LiveOrder order = table.onIntent(intent, 55, LiveOrder.State.HELD);
        table.apply(event.order(EventType.ORDER_SENT, 0, 1, 7, 100, 5));
        assertEquals("SENT 5", order.state + " " + order.orderId);
        table.apply(event.order(EventType.ORDER_ACCEPTED, 0, 1, 7, 100, 5));
        assertEquals(LiveOrder.State.WORKING, order.state);
        table.apply(event.order(EventType.ORDER_SENT, 0, 1, 7, 100, 5));
        assertEquals(LiveOrder.State.WORKING, order.state, "a change has left");
        table.apply(event.fill(0, 1, 7, Side.BUY, 60, 10, 40, 0, 0).text("0001.01"));
        assertEquals("WORKING 60 60", order.state + " " + order.filled + " " + table.held(BINDING));
        assertEquals(-600, table.cashMovedE8());
        EngineEvent charge = event.order(EventType.COMMISSION, 0, 1, 7, 40, 0).text("0001.01");
        charge.commissionE8 = 3;
        table.apply(charge);
        assertEquals(-603, table.cashMovedE8());
        table.apply(event.fill(0, 1, 7, Side.BUY, 40, 10, 0, 0, 0).text("0002.01"));
        assertEquals("DONE 100 100", order.state + " " + order.filled + " " + table.position(0));
        table.apply(event.order(EventType.ORDER_ACCEPTED, 0, 1, 7, 100, 5));
        assertEquals(LiveOrder.State.DONE, order.state);
        // An execution of an order that nobody knows is booked all the same.
        table.apply(event.fill(0, 1, 99, Side.SELL, 30, 10, 0, 0, 0).text("0003.01"));
        assertEquals(70, table.position(0));
        assertEquals(100, table.held(BINDING));
    }

    /** 60 at 10, of which 20 are taken back, and a correction of the price that costs 40 more. */
    @Test
    void shouldKeepWhatAnExecutionCameToWithItsCorrections() {
        table.apply(event.fill(0, 1, 99, Side.BUY, 60, 10, 0, 0, 0).text("7"));
        table.apply(event.fill(0, 1, 99, Side.SELL, 20, 10, 0, 0, 0).text("7"));
        assertEquals(40, table.executions().before("7").signedShares());
        assertEquals(40, table.position(0));
        assertEquals(-400, table.cashMovedE8());
        EngineEvent correction = event.order(EventType.COMMISSION, 0, 1, 99, 0, GatewayCode.CORRECTION)
                .text("7");
        correction.commissionE8 = 40;
        table.apply(correction);
        assertEquals(-440, table.cashMovedE8());
        assertEquals(11, table.executions().before("7").priceE8());
    }

    @Test
    void shouldFindAnOrderByTheFirstPermId() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        table.bind(table.byRef(ENTRY), 5, 1);
        assertSame(table.byRef(ENTRY), table.find(1, 0, OrderRef.NONE));
    }

    /** Four strategies, two instruments: the books from 4 on are the portfolios', one an instrument. */
    @Test
    void shouldNameTheBooksOfPortfolios() {
        OrderTable both = new OrderTable(2, 4);
        assertEquals(
                List.of(3, BookId.ofPortfolio(0), BookId.ofPortfolio(0), BookId.ofPortfolio(1)),
                List.of(both.binding(3), both.binding(4), both.binding(5), both.binding(6)));
    }

    /** The books of portfolio 1 are behind the two of portfolio 0. */
    @Test
    void shouldHaveABookOfEachPortfolioAndInstrument() {
        OrderTable both = new OrderTable(2, 4);
        assertEquals(
                List.of(3, 4, 5, 6, 7),
                List.of(
                        both.book(3, 1),
                        both.book(BookId.ofPortfolio(0), 0),
                        both.book(BookId.ofPortfolio(0), 1),
                        both.book(BookId.ofPortfolio(1), 0),
                        both.book(BookId.ofPortfolio(1), 1)));
        assertEquals(BookId.ofPortfolio(1), both.binding(7));
        assertEquals(2, both.instruments());
        assertEquals(3, table.binding(3), "without a portfolio all are strategies'");
    }

    @Test
    void shouldHoldEvenOneShare() {
        assertFalse(table.isHolding());
        carry(0, ENTRY, 1);
        assertTrue(table.isHolding());
        carry(0, ENTRY, -1);
        assertFalse(table.isHolding());
        carry(0, ENTRY, -1);
        assertTrue(table.isHolding());
    }

    /** What is told without a number takes none away. */
    @Test
    void shouldKeepTheNumbersOfAnOrder() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        LiveOrder entry = table.byRef(ENTRY);
        table.bind(entry, 1, 0);
        table.bind(entry, 0, 900);
        table.bind(entry, 0, 0);
        table.bind(entry, -1, 0);
        assertEquals("1 900", entry.orderId + " " + entry.permId);
        assertSame(entry, table.byOrderId(1));
        assertSame(entry, table.find(0, 1, OrderRef.NONE));
        assertTrue(table.isNamed(entry, 900, 1, ENTRY));
        table.bind(entry, 2, 901);
        assertEquals("2 901", entry.orderId + " " + entry.permId);
        assertFalse(table.isNamed(entry, 0, 3, OrderRef.NONE), "another number");
        carry(Purpose.STOP.code(), STOP, 100);
        table.bind(table.byRef(STOP), 7, 0);
        assertFalse(table.isNamed(table.byRef(STOP), 0, 1_000, STOP));
    }

    @Test
    void shouldFindTheOrderOfTheFirstNumber() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        table.bind(table.byRef(ENTRY), 1, 900);
        table.bind(table.byRef(STOP), 2, 901);
        assertSame(table.byRef(ENTRY), table.find(901, 1, ENTRY), "our number and the reference agree");
    }

    @Test
    void shouldNotKeepAnExecutionWithoutAnId() {
        table.apply(event.fill(0, 1, 99, Side.BUY, 60, 10, 0, 0, 0));
        assertEquals("60 0", table.position(0) + " " + table.executions().size());
        table.apply(event.fill(0, 1, 99, Side.BUY, 60, 10, 0, 0, 0).text("7"));
        assertEquals("120 1", table.position(0) + " " + table.executions().size());
    }

    /** A number of one, of an order that has another, is of no order that is known. */
    @Test
    void shouldNotTakeTheFirstNumberForNone() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        table.bind(table.byRef(ENTRY), 5, 900);
        assertFalse(table.isNamed(table.byRef(ENTRY), 900, 1, ENTRY));
        assertTrue(table.isNamed(table.byRef(ENTRY), 900, 0, ENTRY));
    }

    /** Nothing is held by then, which counts as if it had been bought. */
    @Test
    void shouldGuessASaleWhereNothingIsHeld() {
        carry(Purpose.STOP.code(), STOP, 100);
        assertEquals("STOP SELL 100 STOP at 100", terms(STOP));
        carry(0, ENTRY, -1);
        carry(Purpose.EXIT.code(), 74, 60);
        assertEquals("EXIT BUY 60 MARKET at 0", terms(74));
        carry(Purpose.REBALANCE.code(), 75, -60);
        carry(Purpose.REBALANCE.code(), 76, 60);
        assertEquals("REBALANCE SELL 60 MARKET at 0", terms(75));
        assertEquals("REBALANCE BUY 60 MARKET at 0", terms(76));
    }

    /** A change counts as made once the broker shows it as it was asked for. */
    @Test
    void shouldWantAChangeUntilTheBrokerShowsIt() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        LiveOrder entry = table.byRef(ENTRY);
        entry.modifyWanted = true;
        table.apply(event.order(EventType.ORDER_REPLACED, 0, 1, ENTRY, 100, 5));
        assertFalse(entry.modifyWanted, "the broker has shown nothing yet");
        entry.brokerQuantity = 99;
        table.apply(event.order(EventType.ORDER_REPLACED, 0, 1, ENTRY, 99, 5));
        assertTrue(entry.modifyWanted);
        entry.brokerQuantity = 100;
        table.apply(event.order(EventType.ORDER_REPLACED, 0, 1, ENTRY, 100, 5));
        assertFalse(entry.modifyWanted);
        table.apply(event.order(EventType.ORDER_SENT, 0, 1, ENTRY, 100, 5));
        assertEquals(LiveOrder.State.SENT, entry.state, "it was uncertain");
        table.apply(event.order(EventType.ORDER_CANCELLED, 0, 1, ENTRY, 0, 0));
        table.apply(event.order(EventType.ORDER_SENT, 0, 1, ENTRY, 100, 5));
        assertEquals(LiveOrder.State.DONE, entry.state);
        table.apply(event.fill(0, 1, ENTRY, Side.BUY, 60, 10, 40, 0, 0).text("0001.01"));
        assertEquals("DONE 60", entry.state + " " + entry.filled, "a late one");
    }

    @Test
    void shouldCountWhatIsTakenOver() {
        assertEquals(0, table.takenOver());
        carry(0, ENTRY, 100);
        assertEquals(1, table.takenOver());
        table.apply(event.position(0, 1, EngineEvent.FLAG_ADOPTED, 0, Carried.argument(BINDING, 0), 0, -30, 1));
        assertEquals("2 70 70", table.takenOver() + " " + table.position(0) + " " + table.held(BINDING));
        table.apply(event.position(0, 1, EngineEvent.FLAG_ADOPTED, Carried.STANDING, 12, 0, 40, 1));
        assertEquals(
                "3 40 12 70",
                table.takenOver() + " " + table.standing(0) + " " + table.othersTaken(0) + " " + table.position(0));
        table.apply(event.position(0, 1, 0, 0, -1, 0, 500, 1));
        assertEquals("3 70", table.takenOver() + " " + table.position(0));
    }

    private String terms(long ref) {
        Intent terms = table.byRef(ref).terms;
        return terms.purpose + " " + terms.side + " " + terms.quantity + " " + terms.type + " at "
                + (terms.stopE8 + terms.limitE8);
    }

    private void carry(int code, long ref, long quantity) {
        long argument = Carried.argument(BINDING, Integer.MAX_VALUE);
        table.apply(event.position(0, 1_000, EngineEvent.FLAG_CARRIED, code, argument, ref, quantity, 100));
    }
}
