package io.ringside.perf;

import io.ringside.replay.RunDescription;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.RunContext;
import io.ringside.replay.report.TearSheet;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The tear sheet of a back test's folder, once what is to be drawn is known from its journal. Prints the nanoseconds of
 * processor that it took.
 *
 * <p>Thread: main, of a Java machine that has drawn none before.
 */
final class TearSheetRun {
    private TearSheetRun() {}

    public static void main(String[] args) throws IOException {
        ReportFolder results = ReportFolder.read(Path.of(args[0]));
        RunContext context = RunDescription.read(results);
        long before = CpuClock.nanos();
        TearSheet.write(Path.of(args[1]), results, context);
        System.out.println(CpuClock.nanos() - before);
    }
}
