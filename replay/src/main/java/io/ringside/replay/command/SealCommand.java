package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalSeal;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside seal}: protects closed journals against forgery without the key. */
@Command(
        name = "seal",
        description = {
            "Seals closed journals with an HMAC under a key that is kept elsewhere; ringside verify --key checks it.",
            "Sealing a journal again under its key changes nothing."
        })
public final class SealCommand extends TerminalCommand {
    @Option(names = "--key", paramLabel = "FILE", description = "the key, outside of the journals' folder, mode 600")
    Path key;

    @Option(names = "--new-key", paramLabel = "FILE", description = "make a key first")
    Path newKey;

    @Parameters(arity = "0..*", paramLabel = "JOURNAL", description = "closed journals, each a day's folder")
    List<Path> journals = new ArrayList<>();

    @Override
    public Integer call() {
        if ((key == null) == (newKey == null)) {
            throw new UserError("give either --key FILE or --new-key FILE");
        }
        if (key != null && journals.isEmpty()) {
            throw new UserError("a journal is missing: give the folder of each day to seal");
        }
        if (newKey != null) {
            JournalSeal.newKey(newKey);
            out().println("new key " + newKey + "; keep a copy of it away from this machine");
        }
        for (Path journal : journals) {
            boolean fresh = JournalSeal.seal(journal, key != null ? key : newKey);
            out().println((fresh ? "sealed " : "was sealed already: ") + journal);
        }
        return Commands.OK;
    }
}
