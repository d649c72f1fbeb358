package io.ringside.engine;

import com.lmax.disruptor.EventHandler;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.order.OrderHandler;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.signal.SignalHandler;
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
    private static final Stage[] STAGES = Stage.values();
    private static final int INDICATOR = Stage.INDICATOR.ordinal();
    private static final int SIGNAL = Stage.SIGNAL.ordinal();
    private static final int RISK = Stage.RISK.ordinal();
    private static final int JOURNAL = Stage.JOURNAL.ordinal();
    private static final int ORDER = Stage.ORDER.ordinal();

    /** The handlers of this group; null where another group runs the stage, or nothing is journaled. */
    private final IndicatorHandler indicator;

    private final SignalHandler signal;
    /** The signal stage's handler, even if another group runs it: it can say whose strategy failed. */
    private final SignalHandler strategies;

    private final RiskHandler risk;
    private final JournalHandler journal;
    private final OrderHandler order;
    private final int required;
    private final int done;
    private final CountDownLatch started;
    private final LongSupplier clock;
    /** Ordinal of the stage that runs: unlike a reference, an int is stored without a write barrier of the collector. */
    private int at;

    private boolean broken;
    /** The engine has failed elsewhere. */
    private volatile boolean stopped;

    /** What stopped a stage; as a {@link UserError} that names the strategy if its code threw. */
    Throwable cause(Throwable thrown, EngineEvent event) {
        return strategies.fault(thrown, event);
    }

    StageGroup(Stages stages, Stage first, Stage last, CountDownLatch started) {
        this.started = started;
        strategies = stages.signal();
        clock = stages.clock();
        indicator = runs(Stage.INDICATOR, first, last) ? stages.indicator() : null;
        signal = runs(Stage.SIGNAL, first, last) ? stages.signal() : null;
        risk = runs(Stage.RISK, first, last) ? stages.risk() : null;
        journal = runs(Stage.JOURNAL, first, last) ? stages.journal() : null;
        order = runs(Stage.ORDER, first, last) ? stages.order() : null;
        required = first.bit() - 1;
        done = (last.bit() << 1) - 1;
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onEvent(EngineEvent event, long ringSequence, boolean endOfBatch) {
        if (broken || stopped) {
            return;
        }
        broken = true;
        if (indicator != null) {
            event.clearDecisions();
        }
        if (event.stagesDone != required) {
            throw new IllegalStateException("an earlier stage failed on event " + event.sequence);
        }
        run(event);
        if (endOfBatch && risk != null) {
            risk.show(event);
        }
        broken = false;
    }

    /** Makes the stages' results visible to other threads after an event that was run alone. */
    void show(EngineEvent event) {
        risk.show(event);
    }

    /** Lets every later event pass unprocessed. Any thread. */
    void stop() {
        stopped = true;
    }

    /** Runs the stages on an event whose decisions are clear. */
    void run(EngineEvent event) {
        if (indicator != null) {
            at = INDICATOR;
            indicator.onEvent(event);
            if (clock != null) {
                event.indicatorNanos = clock.getAsLong();
            }
        }
        if (signal != null) {
            at = SIGNAL;
            signal.onEvent(event);
            if (clock != null) {
                event.signalNanos = clock.getAsLong();
            }
        }
        if (risk != null) {
            at = RISK;
            risk.onEvent(event);
            if (clock != null) {
                event.riskNanos = clock.getAsLong();
            }
        }
        if (journal != null) {
            at = JOURNAL;
            journal.onEvent(event, clock == null ? 0 : clock.getAsLong());
        }
        if (order != null) {
            at = ORDER;
            order.onEvent(event);
        }
        event.stagesDone = done;
    }

    /** The stage that runs, or failed. */
    Stage at() {
        return STAGES[at];
    }

    private static boolean runs(Stage stage, Stage first, Stage last) {
        return stage.compareTo(first) >= 0 && stage.compareTo(last) <= 0;
    }
}
