package io.ringside.sql;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringside export}: journals as files or in a database of the user's. */
@Command(
        name = "export",
        description =
                "Writes journals as Parquet or CSV files, a table each, or into a PostgreSQL. Each is proved first.")
public final class ExportCommand extends TerminalCommand {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "as of ringside sql; several may be given; if none is: live, or else out")
    List<Path> journals = new ArrayList<>();

    @Option(names = "--as", paramLabel = "NAME", description = "what the names of sessions begin with")
    String prefix = "";

    @ArgGroup(multiplicity = "1")
    Target target;

    /** Where to; one of them. */
    static final class Target {
        @Option(names = "--parquet", paramLabel = "DIR", description = "Parquet files, compressed with Zstandard")
        Path parquet;

        @Option(names = "--csv", paramLabel = "DIR", description = "CSV files")
        Path csv;

        @Option(
                names = "--postgres",
                paramLabel = "URL",
                description =
                        "such as postgresql://HOST/DATABASE?user=NAME; the password comes from PGPASSWORD or .pgpass;"
                                + " what is there is not sent again")
        String postgres;
    }

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "of the PostgreSQL; ringside",
            defaultValue = "ringside")
    String schema = "ringside";

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "with --postgres: again and again, so that a running day is there; until interrupted")
    int every;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> folders = SqlCommand.folders(journals);
        if (every < 0 || (every > 0 && target.postgres == null)) {
            throw new UserError("--every " + every + ": must be some seconds, and goes with --postgres");
        }
        if (target.postgres == null) {
            files(folders, target.parquet != null);
            return Commands.OK;
        }
        try (PostgresExport export = new PostgresExport(target.postgres, schema, System.getenv())) {
            do {
                counts(export.write(Source.in(folders, prefix)), "rows added or changed");
            } while (every > 0 && !new CountDownLatch(1).await(every, TimeUnit.SECONDS));
        }
        return Commands.OK;
    }

    private void files(List<Path> folders, boolean parquet) throws IOException {
        Path to = parquet ? target.parquet : target.csv;
        String end = parquet ? ".parquet" : ".csv";
        String format = parquet ? "(FORMAT parquet, COMPRESSION zstd)" : "(FORMAT csv, HEADER)";
        Files.createDirectories(to);
        Map<Table, Long> counts = new EnumMap<>(Table.class);
        try (JournalDatabase database = JournalDatabase.of(folders, prefix, EnumSet.allOf(Table.class));
                Statement statement = database.connection().createStatement()) {
            for (Table table : Table.values()) {
                Path file = to.resolve(table.sql() + end);
                Path part = to.resolve(table.sql() + end + ".part");
                statement.execute(
                        "COPY " + table.sql() + " TO '" + part.toString().replace("'", "''") + "' " + format);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.sql())) {
                    count.next();
                    counts.put(table, count.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new UserError("DuckDB: " + e.getMessage(), e);
        }
        counts(counts, "rows in " + to);
    }

    private void counts(Map<Table, Long> counts, String what) {
        PrintWriter out = out();
        List<String> words = new ArrayList<>();
        counts.forEach((table, count) -> words.add(table.sql() + " " + count));
        out.println(counts.values().stream().mapToLong(Long::longValue).sum() + " " + what + ": "
                + String.join(", ", words));
        out.flush();
    }
}
