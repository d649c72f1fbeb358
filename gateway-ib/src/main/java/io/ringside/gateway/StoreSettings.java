package io.ringside.gateway;

import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The {@code gateway.store} object of a configuration: how a portfolio gets the bars of its names, which somebody else brings
 * into the store ({@code ringside data update}).
 *
 * @param waitMinutes market time after the close for which it is waited for the bars of all names; then there is an alarm, and
 *     enough of them do
 * @param least so many of the names, as a part of those that had a bar lately, are enough
 * @param historyFromDay first session whose bars the portfolio sees, days since 1970; {@link #AS_NEEDED} for what its strategy
 *     looks back
 */
public record StoreSettings(int waitMinutes, double least, int historyFromDay) {
    /** As many sessions as the strategy looks back, counted from the day on which the folder of journals was begun. */
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
