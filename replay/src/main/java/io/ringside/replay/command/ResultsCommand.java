package io.ringside.replay.command;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.BacktestRun;
import io.ringside.replay.BenchmarkOptions;
import io.ringside.replay.JournalRun;
import io.ringside.replay.MarketScan;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.portfolio.PortfolioDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside results}: results of a daemon's days from their journals, in the form of a back test's. */
@Command(
        name = "results",
        description =
                "Proves journals of days in a row and writes what they came to: trades, orders, equity, tear sheet.")
public final class ResultsCommand extends TerminalCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "JOURNAL",
            description = "A daemon's folder with a journal a day, or single journals, oldest first.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go.")
    private Path out;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings whose strategies.path has the strategies that the journals ran.")
    private Path config;

    @Option(names = "--synthetic", description = "The prices in the journals are invented.")
    private boolean synthetic;

    @Option(names = "--force", description = "Replace existing results.")
    private boolean force;

    @Option(names = "--open", description = "Open the page in a browser.")
    private boolean open;

    @Option(names = "--json", description = "Print the figures as JSON, as in summary.json.")
    private boolean json;

    @Mixin
    private BenchmarkOptions against;

    @Override
    public Integer call() throws IOException {
        List<Path> journals = journals();
        if (config != null) {
            EngineSettings.loadStrategies(EngineSettings.load(config));
        }
        BacktestRun[] run = new BacktestRun[1];
        PortfolioDays[] portfolios = new PortfolioDays[1];
        JournalRun.Result read = JournalRun.read(journals, engine -> {
            run[0] = new BacktestRun(engine, synthetic);
            List<Consumer<EngineEvent>> observers = new ArrayList<>(run[0].observers());
            if (!engine.portfolios().isEmpty()) {
                portfolios[0] = new PortfolioDays(engine);
                observers.add(portfolios[0]::onEvent);
            }
            return observers;
        });
        run[0].finish(read.proof().events(), read.live());
        EngineSettings settings = read.engine().settings();
        String name = out.toAbsolutePath().normalize().getFileName().toString();
        MarketScan.Span span = new MarketScan.Span(read.firstDay(), read.lastDay(), new DataReport(List.of()));
        try (ResultFolder target = ResultFolder.besideJournals(out, force)) {
            new BacktestResults(run[0], read.proof(), null, settings, against, name, span)
                    .of(journals, portfolios[0])
                    .write(target, out(), err(), json);
            target.commit();
        }
        if (open) {
            ResultOptions.open(out.resolve("report.html"), err());
        }
        return Commands.OK;
    }

    private List<Path> journals() {
        List<Path> journals = new ArrayList<>();
        for (Path one : folders) {
            List<Path> days = JournalRun.days(one);
            if (days.isEmpty() && !Files.isDirectory(one)) {
                throw new UserError(one + ": no such folder; give a daemon's folder, or journals");
            }
            journals.addAll(days.isEmpty() ? List.of(one) : days);
        }
        return journals;
    }
}
