package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a file of bars or ticks and reports to a person what is wrong with it: defective and duplicate rows, missing days
 * and bars, price jumps, splits that look unadjusted, half days, rows outside of any session. It goes on where a back test
 * would stop.
 *
 * <p>Thread: the caller's; one instance checks one file.
 */
public final class DataCheck {
    /** How many findings of a kind are listed one by one; the others are counted. */
    private static final int SHOWN_MAX = 10;

    /** A change between neighbouring bars of a session, or within one, above this is reported. */
    private static final double JUMP = 0.10;
    /** A change between sessions above this is reported. */
    private static final double OVERNIGHT_JUMP = 0.20;

    /**
     * What was found.
     *
     * @param lines text for a terminal: a summary, then problems, then remarks
     * @param problems how many problems, listed or not
     * @param file what became of each row
     */
    public record Report(List<String> lines, int problems, FileReport file) {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    private enum Kind {
        DEFECT("defective rows"),
        DUPLICATE("duplicate times"),
        ORDER("rows out of order"),
        OVERLAP("bars that begin before the one before ends"),
        MISSING_DAY("spans of missing sessions"),
        GAP("sessions with missing bars"),
        SPLIT("splits that look unadjusted"),
        JUMP("outliers"),
        CLOCK("doubts about the clock"),
        NOTHING("files without a bar");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    private final ExchangeCalendar calendar;
    private final BarFile file;
    private final BarReader reader;
    private final BarSpec size;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> halfDays = new ArrayList<>();

    private int firstDay;
    private int day;
    private int sessions;
    private long withoutVolume;

    /** Of the current session. */
    private final List<String> missing = new ArrayList<>();

    private int missingBars;
    private int sessionBars;
    private long expectedNanos;

    private long lastCloseE8;
    private int lastPriceDay;

    private DataCheck(ExchangeCalendar calendar, BarFile file) {
        this.calendar = calendar;
        this.file = file;
        reader = file.reader();
        size = file.size();
    }

    /**
     * Checks a file.
     *
     * @param symbol the ticker; null takes it from the file's name
     * @param reading what the user says of the file
     * @throws UserError if it cannot be read at all
     */
    public static Report of(Path path, String symbol, ExchangeCalendar calendar, Reading reading) {
        String ticker = DataFileName.symbol(path, symbol);
        if (TickLayout.isTicks(path)) {
            return TickCheck.of(path, ticker, calendar, reading);
        }
        var lenient = new Reading(reading.zone(), reading.stamped(), reading.format(), true);
        BarConvention shown = BarConvention.of(DataPart.all(path), ticker, calendar, null, reading);
        var options = BarFile.Options.fiveMinutes()
                .withSize(shown.size() == null ? BarSpec.FIVE_MINUTES : shown.size())
                .withReading(lenient);
        try (var file = BarFile.checked(path, ticker, calendar, options)) {
            return new DataCheck(calendar, file).run(path, ticker);
        }
    }

    private Report run(Path path, String ticker) {
        if (file.convention().doubt() != null) {
            problem(Kind.CLOCK, file.convention().doubt());
        }
        FileReport report = file.rowReport();
        boolean readable = true;
        while (readable) {
            long line = reader.file().line();
            try {
                BarJudge.Verdict verdict = file.nextVerdict();
                readable = verdict != null;
                if (readable) {
                    row(verdict, report);
                }
            } catch (UserError e) {
                problem(Kind.DEFECT, e.getMessage());
                readable = reader.file().isReadable();
                if (reader.file().line() > line) {
                    report.leaveOut(LeftOut.STRAY, reader.file().line());
                }
            }
        }
        if (report.rows() == report.leftOut(LeftOut.OTHER_SYMBOL) && counts.isEmpty()) {
            throw reader.noRows(report.rows() > 0);
        }
        endSession();
        if (report.used() == 0) {
            problem(Kind.NOTHING, "no row is a bar of a session: check the file's zone, hours and format");
        }
        return report(path, ticker);
    }

    private void row(BarJudge.Verdict verdict, FileReport report) {
        switch (verdict) {
            case SAME_TIME -> {
                problem(Kind.DUPLICATE, at("a row with the same time as the one before"));
                report.leaveOut(LeftOut.DUPLICATE, reader.file().line());
            }
            case EARLIER -> {
                problem(Kind.ORDER, at("a row earlier than the one before" + file.suspected()));
                report.leaveOut(LeftOut.STRAY, reader.file().line());
            }
            case OVERLAP -> {
                problem(Kind.OVERLAP, at("a bar that begins before the " + size + " bar before it ends"));
                report.leaveOut(LeftOut.STRAY, reader.file().line());
            }
            case ACROSS_OPEN -> {
                problem(Kind.OVERLAP, at("a bar that begins before the session and ends in it"));
                report.leaveOut(LeftOut.OUTSIDE_HOURS, reader.file().line());
            }
            case LEFT_OUT -> {
                if (file.reason() == LeftOut.DUPLICATE) {
                    problem(Kind.DUPLICATE, at("the same row as the one before"));
                } else if (file.reason() == LeftOut.STRAY) {
                    problem(
                            Kind.OVERLAP,
                            at(
                                    file.startNanos() < expectedNanos
                                            ? "a bar that begins before the " + size + " bar before it ends"
                                            : "a row beside the times at which bars of " + size + " begin"));
                }
            }
            case USED -> bar();
        }
    }

    private void bar() {
        if (file.sessionDay() != day) {
            endSession();
            beginSession(file.sessionDay());
        }
        if (size.unit() == Unit.TIME) {
            miss(file.startNanos());
            expectedNanos = file.endNanos();
        }
        take();
    }

