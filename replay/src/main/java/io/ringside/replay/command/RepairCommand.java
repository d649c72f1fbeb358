package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalRepair;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        if (Files.exists(journal.toAbsolutePath().resolveSibling(LiveDays.LOCK))) {
            terminal.println(
                    "Orders sent after the last saved record are unknown to this journal, also those of records that are"
                            + " gone. A daemon that starts");
            terminal.println(
                    "on it asks the broker for orders, executions and positions, and latches on what the journal does not"
                            + " explain, as ringside status and");
            terminal.println(
                    "its alarms tell: put that right at the broker, adopt or forget it, then ringside unlatch.");
        }
        return Commands.NO;
    }
}
