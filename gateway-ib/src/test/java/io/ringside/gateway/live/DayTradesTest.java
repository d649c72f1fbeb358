package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two strategies on one instrument, money in whole dollars. */
class DayTradesTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final DayTrades trades = new DayTrades(CALENDAR, List.of(Instrument.usEquity(0, "QQQ")), 2, 0);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 2, 1, 4));
    private long nanos = CALENDAR.openNanos(LiveBench.DAY);

    @Test
    void shouldCountACarriedPositionFromItsCost() {
        carry(0, 100, 250);
        place(7, 0, Purpose.EXIT, Side.SELL, 100, 0);
        fill(7, Side.SELL, 100, 290, 1);
        assertEquals(1, trades.count());
        assertEquals("3999.00", trades.closedBy(7));
        assertEquals("QQQ long 100 09:30:00 250.00 09:30:02 290.00 exit 1.00 3999.00", row(0));
    }

    /** Carried at 290, the last price of the day before, it was entered at 250; another binding has none. */
    @Test
    void shouldCountFromWhatACarriedPositionWasEnteredAt() {
        carry(0, 100, 290);
        for (int binding : new int[] {1, 0}) {
            part(TripPart.ENTERED, binding, 0, 100, 250);
        }
        assertEquals("QQQ long 100 09:30:00 250.00 open 290.00 stop 0.00 0.00 4000.00", row(0));
        assertEquals(
                new Carried(0, TripPart.ENTERED, 0, 0, 100, 250 * FixedPoint.ONE_E8),
                trades.held().get(0));
        place(7, 0, Purpose.EXIT, Side.SELL, 100, 0);
        fill(7, Side.SELL, 100, 260, 1);
        assertEquals("999.00", trades.closedBy(7));
        assertEquals(List.of(), trades.held());
    }

    /**
     * 150 were entered on the day before for 7,650, at 51 each; 60 left for 3,300; commissions were 3. 90 are left, worth 4,860
     * at 54: of the whole 507 are won. The next session begins with the same, and that the stop has been moved since.
     */
    @Test
    void shouldGoOnWithATradeOfTheDayBefore() {
        carry(0, 90, 54);
        long before = CALENDAR.openNanos(CALENDAR.previousTradingDay(LiveBench.DAY));
        part(TripPart.ENTERED, 4L << 32, 7, 90, 51);
        part(TripPart.ENTRIES, 0, before, 150, 7_650);
        part(TripPart.EXITS, 0, 3 * FixedPoint.ONE_E8, 60, 3_300);
        part(TripPart.RANGE, 0, 56 * FixedPoint.ONE_E8, 300 * FixedPoint.ONE_E8, 48);
        String day = CALENDAR.format(before).substring(5, 10);
        assertEquals("QQQ long 150 " + day + " 51.00 open 54.00 stop 0.00 3.00 507.00", row(0));
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 9, 90, 50 * FixedPoint.ONE_E8);
        take();
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.MODIFY, 9, 0, 0, 1);
        intent.purpose = Purpose.STOP;
        intent.quantity = 90;
        intent.stopE8 = 53 * FixedPoint.ONE_E8;
        trades.onEvent(event);
        event.order(EventType.ORDER_REPLACED, 0, nanos, 9, 90, 0);
        take();
        trades.countBar(0);
        assertEquals(
                List.of(
                        new Carried(0, TripPart.ENTERED, 5L << 32, 7, 90, 51 * FixedPoint.ONE_E8),
                        new Carried(0, TripPart.ENTRIES, 1L << 32, before, 150, 7_650 * FixedPoint.ONE_E8),
                        new Carried(0, TripPart.EXITS, 0, 3 * FixedPoint.ONE_E8, 60, 3_300 * FixedPoint.ONE_E8),
                        new Carried(
                                0,
                                TripPart.RANGE,
                                0,
                                56 * FixedPoint.ONE_E8,
                                300 * FixedPoint.ONE_E8,
                                48 * FixedPoint.ONE_E8)),
                trades.held());
        fill(9, Side.SELL, 90, 53, 1);
        // 3,300 + 4,770 - 7,650 - 4.
        assertEquals("416.00", trades.closedBy(9));
    }

    private void part(int code, long argument, long ref, long quantity, long price) {
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, code, argument, ref, quantity, price * FixedPoint.ONE_E8);
        take();
    }

    @Test
    void shouldKeepTheTradesOfTwoStrategiesApart() {
        carry(0, 100, 250);
        place(7, 1, Purpose.ENTRY, Side.SELL, 40, 0);
        fill(7, Side.SELL, 40, 290, 0);
        place(8, 1, Purpose.STOP, Side.BUY, 40, 300);
        // The one's short is no sale of the other's shares.
        assertNull(trades.closedBy(7));
        assertEquals(2, trades.count());
        assertEquals("QQQ long 100 09:30:00 250.00 open 290.00 stop 0.00 0.00 4000.00", row(0));
        assertEquals("QQQ short 40 09:30:02 290.00 open 290.00 stop 300.00 0.00 0.00", row(1));
    }

    /** 349 shares at half a cent each cost 1.745. */
    @Test
    void shouldTellMoneyToTheCent() {
        place(7, 0, Purpose.ENTRY, Side.BUY, 349, 0);
        event.fill(0, nanos, 7, Side.BUY, 349, 290 * FixedPoint.ONE_E8, 0, FixedPoint.parse("1.745"), 0);
        take();
        assertEquals("QQQ long 349 09:30:01 290.00 open 290.00 stop 0.00 1.75 -1.75", row(0));
        assertEquals("100176.33", DayTrades.money(FixedPoint.parse("100176.325")));
        assertEquals("100176.32", DayTrades.money(FixedPoint.parse("100176.3249")));
        assertEquals("-1.75", DayTrades.money(FixedPoint.parse("-1.745")));
    }

    /** What the account has is told without a price, and an order's or a stop's is none of the position's. */
    @Test
    void shouldMarkAPositionByItsOwnPrice() {
        carry(0, 100, 250);
        event.position(0, nanos, 0, 0, -1, 0, 100, 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 9, 100, 240 * FixedPoint.ONE_E8);
        take();
        assertEquals("QQQ long 100 09:30:00 250.00 open 250.00 stop 240.00 0.00 0.00", row(0));
        event.bar(0, nanos, nanos, 1, 1, 1, 251 * FixedPoint.ONE_E8, 1, 0);
        take();
        assertEquals("QQQ long 100 09:30:00 250.00 open 251.00 stop 240.00 0.00 100.00", row(0));
    }

    private String row(int index) {
        return trades.lines().get(1 + index).trim().replaceAll(" +", " ");
    }

    private void carry(int binding, long quantity, long price) {
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, 0, binding, 0, quantity, price * FixedPoint.ONE_E8);
        take();
    }

    private void place(long ref, int binding, Purpose purpose, Side side, long quantity, long stop) {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, binding, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        intent.stopE8 = stop * FixedPoint.ONE_E8;
        trades.onEvent(event);
        nanos += ExchangeCalendar.SECOND_NANOS;
    }

    private void fill(long ref, Side side, long quantity, long price, long commission) {
        long priceE8 = price * FixedPoint.ONE_E8;
        event.fill(0, nanos, ref, side, quantity, priceE8, 0, commission * FixedPoint.ONE_E8, 0);
        take();
    }

    private void take() {
        event.clearDecisions();
        trades.onEvent(event);
        nanos += ExchangeCalendar.SECOND_NANOS;
    }
}
