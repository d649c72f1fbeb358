package io.ringside.replay.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.event.FixedPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The daily equity as CSV, {@code session,equity,cash,position_value,benchmark,exposure}, one row a session; if dividends
 * were paid, with a column {@code dividends}. What each column is, {@link SessionEquity} says; {@code exposure} is the time
 * in the market, not the size of positions.
 *
 * <p>Thread: any; it has no state.
 */
public final class EquityFile {
    private EquityFile() {}

    /** Writes the series; money exactly. */
    public static void write(Path path, List<SessionEquity> sessions) throws IOException {
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path, StandardCharsets.UTF_8)) {
            boolean paid = sessions.stream().anyMatch(row -> row.dividendsE8() != 0);
            List<String> header =
                    new ArrayList<>(List.of("session", "equity", "cash", "position_value", "benchmark", "exposure"));
            if (paid) {
                header.add("dividends");
            }
            csv.writeRecord(header);
            for (SessionEquity row : sessions) {
                List<String> values = new ArrayList<>(List.of(
                        LocalDate.ofEpochDay(row.epochDay()).toString(),
                        FixedPoint.format(row.equityE8()),
                        FixedPoint.format(row.cashE8()),
                        FixedPoint.format(row.positionValueE8()),
                        row.benchmarkE8() == Trade.UNKNOWN ? "" : FixedPoint.format(row.benchmarkE8()),
                        Double.isNaN(row.exposure()) ? "" : Numbers.text(row.exposure())));
                if (paid) {
                    values.add(FixedPoint.format(row.dividendsE8()));
                }
                csv.writeRecord(values);
            }
        }
    }

    /**
     * Reads a series.
     *
     * @throws io.ringside.engine.settings.UserError if the file is none, or its days do not rise; names file, line and column
     */
    public static List<SessionEquity> read(Path path) {
        try (var table = CsvTable.open(path)) {
            for (String column : List.of("session", "equity", "cash", "position_value")) {
                table.require(column);
            }
            String benchmark = table.first("benchmark");
            String exposure = table.first("exposure");
            String dividends = table.first("dividends");
            List<SessionEquity> sessions = new ArrayList<>();
            int before = Integer.MIN_VALUE;
            while (table.next()) {
                int day = (int) table.day("session").toEpochDay();
                if (day <= before) {
                    throw table.error("session", "the day is not after that of the line before", null);
                }
                before = day;
                double share = table.isEmpty(exposure) ? Double.NaN : table.number(exposure);
                if (share < 0 || share > 1) {
                    throw table.error(exposure, "give a share of 0 to 1", null);
                }
                sessions.add(new SessionEquity(
                        day,
                        table.moneyE8("equity"),
                        table.moneyE8("cash"),
                        table.moneyE8("position_value"),
                        table.isEmpty(benchmark) ? Trade.UNKNOWN : table.moneyE8(benchmark),
                        share,
                        table.isEmpty(dividends) ? 0 : table.moneyE8(dividends)));
            }
            return sessions;
        }
    }
}
