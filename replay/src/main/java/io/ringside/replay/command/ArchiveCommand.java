package io.ringside.replay.command;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside archive}: old days out of the daemon's folder, each verified, compressed, and verified again. */
@Command(
        name = "archive",
        description = {
            "Verifies each closed day of a daemon's folder but the newest two, packs it into archive/DAY.zip, verifies what was packed,",
            "and only then removes the day's folder; archives older than the days to keep are removed. The daemon may run."
        },
        footer = {"", "Exit code: 0 all done, 1 a day was left because it is not closed or does not verify."})
public final class ArchiveCommand extends TerminalCommand {
    /** Days that stay: the next day begins from the newest one, and the one before explains it. */
    private static final int DAYS_LEFT = 2;

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            description = "days to keep archives; journal.keep of --config, else 3650")
    Integer keep;

    @Option(names = "--config", paramLabel = "FILE", description = "configuration whose journal.keep counts")
    Path config;

    @Option(
            names = "--unpack",
            paramLabel = "DAY",
            description = "bring an archived day back instead, into archive/DAY")
    String unpack;

    @Parameters(paramLabel = "FOLDER", description = "a daemon's folder")
    Path folder;

    @Override
    public Integer call() throws IOException {
        List<Path> days = LiveDays.of(folder);
        Path archive = folder.resolve("archive");
        if (unpack != null) {
            if (!unpack.matches(LiveDays.DAY) || !Files.exists(archive.resolve(unpack + ".zip"))) {
                throw new UserError("--unpack " + unpack + ": no such day in " + archive);
            }
            if (Files.exists(archive.resolve(unpack))) {
                throw new UserError(archive.resolve(unpack) + " exists already");
            }
            FolderZip.unpack(archive.resolve(unpack + ".zip"), archive.resolve(unpack));
            out().println("unpacked " + archive.resolve(unpack) + ": " + proof(archive.resolve(unpack)));
            return Commands.OK;
        }
        int keepDays = keepDays();
        Files.createDirectories(archive);
        boolean left = false;
        for (Path day : days.subList(0, Math.max(0, days.size() - DAYS_LEFT))) {
            left |= !archive(day, archive);
        }
        prune(archive, days, keepDays);
        return left ? Commands.NO : Commands.OK;
    }

    private boolean archive(Path day, Path archive) {
        String name = day.getFileName().toString();
        String proof;
        try (JournalReader reader = JournalReader.open(day)) {
            if (!reader.closed()) {
                out().println("left " + day + ": it is not closed; start the daemon on it, or ringside repair it");
                return false;
            }
            proof = proof(day);
        } catch (UserError | JournalDamage e) {
            out().println("left " + day + ": " + e.getMessage());
            return false;
        }
        Path target = archive.resolve(name + ".zip");
        FolderZip.pack(day, LiveDays.files(day), target);
        Path trial = archive.resolve(name + ".trial");
        try {
            FolderZip.unpack(target, trial);
            if (!proof(trial).equals(proof)) {
                throw new UserError(target + " does not hold what " + day + " does; the day stays");
            }
        } finally {
            if (Files.isDirectory(trial)) {
                LiveDays.remove(trial);
            }
        }
        LiveDays.remove(day);
        out().println("archived " + target + ": " + proof);
        return true;
    }

    /**
     * Deletes archives that are too old. Archived days are older than those in the folder, so the newest days are never
     * deleted.
     */
    private void prune(Path archive, List<Path> days, int keepDays) throws IOException {
        if (days.isEmpty()) {
            return;
        }
        LocalDate newest =
                LocalDate.parse(days.get(days.size() - 1).getFileName().toString());
        String oldest = newest.minusDays(keepDays).toString();
        List<Path> old;
        try (Stream<Path> files = Files.list(archive)) {
            old = files.filter(file -> file.getFileName().toString().matches(LiveDays.DAY + "\\.zip"))
                    .filter(file -> file.getFileName().toString().compareTo(oldest) < 0)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
        for (Path file : old) {
            Files.delete(file);
            out().println("removed " + file + ": older than " + keepDays + " days before the newest journal");
        }
    }

    private int keepDays() {
        if (keep != null) {
            if (keep < DAYS_LEFT) {
                throw new UserError("--keep " + keep + ": must be " + DAYS_LEFT + " days or more");
            }
            return keep;
        }
        if (config != null) {
            Config given = EngineSettings.load(config).resolve();
            return EngineSettings.of(given.withoutPath("gateway"))
                    .root()
                    .node("journal")
                    .number("keep", EngineSettings.KEEP_DAYS, DAYS_LEFT, 100_000);
        }
        return EngineSettings.KEEP_DAYS;
    }

    private static String proof(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            Verification.Result result = Verification.verify(reader);
            if (result.difference() != null) {
                throw new UserError(result.line());
            }
            return result.line();
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
