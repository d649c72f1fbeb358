package io.ringside.engine.command;

import io.ringside.engine.settings.UserError;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Days on the command line. */
public final class Days {
    private Days() {}

    /**
     * Reads a day.
     *
     * @throws UserError naming the option and the value
     */
    public static LocalDate parse(String option, String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() > 0 && day.getYear() < 10_000) {
                return day;
            }
        } catch (DateTimeException e) {
            throw error(option, text, e);
        }
        throw error(option, text, null);
    }

    private static UserError error(String option, String text, Throwable cause) {
        return new UserError(option + " " + text + ": must be a day such as 2025-05-21", cause);
    }
}
