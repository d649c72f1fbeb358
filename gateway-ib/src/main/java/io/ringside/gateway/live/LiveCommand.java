package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.BrokerClock;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.live.operator.KillSignal;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.StatusLine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.SystemEpochNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ringside live}: trades through Interactive Brokers, or shows how it would against a simulated one. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description =
                "Trades through Interactive Brokers until it is stopped. With --simulate it shows a session against "
                        + "a simulated TWS, over a real socket, in about a minute.")
public final class LiveCommand implements Callable<Integer> {
    private static final String SIMULATED_DAY = "2025-06-20";
    private static final double SIMULATED_PACE = 400;
    /** Of a day with two trades. */
    private static final long SIMULATED_SEED = 1289;

    private static final long PARK_NANOS = 500_000L;
    private static final long LINE_NANOS = 1_000_000_000L;
    private static final int STOP_MS = 20_000;
    private static final long HALF_HOUR_NANOS = 30 * ExchangeCalendar.MINUTE_NANOS;

    @Option(names = "--config", paramLabel = "FILE", description = "configuration; config/live.conf if not given")
    Path config;

    @Option(names = "--simulate", description = "trade a simulated market, on no account")
    boolean simulate;

    @Option(names = "--speed", paramLabel = "X", description = "market seconds a second; 400 if simulated")
    Double speed;

    @Option(names = "--bars", paramLabel = "FILE", description = "5-minute bars to simulate; invented if not given")
    Path bars;

    @Option(names = "--day", paramLabel = "DAY", description = "day to simulate; 2025-06-20 if not given")
    String day = SIMULATED_DAY;

    @Option(names = "--seed", paramLabel = "N", description = "of invented bars; 1289 if not given")
    long seed = SIMULATED_SEED;

    @Option(names = "--until", paramLabel = "HH:MM", description = "when to end the simulated day; after the close")
    String until;

    @Option(names = "--frames", paramLabel = "FILE", description = "where the simulated TWS records every message")
    Path frames;

    @Option(names = "--journal", paramLabel = "DIR", description = "folder of journals; live if not given")
    Path journal;

    @Option(names = "--dry-run", description = "everything but sending orders")
    boolean dryRun;

    @Option(
            names = "--broker-clock",
            description =
                    "takes the time from TWS, at --speed: for ringside sim-tws, which plays another day; never for real money")
    boolean brokerClock;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting; repeatable")
    List<String> sets = new ArrayList<>();

    @Spec
    CommandSpec spec;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopWanted;
    private volatile TradingDaemon running;

    public static void main(String[] args) {
        System.exit(Commands.run(new LiveCommand(), args));
    }

