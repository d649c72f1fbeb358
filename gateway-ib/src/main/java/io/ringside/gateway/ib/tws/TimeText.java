package io.ringside.gateway.ib.tws;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/**
 * Parses the protocol's times to UTC nanoseconds since 1970:
 *
 * <pre>
 *   1767623400                        seconds since 1970
 *   20260105                          a date alone: midnight UTC of that date
 *   20260105 09:30:01 US/Eastern      date, time and zone; the zone may be a name of several words
 *   20260105  09:30:01                without zone (one blank or two): in the zone that TWS is set to
 *   20260105-14:30:01                 UTC
 * </pre>
 *
 * <p>Zones are looked up once each and kept, up to a bound; after that a time costs no allocation. A well-formed time in an
 * unknown zone is {@link Unset#NANOS}, not an error: a fill must not be lost because of a zone's name.
 *
 * <p>Thread: reader.
 */
final class TimeText {
    static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The last second whose nanoseconds fit. */
    static final long SECONDS_MAX = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
    /** Result of {@link #parse} for text that is no time. */
    static final long MALFORMED = Long.MIN_VALUE + 1;

    private static final int ZONES_MAX = 64;
    private static final int ZONE_LENGTH_MAX = 64;
    private static final int DATE_LENGTH = 8;
    private static final int TIME_LENGTH = 8;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private final LocalZone unzoned;
    private final byte[][] names = new byte[ZONES_MAX][];
    private final LocalZone[] zones = new LocalZone[ZONES_MAX];
    private int zoneCount;

    /** @param unzoned zone of times without one */
    TimeText(ZoneId unzoned) {
        this.unzoned = LocalZone.of(unzoned);
    }

    /** UTC nanoseconds, {@link Unset#NANOS} for an empty text or an unknown zone, or {@link #MALFORMED}. */
    long parse(DirectBuffer buffer, int from, int to) {
        int digits = 0;
        while (from + digits < to && isDigit(buffer.getByte(from + digits))) {
            digits++;
        }
        if (from + digits == to) {
            return digits == 0 ? Unset.NANOS : digits == DATE_LENGTH ? midnight(buffer, from) : epoch(buffer, from, to);
        }
        if (digits != DATE_LENGTH) {
            return MALFORMED;
        }
        long days = days(buffer, from);
        int at = from + DATE_LENGTH;
        boolean utc = buffer.getByte(at) == '-';
        if (utc) {
            at++;
        } else {
            at = skipBlanks(buffer, at, to);
        }
        if (days < 0 || at == from + DATE_LENGTH || to - at < TIME_LENGTH) {
            return MALFORMED;
        }
        int second = secondOfDay(buffer, at);
        at += TIME_LENGTH;
        int zoneAt = skipBlanks(buffer, at, to);
        if (second < 0 || (zoneAt == at && at < to)) {
            return MALFORMED;
        }
        long local = days * SECONDS_PER_DAY + second;
        if (zoneAt == to) {
            return nanos(utc ? local : local - unzoned.offsetSeconds(local));
        }
        LocalZone zone = zone(buffer, zoneAt, to);
        return zone == null ? Unset.NANOS : nanos(local - zone.offsetSeconds(local));
    }

    private static long nanos(long seconds) {
        return seconds >= 0 && seconds <= SECONDS_MAX ? seconds * NANOS_PER_SECOND : MALFORMED;
    }

    private static long midnight(DirectBuffer buffer, int from) {
        long days = days(buffer, from);
        return days < 0 ? MALFORMED : nanos(days * SECONDS_PER_DAY);
    }

    private static long epoch(DirectBuffer buffer, int from, int to) {
        if (to - from > 10) {
            return MALFORMED;
        }
        long seconds = 0;
        for (int i = from; i < to; i++) {
            seconds = seconds * 10 + (buffer.getByte(i) - '0');
        }
        return nanos(seconds);
    }

    /** Days since 1970 of eight digits, or -1. */
    private static long days(DirectBuffer buffer, int from) {
        int year = two(buffer, from) * 100 + two(buffer, from + 2);
        int month = two(buffer, from + 4);
        int day = two(buffer, from + 6);
        if (year < 1970 || month < 1 || month > 12 || day < 1) {
            return -1;
        }
        boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        int monthDays = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (leap && month == 2 ? 1 : 0);
        if (day > monthDays) {
            return -1;
        }
        int before = year - 1;
        long daysBeforeYear = 365L * before + before / 4 - before / 100 + before / 400 - 719_162;
        return daysBeforeYear + DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
    }

    /** Seconds of {@code HH:mm:ss}, or -1. */
    private static int secondOfDay(DirectBuffer buffer, int at) {
        for (int i = 0; i < TIME_LENGTH; i++) {
            byte c = buffer.getByte(at + i);
            boolean colon = i == 2 || i == 5;
            if (colon ? c != ':' : !isDigit(c)) {
                return -1;
            }
        }
        int hour = two(buffer, at);
        int minute = two(buffer, at + 3);
        int second = two(buffer, at + 6);
        return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
    }

    private static int two(DirectBuffer buffer, int at) {
        return (buffer.getByte(at) - '0') * 10 + (buffer.getByte(at + 1) - '0');
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static int skipBlanks(DirectBuffer buffer, int from, int to) {
        int at = from;
        while (at < to && buffer.getByte(at) == ' ') {
            at++;
        }
        return at;
    }

    private LocalZone zone(DirectBuffer buffer, int from, int to) {
        for (int i = 0; i < zoneCount; i++) {
            if (equal(names[i], buffer, from, to)) {
                return zones[i];
            }
        }
        // The bound limits memory and look-ups if a peer sends arbitrary names.
        if (zoneCount == ZONES_MAX || to - from > ZONE_LENGTH_MAX) {
            return null;
        }
        byte[] name = new byte[to - from];
        buffer.getBytes(from, name);
        names[zoneCount] = name;
        zones[zoneCount] = LocalZone.named(new String(name, StandardCharsets.ISO_8859_1));
        return zones[zoneCount++];
    }

    private static boolean equal(byte[] name, DirectBuffer buffer, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != buffer.getByte(from + i)) {
                return false;
            }
        }
        return true;
    }
}
