package io.ringside.sql;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Copies journals into a PostgreSQL. A journal that was closed and is there is not sent again; what is sent again changes
 * nothing: a row is known by its session and its place in it. One transaction a source: all of it is there, or nothing.
 *
 * <p>Thread: the caller's.
 */
final class PostgresExport implements AutoCloseable {
    private static final int BUFFER_CHARS = 4 << 20;
    private static final int NANOS = 1_000;

    private final Connection connection;
    private final String schema;

    /** How many rows were added or changed, by table. */
    private final Map<Table, Long> written = new EnumMap<>(Table.class);

    /**
     * Connects, and makes what tables are missing.
     *
     * @param url such as postgresql://host/database; the password comes from PGPASSWORD or .pgpass
     */
    PostgresExport(String url, String schema, Map<String, String> environment) {
        this.schema = schema;
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new UserError("--schema " + schema + ": must be a plain name");
        }
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        if (!jdbc.startsWith("jdbc:postgresql:") || jdbc.matches("(?i).*([?&]password=|//[^/@]*:[^/@]*@).*")) {
            throw new UserError("--postgres: must look like postgresql://HOST/DATABASE?user=NAME, without a password:"
                    + " that is read from PGPASSWORD or ~/.pgpass");
        }
        Properties properties = new Properties();
        String password = environment.get("PGPASSWORD");
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "ringside");
        properties.setProperty("connectTimeout", "10");
        try {
            connection = DriverManager.getConnection(jdbc, properties);
            connection.setAutoCommit(false);
            create();
        } catch (SQLException e) {
            throw error(e);
        }
    }

    private static UserError error(SQLException e) {
        return new UserError("PostgreSQL: " + e.getMessage(), e);
    }

    private String name(Table table) {
        return schema + "." + table.sql();
    }

    private static String stage(Table table) {
        return "stage_" + table.sql();
    }

    private void create() throws SQLException {
        execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        for (Table table : Table.values()) {
            String columns = table.columns().stream()
                    .map(column -> column.name() + " " + column.kind().postgres)
                    .collect(Collectors.joining(", "));
            execute("CREATE TABLE IF NOT EXISTS " + name(table) + " (" + columns + ", PRIMARY KEY (" + table.key()
                    + "))");
        }
        connection.commit();
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Sends what is new of some sources. */
    Map<Table, Long> write(List<Source> sources) {
        written.clear();
        for (Table table : Table.values()) {
            written.put(table, 0L);
        }
        for (Source source : sources) {
            try {
                write(source);
            } catch (SQLException e) {
                throw error(e);
            } finally {
                rollback();
            }
        }
        return written;
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw error(e);
        }
    }

    private void write(Source source) throws SQLException {
        Map<String, String> complete = complete();
        for (Table table : Table.values()) {
            execute("CREATE TEMP TABLE " + stage(table) + " (LIKE " + name(table) + ") ON COMMIT DROP");
        }
        Copies rows = new Copies(complete);
        try {
            new JournalRows(source, rows).write();
            rows.flush();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof SQLException fault) {
                throw fault;
            }
            throw e;
        }
        requireSame(complete);
        for (Table table : Table.values()) {
            written.merge(table, insert(table), Math::addExact);
        }
        connection.commit();
    }

    /** Digests of journals that are there whole, by session. */
    private Map<String, String> complete() throws SQLException {
        Map<String, String> complete = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT session, digest FROM " + name(Table.SESSIONS) + " WHERE complete")) {
            while (rows.next()) {
                complete.put(rows.getString(1), rows.getString(2));
            }
        }
        return complete;
    }

    private void requireSame(Map<String, String> complete) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT session, digest FROM " + stage(Table.SESSIONS))) {
            while (rows.next()) {
                String before = complete.get(rows.getString(1));
                if (before != null && !before.equals(rows.getString(2))) {
                    throw new UserError("the database has another journal of the name " + rows.getString(1)
                            + "; export this one with --as NAME");
                }
            }
        }
    }

    private long insert(Table table) throws SQLException {
        String conflict = "NOTHING";
        if (table.changes()) {
            List<String> names =
                    table.columns().stream().map(Table.Column::name).toList();
            conflict = "UPDATE SET "
                    + names.stream().map(one -> one + " = EXCLUDED." + one).collect(Collectors.joining(", "))
                    + " WHERE (" + names.stream().map(one -> "old." + one).collect(Collectors.joining(", "))
                    + ") IS DISTINCT FROM ("
                    + names.stream().map(one -> "EXCLUDED." + one).collect(Collectors.joining(", ")) + ")";
        }
        return execute("INSERT INTO " + name(table) + " AS old SELECT * FROM " + stage(table) + " ON CONFLICT ("
                + table.key() + ") DO " + conflict);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw error(e);
        }
    }

    /** Rows as COPY takes them, a few megabytes of one table at a time. */
    private final class Copies implements Rows, Rows.Row {
        private final Map<Table, StringBuilder> buffers = new EnumMap<>(Table.class);
        private final Map<String, String> complete;
        private boolean known;
        private Table table;
        private StringBuilder out;
        private boolean first;

        Copies(Map<String, String> complete) {
            this.complete = complete;
            for (Table one : Table.values()) {
                buffers.put(one, new StringBuilder());
            }
        }

        @Override
        public void session(String name) {
            known = complete.containsKey(name);
        }

        /** Of a journal that is there, only what may say something new or belongs to the whole run. */
        @Override
        public boolean wants(Table one) {
            return !known || one.changes() || one == Table.TRADES || one == Table.EQUITY;
        }

        @Override
        public Row row(Table one) {
            table = one;
            out = buffers.get(one);
            first = true;
            return this;
        }

        private Row plain(String value) {
            if (!first) {
                out.append(',');
            }
            first = false;
            out.append(value);
            return this;
        }

        @Override
        public Row text(String value) {
            return plain("\"" + value.replace("\"", "\"\"") + "\"");
        }

        @Override
        public Row integer(long value) {
            return plain(Long.toString(value));
        }

        @Override
        public Row time(long nanos) {
            if (!LocalMicros.isKnown(nanos)) {
                return nothing();
            }
            long micros = LocalMicros.of(nanos);
            int fraction = (int) Math.floorMod(micros, 1_000_000L);
            return plain(
                    LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), fraction * NANOS, ZoneOffset.UTC)
                            .toString());
        }

        @Override
        public Row day(int epochDay) {
            return plain(LocalDate.ofEpochDay(epochDay).toString());
        }

        @Override
        public Row money(long e8) {
            return plain(BigDecimal.valueOf(e8, 8).toPlainString());
        }

        @Override
        public Row real(double value) {
            return Double.isNaN(value) ? nothing() : plain(Double.toString(value));
        }

        @Override
        public Row flag(boolean value) {
            return plain(value ? "t" : "f");
        }

        @Override
        public Row nothing() {
            return plain("");
        }

        @Override
        public void end() {
            out.append('\n');
            if (out.length() > BUFFER_CHARS) {
                send(table);
            }
        }

        void flush() {
            for (Table one : Table.values()) {
                send(one);
            }
        }

        private void send(Table one) {
            StringBuilder buffer = buffers.get(one);
            if (buffer.isEmpty()) {
                return;
            }
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + stage(one) + " FROM STDIN (FORMAT csv)", new StringReader(buffer.toString()));
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
            buffer.setLength(0);
        }
    }
}
