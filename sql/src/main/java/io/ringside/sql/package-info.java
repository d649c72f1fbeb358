/**
 * Journals as tables: for SQL by DuckDB in this process, and for export to files and to PostgreSQL. Each journal is replayed
 * and verified, with the same classes as reports: {@code Source} > {@code JournalRows} > {@code Rows} (DuckDB appenders, or
 * COPY to PostgreSQL). Thread: the command's.
 */
package io.ringside.sql;
