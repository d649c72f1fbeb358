package io.ringside.replay;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Days;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.JoinedBars;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.MarketSource;
import io.ringside.engine.data.SharedBars;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.PriceView;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options of all commands that trade market data: settings, data, days. The default is two generated years of QQQ.
 *
 * <p>Thread: the command's.
 */
public final class MarketOptions {
    private static final String GENERATED_SYMBOL = "QQQ";
    private static final LocalDate GENERATED_FROM = LocalDate.of(2023, 1, 3);
    private static final LocalDate GENERATED_TO = LocalDate.of(2024, 12, 31);
    private static final long GENERATED_SEED = 1;
    private static final BarSpec FIVE_SECONDS = BarSpec.parse("5s");

    @Option(names = "--config", paramLabel = "FILE", description = "settings; config/qqq.conf if not given")
    Path config;

    @Option(
            names = "--bars",
            paramLabel = "[SYMBOL=]FILE",
            description =
                    "CSV, CSV.gz or zip, a folder of them, or a pattern in quotes; the symbol comes from the file's"
                            + " name if not given; AAPL,MSFT=FILE takes several out of one file; repeatable")
    List<String> bars = new ArrayList<>();

    @Option(
            names = "--ticks",
            paramLabel = "[SYMBOL=]FILE",
            description =
                    "trades instead of bars; AAPL,MSFT=FILE as for bars; repeatable, and once more for a symbol's quotes")
    List<String> ticks = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "STORE",
            description =
                    "bars of a store, see ringside data, instead of files; of the instruments of the configuration")
    Path store;

    @Option(names = "--as-of", paramLabel = "DAY", description = "with --data: what the store knew on that day")
    String asOf;

    @Option(names = "--from", paramLabel = "DAY", description = "first day of the data to use")
    String from;

    @Option(names = "--to", paramLabel = "DAY", description = "last day of the data to use")
    String to;

    @Option(names = "--trade-from", paramLabel = "DAY", description = "only warm up before this day")
    String tradeFrom;

    @Option(names = "--session", paramLabel = "regular|extended", description = "which hours count")
    String session;

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(names = "--equity", paramLabel = "USD", description = "money at the start")
    String equity;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting; repeatable")
    List<String> sets = new ArrayList<>();

    /** Files with several instruments, read once for all runs of a command. */
    private final Map<Path, SharedBars> shared = new HashMap<>();
    /** Symbol changes of the file of actions, or of the store. */
    private SymbolHistory history = SymbolHistory.NONE;

    /** Name of the configuration, for folders and titles. */
    public String name() {
        return file().getFileName().toString().replaceFirst("\\.conf$", "");
    }

    /**
     * The configuration with the command line's changes, for the instruments with data.
     *
     * @throws UserError naming option or file, line, key and value
     */
    public Config config() {
        return config(file());
    }

    /** The same of another configuration file. */
    public Config config(Path file) {
        return forFiles(given(file));
    }

    /**
     * The same; instruments whose ticker has changed are one, and have the bars of both.
     *
     * @param actions a file of corporate actions, or null
     */
    public Config config(Path file, Path actions) {
        history = actions == null ? SymbolHistory.NONE : CorporateActions.symbols(actions);
        if (store != null && !history.changes().isEmpty()) {
            throw new UserError(
                    "--actions " + actions + ": " + history.changes().get(0)
                            + "; tell it to the store, by ringside data import --actions " + actions);
        }
        return config(file);
    }

    /** The configuration with the command line's changes, for its own instruments. */
    public Config given(Path file) {
        Config given = EngineSettings.load(file);
        if (!ticks.isEmpty()) {
            given = EngineSettings.with(given, "data.bar=ticks");
        }
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        if (session != null) {
            given = EngineSettings.with(given, "data.session=" + session);
        }
        given = reading.over(given);
        if (asOf != null) {
            given = EngineSettings.with(given, "data.as-of=" + Days.parse("--as-of", asOf));
        }
        if (equity != null) {
            given = EngineSettings.with(given, "risk.equity=" + equity);
        }
        return given;
    }

    private Config forFiles(Config given) {
        if (EngineSettings.hasPortfolio(given)) {
            throw new UserError(file() + ": portfolio: only backtest trades portfolios; give another --config");
        }
        EngineSettings wanted = EngineSettings.of(given);
        BarSpec larger = largerBars(wanted);
        if (larger != null) {
            given = EngineSettings.with(given, "data.bar=" + larger);
            wanted = EngineSettings.of(given);
        }
        EngineSettings settings = wanted;
        List<Instrument> instruments = new ArrayList<>();
        files(settings).forEach((symbol, path) -> {
            int id = instruments.size();
            try {
                instruments.add(settings.instruments().stream()
                        .filter(one -> one.symbol().equals(symbol))
                        .findFirst()
                        .map(one -> one.withId(id))
                        .orElseGet(() -> Instrument.usEquity(id, symbol)));
            } catch (IllegalArgumentException e) {
                throw new UserError(symbol + "=" + path + ": " + e.getMessage(), e);
            }
        });
        if (store != null) {
            history = stored(settings).symbolHistory();
        }
        List<Instrument> now = history.on(Integer.MAX_VALUE, instruments);
        if (!ticks.isEmpty() && now.stream().anyMatch(one -> !one.renamings().isEmpty())) {
            throw new UserError("--ticks: ticks under two symbols are not joined; give bars of the instrument, or leave"
                    + " new_symbol away");
        }
        Config named = settings.withInstruments(now);
        return store == null ? named : stored(settings).recordedIn(named, now);
    }

    /**
     * The size of the history's bars if it is larger than the configuration's; null otherwise. A daemon's configuration has
     * 5s, the size of its live bars; larger bars of history lead to the same decisions.
     */
    private BarSpec largerBars(EngineSettings wanted) {
        if (!FIVE_SECONDS.equals(wanted.dataBar()) || !ticks.isEmpty()) {
            return null;
        }
        if (store != null) {
            return stored(wanted).symbols().isEmpty() ? BarSpec.FIVE_MINUTES : null;
        }
        BarSpec larger = null;
        for (Map.Entry<String, Path> file : files(wanted).entrySet()) {
            BarSpec size =
                    file.getValue() == null ? BarSpec.FIVE_MINUTES : sizeOf(wanted, file.getKey(), file.getValue());
            if (larger != null && !larger.equals(size)) {
                throw new UserError("--bars " + file.getKey() + "=" + file.getValue() + ": holds bars of " + size
                        + ", another file " + larger + "; give files of one size");
            }
            larger = size;
        }
        return FIVE_SECONDS.equals(larger) ? null : larger;
    }

    private static BarSpec sizeOf(EngineSettings wanted, String symbol, Path file) {
        var anySize = BarFile.Options.fiveMinutes().withSize(null).withReading(wanted.reading());
        try (BarFile source = BarFile.open(file, symbol, ExchangeCalendar.usEquity(), anySize)) {
            return source.size();
        }
    }

    /**
     * Reads all data once, so that a defect is found before anything is done.
     *
     * @throws UserError naming file, line, column and value, or if too little of a file can be used
     */
    public MarketScan scan(EngineSettings settings) {
        return MarketScan.of(open(settings), settings.reading());
    }

    /** All data as events. */
    public MarketFeed feed(EngineSettings settings) {
        return feed(settings, MarketScan.NONE);
    }

    /** The same; bars that a scan of the same settings has kept are not read again. */
    public MarketFeed feed(EngineSettings settings, MarketScan scan) {
        return new MarketFeed(
                open(settings, scan), ExchangeCalendar.usEquity(), day("--trade-from", tradeFrom, Integer.MIN_VALUE));
    }

    /** Whether prices come from bar files, whose reader detects price jumps. */
    public boolean hasBarFiles() {
        return store == null && ticks.isEmpty();
    }

    /**
     * Refuses a store whose prices are not adjusted for splits, for commands that do not handle splits.
     *
     * @throws UserError naming the symbol, the day and the setting
     */
    public void requireAdjusted(EngineSettings settings) {
        for (CorporateActions.Action one :
                actions(settings, null, Integer.MIN_VALUE, Integer.MAX_VALUE).actions()) {
            if (one.kind() == CorporateAction.SPLIT) {
                throw new UserError("data.prices = raw: the store knows a split of "
                        + settings.instruments().get(one.instrumentId()).symbol() + " on "
                        + LocalDate.ofEpochDay(one.day())
                        + ", and of strategies within the day only backtest takes splits; set data.prices=split");
            }
        }
    }

    /**
     * Corporate actions of the instruments between two sessions, by day: those of a file, otherwise the store's actions for
     * which its prices are not adjusted.
     *
     * @param file or null
     * @throws UserError naming file, line, column, value and remedy
     */
    public CorporateActions.Read actions(EngineSettings settings, Path file, int firstDay, int lastDay) {
        CorporateActions.Read all = new CorporateActions.Read(List.of(), List.of());
        if (file != null) {
            all = CorporateActions.readWith(file, settings.instruments(), firstDay);
        } else if (store != null) {
            all = new CorporateActions.Read(stored(settings).events(settings.instruments(), firstDay), List.of());
        }
        return all.until(lastDay, settings.instruments());
    }

    /** One source an instrument, in the order of their ids. */
    public List<MarketSource> open(EngineSettings settings) {
        return open(settings, MarketScan.NONE);
    }

    private List<MarketSource> open(EngineSettings settings, MarketScan scan) {
        int first = day("--from", from, Integer.MIN_VALUE);
        int last = day("--to", to, Integer.MAX_VALUE);
        if (first > last) {
            throw new UserError("--to " + to + ": is before --from " + from);
        }
        Map<String, Path> files = files(settings);
        Map<String, Path> quotes = new LinkedHashMap<>();
        byFile(quotes);
        List<String> symbols =
                settings.instruments().stream().map(Instrument::symbol).toList();
        Map<String, MarketSource> sources = new LinkedHashMap<>();
        try {
            for (Instrument one : settings.instruments()) {
                if (scan.bars(one.symbol()) != null) {
                    sources.put(one.symbol(), scan.bars(one.symbol()));
                } else if (store != null || ticks.isEmpty()) {
                    sources.put(one.symbol(), open(settings, one, files, first, last));
                }
            }
            if (store == null && !ticks.isEmpty()) {
                new TickFiles(settings, first, last).open(files, quotes, sources);
            }
        } catch (UserError e) {
            sources.values().forEach(MarketSource::close);
            throw e;
        }
        return symbols.stream().map(sources::get).toList();
    }

    private MarketSource open(
            EngineSettings settings, Instrument instrument, Map<String, Path> files, int first, int last) {
        String symbol = instrument.symbol();
        List<SymbolHistory.Span> spans = history.spans(symbol, Integer.MAX_VALUE);
        BarSource joined = spans.size() == 1 || store != null
                ? null
                : JoinedBars.of(
                        symbol,
                        spans,
                        span -> files.get(span.symbol()) == null
                                ? null
                                : (BarSource) open(
                                        settings,
                                        span.symbol(),
                                        files,
                                        Math.max(first, span.fromDay()),
                                        Math.min(last, span.toDay())));
        return joined != null ? joined : open(settings, symbol, files, first, last);
    }

    private MarketSource open(EngineSettings settings, String symbol, Map<String, Path> files, int first, int last) {
        if (store != null) {
            return new StoredMarket(store, settings, first, last, false).source(symbol);
        }
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        Path file = files.get(symbol);
        if (file != null) {
            PriceView.Prices.adjustedInFiles(settings.config(), false);
            BarFile.Options options = BarFile.Options.fiveMinutes()
                    .withSize(settings.dataBar())
                    .withSession(settings.session())
                    .withDays(first, last)
                    .withReading(settings.reading());
            List<String> together = files.keySet().stream()
                    .filter(one -> file.equals(files.get(one)))
                    .toList();
            if (together.size() == 1) {
                return BarFile.open(file, symbol, calendar, options);
            }
            return shared.computeIfAbsent(file, path -> SharedBars.read(path, together, calendar, options))
                    .bars(symbol);
        }
        if (BarSpec.FIVE_MINUTES.equals(settings.dataBar())) {
            return new SyntheticBars(
                    symbol,
                    Math.max(first, (int) GENERATED_FROM.toEpochDay()),
                    Math.min(last, (int) GENERATED_TO.toEpochDay()),
                    GENERATED_SEED,
                    calendar);
        }
        throw new UserError("data.bar = " + settings.dataBar() + ": generated bars are 5m; give --bars or --ticks");
    }

    private StoredMarket stored(EngineSettings settings) {
        return new StoredMarket(store, settings, fromDay(), toDay(), false);
    }

    /** Files by symbol; without any, the generated symbol and no file; for a store, the instruments and its folder. */
    private Map<String, Path> files(EngineSettings settings) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (store != null) {
            if (!bars.isEmpty() || !ticks.isEmpty()) {
                throw new UserError("--data and --bars or --ticks: give one of them");
            }
            settings.instruments().forEach(one -> files.put(one.symbol(), store));
            return files;
        }
        if (!bars.isEmpty() && !ticks.isEmpty()) {
            throw new UserError("--bars and --ticks: give one of them; bars are made from ticks");
        }
        if (bars.isEmpty() && ticks.isEmpty()) {
            files.put(GENERATED_SYMBOL, null);
        }
        files.putAll(byFile(new LinkedHashMap<>()));
        return files;
    }

    /** The first file of each symbol; second ones are put into the argument: for ticks, quotes beside trades or the reverse. */
    private Map<String, Path> byFile(Map<String, Path> second) {
        Map<String, Path> files = new LinkedHashMap<>();
        String option = ticks.isEmpty() ? "--bars" : "--ticks";
        for (String text : ticks.isEmpty() ? bars : ticks) {
            int equals = text.indexOf('=');
            Path path = BarFile.given(option, text);
            String symbols = equals > 0 ? text.substring(0, equals) : BarFile.symbolOf(path);
            for (String symbol : symbols.split(",", -1)) {
                if (files.putIfAbsent(symbol, path) == null) {
                    continue;
                }
                if (ticks.isEmpty() || second.put(symbol, path) != null) {
                    throw new UserError(option + " " + text + ": " + symbol + " is given "
                            + (ticks.isEmpty() ? "twice" : "three times"));
                }
            }
        }
        return files;
    }

    /** The files of bars as they were given, {@code [SYMBOL=]FILE} each. */
    public List<String> bars() {
        return List.copyOf(bars);
    }

    /** The folder of a store, or null. */
    public Path store() {
        return store;
    }

    /** First day of the data to use, days since 1970. */
    public int fromDay() {
        return day("--from", from, Integer.MIN_VALUE);
    }

    /** Last day of the data to use, days since 1970. */
    public int toDay() {
        return day("--to", to, Integer.MAX_VALUE);
    }

    /** Days before it only warm up, days since 1970. */
    public int tradeFromDay() {
        return day("--trade-from", tradeFrom, Integer.MIN_VALUE);
    }

    /**
     * Refuses a {@code --trade-from} after the last session: then all would only warm up.
     *
     * @param lastDay last session of the data, days since 1970
     */
    public void requireTraded(int lastDay) {
        if (tradeFromDay() > lastDay) {
            throw new UserError("--trade-from " + tradeFrom + ": no session is traded: the last one is "
                    + LocalDate.ofEpochDay(lastDay) + "; give an earlier day");
        }
    }

    /** The configuration's file. */
    public Path file() {
        return config != null ? config : Commands.home().resolve("config").resolve("qqq.conf");
    }

    private static int day(String option, String text, int otherwise) {
        return text == null ? otherwise : (int) Days.parse(option, text).toEpochDay();
    }
}
