package io.ringside.gateway.ib.tws;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the fields of one frame, each ended by a zero byte. The last byte of the frame is checked to be one before the
 * first field is read, so a scan for the end of a field needs no other bound.
 *
 * <p>Errors: a field that is missing or cannot be read is a {@link TwsProtocolError}, and nothing else is thrown.
 *
 * <p>Thread: reader.
 */
final class FieldReader {
    /** More than any message has, except for history, which is bounded by its number of bars. */
    static final int FIELDS_MAX = 10_000;

    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    private final TimeText times;
    private UnsafeBuffer buffer;
    private int at;
    private int end;
    private int index;
    private int indexMax;
    private int messageId;

    FieldReader(TimeText times) {
        this.times = times;
    }

    /** Begins a frame and reads its message id. */
    int begin(UnsafeBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        at = offset;
        end = offset + length;
        index = -1;
        indexMax = FIELDS_MAX - 1;
        messageId = -1;
        if (length <= 0) {
            throw new TwsProtocolError(-1, 0, "", "empty frame");
        }
        if (buffer.getByte(end - 1) != 0) {
            throw new TwsProtocolError(-1, 0, "", "the frame's last field does not end");
        }
        messageId = readInt();
        return messageId;
    }

    /** Replaces the bound on the number of fields, for a message that states its own. */
    void boundFields(int fieldsMax) {
        indexMax = fieldsMax - 1;
    }

    /** Bytes not yet read. */
    int remaining() {
        return end - at;
    }

    void skip() {
        at = endOf(next()) + 1;
    }

    /** Skips a field; returns whether it was not empty. */
    boolean skipGiven() {
        int from = next();
        int to = endOf(from);
        at = to + 1;
        return to > from;
    }

    /** Skips whole runs of fields by counting zero bytes, eight bytes at a time. */
    void skip(int count) {
        if (count > indexMax - index) {
            throw tooManyFields(indexMax + 1);
        }
        int left = count;
        int i = at;
        while (left > 0 && i + Long.BYTES <= end) {
            long zeros = zeroBytes(i);
            int found = Long.bitCount(zeros);
            if (found < left) {
                left -= found;
                i += Long.BYTES;
            } else {
                for (; left > 1; left--) {
                    zeros &= zeros - 1;
                }
                i += (Long.numberOfTrailingZeros(zeros) >>> 3) + 1;
                left = 0;
            }
        }
        while (left > 0) {
            if (i >= end) {
                throw missing(index + 1 + count - left);
            }
            left -= buffer.getByte(i) == 0 ? 1 : 0;
            i++;
        }
        index += count;
        at = i;
    }

