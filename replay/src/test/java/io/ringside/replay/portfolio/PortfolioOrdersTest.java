package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.ReportCode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that an earlier session has left, and a broker that reports what an execution cost later; beside a strategy. */
class PortfolioOrdersTest {
    private static final int DAY = (int) LocalDate.of(2024, 2, 2).toEpochDay();
    private static final long NANOS = ExchangeCalendar.usEquity().openNanos(DAY);
    private static final Engine ENGINE = new Engine(EngineSettings.parse("""
                    instruments = [{ symbol = AAA }, { symbol = BBB }]
                    risk { equity = 100000 }
                    data { bar = 5m }
                    broker { opening = each }
                    portfolio { budget = 0.6, strategy = momentum, schedule = weekly }
                    signals { dip { strategy = mean-reversion-in-trend, instruments = [AAA] } }
                    """, "test"), ExchangeCalendar.usEquity());

    private final PortfolioOrders orders = new PortfolioOrders(ENGINE);
    private final EngineEvent event = new EngineEvent(ENGINE.bounds());

    private void send() {
        event.sessionDay = DAY;
        event.clearDecisions();
        orders.onEvent(event);
    }

    private void carry(int bookId, Purpose purpose, long ref, long quantity) {
        long argument = Integer.toUnsignedLong(bookId);
        event.position(1, NANOS, EngineEvent.FLAG_CARRIED, purpose.code(), argument, ref, quantity, 0);
        send();
    }

    private void fill(long ref, Side side, long quantity, double price) {
        event.fill(1, NANOS, ref, side, quantity, FixedPoint.ofDouble(price), 0, 0, 0);
        send();
    }

    private void charge(long ref, double commission) {
        event.order(EventType.COMMISSION, 1, NANOS, ref, 0, 0);
        event.commissionE8 = FixedPoint.ofDouble(commission);
        send();
    }

    private void expire(long ref) {
        event.order(EventType.ORDER_CANCELLED, 1, NANOS, ref, 0, ReportCode.EXPIRED.code());
        send();
    }

    @Test
    void shouldTellExecutionsOfCarriedOrdersWithWhatTheyCost() {
        String name = ENGINE.portfolios().get(0).name();
        carry(BookId.ofPortfolio(0), Purpose.REBALANCE, 7, 10);
        carry(BookId.ofPortfolio(0), Purpose.STOP, 8, 10);
        carry(0, Purpose.EXIT, 9, 5);
        fill(7, Side.BUY, 4, 100);
        charge(7, 0.5);
        fill(7, Side.BUY, 6, 100.5);
        charge(7, 0.25);
        charge(7, 0.25);
        fill(8, Side.SELL, 10, 99);
        fill(9, Side.SELL, 5, 98);
        // Whose hand that was is in no journal.
        fill(10, Side.SELL, 1, 97);
        charge(10, 1);
        assertNull(orders.order(10));
        assertEquals(
                List.of(
                        List.of("2024-02-02", "BBB", "BUY", "4", "100.00", "0.50", "rebalance", name),
                        List.of("2024-02-02", "BBB", "BUY", "6", "100.50", "0.50", "rebalance", name),
                        List.of("2024-02-02", "BBB", "SELL", "10", "99.00", "0.00", "stop", name),
                        List.of("2024-02-02", "BBB", "SELL", "5", "98.00", "0.00", "exit", "dip")),
                orders.executions());
    }

    @Test
    void shouldTellCarriedOrdersThatExpired() {
        String name = ENGINE.portfolios().get(0).name();
        carry(BookId.ofPortfolio(0), Purpose.REBALANCE, 7, 10);
        carry(BookId.ofPortfolio(0), Purpose.REBALANCE, 8, -10);
        carry(BookId.ofPortfolio(0), Purpose.STOP, 9, 10);
        carry(0, Purpose.ENTRY, 10, 5);
        for (long ref = 7; ref <= 11; ref++) {
            expire(ref);
        }
        assertEquals(
                List.of(
                        List.of("2024-02-02", "BBB", "10", "rebalance", "2024-02-02", name),
                        List.of("2024-02-02", "BBB", "-10", "rebalance", "2024-02-02", name),
                        List.of("2024-02-02", "BBB", "-10", "stop", "2024-02-02", name)),
                orders.cancelled());
    }

    /** What else is carried, and positions that the broker reports, are no orders. */
    @Test
    void shouldTakeNothingElseForAnOrder() {
        long argument = Integer.toUnsignedLong(BookId.ofPortfolio(0));
        event.position(1, NANOS, EngineEvent.FLAG_CARRIED, PortfolioPart.HOLDING, argument, 7, 10, 0);
        send();
        event.position(1, NANOS, 0, Purpose.REBALANCE.code(), argument, 8, 10, 0);
        send();
        event.position(1, NANOS, EngineEvent.FLAG_CARRIED, Purpose.REBALANCE.code(), argument, 0, 10, 0);
        send();
        for (long ref : List.of(0L, 7L, 8L)) {
            assertNull(orders.order(ref));
        }
    }
}
