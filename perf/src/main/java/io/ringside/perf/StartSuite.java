package io.ringside.perf;

import io.ringside.engine.command.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Row 14: how long a user waits for a short command, from the shell's point of view.
 *
 * <p>Thread: the command's.
 */
final class StartSuite implements Suite {
    private static final Goal GOAL = Goal.atMost(0.7, 0.3, "s");
    private static final int RUNS = 9;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        List<BenchRow> rows = new ArrayList<>();
        rows.add(row("start, ringside --help", GOAL, sizes, "--help"));
        progress.accept(0.3);
        rows.add(row("start, ringside verify --help, which needs Java", GOAL, sizes, "verify", "--help"));
        progress.accept(1);
        return rows;
    }

    /** One way of starting it. */
    static BenchRow row(String name, Goal goal, BenchSizes sizes, String... arguments) {
        Path launcher = Commands.launcher();
        if (!Files.isExecutable(launcher)) {
            return BenchRow.skipped(14, name, goal, "there is no launcher " + launcher);
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Samples seconds = new Samples();
        try {
            for (int i = -1; i < (sizes.seconds() == 0 ? 1 : RUNS); i++) {
                long start = System.nanoTime();
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String output =
                        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                int code = process.waitFor();
                double took = (System.nanoTime() - start) / 1e9;
                if (code != 0 || !output.contains("Usage: ringside")) {
                    return BenchRow.refused(14, name, goal, "it ended with " + code + ": " + output.strip());
                }
                // The first one makes it warm, and may build.
                if (i >= 0) {
                    seconds.add(took);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return BenchRow.of(14, name, seconds, "s", goal).noting("wall time, warm, neighbours included");
    }
}
