package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.StudyFolder;
import io.ringside.replay.portfolio.PortfolioOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside sweep}: back-tests every combination of settings, and estimates how much of the best one is luck. */
@Command(
        name = "sweep",
        description = {
            "Back-tests every combination of the grid's settings on the same data and on all cores.",
            "Tells the best set, what lies around it, and how much of it is luck. A sweep that was interrupted continues"
                    + " where it was when it is started again."
        })
public class SweepCommand extends TerminalCommand {
    private static final double MILLION = 1e6;

    static final List<String> RESULTS = List.of("results.csv", "sweep.json", "sweep.html", SweepLog.NAME);

    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Mixin
    SearchOptions search;

    @Option(
            names = "--engine",
            paramLabel = "cores|spark",
            defaultValue = "cores",
            description = "where sets are run: this machine, or Apache Spark; the results are the same")
    String engine;

    @Option(names = "--master", paramLabel = "URL", description = "of the Spark cluster; local[*] if not given")
    String master;

    @Mixin
    ResultOptions results;

    @Override
    public Integer call() throws IOException {
        Objective wanted = search.objective();
        SetEngine runner = runner();
        Config known = StudyData.configOf(market);
        Grid early = known == null ? null : Grid.of(known, search.grid);
        StudyData data = StudyData.read(market, portfolio);
        Grid sets = early != null ? early : Grid.of(data.config(), search.grid);
        Path folder = results.folder("sweep-" + market.name(), SweepLog.NAME);
        StudyFolder files = StudyFolder.prepare(folder, RESULTS, SweepLog.NAME, results.force());
        ReadingOptions.print(data.data(), news(), err());
        Map<String, ParameterSet> byDigest = SweepLog.byDigest(sets.sets());
        Map<String, SetResult> found = new HashMap<>();
        String plan = Grid.sha256(Commands.version() + data.tape().digest() + String.join(",", byDigest.keySet()));
        try (SweepLog log = SweepLog.open(folder, plan, byDigest, found)) {
            List<ParameterSet> todo = byDigest.values().stream()
                    .filter(set -> !found.containsKey(set.digest()))
                    .toList();
            if (!found.isEmpty()) {
                PrintWriter terminal = news();
                terminal.println("continuing: " + found.size() + " of " + byDigest.size() + " sets are done");
                terminal.flush();
            }
            run(runner, todo, data, log, found);
        }
        List<SetResult> all = SweepLog.inOrder(sets.sets(), found);
        try {
            requireRepeated(runner, sets, data, all, wanted.best(all));
        } catch (UserError e) {
            Files.delete(files.file(SweepLog.NAME));
            files.removeIfEmpty();
            throw e;
        }
        SweepReport report = new SweepReport(market.name(), data, sets, all, wanted);
        files.write("results.csv", report.csv());
        files.write("sweep.json", report.json());
        files.write("sweep.html", report.html());
        Files.delete(files.file(SweepLog.NAME));
        PrintWriter terminal = out();
        if (results.json()) {
            terminal.print(report.json());
        } else {
            terminal.print(report.text());
            terminal.println("Results in " + folder + ": results.csv, sweep.json, sweep.html (heat maps)");
        }
        results.show(files.file("sweep.html"), err());
        return Commands.OK;
    }

    /**
     * Runs the best set once more, or the first one if there is none.
     *
     * @throws UserError if its result differs, which makes all figures of the sweep meaningless
     */
    private static void requireRepeated(
            SetEngine runner, Grid sets, StudyData data, List<SetResult> all, SetResult best) {
        SetResult once = best == null ? all.get(0) : best;
        ParameterSet set = sets.sets().get(once.index());
        List<SetResult> again = new ArrayList<>();
        runner.run(List.of(set), data.tape().all(), data.sessions(), again::add);
        if (!once.isRepeatedBy(again.get(0))) {
            throw NotRepeated.error(
                    Grid.engine(set.configuration()),
                    "the set " + set.values() + " earned " + Text.figure("net_profit", once.figure("net_profit"))
                            + ", and " + Text.figure("net_profit", again.get(0).figure("net_profit"))
                            + " when it was run again");
        }
    }

    /** Output for progress: not inside a document on standard output. */
    private PrintWriter news() {
        return results.json() ? err() : out();
    }

    /** The engine that runs the sets; a build with Spark overrides it. */
    protected SetEngine runner() {
        if (!engine.equals("cores")) {
            throw new UserError("--engine " + engine + ": "
                    + (engine.equals("spark")
                            ? "build it with mvn -Pspark package and start it as ./ringside sweep --engine spark"
                            : "must be cores or spark"));
        }
        if (master != null) {
            throw new UserError("--master " + master + ": goes with --engine spark");
        }
        return search.cores();
    }

    /** Value of {@code --engine}. */
    protected final String engineName() {
        return engine;
    }

    /** Value of {@code --master}, or null. */
    protected final String master() {
        return master;
    }

    private void run(
            SetEngine runner, List<ParameterSet> todo, StudyData data, SweepLog log, Map<String, SetResult> found) {
        long started = System.nanoTime();
        try (Progress progress = Progress.start("sets", todo.size())) {
            int[] done = {0};
            runner.run(todo, data.tape().all(), data.sessions(), result -> {
                try {
                    log.add(result);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                found.put(result.digest(), result);
                progress.at(++done[0]);
            });
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (!todo.isEmpty()) {
            news().println(String.format(
                    Locale.ROOT,
                    "%,d sets over %,d bars in %.1f s: %s bar evaluations a second",
                    todo.size(),
                    data.tape().bars(),
                    seconds,
                    rate((double) todo.size() * data.tape().bars() / seconds)));
        }
    }

    /** In millions only where there are some. */
    static String rate(double perSecond) {
        return perSecond < MILLION
                ? String.format(Locale.ROOT, "%,.0f", perSecond)
                : String.format(Locale.ROOT, "%,.1f million", perSecond / MILLION);
    }
}
