package io.ringside.engine.journal;

/**
 * The journal cannot append any more records: the engine must stop trading at once and exit. Do not catch it and go on.
 */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
