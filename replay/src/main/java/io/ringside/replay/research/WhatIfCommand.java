package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.RunLog;
import io.ringside.replay.TradeLog;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside what-if}: replays a recorded session with other settings. */
@Command(
        name = "what-if",
        description = {
            "Replays the market and session events of a journal, live or of a back test, through a new engine with other"
                    + " settings and a simulated broker.",
            "Tells which decisions differ, first and where, and what the difference is worth."
        },
        footer = {"", "Exit code: 0 no decision differs, 1 some do, 2 damaged or not to be opened."})
public final class WhatIfCommand extends TerminalCommand {
    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder")
    Path journal;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting of the journal; repeatable")
    List<String> sets = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "differences to print; ${DEFAULT-VALUE} if not given")
    int limit;

    @Mixin
    ResultOptions results;

    /** Stands for the sequence of an event after which nothing was decided then. */
    private static final long NONE = -1;

    /** Decisions after one market event that are not the same. */
    record Difference(long sequence, long nanos, String stage, List<String> then, List<String> now) {}

    @Override
    public Integer call() throws IOException {
        for (String set : sets) {
            if (set.startsWith("data.") || set.startsWith("instruments")) {
                throw new UserError(
                        "--set " + set + ": a journal's own data is replayed; data and instruments cannot change");
            }
        }
        DecisionLog[] then = new DecisionLog[1];
        TradeLog[] earned = new TradeLog[1];
        JournalTape recorded = JournalTape.read(journal, engine -> {
            then[0] = new DecisionLog(engine);
            earned[0] = new TradeLog(engine);
            return List.of(then[0]::onEvent, earned[0]::onEvent);
        });
        recorded.tell(err());
        earned[0].finish(recorded.live());
        Config config = recorded.engine().settings().config();
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        Engine engine = new Engine(EngineSettings.of(config), ExchangeCalendar.usEquity());
        var now = new DecisionLog(engine);
        TapeRun run = TapeRun.recorded(
                engine, recorded.tape().all(), earned[0].account().startE8(), recorded.live(), List.of(now::onEvent));
        List<Difference> differences = compare(then[0], now);
        String text = text(recorded, run, earned[0], differences);
        if (run.trades().trades().isEmpty()) {
            Engine again = new Engine(EngineSettings.of(config), ExchangeCalendar.usEquity());
            long startE8 = earned[0].account().startE8();
            List<String> silence =
                    TapeRun.silence(again, recorded.tape().all(), startE8).lines();
            text += "\nNow: " + String.join("\n", silence) + "\n";
        }
        String title = "What if " + (sets.isEmpty() ? "nothing were changed" : String.join(", ", sets));
        new StudyOutput(results, out(), err())
                .write(
                        "what-if",
                        Text.fileName(journal),
                        text,
                        json(recorded, run, earned[0], differences),
                        () -> page(title, recorded, run, earned[0], differences));
        return differences.isEmpty() ? Commands.OK : Commands.NO;
    }

    static List<Difference> compare(DecisionLog then, DecisionLog now) {
        List<Difference> differences = new ArrayList<>();
        for (int market = -1; market < then.markets(); market++) {
            DecisionLog.Group before = then.group(market);
            DecisionLog.Group after = now.group(market);
            List<DecisionLog.Decision> was = before == null ? List.of() : before.decisions();
            List<DecisionLog.Decision> is = after == null ? List.of() : after.decisions();
            if (!was.equals(is)) {
                DecisionLog.Group any = before == null ? after : before;
                differences.add(new Difference(
                        before == null ? NONE : before.sequence(),
                        any.nanos(),
                        stage(was, is),
                        texts(was, is),
                        texts(is, was)));
            }
        }
        return differences;
    }

    /** The stage of the first decision that is not the same. */
    private static String stage(List<DecisionLog.Decision> was, List<DecisionLog.Decision> is) {
        int at = 0;
        while (at < was.size() && at < is.size() && was.get(at).equals(is.get(at))) {
            at++;
        }
        String one = at < was.size() ? was.get(at).stage() : "risk";
        String other = at < is.size() ? is.get(at).stage() : "risk";
        return one.equals("signal") || other.equals("signal") ? "signal" : "risk";
    }

    /** Decisions that the other run does not have, or has fewer of. */
    private static List<String> texts(List<DecisionLog.Decision> decisions, List<DecisionLog.Decision> others) {
        List<DecisionLog.Decision> own = new ArrayList<>(decisions);
        others.forEach(own::remove);
        return own.stream().map(one -> one.stage() + ": " + one.text()).toList();
    }

    private String text(JournalTape recorded, TapeRun run, RunLog earned, List<Difference> differences) {
        ExchangeCalendar calendar = recorded.engine().calendar();
        var out = new StringBuilder("What if ")
                .append(sets.isEmpty() ? "nothing were changed" : String.join(", ", sets))
                .append(": ")
                .append(String.format(
                        java.util.Locale.ROOT, "%,d", recorded.tape().events()))
                .append(" market and session events of ")
                .append(journal)
                .append("\n\n");
        if (differences.isEmpty()) {
            out.append("No decision differs.\n");
            out.append(
                    run.digest().equals(recorded.digest())
                            ? "Same digest: " + run.digest() + "\n"
                            : "The digests differ, since "
                                    + (sets.isEmpty() ? "the broker's answers" : "figures or answers")
                                    + " differ: then " + recorded.digest() + ", now " + run.digest() + "\n");
        } else {
            Difference first = differences.get(0);
            out.append("First difference: ")
                    .append(calendar.format(first.nanos))
                    .append(first.sequence == NONE ? "" : ", event " + first.sequence)
                    .append(", in the ")
                    .append(first.stage)
                    .append(" stage\n\n");
            for (Difference one : shown(differences)) {
                out.append(calendar.format(one.nanos)).append('\n');
                one.then.forEach(line -> out.append("  then  ").append(line).append('\n'));
                one.now.forEach(line -> out.append("  now   ").append(line).append('\n'));
            }
            if (differences.size() > limit) {
                out.append("... and ").append(differences.size() - limit).append(" more; --limit N prints them\n");
            }
        }
        out.append('\n').append(Text.table(worth(run, earned)));
        out.append(differences.size()).append(" market events with other decisions\n");
        return out.toString();
    }

    private static List<List<String>> worth(TapeRun run, RunLog earned) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "then", "now", "worth"));
        rows.add(row("trades", earned.trades().size(), run.trades().trades().size(), 0));
        rows.add(row("final equity", equity(earned), equity(run.trades()), 2));
        rows.add(row(
                "commission",
                money(earned.account().commissionsE8()),
                money(run.trades().account().commissionsE8()),
                2));
        rows.add(row(
                "slippage",
                money(earned.account().slippageE8()),
                money(run.trades().account().slippageE8()),
                2));
        return rows;
    }

    private String page(String title, JournalTape recorded, TapeRun run, RunLog earned, List<Difference> differences) {
        ExchangeCalendar calendar = recorded.engine().calendar();
        Page page = new Page().heading("Worth").table(worth(run, earned), -1);
        page.heading("Decisions that differ");
        page.text(differences.size() + " market events of " + recorded.tape().events() + " with other decisions");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("time", "stage", "then", "now"));
        for (Difference one : shown(differences)) {
            rows.add(List.of(
                    calendar.format(one.nanos), one.stage, String.join("; ", one.then), String.join("; ", one.now)));
        }
        return (rows.size() > 1 ? page.table(rows, -1) : page.text("No decision differs.")).html(title, List.of());
    }

    private String json(JournalTape recorded, TapeRun run, RunLog earned, List<Difference> differences) {
        ExchangeCalendar calendar = recorded.engine().calendar();
        List<Object> list = new ArrayList<>();
        for (Difference one : shown(differences)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("time", calendar.format(one.nanos));
            entry.put("sequence", one.sequence == NONE ? null : one.sequence);
            entry.put("stage", one.stage);
            entry.put("then", one.then);
            entry.put("now", one.now);
            list.add(entry);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("set", sets);
        all.put("different_decisions", differences.size());
        all.put("differences", list);
        all.put("digest_then", recorded.digest());
        all.put("digest_now", run.digest());
        all.put("trades_then", earned.trades().size());
        all.put("trades_now", run.trades().trades().size());
        BigDecimal before = new BigDecimal(FixedPoint.format(earned.ledger().equityE8()));
        BigDecimal after =
                new BigDecimal(FixedPoint.format(run.trades().ledger().equityE8()));
        all.put("final_equity_then", before);
        all.put("final_equity_now", after);
        all.put("worth", after.subtract(before));
        return Json.write(all);
    }

    /** Differences that are listed one by one. */
    private List<Difference> shown(List<Difference> differences) {
        return differences.stream().limit(Math.max(0, limit)).toList();
    }

    private static List<String> row(String name, double then, double now, int decimals) {
        return List.of(
                name, Text.number(then, decimals), Text.number(now, decimals), Text.change(now - then, decimals));
    }

    private static double equity(RunLog log) {
        return money(log.ledger().equityE8());
    }

    private static double money(long moneyE8) {
        return FixedPoint.toDoubleRounded(moneyE8);
    }
}
