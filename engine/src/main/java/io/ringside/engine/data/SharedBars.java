package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bars of several instruments out of one file with a column of symbols, read once into memory, whatever the order of its
 * rows is between the symbols. The file shows in the rows of the first of them how it is to be understood.
 *
 * <p>Thread: the caller's.
 */
public final class SharedBars {
    private final Map<String, BarTable> tables = new LinkedHashMap<>();

    private SharedBars() {}

    /**
     * Reads a file.
     *
     * @throws UserError if it has a defect, or nothing of one of the symbols
     */
    public static SharedBars read(Path path, List<String> symbols, ExchangeCalendar calendar, BarFile.Options options) {
        var shared = new SharedBars();
        Reading reading = options.reading();
        String first = symbols.get(0);
        List<DataPart> parts = BarReader.inOrder(DataPart.all(path), first, calendar, reading);
        BarConvention convention = BarConvention.of(parts, first, calendar, options.size(), reading);
        try (var reader = new BarReader(parts, first, calendar, reading, convention.newestFirst())) {
            reader.setLocalZone(convention.zone());
            BarSpec size = convention.sizeOf(options.size(), reader.file());
            convention.requireNoDoubt(reader.file(), reading);
            if (reader.layout().symbol() < 0) {
                throw reader.file()
                        .fileError("has no column of symbols, and is given for " + String.join(", ", symbols)
                                + "; give each its own file");
            }
            Map<String, BarJudge> judges = new TreeMap<>();
            for (String symbol : symbols) {
                FileReport report = convention.report(calendar, path.toString(), symbol, reader.layout(), size);
                shared.tables.put(symbol, new BarTable(symbol, size, report));
                judges.put(symbol, new BarJudge(calendar, options, convention, size, report));
            }
            long rows = 0;
            while (reader.next()) {
                rows++;
                String ticker = reader.ticker();
                BarJudge judge = judges.get(ticker);
                BarJudge.Verdict verdict = judge == null ? BarJudge.Verdict.LEFT_OUT : judge.take(reader);
                if (verdict == BarJudge.Verdict.USED) {
                    shared.tables.get(ticker).add(judge, reader);
                } else if (verdict != BarJudge.Verdict.LEFT_OUT) {
                    throw BarJudge.defect(verdict, reader, size);
                }
            }
            shared.end(rows, reader);
        }
        return shared;
    }

    /** The bars of a symbol, from the first; every call gives another cursor. */
    public BarSource bars(String symbol) {
        return tables.get(symbol).cursor();
    }

    private void end(long rows, BarReader reader) {
        List<String> without = new ArrayList<>();
        tables.forEach((symbol, table) -> {
            FileReport report = table.report();
            if (report.used() == 0) {
                without.add(symbol + (report.rows() == 0 ? " (no row)" : " (" + report.reasons() + ")"));
            }
            if (rows > report.rows()) {
                report.leaveOut(LeftOut.OTHER_SYMBOL, 0, rows - report.rows());
            }
        });
        if (!without.isEmpty()) {
            throw reader.file()
                    .fileError("has no bar in the days and hours asked for of " + String.join(", ", without));
        }
    }
}
