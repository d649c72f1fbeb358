package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.operator.StatusLine;
import io.ringside.gateway.sim.PriceBar;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A daemon that trades a simulated market, one day or many in a row: it sleeps through nights in which the broker restarts,
 * weekends and holidays, and begins each day with the carried state of the day before.
 *
 * <p>Thread: main.
 */
final class Simulation {
    private static final long LINE_NANOS = 1_000_000_000L;
    private static final long HALF_HOUR_NANOS = 30 * ExchangeCalendar.MINUTE_NANOS;
    /** Time after the close by which the day's last reports have come. */
    private static final long AFTER_CLOSE_NANOS = 2 * ExchangeCalendar.MINUTE_NANOS;

    private static final int WARM_UP_MAX = 100_000;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final Config given;
    private final EngineSettings settings;
    private final LiveSettings live;
    private final double pace;
    /** Null without a portfolio. */
    private final Path store;

    private final boolean synthetic;
    private final SimulatedMarket.Played played;
    private final List<Tape> tapes;
    private final DataReport data;
    private final List<Integer> days;
    private final long seed;

    /**
     * The source of the prices.
     *
     * @param files by symbol; empty for synthetic bars
     * @param store of a portfolio's bars; null without a portfolio
     */
    record Bars(Map<String, Path> files, Path store) {}

    /** What to play. */
    record Plan(Bars bars, int firstDay, int lastDay, long seed, double pace) {}

    /**
     * Reads all bars to play.
     *
     * @param given the whole configuration, for the instruments that are played
     * @throws UserError if a file is defective, or has no bars of the days
     */
    Simulation(Config given, EngineSettings settings, LiveSettings live, Plan plan) {
        this.given = given;
        this.settings = settings;
        this.live = live;
        pace = plan.pace;
        seed = plan.seed;
        store = plan.bars.store;
        synthetic = store == null && plan.bars.files.isEmpty();
        SimulatedMarket.Played read = store == null
                ? SimulatedMarket.read(settings, plan.bars.files, plan.firstDay, plan.lastDay, seed)
                : SimulatedMarket.read(settings, store, plan.bars.files, plan.firstDay, plan.lastDay);
        played = read;
        tapes = read.tapes();
        data = read.data();
        TreeSet<Integer> withBars = new TreeSet<>();
        for (Tape tape : tapes) {
            for (PriceBar bar : tape.bars()) {
                int day = calendar.sessionDay(bar.startNanos());
                if (day >= plan.firstDay) {
                    withBars.add(day);
                }
            }
        }
        if (withBars.isEmpty()) {
            throw new UserError("there are no bars from " + LocalDate.ofEpochDay(plan.firstDay) + " to "
                    + LocalDate.ofEpochDay(plan.lastDay) + "; choose other days");
        }
        days = List.copyOf(withBars);
    }

