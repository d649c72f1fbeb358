package io.ringside.engine.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Bars that a test has made up, in whole cents, on New York's clock: what a file says is known before anything has read it.
 * Two weeks and more with Independence Day, the half day before it, and a change of the clocks where they are asked for.
 */
final class KnownBars {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final Set<LocalDate> CLOSED = Set.of(LocalDate.of(2025, 7, 4));
    private static final Set<LocalDate> HALF = Set.of(LocalDate.of(2025, 7, 3));

    /** One bar. */
    record Known(LocalDateTime start, long open, long high, long low, long close, long volume) {
        LocalDate day() {
            return start.toLocalDate();
        }

        ZonedDateTime zoned() {
            return start.atZone(NEW_YORK);
        }

        long epochSecond() {
            return zoned().toEpochSecond();
        }

        Known at(LocalDateTime other) {
            return new Known(other, open, high, low, close, volume);
        }
    }

    private KnownBars() {}

    /** Bars of so many minutes from the open on of each session, the last ones cut off by its end. */
    static List<Known> of(LocalDate first, LocalDate last, int minutes, long seed) {
        var random = new SplittableRandom(seed);
        List<Known> bars = new ArrayList<>();
        long price = 40_000;
        for (LocalDate day : sessions(first, last)) {
            for (LocalTime time = LocalTime.of(9, 30); time.isBefore(close(day)); time = time.plusMinutes(minutes)) {
                long open = price;
                long close = open + random.nextLong(-50, 51);
                long high = Math.max(open, close) + random.nextLong(20);
                long low = Math.min(open, close) - random.nextLong(20);
                bars.add(new Known(day.atTime(time), open, high, low, close, random.nextLong(1, 10_000)));
                price = close;
            }
        }
        return bars;
    }

    /** Five-minute bars from 2025-06-23 to 2025-07-11. */
    static List<Known> fiveMinutes() {
        return of(LocalDate.of(2025, 6, 23), LocalDate.of(2025, 7, 11), 5, 1);
    }

    /** The days of bars: first open, highest, lowest, last close, all the volume. */
    static List<Known> daily(List<Known> bars) {
        return grouped(bars, bar -> bar.day().atStartOfDay());
    }

    /** Bars from full hour to full hour, the first of each day from the given minute of nine o'clock on. */
    static List<Known> hourly(List<Known> bars, int firstMinute) {
        return grouped(bars, bar -> bar.start().withMinute(bar.start().getHour() == 9 ? firstMinute : 0));
    }

    static List<LocalDate> sessions(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() < 6 && !CLOSED.contains(day))
                .toList();
    }

    static LocalTime close(LocalDate day) {
        return HALF.contains(day) ? LocalTime.of(13, 0) : LocalTime.of(16, 0);
    }

    /** A price as a decimal number. */
    static String price(long cents) {
        return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
    }

    /** Rows, one a bar. */
    static String rows(List<Known> bars, Function<Known, String> row) {
        return bars.stream().map(row).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Open, high, low and close with something between them. */
    static String prices(Known bar, String separator) {
        return price(bar.open)
                + separator
                + price(bar.high)
                + separator
                + price(bar.low)
                + separator
                + price(bar.close);
    }

    private static List<Known> grouped(List<Known> bars, Function<Known, LocalDateTime> start) {
        List<Known> groups = new ArrayList<>();
        for (Known bar : bars) {
            int last = groups.size() - 1;
            LocalDateTime begin = start.apply(bar);
            if (last < 0 || !groups.get(last).start.equals(begin)) {
                groups.add(bar.at(begin));
            } else {
                Known sum = groups.get(last);
                groups.set(
                        last,
                        new Known(
                                begin,
                                sum.open,
                                Math.max(sum.high, bar.high),
                                Math.min(sum.low, bar.low),
                                bar.close,
                                sum.volume + bar.volume));
            }
        }
        return groups;
    }
}
