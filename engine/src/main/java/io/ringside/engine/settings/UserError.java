package io.ringside.engine.settings;

/**
 * A mistake of the user's, or a fault of his files or machine: its message is one line that names file, line, key and value
 * as far as they apply, and what to do. Commands print it without a stack trace and exit with 2. Text from files is
 * shortened and stripped of control characters.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LENGTH_MAX = 1000;

    public UserError(String message) {
        super(line(message));
    }

    public UserError(String message, Throwable cause) {
        super(line(message), cause);
    }

    private static String line(String message) {
        String text = String.valueOf(message)
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
        return text.length() <= LENGTH_MAX
                ? text
                : text.substring(0, LENGTH_MAX / 2) + " ... " + text.substring(text.length() - LENGTH_MAX / 2);
    }
}
