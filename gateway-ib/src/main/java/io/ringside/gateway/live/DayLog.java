package io.ringside.gateway.live;

import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.KillSwitch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the day's journal as {@code tail} does, and logs orders, executions, rejections and breaks; a latch raises an
 * alarm with its reason. No other thread of the daemon waits for it.
 *
 * <p>Thread: its own, but for {@link #follow} and {@link #close}.
 */
final class DayLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DayLog.class);
    private static final long EVERY_NANOS = 250_000_000L;
    private static final int JOIN_MS = 5_000;

    private final Alarms alarms;
    private final KillSwitch kill;
    private final Thread thread;
    private volatile TradingDay day;
    private volatile boolean stopped;
    private boolean latchRaised;
    private boolean latchSeen;
    private boolean lost;

    DayLog(Alarms alarms, KillSwitch kill) {
        this.alarms = alarms;
        this.kill = kill;
        thread = new Thread(this::run, "ringside-log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins a day. */
    void follow(TradingDay newDay) {
        day = newDay;
    }

    private void run() {
        while (!stopped) {
            TradingDay current = day;
            if (current == null) {
                LockSupport.parkNanos(EVERY_NANOS);
                continue;
            }
            try (DayFollower follower = new DayFollower(current.journal())) {
                follower.publishFrom(current.writing().firstSequence());
                while (!stopped && day == current) {
                    look(current, follower);
                    LockSupport.parkNanos(EVERY_NANOS);
                }
                look(current, follower);
            } catch (JournalDamage | UserError e) {
                if (!lost) {
                    alarms.raise("the day's journal cannot be followed into the log: " + e.getMessage());
                }
                lost = true;
                LockSupport.parkNanos(EVERY_NANOS);
            }
        }
    }

    /** Raises the alarm of a latch with the reason from the journal, which may lag behind by a moment. */
    private void look(TradingDay current, DayFollower follower) {
        RiskSnapshot.View risk = current.risk();
        follower.follow(line -> LOG.info("{}", line));
        boolean latched = risk != null && risk.latched() && !kill.isSet();
        if (latched && !latchRaised && (latchSeen || !follower.whyLatched().isEmpty())) {
            String why = follower.whyLatched();
            alarms.raise("trading is latched: " + (why.isEmpty() ? words(risk) : why)
                    + "; nothing is entered until ringside unlatch");
            latchRaised = true;
        }
        latchSeen = latched;
        latchRaised &= latched;
    }

    private static String words(RiskSnapshot.View risk) {
        for (RiskSnapshot.Holding holding : risk.holdings()) {
            if (holding.refusal() != null) {
                return holding.refusal().words();
            }
        }
        return Outcome.LATCHED.words();
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
