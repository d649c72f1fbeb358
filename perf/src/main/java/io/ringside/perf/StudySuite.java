package io.ringside.perf;

import io.ringside.engine.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Rows 27 to 30: what a quant waits for, over the 16 years of {@link ProcessSuite}: a back test out of the store beside the
 * plain Java program that reads the CSV file, and a ladder, a walk-forward of 20 folds and a sweep of 1,000 sets beside one
 * back test.
 *
 * <p>Thread: the command's.
 */
final class StudySuite implements Suite {
    private static final Goal STORE = Goal.atMost(6, 3, "x");
    private static final Goal LADDER = Goal.atMost(2, 1.3, "x");
    private static final Goal FOLDS = Goal.atMost(3, 2, "x");
    private static final Goal SETS = Goal.atMost(3, 2, "x");
    private static final String STORE_NAME = "backtest, 16 years from the store, over a plain Java program";
    private static final String LADDER_NAME = "ladder of as many, over one backtest";
    private static final String FOLDS_NAME = "walk-forward, 20 folds of 10 sets, over one backtest";
    private static final String SETS_NAME = "sweep of 1,000 sets, over one backtest";
    private static final int RUNS = 5;
    /** Of 4,026 sessions: 20 times 175 after the first 526. */
    private static final List<String> TWENTY_FOLDS =
            List.of("--train", "526d", "--test", "175d", "--grid", "signal.sma=110..200:10");

    private static final List<String> THOUSAND_SETS =
            List.of("--grid", "signal.sma=101..200:1", "--grid", "risk.atr-multiple=1..10:1");

    private final Path home = Commands.home().toAbsolutePath();

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        String launcher = home.resolve("ringside").toString();
        if (!Files.isExecutable(Path.of(launcher))) {
            return List.of(BenchRow.skipped(27, STORE_NAME, STORE, "there is no launcher " + launcher));
        }
        try (ScratchFolder scratch = new ScratchFolder()) {
            return measure(launcher, scratch.path(), progress);
        }
    }

    private List<BenchRow> measure(String launcher, Path scratch, DoubleConsumer progress) {
        Path csv = scratch.resolve("QQQ.csv");
        ProcessSuite.sixteenYears(launcher, csv);
        String store = scratch.resolve("store").toString();
        new WholeProcess("data import", List.of(launcher, "data", "import", "--data", store, csv.toString()))
                .run(false);
        List<String> bars = List.of("--bars", csv.toString());
        var plain = ProcessSuite.plain(csv);
        var backtest = study("backtest", bars, List.of(), scratch);
        var stored = study("backtest", List.of("--data", store), List.of(), scratch);
        var ladder = study("ladder", bars, List.of(), scratch);
        var folds = study("walk-forward", bars, TWENTY_FOLDS, scratch);
        var sets = study("sweep", bars, THOUSAND_SETS, scratch);
        for (int i = -1; i < RUNS; i++) {
            for (WholeProcess one : List.of(plain, backtest, stored, ladder, folds, sets)) {
                one.run(i >= 0);
            }
            progress.accept((i + 2.0) / (RUNS + 1));
        }
        return List.of(
                ProcessSuite.ratio(27, STORE_NAME, stored, plain, false, STORE),
                ProcessSuite.ratio(28, LADDER_NAME, ladder, backtest, false, LADDER),
                ProcessSuite.ratio(29, FOLDS_NAME, folds, backtest, false, FOLDS),
                ProcessSuite.ratio(30, SETS_NAME, sets, backtest, false, SETS));
    }

    private WholeProcess study(String command, List<String> bars, List<String> options, Path scratch) {
        List<String> all = new ArrayList<>(bars);
        all.addAll(options);
        // The lowest rung of a ladder is the published one, so it starts from the other end.
        String config = command.equals("ladder") ? "qqq.conf" : "qqq-published.conf";
        return ProcessSuite.configured(home, config, command, all, scratch.resolve(command));
    }
}
