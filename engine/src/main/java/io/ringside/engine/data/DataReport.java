package io.ringside.engine.data;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of the rows of all files that a command has read.
 *
 * @param files one a file and symbol
 */
public record DataReport(List<FileReport> files) {
    private static final double WARN_BELOW = 0.98;
    /** A file of more symbols is reported in one line. */
    private static final int SYMBOLS_TOLD = 5;
    /** Most warnings listed for one file. */
    private static final int WARNINGS_TOLD = 12;

    public DataReport {
        files = List.copyOf(files);
    }

    /**
     * Refuses a run, once all files are read, if too few rows were used.
     *
     * @param acceptLoss whether to go on all the same; a file of which nothing was used is refused in any case
     * @throws UserError if a file is used by less than half, or not at all
     */
    public DataReport judged(boolean acceptLoss) {
        for (FileReport file : files) {
            long asked = file.used() + file.lost();
            // A file with every row twice was put together wrongly, although no data are missing.
            boolean twice = file.leftOut(LeftOut.DUPLICATE) >= Math.max(1, file.used());
            if (asked == 0) {
                throw new UserError(CsvFile.shown(file.file(), 200) + ": none of " + file.rows()
                        + " rows lies in the days and hours asked for (" + file.reasons()
                        + "); check the file, its --zone and its --format");
            }
            if (file.used() == 0 || (!acceptLoss && (2 * file.used() < asked || twice))) {
                throw new UserError(CsvFile.shown(file.file(), 200) + " line " + file.firstLostLine() + ": only "
                        + file.used() + " of " + asked
                        + " rows of the days and hours asked for can be used (" + file.reasons()
                        + "); check the file, its --zone and its --format"
                        + (file.used() == 0 ? "" : ", or give --accept-loss"));
            }
        }
        return this;
    }

    /**
     * Notes a split of an instrument on a day since 1970: a price jump by its ratio is no warning.
     *
     * @return whether its prices jump so
     */
    public boolean expectSplit(Instrument instrument, int day, long numerator, long denominator) {
        boolean jumps = false;
        for (FileReport file : files) {
            jumps |= instrument.isCalled(file.symbol()) && file.expectSplit(day, numerator, denominator);
        }
        return jumps;
    }

    /** Whether a row of the instrument on a later day was used; days since 1970. */
    public boolean hasBeyond(Instrument instrument, int day) {
        return files.stream()
                .anyMatch(file -> instrument.isCalled(file.symbol()) && file.used() > 0 && file.lastDay() > day);
    }

    /** One line a file and symbol, without the warnings; of a file of many symbols one for all. */
    public List<String> lines() {
        return byFile().values().stream()
                .flatMap(reports ->
                        reports.size() <= SYMBOLS_TOLD ? reports.stream() : Stream.of(FileReport.together(reports)))
                .map(FileReport::line)
                .toList();
    }

    private Map<String, List<FileReport>> byFile() {
        Map<String, List<FileReport>> byFile = new LinkedHashMap<>();
        files.forEach(one ->
                byFile.computeIfAbsent(one.file(), key -> new ArrayList<>()).add(one));
        return byFile;
    }

    /** Warnings for the user, each fit for one line. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>();
        byFile().values().forEach(reports -> {
            List<String> ofFile = warnings(reports);
            all.addAll(ofFile.subList(0, Math.min(ofFile.size(), WARNINGS_TOLD)));
            if (ofFile.size() > WARNINGS_TOLD) {
                all.add(CsvFile.shown(reports.get(0).file(), 200) + ": and " + (ofFile.size() - WARNINGS_TOLD)
                        + " more warnings");
            }
        });
        return all;
    }

    private static List<String> warnings(List<FileReport> reports) {
        List<String> all = new ArrayList<>();
        for (FileReport file : reports) {
            String name = CsvFile.shown(file.file(), 200) + (reports.size() > 1 ? ", " + file.symbol() : "");
            long asked = file.used() + file.lost();
            if (file.used() < WARN_BELOW * asked) {
                all.add(String.format(
                        Locale.ROOT,
                        "%s: only %.1f %% of the rows in the days and hours asked for were used: %s",
                        name,
                        100.0 * file.used() / asked,
                        file.reasons()));
            }
            file.warnings().forEach(warning -> all.add(name + " " + warning));
        }
        return all;
    }

    /** For {@code summary.json}, see {@link FileReport#values}. */
    public List<Map<String, Object>> values() {
        return files.stream().map(FileReport::values).toList();
    }
}
