package io.ringside.replay.portfolio;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.FileReport;
import io.ringside.engine.data.JoinedBars;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SharedBars;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.portfolio.Universe;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.PriceView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The bars of a portfolio's names, and the settings with these names: the instruments of the configuration and of the
 * universe, by symbol.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioData {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final EngineSettings settings;
    private final List<CorporateActions.Action> actions;
    private final List<String> notes = new ArrayList<>();
    private final BarFile.Options wantedBars;
    /** Session bars in memory, by name. */
    private final NavigableMap<String, SharedBars> sessions = new TreeMap<>();
    /** Null if bars come from files. */
    private final StoredMarket store;

    /** Files of smaller bars, by name. */
    private final NavigableMap<String, Path> files = new TreeMap<>();

    private final boolean daily;
    private final SymbolHistory history;
    private final List<String> actionsLeftOut;
    private final int fromDay;
    private final int toDay;
    /** Whether intraday strategies trade beside the portfolios. */
    private final boolean beside;

    private final DataReport report;
    private final int firstDay;
    private final int lastDay;

    /**
     * Reads all data.
     *
     * @param given the configuration, command line included
     * @param bars files as {@code [SYMBOL=]FILE}
     * @param data a store's folder instead, or null
     * @param universe lists of names, see {@link UniverseFile#into}
     * @param actionsFile corporate actions, or null
     * @throws UserError naming file, line and what to do
     */
    public PortfolioData(
            Config given,
            List<String> bars,
            Path data,
            List<String> universe,
            Path actionsFile,
            int fromDay,
            int toDay) {
        if (fromDay > toDay) {
            throw new UserError("--to is before --from; swap them");
        }
        this.fromDay = fromDay;
        Config config = UniverseFile.into(given, universe);
        boolean fine = !EngineSettings.of(config).signals().isEmpty()
                && BarSpec.parse("5s").equals(EngineSettings.of(config).dataBar());
        // A daemon's live bars have five seconds; larger bars of history lead to the same decisions.
        EngineSettings wanted = EngineSettings.of(fine ? EngineSettings.with(config, "data.bar=5m") : config);
        daily = wanted.dataBar() != null && wanted.dataBar().unit() == Unit.SESSION;
        beside = !wanted.signals().isEmpty() && !daily;
        if (beside && (bars.isEmpty() || data == null)) {
            throw new UserError("strategies within the day beside portfolios need both: --bars SYMBOL=FILE of "
                    + wanted.dataBar() + " for what they trade, and --data STORE of daily bars for the portfolios");
        }
        if (!beside && bars.isEmpty() == (data == null)) {
            throw new UserError("a portfolio needs the bars of its names; give --data STORE, --bars FILE or --bars"
                    + " SYMBOL=FILE, and one of them only");
        }
        boolean adjusted = data == null && PriceView.Prices.adjustedInFiles(config, daily);
        BarFile.Options options = BarFile.Options.fiveMinutes()
                .withSize(wanted.dataBar())
                .withSession(wanted.session())
                .withDays(fromDay, toDay)
                .withReading(wanted.reading());
        wantedBars =
                daily ? options.withPrices(adjusted ? BarFile.Prices.NAMES_ADJUSTED : BarFile.Prices.NAMES) : options;
        store = data == null
                ? null
                : new StoredMarket(data, beside ? wanted.ofSessions() : wanted, fromDay, toDay, true);
        if (store != null) {
            store.requireBars();
        }
        readBars(bars);
        this.toDay = toDay;
        history = symbolHistory(actionsFile);
        Config named = wanted.withInstruments(instruments(wanted));
        if (store != null) {
            named = store.recordedIn(named, EngineSettings.of(named).instruments());
        }
        settings = EngineSettings.of(named);
        List<FileReport> reports = new ArrayList<>();
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (Sourced one : sources()) {
            try (BarSource source = one.source()) {
                while (source.next()) {
                    first = Math.min(first, source.sessionDay());
                    last = Math.max(last, source.sessionDay());
                }
                reports.addAll(source.reports());
            }
        }
        firstDay = first;
        lastDay = last;
        List<CorporateActions.Action> stored =
                store == null ? List.of() : store.events(settings.instruments(), firstDay);
        CorporateActions.Read read = actionsFile == null
                ? new CorporateActions.Read(stored, List.of())
                : CorporateActions.readWith(actionsFile, settings.instruments(), firstDay)
                        .until(lastDay, settings.instruments());
        actions = read.actions();
        actionsLeftOut = read.leftOut();
        actions.stream()
                .filter(one -> one.kind() == CorporateAction.SPLIT)
                .forEach(action -> reports.stream()
                        .filter(one -> settings.instruments()
                                .get(action.instrumentId())
                                .isCalled(one.symbol()))
                        .forEach(one -> one.expectSplit(action.day(), action.numerator(), action.denominator())));
        report = judged(reports, wanted.reading().acceptLoss());
    }

    /** Changes of tickers: those of the store, otherwise those of the file. */
    private SymbolHistory symbolHistory(Path actionsFile) {
        SymbolHistory fromFile = actionsFile == null ? SymbolHistory.NONE : CorporateActions.symbols(actionsFile);
        if (store == null) {
            return fromFile;
        }
        for (SymbolHistory.Change one : fromFile.changes()) {
            if (!store.symbolHistory().changes().contains(one)) {
                throw new UserError("--actions " + actionsFile + ": " + one
                        + ", of which the store knows nothing; tell it by ringside data import --actions "
                        + actionsFile);
            }
        }
        return store.symbolHistory();
    }

    /** Only lost rows can be a reason to refuse; a name without bars in these days is reported. */
    private static DataReport judged(List<FileReport> reports, boolean acceptLoss) {
        List<FileReport> losing = reports.stream().filter(one -> one.lost() > 0).toList();
        new DataReport(losing).judged(acceptLoss);
        return new DataReport(reports);
    }

    private void readBars(List<String> bars) {
        for (String text : bars) {
            int equals = text.indexOf('=');
            Path path = BarFile.given("--bars", text);
            String symbol = equals > 0 ? text.substring(0, equals) : null;
            if (daily) {
                SharedBars read = SharedBars.readNames(path, symbol, CALENDAR, wantedBars);
                read.symbols().forEach(name -> sessions.put(name, read));
            } else if (files.put(symbol != null ? symbol : BarFile.symbolOf(path), path) != null) {
                throw new UserError("--bars " + text + ": is given twice");
            }
        }
    }

    private List<Instrument> instruments(EngineSettings wanted) {
        List<Universe.Member> members = wanted.portfolios().stream()
                .flatMap(one -> one.universe().stream())
                .toList();
        ChosenNames chosen =
                ChosenNames.of(wanted.instruments(), members, this::known, this::present, allSymbols(), "--bars");
        if (!chosen.missing().isEmpty()) {
            throw new UserError("--universe: there are no bars of " + ChosenNames.shown(chosen.missing())
                    + "; correct the symbol, give its bars, or remove it");
        }
        List<String> symbols =
                members.stream().map(Universe.Member::symbol).distinct().toList();
        long empty = symbols.stream().filter(one -> !present(one)).count();
        if (3 * empty > symbols.size()) {
            throw new UserError("--universe: " + empty + " of " + symbols.size()
                    + " names have no bars within the days; give other days or bars");
        }
        notes.addAll(chosen.notes());
        if (chosen.instruments().isEmpty()) {
            throw new UserError("--bars: there are no bars of any name that the configuration names");
        }
        List<Instrument> now = history.on(Integer.MAX_VALUE, chosen.instruments());
        now.forEach(one -> one.renamings().forEach(change -> notes.add(change + ": one name, with the bars of both")));
        return now;
    }

    /** The tickers of a ticker's instrument, oldest first. */
    private List<SymbolHistory.Span> spans(String symbol) {
        return history.spans(history.on(Integer.MAX_VALUE, symbol), Integer.MAX_VALUE);
    }

    private Iterable<String> allSymbols() {
        if (store != null) {
            return store.symbols();
        }
        return daily ? sessions.navigableKeySet() : files.navigableKeySet();
    }

    private boolean known(String symbol) {
        if (store != null) {
            return store.knows(symbol) || files.containsKey(symbol);
        }
        return spans(symbol).stream().anyMatch(one -> hasFile(one.symbol()));
    }

    private boolean hasFile(String symbol) {
        return daily ? sessions.containsKey(symbol) : files.containsKey(symbol);
    }

    private boolean present(String symbol) {
        if (store != null) {
            return store.symbols().contains(symbol) || files.containsKey(symbol);
        }
        return spans(symbol).stream().anyMatch(one -> hasBars(one.symbol()));
    }

    private boolean hasBars(String symbol) {
        return hasFile(symbol) && (!daily || sessions.get(symbol).count(symbol) > 0);
    }

    /** The settings for these names. */
    public EngineSettings settings() {
        return settings;
    }

    /** A new schedule of a portfolio, without decisions yet. */
    public Schedule schedule(int portfolioId) {
        // The strategy has a default if the configuration has no schedule.
        return new Engine(settings, CALENDAR).portfolios().get(portfolioId).schedule();
    }

    /** Messages about the data for the user. */
    public List<String> notes() {
        return notes;
    }

    /** Actions of a file that are not part of the run, a line each. */
    public List<String> actionsLeftOut() {
        return actionsLeftOut;
    }

    /** Report on the rows of the files, for the names that are traded. */
    public DataReport report() {
        return report;
    }

    /** All events from the first bar on; days before one only warm up. */
    public MarketFeed feed(int tradeFromDay) {
        List<Sourced> sources = sources();
        BitSet portfolioOnly = new BitSet();
        for (int i = 0; i < sources.size(); i++) {
            portfolioOnly.set(i, sources.get(i).portfolioOnly());
        }
        return new MarketFeed(
                        sources.stream().map(Sourced::source).toList(),
                        sources.stream().mapToInt(Sourced::instrumentId).toArray(),
                        portfolioOnly,
                        CALENDAR,
                        tradeFromDay)
                .withActions(actions)
                .withEverySession();
    }

    /**
     * Bars of an instrument.
     *
     * @param portfolioOnly whether smaller bars have their prices too
     */
    private record Sourced(int instrumentId, BarSource source, boolean portfolioOnly) {}

    /** Sources, intraday bars before session bars. */
    private List<Sourced> sources() {
        List<Sourced> sources = new ArrayList<>();
        for (Instrument one : settings.instruments()) {
            Path file = beside ? files.get(one.symbol()) : null;
            if (file != null) {
                sources.add(new Sourced(one.id(), BarFile.open(file, one.symbol(), CALENDAR, wantedBars), false));
            }
            if (file == null || store.symbols().contains(one.symbol())) {
                sources.add(new Sourced(one.id(), source(one.symbol()), file != null));
            }
        }
        return sources;
    }

    private BarSource source(String symbol) {
        if (store != null) {
            return store.source(symbol);
        }
        BarSource bars = JoinedBars.of(symbol, spans(symbol), span -> hasBars(span.symbol()) ? file(span) : null);
        return bars != null ? bars : file(new SymbolHistory.Span(symbol, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private BarSource file(SymbolHistory.Span span) {
        return daily
                ? sessions.get(span.symbol()).bars(span.symbol())
                : BarFile.open(
                        files.get(span.symbol()),
                        span.symbol(),
                        CALENDAR,
                        wantedBars.withDays(Math.max(fromDay, span.fromDay()), Math.min(toDay, span.toDay())));
    }

    /** First session with a bar of one of the names, days since 1970. */
    public int firstDay() {
        return firstDay;
    }

    /** Last session with a bar of one of the names, days since 1970. */
    public int lastDay() {
        return lastDay;
    }
}
