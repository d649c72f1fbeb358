package io.ringside.gateway.live.market;

import io.ringside.engine.Engine;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.List;

/**
 * Which historical bars an instrument's strategies need, and the size in which to request each span of time: older spans in
 * larger bars, so that each size that strategies decide on has enough bars, and every instant lies in bars of one size only.
 * For bars of 5 and of 15 minutes, the last 400 times 5 minutes come in bars of 5 minutes, older time in bars of 15, and the
 * time after the last complete bar in bars of 5 seconds.
 *
 * <pre>
 *   sessions  |  15 minutes     |  5 minutes            | 5 seconds
 *   ----------+-----------------+-----------------------+----------> now
 * </pre>
 *
 * <p>Thread: any; it has no state.
 */
public final class HistoryPlan {
    /** Length of the live feed's bars. */
    public static final long PART_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    /** Stands for a size of one regular session. */
    public static final long SESSION = -1;

    private static final long UTC_DAY_NANOS = 86_400 * ExchangeCalendar.SECOND_NANOS;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    /** Sizes that the broker has, aligned to a session's open as well as to the hour. */
    private static final long[] SIZES = {
        30 * MINUTE,
        15 * MINUTE,
        10 * MINUTE,
        5 * MINUTE,
        3 * MINUTE,
        2 * MINUTE,
        MINUTE,
        30 * ExchangeCalendar.SECOND_NANOS,
        15 * ExchangeCalendar.SECOND_NANOS,
        10 * ExchangeCalendar.SECOND_NANOS,
        PART_NANOS
    };
    /** Most bars below a minute in one answer of the broker's. */
    private static final long ANSWER_BARS = 720;
    /** More days than between any two sessions. */
    private static final int LONGEST_PAUSE_DAYS = 12;
    /** Longest request in lengths of a bar, nights included; it has a few thousand bars. */
    private static final long ANSWER_SPANS = 16_000;
    /** A gap up to this length is filled with 5-second bars. */
    private static final long SHORT_NANOS = 30 * MINUTE;

    /**
     * A span to request.
     *
     * @param sizeNanos length of the bars, or {@link #SESSION}
     * @param fromNanos where the first of them starts
     * @param toNanos where the last of them ends
     */
    public record Span(long sizeNanos, long fromNanos, long toNanos) {
        /** Duration of the request: seconds within a day, otherwise calendar days. */
        public String duration() {
            long seconds = (toNanos - fromNanos) / ExchangeCalendar.SECOND_NANOS;
            long days = seconds / 86_400 + 2;
            return sizeNanos != SESSION && seconds <= 80_000
                    ? seconds + " S"
                    : days <= 365 ? days + " D" : (days / 365 + 1) + " Y";
        }

        /** The broker's name of the size. */
        public String barSize() {
            if (sizeNanos == SESSION) {
                return "1 day";
            }
            return sizeNanos < MINUTE
                    ? sizeNanos / ExchangeCalendar.SECOND_NANOS + " secs"
                    : sizeNanos == MINUTE ? "1 min" : sizeNanos / MINUTE + " mins";
        }
    }

    /** Bars of one size, needed back to {@code reachNanos} of session time, or so many sessions. */
    private record Tier(long sizeNanos, long reachNanos) {}

    private final ExchangeCalendar calendar;
    /** From fine to coarse. */
    private final List<Tier> tiers = new ArrayList<>();

    /**
     * @param sizes of the bars that strategies decide on
     * @param bars how many of each
     */
    public HistoryPlan(ExchangeCalendar calendar, List<BarSpec> sizes, int bars) {
        this.calendar = calendar;
        long[] timed = sizes.stream()
                .filter(size -> size.unit() == BarSpec.Unit.TIME)
                .mapToLong(BarSpec::count)
                .sorted()
                .distinct()
                .toArray();
        if (timed.length == 0) {
            timed = new long[] {5 * MINUTE};
        }
        for (int i = 0; i < timed.length; i++) {
            tiers.add(new Tier(sizeFor(timed, i), Math.multiplyExact(timed[i], (long) bars)));
        }
        if (sizes.stream().anyMatch(size -> size.unit() == BarSpec.Unit.SESSION)) {
            tiers.add(new Tier(SESSION, bars));
        }
    }

    /** The history that an engine's strategies need of an instrument. */
    public static HistoryPlan of(Engine engine, Instrument instrument, int bars) {
        return new HistoryPlan(engine.calendar(), sizes(engine, instrument.symbol()), bars);
    }

    /** Sizes of the bars that the strategies of an engine decide on, of an instrument. */
    public static List<BarSpec> sizes(Engine engine, String symbol) {
        return engine.series().stream()
                .filter(series -> series.instrument().symbol().equals(symbol))
                .map(BarSeries::spec)
                .toList();
    }

    /** The largest size from which all bars of the given and larger sizes can be aggregated. */
    private static long sizeFor(long[] timed, int from) {
        for (long size : SIZES) {
            boolean divides = true;
            for (int i = from; i < timed.length; i++) {
                divides &= timed[i] % size == 0;
            }
            if (divides) {
                return size;
            }
        }
        throw new IllegalArgumentException("bars of " + timed[from] + " ns cannot be made of bars of 5 seconds");
    }

