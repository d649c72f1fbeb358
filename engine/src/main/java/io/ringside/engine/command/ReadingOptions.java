package io.ringside.engine.command;

import com.typesafe.config.Config;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.Reading;
import io.ringside.engine.settings.SettingsText;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/**
 * Options of all commands that read market-data files: what a file does not say about its own format.
 *
 * <p>Thread: the command's.
 */
public final class ReadingOptions {
    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the clock of times without a zone, such as UTC or America/Chicago; New York's if not given")
    String zone;

    @Option(
            names = "--stamped",
            paramLabel = "start|end",
            description = "which end of a bar its time is; found by the file if not given")
    String stamped;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "whose file it is, such as lean, kibot, us-dates; found by the file if not given")
    String format;

    @Option(
            names = "--accept-loss",
            description = "go on though less than half of a file can be used, or it is doubtful")
    boolean acceptLoss;

    /** Whether any of the options is given. */
    public boolean isGiven() {
        return zone != null || stamped != null || format != null || acceptLoss;
    }

    /** The configuration with these options over it, so that they are recorded with the run. */
    public Config over(Config config) {
        Config all = config;
        all = zone == null ? all : SettingsText.with(all, "data.zone=" + zone);
        all = stamped == null ? all : SettingsText.with(all, "data.stamped=" + stamped);
        all = format == null ? all : SettingsText.with(all, "data.format=" + format);
        return acceptLoss ? SettingsText.with(all, "data.accept-loss=true") : all;
    }

    /** The same for a command without a configuration. */
    public Reading reading() {
        // "headed" is the default: columns by the names in the header.
        String shape = "headed".equals(format) ? "plain" : text(format);
        return Reading.of(text(zone), text(stamped), shape, acceptLoss);
    }

    private static String text(String given) {
        return given == null ? "" : given;
    }

    /** Prints one line a file, and warnings to the other stream. */
    public static void print(DataReport data, PrintWriter lines, PrintWriter warnings) {
        data.lines().forEach(lines::println);
        lines.flush();
        data.warnings().forEach(warning -> warnings.println("warning: " + warning));
        warnings.flush();
    }
}
