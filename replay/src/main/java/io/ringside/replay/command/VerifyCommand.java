package io.ringside.replay.command;

import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSeal;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside verify}: proves that a journal replays to the same decisions. */
@Command(
        name = "verify",
        description = "Replays a journal and compares every decision bit for bit.",
        footer = {"", "Exit code: 0 verified, 1 diverged, 2 damaged or not to be opened."})
public final class VerifyCommand extends TerminalCommand {
    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder, or the daemon's: its newest day")
    Path journal;

    @Option(names = "--key", paramLabel = "FILE", description = "also check the journal's seal under this key")
    Path key;

    @Override
    public Integer call() {
        return verify(JournalReader.newestDay(journal), key, out());
    }

    /** Proves the journal of a day, under a key if there is one. */
    static int verify(Path day, Path key, PrintWriter out) {
        try (JournalReader reader = JournalReader.open(day)) {
            if (key != null) {
                JournalSeal.check(day, key);
            }
            Verification.Result result = Verification.verify(reader);
            out.println((key == null ? "" : "sealed, ") + result.line());
            return result.difference() == null ? 0 : 1;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
