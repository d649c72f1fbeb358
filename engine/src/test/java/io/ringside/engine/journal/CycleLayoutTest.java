package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Header and index of files that are made here byte by byte, since a queue needs long for the 2^20 excerpts after which it
 * adds a page to its index.
 */
class CycleLayoutTest {
    private static final int PAGE = 1 << 20;
    /** The first excerpt's place, after header, index of the index, and the index's first page. */
    private static final int FIRST = 65_808;

    private static final int WRITE_POSITION = 64;
    private static final int SEQUENCE = 72;
    private static final int INDEX2INDEX = 152;
    private static final int NEXT = 176;
    /** Entries of the index of the index: how many are used, then the first. */
    private static final int PAGES_USED = 232;

    private static final int USED = 33_032;

    @TempDir
    Path temp;

    /** A file with each excerpt's place. */
    private static final class Cycle {
        private final byte[] bytes;
        private final int[] at;
        private final int secondPage;

        Cycle(byte[] bytes, int[] at, int secondPage) {
            this.bytes = bytes;
            this.at = at;
            this.secondPage = secondPage;
        }

        byte[] bytes() {
            return bytes;
        }

        int[] at() {
            return at;
        }

        int secondPage() {
            return secondPage;
        }

        ByteBuffer longs() {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 512, 513, 700})
    void shouldBeMadeHereAsTheQueueItselfMakesIt(int count) throws IOException {
        JournalFolder folder = new JournalFolder(temp.resolve("j"));
        folder.create();
        CycleWriter writer = new CycleWriter(folder, 64);
        writer.open(Journals.EPOCH_DAY);
        long end = 0;
        for (int i = 0; i < count; i++) {
            // Of any length but the last one, after which the queue leaves its padding for later.
            int length = i == count - 1 ? 4 : 1 + i % 9;
            writer.buffer().setMemory(0, length, (byte) 'x');
            writer.write(length);
            if (i == 0) {
                writer.begun();
            }
            end = writer.position();
        }
        byte[] made = cycle(count, count, i -> i == count - 1 ? 4 : 1 + i % 9).bytes();
        assertEquals(made.length, end);
        assertEquals(made.length, writer.finish(false));
        assertArrayEquals(made, Files.readAllBytes(folder.cycle(Journals.EPOCH_DAY)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256, 257, 511, 512, 513})
    void shouldProveAndRestoreTheIndexOfAnyCount(int count) throws IOException {
        byte[] whole = cycle(count, count, i -> 1).bytes();
        walk(whole, count, walker -> {
            walker.checkIndex(true);
            walker.checkIndex(false);
            walker.checkTail();
        });
        // The writer died between the excerpt and what the queue writes about it.
        byte[] before = cycle(count, count - 1, i -> 1).bytes();
        walk(before, count, walker -> {
            walker.checkIndex(false);
            assertThrows(JournalDamage.class, () -> walker.checkIndex(true));
        });
        Path file = write(before);
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            toEnd(walker, count);
            assertEquals(whole.length, walker.restoreIndex(channel));
            assertEquals(whole.length, walker.position());
        }
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    /** Beyond 2^20 excerpts there is a second page: proved by a reader that follows, and what is one off in it refused. */
    @Test
    void shouldProveTheSecondPage() throws IOException {
        Path file = write(new byte[0]);
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            for (int count : new int[] {PAGE - 1, PAGE, PAGE + 1, PAGE + 2, PAGE + 256, PAGE + 257}) {
                Cycle cycle = cycle(count, count, i -> 1);
                write(cycle.bytes());
                toEnd(walker, count);
                walker.checkIndex(true);
                walker.checkIndex(false);
                if (count == PAGE + 1) {
                    checkSecondPage(walker, cycle);
                }
            }
            // Of the page's second entry nothing is known yet.
            Cycle before = cycle(PAGE + 257, PAGE + 257, i -> 1);
            ByteBuffer figures = cycle(PAGE + 256, PAGE + 256, i -> 1).longs();
            int used = 8_454_448;
            assertEquals(1, figures.getLong(used));
            for (int at : new int[] {WRITE_POSITION, SEQUENCE, NEXT, used, used + 16}) {
                before.longs().putLong(at, figures.getLong(at));
            }
            write(before.bytes());
            walker.checkIndex(false);
            assertThrows(JournalDamage.class, () -> walker.checkIndex(true));
            byte[] whole = cycle(PAGE + 257, PAGE + 257, i -> 1).bytes();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertEquals(whole.length, walker.restoreIndex(channel));
            }
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
    }

