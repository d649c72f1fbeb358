package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks a Chronicle Queue cycle as the plain file that it is, by bounded reads into one buffer. No queue is opened, no class
 * that the file names is loaded, and every length is checked against a bound before it is used. Nothing is mapped, so that a
 * file truncated under a reader is an end of file and no crash of the JVM.
 *
 * <pre>
 *   0    header (meta): a fixed text, with the place of the last excerpt and of the next index entry
 *   200  index2index (meta): 4096 places of index pages
 *        index (meta): 4096 places of excerpts, every 256th one; a page for 2^20 excerpts, made when it is needed
 *        excerpts, each behind a word: 30 bits of length, bit 30 meta, bit 31 not complete; padded to 4 bytes
 *   end  a word of zero
 * </pre>
 *
 * <p>Header and index are determined by the excerpts alone, so that {@link #checkIndex} can check every byte that the queue
 * itself wrote.
 *
 * <p>Thread: the reader's.
 */
final class ExcerptWalker implements AutoCloseable {
    /** Fits into a core's own cache; a larger buffer would go through memory. */
    static final int BUFFER_LENGTH = 256 << 10;

    private static final int META_DATA = 1 << 30;
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int LENGTH_MASK = META_DATA - 1;
    private static final int WORD = 4;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final ByteBuffer word = ByteBuffer.allocateDirect(WORD).order(ByteOrder.LITTLE_ENDIAN);

    /** File position of the buffer's first byte. */
    private long bufferStart;

    private int bufferLength;

    /** File position of the header word to read next. */
    private long position;
    /** The excerpt's first byte in the buffer, and its length. */
    private int offset;

    private int length;

    private long count;
    private long lastPosition;
    private long positionBefore;
    private long[] indexed = new long[16];
    private long[] indexPages = new long[4];
    private int indexPageCount;
    /** The caller's last verified sequence, for messages. */
    private long lastGood = -1;

    /** @param bufferLength at least the length of the longest excerpt */
    ExcerptWalker(Path file, int bufferLength) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new JournalDamage(file, 0, -1, "cannot be opened: " + UserError.reasonWithFile(e));
        }
        bytes = ByteBuffer.allocateDirect(bufferLength).order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(bytes);
    }

    /**
     * Goes to the next excerpt that is complete, over headers and index pages.
     *
     * @param max no excerpt may be longer
     * @return false at the end; a later call may find more
     * @throws JournalDamage if the file is not a queue's
     */
    boolean next(int max) {
        int at = (int) (position - bufferStart);
        // The usual case first: a whole excerpt that is in the buffer.
        if (count > 0 && at >= 0 && at <= bufferLength - WORD) {
            int excerptLength = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            int padded = excerptLength + 3 & ~3;
            if (excerptLength > 0 && excerptLength <= max && padded <= bufferLength - at - WORD) {
                data(at + WORD, excerptLength);
                position += WORD + padded;
                return true;
            }
        }
        return nextUnusual(max);
    }

    private boolean nextUnusual(int max) {
        while (true) {
            int header = word(position);
            if (isEnd(header) && grown()) {
                header = word(position);
            }
            if (isEnd(header)) {
                return false;
            }
            if ((header & NOT_COMPLETE) != 0) {
                throw damage(position, "an excerpt that is not complete");
            }
            boolean meta = (header & META_DATA) != 0;
            int excerptLength = header & LENGTH_MASK;
            int bound = meta ? CycleLayout.META_LENGTH_MAX : max;
            if (excerptLength == 0 || excerptLength > bound) {
                throw damage(position, "an excerpt of " + excerptLength + " bytes, where at most " + bound + " may be");
            }
            // Padding is read with the excerpt, so that it can be checked to be zero.
            int padded = excerptLength + 3 & ~3;
            if (available(position, WORD + padded) < WORD + excerptLength) {
                throw damage(position, "an excerpt of " + excerptLength + " bytes is cut off by the file's end");
            }
            int at = (int) (position - bufferStart) + WORD;
            if (meta || position == 0) {
                meta(at, excerptLength, meta);
            } else {
                data(at, excerptLength);
            }
            position += WORD + padded;
            if (!meta) {
                return true;
            }
        }
    }

    /**
     * Goes straight to one excerpt by the file's index, which is not verified; afterwards {@link #next} must not be called.
     *
     * @param max no excerpt may be longer
     * @return false if the index does not have it, for example since its writer has not yet written it
     */
    boolean seek(long number, int max) {
        long at = CycleLayout.indexed(this, number);
        long left = number % CycleLayout.INDEX_SPACING;
        while (at > 0) {
            int header = word(at);
            boolean meta = (header & META_DATA) != 0;
            int excerptLength = header & LENGTH_MASK;
            int bound = meta ? CycleLayout.META_LENGTH_MAX : max;
            if (excerptLength == 0 || excerptLength > bound || (header & NOT_COMPLETE) != 0) {
                return false;
            }
            if (!meta && left-- == 0) {
                offset = window(at, WORD + excerptLength) + WORD;
                length = excerptLength;
                return offset >= WORD;
            }
            at += WORD + (excerptLength + 3 & ~3);
        }
        return false;
    }

    /** Reads the current excerpt again from the file, in case it was read while its writer was writing it. */
    void reread() {
        bufferLength = 0;
        int needed = WORD + length;
        available(lastPosition, needed);
        offset = (int) (lastPosition - bufferStart) + WORD;
    }

    /** The buffer that holds the current excerpt. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** First byte of the current excerpt in the buffer. */
    int offset() {
        return offset;
    }

    /** Length of the current excerpt. */
    int length() {
        return length;
    }

    /** File position of the header word before the current excerpt. */
    long excerptPosition() {
        return lastPosition;
    }

    /** File position after what has been read. */
    long position() {
        return position;
    }

    /** How many excerpts have been read. */
    long count() {
        return count;
    }

    /** Sets the sequence up to which the caller has verified the records, for messages. */
    void lastGood(long sequence) {
        lastGood = sequence;
    }

    /** Whether the file has grown since its end was last reached. */
    boolean grown() {
        word.clear();
        try {
            if (channel.read(word, position) < WORD || isEnd(word.getInt(0))) {
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bufferLength = 0;
        return true;
    }

    /** Drops the bytes that were read ahead, so that what follows is read from the file again. */
    void forgetAhead() {
        bufferLength = 0;
    }

    /** Length of the file. */
    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks header and index pages against the excerpts read.
     *
     * @param exact whether they must include the last excerpt; if false, the writer may have died between an excerpt and its
     *     index entries
     * @throws JournalDamage if they are not
     */
    void checkIndex(boolean exact) {
        if (count > 0) {
            // Read again: the buffer may hold a header from before the last excerpts.
            bufferLength = 0;
            new CycleLayout(this, count, exact).check();
        }
    }

    /** Completes header and index after a writer died before it wrote them; returns the file's new end. */
    long restoreIndex(FileChannel writable) throws IOException {
        bufferLength = 0;
        position = CycleLayout.restore(this, writable);
        return position;
    }

    /**
     * Checks that the file holds nothing after the excerpts but what a writer may have written of the next one when it died:
     * the beginning of a record or of an index page, after a header word that is still zero.
     *
     * @throws JournalDamage if it holds more
     */
    void checkTail() {
        int leftover = available(position, WORD + 16) < WORD + 16 ? 0 : leftover((int) (position - bufferStart) + WORD);
        long at = position + WORD + leftover;
        // A file that is open for writing ends in many megabytes of reserved zeros.
        ByteBuffer zeros = ByteBuffer.allocate(bytes.capacity());
        int got;
        while ((got = available(at, 8)) > 0) {
            int from = (int) (at - bufferStart);
            int different = bytes.slice(from, got).mismatch(zeros.slice(0, got));
            if (different >= 0) {
                throw damage(at + different, "bytes after the last excerpt");
            }
            at += got;
        }
    }

    /** How many bytes of an unfinished excerpt may begin at this offset. */
    private int leftover(int at) {
        if (buffer.getShort(at) == CycleLayout.PAGE_MAGIC) {
            return CycleLayout.META_LENGTH_MAX;
        }
        boolean record = (buffer.getShort(at) & 0xffff) == JournalRecord.MAGIC;
        long sequence = JournalRecord.sequence(buffer, at);
        if (!record || (sequence != 0 && sequence != lastGood + 1)) {
            return 0;
        }
        return Math.max(0, Math.min(JournalRecord.LENGTH_MAX, JournalRecord.length(buffer, at)));
    }

    long excerptPositionBefore() {
        return positionBefore;
    }

    int indexPageCount() {
        return indexPageCount;
    }

    long indexPage(int page) {
        return indexPages[page];
    }

    /** File position of the excerpt of this number, which is a multiple of {@link CycleLayout#INDEX_SPACING}. */
    long indexed(long number) {
        return indexed[(int) (number / CycleLayout.INDEX_SPACING)];
    }

    /** Offset in the buffer of a part of the file, or -1 if the file is shorter. */
    int window(long at, int needed) {
        return available(at, needed) < needed ? -1 : (int) (at - bufferStart);
    }

    /** A long at a file position. */
    long longAt(long at) {
        if (available(at, 8) < 8) {
            throw damage(at, "cut off by the file's end");
        }
        return bytes.getLong((int) (at - bufferStart));
    }

    JournalDamage damage(long at, String what) {
        return new JournalDamage(file, at, lastGood, what);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void data(int at, int excerptLength) {
        offset = at;
        length = excerptLength;
        positionBefore = lastPosition;
        lastPosition = position;
        padding(at + excerptLength, position + WORD + excerptLength);
        if (count % CycleLayout.INDEX_SPACING == 0) {
            int entry = (int) (count / CycleLayout.INDEX_SPACING);
            if (entry == indexed.length) {
                indexed = Arrays.copyOf(indexed, entry * 2);
            }
            indexed[entry] = position;
        }
        count++;
    }

    private void meta(int at, int excerptLength, boolean meta) {
        padding(at + excerptLength, position + WORD + excerptLength);
        if (position == 0) {
            if (!meta) {
                throw damage(0, "the file does not begin with a queue's header");
            }
            CycleLayout.checkHeader(this, excerptLength);
        } else if (position == CycleLayout.INDEX2INDEX) {
            CycleLayout.checkPage(this, position, excerptLength, CycleLayout.INDEX2INDEX_NAME);
        } else {
            CycleLayout.checkPage(this, position, excerptLength, CycleLayout.INDEX_NAME);
            if (indexPageCount == indexPages.length) {
                indexPages = Arrays.copyOf(indexPages, indexPageCount * 2);
            }
            indexPages[indexPageCount++] = position;
        }
    }

    private void padding(int from, long at) {
        for (int i = 0; (at + i & 3) != 0; i++) {
            if (from + i < bufferLength && buffer.getByte(from + i) != 0) {
                throw damage(at + i, "bytes between two excerpts");
            }
        }
    }

    /**
     * Whether a header word marks the end. The queue's file header is incomplete while it is being written; an excerpt never
     * is: its word stays zero until it is complete.
     */
    private boolean isEnd(int header) {
        return header == 0 || (position == 0 && (header & NOT_COMPLETE) != 0);
    }

    private int word(long at) {
        return available(at, WORD) < WORD ? 0 : buffer.getInt((int) (at - bufferStart), ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a file position into the buffer; returns how many bytes from there on the buffer holds. */
    private int available(long at, int needed) {
        long end = bufferStart + bufferLength;
        if (at < bufferStart || at + needed > end) {
            bufferStart = at;
            bufferLength = 0;
            try {
                bytes.clear();
                while (bytes.hasRemaining()) {
                    int read = channel.read(bytes, at + bytes.position());
                    if (read <= 0) {
                        break;
                    }
                }
                bufferLength = bytes.position();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            end = bufferStart + bufferLength;
        }
        return (int) Math.max(0, Math.min(end - at, Integer.MAX_VALUE));
    }
}
