package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TripPart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two strategies on instrument 0; money and prices in whole units. */
class RoundTripsTest {
    private static final long E8 = 100_000_000L;
    private static final long BAR_NANOS = 300_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private final RoundTrips trips = new RoundTrips(2, 1, 1, new RoundTrips.Listener() {
        @Override
        public void opened(RoundTrip trip) {
            told.add("opened " + trip.bindingId());
        }

        @Override
        public void closed(RoundTrip trip) {
            told.add("closed " + trip.bindingId() + " " + trip.profitE8(0) / E8);
        }
    });
    private final EngineEvent event = new EngineEvent(new Bounds(1, 2, 1, 4));
    private long nanos = 1_000_000_000L;
    private long barStart;

    private void place(long ref, int binding, Purpose purpose, Side side, long quantity, double stop) {
        event.control(EventType.TIMER, nanos++, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, binding, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        intent.stopE8 = e8(stop);
        trips.onEvent(event);
    }

    private void moveStop(long ref, double stop, long quantity) {
        event.control(EventType.TIMER, nanos++, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.MODIFY, ref, 0, 0, 1);
        intent.purpose = Purpose.STOP;
        intent.quantity = quantity;
        intent.stopE8 = e8(stop);
        trips.onEvent(event);
    }

    private void report(EventType type, long ref, long leaves) {
        event.order(type, 0, nanos++, ref, leaves, 0);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void fill(long ref, Side side, long quantity, double price, double commission) {
        event.fill(0, nanos++, ref, side, quantity, e8(price), 0, e8(commission), 0);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void commission(long ref, double money) {
        event.order(EventType.COMMISSION, 0, nanos++, ref, 0, 0);
        event.commissionE8 = e8(money);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void carry(int binding, long quantity, double price) {
        event.position(0, nanos++, EngineEvent.FLAG_CARRIED, 0, binding, 0, quantity, e8(price));
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void open(double price) {
        barStart = nanos;
        event.openPrint(0, nanos, e8(price), 0);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void bar(double open, double high, double low, double close) {
        nanos = barStart + BAR_NANOS;
        event.bar(0, barStart, nanos, e8(open), e8(high), e8(low), e8(close), 1, 0);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private static long e8(double value) {
        return Math.round(value * E8);
    }

    private RoundTrip trip(int index) {
        return trips.trips().get(index);
    }

    @Test
    void shouldCountTheCostOfAPositionThatWasCarriedOver() {
        carry(0, 100, 280);
        place(7, 0, Purpose.EXIT, Side.SELL, 100, 0);
        fill(7, Side.SELL, 100, 290, 1);
        assertEquals(List.of("opened 0", "closed 0 999"), told);
        assertEquals(Side.BUY, trip(0).side());
        assertTrue(trip(0).isCarried());
        assertEquals(e8(280), trip(0).entryPriceE8());
        assertTrue(trips.held().isEmpty());
    }

    /**
     * 100 at 50 and 50 at 53, of which 60 left at 55, for 3 in all; the price was between 48 and 56, and 300 were at risk.
     * 90 are carried over at 54; sold at 57 for 1, they make 3,300 + 5,130 - 7,650 - 4 of the whole.
     */
    @Test
    void shouldGoOnWithATripOfAnEarlierSessionAsItWas() {
        nanos = 1_000_000_000_000L;
        carry(0, 90, 54);
        part(1, TripPart.ENTRIES, 0, 1_000, 10, e8(7));
        part(0, TripPart.ENTERED, 4, 7, 90, e8(51));
        part(0, TripPart.ENTRIES, 1, 1_000, 150, e8(7_650));
        part(0, TripPart.EXITS, 0, e8(3), 60, e8(3_300));
        part(0, TripPart.RANGE, 0, e8(56), e8(300), e8(48));
        // History that the session begins with, before the entry.
        event.bar(0, 500, 900, e8(50), e8(90), e8(10), e8(50), 1, EngineEvent.FLAG_WARM_UP);
        trips.onEvent(event);
        RoundTrip trip = trip(0);
        assertEquals(
                List.of(150L, e8(7_650), 60L, e8(3_300)),
                List.of(trip.entryQuantity(), trip.entryValueE8(), trip.exitQuantity(), trip.exitValueE8()));
        assertEquals(List.of(e8(48), e8(56), e8(300)), List.of(trip.lowE8(), trip.highE8(), trip.riskE8()));
        assertEquals(List.of(1_000L, 7L, e8(51)), List.of(trip.entryNanos(), trip.entryRef(), trip.entryPriceE8()));
        assertEquals(90, trip.open());
        assertTrue(trip.hasTrailedBefore());
        trips.countBar(0);
        place(8, 0, Purpose.EXIT, Side.SELL, 90, 0);
        fill(8, Side.SELL, 90, 57, 1);
        assertEquals(List.of("opened 0", "closed 0 776"), told);
        assertEquals(e8(776), trip.profitE8(0));
        assertEquals(e8(56.2), trip.exitPriceE8());
        assertEquals(e8(4), trip.commissionE8());
        assertEquals(e8(450), trip.adverseE8());
        assertEquals(e8(900), trip.favourableE8());
        assertEquals(5, trip.bars());
        assertSame(trip, trips.ofOrder(8));
    }

    private void part(int binding, int code, long upper, long ref, long quantity, long priceE8) {
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, code, upper << 32 | binding, ref, quantity, priceE8);
        event.clearDecisions();
        trips.onEvent(event);
    }

    @Test
    void shouldCountAShortPositionThatWasCarriedOver() {
        carry(1, -50, 100);
        place(7, 1, Purpose.STOP, Side.BUY, 50, 104);
        fill(7, Side.BUY, 50, 104, 0);
        assertEquals(List.of("opened 1", "closed 1 -200"), told);
    }

    @Test
    void shouldCountSharesThatAnOperatorTookOverAtTheLastPriceWhereNoneIsKnown() {
        carry(0, 100, 280);
        bar(280, 291, 279, 290);
        adopt(-40, 0);
        assertEquals(60, trips.held().get(0).open());
        adopt(-60, 285);
        assertEquals(List.of("opened 0", "closed 0 700"), told);
    }

    @Test
    void shouldCountASingleShareThatAnOperatorTookOver() {
        adopt(1, 285);
        assertEquals(Side.BUY, trip(0).side());
        assertEquals(1, trips.held().get(0).open());
        assertEquals(e8(285), trip(0).entryPriceE8());
        adopt(-1, 290);
        assertEquals(List.of("opened 0", "closed 0 5"), told);
    }

    private void adopt(long shares, double price) {
        event.position(0, nanos++, EngineEvent.FLAG_ADOPTED, 0, 0, 0, shares, e8(price));
        event.clearDecisions();
        trips.onEvent(event);
    }

    @Test
    void shouldKnowTheOrdersThatWereCarriedOver() {
        carry(0, 100, 280);
        event.position(0, nanos++, EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 9, 100, e8(275));
        event.clearDecisions();
        trips.onEvent(event);
        OrderHistory.Order stop = trips.orders().order(9);
        assertEquals(Side.SELL, stop.terms().side);
        assertEquals(100, stop.live());
        assertTrue(stop.isCarried());
        fill(9, Side.SELL, 100, 275, 0);
        assertEquals(List.of("opened 0", "closed 0 -500"), told);
        assertEquals(Purpose.STOP, trip(0).exit().terms().purpose);
    }

    @Test
    void shouldEndOneTripAndBeginTheNextWhenAFillGoesThroughZero() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 100, 0);
        fill(1, Side.BUY, 100, 10, 4);
        place(2, 0, Purpose.STOP, Side.SELL, 300, 9);
        fill(2, Side.SELL, 300, 12, 6);
        assertEquals(List.of("opened 0", "closed 0 194", "opened 0"), told);
        RoundTrip shorted = trips.held().get(0);
        assertEquals(Side.SELL, shorted.side());
        assertEquals(200, shorted.open());
        assertEquals(e8(4), shorted.commissionE8());
        assertEquals(e8(196), shorted.profitE8(e8(11)));
    }

    @Test
    void shouldKeepStrategiesOnOneInstrumentApart() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 10, 0);
        place(2, 1, Purpose.ENTRY, Side.SELL, 10, 0);
        fill(1, Side.BUY, 10, 100, 0);
        fill(2, Side.SELL, 10, 100, 0);
        place(3, 0, Purpose.EXIT, Side.SELL, 10, 0);
        fill(3, Side.SELL, 10, 103, 0);
        assertEquals(List.of("opened 0", "opened 1", "closed 0 30"), told);
    }

    @Test
    void shouldAddACommissionThatIsReportedAfterTheEnd() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 10, 0);
        fill(1, Side.BUY, 10, 100, 0);
        place(2, 0, Purpose.EXIT, Side.SELL, 10, 0);
        fill(2, Side.SELL, 10, 101, 0);
        commission(1, 1);
        commission(2, 2);
        assertEquals(e8(7), trip(0).profitE8(0));
    }

