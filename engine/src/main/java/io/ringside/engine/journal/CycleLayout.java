package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What Chronicle Queue itself writes into a cycle's file, as a function of the excerpts in it: the header and the index
 * pages. Where a page's array begins depends on the page's position, since arrays are aligned to eight bytes.
 */
final class CycleLayout {
    static final int INDEX_SPACING = 256;
    static final int INDEX_COUNT = 4096;
    static final long INDEX2INDEX = 200;
    static final String INDEX2INDEX_NAME = "index2index";
    static final String INDEX_NAME = "index";
    /** First two bytes of an index page after its word: an event's name of five letters. */
    static final short PAGE_MAGIC = 0x05b9;

    static final int META_LENGTH_MAX = 2 + 11 + 7 + 1 + 16 + 8 * INDEX_COUNT;

    private static final int META_DATA = 1 << 30;
    private static final long EXCERPTS_PER_PAGE = (long) INDEX_SPACING * INDEX_COUNT;
    private static final int HEADER_LENGTH = 193;
    private static final int WRITE_POSITION = 64;
    private static final int WRITE_SEQUENCE = 72;
    private static final int INDEX2INDEX_PLACE = 152;
    private static final int NEXT_INDEXED = 176;
    private static final int SEQUENCE_SHIFT = 32;

    /**
     * The header of a daily cycle, with zeros for the four numbers that change. Class names in it are compared as text; no
     * class is loaded.
     */
    private static final byte[] HEADER = HexFormat.of()
            .parseHex("c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e01000000008d"
                    + "0200000000000000020000000000000000000000000000000000000000000000c8696e646578696e67b60c53435153"
                    + "496e646578696e67824c000000ca696e646578436f756e74a50010cc696e64657853706163696e67a50001cb696e64"
                    + "657832496e6465788fa70000000000000000c96c617374496e6465788e00000000a70000000000000000ca64617461"
                    + "466f726d6174a1010000");

    private static final byte ARRAY = (byte) 0x8d;
    private static final byte PADDING = (byte) 0x8f;
    private static final byte PADDING_32 = (byte) 0x8e;
    private static final int PADDING_32_LENGTH = 5;
    private static final byte EVENT_NAME = (byte) 0xb9;

    private final ExcerptWalker walker;
    private final long count;
    private final boolean exact;

    CycleLayout(ExcerptWalker walker, long count, boolean exact) {
        this.walker = walker;
        this.count = count;
        this.exact = exact;
    }

    /** Checks that the file's header is the expected one. */
    static void checkHeader(ExcerptWalker walker, int length) {
        if (length != HEADER_LENGTH) {
            throw walker.damage(0, "not the header of a journal");
        }
        for (int i = 0; i < HEADER.length; i++) {
            boolean number = (i >= WRITE_POSITION && i < WRITE_SEQUENCE + 8)
                    || (i >= INDEX2INDEX_PLACE && i < INDEX2INDEX_PLACE + 8)
                    || (i >= NEXT_INDEXED && i < NEXT_INDEXED + 8);
            if (!number && walker.buffer().getByte(i) != HEADER[i]) {
                throw walker.damage(i, "not the header of a journal");
            }
        }
    }

    /** Checks an index page, which the walker's buffer holds, except for its entries. */
    static void checkPage(ExcerptWalker walker, long position, int length, String name) {
        byte[] expected = pageStart(position, name);
        if (length != expected.length + 8 * (2 + INDEX_COUNT)) {
            throw walker.damage(position, "an excerpt of " + length + " bytes is no page of the index");
        }
        for (int i = 0; i < expected.length; i++) {
            if ((byte) (walker.longAt(position + 4 + i) & 0xff) != expected[i]) {
                throw walker.damage(position + 4 + i, "not a page of the index");
            }
        }
        if (walker.longAt(position + 4 + expected.length) != INDEX_COUNT) {
            throw walker.damage(position + 4 + expected.length, "not a page of the index");
        }
    }

    /** File position, by the index, of the last indexed excerpt up to the given number; 0 if the index has none. */
    static long indexed(ExcerptWalker walker, long number) {
        long page = entry(walker, array(INDEX2INDEX, INDEX2INDEX_NAME), number / EXCERPTS_PER_PAGE);
        return page == 0 ? 0 : entry(walker, array(page, INDEX_NAME), number % EXCERPTS_PER_PAGE / INDEX_SPACING);
    }

    /** An entry of the index: a position within the file, or 0 if it is empty or damaged. */
    private static long entry(ExcerptWalker walker, long array, long number) {
        long at = array + 16 + 8 * number;
        long place = number < INDEX_COUNT && walker.window(at, 8) >= 0 ? walker.longAt(at) : 0;
        return place > INDEX2INDEX && place < walker.size() ? place : 0;
    }

    /** Checks what {@link #checkHeader} and {@link #checkPage} do not. */
    void check() {
        long last = walker.excerptPosition();
        long before = walker.excerptPositionBefore();
        require(WRITE_POSITION, "the queue's write position", walker.longAt(WRITE_POSITION), last, before);
        require(
                WRITE_SEQUENCE,
                "the queue's sequence",
                walker.longAt(WRITE_SEQUENCE),
                (last << SEQUENCE_SHIFT) + count - 1,
                count == 1 ? 0 : (before << SEQUENCE_SHIFT) + count - 2);
        require(
                INDEX2INDEX_PLACE,
                "the place of the index",
                walker.longAt(INDEX2INDEX_PLACE),
                INDEX2INDEX,
                INDEX2INDEX);
        require(NEXT_INDEXED, "the next index entry", walker.longAt(NEXT_INDEXED), next(count), next(count - 1));
        int pages = pages(count);
        if (walker.indexPageCount() != pages && (exact || walker.indexPageCount() != pages(count - 1))) {
            throw walker.damage(INDEX2INDEX, walker.indexPageCount() + " pages of the index instead of " + pages);
        }
        checkIndex2Index();
        for (int page = 0; page < walker.indexPageCount(); page++) {
            checkIndex(page);
        }
    }

