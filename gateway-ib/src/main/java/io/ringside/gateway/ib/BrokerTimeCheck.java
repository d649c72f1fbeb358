package io.ringside.gateway.ib;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.broker.TradingBooks;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our clock with the broker's, which has whole seconds: if they differ, entries are refused; if the broker is on
 * another day, no further requests are made.
 *
 * <p>Thread: session.
 */
final class BrokerTimeCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerTimeCheck.class);
    private static final long MILLI = 1_000_000L;
    /** The broker's time is in whole seconds: a difference of this much from the middle of the second is more than a second. */
    private static final long DIFFERENCE_MS = 1_500;
    /** More than any wrong clock: the broker plays another day. */
    private static final long OTHER_DAY_MS = 12 * 3_600_000L;
    /** A change of the difference by this much is published again. */
    private static final long STEP_MS = 1_000;
    /** How often the time is requested while the clocks differ. */
    private static final long AGAIN_NANOS = 10_000 * MILLI;

    private final TradingBooks books;
    private boolean off;
    private long comparedNanos;
    private long publishedMs;
    private boolean otherDayRaised;

    BrokerTimeCheck(TradingBooks books) {
        this.books = books;
    }

    /**
     * Whether the broker plays another day. It is logged once; attempts to connect go on at the longest interval, since a
     * clock may be corrected or another TWS started.
     */
    boolean isOtherDay(long brokerNanos) {
        boolean other = books.realTime && Math.abs(differenceMs(brokerNanos)) > OTHER_DAY_MS;
        if (other && !otherDayRaised) {
            otherDayRaised = true;
            books.alarms.raise(
                    "the broker's clock says " + Instant.ofEpochSecond(brokerNanos / 1_000_000_000L) + ", ours "
                            + Instant.ofEpochSecond(books.clock.getAsLong() / 1_000_000_000L)
                            + ": nothing more is asked; set the clock, or for a simulated TWS use ringside live --broker-clock");
        }
        return other;
    }

    private long differenceMs(long brokerNanos) {
        return (books.clock.getAsLong() - brokerNanos) / MILLI;
    }

    /** Compares the clocks on the same day and publishes a change of their difference. */
    void compare(long brokerNanos, EventOutbox out) {
        long differenceMs = differenceMs(brokerNanos);
        comparedNanos = books.monotonic.nanoTime();
        boolean now = books.realTime && Math.abs(differenceMs - 500) > DIFFERENCE_MS;
        if (now == off && !(now && Math.abs(differenceMs - publishedMs) >= STEP_MS)) {
            return;
        }
        off = now;
        publishedMs = differenceMs;
        Condition condition = off ? Condition.CLOCK_STEP : Condition.CLOCK_OK;
        out.add().control(EventType.CONDITION, books.clock.getAsLong(), condition.code(), differenceMs);
        if (off) {
            books.alarms.raise("the clock is " + differenceMs + " ms ahead of the broker's");
        } else {
            LOG.info("the clock agrees with the broker's again");
        }
    }

    /** Whether the time is to be requested again since the clocks differ: heartbeats request it only when no data come. */
    boolean isAskedAgain(long monotonicNanos) {
        if (!off || monotonicNanos - comparedNanos < AGAIN_NANOS) {
            return false;
        }
        comparedNanos = monotonicNanos;
        return true;
    }
}
