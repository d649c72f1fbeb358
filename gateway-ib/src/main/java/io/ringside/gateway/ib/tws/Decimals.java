package io.ringside.gateway.ib.tws;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Parses decimal text in all notations of the protocol to fixed point at 1e-8: plain, with an exponent, with
 * grouping commas, with more than eight decimals, and "unset". Up to eight decimals are exact; digits beyond them,
 * which come from the broker's binary doubles and averages, round to the nearest, ties to even.
 *
 * <p>Thread: any; it has no state.
 */
final class Decimals {
    /** Result of {@link #parse} for text that is no number or out of range. */
    static final long MALFORMED = Long.MIN_VALUE;

    static final int SCALE = 8;

    private static final int DIGITS_MAX = 18;
    private static final int EXPONENT_MAX = 999;
    /** The first digits of the largest double, 1.7976931348623157E308, which may be written with different precision. */
    private static final long UNSET_DIGITS = 179_769_313_486_231L;

    private static final int UNSET_MAGNITUDE = 308;
    static final int LARGEST_LENGTH = 22;
    private static final long LARGEST_HEAD = word("1.797693");
    private static final long LARGEST_MIDDLE = word("13486231");
    private static final long LARGEST_TAIL = word("3157E308");

    private static final long[] POW10 = new long[DIGITS_MAX + 1];

    static {
        POW10[0] = 1;
        for (int i = 1; i < POW10.length; i++) {
            POW10[i] = POW10[i - 1] * 10;
        }
    }

    private Decimals() {}

    private static long word(String text) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | text.charAt(i);
        }
        return word;
    }

    static long pow10(int exponent) {
        return POW10[exponent];
    }

    /**
     * The number between two offsets, {@link Unset#E8}, or {@link #MALFORMED}.
     *
     * @param size whether it is a size, so that commas are allowed and the largest int and long are further spellings
     *     of "unset"
     */
    static long parse(DirectBuffer buffer, int from, int to, boolean size) {
        return isLargestDouble(buffer, from, to) ? Unset.E8 : parseDigits(buffer, from, to, size);
    }

    /** Whether the text is the usual notation of "unset", which occurs a dozen times in an open order. */
    static boolean isLargestDouble(DirectBuffer buffer, int from, int to) {
        return to - from == LARGEST_LENGTH
                && buffer.getLong(from, ByteOrder.LITTLE_ENDIAN) == LARGEST_HEAD
                && buffer.getLong(from + 8, ByteOrder.LITTLE_ENDIAN) == LARGEST_MIDDLE
                && buffer.getLong(to - 8, ByteOrder.LITTLE_ENDIAN) == LARGEST_TAIL;
    }

    private static long parseDigits(DirectBuffer buffer, int from, int to, boolean size) {
        int at = from;
        boolean negative = at < to && buffer.getByte(at) == '-';
        if (negative || (at < to && buffer.getByte(at) == '+')) {
            at++;
        }
        long mantissa = 0;
        int kept = 0;
        int dropped = 0;
        boolean sticky = false;
        int nextTwo = 0;
        int decimals = -1;
        boolean any = false;
        for (; at < to; at++) {
            byte c = buffer.getByte(at);
            if (c >= '0' && c <= '9') {
                any = true;
                if (kept < DIGITS_MAX) {
                    mantissa = mantissa * 10 + (c - '0');
                    kept += mantissa == 0 ? 0 : 1;
                    decimals += decimals >= 0 ? 1 : 0;
                } else {
                    if (dropped < 2) {
                        nextTwo += (c - '0') * (dropped == 0 ? 10 : 1);
                    } else {
                        sticky |= c != '0';
                    }
                    dropped++;
                    decimals += decimals >= 0 ? 1 : 0;
                }
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c != ',' || !size || decimals >= 0) {
                break;
            }
        }
        if (!any) {
            return MALFORMED;
        }
        int exponent = 0;
        if (at < to) {
            exponent = exponent(buffer, at, to);
            if (exponent == Integer.MIN_VALUE) {
                return MALFORMED;
            }
        }
        // The value is the mantissa times ten to this power, and nextTwo are its nineteenth and twentieth digit.
        int power = exponent + dropped - Math.max(decimals, 0);
        if (mantissa == 0) {
            return 0;
        }
        int magnitude = power + kept - 1;
        if (!negative && magnitude == UNSET_MAGNITUDE && leading(mantissa, kept) == UNSET_DIGITS) {
            return Unset.E8;
        }
        if (size && !negative && isLargestInteger(mantissa, nextTwo, dropped, power)) {
            return Unset.E8;
        }
        long scaled = scale(mantissa, nextTwo, sticky, power + SCALE);
        return negative && scaled != MALFORMED ? -scaled : scaled;
    }

    /** The first fifteen digits. */
    private static long leading(long mantissa, int digits) {
        return digits <= 15 ? mantissa * POW10[15 - digits] : mantissa / POW10[digits - 15];
    }

    /** 2147483647 and 9223372036854775807, the "unset" of ints and longs. */
    private static boolean isLargestInteger(long mantissa, int nextTwo, int dropped, int power) {
        return (dropped == 0 && power == 0 && mantissa == Integer.MAX_VALUE)
                || (dropped == 1 && power == 1 && mantissa == Long.MAX_VALUE / 10 && nextTwo == 70);
    }

    private static long scale(long mantissa, int nextTwo, boolean sticky, int power) {
        if (power >= 0) {
            if (power > DIGITS_MAX || mantissa > (Long.MAX_VALUE - 20) / POW10[power]) {
                return MALFORMED;
            }
            long value = mantissa * POW10[power];
            // A mantissa of eighteen digits, the only one with digits behind it, takes one more at most.
            return power == 0
                    ? roundHalfEven(value, Integer.compare(nextTwo, 50), sticky)
                    : roundHalfEven(value + nextTwo / 10, Integer.compare(nextTwo % 10, 5), sticky);
        }
        if (-power > DIGITS_MAX) {
            return 0;
        }
        long unit = POW10[-power];
        long rest = mantissa % unit;
        return roundHalfEven(mantissa / unit, Long.compare(rest, unit - rest), sticky || nextTwo > 0);
    }

    private static long roundHalfEven(long value, int againstHalf, boolean beyond) {
        boolean up = againstHalf > 0 || (againstHalf == 0 && (beyond || (value & 1) == 1));
        return up ? value + 1 : value;
    }

    private static int exponent(DirectBuffer buffer, int from, int to) {
        int at = from;
        byte e = buffer.getByte(at++);
        if ((e != 'E' && e != 'e') || at == to) {
            return Integer.MIN_VALUE;
        }
        boolean negative = buffer.getByte(at) == '-';
        if (negative || buffer.getByte(at) == '+') {
            at++;
        }
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            byte c = buffer.getByte(at);
            if (c < '0' || c > '9') {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + (c - '0'), EXPONENT_MAX);
        }
        return negative ? -exponent : exponent;
    }
}
