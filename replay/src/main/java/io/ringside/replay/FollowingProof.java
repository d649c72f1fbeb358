package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Verifies a journal while it is being written, on a thread of its own: replays the records of the file as {@code verify}
 * does with a closed journal, and is done soon after the last record.
 *
 * <p>Thread: the writer's; the verification has its own.
 */
public final class FollowingProof implements AutoCloseable {
    /** Records that are released to the reader at a time, since each time it reads again what it had read ahead. */
    private static final int BATCH = 4096;

    /** A run that writes the journal. */
    public interface Run {
        /**
         * Plays all events and closes the journal.
         *
         * @param follower asked for once the journal has begun; sees each event after it was journaled
         */
        void play(Supplier<Consumer<EngineEvent>> follower);
    }

    private final Path journal;
    private final Thread thread;
    /** Sequence up to which the journal may be read; guarded by this. */
    private long written = -1;

    private boolean abandoned;
    private Verification.Result result;
    private Throwable failure;

    /** @param journal that is about to be written */
    FollowingProof(Path journal) {
        this.journal = journal;
        thread = new Thread(this::replay, "proof");
        thread.setDaemon(true);
    }

    /** Begins, once the journal's first record is in its file; returns the consumer of each event after it was journaled. */
    Consumer<EngineEvent> begin() {
        thread.start();
        return this::onEvent;
    }

    /**
     * Verifies a run's journal while the run writes it.
     *
     * @param wanted whether to verify at all
     * @throws UserError if it does not replay to the same decisions
     * @throws io.ringside.engine.journal.JournalDamage if a record is damaged
     */
    public static Verification.Result beside(Path journal, boolean wanted, Run run) {
        if (!wanted) {
            run.play(() -> event -> {});
            return Verification.Result.unproved();
        }
        try (FollowingProof proof = new FollowingProof(journal)) {
            run.play(proof::begin);
            return proof.ofClosed();
        }
    }

    private void onEvent(EngineEvent event) {
        if (event.sequence % BATCH == 0) {
            moveTo(event.sequence);
        }
    }

    /**
     * The result, once the journal is closed.
     *
     * @throws UserError if it does not replay to the same decisions
     * @throws io.ringside.engine.journal.JournalDamage if a record is damaged
     */
    Verification.Result ofClosed() {
        moveTo(Long.MAX_VALUE);
        join();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (result.difference() != null) {
            // The journal is not named: a run that fails deletes it.
            throw new UserError("the back test does not repeat, replayed it decides otherwise: " + result.line()
                    + "; a strategy that depends on chance, the clock or static fields does so; --no-verify keeps the"
                    + " results");
        }
        return result;
    }

    /** Stops the verification. */
    @Override
    public void close() {
        synchronized (this) {
            abandoned = true;
            notifyAll();
        }
        join();
    }

    private synchronized void moveTo(long sequence) {
        written = sequence;
        notifyAll();
    }

    private synchronized long beyond(long sequence) {
        try {
            while (written <= sequence && !abandoned) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandoned = true;
        }
        if (abandoned) {
            throw new CancellationException("the proof of " + journal + " was given up");
        }
        return written;
    }

    // Any exception is passed to the writer's thread.
    @SuppressWarnings("CatchThrowable")
    private void replay() {
        try (JournalReader reader = JournalReader.open(journal)) {
            Engine engine = Verification.engineOf(reader);
            result = Verification.replay(reader, engine, List.of(), this::beyond);
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted before " + journal + " was proved", e);
        }
    }
}
