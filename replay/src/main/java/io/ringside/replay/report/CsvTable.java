package io.ringside.replay.report;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.ringside.engine.data.GuardedInput;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A CSV file with a header, plain or compressed with gzip, row by row. A defect is a {@link UserError} with file, line,
 * column and value.
 *
 * <p>Thread: the one that reads.
 */
final class CsvTable implements AutoCloseable {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final Path path;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> rows;
    private final List<String> columns = new ArrayList<>();
    private CsvRecord row;
    private long line = 1;

    private CsvTable(Path path, InputStream in) {
        this.path = path;
        // A fresh decoder replaces nothing: malformed bytes are an error.
        reader = CsvReader.builder().ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        rows = reader.iterator();
    }

    /** Opens a file and reads its header, ignoring case and surrounding blanks. */
    static CsvTable open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new UserError(path + ": " + (Files.exists(path) ? "is not a file" : "no such file"));
        }
        CsvTable table;
        try {
            table = new CsvTable(path, GuardedInput.open(path));
        } catch (GuardedInput.Refused e) {
            throw new UserError(path + e.afterName(), e);
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
        try {
            table.readHeader();
            return table;
        } catch (UserError e) {
            table.close();
            throw e;
        }
    }

    List<String> columns() {
        return columns;
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /** The first of the names that the file has, or null. */
    String first(String... names) {
        for (String name : names) {
            if (has(name)) {
                return name;
            }
        }
        return null;
    }

    /** The first of the names that the file has; an error if it has none of them. */
    String require(String... names) {
        String found = first(names);
        if (found == null) {
            throw new UserError(path + " line 1: has no column " + String.join(" or ", names) + "; it has "
                    + shown(String.join(",", columns)));
        }
        return found;
    }

    /** Moves to the next row; false at the end. */
    boolean next() {
        if (!advance()) {
            return false;
        }
        if (row.getFieldCount() != columns.size()) {
            throw new UserError(path + " line " + line + ": has " + row.getFieldCount()
                    + " fields where the header has " + columns.size());
        }
        return true;
    }

    /** The cell without surrounding blanks; empty if the column is null. */
    String text(String column) {
        return column == null ? "" : row.getField(columns.indexOf(column)).strip();
    }

    boolean isEmpty(String column) {
        return text(column).isEmpty();
    }

    /** The cell as an amount at 1e-8. */
    long moneyE8(String column) {
        try {
            return Numbers.moneyE8(text(column));
        } catch (NumberFormatException e) {
            throw error(column, "give a decimal number such as 512.34", e);
        }
    }

    /** The cell as a finite double. */
    double number(String column) {
        try {
            return Numbers.number(text(column));
        } catch (NumberFormatException e) {
            throw error(column, "give a number such as 0.75", e);
        }
    }

    /** The cell as a day. */
    LocalDate day(String column) {
        try {
            return LocalDate.parse(text(column));
        } catch (DateTimeException e) {
            throw error(column, "give a day such as 2025-05-21", e);
        }
    }

    /** The cell as an instant; without an offset it is exchange time, without a time midnight. */
    long nanos(String column) {
        String text = text(column);
        if (text.length() > 10 && text.charAt(10) == ' ') {
            text = text.substring(0, 10) + "T" + text.substring(11);
        }
        try {
            // Trying one format after the other would cost an exception for each.
            TemporalAccessor time = text.length() == 10
                    ? LocalDate.parse(text)
                    : TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            var zone = ExchangeCalendar.usEquity().zone();
            Instant instant = time instanceof OffsetDateTime at
                    ? at.toInstant()
                    : time instanceof LocalDateTime local
                            ? local.atZone(zone).toInstant()
                            : LocalDate.from(time).atStartOfDay(zone).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw error(column, "give a time such as 2025-05-21T12:55:00-04:00", e);
        }
    }

    UserError error(String column, String remedy, Throwable cause) {
        return new UserError(
                path + " line " + line + " column " + column + ": \"" + shown(text(column)) + "\": " + remedy, cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readHeader() {
        if (!advance()) {
            throw new UserError(path + ": is empty; the first line names the columns");
        }
        for (String name : row.getFields()) {
            String column = name.replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
            if (columns.contains(column)) {
                throw new UserError(path + " line 1: has the column " + shown(column) + " twice");
            }
            columns.add(column);
        }
    }

    private boolean advance() {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next();
            line = row.getStartingLineNumber();
            return true;
        } catch (UncheckedIOException | CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof GuardedInput.Refused refused) {
                    throw new UserError(path + refused.afterName(), e);
                }
            }
            throw new UserError(path + " after line " + line + ": is no CSV text in UTF-8; check the file", e);
        }
    }

    /** Text of a file, made safe for one line of a terminal. */
    private static String shown(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > 60 ? line.substring(0, 57) + "..." : line;
    }
}