    /** Each figure by itself as it was before the page, which a dead writer may leave, and one off, which none does. */
    private void checkSecondPage(ExcerptWalker walker, Cycle right) throws IOException {
        assertEquals(8_454_424, right.secondPage());
        int used = 8_454_448;
        for (int at : new int[] {PAGES_USED, PAGES_USED + 16, used, used + 8}) {
            long figure = right.longs().getLong(at);
            set(at, at == PAGES_USED ? 1 : 0);
            walker.checkIndex(false);
            assertEquals(
                    at,
                    assertThrows(JournalDamage.class, () -> walker.checkIndex(true))
                            .offset());
            for (long wrong : new long[] {figure + 1, figure - 1}) {
                if (wrong > 1) {
                    set(at, wrong);
                    assertEquals(
                            at,
                            assertThrows(JournalDamage.class, () -> walker.checkIndex(false))
                                    .offset());
                }
            }
            set(at, figure);
        }
        // What was there before the last excerpt must be there; what comes after it must not.
        for (int at : new int[] {PAGES_USED + 8, USED, USED + 8, USED + 8 * 4_096, used + 16}) {
            long figure = right.longs().getLong(at);
            set(at, figure == 0 ? 1 : 0);
            assertEquals(
                    at,
                    assertThrows(JournalDamage.class, () -> walker.checkIndex(false))
                            .offset());
            set(at, figure);
        }
        walker.checkIndex(true);
    }

    /** An index page's array begins at a multiple of eight, and excerpts at multiples of four. */
    @Test
    void shouldRestoreASecondPageThatIsMissing() throws IOException {
        LongUnaryOperator lengths = i -> i == 0 ? 5 : 1;
        Path file = write(cycle(PAGE + 1, PAGE, lengths).bytes());
        byte[] whole = cycle(PAGE + 1, PAGE + 1, lengths).bytes();
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            toEnd(walker, PAGE + 1);
            walker.checkIndex(false);
            // With the header written and the page not.
            for (int at : new int[] {WRITE_POSITION, SEQUENCE, NEXT}) {
                set(at, longs(whole).getLong(at));
            }
            walker.checkIndex(false);
            assertEquals(
                    text(200, "1 pages of the index instead of 2"),
                    assertThrows(JournalDamage.class, () -> walker.checkIndex(true))
                            .getMessage());
            assertEquals(whole.length, walker.restoreIndex(channel));
            assertEquals(whole.length, walker.position());
        }
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void shouldRefuseAnIndexWithoutItsSecondPage() throws IOException {
        Cycle right = withoutSecondPage(cycle(PAGE + 2, PAGE + 2, i -> 1));
        walk(right.bytes(), PAGE + 2, walker -> {
            for (boolean exact : new boolean[] {true, false}) {
                assertEquals(
                        text(200, "1 pages of the index instead of 2"),
                        assertThrows(JournalDamage.class, () -> walker.checkIndex(exact))
                                .getMessage());
            }
        });
    }

    private void set(int at, long figure) throws IOException {
        try (FileChannel channel = FileChannel.open(temp.resolve("cycle"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, figure), at);
        }
    }

    @ParameterizedTest
    @CsvSource({
        WRITE_POSITION + ",the queue's write position is 67857 instead of 67856",
        SEQUENCE + ",the queue's sequence is 291439300837633 instead of 291439300837632",
        INDEX2INDEX + ",the place of the index is 201 instead of 200",
        NEXT + ",the next index entry is 513 instead of 512",
        PAGES_USED + ",entries of the index is 2 instead of 1",
        PAGES_USED + 8 + ",an entry of the index is 33009 instead of 33008",
        PAGES_USED + 16 + ",an entry of the index is 1 instead of 0",
        PAGES_USED + 8 * 4_096 + ",an entry of the index is 1 instead of 0",
        USED + ",entries of the index is 3 instead of 2",
        USED + 8 + ",an entry of the index is 65809 instead of 65808",
        USED + 16 + ",an entry of the index is 67857 instead of 67856",
        USED + 24 + ",an entry of the index is 1 instead of 0",
        USED + 8 * 4_096 + ",an entry of the index is 1 instead of 0",
    })
    void shouldRefuseEachFigureThatIsOneOff(int at, String what) throws IOException {
        byte[] bytes = cycle(257, 257, i -> 1).bytes();
        assertEquals(at % 8, 0);
        bytes[at]++;
        for (boolean exact : new boolean[] {true, false}) {
            walk(bytes, 257, walker -> {
                JournalDamage damage = assertThrows(JournalDamage.class, () -> walker.checkIndex(exact));
                assertEquals(at, damage.offset());
                assertEquals(text(at, what), damage.getMessage());
            });
        }
    }

