package io.ringside.engine.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A CSV file, plain, compressed with gzip or an entry of a zip file, read row by row in constant memory. Fields are separated
 * by what its first line shows: commas, semicolons, tabs or bars. Whatever is wrong with it, from a missing file to a letter
 * in a price, is a {@link UserError} with file, line, column, value and remedy.
 *
 * <p>Thread: the one that reads.
 */
final class CsvFile implements AutoCloseable {
    /** Largest price: above it a double does not hold a price exactly. */
    private static final long PRICE_MAX_E8 = 90_000_000L * FixedPoint.ONE_E8;

    private static final BigDecimal NUMBER_MAX = BigDecimal.valueOf(Long.MAX_VALUE, 8);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?");
    private static final Pattern THOUSANDS = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?");
    private static final Pattern SURE_THOUSANDS =
            Pattern.compile("[0-9]{1,3}((,[0-9]{3})+\\.[0-9]*|,[0-9]{3}(,[0-9]{3})+)");
    private static final int DECIMALS = 8;
    private static final int NUMBER_LENGTH_MAX = 40;
    /** Longest row: an unclosed quote would otherwise make one row of the rest of the file. */
    private static final int ROW_CHARS_MAX = 2 * GuardedInput.LINE_MAX;

    private static final int BUFFER_BYTES = 4 * 1024;
    private static final int VALUE_SHOWN_MAX = 48;

    /** Rows of a file that is read backwards are held in memory. */
    private static final long BACKWARDS_MAX = 256L << 20;

    private static final String SEPARATORS = ",;\t|";

    private final DataPart part;
    private final GuardedInput.Counter counter;
    private final long size;
    private final CsvRow row = new CsvRow();
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;
    private final char separator;
    private final StringBuilder scratch = new StringBuilder();
    private List<String> columns = List.of();
    private boolean decimalComma;
    private boolean readable;

    /** Of a file that is read backwards: lines of the header, and lines in all; 0 otherwise. */
    private long headerLines;

    private long lines;

    private CsvFile(DataPart part, Reader in, char separator, GuardedInput.Counter counter, long size) {
        this.part = part;
        this.counter = counter;
        this.size = size;
        this.separator = separator;
        reader = CsvReader.builder()
                .maxBufferSize(ROW_CHARS_MAX)
                .fieldSeparator(separator)
                .build(row, in);
        rows = reader.iterator();
    }

    static CsvFile open(Path path) {
        return open(DataPart.of(path));
    }

    static CsvFile open(DataPart part) {
        Path path = part.path();
        if (!Files.exists(path)) {
            throw new UserError(name(part) + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new UserError(name(part) + ": is a folder; give a CSV file");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UserError(name(part) + ": cannot be read; give a CSV file that you may read");
        }
        InputStream in = null;
        try {
            var counter = new GuardedInput.Counter(Files.newInputStream(path));
            in = counter;
            var text = new BufferedInputStream(GuardedInput.of(part, counter), BUFFER_BYTES);
            in = text;
            skipByteOrderMark(text);
            char separator = separator(text);
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return new CsvFile(
                    part, new InputStreamReader(text, decoder), separator, counter, Math.max(1, Files.size(path)));
        } catch (IOException e) {
            closeQuietly(in, e);
            throw unreadable(part, 0, e);
        } catch (UserError e) {
            closeQuietly(in, e);
            throw e;
        }
    }

    /** Opens the file so that the lines after the header come from the last to the first; it is read into memory. */
    static CsvFile openBackwards(DataPart part, int headerLines) {
        List<String> lines = new ArrayList<>();
        try {
            var counter = new GuardedInput.Counter(Files.newInputStream(part.path()));
            try (counter;
                    var text = new BufferedInputStream(GuardedInput.of(part, counter), BUFFER_BYTES)) {
                skipByteOrderMark(text);
                char separator = separator(text);
                var in = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
                long chars = 0;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    chars += line.length() + 1L;
                    if (chars > BACKWARDS_MAX) {
                        throw new UserError(name(part) + ": is too large to be read newest row first; sort it by time");
                    }
                }
                Collections.reverse(lines.subList(Math.min(headerLines, lines.size()), lines.size()));
                var file = new CsvFile(
                        part, new StringReader(String.join("\n", lines)), separator, counter, Math.max(1, chars));
                file.headerLines = headerLines;
                file.lines = lines.size();
                return file;
            }
        } catch (IOException e) {
            throw unreadable(part, lines.size(), e);
        }
    }

