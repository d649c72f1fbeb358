package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What the user says about a file's format if the file does not show it.
 *
 * @param zone the clock of times without a zone; null for the exchange's
 * @param stamped which end of a bar its time is; null for what the file shows
 * @param format whose file it is; null for what the file shows
 * @param acceptLoss whether a file may be used of which less than half is used
 */
public record Reading(ZoneId zone, Stamped stamped, BarFormat format, boolean acceptLoss) {
    /** Which end of a bar its time is. */
    public enum Stamped {
        START,
        END
    }

    /** The user says nothing: files are read as they show. */
    public static Reading asShown() {
        return new Reading(null, null, null, false);
    }

    /**
     * From the texts of command line and configuration; an empty one says nothing.
     *
     * @throws UserError if a text is not one of the known values
     */
    public static Reading of(String zone, String stamped, String format, boolean acceptLoss) {
        return new Reading(
                zone.isEmpty() ? null : zone(zone),
                stamped.isEmpty() ? null : stamped(stamped),
                format.isEmpty() ? null : BarFormat.of(format),
                acceptLoss);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new UserError(
                    "--zone " + CsvFile.shown(text) + ": is no time zone; give one such as UTC or America/Chicago", e);
        }
    }

    private static Stamped stamped(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "start" -> Stamped.START;
            case "end" -> Stamped.END;
            default -> throw new UserError("--stamped " + CsvFile.shown(text) + ": must be start or end");
        };
    }
}
