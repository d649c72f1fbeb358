package io.ringside.gateway.live;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * The sessions to simulate.
 *
 * @param first days since 1970, as the last one
 * @param endNanos end of the last one, 0 for after its close
 */
record SimulatedDays(int first, int last, long endNanos) {
    private static final String USUAL = "2025-06-20";
    private static final int MARGIN_DAYS = 40;

    /** Refuses options that contradict each other. */
    static void require(String day, String from, String to) {
        if (from == null && to != null) {
            throw new UserError("--to " + to + ": goes with --from DAY, the first day to simulate");
        }
        if (from != null && day != null) {
            throw new UserError("--day " + day + ": goes with no --from; give either one day or a span");
        }
    }

    /**
     * The sessions of the options, each null if it is not given.
     *
     * @throws UserError if there are none
     */
    static SimulatedDays of(String day, String from, String to, String until) {
        int first = from != null ? tradingDay("--from", from, 1) : tradingDay("--day", day == null ? USUAL : day, 0);
        int last = to != null ? tradingDay("--to", to, -1) : first;
        if (last < first) {
            throw new UserError("--to " + to + ": no session lies between it and --from " + from);
        }
        return new SimulatedDays(first, last, until == null ? 0 : endNanos(until, last));
    }

    private static long endNanos(String until, int epochDay) {
        try {
            return ExchangeCalendar.usEquity()
                    .toNanos(epochDay, LocalTime.parse(until).toNanoOfDay());
        } catch (DateTimeParseException e) {
            throw new UserError("--until " + until + ": must look like 09:45", e);
        }
    }

    /** The day itself, or the next session before or after it. */
    private static int tradingDay(String option, String text, int direction) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int epochDay;
        try {
            epochDay = (int) LocalDate.parse(text).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new UserError(option + " " + text + ": must look like 2025-06-20", e);
        }
        if (!calendar.covers(epochDay - MARGIN_DAYS) || !calendar.covers(epochDay + MARGIN_DAYS)) {
            throw new UserError(option + " " + text + ": the calendar knows " + ExchangeCalendar.FIRST_YEAR + " to "
                    + ExchangeCalendar.LAST_YEAR + "; choose another");
        }
        if (calendar.isTradingDay(epochDay)) {
            return epochDay;
        }
        if (direction == 0) {
            throw new UserError(option + " " + text + ": nothing is traded on it; choose another");
        }
        return direction > 0 ? calendar.nextTradingDay(epochDay) : calendar.previousTradingDay(epochDay);
    }
}
