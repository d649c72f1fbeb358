package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks a file of bars or ticks through and says what is wrong with it, for a person: defective and duplicate rows, days and
 * bars that are missing, prices that jump, splits that look unadjusted, half days, rows that no session holds. It goes on
 * where reading for a back test would stop.
 *
 * <p>Thread: the caller's; one instance checks one file.
 */
public final class DataCheck {
    /** Findings of a kind that are told one by one; the others are counted. */
    private static final int SHOWN_MAX = 10;

    /** A change between neighbouring bars of a session, or within one, above this is told. */
    private static final double JUMP = 0.10;
    /** A change between sessions above this is told. */
    private static final double OVERNIGHT_JUMP = 0.20;
    /** Ratios of splits are met with so much of a day's change on top. */
    private static final double SPLIT_TOLERANCE = 0.05;

    private static final double[] SPLITS = {1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50};

    /**
     * What was found.
     *
     * @param lines text for a terminal: a summary, then problems, then remarks
     * @param problems how many problems, told or not
     */
    public record Report(List<String> lines, int problems) {
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
        STAMPS("sessions stamped at the bars' ends");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    private final ExchangeCalendar calendar;
    private final BarReader reader;
    private final BarSpec size;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> halfDays = new ArrayList<>();

    private int firstDay;
    private int day;
    private int sessions;
    private long bars;
    private long extended;
    private long idle;
    private long withoutVolume;
    private long lastStampNanos = Long.MIN_VALUE;
    private boolean synthetic;

    /** Of the current session. */
    private final List<String> missing = new ArrayList<>();

    private int missingBars;
    private int sessionBars;
    private long expectedNanos;
    private boolean stampedAtEnd;

    private long lastCloseE8;
    private int lastPriceDay;

    private DataCheck(ExchangeCalendar calendar, BarReader reader, BarSpec size) {
        this.calendar = calendar;
        this.reader = reader;
        this.size = size;
    }

    /**
     * Checks a file.
     *
     * @param symbol the ticker; null takes it from the file's name
     * @throws UserError if it cannot be read at all
     */
    public static Report of(Path path, String symbol, ExchangeCalendar calendar) {
        if (TickFile.isTicks(path)) {
            return TickCheck.of(path, symbol, calendar);
        }
        String ticker = DataFileName.symbol(path, symbol);
        BarReader.Probe probe = BarReader.probe(path, ticker, calendar);
        try (var reader = BarReader.open(path, ticker, calendar, probe)) {
            BarSpec size = probe.size() == null ? BarSpec.FIVE_MINUTES : probe.size();
            return new DataCheck(calendar, reader, size).run(path, ticker);
        }
    }

    private Report run(Path path, String ticker) {
        boolean readable = true;
        while (readable) {
            try {
                readable = reader.next();
                if (readable) {
                    row();
                }
            } catch (UserError e) {
                problem(Kind.DEFECT, e.getMessage());
                readable = reader.file().isReadable();
            }
        }
        if (reader.rows() == 0 && counts.isEmpty()) {
            throw reader.noRows();
        }
        endSession();
        return report(path, ticker);
    }

