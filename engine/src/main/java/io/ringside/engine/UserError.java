package io.ringside.engine;

/**
 * A mistake of the user's, or a fault of his files or machine: its message is one line that names file, line, key and
 * value as far as they apply, and what to do. Commands print it without a stack trace and exit with 2.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
