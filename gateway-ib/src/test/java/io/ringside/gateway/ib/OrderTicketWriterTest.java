package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.ib.tws.TwsOrder;
import io.ringside.gateway.ib.tws.Unset;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order says to the broker. */
class OrderTicketWriterTest {
    private static final int DAY = LiveBench.DAY;
    private static final long DECIDED = ExchangeCalendar.usEquity().openNanos(DAY);
    private static final long LIMIT_E8 = 10_150_000_000L;
    private static final long STOP_E8 = 9_900_000_000L;
    private static final long TRAIL_E8 = 25_000_000L;

    private final OrderTable table = new OrderTable(1);
    private final Intent intent = new Intent();

    private LiveOrder order(Purpose purpose, OrderType type, TimeInForce goodFor) {
        intent.clear(IntentAction.PLACE, OrderRef.of(DAY, 7, 0), 0, 0, 1);
        intent.purpose = purpose;
        intent.side = purpose == Purpose.ENTRY ? Side.BUY : Side.SELL;
        intent.quantity = 100;
        intent.type = type;
        intent.timeInForce = goodFor;
        intent.limitE8 = LIMIT_E8;
        intent.stopE8 = STOP_E8;
        intent.trailE8 = TRAIL_E8;
        intent.ocaRef = OrderRef.of(DAY, 5, 0);
        table.onIntent(intent, DECIDED, LiveOrder.State.HELD);
        return table.byRef(intent.orderRef);
    }

    private static OrderTicketWriter writer(String... sets) {
        return new OrderTicketWriter(LiveBench.liveSettings(LiveBench.config(sets)));
    }

    /** Prices go with the types that have them, and no others. */
    @ParameterizedTest
    @CsvSource({
        "MARKET, MARKET, false, false, false, false",
        "LIMIT, LIMIT, true, false, false, false",
        "STOP, STOP, false, true, false, false",
        "STOP_LIMIT, STOP_LIMIT, true, true, false, false",
        "TRAILING_STOP, TRAIL, false, false, true, true",
        "MARKET_ON_CLOSE, MARKET_ON_CLOSE, false, false, false, false",
        "LIMIT_ON_CLOSE, LIMIT_ON_CLOSE, true, false, false, false"
    })
    void shouldNameThePricesOfItsType(
            OrderType type, TwsOrder.Type wireType, boolean limit, boolean stop, boolean trail, boolean trailStop) {
        TwsOrder wire = writer().order(order(Purpose.EXIT, type, TimeInForce.DAY), 12, true, 3);
        assertEquals(wireType, wire.type);
        assertEquals(limit ? LIMIT_E8 : Unset.E8, wire.limitE8);
        assertEquals(stop ? STOP_E8 : trail ? TRAIL_E8 : Unset.E8, wire.auxE8);
        assertEquals(trailStop ? STOP_E8 : Unset.E8, wire.trailStopE8);
        assertEquals(12, wire.orderId);
        assertEquals(3, wire.parentId);
        assertTrue(wire.transmit);
        assertFalse(wire.whatIf);
        assertEquals(TwsOrder.Action.SELL, wire.action);
        assertEquals(10_000_000_000L, wire.quantityE8);
        assertEquals("DU1234567", wire.account.toString());
        assertEquals(OrderRef.format(OrderRef.of(DAY, 7, 0)), wire.orderRef.toString());
    }

    @ParameterizedTest
    @CsvSource({"DAY, DAY", "GOOD_TILL_CANCELLED, GTC", "AT_THE_OPEN, OPG", "IMMEDIATE_OR_CANCEL, IOC"})
    void shouldHoldAsLongAsItIsMeantTo(TimeInForce goodFor, TwsOrder.TimeInForce wired) {
        TwsOrder wire = writer().order(order(Purpose.ENTRY, OrderType.MARKET, goodFor), 12, true, 0);
        assertEquals(wired, wire.timeInForce);
        assertEquals("", wire.goodTillDate.toString());
    }

    /** 9:30 in New York is 13:30 by UTC, and forty seconds later the broker ends it by itself. */
    @Test
    void shouldLetTheBrokerEndAnEntryWhereThatIsConfigured() {
        OrderTicketWriter writer = writer("gateway.entry-good-seconds=40");
        TwsOrder wire = writer.order(order(Purpose.ENTRY, OrderType.MARKET, TimeInForce.DAY), 12, true, 0);
        assertEquals(TwsOrder.TimeInForce.GTD, wire.timeInForce);
        assertEquals("20250620-13:30:40", wire.goodTillDate.toString());
        wire = writer.order(order(Purpose.ENTRY, OrderType.MARKET, TimeInForce.AT_THE_OPEN), 12, true, 0);
        assertEquals(TwsOrder.TimeInForce.OPG, wire.timeInForce);
    }

    @Test
    void shouldNotLetTheBrokerEndWhatLeavesAPosition() {
        TwsOrder wire = writer("gateway.entry-good-seconds=40")
                .order(order(Purpose.EXIT, OrderType.MARKET, TimeInForce.DAY), 12, true, 0);
        assertEquals(TwsOrder.TimeInForce.DAY, wire.timeInForce);
    }

    /** What leaves a position is reduced by what else of its group leaves it; an entry belongs to no such group. */
    @Test
    void shouldNameTheGroupOfWhatLeavesAPosition() {
        TwsOrder wire =
                writer().order(order(Purpose.STOP, OrderType.STOP, TimeInForce.GOOD_TILL_CANCELLED), 1, true, 0);
        assertEquals(OrderRef.format(OrderRef.of(DAY, 5, 0)), wire.ocaGroup.toString());
        assertEquals(2, wire.ocaType);
    }

    @Test
    void shouldAskForTheMarginOfAnEntryAlone() {
        LiveOrder entry = order(Purpose.ENTRY, OrderType.LIMIT, TimeInForce.DAY);
        TwsOrder wire = writer().order(entry, 1, false, 0);
        assertEquals("", wire.ocaGroup.toString());
        assertFalse(wire.transmit);
        wire = writer().whatIf(entry, 9);
        assertTrue(wire.whatIf);
        assertTrue(wire.transmit);
        assertEquals(9, wire.orderId);
        assertEquals(0, wire.parentId);
        assertEquals(TwsOrder.Action.BUY, wire.action);
    }
}
