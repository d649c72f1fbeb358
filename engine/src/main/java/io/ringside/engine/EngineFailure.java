package io.ringside.engine;

import io.ringside.engine.settings.UserError;

/**
 * A stage failed: a programmer error, an overflow, a failed append. Nothing was submitted after it, and the process must
 * end with a code that is not 0. Where the code of a user's own strategy threw, the cause is a {@link UserError} that says so.
 */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Stage stage;
    private final long sequence;

    public EngineFailure(Stage stage, long sequence, Throwable cause) {
        super(
                cause instanceof UserError
                        ? cause.getMessage()
                        : "stage " + stage + " failed on event " + sequence + ": " + cause,
                cause);
        this.stage = stage;
        this.sequence = sequence;
    }

    /** The stage that failed. */
    public Stage stage() {
        return stage;
    }

    /** The event on which it failed. */
    public long sequence() {
        return sequence;
    }
}
