package io.ringside.replay.portfolio;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.replay.ResultFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Tables of a portfolio's results. */
final class PortfolioTables {
    private PortfolioTables() {}

    /** Writes what became of the orders, and the decisions. */
    static void write(ResultFolder folder, PortfolioOrders orders, List<PortfolioState> states) throws IOException {
        rows(
                folder.file("executions.csv"),
                orders.columns("date", "symbol", "side", "shares", "price", "commission", "reason"),
                orders.executions());
        rows(folder.file("refused.csv"), orders.columns("date", "symbol", "limit"), orders.refused());
        rows(
                folder.file("cancelled.csv"),
                orders.columns("date", "symbol", "shares", "reason", "decided"),
                orders.cancelled());
        rows(
                folder.file("rebalances.csv"),
                orders.columns(PortfolioSheet.COLUMNS.toArray(String[]::new)),
                states.stream()
                        .flatMap(one -> PortfolioSheet.rows(one).stream())
                        .toList());
    }

    /** Writes one table. */
    static void rows(Path path, List<String> header, List<List<String>> rows) throws IOException {
        try (CsvWriter csv = csv(path)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        }
    }

    /** A table to be written row by row. */
    static CsvWriter csv(Path path) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path, StandardCharsets.UTF_8);
    }
}
