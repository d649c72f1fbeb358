package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalRepair;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside repair}: saves the verified records of a damaged journal. */
@Command(
        name = "repair",
        description = "Copies what of a damaged journal is provably good to a new one, and says what it left.",
        footer = {"", "Exit code: 0 all was good, 1 something was left, 2 nothing could be saved."})
public final class RepairCommand extends TerminalCommand {
    @Option(names = "--out", paramLabel = "DIR", description = "the new journal; JOURNAL-repaired if not given")
    Path out;

    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder; it stays as it is")
    Path journal;

    @Override
    public Integer call() {
        Path target = out != null
                ? out
                : journal.resolveSibling(journal.toAbsolutePath().getFileName() + "-repaired");
        JournalRepair.Report report = JournalRepair.repair(journal, target);
        PrintWriter terminal = out();
        terminal.println("saved records=" + report.records() + " to " + target);
        if (report.fault() == null) {
            terminal.println("nothing was damaged");
            return Commands.OK;
        }
        terminal.println(report.fault());
        terminal.println("left bytes=" + report.bytesLeft() + " intact_records=" + report.recordsLeft()
                + " with_intents=" + report.recordsWithIntentsLeft() + " vouched_for=" + report.recordsVouchedFor());
        if (report.recordsWithIntentsLeft() > 0) {
            terminal.println("Orders are among what was left: ask the broker before trading goes on.");
        }
        return Commands.NO;
    }
}
