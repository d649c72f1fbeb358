package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of each row of a file, for one symbol. It is complete when the source that it belongs to is at its end; then
 * the rows are those used and those left out, exactly.
 *
 * <p>Thread: the reader's.
 */
public final class FileReport {
    /** How many warnings of a kind are listed one by one. */
    private static final int TOLD_MAX = 5;

    private static final int DAYS_WITHOUT_BAR = 7;
    /** Largest factor by which prices move on the day of a split apart from its ratio. */
    private static final double MOVE_MAX = 1.3;

    private final ExchangeCalendar calendar;
    private final String file;
    private final String symbol;
    private String format = "";
    private String zone = "";
    private long gapNanos;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private long rows;
    private long used;
    private final long[] leftOut = new long[LeftOut.values().length];
    private final long[] firstLine = new long[LeftOut.values().length];
    private long firstNanos;
    private long lastNanos;
    private long rounded;
    private long fractions;
    private long fractionsE8;
    private long lostLows;
    private long doubts;
    /** By day: jumps that look like unadjusted splits. */
    private final TreeMap<Integer, String> splits = new TreeMap<>();
    /** By day: all changes over night that are as large as a split's, whatever the ratio, by it. */
    private final TreeMap<Integer, Double> moves = new TreeMap<>();

    FileReport(ExchangeCalendar calendar, String file, String symbol) {
        this.calendar = calendar;
        this.file = file;
        this.symbol = symbol;
    }

    /**
     * Merges the reports of one file's symbols.
     *
     * @param reports of the same file, several
     */
    static FileReport together(List<FileReport> reports) {
        FileReport first = reports.get(0);
        var all = new FileReport(first.calendar, first.file, reports.size() + " symbols");
        all.understood(first.format, first.gapNanos, first.zone);
        all.notes.addAll(first.notes);
        long rowsOfFile = 0;
        for (FileReport one : reports) {
            for (LeftOut reason : LeftOut.values()) {
                if (reason != LeftOut.OTHER_SYMBOL && one.leftOut(reason) > 0) {
                    all.leaveOut(reason, one.firstLine[reason.ordinal()], one.leftOut(reason));
                }
            }
            if (one.used > 0) {
                all.firstNanos = all.used == 0 ? one.firstNanos : Math.min(all.firstNanos, one.firstNanos);
                all.lastNanos = Math.max(all.lastNanos, one.lastNanos);
            }
            all.used += one.used;
            all.rows += one.used;
            all.rounded += one.rounded;
            all.fractions += one.fractions;
            all.fractionsE8 = Math.addExact(all.fractionsE8, one.fractionsE8);
            rowsOfFile = Math.max(rowsOfFile, one.rows);
        }
        all.leaveOut(LeftOut.OTHER_SYMBOL, 0, Math.max(0, rowsOfFile - all.rows));
        return all;
    }

    /** Sets how the file is read: its format, the usual gap between rows (0 if unknown), the zone of its times. */
    void understood(String asFormat, long usualGapNanos, String inZone) {
        format = asFormat;
        gapNanos = usualGapNanos;
        zone = inZone;
    }

    void note(String text) {
        notes.add(text);
    }

    void use(long startNanos) {
        if (used == 0) {
            firstNanos = startNanos;
        }
        lastNanos = startNanos;
        used++;
        rows++;
    }

    void leaveOut(LeftOut reason, long line) {
        leaveOut(reason, line, 1);
    }

    /**
     * Counts rows that are left out.
     *
     * @param line of the first of them, from 1; 0 if it is not known
     */
    void leaveOut(LeftOut reason, long line, long count) {
        if (leftOut[reason.ordinal()] == 0) {
            firstLine[reason.ordinal()] = line;
        }
        leftOut[reason.ordinal()] += count;
        rows += count;
    }

    /** Counts a bar whose high or low was widened to a price that lay outside of it by a rounding error. */
    void round() {
        rounded++;
    }

    /** Counts a volume that was rounded down to whole shares. */
    void fraction(long sharesE8) {
        fractions++;
        fractionsE8 = Math.addExact(fractionsE8, sharesE8);
    }

    /** Notes something about a row that looks wrong and was accepted. */
    void doubt(long line, String what) {
        if (++doubts <= TOLD_MAX) {
            warnings.add("line " + line + " " + what);
        }
    }

    /** Notes a low of 0 that was replaced. */
    void lostLow(long line, long nanos) {
        if (++lostLows <= TOLD_MAX) {
            warnings.add("line " + line + ", " + calendar.format(nanos).substring(0, 10)
                    + ": has a low of 0, which is taken as it is");
        }
    }

    /** Notes a change over night that is as large as a split's. */
    void moved(int day, long openE8, long closeE8) {
        moves.put(day, (double) openE8 / closeE8);
    }

    /** Notes one that looks like an unadjusted split. */
    void split(long line, int day, long openE8, long closeE8) {
        moved(day, openE8, closeE8);
        splits.put(
                day,
                "line " + line + ", " + LocalDate.ofEpochDay(day) + ": opens at " + FixedPoint.format(openE8)
                        + " after a close of " + FixedPoint.format(closeE8)
                        + ", which looks like a split that is not adjusted for");
    }

