package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.operator.Alarms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A position without a live stop is told after 5 s, and left after 10 s once the broker has confirmed it. */
class ProtectionWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STOP = 72;

    private final LiveSettings settings = LiveBench.liveSettings(LiveBench.config("gateway.unprotected-ms=5000"));
    private final OrderTable table = new OrderTable(2);
    private final long[] account = new long[2];
    private final Holdings holdings = new Holdings(table, id -> account[id], new int[] {0, 1}, new long[2]);
    private final Alarms alarms = new Alarms(settings, ExchangeCalendar.usEquity());
    private final ProtectionWatch watch = new ProtectionWatch(
            settings, table, holdings, List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB")), alarms);
    private final EventOutbox out = new EventOutbox();
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    private void carry(int code, long ref, long quantity) {
        table.apply(event.position(
                1, 1, EngineEvent.FLAG_CARRIED, code, Carried.argument(1, 0), ref, quantity, 100_000_000L));
    }

    /** What is said at a time, in tenths of a second; the instrument is the second one. */
    private List<String> at(long tenths, boolean connected) {
        return said(tenths * SECOND / 10, connected);
    }

    private List<String> atNanos(long nanos) {
        return said(nanos, true);
    }

    private List<String> said(long nanos, boolean connected) {
        watch.check(connected, nanos, out);
        List<String> said = new ArrayList<>();
        EngineEvent copy = new EngineEvent(new Bounds(1, 1, 1, 1));
        out.publish(new Collector(copy, said));
        return said;
    }

    private void compare(long snapshot) {
        holdings.begins(snapshot);
        holdings.compare(1);
        holdings.ends(snapshot);
    }

    @Test
    void shouldTellANakedPositionOnceAndLeaveItOnceItIsConfirmed() {
        carry(0, 0, 100);
        account[1] = 100;
        compare(1);
        assertEquals(List.of(), at(10, true));
        assertEquals(List.of(), at(60, true), "5 s are not over");
        assertEquals(List.of("UNPROTECTED 1"), at(61, true));
        assertEquals("BBB: 100 shares have no live stop of their size at the broker", alarms.last());
        assertEquals(List.of(), at(110, true));
        assertEquals(List.of(), at(200, true), "nobody has asked the broker since");
        compare(2);
        assertEquals(List.of("FLATTEN 2 unprotected position"), at(201, true));
        assertEquals(List.of(), at(801, true), "a minute is not over");
        assertEquals(List.of("FLATTEN 2 unprotected position"), at(802, true));
        account[1] = 70;
        assertEquals(List.of(), at(1500, true), "the account says otherwise");
    }

    @Test
    void shouldNotLeaveWhatIsConfirmedTooEarly() {
        carry(0, 0, 100);
        account[1] = 100;
        at(10, true);
        compare(1);
        assertEquals(List.of("UNPROTECTED 1"), at(110, true), "10 s are not over");
        assertEquals(List.of("FLATTEN 2 unprotected position"), at(111, true));
    }

    /** Nothing is certain while the broker is away; what was told stays told. */
    @Test
    void shouldCountFromTheConnectionOn() {
        carry(0, 0, 100);
        account[1] = 100;
        at(10, true);
        assertEquals(List.of(), at(50, false));
        assertEquals(List.of(), at(60, true));
        assertEquals(List.of(), at(110, true));
        assertEquals(List.of("UNPROTECTED 1"), at(111, true));
        assertEquals(List.of(), at(120, false));
        assertEquals(List.of(), at(300, true));
        assertEquals(List.of(), at(360, true), "once");
    }

    @Test
    void shouldTellThatAPositionIsProtectedAgain() {
        carry(0, 0, 100);
        account[1] = 100;
        at(10, true);
        assertEquals(List.of("UNPROTECTED 1"), at(61, true));
        carry(Purpose.STOP.code(), STOP, 100);
        LiveOrder stop = table.byRef(STOP);
        stop.state = LiveOrder.State.WORKING;
        stop.brokerQuantity = 99;
        assertEquals(List.of(), at(62, true), "one share is not covered");
        stop.brokerQuantity = 100;
        assertEquals(List.of("PROTECTED 1"), at(63, true));
        assertEquals(List.of(), at(64, true));
        stop.state = LiveOrder.State.UNCERTAIN;
        assertEquals(List.of(), at(70, true));
        assertEquals(List.of("UNPROTECTED 1"), at(121, true));
    }

    /** One share is a position; what works on the other side, or enters, or is no stop, does not protect it. */
    @Test
    void shouldProtectWithStopsOfTheRightSideAlone() {
        carry(0, 0, 1);
        account[1] = 1;
        carry(Purpose.STOP.code(), STOP, 1);
        LiveOrder stop = table.byRef(STOP);
        stop.state = LiveOrder.State.WORKING;
        at(10, true);
        assertEquals(List.of(), at(61, true));
        stop.terms.side = Side.BUY;
        at(70, true);
        assertEquals(List.of("UNPROTECTED 1"), at(121, true));
        stop.terms.side = Side.SELL;
        assertEquals(List.of("PROTECTED 1"), at(122, true));
        stop.terms.purpose = Purpose.TARGET;
        at(130, true);
        assertEquals(List.of("UNPROTECTED 1"), at(181, true));
    }

    /** Whole milliseconds count: more than 5,000 of them, and then more than 10,000. */
    @Test
    void shouldCountInMilliseconds() {
        carry(0, 0, 100);
        account[1] = 100;
        assertEquals(List.of(), atNanos(SECOND));
        compare(1);
        assertEquals(List.of(), atNanos(6 * SECOND + 999_999));
        assertEquals(List.of("UNPROTECTED 1"), atNanos(6 * SECOND + 1_000_000));
        assertEquals(List.of(), atNanos(11 * SECOND + 999_999));
        assertEquals(List.of("FLATTEN 2 unprotected position"), atNanos(11 * SECOND + 1_000_000));
        long again = 11 * SECOND + 1_000_000 + 60 * SECOND;
        assertEquals(List.of(), atNanos(again));
        assertEquals(List.of("FLATTEN 2 unprotected position"), atNanos(again + 1));
    }

    /** A flatten that was not executed counts anew once the position was protected meanwhile. */
    @Test
    void shouldLeaveAnotherTimeWithoutWaitingForAMinute() {
        carry(0, 0, 100);
        account[1] = 100;
        at(10, true);
        compare(1);
        assertEquals(List.of("UNPROTECTED 1", "FLATTEN 2 unprotected position"), at(111, true));
        carry(Purpose.STOP.code(), STOP, 100);
        table.byRef(STOP).state = LiveOrder.State.WORKING;
        assertEquals(List.of("PROTECTED 1"), at(112, true));
        table.byRef(STOP).state = LiveOrder.State.DONE;
        at(113, true);
        compare(2);
        assertEquals(List.of("UNPROTECTED 1", "FLATTEN 2 unprotected position"), at(214, true));
    }

    /** Takes published events as text. */
    private record Collector(EngineEvent draft, List<String> said) implements io.ringside.engine.EventPublisher {
        @Override
        public void publish() {
            said.add(
                    draft.type == EventType.CONDITION
                            ? Condition.ofCode(draft.code) + " " + draft.argument
                            : Operator.ofCode(draft.code) + " " + draft.argument + " " + draft.textAsString());
        }
    }
}
