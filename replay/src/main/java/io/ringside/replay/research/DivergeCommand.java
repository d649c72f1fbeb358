package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.Reading;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside diverge}: compares a live day with its simulation. */
@Command(
        name = "diverge",
        description = {
            "Holds a live journal against its own simulation, and attributes each difference to bar, indicator, signal, size,"
                    + " timing, fill or fee.",
            "The simulation sees the journal's own market data, or the bars that are given, such as the vendor's corrected"
                    + " ones."
        },
        footer = {"", "Exit code: 0 no difference, 1 differences, 2 damaged or not to be opened."})
public final class DivergeCommand extends TerminalCommand {
    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder")
    Path journal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settings of the simulation but instruments and equity; the journal's own if not given")
    Path config;

    @Option(
            names = "--bars",
            paramLabel = "[SYMBOL=]FILE",
            description = "bars for the simulation instead of the journal's; one file an instrument")
    List<String> bars = new ArrayList<>();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "differences to print; ${DEFAULT-VALUE} if not given")
    int limit;

    @Mixin
    ResultOptions results;

    @Override
    public Integer call() throws IOException {
        SessionFacts[] live = new SessionFacts[1];
        TradeLog[] earned = new TradeLog[1];
        JournalTape recorded = JournalTape.read(journal, engine -> {
            live[0] = new SessionFacts(engine);
            earned[0] = new TradeLog(engine);
            return List.of(live[0]::onEvent, earned[0]::onEvent);
        });
        recorded.tell(err());
        EngineSettings then = recorded.engine().settings();
        Config rules = EngineSettings.with(
                config == null
                        ? then.config()
                        : EngineSettings.of(EngineSettings.load(config)).withInstruments(then.instruments()),
                then.risk().fromAccount()
                        ? "risk.equity=account"
                        : "risk.equity=" + FixedPoint.format(earned[0].account().startE8()));
        Engine engine = Grid.engine(rules);
        if (engine.bindings().size() != recorded.engine().bindings().size()) {
            throw new UserError("--config " + config + ": has other strategies than the journal; give its settings with"
                    + " another broker or risk");
        }
        var simulated = new SessionFacts(engine);
        Window window = bars.isEmpty() ? recorded.tape().all() : given(recorded, engine);
        TapeRun run = TapeRun.recorded(
                engine, window, earned[0].account().startE8(), recorded.live(), List.of(simulated::onEvent));
        earned[0].finish(recorded.live());
        List<Divergence.Difference> differences = Divergence.of(recorded.engine(), live[0], simulated);
        new StudyOutput(results, out(), err())
                .write(
                        "diverge",
                        Text.fileName(journal),
                        text(differences, earned[0], run.trades()),
                        json(differences, earned[0], run.trades()),
                        () -> page(differences, earned[0], run.trades()));
        return differences.isEmpty() ? Commands.OK : Commands.NO;
    }

    /** The journal's days from other files. */
    private Window given(JournalTape recorded, Engine engine) {
        MarketTape tape = recorded.tape();
        Map<String, Path> files = new LinkedHashMap<>();
        for (String text : bars) {
            int equals = text.indexOf('=');
            Path path = BarFile.given("--bars", text);
            files.put(equals > 0 ? text.substring(0, equals) : BarFile.symbolOf(path), path);
        }
        int tradeFrom = Integer.MAX_VALUE;
        for (int session = tape.sessions() - 1; session >= 0; session--) {
            tradeFrom = tape.isWarmUp(tape.sessionStart(session + 1) - 1) ? tradeFrom : tape.sessionDay(session);
        }
        Reading chosen = reading.reading();
        List<BarSource> sources = new ArrayList<>();
        for (Instrument instrument : engine.settings().instruments()) {
            Path file = files.get(instrument.symbol());
            if (file == null) {
                throw new UserError("--bars: none for " + instrument.symbol() + ", which the journal trades");
            }
            sources.add(BarFile.open(
                    file,
                    instrument.symbol(),
                    ExchangeCalendar.usEquity(),
                    BarFile.Options.fiveMinutes()
                            .withSize(engine.settings().dataBar())
                            .withSession(engine.settings().session())
                            .withReading(chosen)
                            .withDays(tape.sessionDay(0), tape.sessionDay(tape.sessions() - 1))));
        }
        try (MarketFeed feed = new MarketFeed(sources, ExchangeCalendar.usEquity(), tradeFrom)) {
            MarketTape given = MarketTape.of(feed, engine);
            ReadingOptions.print(feed.report().judged(chosen.acceptLoss()), results.json() ? err() : out(), err());
            return given.all();
        }
    }

    private String text(List<Divergence.Difference> differences, RunLog live, RunLog simulated) {
        var out = new StringBuilder("Live against simulated: ").append(journal).append("\n\n");
        if (differences.isEmpty()) {
            out.append("No difference.\n");
        } else {
            out.append(Text.table(rows(differences)));
            if (differences.size() > limit) {
                out.append("... and ").append(differences.size() - limit).append(" more; --limit N prints them\n");
            }
            out.append('\n').append(Text.table(sums(differences)));
        }
        out.append('\n').append(account(differences, live, simulated)).append('\n');
        return out.toString();
    }

    private List<List<String>> rows(List<Divergence.Difference> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("time", "cause", "what", "live", "simulated", "live better by"));
        for (Divergence.Difference one : shown(differences)) {
            rows.add(List.of(
                    ExchangeCalendar.usEquity().format(one.nanos()),
                    name(one.cause()),
                    one.what(),
                    one.live(),
                    one.simulated(),
                    one.moneyE8() == 0 ? "" : Text.change(FixedPoint.toDoubleRounded(one.moneyE8()), 2)));
        }
        return rows;
    }

    private static List<List<String>> sums(List<Divergence.Difference> differences) {
        List<List<String>> sums = new ArrayList<>();
        sums.add(List.of("cause", "differences", "live better by"));
        byCause(differences)
                .forEach((cause, sum) -> sums.add(List.of(
                        name(cause),
                        Long.toString(sum[0]),
                        sum[1] == 0 ? "" : Text.change(FixedPoint.toDoubleRounded(sum[1]), 2))));
        return sums;
    }

    private String page(List<Divergence.Difference> differences, RunLog live, RunLog simulated) {
        Page page = new Page().heading("Account").text(account(differences, live, simulated));
        page.heading("Differences");
        if (differences.isEmpty()) {
            page.text("No difference.");
        } else {
            page.table(sums(differences), -1).heading("One by one").table(rows(differences), -1);
        }
        return page.html("Live against simulated: " + journal, List.of());
    }

    private static String account(List<Divergence.Difference> differences, RunLog live, RunLog simulated) {
        long all = live.ledger().equityE8() - simulated.ledger().equityE8();
        long told =
                differences.stream().mapToLong(Divergence.Difference::moneyE8).sum();
        return "Final equity live " + Text.number(worth(live), 2) + ", simulated " + Text.number(worth(simulated), 2)
                + ", difference " + Text.change(FixedPoint.toDoubleRounded(all), 2)
                + "; of it by execution and fees " + Text.change(FixedPoint.toDoubleRounded(told), 2)
                + ", by other trades and sizes " + Text.change(FixedPoint.toDoubleRounded(all - told), 2);
    }

    private static double worth(RunLog log) {
        return FixedPoint.toDoubleRounded(log.ledger().equityE8());
    }

    private static String name(Divergence.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /** Differences that are listed one by one. */
    private List<Divergence.Difference> shown(List<Divergence.Difference> differences) {
        return differences.stream().limit(Math.max(0, limit)).toList();
    }

    private String json(List<Divergence.Difference> differences, RunLog live, RunLog simulated) {
        List<Object> list = new ArrayList<>();
        for (Divergence.Difference one : shown(differences)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("time", ExchangeCalendar.usEquity().format(one.nanos()));
            entry.put("cause", name(one.cause()));
            entry.put("what", one.what());
            entry.put("live", one.live());
            entry.put("simulated", one.simulated());
            entry.put("live_better_by", money(one.moneyE8()));
            list.add(entry);
        }
        Map<String, Object> causes = new LinkedHashMap<>();
        byCause(differences).forEach((cause, sum) -> causes.put(name(cause), sum[0]));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("differences", differences.size());
        all.put("causes", causes);
        all.put("list", list);
        all.put("final_equity_live", money(live.ledger().equityE8()));
        all.put("final_equity_simulated", money(simulated.ledger().equityE8()));
        return Json.write(all);
    }

    /** Number and money of each cause. */
    private static Map<Divergence.Cause, long[]> byCause(List<Divergence.Difference> differences) {
        Map<Divergence.Cause, long[]> sums = new EnumMap<>(Divergence.Cause.class);
        for (Divergence.Difference one : differences) {
            long[] sum = sums.computeIfAbsent(one.cause(), cause -> new long[2]);
            sum[0]++;
            sum[1] = Math.addExact(sum[1], one.moneyE8());
        }
        return sums;
    }

    private static BigDecimal money(long moneyE8) {
        return new BigDecimal(FixedPoint.format(moneyE8));
    }
}
