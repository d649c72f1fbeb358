package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
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
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Orders as rows, every column by hand; the second name of an instrument's symbol counts from its day on. */
class OrderLogTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2022, 6, 8).toEpochDay();
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long ENTRY = OrderRef.of(DAY, 1, 0);
    private static final long STOP = OrderRef.of(DAY, 1, 1);

    private final Engine engine = new Engine(
            EngineSettings.parse(
                    "instruments = [ { symbol = META, renamed = [\"FB,2022-06-09,META\"] } ]\n"
                            + "signal { strategy = mean-reversion-in-trend }",
                    "test"),
            CALENDAR);
    private final OrderLog log = new OrderLog(engine);
    private final TradeLog trades = new TradeLog(engine);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private long nanos = OPEN;

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    private void take() {
        event.sessionDay = CALENDAR.sessionDay(event.eventNanos);
        log.onEvent(event);
        trades.onEvent(event);
        nanos += ExchangeCalendar.SECOND_NANOS;
    }

    private void asks(IntentAction action, long ref, Consumer<Intent> terms) {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(action, ref, 0, 0, 1);
        terms.accept(intent);
        take();
    }

    private void fill(long ref, Side side, long shares, double price, long leaves) {
        event.fill(0, nanos, ref, side, shares, e8(price), leaves, e8(1), e8(0.5));
        event.clearDecisions();
        take();
    }

    @Test
    void shouldTellEveryColumnOfAnOrder() {
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.purpose = Purpose.ENTRY;
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
        fill(ENTRY, Side.BUY, 40, 49.5, 60);
        fill(ENTRY, Side.BUY, 60, 50, 0);
        assertEquals(
                List.of(
                        List.of(
                                "R20220608-1-0",
                                "FB",
                                "entry",
                                "buy",
                                "limit",
                                "day",
                                "100",
                                "50.00",
                                "",
                                "",
                                "2022-06-08T09:30:00-04:00",
                                "filled",
                                "100",
                                "49.80",
                                "2.00",
                                "1.00",
                                "0",
                                "2022-06-08T09:30:03-04:00"),
                        List.of(
                                "R20220608-1-1",
                                "FB",
                                "stop",
                                "sell",
                                "stop",
                                "good-till-cancelled",
                                "100",
                                "",
                                "45.00",
                                "R20220608-1-0",
                                "2022-06-08T09:30:01-04:00",
                                "intended",
                                "0",
                                "",
                                "0.00",
                                "0.00",
                                "0",
                                "")),
                log.rows());
        assertEquals(OrderLog.COLUMNS.size(), log.rows().get(0).size());
    }

    /** Ten shares are sold at the last price less a cent, on the day of the new name. */
    @Test
    void shouldTellWhatTheEndOfTheDataClosed() {
        asks(IntentAction.PLACE, ENTRY, intent -> {
            intent.purpose = Purpose.ENTRY;
            intent.side = Side.BUY;
            intent.quantity = 10;
        });
        fill(ENTRY, Side.BUY, 10, 50, 0);
        nanos = CALENDAR.openNanos(DAY + 1);
        event.openPrint(0, nanos, e8(60), 0);
        event.clearDecisions();
        take();
        trades.finish();
        OrderLog.End end = trades.ends().get(0);
        assertEquals(
                List.of(List.of(
                        "",
                        "META",
                        "end-of-data",
                        "sell",
                        "market",
                        "",
                        "10",
                        "",
                        "",
                        "R20220608-1-0",
                        "2022-06-09T09:30:00-04:00",
                        "end-of-data",
                        "10",
                        FixedPoint.format(end.priceE8()),
                        FixedPoint.format(end.commissionE8()),
                        FixedPoint.format(end.slippageE8()),
                        "0",
                        "2022-06-09T09:30:00-04:00")),
                log.rows(trades.ends()));
        assertEquals(e8(59.99), end.priceE8());
        assertEquals(e8(0.1), end.slippageE8());
    }

    @Test
    void shouldNotNameAnEntryThatIsNotKnown() {
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, 0, 0, 0, 10, e8(50));
        event.clearDecisions();
        take();
        trades.finish();
        assertEquals("", log.rows(trades.ends()).get(0).get(9));
    }

    @Test
    void shouldRefuseWhatIsNoReference() {
        assertEquals(ENTRY, OrderLog.reference("R20220608-1-0"));
        assertEquals(
                "--order: ",
                assertThrows(UserError.class, () -> OrderLog.reference("7"))
                        .getMessage()
                        .substring(0, 9));
    }
}
