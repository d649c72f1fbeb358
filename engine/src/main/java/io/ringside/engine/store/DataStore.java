package io.ringside.engine.store;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.JoinedBars;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.StoredBars.PriceFactors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of market data, see the package's page. Any number of processes may read; {@link #openToWrite} locks out other
 * writers until it is closed.
 *
 * <p>Thread: its owner's.
 */
public final class DataStore implements AutoCloseable {
    private final Path folder;
    private final Path market;
    private final ExchangeCalendar calendar;
    /** Null for a reader. */
    private final StoreLock lock;
    /** Null until it is first read. */
    private SymbolHistory symbols;

    private DataStore(Path folder, ExchangeCalendar calendar, StoreLock lock) {
        this.folder = folder;
        this.market = folder.resolve("us");
        this.calendar = calendar;
        this.lock = lock;
    }

    /**
     * Opens a store to read.
     *
     * @throws UserError if there is none, or one of another version
     */
    public static DataStore open(Path folder, ExchangeCalendar calendar) {
        StoreLock.requireVersion(folder);
        return new DataStore(folder, calendar, null);
    }

    /**
     * Opens a store to write, or creates one in a folder that is empty or does not exist.
     *
     * @throws UserError if the folder holds something else, or another process writes
     */
    public static DataStore openToWrite(Path folder, ExchangeCalendar calendar) {
        return new DataStore(folder, calendar, StoreLock.take(folder));
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    // ---- What there is --------------------------------------------------------------------------------------------

    /** All series, by symbol. */
    public NavigableSet<SeriesKey> series() {
        NavigableSet<SeriesKey> all = new TreeSet<>();
        for (Path size : entries(market)) {
            String name = size.getFileName().toString();
            if (!name.equals("actions")) {
                BarSpec spec = BarSpec.parse(name);
                symbols(spec).forEach(symbol -> all.add(new SeriesKey(symbol, spec)));
            }
        }
        return all;
    }

    /** Symbols of which there are bars of a size. */
    public NavigableSet<String> symbols(BarSpec size) {
        NavigableSet<String> symbols = new TreeSet<>();
        boolean daily = size.unit() == BarSpec.Unit.SESSION;
        for (Path entry : entries(SeriesKey.folder(market, size))) {
            String name = entry.getFileName().toString();
            if (daily ? name.endsWith(SeriesKey.BARS) : Files.isDirectory(entry)) {
                symbols.add(
                        SeriesKey.symbolOf(daily ? name.substring(0, name.length() - SeriesKey.BARS.length()) : name));
            }
        }
        return symbols;
    }

    /** Sizes of bars that there are. */
    public List<BarSpec> sizes() {
        return entries(market).stream()
                .map(entry -> entry.getFileName().toString())
                .filter(name -> !name.equals("actions"))
                .map(BarSpec::parse)
                .toList();
    }

    static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read (" + UserError.reason(e) + ")", e);
        }
    }

    private List<Path> files(SeriesKey key) {
        Path bars = key.bars(market);
        if (key.isDaily()) {
            return Files.exists(bars) ? List.of(bars) : List.of();
        }
        return entries(bars).stream()
                .filter(file -> file.getFileName().toString().endsWith(SeriesKey.BARS))
                .toList();
    }

    /** The description of a series; null if there is none. */
    public SeriesInfo info(SeriesKey key) {
        List<Segment> segments = segments(key);
        return segments.isEmpty()
                ? null
                : SeriesInfo.of(
                        key,
                        segments,
                        calendar,
                        Revisions.read(key.revisions(market)).size());
    }

    private List<Segment> segments(SeriesKey key) {
        return files(key).stream().map(Segment::open).toList();
    }

    /** Corporate actions of a symbol. */
    public StoredActions actions(String symbol) {
        return StoredActions.read(market, symbol);
    }

    /**
     * Symbol changes by the store's corporate actions.
     *
     * @param asOfDay later changes are ignored, days since 1970
     */
    public SymbolHistory symbolHistory(int asOfDay) {
        if (symbols == null) {
            symbols = readSymbols();
        }
        return symbols.until(asOfDay);
    }

    private SymbolHistory readSymbols() {
        List<SymbolHistory.Change> changes = new ArrayList<>();
        for (Path file : entries(market.resolve("actions"))) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".csv") || !hasSymbolChange(file)) {
                continue;
            }
            String symbol = SeriesKey.symbolOf(name.substring(0, name.length() - ".csv".length()));
            for (Action one : actions(symbol).all()) {
                if (one.kind() == CorporateAction.SYMBOL_CHANGE) {
                    changes.add(new SymbolHistory.Change(one.day(), symbol, one.newSymbol()));
                }
            }
        }
        return new SymbolHistory(changes);
    }

    /**
     * Whether a file of actions mentions a symbol change; searched before it is parsed, since hardly any does and there may
     * be thousands.
     */
    private static boolean hasSymbolChange(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).anyMatch(line -> line.split(",", -1).length > 5 && !line.endsWith(","));
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + ": cannot be read (" + UserError.reason(e) + ")", e);
        }
    }

    /** The series with an instrument's bars under its tickers, oldest first; tickers without bars are left out. */
    private List<SymbolHistory.Span> spans(SeriesKey key, int asOfDay) {
        SymbolHistory history = symbolHistory(asOfDay);
        String now = history.on(asOfDay, key.symbol());
        List<SymbolHistory.Span> spans = history.spans(now, asOfDay);
        if (spans.size() == 1) {
            return List.of(new SymbolHistory.Span(key.symbol(), Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        List<SymbolHistory.Span> there = new ArrayList<>();
        for (SymbolHistory.Span one : spans) {
            SeriesInfo info = info(new SeriesKey(one.symbol(), key.size()));
            if (info != null && info.firstDay() <= one.toDay() && info.lastDay() >= one.fromDay()) {
                // If nothing is stored under the older ticker, the newer one may hold its history.
                there.add(there.isEmpty() ? new SymbolHistory.Span(one.symbol(), Integer.MIN_VALUE, one.toDay()) : one);
            }
        }
        return there;
    }

    /**
     * The series of an instrument, under each of its tickers, oldest first; empty if there is none.
     *
     * @param asOfDay later changes of tickers are ignored, days since 1970
     * @throws UserError if one is adjusted for splits and another one is not
     */
    public List<SeriesInfo> line(SeriesKey key, int asOfDay) {
        List<SeriesInfo> line = new ArrayList<>();
        for (SymbolHistory.Span one : spans(key, asOfDay)) {
            SeriesInfo info = info(new SeriesKey(one.symbol(), key.size()));
            if (info != null) {
                line.add(info);
            }
        }
        for (SeriesInfo one : line) {
            if (one.adjusted() != line.get(0).adjusted()) {
                throw new UserError(folder + ": " + line.get(0).key() + " and " + one.key()
                        + " are one instrument, and only one of both is stored adjusted for splits; import the other one"
                        + " again, see --prices");
            }
        }
        return line;
    }

    /** Corporate actions of an instrument, under all of its tickers. */
    private StoredActions lineActions(SeriesKey key, int asOfDay) {
        SymbolHistory history = symbolHistory(asOfDay);
        List<SymbolHistory.Span> spans = history.spans(history.on(asOfDay, key.symbol()), asOfDay);
        return spans.size() == 1
                ? actions(key.symbol())
                : StoredActions.joined(
                        spans.stream().map(one -> actions(one.symbol())).toList(), spans);
    }

    // ---- Reading --------------------------------------------------------------------------------------------------

    /**
     * Bars of a span of days in a view, under all tickers of the instrument; may be empty.
     *
     * @param session hours of the intraday bars to read
     */
    public BarSource bars(SeriesKey key, PriceView view, Session session, int fromDay, int toDay) {
        List<SymbolHistory.Span> spans = spans(key, view.asOfDay());
        List<JoinedBars.Part> parts = new ArrayList<>();
        for (SymbolHistory.Span one : spans) {
            SeriesKey series = new SeriesKey(one.symbol(), key.size());
            Map<Integer, BarValues> before = view.asOfDay() == Integer.MAX_VALUE
                    ? Map.of()
                    : Revisions.read(series.revisions(market)).asOf(view.asOfDay());
            int last = Math.min(Math.min(toDay, view.asOfDay()), one.toDay());
            StoredBars bars = new StoredBars(
                    series,
                    calendar,
                    session,
                    files(series),
                    Math.max(fromDay, one.fromDay()),
                    last,
                    before,
                    factors(series, view, spans));
            if (spans.size() == 1 && series.equals(key)) {
                return bars;
            }
            parts.add(new JoinedBars.Part(bars, one.fromDay(), one.toDay()));
        }
        if (parts.isEmpty()) {
            return new StoredBars(
                    key,
                    calendar,
                    session,
                    List.of(),
                    fromDay,
                    toDay,
                    Map.of(),
                    new PriceFactors(List.of(), List.of(), new double[0]));
        }
        return new JoinedBars(key.symbol(), parts);
    }

    /** Corporate actions as events, for bars that are read in a view. */
    public List<Action> events(SeriesKey key, PriceView view, int instrumentId) {
        List<SeriesInfo> line = line(key, view.asOfDay());
        return line.isEmpty()
                ? List.of()
                : lineActions(key, view.asOfDay()).events(view, line.get(0).adjusted(), instrumentId);
    }

    private PriceFactors factors(SeriesKey key, PriceView view, List<SymbolHistory.Span> spans) {
        StoredActions stored = spans.size() == 1 ? actions(key.symbol()) : lineActions(key, view.asOfDay());
        if (view.prices() == PriceView.Prices.RAW || stored.all().isEmpty()) {
            return new PriceFactors(List.of(), List.of(), new double[0]);
        }
        // Only dividends need closes of all segments; the first segment says whether prices are adjusted.
        List<Segment> segments = files(key).stream().limit(1).map(Segment::open).toList();
        List<StoredCloses> closes = view.prices() == PriceView.Prices.TOTAL ? closes(key, spans) : List.of();
        boolean adjusted = !segments.isEmpty() && segments.get(0).origin().adjusted();
        List<Action> splits = new ArrayList<>();
        List<Action> dividends = new ArrayList<>();
        List<Double> growth = new ArrayList<>();
        for (Action one : stored.all()) {
            if (one.day() > view.asOfDay()) {
                continue;
            }
            if (one.kind() == CorporateAction.SPLIT && !adjusted) {
                splits.add(one);
            } else if (one.kind() == CorporateAction.DIVIDEND && view.prices() == PriceView.Prices.TOTAL) {
                long moneyE8 = adjusted ? stored.inLaterShares(one, view.asOfDay()) : one.moneyE8();
                long closeE8 = closeBefore(key, closes, one.day());
                if (closeE8 > moneyE8) {
                    dividends.add(one);
                    growth.add((closeE8 - moneyE8) / (double) closeE8);
                }
            }
        }
        return new PriceFactors(
                splits, dividends, growth.stream().mapToDouble(value -> value).toArray());
    }

    /** The last close before a day's session as it is stored, 0 without any. */
    private long closeBefore(SeriesKey key, List<StoredCloses> closes, int day) {
        int session = calendar.isTradingDay(day) ? day : calendar.nextTradingDay(day);
        int time = key.isDaily() ? session : BarRows.timeOf(calendar.openNanos(session));
        for (int i = closes.size() - 1; i >= 0; i--) {
            Segment segment = closes.get(i).segment();
            int found = segment.find(time);
            int row = (found < 0 ? -1 - found : found) - 1;
            if (row >= 0
                    && SeriesInfo.dayOf(key, segment.time(row), calendar)
                            >= closes.get(i).fromDay()) {
                return segment.value(row, 3);
            }
        }
        return 0;
    }

    /** A segment of an instrument's series, and the day from which it belongs to the instrument. */
    private record StoredCloses(Segment segment, int fromDay) {}

    private List<StoredCloses> closes(SeriesKey key, List<SymbolHistory.Span> spans) {
        List<StoredCloses> all = new ArrayList<>();
        for (SymbolHistory.Span span : spans) {
            for (Segment segment : segments(new SeriesKey(span.symbol(), key.size()))) {
                all.add(new StoredCloses(segment, span.fromDay()));
            }
        }
        return all;
    }

    /** All rows of a series as they are stored; none if there is no such series. */
    public BarRows rows(SeriesKey key) {
        BarRows all = new BarRows();
        for (Segment segment : segments(key)) {
            for (int row = 0; row < segment.rows(); row++) {
                all.add(
                        segment.time(row),
                        segment.value(row, 0),
                        segment.value(row, 1),
                        segment.value(row, 2),
                        segment.value(row, 3),
                        segment.value(row, 4));
            }
            all.setSynthetic(all.synthetic() || segment.synthetic());
        }
        return all;
    }

    // ---- Writing --------------------------------------------------------------------------------------------------

    /**
     * Merges bars into a series: new ones are added, different ones replace those that are there, which are kept as revisions.
     *
     * @param source their origin
     * @param adjusted whether they are adjusted for splits, which must be the same for the whole series
     * @param today day of the merge, days since 1970
     * @throws UserError if the series differs in that
     */
    public Merge merge(SeriesKey key, BarRows rows, String source, boolean adjusted, int today) {
        requireLock();
        return new SeriesWriter(key, market, calendar).merge(rows, source, adjusted, today);
    }

    /**
     * Merges actions of a symbol.
     *
     * @return new and revised actions, a line each
     */
    public List<String> mergeActions(String symbol, Collection<Action> incoming) {
        requireLock();
        StoredActions stored = actions(symbol);
        List<String> changes = stored.merge(incoming);
        if (!changes.isEmpty()) {
            stored.write();
            symbols = null;
        }
        return changes;
    }

    private void requireLock() {
        if (lock == null) {
            throw new IllegalStateException(folder + " was opened to read");
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
