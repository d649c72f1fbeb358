package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bars of several instruments from one file, read once into memory. The file has a column of symbols, with its rows in
 * any order of symbols, or columns for each symbol, as yfinance writes them. The rows of the first symbol decide how the
 * file is read.
 *
 * <p>Thread: the caller's; cursors may be used on other threads.
 */
public final class SharedBars {
    private final Path path;
    private final ExchangeCalendar calendar;
    private final BarFile.Options options;
    private final Map<String, BarTable> tables = new LinkedHashMap<>();
    private final Map<String, BarJudge> judges = new TreeMap<>();
    private final OtherRows others = new OtherRows();
    private BarConvention convention;
    private BarSpec size;

    private SharedBars(Path path, ExchangeCalendar calendar, BarFile.Options options) {
        this.path = path;
        this.calendar = calendar;
        this.options = options;
    }

    /**
     * Reads the bars of some symbols.
     *
     * @throws UserError if the file has a defect, or no bar of one of the symbols
     */
    public static SharedBars read(Path path, List<String> symbols, ExchangeCalendar calendar, BarFile.Options options) {
        var shared = new SharedBars(path, calendar, options);
        shared.read(symbols, symbols.get(0), true);
        return shared;
    }

    /**
     * Reads the bars of all symbols in the file; some may have none in the requested days.
     *
     * @param symbol the only one to read, or null for all
     * @throws UserError if the file has a defect, or no row of the symbol
     */
    public static SharedBars readNames(Path path, String symbol, ExchangeCalendar calendar, BarFile.Options options) {
        var shared = new SharedBars(path, calendar, options);
        List<DataPart> parts = DataPart.all(path);
        Reading reading = options.reading();
        List<String> columns = BarLayoutFinder.symbolsOfColumns(parts.get(0), reading);
        if (symbol != null || !columns.isEmpty()) {
            List<String> wanted = symbol != null ? List.of(symbol) : columns;
            shared.read(wanted, wanted.get(0), false);
            return shared;
        }
        String first;
        boolean several;
        try (var reader = new BarReader(parts, "", calendar, reading, false)) {
            several = reader.layout().symbol() >= 0;
            first = !several ? DataFileName.symbol(path, null) : reader.next() ? reader.ticker() : "";
        }
        shared.read(several ? List.of() : List.of(first), first, false);
        return shared;
    }

    /**
     * @param symbols those to read; none for all
     * @param first the one whose rows decide how the file is read
     * @param all whether each must have a bar
     */
    private void read(List<String> symbols, String first, boolean all) {
        Reading reading = options.reading();
        List<DataPart> parts = BarReader.inOrder(DataPart.all(path), first, calendar, reading);
        convention = BarConvention.of(parts, first, calendar, options.size(), reading);
        try (var reader = new BarReader(parts, first, calendar, reading, convention.newestFirst())) {
            reader.setLocalZone(convention.zone());
            reader.setPrices(options.prices());
            size = convention.sizeOf(options.size(), first, reader.file());
            convention.requireNoDoubt(reader.file(), reading);
            symbols.forEach(symbol -> add(symbol, reader));
            long rows = 0;
            if (reader.layout().isOfColumns()) {
                readColumns(reader, reading);
            } else {
                rows = readRows(reader, symbols);
            }
            end(rows, reader, all);
        }
    }

    private void add(String symbol, BarReader reader) {
        FileReport report = convention.report(calendar, path.toString(), symbol, reader.layout(), size);
        tables.put(symbol, new BarTable(symbol, size, report));
        judges.put(symbol, new BarJudge(calendar, options, convention, size, report));
    }

    /** Reads a file whose rows are each of one symbol; returns how many rows there were. */
    private long readRows(BarReader reader, List<String> symbols) {
        boolean named = reader.layout().symbol() >= 0;
        if (!named && symbols.size() > 1) {
            throw reader.file()
                    .fileError("has no column of symbols, and is given for " + String.join(", ", symbols)
                            + "; give each its own file");
        }
        long rows = 0;
        while (reader.next()) {
            rows++;
            String ticker = named ? reader.ticker() : symbols.get(0);
            if (ticker.isEmpty()) {
                throw reader.file().error(reader.layout().symbol(), "a row needs a symbol");
            }
            BarJudge judge = judges.get(ticker);
            if (judge == null && symbols.isEmpty()) {
                add(ticker, reader);
                judge = judges.get(ticker);
            }
            others.row(judge, reader.file().line());
            if (judge != null) {
                take(ticker, judge, reader);
            }
        }
        return rows;
    }

    /** Reads a file whose rows have columns for each symbol. */
    private void readColumns(BarReader reader, Reading reading) {
        Map<String, BarLayout> layouts = Map.of();
        CsvFile file = null;
        while (reader.next()) {
            if (file != reader.file()) {
                file = reader.file();
                layouts = new LinkedHashMap<>();
                for (String symbol : judges.keySet()) {
                    layouts.put(symbol, BarLayoutFinder.find(file.part(), symbol, reading));
                }
            }
            for (Map.Entry<String, BarLayout> one : layouts.entrySet()) {
                reader.setLayout(one.getValue());
                take(one.getKey(), judges.get(one.getKey()), reader);
            }
        }
    }

    private void take(String symbol, BarJudge judge, BarReader reader) {
        BarJudge.Verdict verdict = judge.take(reader);
        if (verdict == BarJudge.Verdict.USED) {
            tables.get(symbol).add(judge, reader);
        } else if (verdict != BarJudge.Verdict.LEFT_OUT) {
            throw judge.defect(verdict, reader);
        }
    }

    private void end(long rows, BarReader reader, boolean all) {
        List<String> without = new ArrayList<>();
        tables.forEach((symbol, table) -> {
            FileReport report = table.report();
            if (report.used() == 0 && (all || report.rows() == 0)) {
                without.add(symbol + (report.rows() == 0 ? " (no row)" : " (" + report.reasons() + ")"));
            }
            if (rows > report.rows()) {
                report.leaveOut(LeftOut.OTHER_SYMBOL, others.lineBeside(judges.get(symbol)), rows - report.rows());
            }
        });
        if (!without.isEmpty()) {
            throw reader.file()
                    .fileError("has no bar in the days and hours asked for of " + String.join(", ", without));
        }
        if (tables.isEmpty()) {
            throw reader.noRows(false);
        }
    }

    /** The symbols that were asked for, or found, in that order. */
    public Set<String> symbols() {
        return tables.keySet();
    }

    /** The bars of a symbol, from the first; every call gives another cursor. */
    public BarSource bars(String symbol) {
        return tables.get(symbol).cursor();
    }

    /** How many bars of a symbol there are. */
    public int count(String symbol) {
        return tables.get(symbol).bars();
    }
}
