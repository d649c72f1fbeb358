package io.ringside.gateway.ib.tws;

/**
 * Writes a time in UTC in the broker's notation, {@code 20260105-14:30:01}, which does not depend on the zone that the
 * broker is set to. Allocates nothing.
 *
 * <p>Thread: that of the text's owner.
 */
public final class UtcText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    private UtcText() {}

    /**
     * Replaces a text by a time; fractions of a second are dropped.
     *
     * @param nanos UTC nanoseconds since 1970
     */
    public static void write(long nanos, AsciiText out) {
        long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        out.clear();
        date(Math.floorDiv(seconds, SECONDS_PER_DAY), out);
        out.append('-');
        two(second / 3600, out);
        out.append(':');
        two(second / 60 % 60, out);
        out.append(':');
        two(second % 60, out);
    }

    /** Years that begin in March end with the leap day, if there is one (Hinnant, days to civil date). */
    private static void date(long days, AsciiText out) {
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        two(year / 100, out);
        two(year % 100, out);
        two(month, out);
        two(dayOfYear - (153 * marchMonth + 2) / 5 + 1, out);
    }

    private static void two(int number, AsciiText out) {
        out.append((char) ('0' + number / 10));
        out.append((char) ('0' + number % 10));
    }
}
