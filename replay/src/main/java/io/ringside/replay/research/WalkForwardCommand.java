package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.BenchmarkOptions;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.RunDescription;
import io.ringside.replay.Silence;
import io.ringside.replay.StudyFolder;
import io.ringside.replay.portfolio.PortfolioOptions;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Page;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.RunContext;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside walk-forward}: chooses on past sessions, trades on the following ones, repeatedly. */
@Command(
        name = "walk-forward",
        description = {
            "Chooses the best set of the grid on --train sessions, trades it on the --test sessions that follow, and moves on.",
            "Only what was traded out of sample counts; the results are those of a back test, for ringside report."
        })
public final class WalkForwardCommand extends TerminalCommand {
    private static final String PAGE = "walk-forward.html";
    private static final List<String> RESULTS = List.of("trades.csv", "equity.csv", "summary.json", "folds.csv", PAGE);

    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Mixin
    SearchOptions search;

    @Option(names = "--train", required = true, paramLabel = "Nd", description = "sessions to choose on, such as 250d")
    String train;

    @Option(names = "--test", required = true, paramLabel = "Nd", description = "sessions to trade on, such as 60d")
    String test;

    @Option(names = "--anchored", description = "always choose on all sessions from the first on")
    boolean anchored;

    @Option(
            names = "--purge",
            paramLabel = "N",
            defaultValue = "0",
            description = "sessions left out between both, so that no position reaches over")
    int purge;

    @Mixin
    ResultOptions results;

    @Mixin
    BenchmarkOptions against;

    @Override
    public Integer call() throws IOException {
        Objective wanted = search.objective();
        int trainSessions = sessions("--train", train);
        int testSessions = sessions("--test", test);
        if (purge < 0) {
            throw new UserError("--purge " + purge + ": must be 0 or more sessions");
        }
        double riskless = against.risklessPercent();
        SetEngine engine = search.cores();
        Config known = StudyData.configOf(market);
        Grid early = known == null ? null : Grid.of(known, search.grid);
        StudyData data = StudyData.read(market, portfolio);
        Grid sets = early != null ? early : Grid.of(data.config(), search.grid);
        List<WalkForward.Span> spans = WalkForward.spans(
                data.firstTraded(), data.tape().sessions(), trainSessions, testSessions, anchored, purge);
        Path folder = results.folder("walk-forward-" + market.name());
        StudyFolder files = StudyFolder.prepare(folder, RESULTS, null, results.force());
        ReadingOptions.print(data.data(), results.json() ? err() : out(), err());
        WalkForward walk;
        try (Progress progress = Progress.start("folds", spans.size())) {
            walk = WalkForward.of(data, sets, spans, wanted, engine, progress::at);
        } catch (RuntimeException | Error e) {
            files.removeIfEmpty();
            throw e;
        }
        EngineSettings given = EngineSettings.of(data.config());
        List<SessionEquity> days =
                against.applied(walk.days(data.tape()), given, given.risk().equityE8());
        against.print(results.json() ? err() : out(), err());
        Summary summary = walk.summary(days, riskless).with("data", data.data().values());
        summary = against.recorded(summary);
        Silence silence = walk.trades().isEmpty()
                ? TapeRun.silence(
                        sets.sets().get(0).configuration(), data.tape().all())
                : null;
        if (silence != null) {
            summary = summary.with("no_trades", silence.json());
        }
        TradeFile.write(files.file("trades.csv"), walk.trades());
        EquityFile.write(files.file("equity.csv"), days);
        files.write("summary.json", summary.json());
        files.write("folds.csv", csv(sets, data, walk));
        String title = "Walk-forward of " + market.name() + ": " + sets.sets().size() + " sets, " + spans.size()
                + " folds of " + trainSessions + " and " + testSessions + " sessions, " + data.span();
        ReportFolder account = new ReportFolder(folder, summary, walk.trades(), days);
        TearSheet.write(
                files.file(PAGE),
                account,
                RunDescription.ofStudy(account, title, facts(data)),
                page(sets, data, walk, testSessions));
        PrintWriter terminal = out();
        if (results.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("title", title);
            json.put("folds", foldsJson(sets, data, walk));
            json.put("findings", findings(sets, walk, testSessions));
            json.put("summary", summary.values());
            terminal.print(Json.write(json));
        } else {
            terminal.println(title);
            terminal.println();
            terminal.print(Text.table(rows(sets, data, walk)));
            terminal.println();
            findings(sets, walk, testSessions).forEach(terminal::println);
            terminal.println();
            terminal.println("Out of sample, all folds:");
            terminal.print(SummaryTable.text(summary));
            if (silence != null) {
                terminal.println();
                terminal.print("The first set: ");
                silence.lines().forEach(terminal::println);
            }
            terminal.println();
            terminal.println("Results in " + folder + ": " + String.join(", ", RESULTS));
        }
        results.show(files.file(PAGE), err());
        return Commands.OK;
    }

