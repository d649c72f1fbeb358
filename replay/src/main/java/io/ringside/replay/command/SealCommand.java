package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalSeal;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
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
    public Integer call() throws IOException {
        if ((key == null) == (newKey == null)) {
            throw new UserError("give either --key FILE or --new-key FILE");
        }
        if (key != null && journals.isEmpty()) {
            throw new UserError("a journal is missing: give the folder of each day to seal");
        }
        Path used = key != null ? key : newKey;
        if (newKey != null) {
            JournalSeal.newKey(newKey);
        }
        boolean isKeyTold = key != null;
        try {
            for (Path journal : journals) {
                boolean fresh = JournalSeal.seal(journal, used);
                isKeyTold = isKeyTold || tellNewKey();
                out().println((fresh ? "sealed " : "was sealed already: ") + journal);
            }
            isKeyTold = isKeyTold || tellNewKey();
        } finally {
            if (!isKeyTold) {
                // Nothing was sealed under it.
                Files.deleteIfExists(newKey);
            }
        }
        return Commands.OK;
    }

    private boolean tellNewKey() {
        out().println("new key " + newKey + "; keep a copy of it away from this machine");
        return true;
    }
}
