package io.ringside.gateway.live;

import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.shelf.MeanReversionInTrend;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The shipped strategy, but that it can be made to hang, or to throw: a stage that stands, or dies. */
final class StuckStrategy extends MeanReversionInTrend {
    static final String NAME = "stuck-strategy";

    /** What it does on the next bar. */
    enum Mode {
        WORKS,
        HANGS,
        THROWS
    }

    private static volatile Mode mode = Mode.WORKS;
    private static volatile boolean hanging;
    private static volatile Instant thrown;

    static void mode(Mode next) {
        thrown = null;
        mode = next;
    }

    static Mode mode() {
        return mode;
    }

    /** Whether a stage stands in it. */
    static boolean isHanging() {
        return hanging;
    }

    /** When it threw last, null if it has not since. */
    static Instant thrown() {
        return thrown;
    }

    /** Makes it known by its name, beside the shipped ones. */
    static void register() {
        Strategies.add(StuckStrategy::new);
    }

    @Override
    protected void onBar(Bars bars) {
        if (mode == Mode.THROWS) {
            thrown = Instant.now();
            throw new IllegalStateException("made to");
        }
        while (mode == Mode.HANGS) {
            hanging = true;
            LockSupport.parkNanos(1_000_000L);
        }
        hanging = false;
    }
}