    private void row() {
        reader.readTime();
        synthetic |= reader.isSynthetic();
        long stamp = reader.stampNanos();
        if (stamp == lastStampNanos) {
            problem(Kind.DUPLICATE, at("a row with the same time as the one before"));
            return;
        }
        if (stamp < lastStampNanos) {
            problem(Kind.ORDER, at("a row earlier than the one before"));
            return;
        }
        lastStampNanos = stamp;
        reader.readPrices();
        if (!calendar.isTradingDay(reader.epochDay())) {
            idle++;
            return;
        }
        if (reader.epochDay() != day) {
            endSession();
            beginSession(reader.epochDay());
        }
        if (size.unit() == Unit.SESSION) {
            take();
        } else if (calendar.isRegular(stamp)) {
            grid(stamp);
            take();
        } else {
            extended += calendar.isWithin(stamp, Session.EXTENDED) ? 1 : 0;
            idle += calendar.isWithin(stamp, Session.EXTENDED) ? 0 : 1;
            stampedAtEnd |= stamp == calendar.closeNanos(day);
        }
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

    private void grid(long stamp) {
        if (stamp < expectedNanos) {
            problem(Kind.OVERLAP, at("a bar that begins before the " + size + " bar before it ends"));
        }
        miss(stamp);
        expectedNanos = stamp + size.count();
    }

    /** Notes the bars between the expected one and the given instant. */
    private void miss(long untilNanos) {
        if (untilNanos > expectedNanos) {
            missingBars += (int) ((untilNanos - expectedNanos + size.count() - 1) / size.count());
            missing.add(clock(expectedNanos) + "-" + clock(untilNanos));
        }
    }

    private void take() {
        bars++;
        sessionBars++;
        withoutVolume += reader.volume() == 0 ? 1 : 0;
        if (lastCloseE8 > 0) {
            double ratio = (double) reader.openE8() / lastCloseE8;
            if (lastPriceDay == day) {
                jump(ratio, JUMP, "since the bar before");
            } else if (isSplit(ratio)) {
                problem(
                        Kind.SPLIT,
                        at("opens at " + FixedPoint.format(reader.openE8()) + " after a close of "
                                + FixedPoint.format(lastCloseE8)
                                + ", which looks like a split that is not adjusted for"));
            } else {
                jump(ratio, OVERNIGHT_JUMP, "since the session before");
            }
        }
        double limit = size.unit() == Unit.SESSION ? 3 * JUMP : JUMP;
        jump((double) reader.highE8() / Math.max(reader.openE8(), reader.closeE8()), limit, "to the bar's high");
        jump((double) reader.lowE8() / Math.min(reader.openE8(), reader.closeE8()), limit, "to the bar's low");
        lastCloseE8 = reader.closeE8();
        lastPriceDay = day;
    }

    private void jump(double ratio, double limit, String what) {
        if (ratio > 1 + limit || ratio < 1 / (1 + limit)) {
            problem(Kind.JUMP, at(String.format(Locale.ROOT, "a change of %+.1f %% %s", (ratio - 1) * 100, what)));
        }
    }

    private static boolean isSplit(double ratio) {
        double larger = Math.max(ratio, 1 / ratio);
        for (double split : SPLITS) {
            if (Math.abs(larger / split - 1) < SPLIT_TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    private void endSession() {
        if (sessions == 0) {
            return;
        }
        if (size.unit() == Unit.TIME) {
            boolean late = stampedAtEnd && expectedNanos == calendar.closeNanos(day) && missingBars == 1;
            miss(calendar.closeNanos(day));
            if (late) {
                problem(
                        Kind.STAMPS,
                        LocalDate.ofEpochDay(day) + ": bars from " + clock(calendar.openNanos(day) + size.count())
                                + " to " + clock(calendar.closeNanos(day)) + "; stamp them at their start");
            } else if (missingBars > 0) {
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
        stampedAtEnd = false;
    }

    private Report report(Path path, String ticker) {
        var lines = new ArrayList<String>();
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        lines.add(CsvFile.shown(String.valueOf(path.getFileName())) + ": " + ticker + ", "
                + reader.format().label() + ", " + bars + " bars of " + size + " in " + sessions + " sessions"
                + (sessions == 0 ? "" : " from " + LocalDate.ofEpochDay(firstDay) + " to " + LocalDate.ofEpochDay(day))
                + (synthetic ? ", synthetic" : "") + ": " + (total == 0 ? "no problems" : total + " problems"));
        lines.addAll(problems);
        counts.forEach((kind, count) -> {
            if (count > SHOWN_MAX) {
                lines.add("  and " + (count - SHOWN_MAX) + " more " + kind.plural);
            }
        });
        halfDays.stream().limit(SHOWN_MAX).forEach(line -> lines.add("  " + line));
        remark(lines, halfDays.size() - SHOWN_MAX, "more half days");
        remark(lines, extended, "rows in extended hours, which are left out unless asked for");
        remark(lines, idle, "rows outside every session, which are left out");
        remark(lines, withoutVolume, "bars without volume");
        return new Report(lines, total);
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
        return "line " + reader.file().row().line() + ", "
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