    @Test
    void shouldKeepExecutionsThatNobodyAskedForUnderNoStrategy() {
        fill(77, Side.BUY, 5, 100, 0);
        assertEquals(List.of("opened -1"), told);
        assertEquals(-1, trip(0).bindingId());
    }

    @Test
    void shouldSayThatAStopTrailedOnlyOnceTheBrokerWorksItElsewhere() {
        place(1, 0, Purpose.STOP, Side.SELL, 10, 95);
        OrderHistory.Order stop = trips.orders().order(1);
        report(EventType.ORDER_ACCEPTED, 1, 10);
        moveStop(1, 97, 10);
        assertFalse(stop.hasTrailed());
        report(EventType.ORDER_REPLACED, 1, 10);
        assertTrue(stop.hasTrailed());
        assertEquals(1, stop.changes());
    }

    /** In at the second bar's open, out by a stop within the fourth bar. */
    @Test
    void shouldMeasureExcursionsOnlyWhileThePositionIsHeld() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 10, 0);
        open(10);
        bar(10, 15, 5, 10.1);
        open(10.1);
        fill(1, Side.BUY, 10, 10.11, 0);
        bar(10.1, 10.5, 9.9, 10.4);
        open(10.4);
        bar(10.4, 10.6, 9.7, 10);
        open(10.05);
        place(2, 0, Purpose.STOP, Side.SELL, 10, 9.9);
        fill(2, Side.SELL, 10, 9.85, 0);
        bar(10.05, 20, 1, 9.95);
        assertEquals(e8(4.1), trip(0).adverseE8());
        assertEquals(e8(4.9), trip(0).favourableE8());
    }

    /** By the literal rules a stop executes after its bar: what the bar did beyond the trigger was not lived through. */
    @Test
    void shouldNotCountTheBarThatAStopEndedWithinWhenItIsToldFirst() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 10, 0);
        open(100);
        fill(1, Side.BUY, 10, 100, 0);
        place(2, 0, Purpose.STOP, Side.SELL, 10, 95);
        bar(100, 101, 90, 92);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(95), 0, 0, 0);
        event.clearDecisions();
        trips.onEvent(event);
        assertEquals(e8(50), trip(0).adverseE8());
        assertEquals(0, trip(0).favourableE8());
    }

    @Test
    void shouldCountTheWholeBarWhenThePositionIsLeftAtItsClose() {
        place(1, 0, Purpose.ENTRY, Side.SELL, 10, 0);
        open(100);
        fill(1, Side.SELL, 10, 100, 0);
        place(2, 0, Purpose.EXIT, Side.BUY, 10, 0);
        bar(100, 103, 90, 92);
        event.fill(0, nanos, 2, Side.BUY, 10, e8(92), 0, 0, 0);
        event.clearDecisions();
        trips.onEvent(event);
        assertEquals(e8(30), trip(0).adverseE8());
        assertEquals(e8(100), trip(0).favourableE8());
    }

    /** 101 shares for 10,100; 151 after it, half a share of 67.34 in cash; sold at 70. */
    @Test
    void shouldCountWhatIsPaidForAFractionOfAShareToTheTrip() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 101, 0);
        fill(1, Side.BUY, 101, 100, 0);
        last(101.01);
        act(event.split(0, nanos++, 3, 2, 0));
        RoundTrip trip = trips.trips().get(0);
        assertEquals(151, trip.open());
        assertEquals(151, trip.entryQuantity());
        // 100 / 1.5
        assertEquals(6_666_666_667L, trip.entryPriceE8());
        place(2, 0, Purpose.EXIT, Side.SELL, 151, 0);
        fill(2, Side.SELL, 151, 70, 0);
        assertEquals(e8(503.67), trip.profitE8(0));
    }

    /** 100 shares at 100, 40 of them sold at 110, 60 become 30 and 40 become 20. */
    @Test
    void shouldKeepTheProfitOfSharesThatWereSoldBeforeASplit() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 100, 0);
        fill(1, Side.BUY, 100, 100, 0);
        place(2, 0, Purpose.TARGET, Side.SELL, 40, 0);
        fill(2, Side.SELL, 40, 110, 0);
        act(event.split(0, nanos++, 1, 2, 0));
        RoundTrip trip = trips.trips().get(0);
        assertEquals(50, trip.entryQuantity());
        assertEquals(e8(200), trip.entryPriceE8());
        assertEquals(e8(220), trip.exitPriceE8());
        assertEquals(e8(400), trip.profitE8(e8(200)));
    }

    @Test
    void shouldEndATripOfWhichASplitLeavesNotAShareAtTheLastPrice() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 5, 0);
        fill(1, Side.BUY, 5, 100, 0);
        last(103);
        act(event.split(0, nanos++, 1, 10, 0));
        RoundTrip trip = trips.trips().get(0);
        assertTrue(trip.isClosed());
        assertEquals(e8(15), trip.profitE8(0));
        assertEquals(e8(0), trip.adverseE8());
    }

    /** Sold 101 at 100; half a share of 67.34 is bought back at the split, the other 151 at 60. */
    @Test
    void shouldChargeAShortTripForTheFractionOfAShareThatItOwes() {
        place(1, 0, Purpose.ENTRY, Side.SELL, 101, 0);
        fill(1, Side.SELL, 101, 100, 0);
        last(101.01);
        act(event.split(0, nanos++, 3, 2, 0));
        RoundTrip trip = trips.trips().get(0);
        assertEquals(151, trip.open());
        place(2, 0, Purpose.EXIT, Side.BUY, 151, 0);
        fill(2, Side.BUY, 151, 60, 0);
        // 10,100 - 33.67 - 151 x 60
        assertEquals(e8(1006.33), trip.profitE8(0));
    }

    /** Bought at 100, down to 94, up to 109; for 151 new shares that is 66.67, 62.67 and 72.67. */
    @Test
    void shouldRestateTheLowestAndTheHighestPriceOfATripAtASplit() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 101, 0);
        fill(1, Side.BUY, 101, 100, 0);
        last(94);
        last(109);
        act(event.split(0, nanos++, 3, 2, 0));
        RoundTrip trip = trips.trips().get(0);
        assertEquals(e8(4 * 151), trip.adverseE8());
        assertEquals(e8(6 * 151), trip.favourableE8());
    }

    @Test
    void shouldKnowTheOrderThatBeganATripUnlessItWasCarriedOver() {
        place(7, 0, Purpose.ENTRY, Side.BUY, 10, 0);
        fill(7, Side.BUY, 10, 100, 0);
        carry(1, 1, 50);
        assertEquals(7, trip(0).entryRef());
        assertEquals(OrderRef.NONE, trip(1).entryRef());
        assertEquals(Side.BUY, trip(1).side());
        assertFalse(trip(0).isCarried());
        assertTrue(trip(1).isCarried());
    }

    /** What a broker says of positions is no trip, and neither is a part of a session's end that is no position. */
    @Test
    void shouldBeginNoTripByAPositionThatIsOnlyTold() {
        act(event.position(0, nanos++, 0, 0, 0, 0, 100, e8(280)));
        act(event.position(0, nanos++, EngineEvent.FLAG_CARRIED, PortfolioPart.PLANNED, 0, 0, 100, e8(280)));
        act(event.position(0, nanos++, EngineEvent.FLAG_CARRIED, 0, 0, 0, 0, e8(280)));
        assertEquals(List.of(), trips.trips());
    }

    @Test
    void shouldTakeOverSharesAtTheSmallestPrice() {
        last(280);
        adopt(10, 0.00000001);
        assertEquals(1, trip(0).entryPriceE8());
    }

    @Test
    void shouldKeepPortfoliosOnOneInstrumentApart() {
        RoundTrips two = new RoundTrips(1, 2, 2, new RoundTrips.Listener() {
            @Override
            public void opened(RoundTrip trip) {
                told.add("opened " + trip.bindingId() + " " + trip.instrumentId());
            }

            @Override
            public void closed(RoundTrip trip) {
                told.add("closed " + trip.bindingId() + " " + trip.instrumentId());
            }
        });
        for (int portfolio = 0; portfolio < 2; portfolio++) {
            for (int instrument = 0; instrument < 2; instrument++) {
                event.position(
                        instrument,
                        nanos++,
                        EngineEvent.FLAG_CARRIED,
                        PortfolioPart.HOLDING,
                        BookId.ofPortfolio(portfolio),
                        0,
                        10,
                        e8(50));
                event.clearDecisions();
                two.onEvent(event);
            }
        }
        assertEquals(List.of("opened -1 0", "opened -1 1", "opened -2 0", "opened -2 1"), told);
        assertEquals(
                List.of("-1 0", "-1 1", "-2 0", "-2 1"),
                two.held().stream()
                        .map(trip -> trip.bindingId() + " " + trip.instrumentId())
                        .toList());
    }

    /** A commission of 1 for 300 shares, 100 of which end a trip: 0.33333333 for these, the rest for the others. */
    @Test
    void shouldLoseNothingOfACommissionThatTwoTripsShare() {
        place(1, 0, Purpose.ENTRY, Side.BUY, 100, 0);
        fill(1, Side.BUY, 100, 10, 0);
        place(2, 0, Purpose.STOP, Side.SELL, 300, 9);
        fill(2, Side.SELL, 300, 12, 1);
        assertEquals(33_333_333, trip(0).commissionE8());
        assertEquals(66_666_667, trip(1).commissionE8());
    }

    private void last(double price) {
        event.trade(0, nanos++, e8(price), 1, 0);
        event.clearDecisions();
        trips.onEvent(event);
    }

    private void act(EngineEvent action) {
        action.clearDecisions();
        trips.onEvent(action);
    }

    @Test
    void shouldKnowNoTripOfAnOrderThatThereIsNot() {
        assertNull(trips.ofOrder(999));
        place(7, 0, Purpose.ENTRY, Side.BUY, 100, 0);
        assertNull(trips.ofOrder(7));
        fill(7, Side.BUY, 100, 10, 0);
        assertSame(trip(0), trips.ofOrder(7));
    }

    /** Orders are decided on prices, too. */
    @Test
    void shouldKnowAnOrderThatWasDecidedOnATrade() {
        event.trade(0, nanos++, e8(10), 1, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, 7, 0, 1, 1);
        intent.side = Side.BUY;
        intent.quantity = 100;
        trips.onEvent(event);
        event.clearDecisions();
        assertEquals(100, trips.orders().order(7).terms().quantity);
        fill(7, Side.BUY, 100, 10, 0);
        assertEquals(1, trip(0).bindingId());
    }

    @Test
    void shouldCountTheBarsOfOpenTripsAndForgetThemWhenPricesAreSkipped() {
        carry(0, 100, 10);
        carry(1, -50, 10);
        trips.countBar(0);
        trips.countBar(0);
        assertEquals("2 2", trip(0).bars() + " " + trip(1).bars());
        assertEquals(0, trip(0).adverseE8());
        adopt(-100, 10);
        trips.countBar(0);
        assertEquals("2 3", trip(0).bars() + " " + trip(1).bars());
        trips.overlook(0);
        assertEquals("2 -1", trip(0).bars() + " " + trip(1).bars());
        assertEquals("0 -1", trip(0).favourableE8() + " " + trip(1).favourableE8());
        assertEquals(-1, trip(1).adverseE8());
    }

    /** What an owner holds for himself is nobody's trip. */
    @Test
    void shouldTakeOwnSharesForNoTrip() {
        event.position(0, nanos++, EngineEvent.FLAG_ADOPTED, 101, 0, 0, 50, e8(10));
        event.clearDecisions();
        trips.onEvent(event);
        event.position(0, nanos++, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 0, e8(10));
        trips.onEvent(event);
        assertEquals(List.of(), trips.trips());
    }

    /** Twenty shares become one, which is held on; nineteen become none. */
    @Test
    void shouldHoldOnToTheShareThatASplitLeaves() {
        carry(0, 20, 10);
        event.split(0, nanos++, 1, 20, 0);
        event.clearDecisions();
        trips.onEvent(event);
        assertEquals(1, trips.held().get(0).open());
        adopt(-1, 200);
        carry(1, 19, 10);
        event.split(0, nanos++, 1, 20, 0);
        trips.onEvent(event);
        assertEquals(List.of(), trips.held());
    }
}
