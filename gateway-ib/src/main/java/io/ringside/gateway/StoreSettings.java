package io.ringside.gateway;

import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The {@code gateway.store} object of a configuration: how a portfolio gets the bars of its names, which another process
 * writes to the store ({@code ringside data update}).
 *
 * @param waitMinutes market time after the close to wait for the bars of all names; after it there is an alarm, and
 *     {@code least} of them are enough
 * @param least part of the names with recent bars that must have one
 * @param historyFromDay first session whose bars the portfolio reads, days since 1970; {@link #AS_NEEDED} for as many as its
 *     strategy needs
 */
public record StoreSettings(int waitMinutes, double least, int historyFromDay) {
    /** As many sessions as the strategy needs, counted back from the first day of the folder of journals. */
    public static final int AS_NEEDED = Integer.MIN_VALUE;

    private static final int WAIT_MAX = 1_440;

    static StoreSettings of(SettingsNode node) {
        StoreSettings settings = new StoreSettings(
                node.number("wait-minutes", 120, 0, WAIT_MAX),
                node.decimal("least", 0.9, 0.01, 1),
                node.parsed("history-from", "as-needed", StoreSettings::day));
        node.done();
        return settings;
    }

    private static int day(String text) {
        if (text.equals("as-needed")) {
            return AS_NEEDED;
        }
        try {
            return (int) LocalDate.parse(text).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a day such as 2020-07-27, or as-needed", e);
        }
    }
}
