package io.ringside.replay;

import io.ringside.engine.UserError;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Days on the command line. */
final class Days {
    private Days() {}

    /**
     * Reads a day.
     *
     * @throws UserError naming the option and the value
     */
    static LocalDate parse(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new UserError(option + " " + text + ": must be a day such as 2025-05-21", e);
        }
    }
}
