package io.ringside.gateway.live;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.CommandFolder;
import io.ringside.gateway.live.operator.KillSwitch;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.SilenceNote;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: one trading day after the other, operators' commands, and a watchdog that works even if the session hangs.
 *
 * <p>Thread: {@link #work} and {@link #close} the session's. The {@link Watchdog} has one of its own, which also executes
 * the kill flag, bypassing the ring.
 */
final class TradingDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradingDaemon.class);
    private static final long MILLI = 1_000_000L;
    private static final long FATAL_MS = 2_000;
    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;

    private final EngineSettings settings;
    private final LiveSettings live;
    /** Null without a portfolio. */
    private final Path data;

    private final LiveFolder folder;
    private final LongSupplier clock;
    private final double speed;
    private final boolean dryRun;
    private final Runnable halt;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final Alarms alarms;
    private final Broker broker;
    private final Watchdog watchdog;
    private final KillSwitch kill;
    private final DaemonStatus status;
    private final DayLog log;
    private volatile TradingDay day;
    private volatile boolean stopped;
    private final WaitingCloses closes = new WaitingCloses();
    private final AtomicBoolean killSeen = new AtomicBoolean();
    private volatile EngineFailure failure;
    private String killAnswer = "";
    /** Sequence of the day's last kill record; 0 if there was none. */
    private long killSequence;

    private boolean unanswered;
    private long polledNanos;

    /**
     * Locks the folder, opens the day and starts the watchdog.
     *
     * @param data store of a portfolio's bars; null without a portfolio
     * @param root folder of journals, commands and status
     * @param clock market time, UTC nanoseconds since 1970
     * @param speed market seconds a second
     * @param brokers creates its broker
     * @param halt ends the process at once; called when a stage has failed
     * @throws UserError if trading cannot begin
     */
    TradingDaemon(
            EngineSettings settings,
            LiveSettings live,
            Path data,
            Path root,
            LongSupplier clock,
            double speed,
            boolean dryRun,
            Broker.Source brokers,
            Runnable halt) {
        this.settings = settings;
        this.data = data;
        this.live = live;
        this.clock = clock;
        this.speed = speed;
        this.dryRun = dryRun;
        this.halt = halt;
        folder = new LiveFolder(root);
        folder.take();
        boolean ready = false;
        try {
            alarms = new Alarms(live, calendar, folder.unacknowledged(), System.nanoTime());
            kill = new KillSwitch(folder, alarms);
            status = new DaemonStatus(settings, live, calendar, root, alarms, kill, isElsewhen(clock.getAsLong()));
            broker = brokers.of(folder, live);
            killSeen.set(kill.isSet());
            LOG.info(
                    "starting: account {}, {}, instruments {}, {}",
                    live.maskedAccount(),
                    live.live() ? "LIVE MONEY" : "paper",
                    settings.instruments().stream().map(Instrument::symbol).toList(),
                    dryRun ? "dry run" : "orders are sent");
            watchdog = new Watchdog(folder, status, alarms, this::day, this::lookForKill);
            day = openDay();
            status.follow(day);
            ready = true;
        } finally {
            if (!ready) {
                folder.close();
            }
        }
        log = new DayLog(alarms, kill);
        log.follow(day);
        watchdog.start();
    }

    /** Whether market time is more than a day off the wall clock, so that the market is simulated. */
    private static boolean isElsewhen(long marketNanos) {
        return Math.abs(marketNanos / MILLI - System.currentTimeMillis()) > DAY_MS;
    }

    /** Opens the day. Reports a damaged journal as a user error: restarting the daemon would not repair it. */
    private TradingDay openDay() {
        boolean killed = kill.isSet();
        if (killed) {
            // The day's first record says it; only a later flag is another kill.
            kill.obeyed();
        }
        try {
            TradingDay opened = new TradingDay(
                    settings,
                    live,
                    data,
                    folder.root(),
                    calendar.sessionDay(clock.getAsLong()),
                    clock,
                    speed,
                    dryRun,
                    broker,
                    alarms,
                    killed,
                    LiveRuntime.REAL,
                    this::failed);
            killSequence = killed ? opened.ring().lastSequence() : 0;
            return opened;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** The day that is being traded. */
    TradingDay day() {
        return day;
    }

    /** Does what is due; returns whether there was anything. */
    boolean work() {
        EngineFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
        watchdog.moved();
        if (day.isOver()) {
            day.close();
            day = openDay();
            status.follow(day);
            log.follow(day);
        }
        boolean busy = day.work();
        if (watchdog.takeJournalDue()) {
            day.checkJournal();
            status.look(day, clock.getAsLong());
        }
        if (killSeen.get() && (kill.isDue() || !isLatched())) {
            command(Operator.KILL, "");
        }
        if (watchdog.movedNanos() - polledNanos > Watchdog.WATCH_NANOS) {
            polledNanos = watchdog.movedNanos();
            takeBackCloses(watchdog.movedMs());
            for (LiveFolder.Command command : folder.waiting()) {
                if (folder.claim(command)) {
                    answer(command);
                }
                busy = true;
            }
        }
        return busy;
    }

    /**
     * Cancels closes of symbols that were commanded while the broker was disconnected and are still not sent.
     *
     * @param nowMs wall clock
     */
    void takeBackCloses(long nowMs) {
        for (WaitingCloses.Late late : closes.late(day, nowMs)) {
            late.orders().forEach(order -> obey(Operator.CANCEL, order + " " + WaitingCloses.Late.REASON));
            alarms.raise(late.words());
        }
    }

    private void answer(LiveFolder.Command command) {
        String refusal =
                command.operator() == null ? command.note() : CommandFolder.tooLate(command, watchdog.movedMs());
        if (refusal != null && command.operator() != null) {
            // The operator may have left and rely on the command.
            alarms.raise(refusal);
        }
        String text = refusal == null ? command(command.operator(), command.note()) : "refused: " + refusal;
        LOG.info("answered: {}", text);
        // The next status shows the command's effect.
        status.look(day, clock.getAsLong());
        watchdog.publishStatus();
        boolean left = folder.answer(command, text);
        if (!left && !unanswered) {
            alarms.raise("answers to commands cannot be written into " + folder.root() + "; commands are obeyed");
        }
        unanswered = !left;
    }

    /** Executes a command; returns the answer to its sender. */
    String command(Operator operator, String note) {
        return operator == Operator.KILL ? killed(note) : obey(operator, note);
    }

    /**
     * A flag and its command are one kill: {@code ringside kill} sets the flag first, and it may be executed before the
     * command is read.
     */
    private String killed(String note) {
        // In memory first: the disk may be failing.
        boolean first = killSeen.compareAndSet(false, true);
        int cancels = day.stopEntries();
        if (!kill.isSet()) {
            kill.set(note);
        }
        if (first) {
            publishKilled(cancels);
        }
        if (kill.isDue() || !isLatched()) {
            kill.obeyed();
            killAnswer = obey(Operator.KILL, kill.note());
        }
        return killAnswer;
    }

    /** Executes the kill flag at once, bypassing the ring; the session's thread journals it later. */
    private void lookForKill() {
        if (!killSeen.get() && kill.isSet() && killSeen.compareAndSet(false, true)) {
            publishKilled(day.stopEntries());
        }
    }

    private void publishKilled(int cancels) {
        alarms.raise("killed (" + kill.note() + "): " + cancels + " cancels sent");
    }

    /** Whether the risk stage's snapshot is latched; before its first event there is no snapshot, and it may lag behind. */
    private boolean isLatched() {
        RiskSnapshot.View risk = day.risk();
        boolean underWay = killSequence > 0 && (risk == null || risk.sequence() < killSequence);
        return underWay || (risk != null && risk.latched());
    }

    private String obey(Operator operator, String note) {
        String refusal = day.refusal(operator, note);
        if (refusal != null) {
            return "refused: " + refusal;
        }
        if (operator == Operator.UNLATCH) {
            String inTheWay = kill.clear();
            if (inTheWay != null) {
                return "refused: " + inTheWay;
            }
            killSeen.set(false);
        }
        String shown = EngineEvent.fitting(note);
        long sequence = day.command(operator, shown);
        killSequence = operator == Operator.KILL ? sequence : killSequence;
        if (operator == Operator.CLOSE) {
            closes.asked(note, watchdog.movedMs());
        }
        String done = done(operator, note);
        return operator.name().toLowerCase(Locale.ROOT) + " journaled as record " + sequence + " of "
                + day.journal().getFileName() + done + (day.isConnected() ? "" : WaitingCloses.whileAway(operator))
                + "; entries: " + status.entries(day.risk());
    }

    /** Applies a command about alarms; returns the text of its answer. */
    private String done(Operator operator, String note) {
        return switch (operator) {
            case ACKNOWLEDGE -> ", alarms acknowledged: " + alarms.acknowledge();
            case SILENCE -> {
                long minutes = SilenceNote.minutes(note);
                alarms.silence(System.nanoTime(), minutes * MINUTE_MS);
                yield minutes == 0
                        ? ", alarms are repeated again"
                        : ", alarms are not repeated for " + minutes + " min";
            }
            case ALARM_TEST -> {
                alarms.raise(Alarms.TEST + (note.isBlank() ? "" : ": " + note));
                yield ", an alarm was raised: ringside ack";
            }
            default -> "";
        };
    }

    /** Kills from outside of the session: entries stop at once, then the flag is set. Any thread. */
    void kill(String note) {
        day.stopEntries();
        kill.set(note);
        watchdog.wake();
    }

    /** How many alarms there were. Any thread. */
    long alarms() {
        return alarms.count();
    }

    /** Ends the day in order. */
    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        watchdog.stop();
        try {
            closeDay();
            log.close();
            watchdog.publishStopped();
        } finally {
            folder.close();
        }
    }

    /**
     * Closes the day. If a stage fails meanwhile, its own thread reports it, and the caller of {@link #work} gets that failure.
     */
    private void closeDay() {
        if (failure != null) {
            return;
        }
        try {
            // The last status shows the end, and not the state of a second before.
            status.look(day, clock.getAsLong());
            day.close();
        } catch (EngineFailure e) {
            LOG.warn("the day is left as it is: {}", e.getMessage());
        }
    }

    // ---- Failure --------------------------------------------------------------------------------------------------

    /** Handles a failed stage, on the stage's thread: no further order is sent, and the process ends within three seconds. */
    private void failed(EngineFailure thrown) {
        failure = thrown;
        watchdog.failed();
        System.err.println("ringside: " + thrown.getMessage() + "; entries are cancelled, stops stay at the broker");
        alarms.raise(thrown.getMessage());
        TradingDay current = day;
        Thread last = new Thread(
                () -> {
                    long deadline = System.nanoTime() + FATAL_MS * MILLI;
                    int cancels = current == null ? 0 : current.stopEntries();
                    LOG.error("{} cancels sent past the ring", cancels, thrown);
                    LockSupport.parkNanos(Math.max(1, Math.min(deadline - System.nanoTime(), 500 * MILLI)));
                    halt.run();
                },
                "ringside-last-words");
        last.setDaemon(true);
        last.start();
    }

    /** The status in one line, up to a second old. */
    String line() {
        return status.line(day);
    }
}
