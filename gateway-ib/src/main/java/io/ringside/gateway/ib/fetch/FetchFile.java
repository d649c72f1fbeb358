package io.ringside.gateway.ib.fetch;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.market.InstrumentFeed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * A bar file that is downloaded piece by piece. Bars are written to {@code FILE.fetch}, synced to disk after every piece, so
 * that an interrupted fetch can be continued; {@code FILE} itself appears when it is complete.
 *
 * <pre>
 *   # fetch QQQ 5m 2025-01-02 2025-06-20 regular      what is fetched; a different fetch does not continue it
 *   2025-01-02 09:30:00,511.23,...
 *   # done 2025-01-05                                 all days up to this one are complete; what follows is an unfinished piece
 * </pre>
 *
 * <p>Thread: the command's.
 */
final class FetchFile implements AutoCloseable {
    private static final String DONE = "# done ";
    private static final String HEADER = "datetime,open,high,low,close,volume\n";

    private final Path target;
    private final Path part;
    private final ExchangeCalendar calendar;
    private final FileChannel channel;
    private final NavigableSet<Long> starts = new TreeSet<>();
    private int doneDay = Integer.MIN_VALUE;

    /**
     * Begins a file, or continues one that was interrupted.
     *
     * @param what is fetched, in one line
     * @throws UserError if there is an unfinished file of a different fetch, or the file cannot be written
     */
    FetchFile(Path target, String what, ExchangeCalendar calendar) {
        this.target = target;
        this.calendar = calendar;
        part = target.resolveSibling(target.getFileName() + ".fetch");
        String first = "# fetch " + what;
        boolean ready = false;
        try {
            channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(e);
        }
        try {
            if (channel.tryLock() == null) {
                throw new UserError("another fetch is writing " + part);
            }
            long good = goOn(first);
            channel.truncate(good);
            channel.position(good);
            if (good == 0) {
                append(first + "\n");
            }
            ready = true;
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Reads the unfinished file; returns how many bytes of it are complete. */
    private long goOn(String first) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        if (!text.isEmpty() && !text.startsWith("#")) {
            throw new UserError(part + " is no rest of a fetch; move it away");
        }
        int end = text.lastIndexOf("\n" + DONE);
        int line = end < 0 ? -1 : text.indexOf('\n', end + 1);
        if (end >= 0 && line < 0) {
            // The mark itself is incomplete: the one before counts.
            end = text.lastIndexOf("\n" + DONE, end - 1);
            line = end < 0 ? -1 : text.indexOf('\n', end + 1);
        }
        if (line < 0) {
            return 0;
        }
        String[] lines = text.substring(0, line).split("\n", -1);
        if (!lines[0].equals(first)) {
            throw new UserError(part + " is the rest of another one (" + lines[0].substring(2)
                    + "); finish that one, or remove the file");
        }
        for (int i = 1; i < lines.length; i++) {
            try {
                if (lines[i].startsWith(DONE)) {
                    doneDay = (int)
                            LocalDate.parse(lines[i].substring(DONE.length())).toEpochDay();
                } else {
                    starts.add(calendar.toNanos(
                            LocalDateTime.parse(lines[i].substring(0, 19).replace(' ', 'T'))));
                }
            } catch (DateTimeException | StringIndexOutOfBoundsException e) {
                throw new UserError(part + " line " + (i + 1) + " was changed; remove the file and begin again", e);
            }
        }
        return line + 1L;
    }

    /** The last day that is complete; the smallest int at the beginning. */
    int doneDay() {
        return doneDay;
    }

    /** Starts of all bars so far, in order. */
    NavigableSet<Long> starts() {
        return starts;
    }

    /** Appends bars and a mark of the last complete day; both are on the disk when it returns. */
    void add(List<InstrumentFeed.PastBar> bars, int lastDay) {
        StringBuilder text = new StringBuilder();
        for (InstrumentFeed.PastBar bar : bars) {
            if (!starts.isEmpty() && bar.startNanos() <= starts.last()) {
                continue;
            }
            starts.add(bar.startNanos());
            text.append(calendar.format(bar.startNanos()), 0, 19).setCharAt(text.length() - 9, ' ');
            for (long priceE8 : new long[] {bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8()}) {
                FixedPoint.append(text.append(','), priceE8);
            }
            text.append(',').append(bar.volume()).append('\n');
        }
        doneDay = lastDay;
        append(text + DONE + LocalDate.ofEpochDay(lastDay) + "\n");
    }

    private void append(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Renames the complete file and deletes the unfinished one. */
    void commit() {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            try (OutputStream raw = Files.newOutputStream(fresh);
                    OutputStream bytes = target.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
                    BufferedWriter out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.US_ASCII))) {
                out.write(HEADER);
                for (String line : Files.readAllLines(part, StandardCharsets.US_ASCII)) {
                    if (!line.startsWith("#")) {
                        out.write(line + "\n");
                    }
                }
            }
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            delete(part);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            delete(fresh);
        }
    }

    /** Deletes the unfinished file. */
    void discard() {
        delete(part);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserError unwritable(IOException e) {
        return new UserError(
                target + ": cannot be written (" + UserError.reason(e)
                        + "); give a file in a folder that you may write to and that has room",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
