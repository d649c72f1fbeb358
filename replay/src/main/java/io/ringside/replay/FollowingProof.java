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
 * The proof of a journal that follows its being written, on a thread of its own: the same records out of the same file, fed
 * to the same stages, as {@code verify} would when the journal is closed, but done by then.
 *
 * <p>Thread: the writer's; the proof's own reads behind it.
 */
public final class FollowingProof implements AutoCloseable {
    /** The reader comes for so many records at a time: each time it reads anew from the file what it had read ahead. */
    private static final int BATCH = 4096;

    /** A run that writes the journal. */
    public interface Run {
        /**
         * Plays all events and leaves the journal closed.
         *
         * @param follower asked for once the journal has begun; sees each event after it was journaled
         */
        void play(Supplier<Consumer<EngineEvent>> follower);
    }

    private final Path journal;
    private final Thread thread;
    /** Up to where the journal may be read; guarded by this. */
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

    /** Begins, once the journal's first record is in its file; what is to see each event after it was journaled. */
    Consumer<EngineEvent> begin() {
        thread.start();
        return this::onEvent;
    }

    /**
     * Proves what a run journals, while it does.
     *
     * @param wanted whether there is to be a proof at all
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
     * What was proved, once the journal is closed.
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
            // The journal is not named: a run that fails leaves nothing.
            throw new UserError("the back test does not repeat, replayed it decides otherwise: " + result.line()
                    + "; a strategy that depends on chance, the clock or static fields does so; --no-verify keeps the"
                    + " results");
        }
        return result;
    }

    /** Gives up what is not proved yet. */
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

    // Whatever it is, the writer's thread is to see it.
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
