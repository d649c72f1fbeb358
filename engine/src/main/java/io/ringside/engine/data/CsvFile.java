package io.ringside.engine.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A CSV file, plain or compressed with gzip, read row by row in constant memory. Whatever is wrong with it, from a missing
 * file to a letter in a price, is a {@link UserError} with file, line, column, value and remedy.
 *
 * <p>Thread: the one that reads.
 */
final class CsvFile implements AutoCloseable {
    /** Prices above lose their exactness as double. */
    private static final long PRICE_MAX_E8 = 90_000_000L * FixedPoint.ONE_E8;

    private static final long VOLUME_MAX = 1_000_000_000_000_000L;
    private static final int DECIMALS = 8;
    private static final int BUFFER_CHARS = 32 * 1024;
    private static final int VALUE_SHOWN_MAX = 48;

    private final Path path;
    private final GuardedInput.Counter counter;
    private final long size;
    private final CsvRow row = new CsvRow();
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;
    private String[] columns = {};
    private boolean again;
    private boolean readable;

    private CsvFile(Path path, InputStream in, GuardedInput.Counter counter, long size) {
        this.path = path;
        this.counter = counter;
        this.size = size;
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        reader = CsvReader.builder().maxBufferSize(BUFFER_CHARS).build(row, new InputStreamReader(in, decoder));
        rows = reader.iterator();
    }

    static CsvFile open(Path path) {
        if (!Files.exists(path)) {
            throw new UserError(name(path) + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new UserError(name(path) + ": is a folder; give a CSV file");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UserError(name(path) + ": cannot be read; give a CSV file that you may read");
        }
        InputStream in = null;
        try {
            var counter = new GuardedInput.Counter(Files.newInputStream(path));
            in = counter;
            var text = new BufferedInputStream(GuardedInput.of(path, counter), BUFFER_CHARS / 8);
            in = text;
            skipByteOrderMark(text);
            return new CsvFile(path, text, counter, Math.max(1, Files.size(path)));
        } catch (IOException e) {
            closeQuietly(in, e);
            throw unreadable(path, 0, e);
        } catch (UserError e) {
            closeQuietly(in, e);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    CsvRow row() {
        return row;
    }

    /** How much of the file has been read, from 0 to 1. */
    double progress() {
        return Math.min(1, (double) counter.bytes() / size);
    }

    /** Whether reading can go on after an error: the row was wrong, not the file. */
    boolean isReadable() {
        return readable;
    }

    /** Moves to the next row that is not empty; false at the end of the file. */
    boolean next() {
        if (again) {
            again = false;
            return true;
        }
        readable = false;
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            readable = true;
        } catch (UncheckedIOException e) {
            throw unreadable(path, row.line(), e.getCause());
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw unreadable(path, row.line(), cause);
            }
            throw new UserError(
                    name(path) + " after line " + row.line() + ": a quoted field does not end; remove the quote", e);
        }
        if (row.count() > CsvRow.FIELDS_MAX) {
            throw error("has " + row.count() + " fields; at most " + CsvRow.FIELDS_MAX + " are read");
        }
        if (columns.length > 0 && row.count() != columns.length) {
            throw error("has " + row.count() + " fields where " + columns.length
                    + " are expected; separate fields by commas, decimals by points");
        }
        return true;
    }

    /** Makes {@link #next} give the row once more: it was no header. */
    void again() {
        again = true;
    }

    /** Takes the row for the header: names for error messages, and from now on a fixed number of fields. */
    String[] takeHeader() {
        columns = new String[row.count()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = row.field(i).toString();
        }
        return columns;
    }

    /** Names the columns of a file without a header. */
    void setColumns(String... names) {
        columns = names;
        if (row.count() != columns.length) {
            throw error("has " + row.count() + " fields where " + columns.length + " are expected");
        }
    }

    /** The field as a price above 0. */
    long priceE8(int column) {
        long value = decimalE8(column);
        if (value <= 0) {
            throw error(column, "a price is above 0");
        }
        if (value > PRICE_MAX_E8) {
            throw error(column, "a price is at most 90 million");
        }
        return value;
    }

    /** The field as a number of shares; a fraction of a share is cut off. */
    long shares(int column) {
        long value = decimalE8(column);
        if (value < 0) {
            throw error(column, "a number of shares is 0 or above");
        }
        return value / FixedPoint.ONE_E8;
    }

    /** The field as a whole number from 0 to a maximum. */
    long whole(int column, long max) {
        CharSequence text = row.field(column);
        long value = text.length() == 0 || text.length() > 18 ? -1 : 0;
        for (int i = 0; i < text.length() && value >= 0; i++) {
            char c = text.charAt(i);
            value = c >= '0' && c <= '9' ? value * 10 + (c - '0') : -1;
        }
        if (value < 0 || value > max) {
            throw error(column, "give a whole number from 0 to " + max);
        }
        return value;
    }

    /** The field as up to 16 hexadecimal digits; none are 0. */
    long hexadecimal(int column) {
        CharSequence text = row.field(column);
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f' || i == 16) {
                throw error(column, "give the conditions as bits in hexadecimal, such as 20000020");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** An error in one field of the row. */
    UserError error(int column, String remedy) {
        return error("column " + shown(columns[column]) + ": \"" + shown(row.field(column)) + "\": " + remedy);
    }

    /** An error in the row. */
    UserError error(String message) {
        return new UserError(name(path) + " line " + row.line() + " " + message);
    }

    /** An error of the whole file. */
    UserError fileError(String message) {
        return new UserError(name(path) + ": " + message);
    }

    /** Text of a stranger's file, fit for a terminal: short and without control characters. */
    static String shown(CharSequence text) {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), VALUE_SHOWN_MAX); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.append(text.length() > VALUE_SHOWN_MAX ? "..." : "").toString();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(path, row.line(), e);
        }
    }

    /** Vendors write doubles with up to 17 digits: beyond eight decimals the number is rounded, half away from zero. */
    private long decimalE8(int column) {
        CharSequence text = row.field(column);
        int length = text.length();
        int end = length;
        for (int i = 0; i < length - DECIMALS - 1; i++) {
            if (text.charAt(i) == '.') {
                end = i + DECIMALS + 1;
            }
        }
        boolean up = false;
        for (int i = end; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw error(column, "give a decimal number such as 512.34");
            }
            up |= i == end && c >= '5';
        }
        try {
            long value = FixedPoint.parse(text, 0, end);
            if (Math.abs(value / FixedPoint.ONE_E8) > VOLUME_MAX) {
                throw error(column, "the number is too large");
            }
            return up ? value + (text.charAt(0) == '-' ? -1 : 1) : value;
        } catch (NumberFormatException e) {
            throw error(column, "give a decimal number such as 512.34");
        }
    }

    private static String name(Path path) {
        var out = new StringBuilder();
        path.toString().codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.reset();
        }
    }

    private static UserError unreadable(Path path, long afterLine, IOException e) {
        IOException cause = e;
        while (!(cause instanceof GuardedInput.Refused) && cause.getCause() instanceof IOException inner) {
            cause = inner;
        }
        if (cause instanceof GuardedInput.Refused) {
            return new UserError(name(path) + ((GuardedInput.Refused) cause).afterName(), e);
        }
        if (cause instanceof CharacterCodingException) {
            return new UserError(name(path) + " after line " + afterLine + ": is not UTF-8 text; convert the file", e);
        }
        return new UserError(
                name(path) + " after line " + afterLine + ": cannot be read ("
                        + shown(String.valueOf(cause.getMessage())) + "); check the file",
                e);
    }

    private static void closeQuietly(InputStream in, Exception reason) {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
