package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ExitGuard;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.BrokerClock;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.operator.KillSignal;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside live}: trades through Interactive Brokers, or shows how it would against a simulated one. */
@Command(
        name = "live",
        description =
                "Trades through Interactive Brokers until it is stopped. With --simulate it shows a session against "
                        + "a simulated TWS, over a real socket, in about a minute.")
public final class LiveCommand extends TerminalCommand {
    private static final double SIMULATED_PACE = 400;
    /** Default speed of a day for a user who watches. */
    private static final double WATCHED_PACE = 60;
    /** Default speed of many days: as fast as possible. */
    private static final double DAYS_PACE = 1_000_000;
    /** Seed of the default simulated day, which has two trades. */
    private static final long SIMULATED_SEED = 1289;

    private static final long PARK_NANOS = 500_000L;
    private static final int STOP_MS = 20_000;
    /** What a shell tells of a process that SIGTERM has ended. */
    private static final int TERMINATED = 143;

    @Option(names = "--config", paramLabel = "FILE", description = "configuration; config/live.conf if not given")
    Path config;

    @Option(names = "--simulate", description = "trade a simulated market, on no account")
    boolean simulate;

    @Option(names = "--speed", paramLabel = "X", description = "market seconds a second; 400 for a simulated day")
    Double speed;

