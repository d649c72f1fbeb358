package io.ringside.gateway.live.operator;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/**
 * A command on a daemon's folder.
 *
 * <p>Thread: the command's.
 */
public abstract class FolderCommand extends TerminalCommand {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "the daemon's folder; if not given: live, or the simulated session that runs")
    protected Path journal;

    /** Runs a command with the arguments after its name. */
    protected static void run(FolderCommand command, String[] args) {
        System.exit(Commands.run(command, Arrays.copyOfRange(args, 1, args.length)));
    }

    /** The folder of the command's option, or the default one. */
    protected final LiveFolder folder() {
        if (journal == null) {
            journal = LiveFolder.used(Path.of(""));
        }
        return new LiveFolder(journal);
    }

    /** Folder of the daemon that the command is sent to. */
    protected final LiveFolder commandedFolder() {
        if (journal == null) {
            journal = LiveFolder.commanded(Path.of(""));
        }
        return new LiveFolder(journal);
    }
}
