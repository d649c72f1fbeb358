package io.ringside.sql;

import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Journals as tables of a DuckDB in memory. Once it is {@link #shut}, a statement has no access to files, network,
 * extensions and settings, and changes nothing outside of this memory.
 *
 * <p>Thread: one at a time.
 */
public final class JournalDatabase implements AutoCloseable {
    private static final String MEMORY = "2GB";

    private final DuckDBConnection connection;

    private JournalDatabase(DuckDBConnection connection) {
        this.connection = connection;
    }

    /**
     * Reads the journals of some folders.
     *
     * @param prefix what the name of each session begins with
     * @param tables that are wanted; all are there, the others empty
     * @throws UserError if there is no journal, or one is damaged or does not replay
     */
    public static JournalDatabase of(List<Path> folders, String prefix, Set<Table> tables) {
        List<Source> sources = Source.in(folders, prefix);
        try {
            Properties properties = new Properties();
            properties.setProperty("autoinstall_known_extensions", "false");
            properties.setProperty("autoload_known_extensions", "false");
            properties.setProperty("memory_limit", MEMORY);
            DuckDBConnection connection =
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
            JournalDatabase database = new JournalDatabase(connection);
            boolean ready = false;
            try {
                database.fill(sources, tables);
                ready = true;
            } finally {
                if (!ready) {
                    database.close();
                }
            }
            return database;
        } catch (SQLException e) {
            throw new UserError("DuckDB: " + e.getMessage(), e);
        }
    }

    /** The tables that a statement may ask for; all of them if it names none, as one that lists them does. */
    public static Set<Table> tablesIn(String statement) {
        Set<Table> named = EnumSet.noneOf(Table.class);
        for (Table table : Table.values()) {
            if (table.isIn(statement)) {
                named.add(table);
            }
        }
        return named;
    }

    private void fill(List<Source> sources, Set<Table> tables) throws SQLException {
        for (Table table : Table.values()) {
            execute("CREATE TABLE " + table.sql() + " ("
                    + table.columns().stream()
                            .map(column -> column.name() + " " + column.kind().duckdb)
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        try (Appenders rows = new Appenders(connection, tables)) {
            for (Source source : sources) {
                new JournalRows(source, rows).write();
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Shuts it off from everything else, for good. */
    public JournalDatabase shut() {
        try {
            execute("SET enable_external_access = false");
            execute("SET lock_configuration = true");
        } catch (SQLException e) {
            throw new UserError("DuckDB: " + e.getMessage(), e);
        }
        return this;
    }

    /** For statements. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes rows into the tables, one after the other; prepared statements would take minutes. */
    private static final class Appenders implements Rows, Rows.Row, AutoCloseable {
        private static final int SCALE = 8;

        private final Map<Table, DuckDBAppender> appenders = new EnumMap<>(Table.class);
        private final Set<Table> tables;
        private DuckDBAppender current;

        Appenders(DuckDBConnection connection, Set<Table> tables) throws SQLException {
            this.tables = tables;
            for (Table table : tables) {
                appenders.put(table, connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.sql()));
            }
        }

        private interface Step {
            void run() throws SQLException;
        }

        private Row step(Step step) {
            try {
                step.run();
                return this;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void session(String name) {
            // Each row says it.
        }

        @Override
        public boolean wants(Table table) {
            return tables.contains(table);
        }

        @Override
        public Row row(Table table) {
            current = appenders.get(table);
            return step(() -> current.beginRow());
        }

        @Override
        public Row text(String value) {
            return step(() -> current.append(value));
        }

        @Override
        public Row integer(long value) {
            return step(() -> current.append(value));
        }

        @Override
        public Row time(long nanos) {
            return LocalMicros.isKnown(nanos)
                    ? step(() -> current.appendEpochMicros(LocalMicros.of(nanos)))
                    : nothing();
        }

        @Override
        public Row day(int epochDay) {
            return step(() -> current.appendEpochDays(epochDay));
        }

        @Override
        public Row money(long e8) {
            return step(() -> current.append(BigDecimal.valueOf(e8, SCALE)));
        }

        @Override
        public Row real(double value) {
            return Double.isNaN(value) ? nothing() : step(() -> current.append(value));
        }

        @Override
        public Row flag(boolean value) {
            return step(() -> current.append(value));
        }

        @Override
        public Row nothing() {
            return step(() -> current.appendNull());
        }

        @Override
        public void end() {
            step(() -> current.endRow());
        }

        @Override
        public void close() throws SQLException {
            for (DuckDBAppender appender : appenders.values()) {
                appender.close();
            }
        }
    }
}
