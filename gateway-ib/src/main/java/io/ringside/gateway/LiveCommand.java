package io.ringside.gateway;

import com.typesafe.config.Config;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.SettingsNode;
import io.ringside.engine.UserError;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    private static final long PARK_NANOS = 500_000L;
    private static final long LINE_NANOS = 1_000_000_000L;
    private static final int STOP_MS = 20_000;

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

    @Option(names = "--seed", paramLabel = "N", description = "of invented bars")
    long seed = 7;

    @Option(names = "--frames", paramLabel = "FILE", description = "where the simulated TWS records every message")
    Path frames;

    @Option(names = "--journal", paramLabel = "DIR", description = "folder of journals; live if not given")
    Path journal;

    @Option(names = "--dry-run", description = "everything but sending orders")
    boolean dryRun;

    @Option(names = "--broker-clock", hidden = true, description = "take the time from a simulated TWS elsewhere")
    boolean brokerClock;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting; repeatable")
    List<String> sets = new ArrayList<>();

    @Spec
    CommandSpec spec;

    private volatile boolean stopWanted;

    public static void main(String[] args) {
        System.exit(Commands.run(new LiveCommand(), args));
    }

    @Override
    public Integer call() {
        if (!simulate && (bars != null || frames != null || (speed != null && !brokerClock))) {
            throw new UserError("--speed, --bars and --frames are for --simulate");
        }
        Config given = configuration();
        EngineSettings settings = engineSettings(atPace(given));
        LiveSettings live = LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
        Path root = journal != null ? journal : simulate ? simulatedFolder() : Path.of("live");
        System.setProperty("ringside.log", root.resolve("log").toString());
        Thread main = Thread.currentThread();
        Thread hook = new Thread(() -> stop(main), "ringside-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return simulate ? simulate(given, settings, live, root) : trade(settings, live, root);
        } catch (EngineFailure e) {
            // The last words are being said on another thread, which ends the process.
            LockSupport.parkNanos(10_000_000_000L);
            throw e;
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

    private Config configuration() {
        Path file = config != null ? config : Path.of(System.getProperty("ringside.home", "."), "config", "live.conf");
        Config given = EngineSettings.load(file);
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        return given;
    }

    /** The connection is no part of the rules: a journal replays wherever its orders went. */
    static EngineSettings engineSettings(Config given) {
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
        try (TradingDaemon daemon = new TradingDaemon(settings, live, root, clock, pace, dryRun, LiveCommand::halt)) {
            out().println("trading on " + live.maskedAccount() + ", journals in " + root
                    + "; stop with Ctrl-C or SIGTERM");
            out().flush();
            while (!stopWanted) {
                if (!daemon.work()) {
                    LockSupport.parkNanos(PARK_NANOS);
                }
            }
        }
        return 0;
    }

    private static void halt() {
        Runtime.getRuntime().halt(Commands.INTERNAL);
    }

    /** SIGTERM or Ctrl-C: the day is closed in order, unless that takes too long. */
    private void stop(Thread main) {
        stopWanted = true;
        LockSupport.unpark(main);
        try {
            main.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- Simulated ------------------------------------------------------------------------------------------------

    private int simulate(Config given, EngineSettings settings, LiveSettings live, Path root) {
        double pace = pace();
        int epochDay = tradingDay();
        try (SimulatedMarket market = new SimulatedMarket(
                SimulatedMarket.start(settings, live, bars, epochDay, seed, frames),
                pace,
                settings.dataBar().count())) {
            LiveSettings here = LiveSettings.of(SettingsNode.root(EngineSettings.with(
                                    given, "gateway.port=" + market.tws().port())
                            .resolve())
                    .node("gateway"));
            try (TradingDaemon daemon =
                    new TradingDaemon(settings, here, root, market.tws()::now, pace, dryRun, LiveCommand::halt)) {
                out().println("simulated TWS on 127.0.0.1:" + here.port() + " plays " + LocalDate.ofEpochDay(epochDay)
                        + " at up to " + String.format(Locale.ROOT, "%.0f", pace) + " times its speed"
                        + (bars == null ? ", invented prices" : ""));
                play(daemon, market, epochDay);
                summary(daemon, settings, root);
            }
        }
        out().println("journal   " + root.resolve(LocalDate.ofEpochDay(epochDay).toString()));
        out().println("prove it  ringside verify "
                + root.resolve(LocalDate.ofEpochDay(epochDay).toString()));
        return 0;
    }

    private void play(TradingDaemon daemon, SimulatedMarket market, int epochDay) {
        long end = ExchangeCalendar.usEquity().closeNanos(epochDay) + 2 * ExchangeCalendar.MINUTE_NANOS;
        long nextLine = System.nanoTime() + LINE_NANOS;
        while (!stopWanted && market.tws().now() < end) {
            daemon.work();
            market.step(daemon);
            if (System.nanoTime() - nextLine > 0) {
                nextLine += LINE_NANOS;
                out().println(daemon.line());
                out().flush();
            }
        }
        market.settle(daemon);
    }

    private void summary(TradingDaemon daemon, EngineSettings settings, Path root) {
        TradingDay today = daemon.day();
        long equityE8 = today.stages().risk().ledger().equityE8();
        out().println("session   fills " + today.executions() + ", equity " + FixedPoint.format(equityE8) + ", "
                + positions(today, settings) + ", comparisons "
                + today.session().comparisons() + ", reconnects "
                + today.session().reconnects());
        out().println("log       " + root.resolve("log"));
    }

    private static String positions(TradingDay today, EngineSettings settings) {
        StringBuilder text = new StringBuilder();
        for (Instrument instrument : settings.instruments()) {
            long shares = today.position(instrument.id());
            if (shares != 0) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(shares)
                        .append(' ')
                        .append(instrument.symbol());
            }
        }
        return text.isEmpty() ? "flat" : "holds " + text + " with its stop at the broker";
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