    DataPart part() {
        return part;
    }

    CsvRow row() {
        return row;
    }

    /** What separates fields. */
    char separator() {
        return separator;
    }

    /** Line of the row in the file. */
    long line() {
        long line = row.line();
        return line > headerLines && lines > 0 ? lines + headerLines + 1 - line : line;
    }

    /** Whether decimals are separated by commas. */
    void setDecimalComma(boolean comma) {
        decimalComma = comma;
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
        if (!nextOfAnyShape()) {
            return false;
        }
        if (row.count() > CsvRow.FIELDS_MAX) {
            throw error("has " + row.count() + " fields; at most " + CsvRow.FIELDS_MAX + " are read");
        }
        if (!columns.isEmpty() && row.count() != columns.size()) {
            throw error("has " + row.count() + " fields where " + columns.size()
                    + " are expected; separate fields by commas, decimals by points");
        }
        return true;
    }

    /** The same for a row that is only counted: any number of fields is accepted. */
    boolean nextOfAnyShape() {
        readable = false;
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            readable = true;
        } catch (UncheckedIOException e) {
            throw unreadable(part, row.line(), e.getCause());
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw unreadable(part, row.line(), cause);
            }
            throw new UserError(
                    name(part) + " after line " + row.line() + ": a quoted field does not end; remove the quote", e);
        }
        return true;
    }

    /** Names the columns; later rows must have as many fields. */
    void setColumns(List<String> names) {
        columns = names;
    }

    /** Whether the field holds no value (blank, or a vendor's word for none). */
    boolean isBlank(int column) {
        CharSequence text = row.field(column);
        int length = text.length();
        if (length == 0) {
            return true;
        }
        char c = text.charAt(0);
        if (length > 4 || (c >= '0' && c <= '9')) {
            return false;
        }
        return switch (text.toString().toLowerCase(Locale.ROOT)) {
            case "null", "nan", "none", "na", "n/a", "-" -> true;
            default -> false;
        };
    }

    /** The field as a price above 0. */
    long priceE8(int column) {
        long value = decimalE8(column, false);
        if (value <= 0) {
            throw error(column, "a price is above 0");
        }
        if (value > PRICE_MAX_E8) {
            throw error(column, "a price is at most 90 million");
        }
        return value;
    }

    /** The field as a number of shares at 1e-8. */
    long sharesE8(int column) {
        long value = decimalE8(column, true);
        if (value < 0) {
            throw error(column, "a number of shares is 0 or above");
        }
        return value;
    }

    /** The field as a whole number from 0 to a bound. */
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
        return error("column " + shown(columns.get(column)) + ": \"" + shown(row.field(column)) + "\": " + remedy);
    }

    /** An error in the row. */
    UserError error(String message) {
        return errorAt(line(), message);
    }

    /** An error in a row that was read before. */
    UserError errorAt(long line, String message) {
        return new UserError(name(part) + " line " + line + " " + message);
    }

    /** An error of the whole file. */
    UserError fileError(String message) {
        return new UserError(name(part) + ": " + message);
    }

    /** Text of a file, made safe for a terminal: short and without control characters. */
    static String shown(CharSequence text) {
        return shown(text, VALUE_SHOWN_MAX);
    }

    /** The same with another maximum length. */
    static String shown(CharSequence text, int max) {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), max); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.append(text.length() > max ? "..." : "").toString();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(part, row.line(), e);
        }
    }

    /** Vendors write doubles with up to 17 digits: beyond eight decimals the number is rounded, half to even. */
    private long decimalE8(int column, boolean shares) {
        CharSequence text = decimalComma ? withPoint(column) : row.field(column);
        int length = text.length();
        int end = length;
        for (int i = 0; i < length - DECIMALS - 1; i++) {
            if (text.charAt(i) == '.') {
                end = i + DECIMALS + 1;
            }
        }
        boolean up = false;
        boolean tie = false;
        for (int i = end; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return unusualE8(column, text, shares);
            }
            up |= i == end && c >= '5';
            tie = i == end ? c == '5' : tie && c == '0';
        }
        try {
            long value = FixedPoint.parse(text, 0, end);
            up &= !tie || (value & 1) != 0;
            return up ? value + (text.charAt(0) == '-' ? -1 : 1) : value;
        } catch (NumberFormatException e) {
            return unusualE8(column, text, shares);
        }
    }

    /** A number with an exponent, a dollar sign or commas between thousands, or one that is too large, or none. */
    private long unusualE8(int column, CharSequence text, boolean shares) {
        String number = plain(text.toString(), shares);
        if (number.length() > NUMBER_LENGTH_MAX || !NUMBER.matcher(number).matches()) {
            throw error(column, "give a decimal number such as 512.34");
        }
        BigDecimal value = new BigDecimal(number);
        if (value.abs().compareTo(NUMBER_MAX) >= 0) {
            throw error(column, "the number is too large; at most " + NUMBER_MAX.toBigInteger() + " can be held");
        }
        return value.setScale(DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    /**
     * Without a dollar sign, and without commas between thousands where they can be nothing else: a comma before three digits
     * may be a price's decimal one.
     */
    private String plain(String text, boolean shares) {
        String number = text.startsWith("$") && !decimalComma ? text.substring(1) : text;
        boolean grouped = !decimalComma
                && (shares ? THOUSANDS : SURE_THOUSANDS).matcher(number).matches();
        return grouped ? number.replace(",", "") : number;
    }

    private CharSequence withPoint(int column) {
        CharSequence text = row.field(column);
        scratch.setLength(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                throw error(column, "has a point where other numbers of the file have a decimal comma");
            }
            scratch.append(c == ',' ? '.' : c);
        }
        return scratch;
    }

    private static String name(DataPart part) {
        var out = new StringBuilder();
        part.name().codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.reset();
        }
    }

    /** The separator: of all candidates the one that occurs most often in the first line. */
    private static char separator(BufferedInputStream in) throws IOException {
        int[] counts = new int[SEPARATORS.length()];
        in.mark(GuardedInput.LINE_MAX + 2);
        boolean begun = false;
        boolean quoted = false;
        for (int i = 0; i <= GuardedInput.LINE_MAX; i++) {
            int c = in.read();
            boolean ends = c == '\n' || c == '\r';
            if (c < 0 || (ends && begun)) {
                break;
            }
            begun |= !ends;
            quoted ^= c == '"';
            int which = quoted ? -1 : SEPARATORS.indexOf(c);
            if (which >= 0) {
                counts[which]++;
            }
        }
        in.reset();
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }

    private static UserError unreadable(DataPart part, long afterLine, IOException e) {
        IOException cause = e;
        while (!(cause instanceof GuardedInput.Refused) && cause.getCause() instanceof IOException inner) {
            cause = inner;
        }
        if (cause instanceof GuardedInput.Refused) {
            return new UserError(name(part) + ((GuardedInput.Refused) cause).afterName(), e);
        }
        if (cause instanceof CharacterCodingException) {
            return new UserError(name(part) + malformedLine(part) + ": is not UTF-8 text; convert the file", e);
        }
        return new UserError(
                name(part) + " after line " + afterLine + ": cannot be read (" + shown(UserError.reason(cause))
                        + "); check the file",
                e);
    }

    /** The line that is not UTF-8, as it follows the file's name. */
    private static String malformedLine(DataPart part) {
        try (InputStream in = new BufferedInputStream(
                GuardedInput.of(part, new GuardedInput.Counter(Files.newInputStream(part.path()))), BUFFER_BYTES)) {
            long line = Utf8Lines.firstMalformed(in);
            return line == 0 ? "" : " line " + line;
        } catch (IOException e) {
            return "";
        }
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
