package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Decides for each row of a bar file whether it is used, as a bar of a session, or left out for a reason; both are counted.
 * Rows that contradict each other are neither until the caller has decided. Each symbol has a judge of its own.
 *
 * <p>Thread: the reader's.
 */
final class BarJudge {
    /** What becomes of a row. */
    enum Verdict {
        /** It is a bar. */
        USED,
        /** It is left out, and counted. */
        LEFT_OUT,
        /** It has the same time as the row before and other prices. */
        SAME_TIME,
        /** It is earlier than the row before. */
        EARLIER,
        /** It begins before the bar before ends. */
        OVERLAP,
        /** It begins before the session and ends in it. */
        ACROSS_OPEN
    }

    /** So many equal larger gaps in a session show bars of another size. */
    private static final int GAPS_TO_TELL = 8;

    private static final long DAY_NANOS = 86_400 * ExchangeCalendar.SECOND_NANOS;

    /** A row that lies so far ahead of the next one was not only written out of its turn. */
    private static final long AHEAD_NANOS = 7 * DAY_NANOS;

    private final ExchangeCalendar calendar;
    private final BarFile.Options options;
    private final BarConvention convention;
    private final BarSpec size;
    private final FileReport report;

    private boolean begun;
    private String suspected = "";
    private long lastStampNanos;
    /** Of the row before, and of the last one with another time before that. */
    private long lastLine;

    private long earlierStampNanos = Long.MIN_VALUE;
    private long lastEndNanos = Long.MIN_VALUE;
    private long lastCloseE8;
    private int lastDay;
    private long lastStartNanos;
    private int day;
    private int sessionDay;
    private long startNanos;
    private long endNanos;

    private LeftOut reason;

    /** Of the current session: gaps so far, the first of them, and whether all others equal it. */
    private int gaps;

    private long gapNanos;
    private boolean even;

    /** Prices of the row before, to recognise a duplicate. */
    private long[] before = {};

    /** The session whose bounds were looked up last. */
    private int boundsDay = Integer.MIN_VALUE;

    private boolean traded;
    private long openNanos;
    private long closeNanos;
    private long extendedOpenNanos;
    private long extendedCloseNanos;

    BarJudge(
            ExchangeCalendar calendar,
            BarFile.Options options,
            BarConvention convention,
            BarSpec size,
            FileReport report) {
        this.calendar = calendar;
        this.options = options;
        this.convention = convention;
        this.size = size;
        this.report = report;
    }

    /**
     * Judges the row that the reader stands on, which is of the judge's symbol.
     *
     * @throws UserError if the row has a defect
     */
    Verdict take(BarReader reader) {
        if (reader.isEmpty()) {
            // In a file with columns of several symbols, empty cells before a symbol's first price are no lost rows.
            boolean others = report.used() == 0 && reader.layout().isOfColumns();
            return leaveOut(others ? LeftOut.OTHER_SYMBOL : LeftOut.EMPTY, reader);
        }
        reader.readTime();
        day = day(reader);
        long stamp = size.unit() == Unit.SESSION && day != reader.epochDay() ? day * DAY_NANOS : reader.stampNanos();
        if (begun && stamp < lastStampNanos) {
            suspected = suspicion(stamp);
            if (!suspected.isEmpty()) {
                // For those who go on: one wrong row does not make all that follow it wrong.
                lastStampNanos = stamp;
                lastLine = reader.file().line();
                lastEndNanos = Long.MIN_VALUE;
            }
            return Verdict.EARLIER;
        }
        boolean sameTime = begun && stamp == lastStampNanos;
        if (begun && !sameTime) {
            earlierStampNanos = lastStampNanos;
        }
        begun = true;
        lastStampNanos = stamp;
        lastLine = reader.file().line();
        if (reader.isBeforeCalendar() || !calendar.covers(day)) {
            return leaveOut(LeftOut.BEFORE_CALENDAR, reader);
        }
        if (sameTime) {
            return again(reader);
        }
        if (day > options.toDay()) {
            return leaveOut(LeftOut.OUTSIDE_DAYS, reader);
        }
        reader.readPrices();
        remember(reader);
        if (day < options.fromDay()) {
            return leaveOut(LeftOut.OUTSIDE_DAYS, reader);
        }
        return place(stamp, reader);
    }

