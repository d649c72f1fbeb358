package io.ringside.engine.store;

import io.ringside.engine.market.ExchangeCalendar;
import java.util.List;
import java.util.Locale;

/**
 * A summary of a series.
 *
 * @param key its key
 * @param rows how many bars
 * @param firstDay its first session, days since 1970
 * @param lastDay its last session
 * @param missing sessions between them without a bar
 * @param adjusted whether it was adjusted for splits before it was stored
 * @param source where its newest bars came from
 * @param changedDay when it last changed
 * @param revisions how many bars were revised
 * @param digest digest of its content
 */
public record SeriesInfo(
        SeriesKey key,
        int rows,
        int firstDay,
        int lastDay,
        int missing,
        boolean adjusted,
        String source,
        int changedDay,
        int revisions,
        String digest) {
    static SeriesInfo of(SeriesKey key, List<Segment> segments, ExchangeCalendar calendar, int revisions) {
        Segment first = segments.get(0);
        Segment last = segments.get(segments.size() - 1);
        int rows = 0;
        int missing = 0;
        int changed = Integer.MIN_VALUE;
        long digest = 0;
        for (Segment one : segments) {
            rows += one.rows();
            missing += one.origin().missing();
            changed = Math.max(changed, one.origin().changedDay());
            digest = digest * 1_000_003 + Integer.toUnsignedLong(one.checksum());
        }
        return new SeriesInfo(
                key,
                rows,
                dayOf(key, first.time(0), calendar),
                dayOf(key, last.time(last.rows() - 1), calendar),
                missing,
                first.origin().adjusted(),
                last.origin().source(),
                changed,
                revisions,
                String.format(Locale.ROOT, "%016x", digest));
    }

    /** Session of a bar's time, see {@link BarRows#add}; days since 1970. */
    public static int dayOf(SeriesKey key, int time, ExchangeCalendar calendar) {
        return key.isDaily() ? time : calendar.sessionDay(BarRows.nanosOf(time));
    }
}
