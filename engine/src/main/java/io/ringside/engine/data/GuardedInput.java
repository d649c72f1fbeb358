package io.ringside.engine.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Text bytes on their way to the CSV reader, with a bound on everything: the length of a line, the bytes that come out of
 * a compressed file, and their ratio to what went in. Binary content ends the reading.
 *
 * <p>Thread: the reader's.
 */
public final class GuardedInput extends FilterInputStream {
    static final int LINE_MAX = 1 << 16;
    static final long UNPACKED_MAX = 1L << 30;
    static final int RATIO_MAX = 100;

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int PACKED_BUFFER_BYTES = 4 * 1024;

    /** The ratio is checked only beyond this many bytes of output. */
    private static final long RATIO_FROM = 1L << 20;

    /** Thrown for content that is refused; the caller puts the file's name before the message. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }

        /** The message as it follows the file's name. */
        public String afterName() {
            return (getMessage().startsWith("line ") ? " " : ": ") + getMessage();
        }
    }

    /** Counts what is read from the file. */
    static final class Counter extends FilterInputStream {
        private long bytes;

        Counter(InputStream in) {
            super(in);
        }

        long bytes() {
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }

    /** Distinguishes reads of single bytes, by which gzip headers and trailers are read, from reads of content. */
    private static final class Raw extends FilterInputStream {
        private int singles;

        Raw(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            singles += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            singles = 0;
            return super.read(buffer, offset, length);
        }
    }

    /** Refuses bytes after the last gzip member, which Java's own stream ignores silently. */
    private static final class Gzip extends GZIPInputStream {
        private static final int TRAILER_BYTES = 8;

        private final Raw raw;

        Gzip(Raw raw) throws IOException {
            super(raw, PACKED_BUFFER_BYTES);
            this.raw = raw;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0) {
                int buffered = inf.getRemaining();
                int after = raw.singles - Math.max(0, TRAILER_BYTES - buffered);
                if (buffered > TRAILER_BYTES || after > 0 || raw.read() >= 0) {
                    throw new Refused("holds something behind its compressed content: it was damaged or put together"
                            + " wrongly, get it anew");
                }
            }
            return read;
        }
    }

    private final Counter file;
    private final boolean packed;

    private final byte[] single = new byte[1];
    private long unpacked;
    private long line = 1;
    private int lineLength;
    private byte previous;

    /** A file, unpacked if it is compressed with gzip. */
    public static GuardedInput open(Path path) throws IOException {
        var counter = new Counter(Files.newInputStream(path));
        try {
            return of(DataPart.of(path), counter);
        } catch (IOException e) {
            counter.close();
            throw e;
        }
    }

    /** The same where the caller counts, and closes on failure; an entry of a zip file is unpacked too. */
    static GuardedInput of(DataPart part, Counter counter) throws IOException {
        InputStream raw = new BufferedInputStream(counter, BUFFER_BYTES);
        boolean zipped = part.entry() != null;
        if (zipped) {
            raw = new BufferedInputStream(part.open(raw), PACKED_BUFFER_BYTES);
        }
        raw.mark(2);
        boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        if (!packed && part.fileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            throw new Refused("is not compressed with gzip; remove .gz from its name or compress it");
        }
        if (packed) {
            raw = new PushbackInputStream(new Gzip(new Raw(raw)), 2);
        }
        return new GuardedInput(isUtf16(raw) ? new Utf8OfUtf16(raw) : raw, counter, packed || zipped);
    }

    private static boolean isUtf16(InputStream in) throws IOException {
        if (!(in instanceof PushbackInputStream pushback)) {
            in.mark(2);
            int mark = in.read() << 8 | in.read();
            in.reset();
            return mark == 0xfffe || mark == 0xfeff;
        }
        int first = pushback.read();
        int second = first < 0 ? -1 : pushback.read();
        if (second >= 0) {
            pushback.unread(second);
        }
        if (first >= 0) {
            pushback.unread(first);
        }
        int mark = first << 8 | second;
        return mark == 0xfffe || mark == 0xfeff;
    }

    GuardedInput(InputStream in, Counter file, boolean packed) {
        super(in);
        this.file = file;
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            unpacked += read;
            checkRatio();
            check(buffer, offset, offset + read);
        }
        return read;
    }

    private void checkRatio() throws Refused {
        if (!packed) {
            return;
        }
        if (unpacked > UNPACKED_MAX) {
            throw new Refused("unpacks to more than 1 GiB: split the file");
        }
        if (unpacked > RATIO_FROM && unpacked / RATIO_MAX > file.bytes) {
            throw new Refused(
                    "unpacks to more than " + RATIO_MAX + " times its size, which no market data does: check it");
        }
    }

    /** Checks each byte: line ends bound the length of lines, and bytes that are no text are refused. */
    private void check(byte[] buffer, int from, int to) throws Refused {
        int lineFrom = from;
        for (int i = from; i < to; i++) {
            byte value = buffer[i];
            if (value >= ' ' || value < 0 || value == '\t') {
                continue;
            }
            lengthen(i - lineFrom);
            if (value != '\n' && value != '\r') {
                throw new Refused("line " + line + " holds the byte " + value + ": this is no text, give a CSV file");
            }
            byte before = i > from ? buffer[i - 1] : previous;
            line += value == '\n' && before == '\r' ? 0 : 1;
            lineLength = 0;
            lineFrom = i + 1;
        }
        lengthen(to - lineFrom);
        previous = buffer[to - 1];
    }

    private void lengthen(int more) throws Refused {
        lineLength += more;
        if (lineLength > LINE_MAX) {
            throw new Refused(
                    "line " + line + " is longer than " + LINE_MAX + " bytes: this is no market data, check the file");
        }
    }
}
