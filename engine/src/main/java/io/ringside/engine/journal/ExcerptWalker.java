package io.ringside.engine.journal;

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
 * Walks a Chronicle Queue cycle as the plain file that it is, by bounded reads into one buffer. No queue is opened, no
 * class that the file names is loaded, and no length is believed before it is bounded; nothing is mapped, so that a file
 * cut short under a reader is an end, and no fault of the Java machine.
 *
 * <pre>
 *   0    header (meta): a fixed text, with the place of the last excerpt and of the next index entry
 *   200  index2index (meta): 4096 places of index pages
 *        index (meta): 4096 places of excerpts, every 256th one; a page for 2^20 excerpts, made when it is needed
 *        excerpts, each behind a word: 30 bits of length, bit 30 meta, bit 31 not complete; padded to 4 bytes
 *   end  a word of zero
 * </pre>
 *
 * <p>All of this is determined by the excerpts alone, so that {@link #checkIndex} proves every byte that is none of ours.
 *
 * <p>Thread: the reader's.
 */
final class ExcerptWalker implements AutoCloseable {
    /** What a core's own cache holds: a larger buffer goes out to memory and comes back. */
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

    /** What of the file stands in the buffer. */
    private long bufferStart;

    private int bufferLength;

    /** Place of the word to read next. */
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
    /** For messages: the caller's last proved sequence. */
    private long lastGood = -1;

    /** With a buffer that holds the longest excerpt at least. */
    ExcerptWalker(Path file, int bufferLength) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new JournalDamage(file, 0, -1, "cannot be opened: " + JournalFolder.reason(e));
        }
        bytes = ByteBuffer.allocateDirect(bufferLength).order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(bytes);
    }

    /**
     * Goes to the next excerpt that is complete, over headers and index pages.
     *
     * @param max no excerpt may be longer
     * @return false at the end; a later call may find more
     * @throws JournalDamage if the file is none of a queue's
     */
    boolean next(int max) {
        int at = (int) (position - bufferStart);
        // The usual case first: a whole excerpt of ours, in the buffer.
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
            // Padding is read with the excerpt, so that it can be proved to be zero.
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
     * Goes straight to one excerpt by the file's index, of which nothing is proved; afterwards there is no next one.
     *
     * @param max no excerpt may be longer
     * @return false if the index does not have it, as one that its writer has not yet come to
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

    /** Reads the current excerpt again from the file, in case its writer was seen in the middle of it. */
    void reread() {
        bufferLength = 0;
        int needed = WORD + length;
        available(lastPosition, needed);
        offset = (int) (lastPosition - bufferStart) + WORD;
    }

    /** The buffer in which the current excerpt stands. */
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

    /** Place in the file of the word before the current excerpt. */
    long excerptPosition() {
        return lastPosition;
    }

    /** Place in the file after what has been read. */
    long position() {
        return position;
    }

    /** How many excerpts have been read. */
    long count() {
        return count;
    }

    /** Tells the walker up to where the caller has proved the records, for messages. */
    void lastGood(long sequence) {
        lastGood = sequence;
    }

    /** Whether the file has more than when its end was last seen. */
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

    /** Reads what follows from the file again, not from what was read ahead of its being written. */
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
     * Proves header and index pages against the excerpts read.
     *
     * @param exact whether they must be as after the last excerpt; if not, the writer may have died between an excerpt
     *     and its entries
     * @throws JournalDamage if they are not
     */
    void checkIndex(boolean exact) {
        if (count > 0) {
            // Fresh, so that a header read before the last excerpts is not held against them.
            bufferLength = 0;
            new CycleLayout(this, count, exact).check();
        }
    }

    /** Completes header and index after a writer died before it did; returns where the file then ends. */
    long restoreIndex(FileChannel writable) throws IOException {
        bufferLength = 0;
        position = CycleLayout.restore(this, writable);
        return position;
    }

    /**
     * Proves that the file holds nothing after the excerpts but what a writer may have left of the next one when it died:
     * the beginning of the next record, or of a page of the index, behind a word that is still zero.
     *
     * @throws JournalDamage if it holds more
     */
    void checkTail() {
        int leftover = available(position, WORD + 16) < WORD + 16 ? 0 : leftover((int) (position - bufferStart) + WORD);
        long at = position + WORD + leftover;
        // A file that a writer holds open ends in many megabytes that it has only reserved.
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

    /** How many bytes may be left of the excerpt that begins there. */
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

    /** Place of the excerpt of this number, a multiple of {@link CycleLayout#INDEX_SPACING}. */
    long indexed(long number) {
        return indexed[(int) (number / CycleLayout.INDEX_SPACING)];
    }

    /** Where a piece of the file stands in the buffer, or -1 if the file does not have it. */
    int window(long at, int needed) {
        return available(at, needed) < needed ? -1 : (int) (at - bufferStart);
    }

    /** A long at a place in the file. */
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

    /** The queue's header is incomplete while it is being made; excerpts of our making never are, they are absent. */
    private boolean isEnd(int header) {
        return header == 0 || (position == 0 && (header & NOT_COMPLETE) != 0);
    }

    private int word(long at) {
        return available(at, WORD) < WORD ? 0 : buffer.getInt((int) (at - bufferStart), ByteOrder.LITTLE_ENDIAN);
    }

    /** Brings a place of the file into the buffer; returns how many bytes from there on stand in it. */
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
