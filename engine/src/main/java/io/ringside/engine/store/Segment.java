package io.ringside.engine.store;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One file of bars: a header of 96 bytes and six columns, little-endian, mapped as it is read.
 *
 * <pre>
 *    0 magic 8 bytes   8 version i32     12 rows i32        16 first time i32  20 last time i32
 *   24 price bytes i8 25 decimals i8     26 volume bytes i8 27 flags i8        28 sessions missing i32
 *   32 changed on, days since 1970 i32   36 zero            40 source, ASCII, 48 bytes   88 zero   92 CRC-32C i32
 *   96 times i32[rows], opens, highs, lows, closes (i32 or i64)[rows], volumes (i32 or i64)[rows]
 * </pre>
 *
 * <p>Prices take four bytes where all of them are whole at fewer decimals than eight and small enough. The checksum covers all
 * bytes but its own.
 *
 * <p>Thread: any may read; a segment never changes.
 */
final class Segment {
    static final int VERSION = 1;
    static final int FLAG_SYNTHETIC = 1;
    static final int FLAG_ADJUSTED = 2;

    private static final int HEADER = 96;
    private static final int CHECKSUM_AT = 92;
    private static final int SOURCE_AT = 40;
    private static final int SOURCE_MAX = 48;
    private static final long MAGIC = 0x0a0d5352_41424452L;
    private static final long BYTES_MAX = 1L << 30;
    private static final int PRICES = 4;
    /** Time, prices and volume. */
    private static final int COLUMNS = 6;

    private static final int DECIMALS = 8;

    private final Path file;
    private final ByteBuffer bytes;
    private final int rows;
    private final int priceBytes;
    private final long unit;
    private final int volumeBytes;
    private final int[] columnAt = new int[COLUMNS];

    /**
     * A segment's description of its bars.
     *
     * @param source where they came from
     * @param adjusted whether they were adjusted for splits by their source
     * @param missing sessions of the calendar without a bar
     * @param changedDay when its content last changed, days since 1970
     */
    record Origin(String source, boolean adjusted, int missing, int changedDay) {}

    private Segment(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        rows = bytes.getInt(12);
        priceBytes = bytes.get(24);
        unit = powerOfTen(DECIMALS - bytes.get(25));
        volumeBytes = bytes.get(26);
        int at = HEADER;
        for (int column = 0; column < columnAt.length; column++) {
            columnAt[column] = at;
            at += rows * (column == 0 ? Integer.BYTES : column <= PRICES ? priceBytes : volumeBytes);
        }
    }