    /**
     * What is to be said of the row before one that is earlier: it is wrong itself if it lies far ahead, and the rows around it
     * are in order without it.
     */
    private String suspicion(long stampNanos) {
        return lastStampNanos - stampNanos > AHEAD_NANOS && stampNanos >= earlierStampNanos
                ? "; or correct line " + lastLine + ", which lies far ahead, on "
                        + LocalDate.ofEpochDay(Math.floorDiv(lastStampNanos, DAY_NANOS))
                : "";
    }

    /** After {@link Verdict#EARLIER}: which row is suspected of being wrong instead; empty if none is. */
    String suspected() {
        return suspected;
    }

    /** Whether the row lies after the last requested day. */
    boolean isPast() {
        return day > options.toDay();
    }

    int sessionDay() {
        return sessionDay;
    }

    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    /** Why a row was left out last. */
    LeftOut reason() {
        return reason;
    }

    /** What is wrong with the row, and what to do. */
    UserError defect(Verdict verdict, BarReader reader) {
        return reader.timeError(
                switch (verdict) {
                    case SAME_TIME -> "the row before has the same time; remove one";
                    case EARLIER -> "is earlier than the row before; sort the rows by time, oldest first" + suspected;
                    case OVERLAP ->
                        "begins before the " + size + " bar before it ends; give the size that the file's bars have";
                    case ACROSS_OPEN ->
                        "begins before the session and ends in it; give --session extended, or --format clock-hours if"
                                + " it holds what was traded in the session only";
                    default -> throw new IllegalArgumentException(verdict + " is no defect");
                });
    }

    /** The error for a row, read without being judged, that goes back to days before the last one that was judged. */
    UserError goesBack(BarReader reader) {
        suspected = suspicion(reader.stampNanos());
        return defect(Verdict.EARLIER, reader);
    }

    private int day(BarReader reader) {
        if (size.unit() != Unit.SESSION || reader.isDateOnly()) {
            return reader.epochDay();
        }
        return switch (convention.dayStamp()) {
            case WRITTEN -> midnight(reader, reader.writtenNanos());
            case UTC -> midnight(reader, reader.stampNanos());
            case EXCHANGE -> convention.zone() == null ? reader.epochDay() : zoneDay(reader);
        };
    }

    private static int midnight(BarReader reader, long nanos) {
        if (Math.floorMod(nanos, DAY_NANOS) != 0) {
            throw reader.timeError("is not at midnight, as other rows are, so that it names no day; correct the row");
        }
        return (int) Math.floorDiv(nanos, DAY_NANOS);
    }

    private int zoneDay(BarReader reader) {
        long second = Math.floorDiv(reader.stampNanos(), ExchangeCalendar.SECOND_NANOS);
        return (int) LocalDate.ofInstant(Instant.ofEpochSecond(second), convention.zone())
                .toEpochDay();
    }

    private Verdict again(BarReader reader) {
        BarPrices prices = reader.prices();
        reader.readPrices();
        boolean same = before.length > 0
                && before[0] == prices.openE8()
                && before[1] == prices.highE8()
                && before[2] == prices.lowE8()
                && before[3] == prices.closeE8()
                && before[4] == prices.volume();
        return same ? leaveOut(LeftOut.DUPLICATE, reader) : Verdict.SAME_TIME;
    }

    private void remember(BarReader reader) {
        BarPrices prices = reader.prices();
        if (before.length == 0) {
            before = new long[5];
        }
        before[0] = prices.openE8();
        before[1] = prices.highE8();
        before[2] = prices.lowE8();
        before[3] = prices.closeE8();
        before[4] = prices.volume();
    }

    private Verdict place(long stamp, BarReader reader) {
        findBounds();
        if (!traded) {
            return leaveOut(LeftOut.NO_SESSION, reader);
        }
        boolean regular = options.session() == Session.REGULAR;
        long from = regular ? openNanos : extendedOpenNanos;
        long to = regular ? closeNanos : extendedCloseNanos;
        if (size.unit() == Unit.SESSION) {
            startNanos = openNanos;
            endNanos = closeNanos;
        } else {
            startNanos = convention.atEnd() ? begin(stamp + convention.lagNanos()) : stamp;
            endNanos = Math.min(end(startNanos), to);
            if (startNanos < from && endNanos > from && !isStray(stamp)) {
                if (!convention.clipped()) {
                    return Verdict.ACROSS_OPEN;
                }
                startNanos = from;
            }
            if (startNanos < from || startNanos >= to) {
                boolean extended = startNanos >= extendedOpenNanos && startNanos < extendedCloseNanos;
                return leaveOut(extended ? LeftOut.EXTENDED_HOURS : LeftOut.OUTSIDE_HOURS, reader);
            }
            if (isStray(stamp)) {
                return leaveOut(LeftOut.STRAY, reader);
            }
        }
        if (startNanos < lastEndNanos) {
            return Verdict.OVERLAP;
        }
        use(reader);
        return Verdict.USED;
    }

