package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.portfolio.PortfolioOptions;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside lookahead}: checks that no decision depends on the future. */
@Command(
        name = "lookahead",
        description = {
            "Runs a strategy again on data that ends early and on data that is altered afterwards: no decision before may"
                    + " change. Names the first bar where one does.",
            "Starts each indicator anew at several bars, and tells after how many bars it no longer matters what came before."
        },
        footer = {"", "Exit code: 0 nothing depends on the future, 1 something does."})
public final class LookaheadCommand extends TerminalCommand {
    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            defaultValue = "200",
            description = "decisions after which the future is taken away; ${DEFAULT-VALUE} if not given")
    int cuts;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the altered futures; ${DEFAULT-VALUE} if not given")
    long seed;

    @Mixin
    ResultOptions results;

    @Override
    public Integer call() throws IOException {
        if (cuts < 1) {
            throw new UserError("--cuts " + cuts + ": must be 1 or more");
        }
        StudyData data = StudyData.read(market, portfolio);
        Config config = data.config();
        ReadingOptions.print(data.data(), results.json() ? err() : out(), err());
        Lookahead.Result result;
        try (Progress progress = Progress.start("cuts", -1)) {
            result = new Lookahead(Lookahead.of(() -> Grid.engine(config)), data.tape(), seed)
                    .examine(cuts, progress::at);
        }
        String title = "Look-ahead check of " + market.name() + ": " + data.span();
        String finding = decisions(result, data.tape());
        List<String> indicators = indicators(config, data.tape());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("look_ahead", result.finding() != null);
        json.put("finding", finding);
        json.put("decisions", result.decisions());
        json.put("bars", result.bars());
        json.put("cuts", result.cuts());
        json.put("synthetic", data.tape().synthetic());
        json.put("indicators", indicators);
        String text = title + "\n\n" + finding + "\n\nIndicators\n  " + String.join("\n  ", indicators) + "\n";
        Page page = new Page()
                .heading("Decisions")
                .text(finding, result.finding() == null ? Page.Tone.GOOD : Page.Tone.BAD)
                .heading("Indicators");
        indicators.forEach(page::text);
        new StudyOutput(results, out(), err())
                .write("lookahead", market.name(), text, Json.write(json), () -> page.html(title, List.of()));
        return result.finding() == null ? Commands.OK : Commands.NO;
    }

    private static List<String> indicators(Config config, MarketTape tape) {
        PortfolioBinding portfolio = Grid.engine(config).portfolio();
        if (portfolio != null) {
            return List.of("none: the portfolio's strategy sees the last "
                    + portfolio.strategy().barsKept() + " bars of a name");
        }
        return IndicatorMemory.of(() -> Grid.engine(config), bars(config, tape)).stream()
                .map(one -> one.text())
                .toList();
    }

    static String decisions(Lookahead.Result result, MarketTape tape) {
        if (result.finding() == null) {
            return String.format(
                    Locale.ROOT,
                    "No decision depends on the future: %,d events with decisions on %,d %s, run twice, cut off and"
                            + " altered after %,d of them.%s",
                    result.decisions(),
                    result.bars() > 0 ? result.bars() : tape.events(),
                    result.bars() > 0 ? "bars" : "market events",
                    result.cuts(),
                    result.decisions() == 0
                            ? " Nothing was decided at all: give data on which the strategy trades."
                            : "");
        }
        Lookahead.Finding finding = result.finding();
        String what = switch (finding.way()) {
            case RUN_AGAIN ->
                "a second run on the same data decides otherwise: the strategy's state outlives a"
                        + " run, or it asks a clock or chance";
            case CUT_OFF -> "without the data after " + at(tape, finding.cut()) + " it decides otherwise";
            case ALTERED -> "with other data after " + at(tape, finding.cut()) + " it decides otherwise";
        };
        return "LOOK-AHEAD: first at the event of " + at(tape, finding.event()) + ": " + what;
    }

    private static String at(MarketTape tape, int event) {
        return ExchangeCalendar.usEquity().format(tape.nanos(event));
    }

    /** All bars that the engine closes, by series. */
    private static Map<Integer, List<Bar>> bars(Config config, MarketTape tape) {
        Map<Integer, List<Bar>> bars = new HashMap<>();
        Engine engine = Grid.engine(config);
        TapeRun.of(engine, tape.all(), List.of(event -> copyBars(event, bars)));
        return bars;
    }

    private static void copyBars(EngineEvent event, Map<Integer, List<Bar>> bars) {
        for (int i = 0; i < event.barCount; i++) {
            Bar from = event.bars[i];
            Bar copy = new Bar();
            copy.at(from.instrumentId, from.seriesId, from.sessionDay, from.startNanos, from.endNanos);
            copy.prices(from.openE8, from.highE8, from.lowE8, from.closeE8, from.volume);
            bars.computeIfAbsent(from.seriesId, key -> new ArrayList<>()).add(copy);
        }
    }
}
