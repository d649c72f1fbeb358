package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A segment's file: 96 bytes of header, then per bar 4 of time, four prices and a volume of 4 or 8 bytes each. */
class SegmentTest {
    private static final int HEADER = 96;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.bars");
    }

    /** Prices are counted in their last decimal, so that 21474836.47 is the last that fits into four bytes with two. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, 100, 5, 120",
        "2147483647, 1, 1, 1, 5, 120",
        "2147483648, 1, 1, 1, 5, 136",
        "1, 2147483648, 1, 1, 5, 136",
        "1, 1, 2147483648, 1, 5, 136",
        "1, 1, 1, 2147483648, 5, 136",
        "21474836.47, 1, 1, 1, 5, 120",
        "21474836.48, 1, 1, 1, 5, 136",
        "1, 1, 1, 21474836.48, 5, 136",
        "21.47483647, 1, 1, 1, 5, 120",
        "21.47483648, 1, 1, 1, 5, 136",
        "22, 0.00000001, 1, 1, 5, 136",
        "22, 0.0000001, 1, 1, 5, 120",
        "1, 1, 1, 1, 2147483647, 120",
        "1, 1, 1, 1, 2147483648, 124",
        "21474836.48, 1, 1, 1, 2147483648, 140",
        "0, 0, 0, 0, 0, 120"
    })
    void shouldTakeAsManyBytesAsItsLargestNumberNeeds(
            String open, String high, String low, String close, long volume, long bytes) throws IOException {
        BarRows rows = new BarRows();
        rows.add(7, e8(open), e8(high), e8(low), e8(close), volume);
        write(rows);
        assertEquals(bytes, Files.size(file));
        Segment read = Segment.open(file);
        assertEquals(e8(open), read.value(0, 0));
        assertEquals(e8(high), read.value(0, 1));
        assertEquals(e8(low), read.value(0, 2));
        assertEquals(e8(close), read.value(0, 3));
        assertEquals(volume, read.value(0, 4));
        assertEquals(7, read.time(0));
    }

    /** Two bars of which only the second one has decimals, and another one the larger volume. */
    @Test
    void shouldFitAllBars() throws IOException {
        BarRows rows = new BarRows();
        rows.add(7, e8("1"), e8("2"), e8("3"), e8("4"), 3_000_000_000L);
        rows.add(9, e8("1.5"), e8("2.25"), e8("3.125"), e8("4.0625"), 1);
        write(rows);
        assertEquals(HEADER + 2 * (4 + 4 * 4 + 8), Files.size(file));
        BarRows read = Segment.open(file).read();
        assertEquals(2, read.size());
        assertTrue(rows.isSame(0, read, 0) && rows.isSame(1, read, 1));
        assertEquals(9, read.time(1));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldKeepWhatItsBarsAre(boolean synthetic, boolean adjusted) {
        BarRows rows = one();
        rows.setSynthetic(synthetic);
        Segment.Origin origin = new Segment.Origin("a".repeat(48), adjusted, 3, 19_000);
        Segment.write(file, rows, origin);
        assertEquals(origin, Segment.open(file).origin());
        assertEquals(synthetic, Segment.open(file).synthetic());
        assertEquals(synthetic, Segment.open(file).read().synthetic());
        Segment.write(file, rows, new Segment.Origin("a".repeat(48) + "b", adjusted, -1, 19_000));
        assertEquals(
                new Segment.Origin("a".repeat(48), adjusted, -1, 19_000),
                Segment.open(file).origin());
    }

    @Test
    void shouldRefuseNoBarsAndNegativeNumbers() {
        assertEquals(
                file + ": no rows",
                assertThrows(IllegalArgumentException.class, () -> write(new BarRows()))
                        .getMessage());
        BarRows negative = new BarRows();
        negative.add(7, 1, 1, -1, 1, 1);
        assertEquals(
                "a bar has -0.00000001, which is below 0",
                assertThrows(IllegalArgumentException.class, () -> write(negative))
                        .getMessage());
        BarRows lost = new BarRows();
        lost.add(7, 1, 1, 1, 1, -1);
        assertThrows(IllegalArgumentException.class, () -> write(lost));
    }

    @ParameterizedTest
    @CsvSource({"5, -1", "10, 0", "15, -2", "20, 1", "25, -3", "30, 2", "35, -4", "40, 3", "45, -5"})
    void shouldFindABarOrTheNextOne(int time, int row) {
        BarRows rows = new BarRows();
        for (int at = 10; at <= 40; at += 10) {
            rows.add(at, 1, 1, 1, 1, 1);
        }
        write(rows);
        assertEquals(row, Segment.open(file).find(time));
        assertEquals(row, rows.find(time));
    }

    @Test
    void shouldRefuseAFileThatIsTooSmallOrTooLarge() throws IOException {
        for (int size : new int[] {0, 95}) {
            Files.write(file, new byte[size]);
            assertEquals(damage("has " + size + " bytes"), refusal());
        }
        Files.write(file, new byte[HEADER]);
        assertEquals(damage("does not begin as one"), refusal());
        // Without content, so that it takes no room.
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 30);
            assertEquals(damage("does not begin as one"), refusal());
            large.setLength((1L << 30) + 1);
            assertEquals(damage("has 1073741825 bytes"), refusal());
        }
    }

    @Test
    void shouldRefuseAnotherVersionAndAnotherChecksum() throws IOException {
        write(one());
        byte[] good = Files.readAllBytes(file);
        byte[] newer = good.clone();
        newer[8] = 2;
        Files.write(file, newer);
        assertEquals(
                file + ": is of version 2 and this build reads 1; import the data again into a new store", refusal());
        byte[] flipped = good.clone();
        flipped[91] ^= 1;
        Files.write(file, flipped);
        assertEquals(damage("fails its checksum"), refusal());
    }

    /** Each with the checksum and the size that fit it, but for what is wrong. */
    @ParameterizedTest
    @CsvSource({
        "1, 4, 0, 4, 0, true",
        "1, 8, 8, 8, 0, true",
        "1, 4, 0, 8, 0, true",
        "1, 5, 0, 4, 0, false",
        "1, 4, 0, 5, 0, false",
        "1, 4, 9, 4, 0, false",
        "1, 4, -1, 4, 0, false",
        "0, 4, 0, 4, 0, false",
        "1, 4, 0, 4, 1, false",
        "2, 4, 0, 4, -1, false"
    })
    void shouldRefuseAHeaderThatCannotBe(
            int rows, int priceBytes, int decimals, int volumeBytes, int more, boolean good) throws IOException {
        write(one());
        byte[] header = Arrays.copyOf(Files.readAllBytes(file), HEADER);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + rows * (4 + 4 * priceBytes + volumeBytes) + more)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(header).putInt(12, rows);
        bytes.put(24, (byte) priceBytes).put(25, (byte) decimals).put(26, (byte) volumeBytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 92);
        crc.update(bytes.array(), HEADER, bytes.capacity() - HEADER);
        bytes.putInt(92, (int) crc.getValue());
        Files.write(file, bytes.array());
        if (good) {
            assertEquals(rows, Segment.open(file).rows());
            assertEquals((int) crc.getValue(), Segment.open(file).checksum());
        } else {
            assertEquals(damage("has another size than its header says"), refusal());
        }
    }

    private static BarRows one() {
        BarRows rows = new BarRows();
        rows.add(7, 1, 1, 1, 1, 1);
        return rows;
    }

    private void write(BarRows rows) {
        Segment.write(file, rows, new Segment.Origin("test", false, 0, 19_000));
    }

    private String refusal() {
        return assertThrows(UserError.class, () -> Segment.open(file)).getMessage();
    }

    private String damage(String why) {
        return file + ": is no segment of a data store, it " + why
                + "; restore it, or delete it and import or update again";
    }

    private static long e8(String text) {
        return FixedPoint.parse(text);
    }
}
