package io.ringside.engine.risk;

/**
 * Stops entries after losses: of the session (until the next one; positions are closed), since the highest equity, and of
 * positions in a row (both until an operator resumes). Equity is marked to market; the session's loss counts from the equity
 * before its first event. A loss equal to the limit triggers it.
 *
 * <p>Thread: risk stage.
 */
final class LossLimits {
    private final Limits.Loss limits;
    private int sessionDay = Integer.MIN_VALUE;
    private long dayStartE8;
    private long peakE8;
    private int streak;
    private boolean dayLost;
    private boolean drawnDown;

    LossLimits(Limits.Loss limits, long equityE8) {
        this.limits = limits;
        dayStartE8 = equityE8;
        peakE8 = equityE8;
    }

    /** Begins a session at its first event. */
    void onSession(int day, long equityE8) {
        if (day > sessionDay) {
            sessionDay = day;
            dayStartE8 = equityE8;
            dayLost = false;
        }
    }

    /** Sets the equity that an earlier session ended with. */
    void restore(long equityE8) {
        dayStartE8 = equityE8;
        peakE8 = Math.max(peakE8, equityE8);
    }

    /** Restores the state of an earlier session: highest equity, losing positions in a row, and whether entries were stopped. */
    void restore(long highestE8, long losses, boolean halted) {
        peakE8 = highestE8;
        streak = (int) Math.min(Integer.MAX_VALUE, losses);
        drawnDown = halted;
    }

    /** Adjusts for money paid in or withdrawn; losses before it still count. */
    void transfer(long beforeE8, long afterE8) {
        long movedE8 = Math.subtractExact(afterE8, beforeE8);
        dayStartE8 = Math.addExact(dayStartE8, movedE8);
        peakE8 = Math.max(afterE8, Math.addExact(peakE8, movedE8));
    }

    /**
     * Sets the equity at the newest prices; returns whether the session's limit is reached, so that positions are to be
     * closed.
     */
    boolean onEquity(long equityE8) {
        peakE8 = Math.max(peakE8, equityE8);
        drawnDown |= reached(peakE8, equityE8, limits.drawdownE8());
        dayLost |= reached(dayStartE8, equityE8, limits.dayE8());
        return dayLost;
    }

    /** Counts a closed position. */
    void onRoundTrip(long profitE8) {
        streak = profitE8 < 0 ? (streak == Integer.MAX_VALUE ? streak : streak + 1) : 0;
    }

    /** Restarts drawdown and streak at an operator's command. The session's limit stays. */
    void resume(long equityE8) {
        peakE8 = equityE8;
        drawnDown = false;
        streak = 0;
    }

    Outcome refusal() {
        if (dayLost) {
            return Outcome.DAILY_LOSS;
        }
        if (drawnDown) {
            return Outcome.DRAWDOWN;
        }
        return streak >= limits.streak() ? Outcome.LOSING_STREAK : null;
    }

    /** Equity that the session began with. */
    long dayStartE8() {
        return dayStartE8;
    }

    long peakE8() {
        return peakE8;
    }

    int streak() {
        return streak;
    }

    boolean drawnDown() {
        return drawnDown;
    }

    private static boolean reached(long fromE8, long equityE8, long shareE8) {
        return shareE8 != Limits.OFF && fromE8 - equityE8 >= Math.max(1, Limits.shareOf(fromE8, shareE8));
    }
}
