package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.portfolio.PortfolioOptions;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Page;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside ladder}: shows which assumptions a return depends on. */
@Command(
        name = "ladder",
        description = {
            "Back-tests the same strategy from literal rules to the configuration, one setting a rung, and beyond it what the"
                    + " configuration leaves out.",
            "The literal rules are those of NAME-published.conf beside NAME.conf; without that file everything fills at"
                    + " once, at no cost, with a leverage of 4; of a portfolio, at no cost in one auction of all names."
        })
public final class LadderCommand extends TerminalCommand {
    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Option(names = "--literal", paramLabel = "FILE", description = "settings of the lowest rung")
    Path literal;

    @Mixin
    ResultOptions results;

    /** One rung with its results. */
    record Step(Ladder.Rung rung, Summary summary, String digest, List<SessionEquity> days) {}

    @Override
    public Integer call() throws IOException {
        StudyData data = StudyData.read(market, portfolio);
        Config honest = data.config();
        Path lowest = literal != null ? literal : published(market.file());
        List<Ladder.Rung> rungs = Ladder.climb(lowest == null ? null : market.config(lowest), honest);
        ReadingOptions.print(data.data(), results.json() ? err() : out(), err());
        List<Step> steps = new ArrayList<>();
        try (Progress progress = Progress.start("rungs", rungs.size())) {
            for (Ladder.Rung rung : rungs) {
                Engine engine = Grid.engine(rung.config());
                TapeRun run = TapeRun.digested(engine, data.tape().all(), List.of());
                steps.add(
                        new Step(rung, run.summary(), run.digest(), run.trades().days()));
                progress.at(steps.size());
            }
        }
        requireRepeated(steps.get(steps.size() - 1), data);
        String title = "Assumption ladder of " + market.name() + ": " + data.span();
        String text = title + "\n\n" + Text.table(rows(steps)) + notes(data, steps);
        new StudyOutput(results, out(), err())
                .write("ladder", market.name(), text, json(data, steps), () -> page(title, data, steps));
        return Commands.OK;
    }

    /** @throws io.ringside.engine.settings.UserError if a rung decides differently when it is run again */
    private static void requireRepeated(Step once, StudyData data) {
        Engine engine = Grid.engine(once.rung.config());
        TapeRun again = TapeRun.digested(engine, data.tape().all(), List.of());
        if (!again.digest().equals(once.digest)) {
            throw NotRepeated.error(
                    engine,
                    "the last rung earned " + Text.figure("net_profit", once.summary.number("net_profit")) + ", and "
                            + Text.figure("net_profit", again.summary().number("net_profit"))
                            + " when it was run again");
        }
    }

    private static Path published(Path file) {
        Path sibling =
                file.resolveSibling(file.getFileName().toString().replaceFirst("\\.conf$", "") + "-published.conf");
        return Files.isRegularFile(sibling) ? sibling : null;
    }

    private static List<List<String>> rows(List<Step> steps) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rung", "setting", "return", "Sharpe", "max drawdown", "trades", "net profit", "this rung"));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Summary summary = step.summary;
            rows.add(List.of(
                    (step.rung.profile() ? "* " : "  ") + step.rung.words(),
                    step.rung.key().isEmpty() ? "" : step.rung.key() + "=" + step.rung.value(),
                    Text.figure("total_return_pct", summary.number("total_return_pct")),
                    Text.figure("sharpe", summary.number("sharpe")),
                    Text.figure("max_drawdown_pct", summary.number("max_drawdown_pct")),
                    Text.figure("trades", summary.number("trades")),
                    Text.figure("net_profit", summary.number("net_profit")),
                    i == 0 ? "" : Text.change(gain(steps, i), 2)));
        }
        return rows;
    }

    /** Change of the net profit by a rung; negative is a cost. */
    private static double gain(List<Step> steps, int rung) {
        return steps.get(rung).summary.number("net_profit")
                - steps.get(rung - 1).summary.number("net_profit");
    }

    private static String notes(StudyData data, List<Step> steps) {
        var notes = new StringBuilder("* the configuration as it is; rungs below it are what it leaves out\n");
        if (steps.stream().noneMatch(step -> step.summary.number("trades") > 0)) {
            notes.append("No rung made a single trade: there is nothing to compare. The configuration: ");
            TapeRun.silence(Grid.engine(data.config()), data.tape().all())
                    .lines()
                    .forEach(line -> notes.append(line).append('\n'));
        }
        return notes.toString();
    }

    private static String json(StudyData data, List<Step> steps) {
        List<Object> rungs = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Map<String, Object> rung = new LinkedHashMap<>();
            rung.put("rung", step.rung.words());
            rung.put("setting", step.rung.key());
            rung.put("value", step.rung.value());
            rung.put("configuration", step.rung.profile());
            for (String key : List.of(
                    "net_profit",
                    "total_return_pct",
                    "sharpe",
                    "max_drawdown_pct",
                    "trades",
                    "commissions",
                    "slippage")) {
                rung.put(key, step.summary.values().get(key));
            }
            rung.put(
                    "gain",
                    i == 0
                            ? null
                            : ((java.math.BigDecimal) step.summary.values().get("net_profit"))
                                    .subtract((java.math.BigDecimal)
                                            steps.get(i - 1).summary.values().get("net_profit")));
            rung.put("digest", step.digest);
            rungs.add(rung);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bars", data.tape().bars());
        all.put("sessions", data.sessions());
        all.put("synthetic", data.tape().synthetic());
        all.put("data", data.data().values());
        all.put("rungs", rungs);
        return Json.write(all);
    }

    private static String page(String title, StudyData data, List<Step> steps) {
        Page page = new Page().heading("Rungs");
        page.text(
                "The same strategy on the same data. Each rung changes one setting; the last column is what that changes in"
                        + " the net profit.");
        int profile = 0;
        List<String> names = new ArrayList<>();
        List<String> words = new ArrayList<>();
        double[] gains = new double[steps.size() - 1];
        List<Page.Line> lines = new ArrayList<>();
        List<Integer> days = List.of();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            profile = step.rung.profile() ? i : profile;
            if (i > 0) {
                names.add(step.rung.words());
                gains[i - 1] = gain(steps, i);
                words.add(Text.change(gains[i - 1], 2));
            }
            if (step.days.size() > days.size()) {
                days = step.days.stream().map(SessionEquity::epochDay).toList();
            }
            lines.add(new Page.Line(
                    step.rung.words(),
                    step.days.stream()
                            .map(day -> FixedPoint.toDoubleRounded(day.equityE8()))
                            .toList()));
        }
        page.table(rows(steps), profile + 1);
        page.text("* the configuration as it is; rungs below it are what it leaves out.", Page.Tone.SOFT);
        page.heading("What each rung earns or costs").bars(names, gains, words);
        page.heading("Equity").lines(days, lines);
        return page.html(
                title, data.tape().synthetic() ? List.of("The prices are generated: no market made them.") : List.of());
    }
}
