package io.ringside.engine.data;

import io.ringside.engine.data.Reading.Stamped;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds out from the first and the last bar of each day whether times are in another zone than New York's, or are the ends
 * of the bars.
 *
 * <p>Thread: the reader's.
 */
final class SessionClock {
    private static final long HOUR_NANOS = 3600 * ExchangeCalendar.SECOND_NANOS;
    private static final long OPEN_NANOS = 570 * ExchangeCalendar.MINUTE_NANOS;

    /**
     * Start on New York's clock and length of a day's bars, in nanoseconds: the regular session, the same in whole hours,
     * and extended hours.
     */
    private static final long[][] HOURS = {
        {OPEN_NANOS, 13 * HOUR_NANOS / 2},
        {OPEN_NANOS - HOUR_NANOS / 2, 7 * HOUR_NANOS},
        {OPEN_NANOS, 7 * HOUR_NANOS},
        {4 * HOUR_NANOS, 16 * HOUR_NANOS}
    };

    /** Zones by the minutes by which their clock is ahead of New York's, in summer or winter. */
    private static final Map<Long, String> ZONES = Map.of(
            240L,
            "UTC",
            300L,
            "UTC",
            -60L,
            "America/Chicago",
            -120L,
            "America/Denver",
            -180L,
            "America/Los_Angeles",
            360L,
            "Europe/Berlin",
            420L,
            "Europe/Athens");

    /**
     * What the first and the last bars of days show.
     *
     * @param atEnd whether bars are known to be stamped at their ends
     * @param lagNanos by how much the ends are later than their times
     * @param doubt what the user must say for the file to be read, or null
     */
    record Finding(boolean atEnd, long lagNanos, String doubt) {
        static final Finding NONE = new Finding(false, 0, null);
    }

    private final ExchangeCalendar calendar;
    private final long[] stamps;
    private final boolean cutOff;
    private final long size;
    private final BarFormat format;

    /**
     * @param stamps of the first rows, in the order of time
     * @param cutOff whether there are more rows
     * @param size usual gap between them
     */
    SessionClock(ExchangeCalendar calendar, long[] stamps, boolean cutOff, long size, BarFormat format) {
        this.calendar = calendar;
        this.stamps = stamps;
        this.cutOff = cutOff;
        this.size = size;
        this.format = format;
    }

    /**
     * Examines the first and the last bar of each day.
     *
     * @param zoneGiven whether the clock is known
     * @param stamped what the user says; null for nothing
     */
    Finding examine(boolean zoneGiven, Stamped stamped) {
        List<long[]> days = completeDays();
        long first = usualFirst(days);
        long last = days.stream()
                .filter(day -> day[0] == first && day[2] > 2)
                .mapToLong(day -> day[1])
                .max()
                .orElse(first);
        if (size == 0 || last == first || size > 2 * HOUR_NANOS) {
            return Finding.NONE;
        }
        for (boolean end : new boolean[] {false, true}) {
            for (long[] hours : HOURS) {
                long shift = first - (end ? size : 0) - hours[0];
                boolean told = stamped != null && end != (stamped == Stamped.END);
                if (told || last - first + size != hours[1] || (hours[1] == 7 * HOUR_NANOS && size < HOUR_NANOS)) {
                    continue;
                }
                // Some vendors stamp a bar with its last second.
                if (shift == 0 || (end && shift < 0 && shift >= -ExchangeCalendar.SECOND_NANOS)) {
                    return end ? atEnd(stamped, first, last, -shift) : Finding.NONE;
                }
                String zone = ZONES.get(shift / ExchangeCalendar.MINUTE_NANOS);
                if (!zoneGiven && zone != null && shift % ExchangeCalendar.MINUTE_NANOS == 0) {
                    return otherClock(first, last, zone + (end ? " --stamped end" : ""));
                }
            }
        }
        boolean always = days.size() >= 2 && days.stream().allMatch(day -> day[0] == first);
        long utc = (first - OPEN_NANOS) / ExchangeCalendar.MINUTE_NANOS;
        if (!zoneGiven && always && (utc == 240 || utc == 300) && last >= 16 * HOUR_NANOS) {
            return otherClock(first, last, "UTC");
        }
        if (!zoneGiven && always && utc == -60 && last < 15 * HOUR_NANOS) {
            return otherClock(first, last, "America/Chicago");
        }
        return Finding.NONE;
    }

    private static long usualFirst(List<long[]> days) {
        TreeMap<Long, Integer> firsts = new TreeMap<>();
        days.forEach(day -> firsts.merge(day[0], 1, Integer::sum));
        return firsts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    private static Finding otherClock(long first, long last, String zone) {
        return new Finding(
                false,
                0,
                "has times without a zone, and the first bar of a day at " + clock(first) + ", the last at "
                        + clock(last) + ", as New York's session is on another clock; give --zone " + zone
                        + ", or --zone America/New_York if it is none");
    }

    private Finding atEnd(Stamped stamped, long first, long last, long lagNanos) {
        if (stamped == Stamped.END || format == BarFormat.NINJATRADER) {
            return new Finding(true, lagNanos, null);
        }
        return new Finding(
                false,
                0,
                "has the first bar of a day at " + clock(first) + " and the last at " + clock(last)
                        + ": its bars are stamped at their ends; give --stamped end, or --stamped start if they are not");
    }

    /**
     * First and last time of day, and number of rows, of each day that the sample holds completely. In another zone a day
     * may go on past midnight: then its end counts from the midnight before.
     */
    private List<long[]> completeDays() {
        List<long[]> days = new ArrayList<>();
        long begun = 0;
        for (int i = 0; i < stamps.length; i++) {
            long gap = i == 0 ? Long.MAX_VALUE : stamps[i] - stamps[i - 1];
            boolean midnight = i == 0 || calendar.localDay(stamps[i]) != calendar.localDay(stamps[i - 1]);
            boolean past = i > 0 && calendar.localDay(stamps[i - 1]) != calendar.localDay(begun);
            if ((midnight && gap > HOUR_NANOS) || (past && gap > 3 * HOUR_NANOS)) {
                begun = stamps[i];
                long ofDay = calendar.nanoOfDay(begun);
                days.add(new long[] {ofDay, ofDay, 0});
            }
            long[] current = days.get(days.size() - 1);
            current[1] = Math.max(current[1], current[0] + stamps[i] - begun);
            current[2]++;
        }
        return days.size() > 1 && cutOff ? days.subList(0, days.size() - 1) : days;
    }

    private static String clock(long nanoOfDay) {
        long minutes = nanoOfDay / ExchangeCalendar.MINUTE_NANOS % (24 * 60);
        return (minutes / 60 < 10 ? "0" : "") + minutes / 60 + ":" + (minutes % 60 < 10 ? "0" : "") + minutes % 60;
    }
}
