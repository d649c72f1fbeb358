package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.ReportCode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The life of an entry and its stop, line by line. */
class OrderStoryTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long ENTRY = OrderRef.of(DAY, 1, 0);
    private static final long STOP = OrderRef.of(DAY, 1, 1);
    private static final long OTHER = OrderRef.of(DAY, 9, 0);

    private final Engine engine = new Engine(
            EngineSettings.parse(
                    "instruments = [{ symbol = QQQ }, { symbol = SPY }]\nsignal { strategy = mean-reversion-in-trend, instruments = [QQQ] }",
                    "test"),
            CALENDAR);
    private final OrderStory story = new OrderStory(engine, ENTRY);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private long nanos = CALENDAR.openNanos(DAY);

    @Test
    void shouldTellWhatBecameOfAnOrderAndOfWhatProtectsIt() {
        assertNull(story.order());
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.side = Side.BUY;
            intent.quantity = 100;
            intent.type = OrderType.LIMIT;
            intent.limitE8 = e8(50);
        });
        asks(IntentAction.PLACE, STOP, intent -> {
            intent.purpose = Purpose.STOP;
            intent.side = Side.SELL;
            intent.quantity = 100;
            intent.type = OrderType.STOP;
            intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
            intent.stopE8 = e8(45);
            intent.parentRef = ENTRY;
        });
        asks(IntentAction.PLACE, OTHER, intent -> {
            intent.side = Side.BUY;
            intent.quantity = 1;
        });
        report(EventType.ORDER_SENT, ENTRY, 100, 0, "");
        report(EventType.ORDER_ACCEPTED, ENTRY, 100, 0, "");
        report(EventType.ORDER_ACCEPTED, STOP, 100, 0, "");
        report(EventType.ORDER_SENT, OTHER, 1, 0, "");
        fill(ENTRY, Side.BUY, 40, 49.5, 60, 0.5);
        report(EventType.COMMISSION, ENTRY, 0, 0, "");
        asks(IntentAction.MODIFY, STOP, intent -> {
            intent.side = Side.SELL;
            intent.quantity = 40;
            intent.type = OrderType.STOP;
            intent.stopE8 = e8(46);
        });
        asks(IntentAction.MODIFY, ENTRY, intent -> {
            intent.quantity = 80;
            intent.limitE8 = e8(51);
        });
        report(EventType.ORDER_REPLACED, STOP, 40, ReportCode.REDUCED_BY_GROUP.code(), "");
        report(EventType.ORDER_REJECTED, ENTRY, 60, 0, "price too far");
        event.split(1, nanos, 2, 1, 0);
        take();
        event.split(0, nanos, 3, 2, 0);
        take();
        event.payment(0, nanos, CorporateAction.DIVIDEND, e8(0.25), 0);
        take();
        event.symbolChange(0, nanos, "NEW", 0);
        take();
        asks(IntentAction.CANCEL, ENTRY, intent -> {});
        report(EventType.ORDER_CANCELLED, ENTRY, 60, ReportCode.CANCELLED_BY_REQUEST.code(), "");
        event.payment(0, nanos, CorporateAction.DELISTING, e8(7), 0);
        take();
        fill(STOP, Side.SELL, 40, 46, 0, 0);
        assertEquals(
                List.of(
                        "09:30:01 decided: BUY 100 QQQ LIMIT DAY, limit 50.00",
                        "09:30:04 sent",
                        "09:30:05 accepted",
                        "09:30:08 bought 40 at 49.50, commission 1.00, slippage 0.50, 60 open",
                        "09:30:09 commission 0.75",
                        "09:30:11 change asked for: limit 50.00 to 51.00, quantity 100 to 80",
                        "09:30:13 request refused: price too far",
                        "09:30:15 split before the open: 3 new shares for 2 old",
                        "09:30:16 dividend before the open: 0.25 a share held",
                        "09:30:17 from this open on its symbol is NEW, the order stays",
                        "09:30:18 cancel asked for",
                        "09:30:19 cancelled"),
                life(ENTRY));
        assertEquals(
                List.of(
                        "09:30:02 decided: SELL 100 QQQ STOP GOOD_TILL_CANCELLED, stop 45.00, works once R20250521-1-0 has filled",
                        "09:30:06 accepted",
                        "09:30:10 change asked for: stop 45.00 to 46.00, quantity 100 to 40",
                        "09:30:12 changed: another order of its group executed in part, 40 open",
                        "09:30:15 split before the open: 3 new shares for 2 old",
                        "09:30:16 dividend before the open: 0.25 a share held",
                        "09:30:17 from this open on its symbol is NEW, the order stays",
                        "09:30:20 delisted before the open: 7.00 a share held",
                        "09:30:21 sold 40 at 46.00, commission 1.00"),
                life(STOP));
        assertEquals(3, story.count());
        assertEquals(
                List.of(STOP),
                story.children().stream().map(one -> one.terms().orderRef).toList());
        assertNull(story.parent());
    }

    @Test
    void shouldTellARefusalOfTheOrderFromOneOfAChange() {
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.side = Side.BUY;
            intent.quantity = 100;
        });
        report(EventType.ORDER_ACCEPTED, ENTRY, 100, 0, "");
        report(EventType.ORDER_REJECTED, ENTRY, 0, ReportCode.ACCOUNT_FULL.code(), "");
        report(EventType.ORDER_REJECTED, ENTRY, 0, ReportCode.NOT_WORKING.code(), "");
        assertEquals(
                List.of(
                        "09:30:01 decided: BUY 100 QQQ MARKET DAY",
                        "09:30:02 accepted",
                        "09:30:03 rejected: the account's leverage is used up",
                        "09:30:04 request refused: no such order is working"),
                life(ENTRY));
    }

    /** Before the broker has taken it, a refusal is the order's, whatever is open of it. */
    @Test
    void shouldCallARefusalOfWhatNeverWorkedARejection() {
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.side = Side.SELL;
            intent.quantity = 100;
        });
        report(EventType.ORDER_REJECTED, ENTRY, 100, ReportCode.NONE.code(), "");
        assertEquals(List.of("09:30:01 decided: SELL 100 QQQ MARKET DAY", "09:30:02 rejected"), life(ENTRY));
    }

    @Test
    void shouldTellEveryPartOfAChange() {
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.side = Side.BUY;
            intent.quantity = 100;
            intent.type = OrderType.STOP_LIMIT;
            intent.limitE8 = e8(50);
            intent.stopE8 = e8(49);
        });
        asks(IntentAction.MODIFY, ENTRY, intent -> {
            intent.quantity = 80;
            intent.limitE8 = e8(51);
            intent.stopE8 = e8(48);
        });
        asks(IntentAction.MODIFY, ENTRY, intent -> {
            intent.quantity = 70;
            intent.limitE8 = e8(51);
            intent.stopE8 = e8(48);
        });
        asks(IntentAction.MODIFY, OTHER, intent -> {});
        asks(IntentAction.CANCEL, OTHER, intent -> {});
        assertEquals(
                List.of(
                        "09:30:01 decided: BUY 100 QQQ STOP_LIMIT DAY, limit 50.00, stop 49.00",
                        "09:30:02 change asked for: stop 49.00 to 48.00, limit 50.00 to 51.00, quantity 100 to 80",
                        "09:30:03 change asked for: quantity 80 to 70"),
                life(ENTRY));
    }

    /** A change of a stop names its entry as well: it is no new order. */
    @Test
    void shouldGoOnWithTheLifeOfAStopThatIsChanged() {
        asks(IntentAction.PLACE, STOP, intent -> {
            intent.side = Side.SELL;
            intent.quantity = 100;
            intent.type = OrderType.STOP;
            intent.stopE8 = e8(45);
            intent.parentRef = ENTRY;
        });
        asks(IntentAction.MODIFY, STOP, intent -> {
            intent.quantity = 100;
            intent.stopE8 = e8(46);
            intent.parentRef = ENTRY;
        });
        assertEquals(
                List.of(
                        "09:30:01 decided: SELL 100 QQQ STOP DAY, stop 45.00, works once R20250521-1-0 has filled",
                        "09:30:02 change asked for: stop 45.00 to 46.00"),
                life(STOP));
    }

    @Test
    void shouldNeedWhatTellsOfOrdersAndWhatIsHeld() {
        for (EventType type : EventType.values()) {
            boolean needed = type.isOrderReport() || type == EventType.POSITION || type == EventType.CORPORATE_ACTION;
            event.control(EventType.TIMER, nanos, 0, 0);
            event.type = type;
            event.clearDecisions();
            assertEquals(needed, OrderStory.needs(event), type.name());
            event.addIntent();
            assertEquals(true, OrderStory.needs(event), type.name());
        }
    }

    /** Exit and entry of the same strategy and decision; a stop of it, another decision's and another strategy's are not told. */
    @Test
    void shouldTellWhatCameOfAReversal() {
        OrderStory two = new OrderStory(new Engine(EngineSettings.parse("""
                                instruments = [{ symbol = QQQ }, { symbol = SPY }]
                                signals {
                                  first { strategy = mean-reversion-in-trend, instruments = [QQQ] }
                                  second { strategy = mean-reversion-in-trend, instruments = [QQQ] }
                                }
                                """, "test"), CALENDAR), ENTRY);
        long exit = OrderRef.of(DAY, 7, 0);
        place(two, exit, Purpose.EXIT, Side.SELL, 0, 5);
        place(two, OrderRef.of(DAY, 7, 1), Purpose.STOP, Side.SELL, 0, 5);
        place(two, OrderRef.of(DAY, 7, 2), Purpose.EXIT, Side.SELL, 1, 5);
        place(two, OrderRef.of(DAY, 7, 3), Purpose.ENTRY, Side.SELL, 0, 4);
        place(two, OrderRef.of(DAY, 7, 4), Purpose.ENTRY, Side.SELL, -1, 5);
        assertEquals(
                List.of(
                        "What came of it",
                        "  left by R20250521-7-0: SELL 100 QQQ MARKET DAY, intended",
                        "  nothing was entered: see the bars that follow"),
                two.reversal(5, 0));
        event.fill(0, CALENDAR.openNanos(DAY), exit, Side.SELL, 40, e8(49), 60, e8(1), 0);
        event.clearDecisions();
        two.onEvent(event);
        place(two, OrderRef.of(DAY, 8, 0), Purpose.ENTRY, Side.SELL, 0, 5);
        List<String> told = two.reversal(5, 0);
        assertEquals(3, told.size());
        assertEquals("  entered by R20250521-8-0: SELL 100 QQQ MARKET DAY, intended", told.get(2));
        assertEquals(
                "  left by R20250521-7-0: SELL 100 QQQ MARKET DAY, 40 at 49.00 on average, ",
                told.get(1).substring(0, told.get(1).lastIndexOf(' ') + 1));
        event.fill(0, CALENDAR.openNanos(DAY), exit, Side.SELL, 60, e8(50), 0, e8(1), 0);
        event.clearDecisions();
        two.onEvent(event);
        assertEquals(
                "  left by R20250521-7-0: SELL 100 QQQ MARKET DAY, 100 at 49.60 on average, filled"
                        + " 2025-05-21T09:30:00-04:00",
                two.reversal(5, 0).get(1));
        assertEquals(1 + 1 + 1, two.reversal(5, 1).size());
    }

    private void place(OrderStory of, long ref, Purpose purpose, Side side, int bindingId, long cause) {
        event.control(EventType.TIMER, CALENDAR.openNanos(DAY), 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, bindingId, cause);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = 100;
        of.onEvent(event);
    }

    private List<String> life(long ref) {
        return story.life(ref).stream()
                .map(line -> line.substring(11, 19) + line.substring(25))
                .toList();
    }

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    private void asks(IntentAction action, long ref, Consumer<Intent> terms) {
        nanos += ExchangeCalendar.SECOND_NANOS;
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(action, ref, ref == OTHER ? 1 : 0, 0, 1);
        terms.accept(intent);
        story.onEvent(event);
    }

    private void report(EventType type, long ref, long leaves, int code, String text) {
        nanos += ExchangeCalendar.SECOND_NANOS;
        event.order(type, ref == OTHER ? 1 : 0, nanos, ref, leaves, code).text(text);
        event.commissionE8 = e8(0.75);
        event.clearDecisions();
        story.onEvent(event);
    }

    private void fill(long ref, Side side, long shares, double price, long leaves, double slippage) {
        nanos += ExchangeCalendar.SECOND_NANOS;
        event.fill(0, nanos, ref, side, shares, e8(price), leaves, e8(1), e8(slippage));
        event.clearDecisions();
        story.onEvent(event);
    }

    private void take() {
        nanos += ExchangeCalendar.SECOND_NANOS;
        event.eventNanos = nanos;
        event.clearDecisions();
        story.onEvent(event);
    }
}
