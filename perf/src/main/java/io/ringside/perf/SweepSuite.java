package io.ringside.perf;

import com.sun.management.OperatingSystemMXBean;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.research.CoreEngine;
import io.ringside.replay.research.ParameterSet;
import io.ringside.replay.research.SetEngine;
import io.ringside.replay.research.SetResult;
import io.ringside.replay.research.SweepCommand;
import io.ringside.replay.research.Window;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/**
 * Row 12: the real {@code sweep} over one set of bars, on one thread and on two, taking turns; both must find the same.
 *
 * <p>Thread: the command's; the sweep makes its own.
 */
final class SweepSuite implements Suite {
    private static final String SPEED_NAME = "parameter sweep, bar evaluations a second and core";
    private static final String SCALING_NAME = "parameter sweep, two threads over one";
    private static final Goal SPEED = Goal.atLeast(25, 150, "M");
    private static final Goal SCALING = Goal.atLeast(1.7, 1.95, "x");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int WARM_UPS = 2;

    private final Samples speed = new Samples();
    private final Samples scaling = new Samples();
    private int sets;
    private String wrong;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        try (ScratchFolder folder = new ScratchFolder()) {
            Path bars = folder.path().resolve(BarArrays.SYMBOL + ".csv");
            write(BarArrays.generated(sizes.bars()).source(), bars);
            var output = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
            Path home = Commands.home();
            int code = Commands.run(
                    new TimedSweep(sizes, progress),
                    out,
                    out,
                    "--config",
                    home.resolve("config").resolve("qqq.conf").toString(),
                    "--bars",
                    bars.toString(),
                    "--grid",
                    "risk.atr-multiple=2..20:2",
                    "--grid",
                    "risk.fraction=0.005,0.01,0.015,0.02",
                    "--grid",
                    "signal.sma=100,150,200,250",
                    "--out",
                    folder.path().resolve("sweep").toString());
            if (code != Commands.OK) {
                wrong = output.toString(StandardCharsets.UTF_8);
            }
        }
        if (wrong != null) {
            return List.of(
                    BenchRow.refused(12, SPEED_NAME, SPEED, wrong), BenchRow.refused(12, SCALING_NAME, SCALING, wrong));
        }
        return List.of(
                BenchRow.of(12, SPEED_NAME, speed, "M/s", SPEED)
                        .noting(sets
                                + " sets of ringside sweep, recording of signals included; CPU time of the process on"
                                + " one thread"),
                BenchRow.of(12, SCALING_NAME, scaling, "x", SCALING)
                        .noting("wall time, the two taking turns: what neighbours take of the second core shows here"));
    }

    /** The command itself; only what runs the sets is timed, and run as often as is asked. */
    @Command(name = "sweep")
    private final class TimedSweep extends SweepCommand {
        private final BenchSizes sizes;
        private final DoubleConsumer progress;

        TimedSweep(BenchSizes sizes, DoubleConsumer progress) {
            this.sizes = sizes;
            this.progress = progress;
        }

        @Override
        protected SetEngine runner() {
            return this::repeat;
        }

        private void repeat(
                List<ParameterSet> parameterSets, Window window, int sessions, Consumer<SetResult> results) {
            if (sets > 0) {
                // The sweep runs its best set once more, to see whether it repeats.
                new CoreEngine(1).run(parameterSets, window, sessions, results);
                return;
            }
            sets = parameterSets.size();
            double evaluations = (double) sets * window.tape().bars();
            SetEngine one = new CoreEngine(1);
            SetEngine two = new CoreEngine(2);
            List<SetResult> found = new ArrayList<>();
            for (int i = 0; i < Math.min(WARM_UPS, sizes.warmUps()); i++) {
                two.run(parameterSets, window, sessions, result -> {});
            }
            Rounds rounds = new Rounds(sizes, progress);
            while (rounds.next()) {
                long cpu = PROCESS.getProcessCpuTime();
                long start = System.nanoTime();
                found.clear();
                one.run(parameterSets, window, sessions, found::add);
                long onOne = System.nanoTime() - start;
                speed.add(evaluations * 1e3 / (PROCESS.getProcessCpuTime() - cpu));
                List<SetResult> again = new ArrayList<>();
                start = System.nanoTime();
                two.run(parameterSets, window, sessions, again::add);
                scaling.add((double) onOne / (System.nanoTime() - start));
                if (!figures(found).equals(figures(again))) {
                    wrong = "two threads found something else than one";
                }
            }
            found.forEach(results);
        }
    }

    private static Map<String, String> figures(List<SetResult> results) {
        return results.stream()
                .collect(Collectors.toMap(
                        SetResult::digest,
                        one -> SetResult.FIGURES.stream()
                                .map(key -> Double.toString(one.figure(key)))
                                .collect(Collectors.joining(",")),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Nanoseconds that all threads of the process have run. */
    static long processNanos() {
        return PROCESS.getProcessCpuTime();
    }

    static void write(BarSource source, Path file) {
        try (source;
                BarWriter writer = new BarWriter(file, ExchangeCalendar.usEquity(), true)) {
            while (source.next()) {
                writer.append(source);
            }
            writer.commit();
        }
    }
}
