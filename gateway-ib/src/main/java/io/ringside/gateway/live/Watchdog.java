package io.ringside.gateway.live;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a daemon without depending on its session: checks that the session's thread makes progress and the process was not
 * suspended, executes the kill flag, and writes the status.
 *
 * <p>Thread: one of its own, but for what says session.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long MILLI = 1_000_000L;
    /** Interval of its checks. */
    static final long WATCH_NANOS = 20 * MILLI;

    private static final long STATUS_EVERY = 50;
    private static final long MINUTE_EVERY = 3_000;
    private static final long LAG_ALARM_MS = 2_000;
    /** Longer than a garbage collection or a busy machine delays the process. */
    private static final long STILL_MS = 3_000;

    private final LiveFolder folder;
    private final DaemonStatus status;
    private final Alarms alarms;
    private final Supplier<TradingDay> day;
    private final Runnable lookForKill;
    private final Thread thread = new Thread(this::watch, "ringside-watchdog");
    private volatile boolean stopped;
    private volatile String state = "running";
    private volatile long movedNanos = System.nanoTime();
    private volatile long movedMs = System.currentTimeMillis();
    private volatile boolean journalDue;
    private boolean lagging;
    private boolean untold;

    /**
     * @param day the day that is being traded
     * @param lookForKill executes the kill flag, bypassing the ring, if it is set
     */
    Watchdog(LiveFolder folder, DaemonStatus status, Alarms alarms, Supplier<TradingDay> day, Runnable lookForKill) {
        this.folder = folder;
        this.status = status;
        this.alarms = alarms;
        this.day = day;
        this.lookForKill = lookForKill;
        thread.setDaemon(true);
    }

    void start() {
        moved();
        thread.start();
    }

    /** Session: notes a round of the session's thread. */
    void moved() {
        movedNanos = System.nanoTime();
        movedMs = System.currentTimeMillis();
    }

    /** Session: time of the last round, by the monotone clock. */
    long movedNanos() {
        return movedNanos;
    }

    /** Session: wall time of the last round. */
    long movedMs() {
        return movedMs;
    }

    /** Session: whether the journal is to be checked, once a second. */
    boolean takeJournalDue() {
        boolean due = journalDue;
        journalDue = false;
        return due;
    }

    /** Notes a failed stage. Any thread. */
    void failed() {
        state = "failed";
    }

    /** Makes it check at once. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Session: ends the watch. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Writes the last status of a daemon that ends in order. */
    void publishStopped() {
        state = "stopped";
        publishStatus();
    }

    private void watch() {
        long turn = 0;
        long before = System.nanoTime();
        long beforeMs = System.currentTimeMillis();
        while (!stopped) {
            LockSupport.parkNanos(WATCH_NANOS);
            long now = System.nanoTime();
            long nowMs = System.currentTimeMillis();
            boolean stoodStill = watchProcess((now - before) / MILLI, nowMs - beforeMs);
            before = now;
            beforeMs = nowMs;
            lookForKill.run();
            if (turn % STATUS_EVERY == 0 && !stopped) {
                journalDue = true;
                if (!stoodStill) {
                    watchLag();
                }
                alarms.repeat(System.nanoTime());
                publishStatus();
            }
            if (turn % MINUTE_EVERY == MINUTE_EVERY - 1) {
                LOG.info("{}", status.line(day.get()));
            }
            turn++;
        }
    }

    /** Detects a suspension: a machine's sleep shows on the wall clock only, a stopped process on both clocks. */
    private boolean watchProcess(long gapMs, long wallGapMs) {
        long longest = Math.max(gapMs, wallGapMs);
        if (longest < STILL_MS) {
            return false;
        }
        String when = Instant.now().toString();
        LOG.warn(
                "the process stood still for {} ms, or the clock was set: {} ms by the monotone one, {} ms by the wall's",
                longest,
                gapMs,
                wallGapMs);
        status.stoodStill(longest, when);
        return true;
    }

    /** Writes the status; a full disk must not end the watch. Any thread. */
    synchronized void publishStatus() {
        try {
            folder.writeStatus(status.json(state, day.get(), movedMs));
            untold = false;
        } catch (UncheckedIOException e) {
            if (!untold) {
                alarms.raise("the status cannot be written: " + UserError.reasonWithFile(e));
            }
            untold = true;
        }
    }

    private void watchLag() {
        long lagMs = (System.nanoTime() - movedNanos) / MILLI;
        if (lagMs > LAG_ALARM_MS && !lagging) {
            alarms.raise("the session's thread has not moved for " + lagMs + " ms");
        }
        lagging = lagMs > LAG_ALARM_MS;
    }
}
