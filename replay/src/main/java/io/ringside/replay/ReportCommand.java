package io.ringside.replay;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows the figures of a back test, or of a trade list made anywhere.
 *
 * <p>Thread: main.
 */
@Command(
        name = "report",
        description = "Shows the figures of a back test's folder, or of a trade list.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class)
public final class ReportCommand implements Callable<Integer> {
    /** What each journal has beside its records. */
    private static final String MANIFEST = "manifest";

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "The folder that a back test wrote; or journals, or a daemon's folder with a journal a day.")
    private List<Path> folders = new ArrayList<>();

    private Path folder;

    @Option(
            names = "--trades",
            paramLabel = "FILE",
            description = "A trade list in CSV: exit_bar or exit_date, pnl, and equity_after or equity if known.")
    private Path trades;

    @Option(names = "--equity", paramLabel = "USD", description = "Capital before the first trade of the list.")
    private String equity;

    @Option(names = "--json", description = "Print the figures as JSON, as in summary.json.")
    private boolean json;

    @Option(names = "--html", description = "Write the tear sheet report.html into the back test's folder.")
    private boolean html;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the results of journals there, as a back test leaves them.")
    private Path out;

    @Option(names = "--synthetic", description = "The prices in the journals are invented.")
    private boolean synthetic;

    @Option(names = "--force", description = "Replace existing results.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(Commands.run(new ReportCommand(), args));
    }

    @Override
    public Integer call() throws IOException {
        folder = folders.isEmpty() ? null : folders.get(0);
        requireOneInput();
        if (trades != null) {
            print(Summary.ofTrades(startingEquityE8(), TradeFile.read(trades)));
            return Commands.OK;
        }
        if (folders.size() > 1 || out != null || !Files.exists(folder.resolve("summary.json"))) {
            List<Path> journals = journals();
            if (!journals.isEmpty()) {
                reportJournals(journals);
                return Commands.OK;
            }
        }
        ReportFolder results = ReportFolder.read(folder);
        print(results.summary());
        if (html) {
            Path page = folder.resolve("report.html");
            TearSheet.write(page, results, RunDescription.read(results));
            if (!json) {
                spec.commandLine().getOut().println("Tear sheet in " + page);
            }
        }
        return Commands.OK;
    }

    /** Journals among what was named; none if it is something else. */
    private List<Path> journals() {
        List<Path> journals = new ArrayList<>();
        for (Path one : folders) {
            List<Path> days = JournalRun.days(one);
            if (!days.isEmpty()) {
                journals.addAll(days);
            } else if (Files.exists(one.resolve(MANIFEST)) || folders.size() > 1 || out != null) {
                journals.add(one);
            }
        }
        return journals;
    }

    private void reportJournals(List<Path> journals) throws IOException {
        if (html && out == null) {
            throw new UserError("--html: of journals the tear sheet goes to --out DIR, with the other results");
        }
        BacktestRun[] run = new BacktestRun[1];
        JournalRun.Result read = JournalRun.read(journals, engine -> {
            run[0] = new BacktestRun(engine, synthetic);
            return run[0].observers();
        });
        run[0].finish(read.proof().events());
        EngineSettings settings = read.engine().settings();
        if (out == null) {
            print(BacktestResults.summary(run[0], read.proof(), settings));
            return;
        }
        String name = out.toAbsolutePath().normalize().getFileName().toString();
        try (ResultFolder target = ResultFolder.besideJournals(out, force)) {
            MarketOptions.Span span =
                    new MarketOptions.Span(read.firstDay(), read.lastDay(), new DataReport(List.of()));
            new BacktestResults(run[0], read.proof(), settings, name, span, journals)
                    .write(target, spec.commandLine().getOut());
            target.commit();
        }
    }

    private void print(Summary summary) {
        spec.commandLine().getOut().print(json ? summary.json() : SummaryTable.text(summary));
    }

    private void requireOneInput() {
        if ((folder == null) == (trades == null)) {
            throw new UserError("give either the folder of a back test or --trades FILE");
        }
        if ((trades == null) != (equity == null)) {
            throw new UserError(
                    trades == null
                            ? "--equity " + equity + " goes with --trades FILE; a back test's folder knows its own"
                            : "--trades " + trades + " needs --equity USD, the capital before the first trade");
        }
        if (html && folder == null) {
            throw new UserError("--html needs the folder of a back test: a trade list has no daily equity");
        }
    }

    private long startingEquityE8() {
        try {
            long valueE8 = FixedPoint.parse(equity);
            if (valueE8 > 0) {
                return valueE8;
            }
        } catch (NumberFormatException e) {
            throw new UserError("--equity " + equity + ": give an amount such as 10000", e);
        }
        throw new UserError("--equity " + equity + ": give an amount above 0");
    }
}
