package io.ringside.sql;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside sql}: one statement over journals. */
@Command(
        name = "sql",
        description = {
            "Answers an SQL statement over journals, by DuckDB. Tables: sessions, events, bars, indicators, signals,"
                    + " verdicts, orders, fills, trades, positions, equity, rankings; DESCRIBE trades tells a table's columns.",
            "Times are New York's. Each journal is replayed and proved first."
        })
public final class SqlCommand extends TerminalCommand {
    private static final int SHOWN_MAX = 1_000;
    private static final int CELL_MAX = 60;

    /** How answers are written. */
    enum Form {
        TABLE,
        CSV,
        JSON
    }

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "a daemon's folder, one with results, or one that holds such folders; several may be given; if"
                            + " none is: live, or else out")
    List<Path> journals = new ArrayList<>();

    @Option(names = "--as", paramLabel = "NAME", description = "what the names of sessions begin with")
    String prefix = "";

    @Option(names = "--form", paramLabel = "F", description = "table, csv or json", defaultValue = "table")
    Form form = Form.TABLE;

    @Option(names = "--seconds", paramLabel = "N", description = "give up after; 60", defaultValue = "60")
    int seconds = 60;

    @Parameters(paramLabel = "STATEMENT", description = "such as \"SELECT symbol, sum(pnl) FROM trades GROUP BY 1\"")
    String statement;

    static List<Path> folders(List<Path> given) {
        if (!given.isEmpty()) {
            return given;
        }
        for (String usual : List.of("live", "out")) {
            if (Files.isDirectory(Path.of(usual))) {
                return List.of(Path.of(usual));
            }
        }
        throw new UserError("there is neither live nor out here; give --journal");
    }

    @Override
    public Integer call() throws IOException {
        try (JournalDatabase database = JournalDatabase.of(
                                folders(journals), prefix, JournalDatabase.tablesIn(statement))
                        .shut();
                Statement asked = database.connection().createStatement()) {
            asked.setQueryTimeout(seconds);
            if (asked.execute(statement)) {
                try (ResultSet answer = asked.getResultSet()) {
                    print(answer);
                }
            }
            return Commands.OK;
        } catch (SQLException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private void print(ResultSet answer) throws SQLException, IOException {
        ResultSetMetaData meta = answer.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        PrintWriter out = out();
        switch (form) {
            case CSV -> csv(answer, names, out);
            case JSON -> json(answer, names, out);
            case TABLE -> table(answer, names, out);
        }
    }

    private static String text(ResultSet answer, int column) throws SQLException {
        Object value = answer.getObject(column);
        if (value instanceof BigDecimal number) {
            BigDecimal shorter = number.stripTrailingZeros();
            return shorter.setScale(Math.max(shorter.scale(), 0)).toPlainString();
        }
        return value == null ? "" : String.valueOf(value);
    }

    private static void csv(ResultSet answer, List<String> names, PrintWriter out) throws SQLException, IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(names);
        while (answer.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                cells.add(text(answer, i));
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    private static void json(ResultSet answer, List<String> names, PrintWriter out) throws SQLException {
        while (answer.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= names.size(); i++) {
                Object value = answer.getObject(i);
                boolean plain = value == null || value instanceof Boolean || value instanceof BigDecimal;
                boolean number = value instanceof Integer || value instanceof Long || value instanceof Double;
                row.put(names.get(i - 1), plain || number ? value : String.valueOf(value));
            }
            out.println(Json.compact(row));
        }
    }

    private void table(ResultSet answer, List<String> names, PrintWriter out) throws SQLException {
        List<List<String>> rows = new ArrayList<>(List.of(names));
        long more = 0;
        while (answer.next()) {
            if (rows.size() > SHOWN_MAX) {
                more++;
                continue;
            }
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                String cell = text(answer, i).replace('\n', ' ');
                cells.add(cell.length() <= CELL_MAX ? cell : cell.substring(0, CELL_MAX - 3) + "...");
            }
            rows.add(cells);
        }
        int[] widths = new int[names.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.println((rows.size() - 1 + more) + " rows"
                + (more > 0 ? ", the first " + SHOWN_MAX + " shown; --form csv shows all" : ""));
    }
}