    @Option(
            names = "--bars",
            paramLabel = "[SYMBOL=]FILE",
            description =
                    "bars to simulate, of any size; invented if not given; beside portfolios of what strategies trade;"
                            + " repeatable")
    List<String> bars = new ArrayList<>();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--data",
            paramLabel = "STORE",
            description = "store of the bars that a portfolio decides on, kept up to date by ringside data update")
    Path data;

    @Option(
            names = "--universe",
            paramLabel = "[NAME=]FILE",
            description =
                    "names that a portfolio chooses from: symbol[,sector][,from][,to], or a plain list; repeatable, NAME="
                            + " says which portfolio's")
    List<String> universe = new ArrayList<>();

    @Option(names = "--day", paramLabel = "DAY", description = "day to simulate; 2025-06-20 if not given")
    String day;

    @Option(names = "--from", paramLabel = "DAY", description = "first of the days to simulate, as fast as it can")
    String from;

    @Option(names = "--to", paramLabel = "DAY", description = "last of them; the first one if not given")
    String to;

    @Option(names = "--equity", paramLabel = "USD", description = "money at the start of a simulation")
    String equity;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "a new folder for the results of a simulation, as a back test leaves them, with a journal a day")
    Path out;

    @Option(names = "--seed", paramLabel = "N", description = "of invented bars; 1289 if not given")
    long seed = SIMULATED_SEED;

    @Option(
            names = "--until",
            paramLabel = "HH:MM",
            description = "when to end the last simulated day; after the close")
    String until;

    @Option(names = "--frames", paramLabel = "FILE", description = "where the simulated TWS records every message")
    Path frames;

    @Option(names = "--journal", paramLabel = "DIR", description = "folder of journals; live if not given")
    Path journal;

    @Option(
            names = "--dashboard",
            description = "opens the page beside it; a simulated day runs at 60 times its speed then")
    boolean dashboard;

    @Option(names = "--dry-run", description = "everything but sending orders")
    boolean dryRun;

    @Option(
            names = "--broker-clock",
            description =
                    "takes the time from TWS, at --speed: for ringside sim-tws, which plays another day; never for real money")
    boolean brokerClock;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting; repeatable")
    List<String> sets = new ArrayList<>();

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopWanted;
    private volatile TradingDaemon running;

    @Override
    public Integer call() {
        InteractiveBrokers.requireCheckedBuffers();
        requireSimulation();
        Config given = reading.over(LiveConfiguration.of(config, sets));
        if (equity != null) {
            given = EngineSettings.with(given, "risk.equity=" + equity);
        }
        Map<String, Path> files = Map.of();
        boolean hasPortfolio = EngineSettings.hasPortfolio(given);
        boolean beside = hasPortfolio && (given.hasPath("signals") || given.hasPath("signal"));
        requirePortfolio(hasPortfolio, beside);
        if (hasPortfolio) {
            LivePortfolio named = LivePortfolio.of(given, data, universe);
            named.notes().forEach(out()::println);
            given = named.config();
            files = Simulation.files(
                    bars, LiveConfiguration.engineSettings(given).instruments());
            requireBars(LiveConfiguration.engineSettings(given), files);
        } else if (!bars.isEmpty()) {
            EngineSettings all = LiveConfiguration.engineSettings(given);
            files = Simulation.files(bars, all.instruments());
            given = Simulation.forFiles(given, all, files);
        }
        if (simulate) {
            // The simulated exchange has no halts, and its quotes would come at many times their rate.
            given = EngineSettings.with(given, "gateway.halts=off");
        }
        EngineSettings settings = LiveConfiguration.engineSettings(atPace(given));
        LiveSettings live = LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
        if (!hasPortfolio) {
            // Not checked with a portfolio: its universe changes, and the owner's shares may be of any name.
            live.requireStanding(settings.instruments());
        }
        Path root = root();
        // Before the log file is created there.
        new LiveFolder(root).requireOurs();
        System.setProperty("ringside.log", root.resolve("log").toString());
        Thread main = Thread.currentThread();
        ExitGuard.addStop(new Thread(() -> stop(main), "ringside-stop"));
        try (DashboardProcess page = dashboard ? new DashboardProcess(Commands.home(), root) : null) {
            int code = simulate
                    ? simulate(given, settings, live, new Simulation.Bars(files, data), root)
                    : trade(settings, live, root);
            if (page != null && !stopWanted && Progress.isTerminal()) {
                out().println("The page stays until Ctrl-C.");
                out().flush();
                page.awaitEnd();
            }
            return code;
        } catch (EngineFailure e) {
            // Another thread is printing the last messages and then ends the process.
            LockSupport.parkNanos(10_000_000_000L);
            throw e;
        } finally {
            // The process may end as soon as the shutdown hook is notified.
            out().flush();
            finished.countDown();
        }
    }

    private void requirePortfolio(boolean hasPortfolio, boolean beside) {
        if (hasPortfolio && data == null) {
            throw new UserError("--data is missing: a portfolio decides on the bars of a store; give --data STORE, see"
                    + " ringside data --help");
        }
        if (hasPortfolio && !beside && !bars.isEmpty()) {
            throw new UserError("--bars is for strategies on one instrument; a portfolio's bars come from --data STORE:"
                    + " ringside data import puts files into one");
        }
        if (!hasPortfolio && (data != null || !universe.isEmpty())) {
            throw new UserError((data != null ? "--data" : "--universe")
                    + " is for a portfolio, and the configuration has none; give --config config/momentum-live.conf, or"
                    + " leave it away");
        }
    }

    /** Requires bar files for the instruments of intraday strategies beside portfolios. */
    private void requireBars(EngineSettings settings, Map<String, Path> files) {
        for (String symbol : LivePortfolio.ofStrategies(settings)) {
            if (simulate && !files.containsKey(symbol)) {
                throw new UserError("--bars " + symbol + "=FILE is missing: a strategy beside the portfolios trades it"
                        + " within the day");
            }
        }
    }

    private void requireSimulation() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("--speed", brokerClock ? null : speed);
        given.put("--bars", bars.isEmpty() ? null : bars);
        given.put("each of --zone, --stamped, --format and --accept-loss", reading.isGiven() ? reading : null);
        given.put("--day", day);
        given.put("--from", from);
        given.put("--to", to);
        given.put("--equity", equity);
        given.put("--out", out);
        given.put("--until", until);
        given.put("--frames", frames);
        given.forEach((option, value) -> {
            if (value != null && !simulate) {
                throw new UserError(option + " is for --simulate; trading itself takes no such thing");
            }
        });
        SimulatedDays.require(day, from, to);
    }

    private Path root() {
        if (out != null) {
            requireNew(out);
        }
        if (journal != null) {
            return journal;
        }
        if (out != null) {
            return out.resolve("journal");
        }
        return simulate ? simulatedFolder() : Path.of("live");
    }

    /** Refuses a folder with anything in it before a day is played, since the results would not be written there afterwards. */
    private static void requireNew(Path folder) {
        if (!Files.isDirectory(folder)) {
            if (Files.exists(folder)) {
                throw new UserError("--out " + folder + ": is a file; name a folder");
            }
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.sorted().findFirst().ifPresent(one -> {
                throw new UserError("--out " + folder + ": holds " + one.getFileName()
                        + " already; name a new folder, a simulation replaces nothing");
            });
        } catch (IOException e) {
            throw new UserError("--out " + folder + ": cannot be read: " + UserError.reason(e), e);
        }
    }

    /** Scales limits on the age of data, which are in market time, to a market that runs faster than real time. */
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
        double usual = !simulate ? 1 : from != null ? DAYS_PACE : dashboard ? WATCHED_PACE : SIMULATED_PACE;
        double pace = speed != null ? speed : usual;
        if (!(pace > 0 && pace <= 1_000_000)) {
            throw new UserError("--speed " + pace + ": must be more than 0 and at most 1000000");
        }
        return pace;
    }

    // ---- Live -----------------------------------------------------------------------------------------------------

    private int trade(EngineSettings settings, LiveSettings live, Path root) {
        double pace = brokerClock ? pace() : 1;
        try (BrokerClock brokerTime = brokerClock ? BrokerClock.ask(live, pace) : null) {
            LongSupplier clock = brokerTime == null ? SystemEpochNanoClock.INSTANCE::nanoTime : brokerTime;
            return trade(settings, live, root, clock, pace);
        }
    }

    private int trade(EngineSettings settings, LiveSettings live, Path root, LongSupplier clock, double pace) {
        Path journal;
        try (TradingDaemon daemon = new TradingDaemon(
                settings, live, data, root, clock, pace, dryRun, InteractiveBrokers.REAL, LiveCommand::halt)) {
            watched(daemon);
            out().println("trading on " + live.maskedAccount() + (dryRun ? ", sending no orders" : "")
                    + ", journals in " + root + "; stop with Ctrl-C or SIGTERM, kill with SIGUSR1 or ringside kill");
            out().flush();
            DayReports reports = live.report() ? reports(root) : null;
            while (!stopWanted) {
                if (!daemon.work()) {
                    LockSupport.parkNanos(PARK_NANOS);
                }
                if (reports != null) {
                    reports.look(daemon.day(), clock.getAsLong());
                }
            }
            journal = daemon.day().journal();
        }
        Simulation.trades(journal).lines().forEach(out()::println);
        out().println("stopped in order; the day's journal is " + journal);
        return 0;
    }

    private static DayReports reports(Path root) {
        List<String> command = new ArrayList<>(List.of(Commands.launcher().toString(), "results"));
        Strategies.origins().forEach(origin -> command.addAll(List.of("--strategy-path", origin)));
        return new DayReports(root, command, ExchangeCalendar.usEquity());
    }

    private void watched(TradingDaemon daemon) {
        running = daemon;
        KillSignal.on(() -> daemon.kill("signal"));
    }

    static void halt() {
        Runtime.getRuntime().halt(Commands.INTERNAL);
    }

    /** Handles SIGTERM or Ctrl-C: cancels entries at once and closes the day in order, unless that takes too long. */
    private void stop(Thread main) {
        if (finished.getCount() == 0) {
            return;
        }
        TradingDaemon daemon = running;
        if (daemon == null) {
            // Nothing was sent yet, and what begins may not while the process ends: queue and log have hooks of their
            // own.
            Thread.setDefaultUncaughtExceptionHandler((failed, failure) -> {});
            ProcessHandle.current().children().forEach(ProcessHandle::destroy);
            System.err.println("ringside: stopped before it had begun");
            Runtime.getRuntime().halt(TERMINATED);
        }
        // A portfolio's orders for the next auction stay: the next start continues with them.
        if (daemon.day().hasPortfolio()) {
            daemon.day().cancelEntries();
        } else {
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

    private int simulate(Config given, EngineSettings settings, LiveSettings live, Simulation.Bars prices, Path root) {
        SimulatedDays days = SimulatedDays.of(day, from, to, until);
        Simulation simulation = new Simulation(
                given, settings, live, new Simulation.Plan(prices, days.first(), days.last(), seed, pace()));
        ReadingOptions.print(simulation.data(), out(), err());
        TradingDaemon played =
                simulation.run(root, frames, dryRun, days.endNanos(), this::watched, () -> stopWanted, out(), err());
        simulation.summary(played, root, stopWanted, out());
        return 0;
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
}
