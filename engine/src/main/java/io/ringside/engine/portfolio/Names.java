package io.ringside.engine.portfolio;

import io.ringside.engine.market.ExchangeCalendar;
import java.util.Arrays;

/**
 * The data that a portfolio strategy decides on: the engine's names, which of them belong to its universe today, and their
 * bars up to the session that has ended. It has no access to positions, orders or money.
 *
 * <p>Thread: signal stage.
 */
public final class Names {
    /** Oldest close, in calendar days, by which a name may be ranked or bought. */
    static final int DAYS_OLD_MAX = 7;

    private final Universe universe;
    private final PriceHistory history;
    private final ExchangeCalendar calendar;
    private final int[] lastBarDay;
    private int today;

    Names(Universe universe, PriceHistory history, ExchangeCalendar calendar) {
        this.universe = universe;
        this.history = history;
        this.calendar = calendar;
        lastBarDay = new int[universe.names()];
        Arrays.fill(lastBarDay, Integer.MIN_VALUE);
    }

    void bar(int name, int sessionDay) {
        lastBarDay[name] = sessionDay;
    }

    void today(int sessionDay) {
        today = sessionDay;
    }

    /** The session that has ended, days since 1970. */
    public int today() {
        return today;
    }

    /** Bars; the newest one may be older than today. */
    public PriceHistory history() {
        return history;
    }

    /** The exchange's sessions. */
    public ExchangeCalendar calendar() {
        return calendar;
    }

    /** Whether the name had a bar in the session that has ended. */
    public boolean hasBarToday(int name) {
        return lastBarDay[name] == today;
    }

    /** Whether the name has had a bar in the last seven calendar days; without one it is halted or delisted. */
    public boolean hasRecentBar(int name) {
        return lastBarDay[name] >= today - DAYS_OLD_MAX;
    }

    /** Whether the name belongs to the universe today. */
    public boolean isMember(int name) {
        return universe.isMember(name, today);
    }

    /** The day so many calendar months before today, or that month's last day where it is shorter. */
    public int monthsBack(int months) {
        return Dates.minusMonths(today, months);
    }

    /** The last close on or before a day; 0 if the history has none, or it is more than so many days older. */
    public long closeOn(int name, int sessionDay, int daysOldAtMost) {
        int back = history.backOn(name, sessionDay);
        // A difference, so that Integer.MAX_VALUE as no limit does not overflow.
        return back < 0 || sessionDay - history.day(name, back) > daysOldAtMost ? 0 : history.closeE8(name, back);
    }

    /** Relative change of a price. */
    public static double growth(long nowE8, long beforeE8) {
        return (double) (nowE8 - beforeE8) / beforeE8;
    }
}
