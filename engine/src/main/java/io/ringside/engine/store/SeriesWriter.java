package io.ringside.engine.store;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes bars into the files of one series. Replaced rows are recorded as revisions first.
 *
 * <p>Thread: the one that writes to the store.
 */
final class SeriesWriter {
    private static final int VOLUME = 4;

    private final SeriesKey key;
    private final Path market;
    private final ExchangeCalendar calendar;
    private final List<String> revised = new ArrayList<>();
    private int added;
    private int filled;

    SeriesWriter(SeriesKey key, Path market, ExchangeCalendar calendar) {
        this.key = key;
        this.market = market;
        this.calendar = calendar;
    }

    Merge merge(BarRows rows, String source, boolean adjusted, int today) {
        if (rows.size() == 0) {
            return new Merge(0, 0, List.of());
        }
        Map<Integer, BarRows> byYear = byYear(rows);
        int lastTime = Integer.MIN_VALUE;
        Map<Integer, BarRows> stored = new TreeMap<>();
        for (int year : years(byYear)) {
            Path file = key.year(market, year);
            if (Files.exists(file)) {
                Segment segment = Segment.open(file);
                requireSameKind(segment, adjusted);
                if (byYear.containsKey(year)) {
                    stored.put(year, segment.read());
                }
                lastTime = Math.max(lastTime, segment.time(segment.rows() - 1));
            }
        }
        Revisions revisions = Revisions.read(key.revisions(market));
        int before = revisions.size();
        Map<Integer, BarRows> changed = new TreeMap<>();
        for (Map.Entry<Integer, BarRows> year : byYear.entrySet()) {
            BarRows old = stored.getOrDefault(year.getKey(), new BarRows(1));
            int changes = changes();
            BarRows merged = merged(old, year.getValue(), lastTime, revisions, today);
            if (changes() > changes) {
                merged.setSynthetic(old.synthetic() || rows.synthetic());
                changed.put(year.getKey(), merged);
            }
        }
        if (revisions.size() > before) {
            revisions.write();
        }
        changed.forEach((year, all) ->
                Segment.write(key.year(market, year), all, new Segment.Origin(source, adjusted, missing(all), today)));
        return new Merge(added, filled, revised);
    }

    private int changes() {
        return added + filled + revised.size();
    }

    /**
     * Years whose files must be read: those of the new bars; later ones, to find the series' end; and earlier ones, whose
     * prices must be of the same kind.
     */
    private Iterable<Integer> years(Map<Integer, BarRows> byYear) {
        SortedSet<Integer> years = new TreeSet<>(byYear.keySet());
        if (!key.isDaily()) {
            for (int year = ExchangeCalendar.FIRST_YEAR; year <= ExchangeCalendar.LAST_YEAR; year++) {
                years.add(year);
            }
        }
        return years;
    }

    private Map<Integer, BarRows> byYear(BarRows rows) {
        Map<Integer, BarRows> byYear = new TreeMap<>();
        if (key.isDaily()) {
            byYear.put(0, rows);
            return byYear;
        }
        for (int row = 0; row < rows.size(); row++) {
            int year = LocalDate.ofEpochDay(SeriesInfo.dayOf(key, rows.time(row), calendar))
                    .getYear();
            byYear.computeIfAbsent(year, any -> new BarRows()).add(rows, row);
        }
        return byYear;
    }

    private void requireSameKind(Segment segment, boolean adjusted) {
        if (segment.origin().adjusted() != adjusted) {
            throw new UserError(segment.file() + ": holds prices " + kind(!adjusted) + ", and those that come are "
                    + kind(adjusted) + "; give --prices " + (adjusted ? "raw" : "split") + ", or another store");
        }
    }

    private static String kind(boolean adjusted) {
        return adjusted ? "adjusted for splits" : "as they were traded";
    }

    private BarRows merged(BarRows old, BarRows rows, int lastTime, Revisions revisions, int today) {
        BarRows all = new BarRows(old.size() + rows.size());
        int at = 0;
        for (int row = 0; row < rows.size(); row++) {
            int time = rows.time(row);
            while (at < old.size() && old.time(at) < time) {
                all.add(old, at++);
            }
            if (at < old.size() && old.time(at) == time) {
                if (!old.isSame(at, rows, row)) {
                    revise(old, at, rows, row, revisions, today);
                }
                at++;
            } else if (time < lastTime) {
                filled++;
                revisions.add(new Revisions.Entry(today, time, null));
            } else {
                added++;
            }
            all.add(rows, row);
        }
        while (at < old.size()) {
            all.add(old, at++);
        }
        return all;
    }

    private void revise(BarRows old, int at, BarRows rows, int row, Revisions revisions, int today) {
        BarValues values = new BarValues(
                old.value(at, 0), old.value(at, 1), old.value(at, 2), old.value(at, 3), old.value(at, VOLUME));
        revisions.add(new Revisions.Entry(today, old.time(at), values));
        StringBuilder line = new StringBuilder(key.symbol())
                .append(' ')
                .append(when(old.time(at)))
                .append(':');
        String[] names = {"open", "high", "low", "close", "volume"};
        String separator = " ";
        for (int field = 0; field <= VOLUME; field++) {
            if (values.get(field) != rows.value(row, field)) {
                line.append(separator).append(names[field]).append(' ');
                line.append(text(values.get(field), field))
                        .append(" is now ")
                        .append(text(rows.value(row, field), field));
                separator = ", ";
            }
        }
        revised.add(line.toString());
    }

    private static String text(long value, int field) {
        return field == VOLUME ? Long.toString(value) : FixedPoint.format(value);
    }

    private String when(int time) {
        return key.isDaily() ? LocalDate.ofEpochDay(time).toString() : calendar.format(BarRows.nanosOf(time));
    }

    /** Sessions between the first bar and the last that have none. */
    private int missing(BarRows all) {
        int missing = 0;
        int last = 0;
        for (int row = 0; row < all.size(); row++) {
            int day = SeriesInfo.dayOf(key, all.time(row), calendar);
            if (row > 0 && day != last) {
                for (int next = calendar.nextTradingDay(last); next < day; next = calendar.nextTradingDay(next)) {
                    missing++;
                }
            }
            last = day;
        }
        return missing;
    }
}
