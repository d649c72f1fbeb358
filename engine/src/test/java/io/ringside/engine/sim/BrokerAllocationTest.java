package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The broker allocates nothing an event once its pools have grown: all order types, partial fills, latency, all fees. */
class BrokerAllocationTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long CENT = FixedPoint.ONE_E8 / 100;
    private static final long BAR = 300_000_000_000L;
    private static final OrderType[] TYPES = OrderType.values();

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final EngineEvent report = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final Intent intent = new Intent();
    private final SimulatedBroker broker = new SimulatedBroker(
            BrokerDriver.settings("participation = 0.1, half-spread-ticks = 1, slippage-basis-points = 1.5,"
                    + " latency-nanos = 1000000, commission { plan = tiered, per-share = 0.005, minimum = 1 },"
                    + " fees { charge = all }, interest { margin = 0.05, borrow = 0.01 }"),
            List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB")),
            CALENDAR,
            100 * FixedPoint.ONE_E8);
    private int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private long nextRef = 1;
    private long step;
    private long fills;
    private long events;

    @Test
    void shouldAllocateNothingInSteadyState() {
        play(400);
        long fillsBefore = fills;
        long eventsBefore = events;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        play(400);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long measured = events - eventsBefore;
        assertTrue(fills - fillsBefore > 10_000, "only " + (fills - fillsBefore) + " fills");
        // A constant for the JVM's own bookkeeping, such as a compilation that ends meanwhile.
        assertTrue(allocated < 16 * 1024, allocated + " bytes over " + measured + " events");
        assertEquals(0, allocated / measured);
    }

    private void play(int days) {
        for (int i = 0; i < days; i++) {
            long start = CALENDAR.openNanos(day);
            for (int bar = 0; bar < 30; bar++) {
                for (int id = 0; id < 2; id++) {
                    long open = (1000 + step++ * 7 % 23) * CENT;
                    order(id, start);
                    event.openPrint(id, start, open, 0);
                    play();
                    event.quote(id, start + 2_000_000, open - CENT, open + CENT, 500, 500, 0);
                    play();
                    event.trade(id, start + 4_000_000, open + CENT, 300, 0);
                    play();
                    event.bar(id, start, start + BAR, open, open + 9 * CENT, open - 9 * CENT, open, 5_000, 0);
                    play();
                }
                start += BAR;
            }
            event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
            play();
            day = CALENDAR.nextTradingDay(day);
        }
    }

    private void play() {
        broker.before(event);
        drain();
        broker.after(event);
        drain();
        events++;
    }

    private void drain() {
        while (broker.poll(report)) {
            fills += report.type == EventType.FILL ? 1 : 0;
            broker.after(report);
            events++;
        }
    }

    /** A bracket of changing types, and now and then a change and a cancellation of something that may be gone. */
    private void order(int id, long nanos) {
        long parent = nextRef;
        place(id, nanos, TYPES[(int) (step % TYPES.length)], 0, Side.BUY);
        place(id, nanos, OrderType.STOP, parent, Side.SELL);
        place(id, nanos, OrderType.LIMIT, parent, Side.SELL);
        intent.clear(IntentAction.MODIFY, parent + 1, id, 0, 0);
        intent.quantity = 80;
        intent.stopE8 = (995 + step % 11) * CENT;
        broker.submit(intent, nanos);
        intent.clear(IntentAction.CANCEL, Math.max(1, parent - 5), id, 0, 0);
        broker.submit(intent, nanos);
    }

    private void place(int id, long nanos, OrderType type, long parent, Side side) {
        intent.clear(IntentAction.PLACE, nextRef++, id, 0, 0);
        intent.side = step % 2 == 0 ? side : side.opposite();
        intent.type = type;
        intent.timeInForce = parent == 0 ? TimeInForce.DAY : TimeInForce.GOOD_TILL_CANCELLED;
        intent.quantity = 100;
        intent.limitE8 = (1000 + step % 13) * CENT;
        intent.stopE8 = (1000 + step % 7) * CENT;
        intent.trailE8 = 5 * CENT;
        intent.parentRef = parent;
        intent.ocaRef = parent;
        broker.submit(intent, nanos);
    }
}