    /** Files by symbol, as {@code [SYMBOL=]FILE} names them; a file without a symbol is of the only instrument. */
    static Map<String, Path> files(List<String> options, List<Instrument> instruments) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String text : options) {
            int equals = text.indexOf('=');
            Path path = BarFile.given("--bars", text);
            String symbol = equals > 0
                    ? text.substring(0, equals)
                    : instruments.size() == 1 ? instruments.get(0).symbol() : BarFile.symbolOf(path);
            if (files.put(symbol, path) != null) {
                throw new UserError("--bars " + text + ": " + symbol + " is given twice");
            }
        }
        return files;
    }

    /** The configuration for the instruments with bar files; unchanged if all bars are synthetic. */
    static Config forFiles(Config given, EngineSettings settings, Map<String, Path> files) {
        if (files.isEmpty()) {
            return given;
        }
        List<Instrument> instruments = new ArrayList<>();
        for (String symbol : files.keySet()) {
            int id = instruments.size();
            instruments.add(settings.instruments().stream()
                    .filter(one -> one.symbol().equals(symbol))
                    .findFirst()
                    .map(one -> one.withId(id))
                    .orElseThrow(() -> new UserError("--bars " + symbol + "=" + files.get(symbol) + ": " + symbol
                            + " is not among the configured instruments; add it there, and to risk.limits.symbols")));
        }
        return settings.withInstruments(instruments).withFallback(given.withOnlyPath("gateway"));
    }

    /** Report on the rows of the files. */
    DataReport data() {
        return data;
    }

    /** Number of bars in the files before the last day, all of which the daemon gets as warm-up, like a back test. */
    private int warmUpBars() {
        int most = live.warmUpBars();
        for (Tape tape : tapes) {
            most = Math.max(most, synthetic ? 0 : tape.bars().size());
        }
        return Math.min(most, WARM_UP_MAX);
    }

    /**
     * Plays all days.
     *
     * @param until when to end the last day, UTC nanoseconds since 1970; 0 for after its close
     * @param frames where the simulated TWS records every message, or null
     * @param running gets the daemon as soon as there is one
     * @param stopWanted whether the user wants it to end
     * @return its last day, closed in order
     */
    TradingDaemon run(
            Path root,
            Path frames,
            boolean dryRun,
            long until,
            Consumer<TradingDaemon> running,
            BooleanSupplier stopWanted,
            PrintWriter out,
            PrintWriter err) {
        SimSettings sim = played.into(SimulatedMarket.settings(settings, live, tapes, days.get(0), seed))
                .log(frames);
        try (SimulatedMarket market =
                new SimulatedMarket(SimulatedTws.start(sim), pace, SimulatedMarket.decisionNanos(settings))) {
            LiveSettings here = here(market);
            try (TradingDaemon daemon = new TradingDaemon(
                    settings,
                    here,
                    store,
                    root,
                    market.tws()::now,
                    pace,
                    dryRun,
                    InteractiveBrokers.SIMULATED,
                    LiveCommand::halt)) {
                running.accept(daemon);
                out.println("simulated TWS on 127.0.0.1:" + here.port() + " plays " + text(days)
                        + (pace < SimulatedMarket.UNBOUNDED
                                ? " at up to " + String.format(Locale.ROOT, "%.0f", pace) + " times its speed"
                                : " as fast as it can")
                        + (synthetic ? ", SYNTHETIC prices" : "") + "; ringside status tells more meanwhile");
                Teller teller = new Teller(daemon, days.size() == 1, out, err);
                for (int i = 0; i < days.size() && !stopWanted.getAsBoolean(); i++) {
                    if (i > 0) {
                        market.sleep(daemon, days.get(i));
                    }
                    boolean last = i == days.size() - 1;
                    play(daemon, market, last ? until : 0, stopWanted, teller);
                }
                return daemon;
            }
        }
    }

    private LiveSettings here(SimulatedMarket market) {
        Config config =
                EngineSettings.with(given, "gateway.port=" + market.tws().port());
        config = EngineSettings.with(config, "gateway.warm-up-bars=" + warmUpBars());
        if (store != null) {
            // Bars of a played day that the store lacks will never come.
            config = EngineSettings.with(config, "gateway.store.wait-minutes=0");
        }
        return LiveSettings.of(SettingsNode.root(config.resolve()).node("gateway"));
    }

    private static String text(List<Integer> days) {
        String first = LocalDate.ofEpochDay(days.get(0)).toString();
        return days.size() == 1
                ? first
                : first + " to " + LocalDate.ofEpochDay(days.get(days.size() - 1)) + ", " + days.size() + " sessions,";
    }

    private void play(
            TradingDaemon daemon, SimulatedMarket market, long until, BooleanSupplier stopWanted, Teller teller) {
        int day = daemon.day().day();
        long end = until != 0 ? until : calendar.closeNanos(day) + AFTER_CLOSE_NANOS;
        try (DayFollower follower = new DayFollower(daemon.day().journal())) {
            teller.begin(follower, calendar.openNanos(day));
            while (!stopWanted.getAsBoolean() && market.tws().now() < end) {
                daemon.work();
                if (pace < SimulatedMarket.UNBOUNDED) {
                    market.step(daemon);
                } else {
                    market.leap(daemon, end);
                }
                teller.look(market.tws().now());
            }
            if (!stopWanted.getAsBoolean()) {
                market.settle(daemon);
            }
            teller.end();
        }
    }

    /** Prints progress: of one day every half hour, of many days each evening. */
    private static final class Teller {
        private final TradingDaemon daemon;
        private final boolean oneDay;
        private final PrintWriter out;
        private final StatusLine status;
        private DayFollower follower;
        private long nextTold;
        private long nextLine = System.nanoTime() + LINE_NANOS;

        Teller(TradingDaemon daemon, boolean oneDay, PrintWriter out, PrintWriter err) {
            this.daemon = daemon;
            this.oneDay = oneDay;
            this.out = out;
            status = new StatusLine(err);
        }

        void begin(DayFollower newFollower, long openNanos) {
            follower = newFollower;
            nextTold = openNanos;
        }

        void look(long nowNanos) {
            if (System.nanoTime() - nextLine > 0) {
                nextLine += LINE_NANOS;
                printNews();
                status.show(daemon.line());
            }
            if (oneDay && !status.isTerminal() && nowNanos >= nextTold) {
                nextTold += HALF_HOUR_NANOS;
                printNews();
                out.println(daemon.line());
                out.flush();
            }
        }

        void end() {
            printNews();
            if (!oneDay) {
                out.println(daemon.line());
                out.flush();
            }
        }

        private void printNews() {
            status.clear();
            follower.follow(out::println);
            out.flush();
        }
    }

    // ---- Afterwards -----------------------------------------------------------------------------------------------

    /** Prints the result and suggestions of what to try next. */
    void summary(TradingDaemon daemon, Path root, boolean stopped, PrintWriter out) {
        TradingDay today = daemon.day();
        DayTrades trades = trades(today.journal());
        long startE8 = SimulatedMarket.cashE8(settings);
        RiskSnapshot.View risk = today.risk();
        // Stopped at once: the broker has not yet told what the account is worth.
        boolean isWorthKnown = risk != null && (risk.equityE8() != 0 || risk.fills() != 0);
        out.println();
        if (days.size() == 1) {
            trades.lines().forEach(out::println);
        }
        String equity = isWorthKnown ? DayTrades.money(risk.equityE8()) : "unknown";
        out.println("Equity " + DayTrades.money(startE8) + " to " + equity + ", "
                + positions(today) + "; " + today.session().comparisons() + " comparisons with the broker, "
                + today.session().reconnects() + " reconnects" + (days.size() > 1 ? " on the last day, " : ", ")
                + daemon.alarms() + " alarms.");
        long played = days.stream().filter(day -> day <= today.day()).count();
        String which = days.size() == 1
                ? "Journal " + today.journal()
                : played + (played == 1 ? " journal in " : " journals in ") + root;
        out.println((stopped
                        ? (days.size() == 1 ? "Stopped before the close. " : "Stopped before the last day's close. ")
                        : "")
                + which + ", log " + root.resolve("log"));
        out.println("Try next:");
        // Commands that read the journal need the strategy files that wrote it.
        String code = Strategies.origins(today.engine().bindings()).stream()
                .map(origin -> " --strategy-path " + origin)
                .collect(Collectors.joining());
        out.println("  ringside verify " + today.journal() + code);
        out.println("  ringside audit " + today.journal() + code);
        if (trades.lastOrderRef() != OrderRef.NONE) {
            out.println("  ringside explain " + today.journal() + " --order " + OrderRef.format(trades.lastOrderRef())
                    + code);
        }
        out.println("  ringside tail --type fill " + today.journal() + code);
        if (today.engine().portfolios().isEmpty()) {
            // A portfolio's day holds no prices of the auctions at which it traded.
            out.println("  ringside diverge " + today.journal() + code);
        }
    }

    /** The trades of a day's journal. */
    static DayTrades trades(Path journal) {
        try (DayFollower day = new DayFollower(journal)) {
            day.follow(line -> {});
            return day.trades();
        }
    }

    private String positions(TradingDay today) {
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
        return text.isEmpty() ? "flat" : store != null ? text.toString() : text + " with its stop at the broker";
    }
}
