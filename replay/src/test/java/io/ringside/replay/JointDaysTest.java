package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journals of one day each, as one run: what a day begins with is what the day before ended with. */
class JointDaysTest {
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;
    private static final int WARM_UP = EngineEvent.FLAG_WARM_UP;

    private final List<String> seen = new ArrayList<>();
    private final JointDays days = new JointDays(List.of(
            event -> seen.add(event.type + " " + event.eventNanos), event -> assertEquals(0, event.instrumentId)));
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    private void bar(long nanos, int flags) {
        days.onEvent(event.bar(0, nanos - 1, nanos, 1, 1, 1, 1, 1, flags));
    }

    private void open(int day, int flags) {
        event.session(EventType.SESSION_OPEN, day, flags);
        event.sessionDay = day;
        days.onEvent(event);
    }

    @Test
    void shouldTellCarriedPartsOfTheFirstDayAlone() {
        days.onEvent(event.position(0, 1, CARRIED, 0, 0, 0, 10, 1));
        days.onEvent(event.account(2, CARRIED, 1, 1, 1));
        days.nextDay();
        days.onEvent(event.position(0, 3, CARRIED, 0, 0, 0, 10, 1));
        days.onEvent(event.account(4, CARRIED, 1, 1, 1));
        days.onEvent(event.position(0, 5, 0, 0, 0, 0, 10, 1));
        days.onEvent(event.position(0, 6, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 10, 1));
        days.onEvent(event.account(7, 0, 1, 1, 1));
        days.onEvent(event.trade(0, 8, 1, 1, CARRIED));
        assertEquals(List.of("POSITION 1", "ACCOUNT 2", "POSITION 5", "POSITION 6", "ACCOUNT 7", "TRADE 8"), seen);
    }

    /** A day warms up on bars that the day before had; those between them are new. */
    @Test
    void shouldTellBarsOnce() {
        bar(100, WARM_UP);
        bar(200, 0);
        days.onEvent(event.trade(0, 250, 1, 1, 0));
        days.nextDay();
        bar(200, WARM_UP);
        bar(250, WARM_UP);
        bar(251, WARM_UP);
        bar(260, WARM_UP);
        bar(255, 0);
        days.nextDay();
        bar(260, WARM_UP);
        bar(300, 0);
        assertEquals(List.of("BAR 100", "BAR 200", "TRADE 250", "BAR 251", "BAR 260", "BAR 255", "BAR 300"), seen);
    }

    /** Of what comes twice only bars to warm up do; a trade, and a bar that is traded on, is new. */
    @Test
    void shouldTellAgainWhatIsNoBarToWarmUp() {
        bar(200, 0);
        days.nextDay();
        days.onEvent(event.trade(0, 150, 1, 1, WARM_UP));
        bar(150, 0);
        bar(150, WARM_UP);
        days.onEvent(event.quote(0, 160, 1, 1, 1, 1, 0));
        assertEquals(List.of("BAR 200", "TRADE 150", "BAR 150", "QUOTE 160"), seen);
    }

    private void split(int day, long nanos, int flags) {
        event.split(0, nanos, 10, 1, flags);
        event.sessionDay = day;
        days.onEvent(event);
    }

    /** A day's history has the splits of the days before: what was held has its new shares by then. */
    @Test
    void shouldTellSplitsOnce() {
        split(3, 30, WARM_UP);
        open(5, 0);
        days.nextDay();
        split(3, 30, WARM_UP);
        split(7, 60, 0);
        open(7, 0);
        days.nextDay();
        split(3, 30, WARM_UP);
        split(7, 70, WARM_UP);
        split(8, 80, WARM_UP);
        split(9, 90, 0);
        assertEquals(
                List.of("CORPORATE_ACTION 30", "CORPORATE_ACTION 60", "CORPORATE_ACTION 80", "CORPORATE_ACTION 90"),
                seen.stream().filter(one -> one.startsWith("CORP")).toList());
    }

    /** Only a daemon is told how its connection is. */
    @Test
    void shouldKnowADaemonsDaysFromABacktests() {
        open(5, 0);
        bar(200, 0);
        assertFalse(days.isLive());
        days.onEvent(event.control(EventType.CONDITION, 300, Condition.CONNECTED.code(), 0));
        bar(400, 0);
        assertTrue(days.isLive());
    }

    @Test
    void shouldKnowTheFirstAndTheLastTradedSession() {
        open(5, WARM_UP);
        open(7, 0);
        open(9, 0);
        open(11, WARM_UP);
        assertEquals(7, days.firstDay());
        assertEquals(9, days.lastDay());
    }
}