    /**
     * Notes a split on a day since 1970: a price jump by its ratio, on that day or on the first with a bar within a week, is
     * no warning; any other jump still is.
     *
     * @return whether the prices jump by the ratio
     */
    public boolean expectSplit(int day, long numerator, long denominator) {
        for (var jump : moves.subMap(day, true, day + DAYS_WITHOUT_BAR, true).entrySet()) {
            double move = jump.getValue() * numerator / denominator;
            if (Math.max(move, 1 / move) < MOVE_MAX) {
                splits.remove(jump.getKey());
                moves.remove(jump.getKey());
                return true;
            }
        }
        return false;
    }

    /** The day of the last row that was used, days since 1970. */
    public int lastDay() {
        return calendar.localDay(lastNanos);
    }

    /** The file as it was given. */
    public String file() {
        return file;
    }

    /** The symbol whose rows were requested. */
    public String symbol() {
        return symbol;
    }

    /** Name of its format; empty before it is known. */
    public String format() {
        return format;
    }

    /** How many rows were read, without header and empty lines. */
    public long rows() {
        return rows;
    }

    /** How many of them were used. */
    public long used() {
        return used;
    }

    /** How many of them were left out for a reason. */
    public long leftOut(LeftOut reason) {
        return leftOut[reason.ordinal()];
    }

    /** How many rows were left out for reasons that count as lost data. */
    public long lost() {
        long lost = 0;
        for (LeftOut reason : LeftOut.values()) {
            lost += reason.isLoss() ? leftOut(reason) : 0;
        }
        return lost;
    }

    /** Corrections and doubts beyond the rows that were left out; each fit for one line. */
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        splits.values().stream().limit(TOLD_MAX).forEach(all::add);
        if (splits.size() > TOLD_MAX) {
            all.add("and " + (splits.size() - TOLD_MAX) + " more splits that look unadjusted");
        }
        if (doubts > TOLD_MAX) {
            all.add("and " + (doubts - TOLD_MAX) + " more sessions of larger bars");
        }
        if (lostLows > TOLD_MAX) {
            all.add("and " + (lostLows - TOLD_MAX) + " more lows of 0");
        }
        return all;
    }

    /** The whole report in one line. */
    public String line() {
        var out = new StringBuilder(160);
        out.append(CsvFile.shown(file, 200))
                .append(": ")
                .append(symbol)
                .append(", ")
                .append(format);
        out.append(String.format(Locale.ROOT, ", %,d rows, %,d used", rows, used));
        if (rows > used) {
            out.append(String.format(Locale.ROOT, ", %,d left out:", rows - used));
            leftOut().forEach((reason, count) -> out.append(String.format(Locale.ROOT, " %,d %s,", count, reason)));
            out.setLength(out.length() - 1);
        }
        if (used > 0) {
            out.append("; ").append(calendar.format(firstNanos)).append(" to ").append(calendar.format(lastNanos));
        }
        if (gapNanos > 0) {
            out.append(", usually ").append(gapText()).append(" apart");
        }
        out.append(", ").append(zone);
        notes.forEach(note -> out.append("; ").append(note));
        if (rounded > 0) {
            out.append(String.format(Locale.ROOT, "; %,d rows with a price a rounding beside high or low", rounded));
        }
        if (fractions > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    "; %,d volumes cut to whole shares, by %s in all",
                    fractions,
                    FixedPoint.format(fractionsE8)));
        }
        return out.toString();
    }

    /** The same for {@code summary.json}: text, whole numbers, null, and reasons with their counts. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", file);
        values.put("symbol", symbol);
        values.put("format", format);
        values.put("rows", rows);
        values.put("used", used);
        Map<String, Object> reasons = new LinkedHashMap<>();
        leftOut().forEach((reason, count) -> reasons.put(reason.name(), count));
        values.put("left_out", reasons);
        values.put("first", used == 0 ? null : calendar.format(firstNanos));
        values.put("last", used == 0 ? null : calendar.format(lastNanos));
        values.put("gap_seconds", gapNanos == 0 ? null : gapNanos / ExchangeCalendar.SECOND_NANOS);
        values.put("zone", zone);
        return values;
    }

    /** Line of the first row that is lost; 0 if none is. */
    long firstLostLine() {
        return Arrays.stream(LeftOut.values())
                .filter(LeftOut::isLoss)
                .mapToLong(reason -> firstLine[reason.ordinal()])
                .filter(line -> line > 0)
                .min()
                .orElse(0);
    }

    /** Reasons that occurred, with the count and, if it is known, the line of the first row. */
    String reasons() {
        var out = new StringBuilder();
        leftOut().forEach((reason, count) -> {
            long line = firstLine[reason.ordinal()];
            out.append(out.length() == 0 ? "" : ", ").append(count).append(' ').append(reason);
            if (line > 0) {
                out.append(" from line ").append(line).append(" on");
            }
        });
        return out.toString();
    }

    private Map<LeftOut, Long> leftOut() {
        Map<LeftOut, Long> counts = new EnumMap<>(LeftOut.class);
        for (LeftOut reason : LeftOut.values()) {
            if (leftOut(reason) > 0) {
                counts.put(reason, leftOut(reason));
            }
        }
        return counts;
    }

    private String gapText() {
        long seconds = gapNanos / ExchangeCalendar.SECOND_NANOS;
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
