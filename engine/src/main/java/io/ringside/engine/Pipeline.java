package io.ringside.engine;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventTranslator;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventHandlerGroup;
import com.lmax.disruptor.dsl.ProducerType;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The way of every event through the five stages, on threads or without.
 *
 * <pre>
 *   producers              one slot an event
 *   market data  --+   +-----------+----------+--------+-----------+---------+
 *   executions   --+-->| indicator > signal   > risk   > journal   > order   |--> OrderGateway
 *   timer        --+   |  bars     | signals  | intents| 1 record  | submits |        |
 *   operator     --+   +-----------+----------+--------+-----------+---------+        |
 *                  ^------------- fills, acknowledgements, rejects come back ---------+
 * </pre>
 *
 * <p>{@link #inline} runs them on the caller's thread, {@link #ring} on Disruptor threads; the handlers are the same
 * objects, and the journal comes out the same to the byte. A driver that must see the answer to an event before it sends
 * the next (a back test) uses {@link #draft} and {@link #process}; independent producers get a {@link #publisher} each.
 */
public abstract class Pipeline implements AutoCloseable {
    private Pipeline() {}

    /** The stages on the caller's thread, one slot. */
    public static Inline inline(Stages stages, Bounds bounds, long firstSequence) {
        return new Inline(stages, bounds, firstSequence);
    }

    /**
     * The stages on their own threads.
     *
     * @param firstSequence sequence of the first event
     * @param onFailure called once, when a stage has failed, on its thread, or the ring stayed full beyond the time that the
     *     settings allow, on the producer's
     */
    public static Pipeline ring(
            Stages stages,
            Bounds bounds,
            long firstSequence,
            ThreadSettings threads,
            Consumer<EngineFailure> onFailure) {
        return new Ring(stages, bounds, firstSequence, threads, onFailure);
    }

    /** The event that the driver fills. */
    public abstract EngineEvent draft();

    /**
     * Sends the driver's draft through all stages and waits for them.
     *
     * @return the slot with what the stages made of it, valid until the next call
     * @throws EngineFailure if a stage fails or has failed
     */
    public abstract EngineEvent process();

    /** A new publisher, for one producer thread. */
    public abstract EventPublisher publisher();

    /** Free slots of the ring at this moment. Any thread. */
    public abstract long free();

    /** Lets everything published be processed, then ends the threads. */
    @Override
    public abstract void close();

    /** The stages on the caller's thread. Also what replays use, which take each event's sequence from its record. */
    public static final class Inline extends Pipeline implements EventPublisher {
        private final StageGroup stages;
        private final EngineEvent slot;
        private long nextSequence;
        private EngineFailure failure;

        private Inline(Stages stages, Bounds bounds, long firstSequence) {
            this.stages = new StageGroup(stages, Stage.INDICATOR, Stage.ORDER, new CountDownLatch(1));
            slot = new EngineEvent(bounds);
            nextSequence = firstSequence;
        }

        @Override
        public EngineEvent draft() {
            return slot;
        }

        @Override
        public EngineEvent process() {
            return processAt(nextSequence);
        }

        /** As {@link #process}, with the given sequence. */
        public EngineEvent processAt(long sequence) {
            if (failure != null) {
                throw failure;
            }
            slot.sequence = sequence;
            nextSequence = sequence + 1;
            slot.clearDecisions();
            try {
                stages.run(slot);
                stages.show(slot);
            } catch (RuntimeException | Error e) {
                failure = new EngineFailure(stages.at(), slot.sequence, stages.cause(e, slot));
                throw failure;
            }
            return slot;
        }

        @Override
        public EventPublisher publisher() {
            return this;
        }

        @Override
        public void publish() {
            process();
        }

        /** Always one: whoever fills the slot processes it at once. */
        @Override
        public long free() {
            return 1;
        }

        @Override
        public void close() {
            // There is no thread to end.
        }
    }

    private static final class Ring extends Pipeline implements ExceptionHandler<EngineEvent> {
        private static final int CLOSE_TIMEOUT_S = 30;

        private final Disruptor<EngineEvent> disruptor;
        private final RingBuffer<EngineEvent> ring;
        private final List<StageGroup> groups = new ArrayList<>();
        private final StageGroup last;
        private final Bounds bounds;
        private final long firstSequence;
        private final int publishTimeoutMs;
        private final Consumer<EngineFailure> onFailure;
        private final RingPublisher driver;
        private final Stage[] firstStages;
        private volatile EngineFailure failure;
        private volatile boolean closed;

        Ring(
                Stages stages,
                Bounds bounds,
                long firstSequence,
                ThreadSettings threads,
                Consumer<EngineFailure> onFailure) {
            this.bounds = bounds;
            this.firstSequence = firstSequence;
            this.onFailure = onFailure;
            publishTimeoutMs = threads.publishTimeoutMs();
            int cores = Runtime.getRuntime().availableProcessors();
            threads.check(cores);
            List<Stage> first = threads.firstStages(cores);
            firstStages = first.toArray(Stage[]::new);

            // 1. The slots.
            disruptor = new Disruptor<>(
                    () -> new EngineEvent(bounds),
                    threads.ringSize(),
                    this::newThread,
                    ProducerType.MULTI,
                    waitStrategy(threads.waiting()));
            ring = disruptor.getRingBuffer();

            // 2. One group a thread, each behind the one before it.
            CountDownLatch started = new CountDownLatch(first.size());
            EventHandlerGroup<EngineEvent> behind = null;
            StageGroup group = null;
            disruptor.setDefaultExceptionHandler(this);
            for (int i = 0; i < first.size(); i++) {
                Stage from = first.get(i);
                Stage to =
                        i + 1 < first.size() ? Stage.values()[first.get(i + 1).ordinal() - 1] : Stage.ORDER;
                group = new StageGroup(stages, from, to, started);
                groups.add(group);
                behind = behind == null ? disruptor.handleEventsWith(group) : behind.then(group);
            }
            last = group;

            // 3. Nothing is published before every thread runs: a shutdown right after the start would lose it.
            disruptor.start();
            await(started);
            driver = new RingPublisher(this);
        }

        @Override
        public EngineEvent draft() {
            return driver.draft();
        }

        // The driver yields its core to the stages while it waits for them.
        @SuppressWarnings("ThreadPriorityCheck")
        @Override
        public EngineEvent process() {
            driver.publish();
            long ringSequence = driver.lastRingSequence();
            while (disruptor.getSequenceValueFor(last) < ringSequence) {
                refuseIfFailed();
                Thread.yield();
            }
            refuseIfFailed();
            return ring.get(ringSequence);
        }

        @Override
        public EventPublisher publisher() {
            return new RingPublisher(this);
        }

        @Override
        public long free() {
            return ring.remainingCapacity();
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                disruptor.shutdown(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                disruptor.halt();
                throw new IllegalStateException("the stages did not drain within " + CLOSE_TIMEOUT_S + " s", e);
            }
        }

        @Override
        public void handleEventException(Throwable thrown, long ringSequence, EngineEvent event) {
            fail(new EngineFailure(
                    event == null ? Stage.INDICATOR : stageAfter(event.stagesDone),
                    firstSequence + ringSequence,
                    event == null ? thrown : last.cause(thrown, event)));
        }

        /** The first failure of a stage stops the engine for every producer and every stage. */
        private void fail(EngineFailure failed) {
            synchronized (this) {
                if (failure != null) {
                    return;
                }
                failure = failed;
            }
            groups.forEach(StageGroup::stop);
            onFailure.accept(failed);
        }

        /** The ring stayed full beyond the deadline and a producer's event is lost, so the engine stops for everybody. */
        EngineFailure stuck() {
            int slowest = 0;
            long least = Long.MAX_VALUE;
            for (int i = 0; i < groups.size(); i++) {
                long done = disruptor.getSequenceValueFor(groups.get(i));
                if (done < least) {
                    least = done;
                    slowest = i;
                }
            }
            fail(new EngineFailure(
                    firstStages[slowest],
                    firstSequence + least + 1,
                    new IllegalStateException("the ring stayed full for " + publishTimeoutMs + " ms")));
            return failure;
        }

        @Override
        public void handleOnStartException(Throwable thrown) {
            handleEventException(thrown, 0, null);
        }

        @Override
        public void handleOnShutdownException(Throwable thrown) {
            handleEventException(thrown, 0, null);
        }

        void refuseIfFailed() {
            if (failure != null) {
                throw failure;
            }
        }

        /** The first stage that has not yet set its bit in the event. Called on the thread of the group that failed. */
        private Stage stageAfter(int stagesDone) {
            for (int i = firstStages.length - 1; i >= 0; i--) {
                if (stagesDone == firstStages[i].bit() - 1) {
                    return groups.get(i).at();
                }
            }
            return Stage.INDICATOR;
        }

        private Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "ringside-stages");
            thread.setDaemon(true);
            return thread;
        }

        private static void await(CountDownLatch started) {
            try {
                started.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the stages were starting", e);
            }
        }

        private static WaitStrategy waitStrategy(ThreadSettings.Wait wait) {
            return switch (wait) {
                case BLOCKING -> new BlockingWaitStrategy();
                case SLEEPING -> new SleepingWaitStrategy();
                case YIELDING -> new YieldingWaitStrategy();
                case BUSY_SPIN -> new BusySpinWaitStrategy();
            };
        }
    }

    /** Copies drafts into slots; a full ring pushes back for a bounded time. */
    private static final class RingPublisher implements EventPublisher {
        // A field, since each use of a method reference would allocate.
        private final EventTranslator<EngineEvent> copy = this::copy;
        private final Ring pipeline;
        private final EngineEvent draft;
        private long lastRingSequence;

        RingPublisher(Ring pipeline) {
            this.pipeline = pipeline;
            draft = new EngineEvent(pipeline.bounds);
        }

        @Override
        public EngineEvent draft() {
            return draft;
        }

        @SuppressWarnings("ThreadPriorityCheck")
        @Override
        public void publish() {
            pipeline.refuseIfFailed();
            if (pipeline.closed) {
                throw new IllegalStateException("the pipeline is closed");
            }
            if (pipeline.ring.tryPublishEvent(copy)) {
                return;
            }
            long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pipeline.publishTimeoutMs);
            while (!pipeline.ring.tryPublishEvent(copy)) {
                pipeline.refuseIfFailed();
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw pipeline.stuck();
                }
                Thread.yield();
            }
        }

        long lastRingSequence() {
            return lastRingSequence;
        }

        private void copy(EngineEvent slot, long ringSequence) {
            slot.copyIngressFrom(draft);
            slot.sequence = pipeline.firstSequence + ringSequence;
            lastRingSequence = ringSequence;
        }
    }
}
