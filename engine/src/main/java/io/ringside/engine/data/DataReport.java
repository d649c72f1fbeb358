package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the rows of all files that a command has read.
 *
 * @param files one a file and symbol
 */
public record DataReport(List<FileReport> files) {
    private static final double WARN_BELOW = 0.98;

    public DataReport {
        files = List.copyOf(files);
    }

    /**
     * Refuses what is too little, once all is read.
     *
     * @param acceptLoss whether to go on all the same; nothing at all is refused in any case
     * @throws UserError if a file is used by less than half, or not at all
     */
    public DataReport judged(boolean acceptLoss) {
        for (FileReport file : files) {
            long asked = file.used() + file.lost();
            // A file that says everything twice was put together wrongly, though nothing of it is missing.
            boolean twice = file.leftOut(LeftOut.DUPLICATE) >= Math.max(1, file.used());
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

    /** One line a file, without the warnings. */
    public List<String> lines() {
        return files.stream().map(FileReport::line).toList();
    }

    /** What somebody should look at, each fit for one line. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>();
        for (FileReport file : files) {
            String name = CsvFile.shown(file.file(), 200);
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
