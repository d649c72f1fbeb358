package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.Splits;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.BacktestRun;
import io.ringside.replay.BenchmarkOptions;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.MarketScan;
import io.ringside.replay.NoTradeAnalysis;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.Verification;
import io.ringside.replay.portfolio.PortfolioBacktest;
import io.ringside.replay.portfolio.PortfolioOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside backtest}: trades market data through the engine and a simulated broker. */
@Command(
        name = "backtest",
        description = {
            "Trades bars or ticks through the engine and a simulated broker, journals every event, and verifies the journal.",
            "Without --bars or --ticks it trades two generated years of QQQ."
        })
public final class BacktestCommand extends TerminalCommand {
    @Mixin
    MarketOptions market;

    @Option(
            names = "--driver",
            paramLabel = "inline|ring",
            defaultValue = "inline",
            description = "the stages on one thread, or on the ring's; the result is the same")
    Driver driver;

    @Option(names = "--no-verify", description = "do not replay the journal to prove it; the results say so")
    boolean unproved;

    @Mixin
    PortfolioOptions portfolio;

    @Mixin
    ResultOptions results;

    @Mixin
    BenchmarkOptions against;

    /** How the pipeline runs. */
    enum Driver {
        INLINE,
        RING
    }

    @Override
    public Integer call() throws IOException {
        // Runs while the data are read.
        JournalWriter.loadAhead();
        if (PortfolioBacktest.isFor(market)) {
            PortfolioBacktest.run(market, portfolio, results, against, driver == Driver.RING, !unproved, out(), err());
            return 0;
        }
        portfolio.requireNoUniverse(market);
        EngineSettings settings = EngineSettings.of(market.config(market.file(), portfolio.actions()));
        Engine engine = new Engine(settings, ExchangeCalendar.usEquity());
        MarketScan scan = market.scan(settings);
        MarketScan.Span span = scan.span();
        market.requireTraded(span.lastDay());
        against.risklessPercent();
        CorporateActions.Read read = market.actions(settings, portfolio.actions(), span.firstDay(), span.lastDay());
        List<CorporateActions.Action> actions = read.actions();
        checkActions(actions, engine, span);
        Path target = results.folder(market.name() + "-" + LocalDate.ofEpochDay(span.firstDay()) + "-"
                + LocalDate.ofEpochDay(span.lastDay()));
        try (ResultFolder folder = ResultFolder.prepare(target, results.force());
                MarketFeed feed = market.feed(settings, scan).withActions(actions)) {
            ReadingOptions.print(span.data(), results.json() ? err() : out(), err());
            BacktestRun run = new BacktestRun(engine);
            Verification.Result proof =
                    run.play(feed, folder.journal(), span.firstDay(), driver == Driver.RING, !unproved);
            new BacktestResults(run, proof, silence(run, folder.journal()), settings, against, market.name(), span)
                    .withoutActions(read.leftOut())
                    .write(folder, out(), err(), results.json());
            folder.commit();
        }
        results.show(target.resolve("report.html"), err());
        return 0;
    }

    /**
     * Compares corporate actions with the data: marks price jumps by a split as expected, warns about a split that prices do
     * not show, and refuses bars after a delisting.
     */
    private void checkActions(List<CorporateActions.Action> actions, Engine engine, MarketScan.Span span) {
        for (CorporateActions.Action action : actions) {
            Instrument instrument = engine.settings().instruments().get(action.instrumentId());
            String symbol = instrument.symbolOn(action.day());
            String day = LocalDate.ofEpochDay(action.day()).toString();
            if (action.kind() == CorporateAction.DELISTING && span.data().hasBeyond(instrument, action.day())) {
                throw new UserError(symbol + ": is delisted on " + day
                        + " by the corporate actions, and its data goes on after that; take one of both away");
            }
            if (action.kind() == CorporateAction.SPLIT) {
                engine.requireSplittable(action.instrumentId());
                boolean seen =
                        span.data().expectSplit(instrument, action.day(), action.numerator(), action.denominator());
                boolean looked = portfolio.actions() != null && market.hasBarFiles();
                boolean large = Splits.isLarge((double) action.numerator() / action.denominator());
                if (!seen && looked && large && action.day() > span.firstDay()) {
                    warn(symbol + ": its prices do not move on " + day + " as by a split " + action.numerator() + "/"
                            + action.denominator() + ", new shares for old ones; look at the ratio; if the prices are"
                            + " adjusted already, leave the split away: it counts twice");
                }
            }
        }
        if (actions.isEmpty() && portfolio.actions() != null) {
            warn(portfolio.actions() + ": has no action of "
                    + engine.settings().instruments().stream()
                            .map(Instrument::symbol)
                            .toList()
                    + " from " + LocalDate.ofEpochDay(span.firstDay()) + " to "
                    + LocalDate.ofEpochDay(span.lastDay()));
        }
    }

    private void warn(String text) {
        err().println("warning: " + text);
    }

    /** Why there was no trade, or null if there was one. */
    private static NoTradeAnalysis silence(BacktestRun run, Path journal) {
        if (!run.trades().trades().isEmpty()) {
            return null;
        }
        NoTradeAnalysis[] silence = new NoTradeAnalysis[1];
        BacktestRun.verify(journal, replayed -> {
            silence[0] = new NoTradeAnalysis(replayed);
            return List.of(silence[0]::onEvent);
        });
        return silence[0];
    }
}
