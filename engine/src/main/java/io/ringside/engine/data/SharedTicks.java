package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ticks of several instruments from one file with a column of symbols, read in one pass: each source yields what
 * {@link TickFile} would for its symbol alone.
 *
 * <p>While one source looks for its next tick, those of the others are buffered. If the file's rows are in the order of
 * time, few ever are. If more than about a million would be, as in a file that has one symbol after the other, the symbol
 * with the most buffered ticks is detached: its buffer is dropped, and from then on it reads the file in a pass of its own.
 * So any file can be read in about 50 MB.
 *
 * <p>Thread: the one that drives the run, for all of the sources.
 */
public final class SharedTicks {
    private static final int WAITING_MAX = 1 << 20;

    private final Path path;
    private final ExchangeCalendar calendar;
    private final TickFile.Options options;
    private final int waitingMax;
    private final Map<String, SharedTickSource> sources = new LinkedHashMap<>();
    private final OtherRows others = new OtherRows();
    private final TickReader reader;
    private int waiting;
    private long rows;
    private int readings = 1;
    private boolean ended;

    private SharedTicks(
            Path path, List<String> symbols, ExchangeCalendar calendar, TickFile.Options options, int waitingMax) {
        this.path = path;
        this.calendar = calendar;
        this.options = options;
        this.waitingMax = waitingMax;
        for (String symbol : symbols) {
            sources.put(symbol, new SharedTickSource(this, new TickJudge(path, symbol, calendar, options)));
        }
        reader = new TickReader(DataPart.all(path), calendar, options);
        try {
            for (SharedTickSource source : sources.values()) {
                source.begin();
            }
        } catch (UserError e) {
            sources.values().forEach(SharedTickSource::close);
            throw e;
        }
    }

    /**
     * Opens a file and reads up to the first tick of each symbol.
     *
     * @throws UserError if the file has a defect up to there, no column of symbols, or no tick of one of them
     */
    public static SharedTicks open(
            Path path, List<String> symbols, ExchangeCalendar calendar, TickFile.Options options) {
        return open(path, symbols, calendar, options, WAITING_MAX);
    }

    /** The same with another maximum of buffered ticks. */
    static SharedTicks open(
            Path path, List<String> symbols, ExchangeCalendar calendar, TickFile.Options options, int waitingMax) {
        return new SharedTicks(path, symbols, calendar, options, waitingMax);
    }

    /** One source a symbol, in the order in which they were given. The file is closed when all of them are. */
    public List<TickSource> sources() {
        return List.copyOf(sources.values());
    }

    /** How often the file is read: once, and once more for each detached symbol. */
    int readings() {
        return readings;
    }

    TickReader reader() {
        return reader;
    }

    /** Opens the file for one symbol alone, which is detached. */
    TickFile alone(String symbol) {
        readings++;
        return TickFile.open(path, symbol, calendar, options);
    }

    /** Reads on until the reader stands on a tick of a source; false if there are no more. */
    boolean readTo(SharedTickSource wanted) {
        while (!ended) {
            if (!nextRow()) {
                end();
                return false;
            }
            rows++;
            SharedTickSource source = ofRow();
            others.row(source, reader.file().line());
            if (source == null || !source.isFed() || !source.judge().take(reader, true)) {
                continue;
            }
            if (source == wanted) {
                return true;
            }
            source.keep();
            if (++waiting > waitingMax) {
                detach();
            }
        }
        return false;
    }

    /** So many ticks are no longer buffered. */
    void taken(int count) {
        waiting -= count;
    }

    /** A source is closed. */
    void closed() {
        if (sources.values().stream().allMatch(SharedTickSource::isClosed)) {
            ended = true;
            reader.close();
        }
    }

    private boolean nextRow() {
        if (allOver()) {
            return reader.nextOfAnyShape();
        }
        if (!reader.next()) {
            return false;
        }
        if (reader.layout().symbol() < 0) {
            throw reader.file()
                    .fileError("has no column of symbols, and is given for " + String.join(", ", sources.keySet())
                            + "; give each its own file");
        }
        return true;
    }

    /** Whether the requested days of all symbols are over: the remaining rows are only counted. */
    private boolean allOver() {
        for (SharedTickSource source : sources.values()) {
            if (source.isFed() && !source.judge().isOver()) {
                return false;
            }
        }
        return true;
    }

    private SharedTickSource ofRow() {
        String ticker = reader.ticker();
        SharedTickSource source = sources.get(ticker);
        if (source != null || !ticker.endsWith(TickReader.MARKET)) {
            return source;
        }
        return sources.get(ticker.substring(0, ticker.length() - TickReader.MARKET.length()));
    }

    private void detach() {
        SharedTickSource most = null;
        for (SharedTickSource source : sources.values()) {
            most = most == null || source.waiting() > most.waiting() ? source : most;
        }
        most.detach();
    }

    private void end() {
        ended = true;
        for (SharedTickSource source : sources.values()) {
            FileReport report = source.judge().report();
            if (source.isFed() && rows > report.rows()) {
                report.leaveOut(LeftOut.OTHER_SYMBOL, others.lineBeside(source), rows - report.rows());
            }
        }
    }
}
