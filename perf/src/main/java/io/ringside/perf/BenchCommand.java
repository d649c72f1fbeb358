package io.ringside.perf;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside bench}: measures the engine on this machine, beside a lower bound and other engines. */
@Command(
        name = "bench",
        description = {
            "Measures what the engine costs on this machine, beside floors and peers, in one run.",
            "Medians of several windows, interleaved with what they are held against; a figure whose answers turn out wrong"
                    + " is refused."
        },
        footer = {"", "Exit code: 0 measured, 1 a check failed, 2 not run."})
public final class BenchCommand extends TerminalCommand {
    private static final int PROGRESS_STEPS = 1000;
    private static final double SECONDS_MAX = 3600;

    /** What can be asked for. */
    enum Part {
        LATENCY,
        REPLAY,
        SWEEP,
        CODEC,
        PROCESS,
        STUDIES,
        SCALE,
        PAGE,
        ALL
    }

    private record Named(String name, Part part, Suite suite) {}

    @Parameters(
            arity = "0..1",
            paramLabel = "latency|replay|sweep|codec|process|studies|scale|page|all",
            defaultValue = "all",
            description = "what to measure; all but page, which runs a day beside a dashboard, if not given")
    Part part;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "how long each group of interleaved windows is measured; ${DEFAULT-VALUE} if not given")
    double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures here as well")
    Path json;

    @Option(names = "--out", paramLabel = "DIR", description = "write latency histograms (.hgrm) here")
    Path out;

    @Override
    public Integer call() throws IOException {
        if (!(seconds > 0 && seconds <= SECONDS_MAX)) {
            throw new UserError("--seconds " + seconds + ": must be above 0, and at most " + (int) SECONDS_MAX);
        }
        prepare();
        List<BenchRow> rows = measure(BenchSizes.full(seconds));
        if (json != null) {
            Files.writeString(json, BenchTable.json(rows));
        }
        var terminal = out();
        terminal.println(machine());
        terminal.println();
        terminal.print(BenchTable.text(rows));
        return rows.stream().anyMatch(BenchRow::refused) ? Commands.NO : Commands.OK;
    }

    /** Checks that results can be written, before minutes of measuring. */
    private void prepare() throws IOException {
        if (json != null) {
            Path folder = json.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                throw new UserError("--json " + json + ": there is no folder " + folder + "; make it first");
            }
            if (Files.isDirectory(json) || !Files.isWritable(Files.exists(json) ? json : folder)) {
                throw new UserError("--json " + json + ": cannot be written");
            }
        }
        if (out != null) {
            Files.createDirectories(out);
        }
    }

    private List<BenchRow> measure(BenchSizes sizes) {
        List<Named> suites = suites();
        List<BenchRow> rows = new ArrayList<>();
        for (Named one : suites) {
            if (part == one.part || (part == Part.ALL && one.part != Part.PAGE)) {
                try (Progress progress = Progress.start(one.name, PROGRESS_STEPS)) {
                    rows.addAll(one.suite.run(sizes, done -> progress.at((long) (PROGRESS_STEPS * done))));
                }
            }
        }
        rows.sort(Comparator.comparingInt(BenchRow::id));
        return rows;
    }

    private List<Named> suites() {
        return List.of(
                new Named("replay", Part.REPLAY, new ReplaySuite()),
                // Before the latency windows: the queue writes its index at each 256th record, by code that a window of
                // some thousand would never see compiled.
                new Named("append", Part.LATENCY, new AppendSuite(out)),
                new Named("latency", Part.LATENCY, new LatencySuite(out)),
                new Named("codec", Part.CODEC, new CodecSuite()),
                new Named("sweep", Part.SWEEP, new SweepSuite()),
                new Named("allocation", Part.REPLAY, new AllocationSuite()),
                new Named("recovery", Part.REPLAY, new RecoverySuite()),
                new Named("start", Part.PROCESS, new StartSuite()),
                new Named("process", Part.PROCESS, new ProcessSuite()),
                new Named("studies", Part.STUDIES, new StudySuite()),
                new Named("portfolio", Part.STUDIES, new PortfolioSuite()),
                new Named("scale", Part.SCALE, new ScaleSuite()),
                new Named("page", Part.PAGE, new PageSuite()));
    }

    private static String machine() {
        var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores, load %.1f, Java %s, %s %s",
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                System.getProperty("java.version"),
                system.getName(),
                system.getArch());
    }
}