    /**
     * Writes header and index as they should be after the last excerpt, for a writer that died before it wrote them; adds an
     * index page if one is missing at the end.
     *
     * @return where the file then ends
     */
    static long restore(ExcerptWalker walker, FileChannel channel) throws IOException {
        long count = walker.count();
        long last = walker.excerptPosition();
        put(channel, WRITE_POSITION, last);
        put(channel, WRITE_SEQUENCE, (last << SEQUENCE_SHIFT) + count - 1);
        put(channel, NEXT_INDEXED, next(count));
        long end = walker.position();
        int page = pages(count) - 1;
        long place = end;
        if (walker.indexPageCount() > page) {
            place = walker.indexPage(page);
        } else {
            end = putPage(channel, place);
        }
        long index2Index = array(INDEX2INDEX, INDEX2INDEX_NAME);
        put(channel, index2Index + 8, page + 1);
        put(channel, index2Index + 16 + 8L * page, place);
        long array = array(place, INDEX_NAME);
        long first = page * EXCERPTS_PER_PAGE;
        long used = entries(count - first);
        put(channel, array + 8, used);
        put(channel, array + 16 + 8 * (used - 1), walker.indexed(first + (used - 1) * INDEX_SPACING));
        return end;
    }

    private static long putPage(FileChannel channel, long place) throws IOException {
        byte[] start = pageStart(place, INDEX_NAME);
        int length = start.length + 8 * (2 + INDEX_COUNT);
        ByteBuffer page = ByteBuffer.allocate(4 + length).order(LITTLE_ENDIAN);
        page.putInt(length | META_DATA).put(start).putLong(INDEX_COUNT).position(0);
        channel.write(page, place);
        return place + 4 + length;
    }

    private static void put(FileChannel channel, long at, long value) throws IOException {
        channel.write(ByteBuffer.allocate(8).order(LITTLE_ENDIAN).putLong(0, value), at);
    }

    private void checkIndex2Index() {
        long array = array(INDEX2INDEX, INDEX2INDEX_NAME);
        int pages = walker.indexPageCount();
        require(array + 8, "entries of the index", walker.longAt(array + 8), pages, pages(count - 1));
        for (int i = 0; i < INDEX_COUNT; i++) {
            long expected = i < pages ? walker.indexPage(i) : 0;
            long alternative = i < pages(count - 1) ? expected : 0;
            long at = array + 16 + 8L * i;
            require(at, "an entry of the index", walker.longAt(at), expected, alternative);
        }
    }

    private void checkIndex(int page) {
        long array = array(walker.indexPage(page), INDEX_NAME);
        long first = page * EXCERPTS_PER_PAGE;
        long used = entries(count - first);
        long usedBefore = entries(count - 1 - first);
        require(array + 8, "entries of the index", walker.longAt(array + 8), used, usedBefore);
        for (int i = 0; i < INDEX_COUNT; i++) {
            long expected = i < used ? walker.indexed(first + (long) i * INDEX_SPACING) : 0;
            long alternative = i < usedBefore ? expected : 0;
            long at = array + 16 + 8L * i;
            require(at, "an entry of the index", walker.longAt(at), expected, alternative);
        }
    }

    private void require(long at, String what, long actual, long expected, long alternative) {
        if (actual != expected && (exact || actual != alternative)) {
            throw walker.damage(at, what + " is " + actual + " instead of " + expected);
        }
    }

    private static long next(long count) {
        return count == 0 ? 0 : ((count - 1) / INDEX_SPACING + 1) * INDEX_SPACING;
    }

    /** Number of index pages for so many excerpts; the first page always exists. */
    private static int pages(long count) {
        return (int) Math.max(1, (count + EXCERPTS_PER_PAGE - 1) / EXCERPTS_PER_PAGE);
    }

    private static long entries(long excerpts) {
        return Math.max(0, Math.min(INDEX_COUNT, (excerpts + INDEX_SPACING - 1) / INDEX_SPACING));
    }

    /** Position of an index page's array: its capacity, how many entries are used, the entries. */
    private static long array(long position, String name) {
        return position + 4 + pageStart(position, name).length;
    }

    private static byte[] pageStart(long position, String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        long afterName = position + 4 + 2 + ascii.length;
        int padding = (int) (7 - afterName & 7);
        byte[] start = new byte[2 + ascii.length + padding + 1];
        start[0] = EVENT_NAME;
        start[1] = (byte) ascii.length;
        System.arraycopy(ascii, 0, start, 2, ascii.length);
        int at = 2 + ascii.length;
        if (padding >= PADDING_32_LENGTH) {
            start[at] = PADDING_32;
            start[at + 1] = (byte) (padding - PADDING_32_LENGTH);
        } else {
            for (int i = 0; i < padding; i++) {
                start[at + i] = PADDING;
            }
        }
        start[at + padding] = ARRAY;
        return start;
    }
}
