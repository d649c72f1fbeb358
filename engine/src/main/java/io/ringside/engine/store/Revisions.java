package io.ringside.engine.store;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Rows of a series as they were before they were revised, oldest revision first:
 * {@code recorded,time,open,high,low,close,volume}; a row that was not there before has no prices. With these a series can
 * be read as it was known on a day.
 *
 * <p>Thread: its owner's.
 */
final class Revisions {
    private static final String HEADER = "recorded,time,open,high,low,close,volume";
    private static final int FIELDS = 7;

    private final Path file;
    private final List<Entry> entries;
    /** The last one of each time. */
    private final Map<Integer, Entry> newest = new HashMap<>();

    /**
     * @param values open, high, low, close, volume; null for a row that was not there
     */
    record Entry(int recordedDay, int time, BarValues values) {}

    private Revisions(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
        entries.forEach(entry -> newest.put(entry.time(), entry));
    }

    /** Reads a file, which need not exist. */
    static Revisions read(Path file) {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
                for (int i = 1; i < lines.size(); i++) {
                    entries.add(entry(file, i + 1, lines.get(i)));
                }
            } catch (IOException e) {
                throw new UserError(file + ": cannot be read (" + UserError.reason(e) + "); restore it", e);
            }
        }
        return new Revisions(file, entries);
    }

    private static Entry entry(Path file, int line, String text) {
        String[] fields = text.split(",", -1);
        try {
            if (fields.length == FIELDS) {
                BarValues values = null;
                if (!fields[2].isEmpty()) {
                    values = new BarValues(
                            FixedPoint.parse(fields[2]),
                            FixedPoint.parse(fields[3]),
                            FixedPoint.parse(fields[4]),
                            FixedPoint.parse(fields[5]),
                            Long.parseLong(fields[6]));
                }
                return new Entry((int) LocalDate.parse(fields[0]).toEpochDay(), Integer.parseInt(fields[1]), values);
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new UserError(file + " line " + line + ": is no revision; restore the file", e);
        }
        throw new UserError(file + " line " + line + ": is no revision; restore the file");
    }

    /** Adds a revision, unless the last one of its time equals it: then a killed writer has recorded it before. */
    void add(Entry entry) {
        Entry last = newest.put(entry.time(), entry);
        if (last == null || !Objects.equals(last.values(), entry.values())) {
            entries.add(entry);
        }
    }

    /** How many there are. */
    int size() {
        return entries.size();
    }

    /**
     * Rows as they were at the end of a day, by time, if they differ from the current ones; null for those that did not
     * exist.
     */
    Map<Integer, BarValues> asOf(int day) {
        Map<Integer, BarValues> before = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.recordedDay() > day && !before.containsKey(entry.time())) {
                before.put(entry.time(), entry.values());
            }
        }
        return before;
    }

    void write() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Entry entry : entries) {
            text.append(LocalDate.ofEpochDay(entry.recordedDay())).append(',').append(entry.time());
            for (int field = 0; field < FIELDS - 2; field++) {
                text.append(',');
                if (entry.values() != null) {
                    text.append(
                            field < FIELDS - 3
                                    ? FixedPoint.format(entry.values().get(field))
                                    : Long.toString(entry.values().get(field)));
                }
            }
            text.append('\n');
        }
        WholeFile.write(file, text);
    }
}
