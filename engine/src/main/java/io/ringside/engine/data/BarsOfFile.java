package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * All bars of a file of any format, of one or many symbols: for a store that imports them.
 *
 * <p>Thread: the caller's.
 */
public final class BarsOfFile implements AutoCloseable {
    private final List<BarSource> sources;

    private BarsOfFile(List<BarSource> sources) {
        this.sources = sources;
    }

    /**
     * The files that a path stands for: a folder whose files are each named after a symbol is one file a symbol; anything
     * else is read as one file.
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
                .withPrices(BarFile.Prices.NAMES)
                .withReading(reading);
        SharedBars shared = SharedBars.readNames(path, symbol, calendar, options);
        return new BarsOfFile(shared.symbols().stream().map(shared::bars).toList());
    }

    /** The bars of each symbol. */
    public List<BarSource> sources() {
        return sources;
    }

    @Override
    public void close() {
        sources.forEach(BarSource::close);
    }
}
