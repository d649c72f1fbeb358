/**
 * Journals as tables: for SQL by DuckDB in this process, and for export to files and to PostgreSQL. Each journal is replayed
 * and proved on the way, by the same folds that reports are made of.
 */
package io.ringside.sql;
