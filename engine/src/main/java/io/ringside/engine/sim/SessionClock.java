package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * The session that the market data have reached, and the session that an order is for.
 *
 * <p>Thread: the broker's driver.
 */
final class SessionClock {
    private static final long SECOND_NANOS = ExchangeCalendar.SECOND_NANOS;

    private final ExchangeCalendar calendar;
    private final long openCutoffNanos;
    private final long closeCutoffNanos;

    private int day = -1;
    private long openNanos;
    private long closeNanos = Long.MIN_VALUE;
    private boolean over = true;

    SessionClock(ExchangeCalendar calendar, int openCutoffSeconds, int closeCutoffSeconds) {
        this.calendar = calendar;
        openCutoffNanos = openCutoffSeconds * SECOND_NANOS;
        closeCutoffNanos = closeCutoffSeconds * SECOND_NANOS;
    }

    /** Moves to the session of a time after the last session's close. */
    void moveTo(long nanos) {
        int now = calendar.sessionDay(nanos);
        if (now != day) {
            day = now;
            openNanos = calendar.openNanos(now);
            closeNanos = calendar.closeNanos(now);
            over = false;
        }
    }

    void close() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Days since 1970 of the session. */
    int day() {
        return day;
    }

    long closeNanos() {
        return closeNanos;
    }

    /** Whether the time lies in the session's regular hours. */
    boolean isRegular(long nanos) {
        return nanos >= openNanos && nanos < closeNanos && !over;
    }

    /** Calendar days from the session to the next one. */
    int daysToNext() {
        return calendar.nextTradingDay(day) - day;
    }

    /**
     * The session of an order that arrives now: this one, or the next if this one can no longer execute it.
     *
     * @param opened whether the instrument has had its opening print in the session of that time
     */
    int dayFor(Intent intent, long nanos, boolean opened) {
        int current = calendar.sessionDay(nanos);
        boolean missed = nanos >= calendar.closeNanos(current) || (current == day && over);
        if (intent.timeInForce == TimeInForce.AT_THE_OPEN) {
            missed |= nanos > calendar.openNanos(current) - openCutoffNanos || (current == day && opened);
        }
        return missed ? calendar.nextTradingDay(current) : current;
    }

    /** Whether an order for the closing auction arrives between the auction's cut-off and the close. */
    boolean isTooLate(Intent intent, long nanos) {
        if (intent.type != OrderType.MARKET_ON_CLOSE && intent.type != OrderType.LIMIT_ON_CLOSE) {
            return false;
        }
        long close = calendar.closeNanos(calendar.sessionDay(nanos));
        return nanos < close && nanos > close - closeCutoffNanos;
    }
}