    /**
     * The next span to request.
     *
     * @param fromNanos time up to which bars are complete; 0 if there are none
     * @param untilNanos time up to which they are needed
     * @return null if there was no session in between
     */
    Span next(long fromNanos, long untilNanos) {
        long from = intoSession(Math.max(fromNanos, begin(tiers.size() - 1, untilNanos)));
        long until = untilNanos - Math.floorMod(untilNanos, PART_NANOS);
        if (from >= until) {
            return null;
        }
        if (until - from <= SHORT_NANOS) {
            return parts(from, until);
        }
        for (int i = tiers.size() - 1; i >= 0; i--) {
            Tier tier = tiers.get(i);
            long end = i == 0 ? floor(until, tier.sizeNanos) : begin(i - 1, untilNanos);
            if (from < end) {
                long start = floor(from, tier.sizeNanos);
                return start == from
                        ? new Span(tier.sizeNanos, from, atOnce(from, end, tier.sizeNanos))
                        : parts(from, Math.min(end, after(start, tier.sizeNanos)));
            }
        }
        return parts(from, until);
    }

    /** End of a request whose answer has a usual size. */
    private long atOnce(long from, long to, long size) {
        long span = size * (size < MINUTE ? ANSWER_BARS : ANSWER_SPANS);
        return size == SESSION || to - from <= span ? to : floor(from + span, size);
    }

    private static Span parts(long from, long to) {
        return new Span(PART_NANOS, from, Math.min(to, from + ANSWER_BARS * PART_NANOS));
    }

    /** How many bars a span has, if there were trades in all of them. */
    long bars(Span span) {
        if (!calendar.coversInstant(span.fromNanos) || !calendar.coversInstant(span.toNanos)) {
            return 0;
        }
        long bars = 0;
        for (int day = calendar.localDay(span.fromNanos); day <= calendar.localDay(span.toNanos); day++) {
            if (calendar.isTradingDay(day)) {
                long from = Math.max(span.fromNanos, calendar.openNanos(day));
                long to = Math.min(span.toNanos, calendar.closeNanos(day));
                bars += to <= from ? 0 : span.sizeNanos == SESSION ? 1 : (to - from) / span.sizeNanos;
            }
        }
        return bars;
    }

    /** The bars that the next session begins with: as large and as few as it needs. */
    public List<InstrumentFeed.PastBar> thin(List<InstrumentFeed.PastBar> bars) {
        List<InstrumentFeed.PastBar> thinned = new ArrayList<>();
        if (bars.isEmpty()) {
            return thinned;
        }
        long end = bars.get(bars.size() - 1).endNanos();
        long[] begins = new long[tiers.size()];
        for (int i = 0; i < begins.length; i++) {
            begins[i] = begin(i, end);
        }
        int tier = tiers.size() - 1;
        InstrumentFeed.PastBar group = null;
        for (InstrumentFeed.PastBar bar : bars) {
            if (bar.startNanos() < begins[tiers.size() - 1]) {
                continue;
            }
            while (tier > 0 && bar.startNanos() >= begins[tier - 1]) {
                tier--;
            }
            long size = tiers.get(tier).sizeNanos;
            if (group != null && floor(bar.startNanos(), size) == floor(group.startNanos(), size)) {
                group = group.with(bar);
            } else {
                if (group != null) {
                    thinned.add(group);
                }
                group = bar;
            }
        }
        if (group != null) {
            thinned.add(group);
        }
        return thinned;
    }

    /** Where the bars of a size begin: at the start of a bar of the next larger size. */
    private long begin(int index, long nowNanos) {
        Tier tier = tiers.get(index);
        if (tier.sizeNanos == SESSION) {
            return calendar.openNanos(sessionsBack(nowNanos, tier.reachNanos));
        }
        long start = back(nowNanos, tier.reachNanos);
        return floor(start, index + 1 < tiers.size() ? tiers.get(index + 1).sizeNanos : tier.sizeNanos);
    }

    /** The same instant if it lies in a session, else the open of the next one. */
    long intoSession(long nanos) {
        int day = calendar.sessionDay(nanos);
        if (nanos >= calendar.closeNanos(day)) {
            day = calendar.nextTradingDay(day);
        }
        return Math.max(nanos, calendar.openNanos(day));
    }

    /** The session's open of a daily bar, which the broker stamps with its date's midnight in UTC. */
    long sessionStart(long stampNanos) {
        int day = (int) Math.floorDiv(stampNanos, UTC_DAY_NANOS);
        return calendar.covers(day) && calendar.isTradingDay(day) ? calendar.openNanos(day) : stampNanos;
    }

    /** The start of the bar that contains an instant; outside of sessions, the end of the last session. */
    private long floor(long nanos, long size) {
        int day = calendar.sessionDay(nanos);
        long open = calendar.openNanos(day);
        if (nanos < open) {
            day = calendar.previousTradingDay(day);
            open = calendar.openNanos(day);
        }
        long close = calendar.closeNanos(day);
        if (nanos >= close) {
            return close;
        }
        return size == SESSION ? open : nanos - (nanos - open) % size;
    }

    private long after(long start, long size) {
        long close = calendar.closeNanos(calendar.localDay(start));
        return size == SESSION ? close : Math.min(close, start + size);
    }

    /** The instant that is so much session time before another. */
    private long back(long nanos, long spanNanos) {
        long left = spanNanos;
        int day = calendar.sessionDay(nanos);
        long at = Math.min(nanos, calendar.closeNanos(day));
        while (at - calendar.openNanos(day) < left) {
            left -= Math.max(0, at - calendar.openNanos(day));
            if (!calendar.covers(day - LONGEST_PAUSE_DAYS)) {
                return calendar.openNanos(day);
            }
            day = calendar.previousTradingDay(day);
            at = calendar.closeNanos(day);
        }
        return at - left;
    }

    private int sessionsBack(long nanos, long count) {
        int day = calendar.sessionDay(nanos);
        for (long i = 0; i < count && calendar.covers(day - LONGEST_PAUSE_DAYS); i++) {
            day = calendar.previousTradingDay(day);
        }
        return day;
    }
}
