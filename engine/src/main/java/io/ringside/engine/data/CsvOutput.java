package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A CSV file in the making, compressed with gzip if its name ends in {@code .gz}. It appears under its name when
 * {@link #commit} is called, or not at all. The same rows give the same bytes.
 *
 * <p>Thread: the one that writes.
 */
final class CsvOutput implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final ExchangeCalendar calendar;
    private final String source;
    private final Writer out;
    private final StringBuilder line = new StringBuilder(96);
    private int day = Integer.MIN_VALUE;
    private String date = "";
    private boolean committed;

    /**
     * Begins a file, or replaces one.
     *
     * @param header names of the columns
     * @param synthetic whether the prices are invented, which one more column {@code source} then says
     * @throws UserError if it cannot be written
     */
    CsvOutput(Path target, String header, ExchangeCalendar calendar, boolean synthetic) {
        this.target = target;
        this.calendar = calendar;
        source = synthetic ? "," + BarFile.SYNTHETIC : "";
        if (Files.isDirectory(target) || target.getFileName() == null) {
            throw new UserError(CsvFile.shown(target.toString()) + ": is a folder; give the name of a file");
        }
        part = target.resolveSibling(target.getFileName() + ".part");
        try {
            out = open();
            out.write(header + (synthetic ? ",source\n" : "\n"));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Writer open() throws IOException {
        OutputStream raw = Files.newOutputStream(part);
        boolean packed = target.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        // The stream writes no time of modification, and no name. It is buffered, so that a full disk shows later.
        OutputStream bytes = new BufferedOutputStream(raw, 1 << 16);
        return new BufferedWriter(
                new OutputStreamWriter(
                        packed ? new GZIPOutputStream(bytes, 1 << 16) : bytes, StandardCharsets.US_ASCII),
                1 << 16);
    }

    /** Begins a row with a time on the exchange's clock. */
    CsvOutput row(long utcNanos) {
        line.setLength(0);
        append(utcNanos);
        return this;
    }

    /** Appends another time. */
    CsvOutput time(long utcNanos) {
        line.append(',');
        append(utcNanos);
        return this;
    }

    private void append(long utcNanos) {
        int localDay = calendar.localDay(utcNanos);
        if (localDay != day) {
            day = localDay;
            date = LocalDate.ofEpochDay(day).toString();
        }
        long ofDay = calendar.nanoOfDay(utcNanos);
        long second = ofDay / ExchangeCalendar.SECOND_NANOS;
        line.append(date).append(' ');
        twoDigits(second / 3600).append(':');
        twoDigits(second / 60 % 60).append(':');
        twoDigits(second % 60);
        fraction(ofDay % ExchangeCalendar.SECOND_NANOS);
    }

    /** Appends a price. */
    CsvOutput price(long valueE8) {
        FixedPoint.append(line.append(','), valueE8);
        return this;
    }

    /** Appends a whole number. */
    CsvOutput whole(long value) {
        line.append(',').append(value);
        return this;
    }

    /** Ends the row. */
    void end() {
        try {
            out.append(line.append(source).append('\n'));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Gives the whole file its name. */
    void commit() {
        try {
            out.close();
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Leaves nothing behind unless the file was committed. */
    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            try {
                // Throws again if the disk is full.
                out.close();
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Appends the fraction of a second: milliseconds, or as many digits as are needed. */
    private void fraction(long nanos) {
        if (nanos > 0) {
            line.append('.');
            long rest = nanos;
            long unit = ExchangeCalendar.SECOND_NANOS / 10;
            for (int digits = 0; digits < 3 || rest > 0; digits++) {
                line.append((char) ('0' + rest / unit));
                rest %= unit;
                unit /= 10;
            }
        }
    }

    private StringBuilder twoDigits(long value) {
        return line.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private UserError unwritable(IOException e) {
        return new UserError(
                CsvFile.shown(target.toString()) + ": cannot be written (" + UserError.reason(e)
                        + "); give a file in a folder that you may write to and that has room",
                e);
    }
}
