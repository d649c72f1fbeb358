package io.ringside.gateway.ib.tws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One time zone, its changes laid out in arrays so that a local time finds its offset without allocation. An ambiguous local
 * time means the earlier instant, a skipped one is moved forward by the gap, as in {@code java.time}.
 *
 * <p>Thread: reader.
 */
final class LocalZone {
    private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final LocalDateTime END = LocalDateTime.of(2060, 1, 1, 0, 0);
    private static final int CHANGES_MAX = 4 * 60;
    /** Local seconds that the arrays cover whatever the offset. */
    private static final long TABLE_FROM = FIRST.plusDays(1).toEpochSecond(ZoneOffset.UTC);

    private static final long TABLE_TO = END.minusDays(1).toEpochSecond(ZoneOffset.UTC);
    /**
     * Names in the gateway's notation: an id such as US/Eastern, an abbreviation, or a full name. The lists say which of
     * several cities a name means; an abbreviation used in America and Asia means the American zone. EST is New York's time
     * all year, since the gateway uses it as a label.
     */
    private static final DateTimeFormatter ABBREVIATED = formatter(
            TextStyle.SHORT,
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "Europe/London",
            "Europe/Paris",
            "Europe/Helsinki",
            "Asia/Tokyo",
            "Asia/Hong_Kong");

    private static final DateTimeFormatter SPOKEN = formatter(
            TextStyle.FULL,
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "Europe/London",
            "Europe/Paris",
            "Europe/Helsinki",
            "Asia/Shanghai",
            "Asia/Hong_Kong",
            "Asia/Tokyo",
            "Asia/Singapore",
            "Asia/Kolkata",
            "Australia/Sydney");

    private final ZoneRules rules;
    /** First local second at which the offset of the same index holds. */
    private final long[] localFrom;

    private final int[] offsets;

    private LocalZone(ZoneRules rules, long[] localFrom, int[] offsets) {
        this.rules = rules;
        this.localFrom = localFrom;
        this.offsets = offsets;
    }

    /** The zone of an id such as {@code US/Eastern}, an abbreviation or a full name; null if there is none. */
    static LocalZone named(String name) {
        ZoneId zone = zone(ABBREVIATED, name);
        if (zone == null) {
            zone = zone(SPOKEN, name);
        }
        return zone == null ? null : of(zone);
    }

    static LocalZone of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant at = FIRST.toInstant(ZoneOffset.UTC);
        Instant end = END.toInstant(ZoneOffset.UTC);
        long[] localFrom = new long[CHANGES_MAX];
        int[] offsets = new int[localFrom.length];
        localFrom[0] = at.getEpochSecond();
        offsets[0] = rules.getOffset(at).getTotalSeconds();
        int count = 1;
        ZoneOffsetTransition next = rules.nextTransition(at);
        while (next != null && next.getInstant().isBefore(end) && count < localFrom.length) {
            int before = next.getOffsetBefore().getTotalSeconds();
            int after = next.getOffsetAfter().getTotalSeconds();
            localFrom[count] = next.toEpochSecond() + Math.max(before, after);
            offsets[count] = after;
            count++;
            next = rules.nextTransition(next.getInstant());
        }
        return new LocalZone(rules, Arrays.copyOf(localFrom, count), Arrays.copyOf(offsets, count));
    }

    /** Seconds by which local time is ahead of UTC at a local time given as seconds since 1970. */
    int offsetSeconds(long localSeconds) {
        if (rules.isFixedOffset()) {
            return offsets[0];
        }
        if (localSeconds < TABLE_FROM || localSeconds >= TABLE_TO) {
            return rules.getOffset(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC))
                    .getTotalSeconds();
        }
        int low = 0;
        int high = localFrom.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (localFrom[middle] <= localSeconds) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return offsets[low];
    }

    private static ZoneId zone(DateTimeFormatter formatter, String name) {
        try {
            return formatter.parse(name, TemporalQueries.zoneId());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DateTimeFormatter formatter(TextStyle style, String... cities) {
        Set<ZoneId> preferred = new LinkedHashSet<>();
        for (String city : cities) {
            preferred.add(ZoneId.of(city));
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendZoneText(style, preferred)
                .toFormatter(Locale.ENGLISH);
    }
}
