package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.portfolio.PortfolioBacktest;
import io.ringside.replay.portfolio.PortfolioOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ringside backtest}: trades market data through the engine and a simulated broker. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = {
            "Trades bars or ticks through the engine and a simulated broker, journals every event, and verifies the journal.",
            "Without --bars or --ticks it trades two generated years of QQQ."
        })
public final class BacktestCommand implements Callable<Integer> {
    @Mixin
    MarketOptions market;

    @Option(
            names = "--driver",
            paramLabel = "inline|ring",
            defaultValue = "inline",
            description = "the stages on one thread, or on the ring's; the result is the same")
    Driver driver;

    @Mixin
    PortfolioOptions portfolio;

    @Mixin
    ResultOptions results;

    @Mixin
    BenchmarkOptions against;

    @Spec
    CommandSpec spec;

    /** How the pipeline runs. */
    enum Driver {
        INLINE,
        RING
    }

    public static void main(String[] args) {
        System.exit(Commands.run(new BacktestCommand(), args));
    }

    @Override
    public Integer call() throws IOException {
        if (PortfolioBacktest.isFor(market)) {
            PortfolioBacktest.run(
                    market,
                    portfolio,
                    results,
                    against,
                    driver == Driver.RING,
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return 0;
        }
        EngineSettings settings = EngineSettings.of(market.config());
        Engine engine = new Engine(settings, ExchangeCalendar.usEquity());
        MarketOptions.Span span = market.scan(settings);
        market.requireTraded(span.lastDay());
        against.risklessPercent();
        Path target = results.folder(market.name() + "-" + LocalDate.ofEpochDay(span.firstDay()) + "-"
                + LocalDate.ofEpochDay(span.lastDay()));
        try (ResultFolder folder = ResultFolder.prepare(target, results.force());
                MarketFeed feed = market.feed(settings)) {
            ReadingOptions.print(
                    span.data(),
                    results.json()
                            ? spec.commandLine().getErr()
                            : spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            BacktestRun run = new BacktestRun(engine);
            run.play(feed, folder.journal(), span.firstDay(), driver == Driver.RING);
            NoTradeAnalysis[] silence = new NoTradeAnalysis[1];
            Verification.Result proof = BacktestRun.verify(folder.journal(), replayed -> {
                silence[0] = run.trades().trades().isEmpty() ? new NoTradeAnalysis(replayed) : null;
                return silence[0] == null ? List.of() : List.of(silence[0]::onEvent);
            });
            new BacktestResults(run, proof, silence[0], settings, against, market.name(), span)
                    .write(
                            folder,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr(),
                            results.json());
            folder.commit();
        }
        results.show(target.resolve("report.html"), spec.commandLine().getErr());
        return 0;
    }
}