    /** Decimal integer of at most eighteen digits; empty is 0. */
    long readLong() {
        int from = next();
        int i = from;
        byte c = buffer.getByte(i);
        boolean negative = c == '-';
        if (negative) {
            c = buffer.getByte(++i);
        }
        int first = i;
        long value = 0;
        while (c != 0) {
            int digit = c - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(from, "not an integer");
            }
            value = value * 10 + digit;
            c = buffer.getByte(++i);
        }
        if (i - first > 18 || (negative && i == first)) {
            throw malformed(from, "not an integer");
        }
        at = i + 1;
        return negative ? -value : value;
    }

    /** Decimal integer of 32 bits; empty is 0. */
    int readInt() {
        int from = at;
        long value = readLong();
        if (value != (int) value) {
            throw malformed(from, "not an integer of 32 bits");
        }
        return (int) value;
    }

    /** A count that governs a loop of so many fields a turn: never more than the frame can hold. */
    int readCount(int fieldsEach) {
        int from = at;
        int count = readInt();
        if (count < 0 || (long) count * fieldsEach > remaining()) {
            throw malformed(from, "not a possible count");
        }
        return count;
    }

    /** 1, or any other number but 0; empty is false. */
    boolean readFlag() {
        return readLong() != 0;
    }

    /** A price or amount; empty is 0, the largest double {@link Unset#E8}. */
    long readE8() {
        if (at < end && buffer.getByte(at) == 0) {
            skip();
            return 0;
        }
        return readDecimal(false);
    }

    /** A price or amount; empty and the largest double are {@link Unset#E8}. */
    long readE8OrUnset() {
        return readDecimal(false);
    }

    /** A size; empty and all spellings of "unset" are {@link Unset#E8}. */
    long readSizeE8() {
        long value = readDecimal(true);
        return value == Integer.MAX_VALUE * 100_000_000L ? Unset.E8 : value;
    }

    private long readDecimal(boolean size) {
        int from = next();
        int i = from;
        byte c = buffer.getByte(i);
        if (c == 0) {
            at = i + 1;
            return Unset.E8;
        }
        if (c == '1' && isUnset(from)) {
            at = from + Decimals.LARGEST_LENGTH + 1;
            return Unset.E8;
        }
        boolean negative = c == '-';
        if (negative) {
            c = buffer.getByte(++i);
        }
        int first = i;
        long units = 0;
        while (c >= '0' && c <= '9') {
            units = units * 10 + (c - '0');
            c = buffer.getByte(++i);
        }
        int whole = i - first;
        int decimals = 0;
        if (c == '.') {
            c = buffer.getByte(++i);
            first = i;
            while (c >= '0' && c <= '9') {
                units = units * 10 + (c - '0');
                c = buffer.getByte(++i);
            }
            decimals = i - first;
        }
        // Ten digits and eight decimals are less than 1e18: no overflow anywhere above.
        if (c == 0 && whole > 0 && whole <= 10 && decimals <= Decimals.SCALE) {
            at = i + 1;
            long value = units * Decimals.pow10(Decimals.SCALE - decimals);
            return negative ? -value : value;
        }
        return readUncommonDecimal(from, size);
    }

    /** Whether the field is the largest double, which is frequent in orders and too long for the loop over digits. */
    private boolean isUnset(int from) {
        int to = from + Decimals.LARGEST_LENGTH;
        return to < end && buffer.getByte(to) == 0 && Decimals.isLargestDouble(buffer, from, to);
    }

    private long readUncommonDecimal(int from, boolean size) {
        int to = endOf(from);
        long value = Decimals.parse(buffer, from, to, size);
        if (value == Decimals.MALFORMED) {
            throw malformed(from, "not a number");
        }
        at = to + 1;
        return value;
    }

    /** A date, a date and time, or seconds since 1970, as UTC nanoseconds; see {@link TimeText}. */
    long readNanos(AsciiField raw) {
        int from = next();
        int to = endOf(from);
        long nanos = times.parse(buffer, from, to);
        if (nanos == TimeText.MALFORMED) {
            throw malformed(from, "not a time");
        }
        raw.wrap(buffer, from, to - from);
        at = to + 1;
        return nanos;
    }

    /** Seconds since 1970, as nanoseconds. */
    long readEpochNanos() {
        int from = at;
        long seconds = readLong();
        if (seconds < 0 || seconds > TimeText.SECONDS_MAX) {
            throw malformed(from, "not seconds since 1970");
        }
        return seconds * TimeText.NANOS_PER_SECOND;
    }

    AsciiField readText(AsciiField into) {
        int from = next();
        int to = endOf(from);
        at = to + 1;
        return into.wrap(buffer, from, to - from);
    }

    /** The error for the field that was read last. */
    TwsProtocolError fault(CharSequence value, String fault) {
        return new TwsProtocolError(messageId, index, value, fault);
    }

    private int next() {
        if (at >= end) {
            throw missing(index + 1);
        }
        if (index >= indexMax) {
            throw tooManyFields(index + 1);
        }
        index++;
        return at;
    }

    private int endOf(int from) {
        int i = from;
        while (i + Long.BYTES <= end) {
            long zeros = zeroBytes(i);
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
            i += Long.BYTES;
        }
        while (buffer.getByte(i) != 0) {
            i++;
        }
        return i;
    }

    /** A mask with the top bit set in every zero byte; the first byte is lowest. */
    private long zeroBytes(int from) {
        long word = buffer.getLong(from, ByteOrder.LITTLE_ENDIAN);
        return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    }

    private TwsProtocolError missing(int fieldIndex) {
        return new TwsProtocolError(messageId, fieldIndex, "", "the frame ends before this field");
    }

    private TwsProtocolError tooManyFields(int fieldIndex) {
        return new TwsProtocolError(messageId, fieldIndex, "", "more fields than " + (indexMax + 1));
    }

    private TwsProtocolError malformed(int from, String fault) {
        return fault(new AsciiField().wrap(buffer, from, endOf(from) - from), fault);
    }
}