    @Override
    public Integer call() {
        TwsConnection.requireCheckedBuffers();
        if (!simulate && (bars != null || frames != null || until != null || (speed != null && !brokerClock))) {
            throw new UserError("--speed, --bars, --until and --frames are for --simulate");
        }
        Config given = configuration(config, sets);
        EngineSettings settings = engineSettings(atPace(given));
        LiveSettings live = LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
        Path root = journal != null ? journal : simulate ? simulatedFolder() : Path.of("live");
        // Before the log begins there.
        new LiveFolder(root).requireOurs();
        System.setProperty("ringside.log", root.resolve("log").toString());
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main), "ringside-stop"));
        try {
            return simulate ? simulate(given, settings, live, root) : trade(settings, live, root);
        } catch (EngineFailure e) {
            // The last words are being said on another thread, which ends the process.
            LockSupport.parkNanos(10_000_000_000L);
            throw e;
        } finally {
            // The process may end as soon as the hook knows.
            out().flush();
            finished.countDown();
        }
    }

    /** Ages of what arrives are in real time: where the market runs faster, they are as much longer in its time. */
    private Config atPace(Config given) {
        double pace = simulate || brokerClock ? pace() : 1;
        Config config = given;
        for (String key : List.of("exposure.account-seconds", "data.bar-seconds", "data.tick-seconds")) {
            String path = "risk.limits." + key;
            if (pace > 1 && config.hasPath(path) && config.getValue(path).unwrapped() instanceof Number seconds) {
                config = EngineSettings.with(config, path + "=" + (long) Math.ceil(seconds.doubleValue() * pace));
            }
        }
        return config;
    }

    private double pace() {
        double pace = speed != null ? speed : simulate ? SIMULATED_PACE : 1;
        if (!(pace > 0 && pace <= 1_000_000)) {
            throw new UserError("--speed " + pace + ": must be more than 0 and at most 1000000");
        }
        return pace;
    }

    /** The given file, or the shipped one, with what the command line changes. */
    public static Config configuration(Path file, List<String> sets) {
        Path shipped = Path.of(System.getProperty("ringside.home", "."), "config", "live.conf");
        Config given = EngineSettings.load(file != null ? file : shipped);
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        return given;
    }

    /** The connection is no part of the rules: a journal replays wherever its orders went. */
    public static EngineSettings engineSettings(Config given) {
        EngineSettings settings = EngineSettings.of(given.resolve().withoutPath("gateway"));
        if (!settings.syncIntents()) {
            throw new UserError("journal.sync = none: an order must not leave before its record is on the disk; "
                    + "live trading needs journal.sync = intents");
        }
        for (String key : List.of("limits", "positions")) {
            if (!settings.root().node("risk").has(key)) {
                throw new UserError("risk." + key + " is missing: live trading needs every limit; config/live.conf has "
                        + "them all, begin with include \"live.conf\"");
            }
        }
        return settings;
    }

    // ---- Live -----------------------------------------------------------------------------------------------------

    private int trade(EngineSettings settings, LiveSettings live, Path root) {
        LongSupplier clock = SystemEpochNanoClock.INSTANCE::nanoTime;
        double pace = 1;
        if (brokerClock) {
            pace = pace();
            clock = BrokerClock.ask(live, pace);
        }
        Path journal;
        try (TradingDaemon daemon = new TradingDaemon(settings, live, root, clock, pace, dryRun, LiveCommand::halt)) {
            watched(daemon);
            out().println("trading on " + live.maskedAccount() + (dryRun ? ", sending no orders" : "")
                    + ", journals in " + root + "; stop with Ctrl-C or SIGTERM, kill with SIGUSR1 or ringside kill");
            out().flush();
            while (!stopWanted) {
                if (!daemon.work()) {
                    LockSupport.parkNanos(PARK_NANOS);
                }
            }
            journal = daemon.day().journal();
        }
        trades(journal).lines().forEach(out()::println);
        out().println("stopped in order; the day's journal is " + journal);
        return 0;
    }

    private void watched(TradingDaemon daemon) {
        running = daemon;
        KillSignal.on(() -> daemon.kill("signal"));
    }

    private static void halt() {
        Runtime.getRuntime().halt(Commands.INTERNAL);
    }

    /** SIGTERM or Ctrl-C: entries are cancelled at once, and the day is closed in order, unless that takes too long. */
    private void stop(Thread main) {
        if (finished.getCount() == 0) {
            return;
        }
        TradingDaemon daemon = running;
        if (daemon != null) {
            daemon.day().stopEntries();
        }
        stopWanted = true;
        LockSupport.unpark(main);
        try {
            if (!finished.await(STOP_MS, TimeUnit.MILLISECONDS)) {
                System.err.println("ringside: not stopped in order within " + STOP_MS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- Simulated ------------------------------------------------------------------------------------------------

    private int simulate(Config given, EngineSettings settings, LiveSettings live, Path root) {
        double pace = pace();
        int epochDay = tradingDay();
        long end = endNanos(ExchangeCalendar.usEquity(), epochDay);
        try (SimulatedMarket market = new SimulatedMarket(
                SimulatedMarket.start(settings, live, bars, epochDay, seed, frames),
                pace,
                settings.dataBar().count())) {
            LiveSettings here = LiveSettings.of(SettingsNode.root(EngineSettings.with(
                                    given, "gateway.port=" + market.tws().port())
                            .resolve())
                    .node("gateway"));
            TradingDaemon played;
            try (TradingDaemon daemon =
                    new TradingDaemon(settings, here, root, market.tws()::now, pace, dryRun, LiveCommand::halt)) {
                played = daemon;
                watched(daemon);
                out().println("simulated TWS on 127.0.0.1:" + here.port() + " plays " + LocalDate.ofEpochDay(epochDay)
                        + " at up to " + String.format(Locale.ROOT, "%.0f", pace) + " times its speed"
                        + (bars == null ? ", SYNTHETIC prices" : "") + "; ringside status tells more meanwhile");
                try (DayFollower day = new DayFollower(daemon.day().journal())) {
                    play(daemon, market, epochDay, end, day);
                }
            }
            summary(played, settings, root);
        }
        return 0;
    }

    private void play(TradingDaemon daemon, SimulatedMarket market, int epochDay, long end, DayFollower day) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        long nextTold = calendar.openNanos(epochDay);
        long nextLine = System.nanoTime() + LINE_NANOS;
        StatusLine status = new StatusLine(spec.commandLine().getErr());
        while (!stopWanted && market.tws().now() < end) {
            daemon.work();
            market.step(daemon);
            if (System.nanoTime() - nextLine > 0) {
                nextLine += LINE_NANOS;
                tell(day, status);
                status.show(daemon.line());
            }
            if (!status.isTerminal() && market.tws().now() >= nextTold) {
                nextTold += HALF_HOUR_NANOS;
                tell(day, status);
                out().println(daemon.line());
                out().flush();
            }
        }
        if (!stopWanted) {
            market.settle(daemon);
        }
        tell(day, status);
    }

    private long endNanos(ExchangeCalendar calendar, int epochDay) {
        if (until == null) {
            return calendar.closeNanos(epochDay) + 2 * ExchangeCalendar.MINUTE_NANOS;
        }
        try {
            return calendar.toNanos(epochDay, LocalTime.parse(until).toNanoOfDay());
        } catch (DateTimeParseException e) {
            throw new UserError("--until " + until + ": must look like 09:45", e);
        }
    }

    private void tell(DayFollower day, StatusLine status) {
        status.clear();
        day.follow(out()::println);
        out().flush();
    }

    private void summary(TradingDaemon daemon, EngineSettings settings, Path root) {
        TradingDay today = daemon.day();
        DayTrades trades = trades(today.journal());
        long startE8 = settings.risk().equityE8();
        long equityE8 = today.risk().equityE8();
        out().println();
        trades.lines().forEach(out()::println);
        out().println("Equity " + FixedPoint.format(startE8) + " to " + FixedPoint.format(equityE8) + ", "
                + positions(today, settings) + "; " + today.session().comparisons() + " comparisons with the broker, "
                + today.session().reconnects() + " reconnects, " + daemon.alarms() + " alarms.");
        out().println((stopWanted ? "Stopped before the close. " : "") + "Journal " + today.journal() + ", log "
                + root.resolve("log"));
        out().println("Try next:");
        out().println("  ringside verify " + today.journal());
        out().println("  ringside audit " + today.journal());
        if (trades.lastOrderRef() != OrderRef.NONE) {
            out().println("  ringside explain " + today.journal() + " --order "
                    + OrderRef.format(trades.lastOrderRef()));
        }
        out().println("  ringside tail --type fill " + today.journal());
        out().println("  ringside diverge " + today.journal());
    }

    private static DayTrades trades(Path journal) {
        try (DayFollower day = new DayFollower(journal)) {
            day.follow(line -> {});
            return day.trades();
        }
    }

    private static String positions(TradingDay today, EngineSettings settings) {
        StringBuilder text = new StringBuilder();
        for (Instrument instrument : settings.instruments()) {
            long shares = today.position(instrument.id());
            if (shares != 0) {
                text.append(text.isEmpty() ? "holds " : " ")
                        .append(shares)
                        .append(' ')
                        .append(instrument.symbol());
            }
        }
        return text.isEmpty() ? "flat" : text + " with its stop at the broker";
    }

    private int tradingDay() {
        try {
            int epochDay = (int) LocalDate.parse(day).toEpochDay();
            if (ExchangeCalendar.usEquity().covers(epochDay)
                    && ExchangeCalendar.usEquity().isTradingDay(epochDay)) {
                return epochDay;
            }
        } catch (DateTimeParseException e) {
            throw new UserError("--day " + day + ": must look like 2025-06-20", e);
        }
        throw new UserError("--day " + day + ": nothing is traded on it; choose another");
    }

    private static Path simulatedFolder() {
        String name =
                LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        Path path = Path.of("out", "live-" + name);
        for (int i = 2; Files.exists(path); i++) {
            path = Path.of("out", "live-" + name + "-" + i);
        }
        return path;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
