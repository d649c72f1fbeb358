package io.ringside.engine.store;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.StoredBars.PriceFactors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of market data, see the package's page. Any number may read; {@link #openToWrite} keeps others from writing until
 * it is closed.
 *
 * <p>Thread: its owner's.
 */
public final class DataStore implements AutoCloseable {
    private static final String MARKER = "ringside-store";
    private static final String VERSION = "version = ";

    private final Path folder;
    private final Path market;
    private final ExchangeCalendar calendar;
    /** Null for a reader. */
    private final FileChannel lock;

    private DataStore(Path folder, ExchangeCalendar calendar, FileChannel lock) {
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
        requireVersion(folder);
        return new DataStore(folder, calendar, null);
    }

    /**
     * Opens a store to write, or makes one in a folder that is empty or not there.
     *
     * @throws UserError if the folder holds something else, or another process writes
     */
    public static DataStore openToWrite(Path folder, ExchangeCalendar calendar) {
        try {
            if (!Files.exists(folder.resolve(MARKER))) {
                requireEmpty(folder);
                Files.createDirectories(folder);
                WholeFile.write(
                        folder.resolve(MARKER),
                        "Market data of Ringside, see ringside data --help.\n" + VERSION + Segment.VERSION + "\n");
            }
            requireVersion(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw new UserError(folder + ": another process writes to this store; wait for it");
            }
            return new DataStore(folder, calendar, channel);
        } catch (IOException e) {
            throw new UserError(
                    folder + ": cannot be written (" + e.getClass().getSimpleName() + "); give another folder", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held within this process.
            return null;
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.anyMatch(one -> !one.getFileName().toString().startsWith(MARKER))) {
                    throw new UserError(folder + ": is no data store and not empty; give a new folder");
                }
            }
        }
    }

    private static void requireVersion(Path folder) {
        Path marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            throw new UserError(folder + ": is no data store; make one with ringside data import or data update");
        }
        try {
            String version = Files.readAllLines(marker).stream()
                    .filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length()).strip())
                    .findFirst()
                    .orElse("unknown");
            if (!version.equals(Integer.toString(Segment.VERSION))) {
                throw new UserError(folder + ": is a data store of version " + version
                        + ", and this build reads version " + Segment.VERSION
                        + "; import the data again into a new store, or use the build that made it");
            }
        } catch (IOException e) {
            throw new UserError(marker + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Where it is. */
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

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
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

    /** What a series is; null if there is none. */
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

    /** Splits, dividends and delistings of a symbol. */
    public StoredActions actions(String symbol) {
        return StoredActions.read(market, symbol);
    }

    // ---- Reading --------------------------------------------------------------------------------------------------

    /**
     * Bars of some days in a view; without any it is at its end at once.
     *
     * @param session of bars within a day, those of which hours
     */
    public BarSource bars(SeriesKey key, PriceView view, Session session, int fromDay, int toDay) {
        Map<Integer, BarValues> before = view.asOfDay() == Integer.MAX_VALUE
                ? Map.of()
                : Revisions.read(key.revisions(market)).asOf(view.asOfDay());
        return new StoredBars(
                key,
                calendar,
                session,
                files(key),
                fromDay,
                Math.min(toDay, view.asOfDay()),
                before,
                factors(key, view));
    }

    /** What happens to the holder of a name whose bars are read in a view. */
    public List<Action> events(SeriesKey key, PriceView view, int instrumentId) {
        SeriesInfo info = info(key);
        return info == null ? List.of() : actions(key.symbol()).events(view, info.adjusted(), instrumentId);
    }

    private PriceFactors factors(SeriesKey key, PriceView view) {
        StoredActions stored = actions(key.symbol());
        if (view.prices() == PriceView.Prices.RAW || stored.all().isEmpty()) {
            return new PriceFactors(List.of(), List.of(), new double[0]);
        }
        // Only a dividend asks for a close, of any segment; whether prices are adjusted the first one says.
        List<Segment> segments = view.prices() == PriceView.Prices.TOTAL
                ? segments(key)
                : files(key).stream().limit(1).map(Segment::open).toList();
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
                long closeE8 = closeBefore(key, segments, one.day());
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
    private long closeBefore(SeriesKey key, List<Segment> segments, int day) {
        int session = calendar.isTradingDay(day) ? day : calendar.nextTradingDay(day);
        int time = key.isDaily() ? session : BarRows.timeOf(calendar.openNanos(session));
        for (int i = segments.size() - 1; i >= 0; i--) {
            int found = segments.get(i).find(time);
            int row = (found < 0 ? -1 - found : found) - 1;
            if (row >= 0) {
                return segments.get(i).value(row, 3);
            }
        }
        return 0;
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
     * @param source where they come from
     * @param adjusted whether they are adjusted for splits; all of a series are, or none
     * @param today when that happens, days since 1970
     * @throws UserError if the series is of the other kind
     */
    public Merge merge(SeriesKey key, BarRows rows, String source, boolean adjusted, int today) {
        requireLock();
        return new SeriesWriter(key, market, calendar).merge(rows, source, adjusted, today);
    }

    /**
     * Merges actions of a symbol.
     *
     * @return what is new or revised, a line each
     */
    public List<String> mergeActions(String symbol, Collection<Action> incoming) {
        requireLock();
        StoredActions stored = actions(symbol);
        List<String> told = stored.merge(incoming);
        if (!told.isEmpty()) {
            stored.write();
        }
        return told;
    }

    private void requireLock() {
        if (lock == null) {
            throw new IllegalStateException(folder + " was opened to read");
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UserError(folder + ": cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
