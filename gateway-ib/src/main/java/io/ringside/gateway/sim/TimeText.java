package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats and parses the protocol's dates and times, in the exchange's zone, which it calls US/Eastern.
 *
 * <p>Thread: any; it has no state.
 */
final class TimeText {
    /** Name of the exchange's zone. */
    static final String ZONE = "US/Eastern";

    /** From this version on a time is followed by its zone. */
    private static final int ZONE_VERSION = 174;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TWO_BLANKS = DateTimeFormatter.ofPattern("yyyyMMdd  HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Pattern REQUESTED =
            Pattern.compile("(\\d{8})(-| +)(\\d{1,2}:\\d{2}:\\d{2})(?: +([A-Za-z][A-Za-z0-9_+/-]*))?");
    private static final ZoneId NEW_YORK = ExchangeCalendar.usEquity().zone();

    /**
     * A time sent by a client.
     *
     * @param nanos UTC nanoseconds since 1970
     * @param zoneMissing whether the client gave no zone, for which TWS sends a warning
     */
    record Parsed(long nanos, boolean zoneMissing) {}

    private TimeText() {}

    /** {@code 20260105 09:30:01 US/Eastern}, or for older servers {@code 20260105  09:30:01}. */
    static String full(int serverVersion, long nanos) {
        LocalDateTime time = local(nanos);
        return serverVersion >= ZONE_VERSION ? SECONDS.format(time) + " " + ZONE : TWO_BLANKS.format(time);
    }

    /** {@code 20260105 09:30:01 US/Eastern}. */
    static String withZone(long nanos) {
        return SECONDS.format(local(nanos)) + " " + ZONE;
    }

    /** {@code 20260105}. */
    static String day(long nanos) {
        return DAY.format(local(nanos));
    }

    /** {@code 09:31}. */
    static String hourAndMinute(long nanos) {
        return MINUTES.format(local(nanos));
    }

    /** Seconds since 1970. */
    static long seconds(long nanos) {
        return Math.floorDiv(nanos, ExchangeCalendar.SECOND_NANOS);
    }

    /** Reads {@code yyyyMMdd-HH:mm:ss} in UTC, or {@code yyyyMMdd HH:mm:ss} with or without a zone; null if it is neither. */
    static Parsed parse(String text) {
        Matcher matcher = REQUESTED.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        boolean utc = matcher.group(2).equals("-");
        String zone = matcher.group(4);
        try {
            LocalDateTime time = LocalDateTime.parse(
                    matcher.group(1) + " " + (matcher.group(3).length() < 8 ? "0" : "") + matcher.group(3), SECONDS);
            ZoneId meant = utc ? ZoneOffset.UTC : zone == null ? NEW_YORK : ZoneId.of(zone, ZoneId.SHORT_IDS);
            Instant instant = time.atZone(meant).toInstant();
            return new Parsed(instant.getEpochSecond() * ExchangeCalendar.SECOND_NANOS, !utc && zone == null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime local(long nanos) {
        return LocalDateTime.ofInstant(
                Instant.ofEpochSecond(seconds(nanos), Math.floorMod(nanos, ExchangeCalendar.SECOND_NANOS)), NEW_YORK);
    }
}
