package io.ringside.engine;

import com.lmax.disruptor.EventHandler;
import io.ringside.engine.event.EngineEvent;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * Consecutive stages that share a thread. Calls them one after the other on each event, as plain monomorphic calls.
 *
 * <p>A stage that throws ends the group for good; a group that finds its predecessor's bit missing ends as well, so that no
 * stage ever works on an event that an earlier one failed on, and the order stage submits nothing after it.
 *
 * <p>Thread: the group's own.
 */
final class StageGroup implements EventHandler<EngineEvent> {
    private final Stages stages;
    private final boolean indicator;
    private final boolean signal;
    private final boolean risk;
    private final boolean journal;
    private final boolean order;
    private final int required;
    private final int done;
    private final CountDownLatch started;
    private final LongSupplier clock;
    private Stage at = Stage.INDICATOR;
    private boolean broken;

    StageGroup(Stages stages, Stage first, Stage last, CountDownLatch started) {
        this.stages = stages;
        this.started = started;
        clock = stages.clock();
        indicator = runs(Stage.INDICATOR, first, last);
        signal = runs(Stage.SIGNAL, first, last);
        risk = runs(Stage.RISK, first, last);
        journal = runs(Stage.JOURNAL, first, last) && stages.journal() != null;
        order = runs(Stage.ORDER, first, last);
        required = first.bit() - 1;
        done = (last.bit() << 1) - 1;
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onEvent(EngineEvent event, long ringSequence, boolean endOfBatch) {
        if (broken) {
            return;
        }
        broken = true;
        if (indicator) {
            event.clearDecisions();
        }
        if (event.stagesDone != required) {
            throw new IllegalStateException("an earlier stage failed on event " + event.sequence);
        }
        run(event);
        broken = false;
    }

    /** Runs the stages on an event whose decisions are clear. */
    void run(EngineEvent event) {
        if (indicator) {
            at = Stage.INDICATOR;
            stages.indicator().onEvent(event);
            if (clock != null) {
                event.indicatorNanos = clock.getAsLong();
            }
        }
        if (signal) {
            at = Stage.SIGNAL;
            stages.signal().onEvent(event);
            if (clock != null) {
                event.signalNanos = clock.getAsLong();
            }
        }
        if (risk) {
            at = Stage.RISK;
            stages.risk().onEvent(event);
            if (clock != null) {
                event.riskNanos = clock.getAsLong();
            }
        }
        if (journal) {
            at = Stage.JOURNAL;
            stages.journal().onEvent(event, clock == null ? 0 : clock.getAsLong());
        }
        if (order) {
            at = Stage.ORDER;
            stages.order().onEvent(event);
        }
        event.stagesDone = done;
    }

    /** The stage that runs, or failed. */
    Stage at() {
        return at;
    }

    private static boolean runs(Stage stage, Stage first, Stage last) {
        return stage.compareTo(first) >= 0 && stage.compareTo(last) <= 0;
    }
}
