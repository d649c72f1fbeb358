package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.journal.JournalRepair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ringside repair}: saves what is provably good of a damaged journal. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = "Copies what of a damaged journal is provably good to a new one, and says what it left.",
        footer = {"", "Exit code: 0 all was good, 1 something was left, 2 nothing could be saved."})
public final class RepairCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "the new journal; JOURNAL-repaired if not given")
    Path out;

    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder; it stays as it is")
    Path journal;

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(Commands.run(new RepairCommand(), args));
    }

    @Override
    public Integer call() {
        Path target = out != null
                ? out
                : journal.resolveSibling(journal.toAbsolutePath().getFileName() + "-repaired");
        JournalRepair.Report report = JournalRepair.repair(journal, target);
        PrintWriter terminal = spec.commandLine().getOut();
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
