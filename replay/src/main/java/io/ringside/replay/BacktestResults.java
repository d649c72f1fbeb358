package io.ringside.replay;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.OrderRef;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.Trade;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes what a back test found, and says so.
 *
 * <p>Thread: the command's.
 */
final class BacktestResults {
    private final BacktestRun run;
    private final Verification.Result proof;
    private final EngineSettings settings;
    private final String name;
    private final MarketOptions.Span span;

    BacktestResults(
            BacktestRun run, Verification.Result proof, EngineSettings settings, String name, MarketOptions.Span span) {
        this.run = run;
        this.proof = proof;
        this.settings = settings;
        this.name = name;
        this.span = span;
    }

    /** Writes the files, and prints a summary, where they are, and what to try next. */
    void write(ResultFolder folder, PrintWriter terminal) throws IOException {
        List<Trade> trades = run.trades().trades();
        TradeFile.write(folder.file("trades.csv"), trades);
        EquityFile.write(folder.file("equity.csv"), run.trades().days());
        StringBuilder orders = new StringBuilder(String.join(",", OrderLog.COLUMNS)).append('\n');
        run.orders().rows().forEach(row -> orders.append(String.join(",", row)).append('\n'));
        Files.writeString(folder.file("orders.csv"), orders);
        Summary summary = Summary.of(
                        new Run(
                                settings.risk().equityE8(),
                                run.trades().commissionsE8(),
                                run.trades().slippageE8(),
                                run.trades().bars(),
                                run.events(),
                                proof.digest(),
                                run.synthetic()),
                        trades,
                        run.trades().days())
                .with("data", span.data().values());
        Files.writeString(folder.file("summary.json"), summary.json());
        ReportFolder results =
                new ReportFolder(folder.path(), summary, trades, run.trades().days());
        TearSheet.write(folder.file("report.html"), results, RunDescription.of(results, run));
        print(folder, terminal, trades, summary);
    }

    private void print(ResultFolder folder, PrintWriter terminal, List<Trade> trades, Summary summary) {
        String symbols =
                settings.instruments().stream().map(one -> one.symbol()).collect(Collectors.joining(", "));
        terminal.println(name + ": " + symbols + ", " + LocalDate.ofEpochDay(span.firstDay()) + " to "
                + LocalDate.ofEpochDay(span.lastDay()) + (run.synthetic() ? ", SYNTHETIC prices" : "") + ", "
                + (settings.broker().literalStops() ? "literal" : "gap-honest") + " stops, fills on the "
                + (settings.broker().fillOnCause() ? "same" : "next") + " event, leverage "
                + settings.risk().leverage());
        terminal.println();
        terminal.print(SummaryTable.text(summary));
        terminal.println();
        terminal.println(proof.line());
        terminal.println();
        terminal.println("Results in " + folder.path()
                + ": report.html, trades.csv, orders.csv, equity.csv, summary.json," + " journal/");
        terminal.println("Try next:");
        if (!trades.isEmpty()) {
            terminal.println("  ringside explain " + folder.journal() + " --order "
                    + OrderRef.format(trades.get(trades.size() - 1).orderRef()));
        }
        terminal.println("  ringside tail --type fill " + folder.journal());
        terminal.println("  ringside verify " + folder.journal());
    }
}
