package io.ringside.gateway.live;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.live.order.LiveOrder;
import java.util.List;

/** Where a daemon can be made to die: places in its code that {@link CrashAgent} marks while the classes are loaded. */
enum CrashPoint {
    /** An order is decided on, and nothing of it is written. */
    BEFORE_INTENT,
    /** The record of an order is written, and not on the disk. */
    AFTER_INTENT,
    /** The record of an order is on the disk, and the order has not left. */
    AFTER_SYNC,
    /** A part of an order is in the socket. */
    MID_WRITE,
    /** An order is in the socket, and its sending is not journaled. */
    AFTER_WRITE,
    /** A part of an order has executed, which nothing but the reader's thread knows. */
    FILL_UNTOLD,
    /** A part of an order has executed, and is journaled. */
    BETWEEN_FILLS,
    /** Answers of a comparison with the broker come in, or are compared. */
    RECONCILING,
    /** The journal is being put in order. */
    RESTORING,
    /** The journal is being replayed. */
    RECOVERING;

    /**
     * A place in a method.
     *
     * @param owner class as the Java machine spells it
     * @param atExit when it returns, not when it begins
     * @param argument local variable that {@link #isMeant} looks at; 0 is the object itself
     */
    record Spot(String owner, String method, boolean atExit, int argument) {}

    private static final String JOURNAL = "io/ringside/engine/journal/";
    private static final String GATEWAY = "io/ringside/gateway/";

    /** Its places; writing to the socket is marked for all. */
    List<Spot> spots() {
        return switch (this) {
            case BEFORE_INTENT -> List.of(new Spot(JOURNAL + "JournalWriter", "append", false, 1));
            case AFTER_INTENT -> List.of(new Spot(JOURNAL + "JournalWriter", "sync", false, 0));
            case AFTER_SYNC -> List.of(new Spot(JOURNAL + "JournalWriter", "sync", true, 0));
            case MID_WRITE, AFTER_WRITE -> List.of();
            case FILL_UNTOLD -> List.of(new Spot(GATEWAY + "live/order/ExecutionReports", "fill", true, 1));
            case BETWEEN_FILLS -> List.of(new Spot(JOURNAL + "JournalWriter", "append", true, 1));
            case RECONCILING ->
                List.of(
                        new Spot(GATEWAY + "ib/BrokerSession", "ended", false, 0),
                        new Spot(GATEWAY + "live/order/Reconciler", "compare", false, 0),
                        new Spot(GATEWAY + "live/order/Reconciler", "compare", true, 0));
            case RESTORING ->
                List.of(
                        new Spot(JOURNAL + "JournalWriter", "restore", false, 0),
                        new Spot(JOURNAL + "JournalWriter", "restore", true, 0),
                        new Spot(JOURNAL + "ManifestKeeper", "write", false, 0),
                        new Spot(JOURNAL + "ManifestKeeper", "write", true, 0));
            case RECOVERING -> List.of(new Spot(JOURNAL + "RecordComparison", "equal", false, 0));
        };
    }

    /** Whether passing a place with that argument counts. */
    boolean isMeant(Object argument) {
        return switch (this) {
            case BEFORE_INTENT -> argument instanceof EngineEvent event && event.intentCount > 0;
            case FILL_UNTOLD -> argument instanceof LiveOrder order && order.leaves() > 0;
            case BETWEEN_FILLS ->
                argument instanceof EngineEvent event && event.type == EventType.FILL && event.leaves > 0;
            default -> true;
        };
    }
}