    private void use(BarReader reader) {
        BarPrices prices = reader.prices();
        lookAtGap(reader);
        lastEndNanos = endNanos;
        sessionDay = day;
        report.use(startNanos);
        if (prices.isRounded()) {
            report.round();
        }
        if (prices.isLowLost()) {
            report.lostLow(reader.file().line(), startNanos);
        }
        if (prices.fractionE8() != 0) {
            report.fraction(prices.fractionE8());
        }
        if (day != lastDay) {
            double ratio = lastCloseE8 > 0 ? (double) prices.openE8() / lastCloseE8 : 1;
            if (Splits.isSplit(ratio)) {
                report.split(reader.file().line(), day, prices.openE8(), lastCloseE8);
            } else if (Splits.isLarge(ratio)) {
                report.moved(day, prices.openE8(), lastCloseE8);
            }
            lastDay = day;
        }
        lastCloseE8 = prices.closeE8();
    }

    /**
     * Notes a session whose bars are all the same larger gap apart: its bars are larger than the file's, and each would
     * count as complete before it has ended.
     */
    private void lookAtGap(BarReader reader) {
        if (size.unit() == Unit.SESSION) {
            return;
        }
        if (day != lastDay) {
            if (even && gaps >= GAPS_TO_TELL) {
                warnOfLargerBars(reader);
            }
            gaps = 0;
            even = true;
        } else {
            long gap = startNanos - lastStartNanos;
            even &= gap > size.count() && (gaps == 0 || gap == gapNanos);
            gapNanos = gap;
            gaps++;
        }
        lastStartNanos = startNanos;
    }

    private void warnOfLargerBars(BarReader reader) {
        String larger = new BarSpec(Unit.TIME, gapNanos).toString();
        String found = "follows a session, " + LocalDate.ofEpochDay(lastDay) + ", of bars of " + larger
                + ", where those of the" + " file are " + size + ": each would be known before it has ended";
        if (!options.reading().acceptLoss()) {
            throw reader.file().error(found + "; give a file of one size");
        }
        report.doubt(reader.file().line(), found);
    }

    private Verdict leaveOut(LeftOut why, BarReader reader) {
        reason = why;
        report.leaveOut(why, reader.file().line());
        return Verdict.LEFT_OUT;
    }

    private void findBounds() {
        if (day == boundsDay) {
            return;
        }
        boundsDay = day;
        traded = calendar.isTradingDay(day);
        if (traded) {
            openNanos = calendar.openNanos(day);
            closeNanos = calendar.closeNanos(day);
            extendedOpenNanos = calendar.openNanos(day, Session.EXTENDED);
            extendedCloseNanos = calendar.closeNanos(day, Session.EXTENDED);
        }
    }

    /** End of a bar that begins at an instant: its size later, or at the clock's next multiple of it. */
    private long end(long start) {
        if (!convention.byTheClock()) {
            return start + size.count();
        }
        return start + size.count() - Math.floorMod(calendar.nanoOfDay(start), size.count());
    }

    /** Start of a bar that ends at an instant: the last one of the grid before it. */
    private long begin(long end) {
        if (!convention.onGrid()) {
            return end - size.count();
        }
        long past = convention.byTheClock()
                ? Math.floorMod(calendar.nanoOfDay(end) - 1, size.count())
                : Math.floorMod(end - openNanos - 1, size.count());
        long start = end - 1 - past;
        return start < openNanos && end > openNanos && convention.byTheClock() ? openNanos : start;
    }

    private boolean isStray(long stamp) {
        // The end of the bar before is always on the grid.
        if (stamp == lastEndNanos
                || !convention.onGrid()
                || stamp == openNanos
                || stamp == closeNanos
                || !size.equals(convention.size())) {
            return false;
        }
        long beside = convention.byTheClock()
                ? Math.floorMod(calendar.nanoOfDay(stamp), size.count())
                : Math.floorMod(stamp - openNanos, size.count());
        return beside != 0;
    }
}
