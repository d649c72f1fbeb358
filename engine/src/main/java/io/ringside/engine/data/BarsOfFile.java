package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * All bars of a file, whatever its shape and of however many symbols: for those who want to keep them.
 *
 * <p>Thread: the caller's.
 */
public final class BarsOfFile implements AutoCloseable {
    private final List<BarSource> sources;
    private final List<String> notes;

    private BarsOfFile(List<BarSource> sources, List<String> notes) {
        this.sources = sources;
        this.notes = notes;
    }

    /**
     * The files that a path stands for: a folder of files that are named after a symbol each is all of them, anything else
     * belongs together.
     *
     * @throws io.ringside.engine.settings.UserError if there are none
     */
    public static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<DataPart> parts = DataPart.all(path);
        NavigableSet<String> symbols = new TreeSet<>();
        for (DataPart part : parts) {
            DataFileName name = DataFileName.of(part.fileName());
            if (name.day() != DataFileName.NO_DAY || name.symbol() == null || !symbols.add(name.symbol())) {
                return List.of(path);
            }
        }
        return parts.stream().map(DataPart::path).toList();
    }

    /**
     * Opens a file.
     *
     * @param symbol the only one that is wanted, or null for all
     * @param size of the bars, or null for what the file shows
     * @throws io.ringside.engine.settings.UserError naming file, line, column, value and remedy
     */
    public static BarsOfFile open(
            Path path, String symbol, BarSpec size, Session session, Reading reading, ExchangeCalendar calendar) {
        BarFile.Options options = BarFile.Options.fiveMinutes()
                .withSize(size)
                .withSession(session)
                .withReading(reading);
        List<String> symbols = symbol != null ? List.of() : symbols(path, reading, calendar);
        if (symbols.size() <= 1) {
            String only = symbols.isEmpty() ? symbol : symbols.get(0);
            return new BarsOfFile(List.of(BarFile.open(path, only, calendar, options)), new ArrayList<>());
        }
        List<BarSource> sources = new ArrayList<>();
        if (isDaily(path, symbols.get(0), size, reading, calendar)) {
            SessionBars sessions = new SessionBars(calendar, Integer.MIN_VALUE, Integer.MAX_VALUE, false);
            sessions.read(path, null);
            sessions.symbols().forEach(one -> sources.add(sessions.source(one)));
            return new BarsOfFile(sources, sessions.notes());
        }
        SharedBars shared = SharedBars.read(path, symbols, calendar, options);
        symbols.forEach(one -> sources.add(shared.bars(one)));
        return new BarsOfFile(sources, new ArrayList<>());
    }

    private static List<String> symbols(Path path, Reading reading, ExchangeCalendar calendar) {
        List<DataPart> parts = DataPart.all(path);
        NavigableSet<String> symbols = new TreeSet<>();
        try (BarReader reader = new BarReader(parts, "", calendar, reading, false)) {
            if (reader.layout().symbol() < 0) {
                return List.of();
            }
            while (reader.next()) {
                symbols.add(reader.ticker());
            }
        }
        return List.copyOf(symbols);
    }

    private static boolean isDaily(Path path, String symbol, BarSpec size, Reading reading, ExchangeCalendar calendar) {
        BarSpec shown = size != null
                ? size
                : BarConvention.of(DataPart.all(path), symbol, calendar, null, reading)
                        .size();
        return shown != null && shown.unit() == Unit.SESSION;
    }

    /** The bars of each symbol. */
    public List<BarSource> sources() {
        return sources;
    }

    /** What a user should know of the file. */
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        sources.forEach(BarSource::close);
    }
}
