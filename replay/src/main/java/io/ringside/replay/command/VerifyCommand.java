package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSeal;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ringside verify}: proves that a journal replays to the same decisions. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = "Replays a journal and compares every decision bit for bit.",
        footer = {"", "Exit code: 0 verified, 1 diverged, 2 damaged or not to be opened."})
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder, or the daemon's: its newest day")
    Path journal;

    @Option(names = "--key", paramLabel = "FILE", description = "also check the journal's seal under this key")
    Path key;

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(Commands.run(new VerifyCommand(), args));
    }

    @Override
    public Integer call() {
        Path day = JournalReader.newestDay(journal);
        try (JournalReader reader = JournalReader.open(day)) {
            if (key != null) {
                JournalSeal.check(day, key);
            }
            Verification.Result result = Verification.verify(reader);
            spec.commandLine().getOut().println((key == null ? "" : "sealed, ") + result.line());
            return result.difference() == null ? 0 : 1;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
