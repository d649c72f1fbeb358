package io.ringside.gateway;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;

/**
 * Queue of events to be published. They are collected while a lock is held and published after it is released: publishing
 * into a full ring waits for the order stage, which may wait for that lock.
 *
 * <p>Thread: one; see its owner.
 */
public final class EventOutbox {
    /**
     * Wall time of events and stages, UTC nanoseconds since 1970. It is computed from a monotone clock and the system's
     * clock, which is read once an hour, since reading it allocates until its code is fully compiled.
     */
    public static final EpochNanoClock WALL = new OffsetEpochNanoClock();

    private static final Bounds INGRESS_ONLY = new Bounds(1, 1, 1, 1);

    private final List<EngineEvent> events = new ArrayList<>();
    private int size;

    /** An event to be filled by one of its producer methods. */
    public EngineEvent add() {
        if (size == events.size()) {
            events.add(new EngineEvent(INGRESS_ONLY));
        }
        return events.get(size++);
    }

    /** How many events are queued. */
    public int size() {
        return size;
    }

    /** Drops the oldest events. */
    public void dropFirst(int count) {
        int dropped = Math.min(count, size);
        for (int i = dropped; i < size; i++) {
            EngineEvent free = events.get(i - dropped);
            events.set(i - dropped, events.get(i));
            events.set(i, free);
        }
        size -= dropped;
    }

    /** Moves all events to the end of another outbox. */
    public void moveTo(EventOutbox other) {
        for (int i = 0; i < size; i++) {
            other.add().copyIngressFrom(events.get(i));
        }
        size = 0;
    }

    /** Publishes all events; returns whether there were any. */
    public boolean publish(EventPublisher publisher) {
        if (size == 0) {
            return false;
        }
        long nowNanos = WALL.nanoTime();
        for (int i = 0; i < size; i++) {
            EngineEvent draft = publisher.draft();
            draft.copyIngressFrom(events.get(i));
            draft.ingressNanos = nowNanos;
            publisher.publish();
        }
        size = 0;
        return true;
    }
}