    /**
     * Maps a file and checks all of it.
     *
     * @throws UserError naming file and remedy
     */
    static Segment open(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < HEADER || size > BYTES_MAX) {
                throw damaged(file, "has " + size + " bytes");
            }
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.getLong(0) != MAGIC) {
                throw damaged(file, "does not begin as one");
            }
            if (bytes.getInt(8) != VERSION) {
                throw new UserError(file + ": is of version " + bytes.getInt(8) + " and this build reads " + VERSION
                        + "; import the data again into a new store");
            }
            if (bytes.getInt(CHECKSUM_AT) != checksum(bytes)) {
                throw damaged(file, "fails its checksum");
            }
            requireShape(file, bytes, size);
            return new Segment(file, bytes);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read (" + UserError.reason(e) + ")", e);
        }
    }

    private static void requireShape(Path file, ByteBuffer bytes, long size) {
        long rows = bytes.getInt(12);
        int priceBytes = bytes.get(24);
        int volumeBytes = bytes.get(26);
        boolean known = (priceBytes == 4 || priceBytes == 8)
                && (volumeBytes == 4 || volumeBytes == 8)
                && bytes.get(25) >= 0
                && bytes.get(25) <= DECIMALS
                && rows > 0;
        if (!known || HEADER + rows * (4 + PRICES * priceBytes + volumeBytes) != size) {
            throw damaged(file, "has another size than its header says");
        }
    }

    private static UserError damaged(Path file, String why) {
        return new UserError(file + ": is no segment of a data store, it " + why
                + "; restore it, or delete it and import or update again");
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CHECKSUM_AT));
        crc.update(bytes.duplicate().position(HEADER).limit(bytes.capacity()));
        return (int) crc.getValue();
    }

    /**
     * Writes rows into a file that appears whole and synced, or not at all.
     *
     * @throws UserError if it cannot be written
     */
    static void write(Path file, BarRows all, Origin origin) {
        if (all.size() == 0) {
            throw new IllegalArgumentException(file + ": no rows");
        }
        WholeFile.write(file, encode(all, origin));
    }

    private static ByteBuffer encode(BarRows all, Origin origin) {
        int rows = all.size();
        int decimals = decimals(all);
        long unit = powerOfTen(DECIMALS - decimals);
        int priceBytes = max(all, 0, PRICES) / unit <= Integer.MAX_VALUE ? Integer.BYTES : Long.BYTES;
        int volumeBytes = max(all, PRICES, PRICES + 1) <= Integer.MAX_VALUE ? Integer.BYTES : Long.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.toIntExact(HEADER + (long) rows * (4 + PRICES * priceBytes + volumeBytes)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(rows).putInt(all.time(0)).putInt(all.time(rows - 1));
        bytes.put((byte) priceBytes).put((byte) decimals).put((byte) volumeBytes);
        bytes.put((byte) ((all.synthetic() ? FLAG_SYNTHETIC : 0) | (origin.adjusted() ? FLAG_ADJUSTED : 0)));
        bytes.putInt(origin.missing()).putInt(origin.changedDay());
        byte[] source = origin.source().getBytes(StandardCharsets.US_ASCII);
        bytes.position(SOURCE_AT).put(source, 0, Math.min(source.length, SOURCE_MAX));
        bytes.position(HEADER);
        for (int row = 0; row < rows; row++) {
            bytes.putInt(all.time(row));
        }
        for (int field = 0; field <= PRICES; field++) {
            int width = field < PRICES ? priceBytes : volumeBytes;
            for (int row = 0; row < rows; row++) {
                long value = field < PRICES ? all.value(row, field) / unit : all.value(row, field);
                if (width == Integer.BYTES) {
                    bytes.putInt((int) value);
                } else {
                    bytes.putLong(value);
                }
            }
        }
        bytes.putInt(CHECKSUM_AT, checksum(bytes));
        return bytes.flip();
    }

    private static long max(BarRows all, int fromField, int toField) {
        long max = 0;
        for (int row = 0; row < all.size(); row++) {
            for (int field = fromField; field < toField; field++) {
                if (all.value(row, field) < 0) {
                    throw new IllegalArgumentException(
                            "a bar has " + FixedPoint.format(all.value(row, field)) + ", which is below 0");
                }
                max = Math.max(max, all.value(row, field));
            }
        }
        return max;
    }

    private static int decimals(BarRows all) {
        int decimals = 0;
        for (int row = 0; row < all.size(); row++) {
            for (int field = 0; field < PRICES; field++) {
                while (all.value(row, field) % powerOfTen(DECIMALS - decimals) != 0) {
                    decimals++;
                }
            }
        }
        return decimals;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    Path file() {
        return file;
    }

    int rows() {
        return rows;
    }

    int time(int row) {
        return bytes.getInt(HEADER + Integer.BYTES * row);
    }

    /** Open, high, low, close (at 1e-8) or volume by index. */
    long value(int row, int field) {
        int at = columnAt[field + 1];
        if (field == PRICES) {
            return volumeBytes == Integer.BYTES ? bytes.getInt(at + 4 * row) : bytes.getLong(at + 8 * row);
        }
        return unit * (priceBytes == Integer.BYTES ? bytes.getInt(at + 4 * row) : bytes.getLong(at + 8 * row));
    }

    boolean synthetic() {
        return (bytes.get(27) & FLAG_SYNTHETIC) != 0;
    }

    Origin origin() {
        byte[] source = new byte[SOURCE_MAX];
        bytes.duplicate().position(SOURCE_AT).get(source);
        return new Origin(
                new String(source, StandardCharsets.US_ASCII).replace("\0", ""),
                (bytes.get(27) & FLAG_ADJUSTED) != 0,
                bytes.getInt(28),
                bytes.getInt(32));
    }

    /** Checksum of the content. */
    int checksum() {
        return bytes.getInt(CHECKSUM_AT);
    }

    /** Row of a time, or {@code -1 - index} of the first later one. */
    int find(int time) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = time(middle);
            if (at == time) {
                return middle;
            }
            if (at < time) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** Copies all rows. */
    BarRows read() {
        BarRows all = new BarRows(rows);
        for (int row = 0; row < rows; row++) {
            all.add(time(row), value(row, 0), value(row, 1), value(row, 2), value(row, 3), value(row, 4));
        }
        all.setSynthetic(synthetic());
        return all;
    }
}
