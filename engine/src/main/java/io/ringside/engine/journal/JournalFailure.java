package io.ringside.engine.journal;

/**
 * The journal can take no more records: the engine must stop trading at once and exit. Never to be caught and survived.
 */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
