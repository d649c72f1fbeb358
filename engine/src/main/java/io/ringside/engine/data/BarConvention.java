package io.ringside.engine.data;

import io.ringside.engine.data.Reading.Stamped;
import io.ringside.engine.data.TimestampParser.Clock;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.time.ZoneId;
import java.util.List;

/**
 * How the bars of a file are to be understood, from what its first rows show and what the user says: their size, the clock
 * and the end that they are stamped with, the grid on which they begin, which day a daily bar's time names.
 *
 * @param size the usual gap between rows as a bar size, or null if the rows do not show it
 * @param gaps how many gaps were seen
 * @param usualGapNanos the most frequent of them, 0 without any
 * @param dayStamp what names the day, of daily bars
 * @param byTheClock whether bars begin at multiples of their size on the clock, not from the session's open on
 * @param onGrid whether nearly all rows lie on that grid, so that others are strays
 * @param clipped whether a bar that begins before the open and ends after it is known to hold the session only
 * @param atEnd whether times are those of the bars' ends
 * @param lagNanos by how much the ends are later than these times
 * @param newestFirst whether rows go back in time
 * @param zone clock of times without a zone; null for the exchange's
 * @param zoneText the zone for messages, also where each time has its own zone
 * @param doubt a reason against reading the file this way, with the option that resolves it; null for none
 */
record BarConvention(
        BarSpec size,
        int gaps,
        long usualGapNanos,
        DayStamp dayStamp,
        boolean byTheClock,
        boolean onGrid,
        boolean clipped,
        boolean atEnd,
        long lagNanos,
        boolean newestFirst,
        ZoneId zone,
        String zoneText,
        String doubt) {
    /** What of a daily bar's time names its day. */
    enum DayStamp {
        /** The date as it is written, at midnight or without a time. */
        WRITTEN,
        /** The date in UTC: the instant is midnight there. */
        UTC,
        /** The date in New York. */
        EXCHANGE
    }

    private static final long DAY_NANOS = 86_400 * ExchangeCalendar.SECOND_NANOS;
    private static final ZoneId POLAND = ZoneId.of("Europe/Warsaw");
    private static final int AFTERNOON_SECOND = 14 * 3600;

    /**
     * Looks at the first rows of a file, up to the first defect, which the reader reports when it gets there.
     *
     * @param wanted the size that was asked for, or null
     * @throws UserError if the rows are ambiguous and the user has not
     *     said how to read them
     */
    static BarConvention of(
            List<DataPart> parts, String symbol, ExchangeCalendar calendar, BarSpec wanted, Reading reading) {
        BarSample sample = BarSample.of(parts, symbol, calendar, reading, reading.zone());
        sample.refuseDisorder();
        BarLayout layout = sample.layout();
        ZoneId zone = reading.zone() != null ? reading.zone() : layout.zone();
        boolean daily = sample.isDaily(wanted);
        if (zone == null
                && layout.format() == BarFormat.STOOQ
                && !daily
                && sample.rows() > 0
                && sample.earliestSecond() >= AFTERNOON_SECOND) {
            zone = POLAND;
            sample = BarSample.of(parts, symbol, calendar, reading, zone);
        }
        BarSpec size = daily ? new BarSpec(Unit.SESSION, 1) : sample.sizeOfBars();
        if (daily) {
            sample.refuseRareDays();
            return new BarConvention(
                    size,
                    sample.gaps(),
                    sample.gaps() == 0 ? DAY_NANOS : sample.usualGap(),
                    dayStamp(sample),
                    false,
                    false,
                    false,
                    false,
                    0,
                    sample.isNewestFirst(),
                    zone,
                    zoneText(sample, zone),
                    null);
        }
        boolean atEnd = reading.stamped() == Stamped.END;
        boolean zoneGiven = zone != null || sample.clock() != Clock.LOCAL;
        SessionClock.Finding found = sample.examineClock(zoneGiven, reading.stamped());
        atEnd |= found.atEnd();
        boolean byTheClock = size != null && sample.isByTheClock(size.count());
        boolean clipped = layout.format() == BarFormat.LEAN
                || layout.format() == BarFormat.CLOCK_HOURS
                || (layout.format() == BarFormat.ALPACA && sample.beginsWithTheOpen(size));
        return new BarConvention(
                size,
                sample.gaps(),
                sample.usualGap(),
                DayStamp.EXCHANGE,
                byTheClock,
                size != null && sample.isOnGrid(size.count(), byTheClock),
                clipped,
                atEnd,
                found.lagNanos(),
                sample.isNewestFirst(),
                zone,
                zoneText(sample, zone),
                found.doubt());
    }

    /** Whether bars of another size than the given one are shown clearly. */
    boolean contradicts(BarSpec wanted) {
        if (size == null || size.equals(wanted)) {
            return false;
        }
        if (size.unit() == Unit.SESSION || wanted.unit() == Unit.SESSION) {
            return true;
        }
        // A share that is rarely traded has bars only now and then, but at all times of the smaller grid.
        return onGrid;
    }

    /**
     * The bars' size: the one that was asked for, or what the file shows if none was.
     *
     * @throws UserError if the file shows another one: a bar would count as complete before it has ended
     */
    BarSpec sizeOf(BarSpec wanted, String symbol, CsvFile file) {
        if (wanted == null && size == null) {
            throw file.fileError("has too few rows of " + symbol
                    + " to tell the bars' size from; give a file with more, or another symbol as SYMBOL=FILE");
        }
        if (wanted != null && contradicts(wanted)) {
            throw file.fileError("holds bars of " + size + ", not " + wanted + "; give the size that its bars have");
        }
        return wanted == null ? size : wanted;
    }

    /**
     * Refuses a file whose convention is in doubt, unless the user accepts it as it is.
     *
     * @throws UserError with the option that resolves it
     */
    void requireNoDoubt(CsvFile file, Reading reading) {
        if (doubt != null && !reading.acceptLoss()) {
            throw file.fileError(doubt);
        }
    }

    /** A report on the file's rows that says how they are interpreted. */
    FileReport report(ExchangeCalendar calendar, String file, String symbol, BarLayout layout, BarSpec used) {
        var report = new FileReport(calendar, file, symbol);
        report.understood(layout.format().option(), usualGapNanos, zoneText);
        if (newestFirst) {
            report.note("newest row first, read from the last to the first");
        }
        if (atEnd) {
            report.note("stamped at the bars' ends");
        }
        if (byTheClock && used.equals(size)) {
            report.note("bars by the clock's hours" + (clipped ? ", cut at the open" : ""));
        }
        return report;
    }

    private static DayStamp dayStamp(BarSample sample) {
        if (sample.allMidnightWritten()) {
            return DayStamp.WRITTEN;
        }
        if (sample.allMidnightUtc()) {
            return DayStamp.UTC;
        }
        if (sample.allMidnightOrSessionBound()) {
            return DayStamp.EXCHANGE;
        }
        throw sample.error(
                "has daily bars at a time that is midnight nowhere that is known, such as " + sample.firstText()
                        + ", so that it names no day; give the zone in which it is midnight, such as --zone"
                        + " America/Chicago");
    }

    private static String zoneText(BarSample sample, ZoneId zone) {
        return switch (sample.clock()) {
            case LOCAL -> zone == null ? "America/New_York" : zone.getId();
            case EXCHANGE -> "America/New_York";
            case UTC -> "UTC";
            case OFFSET -> sample.hasExchangeOffset() ? "America/New_York" : "UTC";
        };
    }
}
