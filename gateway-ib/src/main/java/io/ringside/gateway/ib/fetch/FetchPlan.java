package io.ringside.gateway.ib.fetch;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Divides a span of days into history requests that the broker answers in one piece: a day of bars below five minutes, a
 * week of five minutes to half an hour, a month of hours, a year of days. Days without a session are not requested.
 *
 * @param barSize in the broker's notation
 */
record FetchPlan(ExchangeCalendar calendar, BarSpec bar, Session session, String barSize) {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, String> SIZES = Map.of(
            "1m", "1 min",
            "2m", "2 mins",
            "3m", "3 mins",
            "5m", "5 mins",
            "10m", "10 mins",
            "15m", "15 mins",
            "20m", "20 mins",
            "30m", "30 mins",
            "1h", "1 hour",
            "1d", "1 day");
    private static final long UTC_DAY_NANOS = 86_400 * ExchangeCalendar.SECOND_NANOS;

    /**
     * One request.
     *
     * @param end in the broker's notation
     * @param duration in the broker's notation
     */
    record Request(int firstDay, int lastDay, String end, String duration) {}

    /** The plan for bars of a size. */
    static FetchPlan of(String bar, Session session) {
        String size = SIZES.get(bar);
        if (size == null) {
            throw new UserError("--bar " + bar + ": must be one of 1m, 2m, 3m, 5m, 10m, 15m, 20m, 30m, 1h, 1d");
        }
        BarSpec spec = BarSpec.parse(bar);
        if (spec.unit() == BarSpec.Unit.SESSION && session != Session.REGULAR) {
            throw new UserError("--bar 1d: a daily bar is of the regular session; leave --session out");
        }
        return new FetchPlan(ExchangeCalendar.usEquity(), spec, session, size);
    }

    /** The requests for a span of days, in order. */
    List<Request> requests(int fromDay, int toDay) {
        List<Request> requests = new ArrayList<>();
        int first = fromDay;
        while (first <= toDay) {
            int last = Math.min(toDay, lastDayOf(first));
            if (sessions(first, last) > 0) {
                requests.add(new Request(first, last, end(last), duration()));
            }
            first = last + 1;
        }
        return requests;
    }

    /** A request for one day, for bars that a longer answer left out. */
    Request day(int day) {
        return new Request(day, day, end(day), "1 D");
    }

    /** How many sessions there are from one day to another, both included. */
    int sessions(int firstDay, int lastDay) {
        int count = 0;
        for (int day = firstDay; day <= lastDay; day++) {
            count += calendar.isTradingDay(day) ? 1 : 0;
        }
        return count;
    }

    /** Starts of a regular session's bars. */
    List<Long> starts(int day) {
        if (isDaily()) {
            return List.of(calendar.openNanos(day));
        }
        List<Long> starts = new ArrayList<>();
        for (long at = calendar.openNanos(day); at < calendar.closeNanos(day); at += bar.count()) {
            starts.add(at);
        }
        return starts;
    }

    /** Start of a bar. A daily bar has only a date, which was read as that date's midnight in UTC. */
    long startNanos(long stampNanos) {
        int day = (int) Math.floorDiv(stampNanos, UTC_DAY_NANOS);
        boolean session = isDaily() && calendar.covers(day) && calendar.isTradingDay(day);
        return session ? calendar.openNanos(day) : stampNanos;
    }

    /** Options that a back test of such bars needs, beyond a configuration for five minutes. */
    String settings() {
        // Smaller bars are aggregated; larger ones need strategies on that size.
        String data = bar.equals(BarSpec.FIVE_MINUTES) ? "" : " --set data.bar=" + bar;
        boolean larger = isDaily() || bar.count() > BarSpec.FIVE_MINUTES.count();
        return data + (larger ? " --set signal.bar=" + bar : "");
    }

    /** Longest duration of a bar. */
    int seconds() {
        return (int) ((isDaily() ? UTC_DAY_NANOS : bar.count()) / ExchangeCalendar.SECOND_NANOS);
    }

    /** Whether a bar with the given start is requested. */
    boolean wants(long startNanos, int firstDay, int lastDay) {
        return calendar.coversInstant(startNanos)
                && calendar.localDay(startNanos) >= firstDay
                && calendar.localDay(startNanos) <= lastDay
                && calendar.isWithin(startNanos, session);
    }

    private int lastDayOf(int first) {
        LocalDate date = LocalDate.ofEpochDay(first);
        TemporalAdjuster last = isDaily()
                ? TemporalAdjusters.lastDayOfYear()
                : isHours() ? TemporalAdjusters.lastDayOfMonth() : TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY);
        return isShort() ? first : (int) date.with(last).toEpochDay();
    }

    private String duration() {
        return isDaily() ? "1 Y" : isShort() ? "1 D" : isHours() ? "1 M" : "1 W";
    }

    private boolean isDaily() {
        return bar.unit() == BarSpec.Unit.SESSION;
    }

    private boolean isShort() {
        return !isDaily() && bar.count() < BarSpec.FIVE_MINUTES.count();
    }

    private boolean isHours() {
        return bar.count() >= 60 * ExchangeCalendar.MINUTE_NANOS;
    }

    /** The midnight after a day, in UTC. */
    private String end(int day) {
        return UTC.format(Instant.ofEpochSecond(calendar.toNanos(day + 1, 0) / ExchangeCalendar.SECOND_NANOS));
    }
}