    private static List<RunContext.Fact> facts(StudyData data) {
        Engine engine = Grid.engine(data.config());
        String symbols =
                engine.settings().instruments().stream().map(Instrument::symbol).collect(Collectors.joining(", "));
        String strategies =
                engine.bindings().stream().map(StrategyBinding::name).distinct().collect(Collectors.joining(", "));
        return List.of(
                new RunContext.Fact("Traded", symbols + ": " + strategies),
                new RunContext.Fact("Sessions", data.span()));
    }

    private static int sessions(String option, String text) {
        if (!text.matches("[1-9]\\d{0,5}d?")) {
            throw new UserError(option + " " + text + ": must be a number of sessions, such as 250d");
        }
        return Integer.parseInt(text.replace("d", ""));
    }

    private static List<List<String>> rows(Grid grid, StudyData data, WalkForward walk) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("traded"));
        grid.axes().forEach(axis -> header.add(axis.key()));
        header.addAll(List.of(
                "sessions",
                "Sharpe in sample",
                "out of sample",
                "return in sample, a year",
                "out of sample, a year",
                "as it was",
                "trades"));
        rows.add(header);
        for (WalkForward.Fold fold : walk.folds()) {
            List<String> row = new ArrayList<>();
            row.add(day(data, fold.span().testFrom()) + " to "
                    + day(data, fold.span().testTo() - 1));
            for (int axis = 0; axis < grid.axes().size(); axis++) {
                row.add(fold.chosen() == null ? "none" : fold.chosen().values().get(axis));
            }
            boolean none = fold.chosen() == null;
            row.add(Integer.toString(fold.span().testTo() - fold.span().testFrom()));
            row.add(Text.number(none ? Double.NaN : fold.inSample().figure("sharpe"), 3));
            row.add(Text.number(none ? Double.NaN : fold.outOfSample().number("sharpe"), 3));
            row.add(Text.figure("cagr_pct", none ? Double.NaN : fold.inSample().figure("cagr_pct")));
            row.add(Text.figure(
                    "cagr_pct", none ? Double.NaN : fold.outOfSample().number("cagr_pct")));
            row.add(Text.figure(
                    "total_return_pct", none ? Double.NaN : fold.outOfSample().number("total_return_pct")));
            row.add(Text.number(none ? 0 : fold.outOfSample().number("trades"), 0));
            rows.add(row);
        }
        return rows;
    }

    /** Degradation from in sample to out of sample, and how stable the choice is. */
    private static List<String> findings(Grid grid, WalkForward walk, int testSessions) {
        double inside = 0;
        double outside = 0;
        int counted = 0;
        int held = 0;
        int changes = 0;
        ParameterSet before = null;
        for (WalkForward.Fold fold : walk.folds()) {
            if (fold.chosen() == null) {
                continue;
            }
            if (before != null && !before.digest().equals(fold.chosen().digest())) {
                changes++;
            }
            before = fold.chosen();
            double in = fold.inSample().figure("sharpe");
            double out = fold.outOfSample().number("sharpe");
            if (Double.isFinite(in) && Double.isFinite(out)) {
                inside += in;
                outside += out;
                counted++;
                held += out > 0 ? 1 : 0;
            }
        }
        List<String> lines = new ArrayList<>();
        if (counted == 0) {
            lines.add("No fold has a Sharpe ratio both in and out of sample: nothing traded, or too few sessions.");
        } else {
            lines.add("Mean Sharpe ratio in sample " + Text.number(inside / counted, 3) + ", out of sample "
                    + Text.number(outside / counted, 3) + "; kept "
                    + kept(inside, outside) + "; above 0 in " + held + " of "
                    + counted + " folds");
        }
        for (WalkForward.Fold fold : walk.folds()) {
            int sessions = fold.span().testTo() - fold.span().testFrom();
            if (sessions < testSessions) {
                lines.add("The data end within a fold: it has " + sessions + " of " + testSessions + " sessions");
            }
        }
        lines.add("The choice changed " + changes + " times in " + walk.folds().size() + " folds");
        for (int axis = 0; axis < grid.axes().size(); axis++) {
            Set<String> values = new LinkedHashSet<>();
            for (WalkForward.Fold fold : walk.folds()) {
                if (fold.chosen() != null) {
                    values.add(fold.chosen().values().get(axis));
                }
            }
            lines.add("  " + grid.axes().get(axis).key() + ": " + values.size() + " of "
                    + grid.axes().get(axis).values().size() + " values chosen: " + String.join(", ", values));
        }
        return lines;
    }

    /** The ratio of out-of-sample to in-sample results; undefined if their signs differ. */
    static String kept(double inside, double outside) {
        return inside > 0 && outside >= 0 ? Text.share(outside / inside) : Text.UNDEFINED;
    }

    private static List<Object> foldsJson(Grid grid, StudyData data, WalkForward walk) {
        List<Object> folds = new ArrayList<>();
        for (WalkForward.Fold fold : walk.folds()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("train_from", day(data, fold.span().trainFrom()).toString());
            one.put("train_to", day(data, fold.span().trainTo() - 1).toString());
            one.put("test_from", day(data, fold.span().testFrom()).toString());
            one.put("test_to", day(data, fold.span().testTo() - 1).toString());
            one.put("sessions", fold.span().testTo() - fold.span().testFrom());
            boolean none = fold.chosen() == null;
            Map<String, Object> chosen = new LinkedHashMap<>();
            for (int axis = 0; axis < grid.axes().size() && !none; axis++) {
                chosen.put(grid.axes().get(axis).key(), fold.chosen().values().get(axis));
            }
            one.put("chosen", none ? null : chosen);
            double sharpe = none ? Double.NaN : fold.inSample().figure("sharpe");
            one.put("in_sample_sharpe", Double.isFinite(sharpe) ? (Double) sharpe : null);
            for (String key : List.of("sharpe", "total_return_pct", "cagr_pct", "trades")) {
                one.put(
                        "out_of_sample_" + key,
                        none ? null : fold.outOfSample().values().get(key));
            }
            folds.add(one);
        }
        return folds;
    }

    private static String csv(Grid grid, StudyData data, WalkForward walk) {
        var out = new StringBuilder("train_from,train_to,test_from,test_to");
        grid.axes().forEach(axis -> out.append(',').append(axis.key()));
        out.append(",in_sample_sharpe,out_of_sample_sharpe,in_sample_cagr_pct,out_of_sample_cagr_pct,trades\n");
        for (WalkForward.Fold fold : walk.folds()) {
            out.append(day(data, fold.span().trainFrom()))
                    .append(',')
                    .append(day(data, fold.span().trainTo() - 1));
            out.append(',').append(day(data, fold.span().testFrom()));
            out.append(',').append(day(data, fold.span().testTo() - 1));
            boolean none = fold.chosen() == null;
            for (int axis = 0; axis < grid.axes().size(); axis++) {
                out.append(',').append(none ? "" : fold.chosen().values().get(axis));
            }
            cell(out, none ? Double.NaN : fold.inSample().figure("sharpe"));
            cell(out, none ? Double.NaN : fold.outOfSample().number("sharpe"));
            cell(out, none ? Double.NaN : fold.inSample().figure("cagr_pct"));
            cell(out, none ? Double.NaN : fold.outOfSample().number("cagr_pct"));
            cell(out, none ? 0 : fold.outOfSample().number("trades"));
            out.append('\n');
        }
        return out.toString();
    }

    private static void cell(StringBuilder out, double value) {
        out.append(',').append(Double.isFinite(value) ? io.ringside.replay.report.Numbers.text(value) : "");
    }

    private static Page page(Grid grid, StudyData data, WalkForward walk, int testSessions) {
        Page page = new Page().heading("Choosing on the past");
        findings(grid, walk, testSessions).forEach(page::text);
        return page.heading("Folds").table(rows(grid, data, walk), -1);
    }

    private static LocalDate day(StudyData data, int session) {
        return LocalDate.ofEpochDay(data.tape().sessionDay(session));
    }
}
