package io.ringside.gateway.live;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.Machine;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: a trading day after the other, operators' commands, and a watchdog that needs none of it to be alive.
 *
 * <p>Thread: {@link #work} and {@link #close} the session's. The watchdog has one of its own: it writes the status, looks
 * after journal and kill flag, and stops entries past the ring.
 */
final class TradingDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradingDaemon.class);
    private static final long MILLI = 1_000_000L;
    private static final long WATCH_NANOS = 20 * MILLI;
    private static final long STATUS_EVERY = 50;
    private static final long MINUTE_EVERY = 3_000;
    private static final long LAG_ALARM_MS = 2_000;
    private static final long FATAL_MS = 2_000;

    private final EngineSettings settings;
    private final LiveSettings live;
    private final LiveFolder folder;
    private final LongSupplier clock;
    private final double speed;
    private final boolean dryRun;
    private final Runnable halt;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final Alarms alarms;
    private final OrderIds ids;
    private final Thread watchdog;
    private volatile TradingDay day;
    private volatile boolean stopped;
    private volatile long workedNanos = System.nanoTime();
    private volatile boolean killSeen;
    private volatile boolean journalDue;
    private volatile EngineFailure failure;
    private volatile Snapshot snapshot;
    private FileTime obeyedKill;
    private String killAnswer = "";
    private boolean lagging;
    private boolean untold;
    private boolean latchTold;
    private long polledNanos;

    /** What the session's thread leaves for the status. */
    private record Snapshot(
            String phase,
            long reconnects,
            long comparisons,
            long reconciledMs,
            String position,
            long equityE8,
            String entries,
            int working,
            int fills,
            long ageMs,
            long sequence,
            long marketNanos) {}

    /**
     * Takes the folder, opens the day and starts the watchdog.
     *
     * @param root folder of journals, commands and status
     * @param clock market time, UTC nanoseconds since 1970
     * @param speed market seconds a second
     * @param halt ends the process at once; called when a stage has failed
     * @throws UserError if anything does not allow trading to begin
     */
    TradingDaemon(
            EngineSettings settings,
            LiveSettings live,
            Path root,
            LongSupplier clock,
            double speed,
            boolean dryRun,
            Runnable halt) {
        this.settings = settings;
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
            ids = new OrderIds(folder.orderIds(live.clientId()));
            ids.reserve();
            killSeen = folder.isKilled();
            LOG.info(
                    "starting: account {}, {}, instruments {}, {}",
                    live.maskedAccount(),
                    live.live() ? "LIVE MONEY" : "paper",
                    settings.instruments().stream().map(Instrument::symbol).toList(),
                    dryRun ? "dry run" : "orders are sent");
            day = openDay();
            ready = true;
        } finally {
            if (!ready) {
                folder.close();
            }
        }
        workedNanos = System.nanoTime();
        watchdog = new Thread(this::watch, "ringside-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private TradingDay openDay() {
        return new TradingDay(
                settings,
                live,
                folder.root(),
                calendar.sessionDay(clock.getAsLong()),
                clock,
                speed,
                dryRun,
                ids,
                alarms,
                folder.isKilled(),
                Machine.REAL,
                this::failed);
    }

    /** The day that is being traded. */
    TradingDay day() {
        return day;
    }

    /** Does what is due; whether there was anything. */
    boolean work() {
        EngineFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
        workedNanos = System.nanoTime();
        if (day.isOver()) {
            day.close();
            day = openDay();
        }
        boolean busy = day.work();
        if (journalDue) {
            journalDue = false;
            day.checkJournal();
            watchLatch();
            snapshot = snapshot();
        }
        if (killSeen && !day.stages().risk().trading().latched()) {
            command(Operator.KILL, "");
        }
        if (workedNanos - polledNanos > WATCH_NANOS) {
            polledNanos = workedNanos;
            for (LiveFolder.Command command : folder.waiting()) {
                folder.answer(command, command(command.operator(), command.note()));
                busy = true;
            }
        }
        return busy;
    }

    /** Obeys a command; the answer to whoever gave it. */
    String command(Operator operator, String note) {
        return operator == Operator.KILL ? killed(note) : obey(operator, note);
    }

    /** One flag is one kill: {@code ringside kill} sets it first, and it may be obeyed before the command is read. */
    private String killed(String note) {
        if (!folder.isKilled()) {
            folder.setKill(note);
        }
        LiveFolder.KillFlag flag = folder.killFlag();
        boolean obeyed = flag != null && flag.set().equals(obeyedKill);
        if (!obeyed || !day.stages().risk().trading().latched()) {
            killSeen = true;
            obeyedKill = flag == null ? null : flag.set();
            killAnswer =
                    obey(Operator.KILL, flag == null || flag.note().isEmpty() ? "the kill flag was set" : flag.note());
        }
        return killAnswer;
    }

    private String obey(Operator operator, String note) {
        String refusal = day.refusal(operator, note);
        if (refusal != null) {
            return "refused: " + refusal;
        }
        if (operator == Operator.UNLATCH) {
            folder.clearKill();
            killSeen = false;
        }
        String shown = note.length() > 64 ? note.substring(0, 64) : note;
        long sequence = day.command(operator, shown);
        alarms.tell("operator: " + operator + " " + shown + ", record " + sequence);
        String done = operator == Operator.ACKNOWLEDGE ? ", alarms acknowledged: " + alarms.acknowledge() : "";
        return operator.name().toLowerCase(Locale.ROOT) + " journaled as record " + sequence + " of "
                + day.journal().getFileName() + done;
    }

    /** Sets the kill flag and has it obeyed at once. Any thread. */
    void kill(String note) {
        folder.setKill(note);
        LockSupport.unpark(watchdog);
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
        LockSupport.unpark(watchdog);
        try {
            if (failure == null) {
                day.close();
            }
            folder.writeStatus(status("stopped"));
        } finally {
            folder.close();
        }
    }

    // ---- Failure --------------------------------------------------------------------------------------------------

    /** A stage has failed, on its thread: nothing is submitted any more, and the process ends within three seconds. */
    private void failed(EngineFailure thrown) {
        failure = thrown;
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

    // ---- Watchdog -------------------------------------------------------------------------------------------------

    private void watch() {
        long turn = 0;
        while (!stopped) {
            LockSupport.parkNanos(WATCH_NANOS);
            if (!killSeen && folder.isKilled()) {
                // Past the ring, at once; the session's thread journals it when it comes to it.
                killSeen = true;
                int cancels = day.stopEntries();
                alarms.raise("the kill flag is set: " + cancels + " cancels sent");
            }
            if (turn % STATUS_EVERY == 0 && !stopped) {
                journalDue = true;
                watchLag();
                alarms.repeat(System.nanoTime());
                tellStatus();
            }
            if (turn % MINUTE_EVERY == MINUTE_EVERY - 1) {
                LOG.info("{}", line());
            }
            turn++;
        }
    }

    /** A full disk must not end the watch. */
    private void tellStatus() {
        try {
            folder.writeStatus(status(failure == null ? "running" : "failed"));
            untold = false;
        } catch (UncheckedIOException e) {
            if (!untold) {
                alarms.raise("the status cannot be written: " + e.getCause().getMessage());
            }
            untold = true;
        }
    }

    private void watchLag() {
        long lagMs = (System.nanoTime() - workedNanos) / MILLI;
        if (lagMs > LAG_ALARM_MS && !lagging) {
            alarms.raise("the session's thread has not moved for " + lagMs + " ms");
        }
        lagging = lagMs > LAG_ALARM_MS;
    }

    /** A kill is known to whoever asked for it. */
    private void watchLatch() {
        boolean latched = day.stages().risk().trading().latched() && !killSeen;
        if (latched && !latchTold) {
            alarms.raise("trading is latched; ringside tail --type condition " + day.journal() + " says why");
        }
        latchTold = latched;
    }

    private Snapshot snapshot() {
        TradingDay current = day;
        StringBuilder positions = new StringBuilder();
        for (Instrument instrument : settings.instruments()) {
            long shares = current.position(instrument.id());
            if (shares != 0) {
                positions
                        .append(positions.length() > 0 ? " " : "")
                        .append(shares)
                        .append(' ')
                        .append(instrument.symbol());
            }
        }
        Outcome refusal = current.stages().risk().refusal(0, clock.getAsLong(), current.day());
        return new Snapshot(
                current.session().phase().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                current.session().reconnects(),
                current.session().comparisons(),
                current.session().reconciledMs(),
                positions.length() == 0 ? "flat" : positions.toString(),
                current.stages().risk().ledger().equityE8(),
                refusal == null ? "allowed" : refusal.words(),
                current.working(),
                current.executions(),
                current.market().ageNanos() / MILLI,
                current.lastSequence(),
                clock.getAsLong());
    }

    /** One line for people; what it shows is up to a second old. */
    String line() {
        Snapshot now = snapshot;
        if (now == null) {
            return "starting";
        }
        return calendar.format(now.marketNanos).substring(0, 19).replace('T', ' ') + "  " + now.phase + "  "
                + now.position
                + "  equity " + FixedPoint.format(now.equityE8 / 1_000_000 * 1_000_000) + "  fills " + now.fills
                + "  working " + now.working + "  entries " + now.entries + "  alarms " + alarms.count()
                + (alarms.unacknowledged() > 0 ? ", " + alarms.unacknowledged() + " not acknowledged" : "");
    }

    private String status(String state) {
        Snapshot now = snapshot;
        StringBuilder json = new StringBuilder("{");
        field(json, "state", state);
        field(json, "pid", ProcessHandle.current().pid());
        field(json, "written_ms", System.currentTimeMillis());
        field(json, "account", live.maskedAccount());
        field(json, "mode", live.live() ? "live" : "paper");
        TradingDay current = day;
        if (current != null) {
            field(json, "session", LocalDate.ofEpochDay(current.day()).toString());
            field(json, "journal", current.journal().toString());
            field(json, "build", current.build());
            field(json, "configuration", current.configurationDigest());
        }
        field(json, "killed", killSeen);
        field(json, "alarms", alarms.count());
        field(json, "last_alarm", alarms.last());
        field(json, "alarms_unacknowledged", alarms.unacknowledged());
        field(json, "first_unacknowledged", alarms.first());
        if (now != null) {
            field(json, "market_time", calendar.format(now.marketNanos));
            field(json, "broker", now.phase);
            field(json, "entries", now.entries);
            field(json, "position", now.position);
            field(json, "equity", FixedPoint.format(now.equityE8));
            field(json, "working_orders", now.working);
            field(json, "fills", now.fills);
            field(json, "last_data_ms", now.ageMs);
            field(json, "reconnects", now.reconnects);
            field(json, "comparisons", now.comparisons);
            field(json, "reconciled_ms", now.reconciledMs);
        }
        return json.append("\n}\n").toString();
    }

    private static void field(StringBuilder json, String name, Object value) {
        json.append(json.length() > 1 ? ",\n" : "\n")
                .append("  \"")
                .append(name)
                .append("\": ");
        if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            json.append('"');
            for (char c : value.toString().toCharArray()) {
                json.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' || c > '~' ? "?" : String.valueOf(c));
            }
            json.append('"');
        }
    }
}
