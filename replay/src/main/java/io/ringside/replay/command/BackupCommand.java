package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside backup} and {@code restore}: the state that a daemon continues with, in one file. */
@Command(
        name = "backup",
        description = {
            "Packs a daemon's folder into one file: its days' journals, its used order ids, its kill flag, its alarms.",
            "The daemon may run: what it journals meanwhile is not in it, and the broker is asked for it after a restore."
        })
public final class BackupCommand extends TerminalCommand {
    @Option(names = "--to", paramLabel = "FILE", required = true, description = "a file that does not exist")
    Path target;

    @Parameters(paramLabel = "FOLDER", description = "a daemon's folder")
    Path folder;

    @Override
    public Integer call() throws IOException {
        List<Path> days = LiveDays.of(folder);
        Path in = target.toAbsolutePath().normalize().getParent();
        if (in != null && Files.isDirectory(in) && in.toRealPath().startsWith(folder.toRealPath())) {
            throw new UserError(
                    "--to " + target + ": is in the folder that it backs up, and would be lost with it; name a"
                            + " file elsewhere, on another disk if there is one");
        }
        List<Path> files = new ArrayList<>();
        // The order ids last: a higher mark than the journals' is safe, a lower one is not.
        for (Path day : days) {
            files.addAll(LiveDays.files(day));
        }
        try (Stream<Path> own = Files.list(folder)) {
            own.filter(file ->
                            file.getFileName().toString().matches("order-ids-[0-9]+|kill|unacknowledged|daemon\\.lock"))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .forEach(files::add);
        }
        FolderZip.pack(folder, files, target);
        out().println("backup of " + days.size() + " days in " + target + ", " + Files.size(target) + " bytes");
        return Commands.OK;
    }

    /** Brings a backup back. */
    @Command(
            name = "restore",
            description = {
                "Unpacks a backup into a new folder, and verifies its newest day. Start the daemon with --journal FOLDER: it",
                "compares with the broker, as after every start, and latches on what the backup does not explain."
            })
    public static final class Restore extends TerminalCommand {
        @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "a folder that does not exist")
        Path target;

        @Parameters(paramLabel = "FILE", description = "what ringside backup made")
        Path backup;

        @Override
        public Integer call() {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new UserError(target + " exists already; name a new folder");
            }
            if (!Files.isRegularFile(backup)) {
                throw new UserError("no such file: " + backup);
            }
            if (!FolderZip.names(backup).contains(LiveDays.LOCK)) {
                throw new UserError(backup + " is no backup of a daemon's folder: it holds no " + LiveDays.LOCK
                        + "; an archived day is brought back by ringside archive --unpack DAY FOLDER");
            }
            FolderZip.unpack(backup, target);
            List<Path> days = LiveDays.of(target);
            out().println("restored " + days.size() + " days to " + target);
            return days.isEmpty() ? Commands.OK : VerifyCommand.verify(days.get(days.size() - 1), null, out());
        }
    }
}
