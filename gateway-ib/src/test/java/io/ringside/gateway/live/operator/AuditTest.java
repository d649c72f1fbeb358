package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.LiveBench;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long START = ExchangeCalendar.usEquity().openNanos(LiveBench.DAY);

    private final Audit audit = new Audit(ExchangeCalendar.usEquity(), 1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    @Test
    void shouldFindAPositionWithoutAStopWhileTheBrokerIsThere() {
        condition(0, Condition.RECONCILED);
        hold(1);
        timer(6);
        assertEquals(0, audit.violations().size());
        timer(7);
        timer(8);
        assertEquals(1, audit.violations().size());
        assertTrue(
                audit.violations().get(0).contains("without a live stop"),
                audit.violations().toString());
    }

    @Test
    void shouldNotCountTheTimeForWhichTheBrokerIsAway() {
        condition(0, Condition.RECONCILED);
        hold(1);
        condition(5, Condition.DISCONNECTED);
        timer(60);
        condition(61, Condition.RECONCILED);
        timer(66);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldCountAgainOnceTheBrokerIsBack() {
        condition(0, Condition.DEGRADED);
        hold(1);
        condition(10, Condition.RECONCILED);
        timer(16);
        timer(17);
        assertEquals(1, audit.violations().size());
    }

    @Test
    void shouldAcceptAnAlarm() {
        condition(0, Condition.RECONCILED);
        hold(1);
        condition(6, Condition.UNPROTECTED);
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldAcceptAnAlarmThatStandsBehindARecordOfTheSameMoment() {
        condition(0, Condition.RECONCILED);
        hold(1);
        timer(7);
        condition(7, Condition.UNPROTECTED);
        timer(8);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldFindAStopThatWorksOnMoreThanTheBrokerHas() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 0);
        timer(20);
        assertEquals(0, audit.violations().size());
        timer(30);
        assertEquals(1, audit.violations().size());
        assertTrue(
                audit.violations().get(0).contains("a stop of 100 works on a position of 0"),
                audit.violations().toString());
    }

    @Test
    void shouldAcceptAStopThatIsTakenBackAndAskForNoneOnWhatIsGone() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 0);
        audit.onEvent(event.order(EventType.ORDER_CANCELLED, 0, START + 12 * SECOND, 77, 0, 0));
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldGoByTheBookAgainOnceAnOperatorHasTakenOver() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 40);
        audit.onEvent(event.position(0, START + 12 * SECOND, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -60, 0));
        audit.onEvent(event.order(EventType.ORDER_REPLACED, 0, START + 13 * SECOND, 77, 40, 0));
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldCountWhatTheTraderHoldsHimselfForTheStop() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        int standing = Carried.STANDING;
        audit.onEvent(event.position(0, START + 2 * SECOND, EngineEvent.FLAG_ADOPTED, standing, 0, 0, 100, 0));
        broker(10, 0);
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    /** The shares that are needed are the book's: the trader's own beside them want no stop of ours. */
    @Test
    void shouldAskForNoStopOnWhatTheTraderHoldsHimself() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        int standing = Carried.STANDING;
        audit.onEvent(event.position(0, START + 2 * SECOND, EngineEvent.FLAG_ADOPTED, standing, 0, 0, 100, 0));
        timer(60);
        timer(61);
        assertEquals(0, audit.violations().size(), audit.violations().toString());
    }

    private void holdUnderStop(long second) {
        hold(second);
        int stop = Purpose.STOP.code();
        audit.onEvent(event.position(0, START + second * SECOND, EngineEvent.FLAG_CARRIED, stop, 0, 77, 100, 9));
    }

    private void broker(long second, long shares) {
        audit.onEvent(event.position(0, START + second * SECOND, 0, 0, -1, 0, shares, 0));
    }

    private void condition(long second, Condition condition) {
        audit.onEvent(event.control(EventType.CONDITION, START + second * SECOND, condition.code(), 0));
    }

    private void timer(long second) {
        audit.onEvent(event.control(EventType.TIMER, START + second * SECOND, 1, 0));
    }

    private void hold(long second) {
        audit.onEvent(event.position(0, START + second * SECOND, EngineEvent.FLAG_CARRIED, 0, 0, 0, 100, 0));
    }
}