    /** Of each figure by itself the one before the last excerpt is taken from a dead writer only. */
    @ParameterizedTest
    @ValueSource(ints = {WRITE_POSITION, SEQUENCE, NEXT, USED, USED + 16})
    void shouldTakeEachFigureOfOneExcerptBeforeFromADeadWriterOnly(int at) throws IOException {
        Cycle cycle = cycle(257, 257, i -> 1);
        cycle.longs().putLong(at, cycle(257, 256, i -> 1).longs().getLong(at));
        walk(cycle.bytes(), 257, walker -> {
            walker.checkIndex(false);
            JournalDamage damage = assertThrows(JournalDamage.class, () -> walker.checkIndex(true));
            assertEquals(at, damage.offset());
        });
    }

    @Test
    void shouldRefuseFiguresOfTwoExcerptsBefore() throws IOException {
        for (int at : new int[] {WRITE_POSITION, SEQUENCE}) {
            Cycle cycle = cycle(258, 258, i -> 1);
            cycle.longs().putLong(at, cycle(257, 256, i -> 1).longs().getLong(at));
            walk(cycle.bytes(), 258, walker -> assertThrows(JournalDamage.class, () -> walker.checkIndex(false)));
        }
    }

    @Test
    void shouldRefuseAPageTooManyOfTheIndex() throws IOException {
        byte[] small = cycle(3, 3, i -> 1).bytes();
        byte[] twice = Arrays.copyOf(small, small.length + 32_800);
        page(ByteBuffer.wrap(twice).order(ByteOrder.LITTLE_ENDIAN), small.length, "index");
        for (boolean exact : new boolean[] {true, false}) {
            Path file = write(twice);
            try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
                toEnd(walker, 3);
                assertFalse(walker.next(64), "reads the page");
                JournalDamage damage = assertThrows(JournalDamage.class, () -> walker.checkIndex(exact));
                assertEquals(text(200, "2 pages of the index instead of 1"), damage.getMessage());
            }
        }
    }

    /** More pages than a walker has room for at first, though no count of excerpts explains them. */
    @Test
    void shouldCountAnyNumberOfPages() throws IOException {
        byte[] small = cycle(3, 3, i -> 1).bytes();
        int pages = 9;
        byte[] many = Arrays.copyOf(small, small.length + pages * 32_800);
        ByteBuffer longs = ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN);
        int at = small.length;
        int[] places = new int[pages];
        for (int i = 0; i < pages; i++) {
            places[i] = at;
            at = page(longs, at, "index");
        }
        Path file = write(Arrays.copyOf(many, at));
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            toEnd(walker, 3);
            assertFalse(walker.next(64));
            assertEquals(1 + pages, walker.indexPageCount());
            assertEquals(33_008, walker.indexPage(0));
            for (int i = 0; i < pages; i++) {
                assertEquals(places[i], walker.indexPage(1 + i));
            }
        }
    }

    /** The first byte that is another one, of the header, of both kinds of pages, and of a page's capacity. */
    @ParameterizedTest
    @CsvSource({
        "4, not the header of a journal",
        "63, not the header of a journal",
        "80, not the header of a journal",
        "151, not the header of a journal",
        "160, not the header of a journal",
        "175, not the header of a journal",
        "184, not the header of a journal",
        "196, not the header of a journal",
        "204, not a page of the index",
        "223, not a page of the index",
        "224, not a page of the index",
        "33012, not a page of the index",
        "33023, not a page of the index",
        "33024, not a page of the index",
    })
    void shouldNameTheByteThatTheQueueDoesNotWrite(int at, String what) throws IOException {
        byte[] bytes = cycle(1, 1, i -> 1).bytes();
        bytes[at] ^= 1;
        Path file = write(bytes);
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            assertEquals(
                    text(at, what),
                    assertThrows(JournalDamage.class, () -> walker.next(64)).getMessage());
        }
    }

    /** Its four numbers may be any when the header is read; they are proved at the end. */
    @Test
    void shouldReadOverTheNumbersOfTheHeader() throws IOException {
        byte[] bytes = cycle(1, 1, i -> 1).bytes();
        for (int at : new int[] {64, 71, 72, 79, 152, 159, 176, 183}) {
            bytes[at] ^= 1;
        }
        walk(bytes, 1, walker -> {});
    }

    @Test
    void shouldRefusePagesAndHeadersOfAnotherLength() throws IOException {
        byte[] header = cycle(1, 1, i -> 1).bytes();
        header[0]++;
        assertDamage(header, text(0, "not the header of a journal"));
        byte[] first = cycle(1, 1, i -> 1).bytes();
        longs(first).putInt(200, 32_808 | 1 << 30);
        assertDamage(first, text(200, "an excerpt of 32808 bytes, where at most 32805 may be"));
        longs(first).putInt(200, 32_800 | 1 << 30);
        assertDamage(first, text(200, "an excerpt of 32800 bytes is no page of the index"));
        byte[] second = cycle(1, 1, i -> 1).bytes();
        longs(second).putInt(33_008, 32_800 | 1 << 30);
        assertDamage(second, text(33_008, "an excerpt of 32800 bytes is no page of the index"));
        longs(second).putInt(33_008, 32_792 | 1 << 30);
        assertDamage(second, text(33_008, "an excerpt of 32792 bytes is no page of the index"));
    }

    @Test
    void shouldSeekByBothPagesOfTheIndex() throws IOException {
        int count = PAGE + 600;
        Cycle cycle = cycle(count, count, i -> i % 256 == 0 ? 9 : 1 + i % 8);
        Path file = write(cycle.bytes());
        for (int number : new int[] {0, 1, 255, 256, 257, PAGE - 1, PAGE, PAGE + 1, PAGE + 256, count - 1}) {
            try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
                assertTrue(walker.seek(number, 64), "" + number);
                assertEquals(number % 256 == 0 ? 9 : 1 + number % 8, walker.length());
                assertEquals('x', walker.buffer().getByte(walker.offset()));
                assertEquals(0, walker.window(cycle.at()[number], 8) - (walker.offset() - 4), "" + number);
            }
        }
        for (long number : new long[] {count, PAGE + 1_000, 2L * PAGE, 4_096L * PAGE, 5_000L * PAGE, Long.MAX_VALUE}) {
            try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
                assertFalse(walker.seek(number, 64), "" + number);
            }
        }
    }

    /** The index is not proved when it is sought in: whatever it says, no excerpt is found where none is. */
    @Test
    void shouldFindNothingByAnIndexThatPointsNowhere() throws IOException {
        Cycle right = cycle(300, 300, i -> 1);
        for (long place : new long[] {0, -1, 1, 200, right.bytes().length, right.bytes().length + 8, Long.MAX_VALUE}) {
            for (int at : new int[] {PAGES_USED + 8, USED + 16}) {
                Cycle cycle = cycle(300, 300, i -> 1);
                cycle.longs().putLong(at, place);
                Path file = write(cycle.bytes());
                try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
                    assertFalse(walker.seek(256, 64), at + ": " + place);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The excerpt sought itself, and one before it.
        "256, 0, false",
        "256, 1, true",
        "256, 64, true",
        "256, 65, false",
        "256, 0x80000001, false",
        "258, 0, false",
        "258, 65, false",
        "258, 0x80000001, false",
        // A page of the index stands between the two, which may be as long as one.
        "258, 0x40000000, false",
        "258, 0x40000004, true",
        "258, 0x40008026, false",
    })
    void shouldFindNoExcerptWhoseWordsAreNoneOfTheQueues(int sought, String word, boolean found) throws IOException {
        Cycle cycle = cycle(400, 400, i -> i == 257 ? 4 : i == 258 ? 2 : 1);
        int changed = sought == 256 ? 256 : 257;
        cycle.longs().putInt(cycle.at()[changed], Long.decode(word).intValue());
        Path file = write(cycle.bytes());
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            assertEquals(found, walker.seek(sought, 64));
        }
    }

    private interface Check {
        void of(ExcerptWalker walker) throws IOException;
    }

    private void walk(byte[] bytes, int count, Check check) throws IOException {
        Path file = write(bytes);
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            toEnd(walker, count);
            check.of(walker);
        }
    }

    private static void toEnd(ExcerptWalker walker, int count) {
        while (walker.count() < count) {
            if (!walker.next(64)) {
                throw new AssertionError("only " + walker.count() + " excerpts");
            }
        }
        assertFalse(walker.next(64));
        assertEquals(count, walker.count());
    }

    private void assertDamage(byte[] bytes, String text) throws IOException {
        Path file = write(bytes);
        try (ExcerptWalker walker = new ExcerptWalker(file, ExcerptWalker.BUFFER_LENGTH)) {
            assertEquals(
                    text,
                    assertThrows(JournalDamage.class, () -> walker.next(64)).getMessage());
        }
    }

    private String text(long at, String what) {
        return "damaged journal: " + temp.resolve("cycle") + " byte " + at + ": " + what
                + "; no good record; ./ringside repair " + temp + " copies what is good";
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(temp.resolve("cycle"), bytes);
    }

    private static ByteBuffer longs(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same excerpts, the second page of the index cut out from between them. */
    private static Cycle withoutSecondPage(Cycle cycle) {
        int page = cycle.secondPage();
        int after = page + 32_800;
        byte[] bytes = Arrays.copyOf(cycle.bytes(), cycle.bytes().length - 32_800);
        System.arraycopy(cycle.bytes(), after, bytes, page, bytes.length - page);
        ByteBuffer longs = longs(bytes);
        long last = bytes.length - 8L;
        longs.putLong(WRITE_POSITION, last);
        longs.putLong(SEQUENCE, (last << 32) + longs.getInt(SEQUENCE));
        return new Cycle(bytes, cycle.at(), 0);
    }

    /**
     * A cycle's file.
     *
     * @param known how many of the excerpts header and index tell of
     */
    private static Cycle cycle(int count, int known, LongUnaryOperator lengths) {
        int[] at = new int[count];
        int place = FIRST;
        int secondPage = 0;
        for (int i = 0; i < count; i++) {
            at[i] = place;
            place += 4 + (int) (lengths.applyAsLong(i) + 3) / 4 * 4;
            if (i == PAGE && known > PAGE) {
                secondPage = place;
                place += 4 + startOfPage(place, "index").length + 8 + 8 + 8 * 4_096;
            }
        }
        byte[] bytes = new byte[place];
        ByteBuffer longs = longs(bytes);
        // As the first lines of any journal show it.
        longs.put(HexFormat.of().parseHex("c1000040b906686561646572b60853435153746f7265"));
        longs.put(HexFormat.of().parseHex("82aa000000cd7772697465506f736974696f6e8e0100000000"));
        longs.put(HexFormat.of().parseHex("8d0200000000000000020000000000000000000000000000000000000000000000"));
        longs.put(HexFormat.of().parseHex("c8696e646578696e67b60c53435153496e646578696e67824c000000"));
        longs.put(HexFormat.of().parseHex("ca696e646578436f756e74a50010cc696e64657853706163696e67a50001"));
        longs.put(HexFormat.of().parseHex("cb696e64657832496e6465788fa70000000000000000"));
        longs.put(HexFormat.of().parseHex("c96c617374496e6465788e00000000a70000000000000000"));
        longs.put(HexFormat.of().parseHex("ca64617461466f726d6174a1010000"));
        assertEquals(199, longs.position());
        for (int i = 0; i < count; i++) {
            int length = (int) lengths.applyAsLong(i);
            longs.putInt(at[i], length);
            Arrays.fill(bytes, at[i] + 4, at[i] + 4 + length, (byte) 'x');
        }
        page(longs, 200, "index2index");
        page(longs, 33_008, "index");
        longs.putLong(INDEX2INDEX, 200);
        longs.putLong(PAGES_USED, secondPage > 0 ? 2 : 1);
        longs.putLong(PAGES_USED + 8, 33_008);
        int used = 0;
        if (secondPage > 0) {
            page(longs, secondPage, "index");
            used = secondPage + 4 + startOfPage(secondPage, "index").length + 8;
            longs.putLong(PAGES_USED + 16, secondPage);
        }
        for (int i = 0; i < known; i += 256) {
            int number = i / 256;
            int array = number < 4_096 ? USED : used;
            longs.putLong(array, number % 4_096 + 1);
            longs.putLong(array + 8 + 8 * (number % 4_096), at[i]);
            longs.putLong(NEXT, i + 256L);
        }
        if (known > 0) {
            longs.putLong(WRITE_POSITION, at[known - 1]);
            longs.putLong(SEQUENCE, ((long) at[known - 1] << 32) + known - 1);
        }
        return new Cycle(bytes, at, secondPage);
    }

    /** Writes a page without entries; returns where it ends. */
    private static int page(ByteBuffer longs, int at, String name) {
        byte[] start = startOfPage(at, name);
        int length = start.length + 8 + 8 + 8 * 4_096;
        longs.putInt(at, length | 1 << 30);
        longs.put(at + 4, start).putLong(at + 4 + start.length, 4_096);
        return at + 4 + length;
    }

    /** Name, padding up to a multiple of eight, and the code of an array. */
    private static byte[] startOfPage(int at, String name) {
        return HexFormat.of()
                .parseHex(
                        name.length() == 11
                                ? "b90b696e64657832696e6465788e01000000008d"
                                : at % 8 == 0 ? "b905696e6465788f8f8f8f8d" : "b905696e6465788d");
    }
}
