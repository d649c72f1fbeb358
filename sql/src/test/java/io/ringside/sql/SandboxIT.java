package io.ringside.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxIT {
    @TempDir
    static Path folder;

    private static Path out;

    @BeforeAll
    static void trade() {
        out = Runs.backtests(folder, Runs.bars(folder), 2);
    }

    /** What a stranger's statement may reach is the tables, and nothing else. */
    @Test
    void shouldReachNothingOutsideOnceItIsShut() throws Exception {
        Path secret = folder.resolve("secret.csv");
        Files.writeString(secret, "a\n1\n");
        String database = folder.resolve("x.duckdb").toString();
        try (JournalDatabase journals = JournalDatabase.of(List.of(out), "", EnumSet.of(Table.TRADES))
                        .shut();
                Statement statement = journals.connection().createStatement()) {
            for (String sql : List.of(
                    "SELECT * FROM read_csv('" + secret + "')",
                    "SELECT * FROM '" + secret + "'",
                    "SELECT * FROM read_text('" + secret + "')",
                    "SELECT * FROM glob('" + folder + "/*')",
                    "COPY trades TO '" + folder.resolve("stolen.csv") + "'",
                    "COPY trades FROM '" + secret + "'",
                    "EXPORT DATABASE '" + folder.resolve("stolen") + "'",
                    "ATTACH '" + database + "' AS x",
                    "INSTALL httpfs",
                    "LOAD httpfs",
                    "SET enable_external_access = true",
                    "RESET enable_external_access",
                    "SET memory_limit = '100GB'",
                    "SELECT * FROM read_csv('https://example.org/x.csv')")) {
                assertThrows(
                        SQLException.class,
                        () -> {
                            // One that has failed may be closed.
                            try (Statement one = journals.connection().createStatement()) {
                                one.execute(sql);
                            }
                        },
                        sql);
            }
            try (ResultSet answer = statement.executeQuery("SELECT count(*) FROM trades")) {
                assertTrue(answer.next() && answer.getLong(1) > 0);
            }
        }
        try (var left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().contains("stolen")
                    || path.toString().equals(database)));
        }
    }

    @Test
    void shouldPrintAsTableCsvAndJson() {
        String sql = "SELECT session, count(*) AS n, sum(pnl) AS pnl FROM trades GROUP BY 1 ORDER BY 1";
        String table = Runs.run(new SqlCommand(), "--journal", out, sql);
        assertTrue(table.startsWith("session  n"), table);
        assertTrue(table.endsWith("2 rows\n"), table);
        String csv = Runs.run(new SqlCommand(), "--journal", out, "--as", "x-", "--form", "csv", sql);
        assertTrue(csv.startsWith("session,n,pnl\nx-run-aa,"), csv);
        String json = Runs.run(new SqlCommand(), "--journal", out.resolve("run-aa"), "--form", "json", sql);
        assertTrue(json.startsWith("{\"session\":\"run-aa\",\"n\":"), json);
        assertTrue(Runs.run(new SqlCommand(), "--journal", out, "SHOW TABLES").contains("rankings"));
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        check(
                "no such folder",
                new SqlCommand(),
                "--journal",
                folder.resolve("nobody").toString(),
                "SELECT 1");
        check("holds no journal", new SqlCommand(), "--journal", empty.toString(), "SELECT 1");
        check(
                "is called run-aa",
                new SqlCommand(),
                "--journal",
                out.toString(),
                "--journal",
                out.resolve("run-aa").toString(),
                "SELECT 1");
        check("nonsense", new SqlCommand(), "--journal", out.toString(), "SELECT nonsense FROM trades");
        check("Missing required", new ExportCommand(), "--journal", out.toString());
        check(
                "without a password",
                new ExportCommand(),
                "--journal",
                out.toString(),
                "--postgres",
                "postgresql://a:b@localhost/x");
        check(
                "without a password",
                new ExportCommand(),
                "--journal",
                out.toString(),
                "--postgres",
                "mysql://localhost/x");
        check(
                "goes with --postgres",
                new ExportCommand(),
                "--journal",
                out.toString(),
                "--csv",
                folder.resolve("c").toString(),
                "--every",
                "5");
    }

    private static void check(String expected, Object command, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Commands.run(
                command,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(2, code, said);
        assertTrue(said.contains(expected), said);
        assertEquals(1, said.lines().count(), said);
        assertFalse(said.contains("a:b@"), said);
    }

    @Test
    void shouldExportFilesThatReadBackToTheSameRows() throws SQLException {
        Path parquet = folder.resolve("parquet");
        Path csv = folder.resolve("csv");
        String told = Runs.run(new ExportCommand(), "--journal", out, "--parquet", parquet);
        Runs.run(new ExportCommand(), "--journal", out, "--csv", csv);
        assertTrue(told.contains("trades "), told);
        try (JournalDatabase journals = JournalDatabase.of(List.of(out), "", EnumSet.allOf(Table.class));
                Statement statement = journals.connection().createStatement()) {
            for (Table table : Table.values()) {
                for (String file : List.of(
                        "read_parquet('" + parquet.resolve(table.sql() + ".parquet") + "')",
                        "read_csv('" + csv.resolve(table.sql() + ".csv") + "', header = true)")) {
                    try (ResultSet answer = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM " + table.sql() + "), (SELECT count(*) FROM " + file + ")")) {
                        answer.next();
                        assertEquals(answer.getLong(1), answer.getLong(2), file);
                    }
                }
            }
            try (ResultSet answer = statement.executeQuery(
                    "SELECT count(*) FROM (SELECT * FROM trades EXCEPT SELECT * FROM read_parquet('"
                            + parquet.resolve("trades.parquet") + "'))")) {
                answer.next();
                assertEquals(0, answer.getLong(1));
            }
        }
    }
}
