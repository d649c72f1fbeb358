package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Stages that share a thread, without one: what becomes of events behind one that failed. */
class StageGroupTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final int ALL = (Stage.ORDER.bit() << 1) - 1;

    private final Engine engine =
            new Engine(EngineSettings.of(EngineSettings.load(Path.of("..", "config", "qqq.conf"))), CALENDAR);
    private final Stages stages = engine.stages(null, (intent, nanos) -> {});
    private long sequence;

    @Test
    void shouldRunNothingMoreOnceAStageHasFailed() {
        StageGroup group = group(Stage.INDICATOR, Stage.ORDER);
        assertEquals(ALL, pass(group, event(0)).stagesDone);
        // No such instrument.
        EngineEvent bad = event(0).bar(7, OPEN, OPEN + 1, 1, 1, 1, 1, 1, 0);
        bad.sequence = ++sequence;
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> group.onEvent(bad, 1, true));
        assertEquals(Stage.INDICATOR, group.at());
        assertEquals(0, pass(group, event(0)).stagesDone, "whoever is to be told may not know of it yet");
    }

    @Test
    void shouldEndOnAnEventThatAnEarlierGroupHasNotDone() {
        StageGroup group = group(Stage.RISK, Stage.ORDER);
        int before = Stage.RISK.bit() - 1;
        assertEquals(ALL, pass(group, event(before)).stagesDone);
        EngineEvent undone = event(Stage.SIGNAL.bit() - 1);
        assertThrows(IllegalStateException.class, () -> group.onEvent(undone, 1, true));
        assertEquals(before, pass(group, event(before)).stagesDone);
    }

    @Test
    void shouldLetAllPassByOnceTheEngineHasFailedElsewhere() {
        StageGroup group = group(Stage.INDICATOR, Stage.SIGNAL);
        assertEquals((Stage.SIGNAL.bit() << 1) - 1, pass(group, event(0)).stagesDone);
        group.stop();
        assertEquals(0, pass(group, event(0)).stagesDone);
    }

    private StageGroup group(Stage first, Stage last) {
        return new StageGroup(stages, first, last, new CountDownLatch(1));
    }

    private static EngineEvent pass(StageGroup group, EngineEvent event) {
        group.onEvent(event, 1, true);
        return event;
    }

    private EngineEvent event(int stagesDone) {
        EngineEvent event = new EngineEvent(engine.bounds());
        event.session(EventType.SESSION_OPEN, OPEN, 0);
        event.sequence = ++sequence;
        event.sessionDay = CALENDAR.sessionDay(OPEN);
        event.stagesDone = stagesDone;
        return event;
    }
}
