package io.ringside.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the distribution's PostgreSQL, where it is installed: a server of its own in a folder of its own. */
class PostgresIT {
    @TempDir
    static Path folder;

    private static Path programs;
    private static Path data;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        programs = programs();
        assumeTrue(programs != null, "skipped: PostgreSQL is not installed to export to");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        data = folder.resolve("data");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run("initdb", "-D", data.toString(), "-A", "trust", "-U", "quant", "--no-sync", "-E", "UTF8");
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-l",
                folder.resolve("server.txt").toString(),
                "-o",
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off",
                "start");
        url = "postgresql://127.0.0.1:" + port + "/postgres?user=quant";
    }

    @AfterAll
    static void stop() throws Exception {
        if (data != null) {
            run("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
        }
    }

    private static Path programs() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo)
                    .orElse(null);
        }
    }

    /** The server refuses to be root's. */
    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path out = folder.resolve(program + ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> {
            try {
                return Files.readString(out);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + url);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Test
    void shouldAddEachRowOnceHoweverOftenItIsExported() throws Exception {
        Path out = Runs.backtests(folder, Runs.bars(folder), 2);
        String first = Runs.run(new ExportCommand(), "--journal", out, "--postgres", url);
        String second = Runs.run(new ExportCommand(), "--journal", out, "--postgres", url);
        assertTrue(second.startsWith("0 rows added or changed"), second);
        try (JournalDatabase journals = JournalDatabase.of(List.of(out), "", EnumSet.allOf(Table.class));
                Statement statement = journals.connection().createStatement()) {
            for (Table table : Table.values()) {
                try (ResultSet answer = statement.executeQuery("SELECT count(*) FROM " + table.sql())) {
                    answer.next();
                    assertEquals(
                            answer.getLong(1), number("SELECT count(*) FROM ringside." + table.sql()), table.sql());
                    assertTrue(first.contains(table.sql() + " " + answer.getLong(1)), first);
                }
            }
            String sum =
                    "SELECT CAST(sum(pnl) * 100000000 AS bigint) + count(DISTINCT entry_time) + sum(bars_held) FROM ";
            try (ResultSet answer = statement.executeQuery(sum + "trades")) {
                answer.next();
                assertEquals(answer.getLong(1), number(sum + "ringside.trades"));
            }
        }
        // A part of them is nothing new; another journal of the same name is refused, and leaves nothing.
        assertTrue(Runs.run(new ExportCommand(), "--journal", out.resolve("run-aa"), "--postgres", url)
                .startsWith("0 rows"));
        long before = number("SELECT count(*) FROM ringside.events");
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        Files.move(out.resolve("run-ab"), other.resolve("run-aa"));
        try (PostgresExport export = new PostgresExport(url, "ringside", Map.of())) {
            UserError error = assertThrows(UserError.class, () -> export.write(Source.in(List.of(other), "")));
            assertTrue(error.getMessage().contains("--as NAME"), error.getMessage());
        }
        assertEquals(before, number("SELECT count(*) FROM ringside.events"));
        String named = Runs.run(new ExportCommand(), "--journal", other, "--as", "b-", "--postgres", url);
        assertTrue(number("SELECT count(*) FROM ringside.events") > before, named);
    }

    /** A part of a day, and then all of it: what is new is added, and the session is complete once it was closed. */
    @Test
    void shouldFollowADayThatRuns() throws Exception {
        Path live = Files.createDirectory(folder.resolve("live"));
        EngineSettings settings = EngineSettings.of(EngineSettings.load(Runs.HOME.resolve("config/qqq.conf")));
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        Engine engine = new Engine(settings, calendar);
        int day = (int) LocalDate.parse("2025-06-20").toEpochDay();
        try (JournalWriter writer = JournalWriter.create(
                live.resolve("2025-06-20"),
                day,
                "test",
                settings.text(),
                JournalSettings.backtest(),
                engine.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), (intent, now) -> {}),
                    engine.bounds(),
                    writer.nextSequence());
            for (int part = 1; part <= 2; part++) {
                for (int i = 0; i < 10; i++) {
                    pipeline.draft().control(EventType.TIMER, calendar.openNanos(day) + i, part, i);
                    pipeline.process();
                }
                assertTrue(export(live).contains("events 10,"), "part " + part);
                assertTrue(export(live).startsWith("0 rows"));
                assertEquals(10L * part, number("SELECT count(*) FROM day.events"));
                assertEquals(0, number("SELECT count(*) FROM day.sessions WHERE complete"));
            }
        }
        assertTrue(export(live).startsWith("1 rows added or changed: sessions 1,"));
        assertEquals(1, number("SELECT count(*) FROM day.sessions WHERE complete"));
        assertTrue(export(live).startsWith("0 rows"));
    }

    private static String export(Path live) {
        return Runs.run(new ExportCommand(), "--journal", live, "--postgres", url, "--schema", "day");
    }
}
