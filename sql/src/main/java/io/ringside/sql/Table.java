package io.ringside.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A table. {@code session} tells one journal from another; {@code time} is New York's clock, {@code nanos} UTC nanoseconds
 * since 1970, which spans are to be computed of: twice a year that clock jumps; money and prices are exact decimals.
 */
public enum Table {
    /** One row a journal. */
    SESSIONS(
            "session text, day date, source text, build text, configuration text, opened time, records integer,"
                    + " digest text, complete flag",
            "session",
            true),
    /** One row a record: the input event. */
    EVENTS(
            "session text, sequence integer, nanos integer, time time, type text, symbol text, price money, quantity integer,"
                    + " order_ref text, text text, warm_up flag",
            "session, sequence",
            false),
    /** Closed bars, those of the feed and aggregated ones. */
    BARS(
            "session text, sequence integer, n integer, start time, time time, symbol text, size text, open money,"
                    + " high money, low money, close money, volume integer, warm_up flag",
            "session, sequence, n",
            false),
    /** Indicator values that strategies saw. */
    INDICATORS(
            "session text, sequence integer, n integer, time time, strategy text, symbol text, name text, value real",
            "session, sequence, n",
            false),
    /** Signals of strategies. */
    SIGNALS(
            "session text, sequence integer, n integer, time time, strategy text, symbol text, kind text, reason text,"
                    + " price money, atr real, stop money, target money, weight real",
            "session, sequence, n",
            false),
    /** Verdicts of the risk stage. */
    VERDICTS(
            "session text, sequence integer, n integer, time time, strategy text, symbol text, signal_sequence integer,"
                    + " outcome text, words text, quantity integer, equity money, price money, stop money",
            "session, sequence, n",
            false),
    /** Orders from their decision to their end. */
    ORDERS(
            "session text, order_ref text, sequence integer, decided time, decided_nanos integer, ended time,"
                    + " ended_nanos integer, strategy text, symbol text,"
                    + " purpose text, side text, type text, time_in_force text, quantity integer, limit_price money,"
                    + " stop_price money, parent_ref text, cause_sequence integer, status text, filled integer,"
                    + " average_price money, commission money, slippage money, changes integer",
            "session, order_ref",
            true),
    /** Executions. */
    FILLS(
            "session text, sequence integer, nanos integer, time time, order_ref text, symbol text, side text,"
                    + " quantity integer, price money, leaves integer, commission money, slippage money",
            "session, sequence",
            false),
    /** Round trips that have ended, in the session in which they did. */
    TRADES(
            "session text, n integer, symbol text, strategy text, side text, quantity integer, signal_bar time,"
                    + " entry_time time, entry_nanos integer, entry_price money, exit_time time, exit_nanos integer,"
                    + " exit_price money, exit_reason text,"
                    + " commission money, pnl money, r_multiple real, equity_after money, order_ref text, mae money,"
                    + " mfe money, bars_held integer",
            "session, n",
            false),
    /** Positions and cash after each change, commissions that came later among them. */
    POSITIONS(
            "session text, sequence integer, time time, symbol text, shares integer, price money, cash money, equity money",
            "session, sequence",
            false),
    /** The account at each traded session's close; exposure is the share of its bars with a position. */
    EQUITY(
            "session text, day date, equity money, cash money, position_value money, benchmark money, exposure real",
            "session, day",
            false),
    /** Places of a portfolio's rankings. */
    RANKINGS(
            "session text, sequence integer, n integer, time time, symbol text, rank integer, score real, actions text,"
                    + " reason text, weight real",
            "session, sequence, n",
            false);

    /** What a column holds. */
    enum Kind {
        TEXT("VARCHAR", "text"),
        INTEGER("BIGINT", "bigint"),
        TIME("TIMESTAMP", "timestamp"),
        DATE("DATE", "date"),
        MONEY("DECIMAL(19,8)", "numeric(19,8)"),
        REAL("DOUBLE", "double precision"),
        FLAG("BOOLEAN", "boolean");

        final String duckdb;
        final String postgres;

        Kind(String duckdb, String postgres) {
            this.duckdb = duckdb;
            this.postgres = postgres;
        }
    }

    /** A column. */
    record Column(String name, Kind kind) {}

    // A list of records that nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Column> columns;

    private final String key;
    private final boolean changes;

    Table(String columns, String key, boolean changes) {
        this.columns = List.of(columns.split(", ")).stream()
                .map(text -> text.split(" "))
                .map(words -> new Column(words[0], Kind.valueOf(words[1].toUpperCase(Locale.ROOT))))
                .toList();
        this.key = key;
        this.changes = changes;
    }

    /** As SQL names it. */
    public String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return columns;
    }

    /** Columns of the primary key. */
    String key() {
        return key;
    }

    /** Whether a row of a running day may change later. */
    boolean changes() {
        return changes;
    }

    /** Whether a statement may ask for it. */
    boolean isIn(String statement) {
        return Pattern.compile("\\b" + sql() + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(statement)
                .find();
    }
}
