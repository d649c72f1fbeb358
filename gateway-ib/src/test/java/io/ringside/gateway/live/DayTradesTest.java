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
            event.position(
                    0, nanos, EngineEvent.FLAG_CARRIED, Carried.ENTERED, binding, 0, 100, 250 * FixedPoint.ONE_E8);
            take();
        }
        assertEquals("QQQ long 100 09:30:00 250.00 open 290.00 stop 0.00 0.00 4000.00", row(0));
        List<Carried> entered = trades.entered();
        assertEquals(List.of(new Carried(0, Carried.ENTERED, 0, 0, 100, 250 * FixedPoint.ONE_E8)), entered);
        place(7, 0, Purpose.EXIT, Side.SELL, 100, 0);
        fill(7, Side.SELL, 100, 260, 1);
        assertEquals("999.00", trades.closedBy(7));
        assertEquals(List.of(), trades.entered());
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
