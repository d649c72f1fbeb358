package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.Outcome;
import org.junit.jupiter.api.Test;

/** Entries wait while an event about trading is being published, and are refused by those that were. */
class EntryGateTest {
    private boolean latched;
    private boolean undecided;
    private final EntryGate gate = new EntryGate(2, Limits.OFF, () -> latched);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final EventPublisher publisher = gate.watch(new EventPublisher() {
        @Override
        public EngineEvent draft() {
            return event;
        }

        @Override
        public void publish() {
            undecided = gate.isUndecided();
        }
    });

    private void publish(EventType type, int code, long argument) {
        publisher.draft().control(type, 1, code, argument);
        publisher.publish();
    }

    @Test
    void shouldWaitWhileConditionsAndCommandsArePublished() {
        publish(EventType.CONDITION, Condition.FEED_STALE.code(), 1);
        assertTrue(undecided);
        assertFalse(gate.isUndecided());
        assertNull(gate.refusal(0));
        assertEquals(Outcome.STALE_DATA, gate.refusal(1));
        publish(EventType.COMMAND, Operator.HALT.code(), 0);
        assertTrue(undecided);
        assertFalse(gate.isUndecided());
        assertEquals(Outcome.HALTED, gate.refusal(0));
        publisher.draft().trade(0, 1, 100, 1, 0);
        publisher.publish();
        assertFalse(undecided, "a price says nothing about it");
    }

    @Test
    void shouldWaitForTheLastOfSeveral() {
        event.control(EventType.CONDITION, 1, Condition.FEED_STALE.code(), 1);
        gate.publishes(event);
        gate.publishes(event);
        gate.published(event);
        assertTrue(gate.isUndecided());
        gate.published(event);
        assertFalse(gate.isUndecided());
    }

    @Test
    void shouldTakeTheLatchOfTheRiskStageAfterItsOwnReasons() {
        assertNull(gate.refusal(0));
        latched = true;
        assertEquals(Outcome.LATCHED, gate.refusal(0));
        gate.replayed(event.control(EventType.COMMAND, 1, Operator.HALT.code(), 0));
        assertEquals(Outcome.HALTED, gate.refusal(0));
        latched = false;
        assertEquals(Outcome.HALTED, gate.refusal(0));
        assertFalse(gate.isLatched());
        gate.replayed(event.control(EventType.CONDITION, 1, Condition.BREAK.code(), 0));
        assertTrue(gate.isLatched());
    }

    @Test
    void shouldBeLatchedWhileKilled() {
        assertFalse(gate.isLatched());
        gate.kill();
        assertTrue(gate.isLatched() && gate.isKilled());
        gate.lift();
        assertFalse(gate.isLatched() || gate.isKilled());
    }
}
