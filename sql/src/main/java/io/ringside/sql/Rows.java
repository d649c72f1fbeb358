package io.ringside.sql;

import io.ringside.replay.report.Trade;

/**
 * Takes rows, value by value in the order of the table's columns.
 *
 * <p>Thread: its owner's.
 */
interface Rows {
    /** Sets the session of the following rows, except for orders, trades and equity, which have their own. */
    void session(String name);

    /** Whether this table is needed. */
    boolean wants(Table table);

    /** Begins a row. */
    Row row(Table table);

    /** A row that is being written. */
    interface Row {
        Row text(String value);

        Row integer(long value);

        /** UTC nanoseconds since 1970; nothing if 0 or unknown. */
        Row time(long nanos);

        /** Days since 1970. */
        Row day(int epochDay);

        /** At 1e-8. */
        Row money(long e8);

        /** NaN is nothing. */
        Row real(double value);

        Row flag(boolean value);

        Row nothing();

        void end();

        /** Nothing for null. */
        default Row textIfAny(String value) {
            return value == null ? nothing() : text(value);
        }

        /** Nothing where there is no price. */
        default Row price(long e8) {
            return e8 == 0 ? nothing() : money(e8);
        }

        /** NULL if unknown. */
        default Row known(long e8) {
            return e8 == Trade.UNKNOWN ? nothing() : money(e8);
        }

        /** UTC nanoseconds since 1970 as a number; nothing if 0 or unknown. */
        default Row nanos(long nanos) {
            return nanos <= 0 ? nothing() : integer(nanos);
        }
    }
}
