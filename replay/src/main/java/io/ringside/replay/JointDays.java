package io.ringside.replay;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.util.List;
import java.util.function.Consumer;

/**
 * Successive days as one run: skips the events by which a day repeats the state of the days before, that is carried money,
 * positions, orders, bars and corporate actions.
 *
 * <p>Thread: its owner's; sees events in the journals' order.
 */
public final class JointDays {
    private final List<Consumer<EngineEvent>> observers;
    private boolean later;
    private boolean live;
    private long endedNanos = Long.MIN_VALUE;
    private long seenNanos = Long.MIN_VALUE;
    /** Last session with an event: of the earlier journals, and of all. */
    private int endedDay = Integer.MIN_VALUE;

    private int seenDay = Integer.MIN_VALUE;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay;

    public JointDays(List<Consumer<EngineEvent>> observers) {
        this.observers = observers;
    }

    /** Begins the next journal. */
    public void nextDay() {
        later = true;
        endedNanos = seenNanos;
        endedDay = seenDay;
    }

    /** Takes one replayed event in. */
    public void onEvent(EngineEvent event) {
        live |= isOfDaemon(event);
        boolean carried = (event.type == EventType.POSITION || event.type == EventType.ACCOUNT)
                && (event.flags & EngineEvent.FLAG_CARRIED) != 0;
        boolean repeated = event.type == EventType.BAR && event.isWarmUp() && event.eventNanos <= endedNanos;
        // An action of the daily history up to then is already contained in the carried shares and cash. Compared by
        // session, since the event's time differs between the journals.
        boolean booked = event.type == EventType.CORPORATE_ACTION && event.isWarmUp() && event.sessionDay <= endedDay;
        if (later && (carried || repeated || booked)) {
            return;
        }
        if (!event.isWarmUp()) {
            seenDay = Math.max(seenDay, event.sessionDay);
        }
        if (event.type == EventType.BAR || event.type == EventType.TRADE) {
            seenNanos = Math.max(seenNanos, event.eventNanos);
        }
        if (event.type == EventType.SESSION_OPEN && !event.isWarmUp()) {
            firstDay = Math.min(firstDay, event.sessionDay);
            lastDay = event.sessionDay;
        }
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).accept(event);
        }
    }

    /** Whether only a daemon's journal has such an event: a back test knows no state of a connection. */
    public static boolean isOfDaemon(EngineEvent event) {
        return event.type == EventType.CONDITION;
    }

    /** Whether a daemon traded them. */
    public boolean isLive() {
        return live;
    }

    /** First traded session, days since 1970. */
    public int firstDay() {
        return firstDay;
    }

    /** Last traded session, days since 1970. */
    public int lastDay() {
        return lastDay;
    }
}
