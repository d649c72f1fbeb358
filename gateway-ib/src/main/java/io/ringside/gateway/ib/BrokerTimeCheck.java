package io.ringside.gateway.ib;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.broker.TradingBooks;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds our clock against the broker's, which tells whole seconds: where they differ nothing is entered, and on another day
 * nothing more is asked.
 *
 * <p>Thread: session.
 */
final class BrokerTimeCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerTimeCheck.class);
    private static final long MILLI = 1_000_000L;
    /** The broker tells whole seconds: this much off their middle, and the clocks differ by more than a second. */
    private static final long DIFFERENCE_MS = 1_500;
    /** Farther apart than any clock is set wrong: the broker plays another day. */
    private static final long OTHER_DAY_MS = 12 * 3_600_000L;
    /** As much more is told again. */
    private static final long STEP_MS = 1_000;
    /** So often a clock that is off is asked for. */
    private static final long AGAIN_NANOS = 10_000 * MILLI;

    private final TradingBooks books;
    private boolean off;
    private long toldNanos;
    private long toldMs;
    private boolean otherDayTold;

    BrokerTimeCheck(TradingBooks books) {
        this.books = books;
    }

    /**
     * Whether the broker plays another day: said in one sentence, and attempts as seldom as they get, since a clock may yet be
     * set, or another TWS started.
     */
    boolean isOtherDay(long brokerNanos) {
        boolean other = books.realTime && Math.abs(differenceMs(brokerNanos)) > OTHER_DAY_MS;
        if (other && !otherDayTold) {
            otherDayTold = true;
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

    /** The broker's clock on the same day. */
    void told(long brokerNanos, EventOutbox out) {
        long differenceMs = differenceMs(brokerNanos);
        toldNanos = books.monotonic.nanoTime();
        boolean now = books.realTime && Math.abs(differenceMs - 500) > DIFFERENCE_MS;
        if (now == off && !(now && Math.abs(differenceMs - toldMs) >= STEP_MS)) {
            return;
        }
        off = now;
        toldMs = differenceMs;
        Condition condition = off ? Condition.CLOCK_STEP : Condition.CLOCK_OK;
        out.add().control(EventType.CONDITION, books.clock.getAsLong(), condition.code(), differenceMs);
        if (off) {
            books.alarms.raise("the clock is " + differenceMs + " ms ahead of the broker's");
        } else {
            LOG.info("the clock agrees with the broker's again");
        }
    }

    /** Whether a clock that was off is to be asked for: while data comes nothing else asks. */
    boolean isAskedAgain(long monotonicNanos) {
        if (!off || monotonicNanos - toldNanos < AGAIN_NANOS) {
            return false;
        }
        toldNanos = monotonicNanos;
        return true;
    }
}
