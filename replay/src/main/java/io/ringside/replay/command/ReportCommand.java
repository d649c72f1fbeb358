package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.RunDescription;
import io.ringside.replay.StudyFolder;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows the figures of a back test, or of a trade list made anywhere.
 *
 * <p>Thread: main.
 */
@Command(name = "report", description = "Shows the figures of a back test's folder, or of a trade list.")
public final class ReportCommand extends TerminalCommand {
    private static final String PAGE = "report.html";
    private static final String SUMMARY = "summary.json";
    private static final List<String> FILES = List.of(PAGE, SUMMARY);

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder that a back test wrote.")
    private Path folder;

    @Option(
            names = "--trades",
            paramLabel = "FILE",
            description = "A trade list in CSV: exit_bar or exit_date, pnl, and equity_after or equity if known.")
    private Path trades;

    @Option(names = "--equity", paramLabel = "USD", description = "Capital before the first trade of the list.")
    private String equity;

    @Mixin
    private ResultOptions results;

    @Override
    public Integer call() throws IOException {
        requireOneInput();
        if (trades != null) {
            Summary summary = Summary.ofTrades(startingEquityE8(), TradeFile.read(trades));
            print(summary);
            if (results.out() != null) {
                StudyFolder.prepare(results.out(), FILES, null, results.force()).write(SUMMARY, summary.json());
            }
            return Commands.OK;
        }
        ReportFolder found = ReportFolder.read(folder);
        print(found.summary());
        if (results.wantsFolder()) {
            Path page = page(found);
            if (!results.json()) {
                out().println("Tear sheet in " + page);
            }
            results.show(page, err());
        }
        return Commands.OK;
    }

    /** Into the back test's own folder, unless another one is named. */
    private Path page(ReportFolder found) throws IOException {
        Path page = folder.resolve(PAGE);
        if (results.out() != null) {
            StudyFolder other = StudyFolder.prepare(results.out(), FILES, null, results.force());
            other.write(SUMMARY, found.summary().json());
            page = other.file(PAGE);
        }
        TearSheet.write(page, found, RunDescription.read(found));
        return page;
    }

    private void print(Summary summary) {
        out().print(results.json() ? summary.json() : SummaryTable.text(summary));
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
        if (results.wantsPage() && folder == null) {
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