    private void beginSession(int epochDay) {
        if (firstDay == 0) {
            firstDay = epochDay;
        } else {
            missDays(calendar.nextTradingDay(day), calendar.previousTradingDay(epochDay));
        }
        day = epochDay;
        sessions++;
        expectedNanos = calendar.openNanos(day);
    }

    private void missDays(int from, int to) {
        int count = 0;
        for (int between = from; between <= to; between = calendar.nextTradingDay(between)) {
            count++;
        }
        if (count > 0) {
            String span =
                    count == 1 ? "no bars" : "to " + LocalDate.ofEpochDay(to) + ": " + count + " sessions without bars";
            problem(Kind.MISSING_DAY, LocalDate.ofEpochDay(from) + (count == 1 ? ": " : " ") + span);
        }
    }

    /** Notes the bars between the expected one and the given instant as missing. */
    private void miss(long untilNanos) {
        if (untilNanos > expectedNanos) {
            missingBars += (int) ((untilNanos - expectedNanos + size.count() - 1) / size.count());
            missing.add(clock(expectedNanos) + "-" + clock(untilNanos));
        }
    }

    private void take() {
        BarPrices prices = reader.prices();
        sessionBars++;
        withoutVolume += prices.volume() == 0 ? 1 : 0;
        if (lastCloseE8 > 0) {
            double ratio = (double) prices.openE8() / lastCloseE8;
            if (lastPriceDay == day) {
                jump(ratio, JUMP, "since the bar before");
            } else if (Splits.isSplit(ratio)) {
                problem(
                        Kind.SPLIT,
                        at("opens at " + FixedPoint.format(prices.openE8()) + " after a close of "
                                + FixedPoint.format(lastCloseE8)
                                + ", which looks like a split that is not adjusted for"));
            } else {
                jump(ratio, OVERNIGHT_JUMP, "since the session before");
            }
        }
        double limit = size.unit() == Unit.SESSION ? 3 * JUMP : JUMP;
        jump((double) prices.highE8() / Math.max(prices.openE8(), prices.closeE8()), limit, "to the bar's high");
        jump((double) prices.lowE8() / Math.min(prices.openE8(), prices.closeE8()), limit, "to the bar's low");
        lastCloseE8 = prices.closeE8();
        lastPriceDay = day;
    }

    private void jump(double ratio, double limit, String what) {
        if (ratio > 1 + limit || ratio < 1 / (1 + limit)) {
            problem(Kind.JUMP, at(String.format(Locale.ROOT, "a change of %+.1f %% %s", (ratio - 1) * 100, what)));
        }
    }

    private void endSession() {
        if (sessions == 0) {
            return;
        }
        if (size.unit() == Unit.TIME) {
            miss(calendar.closeNanos(day));
            if (missingBars > 0 && file.convention().doubt() == null) {
                problem(Kind.GAP, LocalDate.ofEpochDay(day) + ": " + missingBars + " bars missing: " + shown(missing));
            }
        }
        if (calendar.isHalfDay(day)) {
            halfDays.add(LocalDate.ofEpochDay(day) + ": half day"
                    + (size.unit() == Unit.TIME ? ", " + sessionBars + " bars to 13:00" : ""));
        }
        missing.clear();
        missingBars = 0;
        sessionBars = 0;
    }

    private Report report(Path path, String ticker) {
        var lines = new ArrayList<String>();
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        lines.add(CsvFile.shown(String.valueOf(path.getFileName())) + ": " + ticker + ", "
                + reader.layout().format().label() + ", " + file.rowReport().used() + " bars of " + size + " in "
                + sessions + " sessions"
                + (sessions == 0 ? "" : " from " + LocalDate.ofEpochDay(firstDay) + " to " + LocalDate.ofEpochDay(day))
                + (file.synthetic() ? ", synthetic" : "") + ": " + (total == 0 ? "no problems" : total + " problems"));
        lines.addAll(problems);
        counts.forEach((kind, count) -> {
            if (count > SHOWN_MAX) {
                lines.add("  and " + (count - SHOWN_MAX) + " more " + kind.plural);
            }
        });
        halfDays.stream().limit(SHOWN_MAX).forEach(line -> lines.add("  " + line));
        remark(lines, halfDays.size() - SHOWN_MAX, "more half days");
        FileReport rows = file.rowReport();
        remark(
                lines,
                rows.leftOut(LeftOut.EXTENDED_HOURS),
                "rows in extended hours, which are left out unless asked for");
        remark(
                lines,
                rows.leftOut(LeftOut.NO_SESSION) + rows.leftOut(LeftOut.OUTSIDE_HOURS),
                "rows outside every session, which are left out");
        remark(lines, rows.leftOut(LeftOut.EMPTY), "rows without prices, which are left out");
        remark(lines, rows.leftOut(LeftOut.BEFORE_CALENDAR), "rows before the calendar, which are left out");
        remark(lines, withoutVolume, "bars without volume");
        return new Report(lines, total, file.rowReport());
    }

    private static void remark(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add("  " + count + " " + what);
        }
    }

    private void problem(Kind kind, String text) {
        if (counts.merge(kind, 1, Integer::sum) <= SHOWN_MAX) {
            problems.add("  " + text);
        }
    }

    private String at(String what) {
        return "line " + reader.file().line() + ", "
                + calendar.format(reader.stampNanos()).substring(0, 16).replace('T', ' ') + ": " + what;
    }

    private String clock(long nanos) {
        return calendar.format(nanos).substring(11, 16);
    }

    private static String shown(List<String> spans) {
        int shown = Math.min(spans.size(), SHOWN_MAX);
        return String.join(", ", spans.subList(0, shown)) + (shown < spans.size() ? ", ..." : "");
    }
}
