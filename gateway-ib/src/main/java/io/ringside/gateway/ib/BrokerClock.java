package io.ringside.gateway.ib;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.ib.tws.TwsSettings;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The clock of a simulated market in another process: it requests that market's time repeatedly and extrapolates at the
 * market's speed in between. The market's clock waits for its first client, skips nights and falls behind on a busy machine,
 * and this clock follows it, since a daemon ahead of its broker would take every price for stale. It never goes back.
 * Without a connection it extrapolates. Not used with a real broker: there the machine's own clock is used and only compared
 * with the broker's.
 *
 * <p>Thread: reading any; requests are sent by a thread of its own.
 */
public final class BrokerClock implements LongSupplier, AutoCloseable {
    /** Base of its client ids: each process needs an id of its own, apart from those that trade. */
    private static final int OTHER_CLIENTS = 10_000;

    private static final long CLIENTS = 50_000;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long PATIENCE_NANOS = 10 * SECOND;
    /** Shortest time between two requests: a broker takes 50 a second. */
    private static final long ASK_MIN_NANOS = 40 * MILLI;

    private static final long AGAIN_NANOS = 500 * MILLI;
    /** An answer that differs from the extrapolated time by more is used only if the next one confirms it. */
    private static final long IMPLAUSIBLE_NANOS = 60 * SECOND;

    private final TwsSettings settings;
    private final double speed;
    private final long askNanos;
    private final Thread asker;
    private volatile boolean closed;
    private volatile TimeListener listener;
    private boolean known;
    /** The last answer, in whole seconds of the market. */
    private long answerNanos;
    /** The time from which it extrapolates, and the monotone time at which that was set. */
    private long base;

    private long baseAt;
    private long shown;
    private long doubtful = Long.MIN_VALUE;

    private BrokerClock(LiveSettings live, double speed) {
        settings = TwsSettings.local(
                live.port(), OTHER_CLIENTS + (int) (ProcessHandle.current().pid() % CLIENTS));
        this.speed = speed;
        askNanos = Math.max(ASK_MIN_NANOS, Math.min(SECOND, (long) (2 * SECOND / speed)));
        asker = new Thread(this::ask, "ringside-broker-clock");
        asker.setDaemon(true);
    }

    /**
     * Connects and waits for the first answer.
     *
     * @param speed market seconds a second
     * @throws UserError if none comes
     */
    public static BrokerClock ask(LiveSettings live, double speed) {
        BrokerClock clock = new BrokerClock(live, speed);
        clock.asker.start();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!clock.isKnown() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(MILLI);
        }
        if (!clock.isKnown()) {
            clock.close();
            throw new UserError("nobody tells the time at port " + live.port() + "; is ringside sim-tws running?");
        }
        return clock;
    }

    private synchronized boolean isKnown() {
        return known;
    }

    /** Market time, UTC nanoseconds since 1970. */
    @Override
    public synchronized long getAsLong() {
        shown = Math.max(shown, reckoned(System.nanoTime()));
        return shown;
    }

    /** The extrapolated time, limited while answers come to the most that the market can have reached by the next one. */
    private long reckoned(long now) {
        long reckoned = base + (long) ((now - baseAt) * speed);
        TimeListener current = listener;
        return current == null || !current.isReady() ? reckoned : Math.min(reckoned, answerNanos + aheadMax());
    }

    /** How far it may be ahead of the last answer: the time of two requests, and the second that an answer is rounded by. */
    private long aheadMax() {
        return SECOND + (long) (2 * askNanos * speed);
    }

    private synchronized void accept(long timeNanos) {
        long now = System.nanoTime();
        long expected = known ? reckoned(now) : timeNanos;
        boolean implausible = Math.abs(timeNanos - expected) > IMPLAUSIBLE_NANOS + aheadMax();
        boolean again = Math.abs(timeNanos - doubtful) <= IMPLAUSIBLE_NANOS + aheadMax();
        if (implausible && !again) {
            doubtful = timeNanos;
            return;
        }
        doubtful = Long.MIN_VALUE;
        known = true;
        answerNanos = timeNanos;
        base = Math.max(timeNanos, Math.min(expected, timeNanos + SECOND));
        baseAt = now;
    }

    // ---- Asking ---------------------------------------------------------------------------------------------------

    private void ask() {
        while (!closed) {
            TimeListener current = listener;
            if (current == null || current.ended) {
                current = new TimeListener();
                TwsConnection opened = TwsConnection.open(settings, current, SystemNanoClock.INSTANCE);
                current.connection = opened;
                listener = current;
            }
            current.ask();
            LockSupport.parkNanos(current.ended ? AGAIN_NANOS : askNanos);
        }
        if (listener != null) {
            listener.connection.close();
        }
    }

    /** Listener of one connection, until it ends. */
    private final class TimeListener implements TwsConnection.Listener {
        private volatile TwsConnection connection;
        private volatile TwsEncoder encoder;
        private volatile boolean ended;

        private boolean isReady() {
            return encoder != null && !ended;
        }

        private void ask() {
            TwsEncoder spoken = encoder;
            if (spoken != null) {
                connection.send(spoken.reqCurrentTime());
            }
        }

        @Override
        public void ready(int serverVersion) {
            encoder = new TwsEncoder(serverVersion);
            LockSupport.unpark(asker);
        }

        @Override
        public void currentTime(long timeNanos) {
            accept(timeNanos);
        }

        @Override
        public void malformed(TwsProtocolError error) {
            // The next answer may be better.
        }

        @Override
        public void unsent(int orderId) {
            // It places no orders.
        }

        @Override
        public void disconnected(ConnectionEnd reason, String detail) {
            ended = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(asker);
    }
}
