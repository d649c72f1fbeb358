package io.ringside.replay;

import io.ringside.engine.command.ExitGuard;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a back test's results. Existing files are kept unless they may be replaced; a run that fails leaves no files.
 *
 * <p>Thread: the command's.
 */
public final class ResultFolder implements AutoCloseable {
    private static final String JOURNAL = "journal";
    /** Files that a run writes: it replaces and deletes no others. */
    private static final List<String> RESULTS = List.of(
            JOURNAL,
            "trades.csv",
            "orders.csv",
            "actions.csv",
            "equity.csv",
            "summary.json",
            "report.html",
            "executions.csv",
            "rankings.csv",
            "rebalances.csv",
            "refused.csv",
            "cancelled.csv",
            "exits.csv");

    private final Path folder;
    private final Path topmostMade;
    private final boolean journalKept;
    private final Runnable undo = this::close;
    private boolean committed;

    private ResultFolder(Path folder, Path topmostMade, boolean journalKept) {
        this.folder = folder;
        this.topmostMade = topmostMade;
        this.journalKept = journalKept;
    }

    /**
     * Prepares a folder for results.
     *
     * @throws UserError if there is something that must not be replaced
     */
    public static ResultFolder prepare(Path folder, boolean force) {
        return prepare(folder, force, false);
    }

    /** The same in a folder with journals, which are kept. */
    public static ResultFolder besideJournals(Path folder, boolean force) {
        return prepare(folder, force, true);
    }

    private static ResultFolder prepare(Path folder, boolean force, boolean journalKept) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new UserError("--out " + folder + ": is a file; name a folder");
            }
            if (Files.isDirectory(folder)) {
                List<String> present;
                try (Stream<Path> entries = Files.list(folder)) {
                    present = entries.map(entry -> entry.getFileName().toString())
                            .filter(entry -> !(journalKept && entry.equals(JOURNAL)))
                            .sorted()
                            .toList();
                }
                List<String> foreign =
                        present.stream().filter(one -> !RESULTS.contains(one)).toList();
                if (!foreign.isEmpty()) {
                    throw new UserError("--out " + folder + ": holds " + foreign.get(0)
                            + ", which is no result of a back test; name another folder");
                }
                if (!present.isEmpty() && !force) {
                    throw new UserError(
                            folder + ": holds results already; --force replaces them, --out DIR keeps them");
                }
                for (String result : present) {
                    delete(folder.resolve(result));
                }
            }
            Path topmost = null;
            for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
                topmost = path;
            }
            Files.createDirectories(folder);
            var prepared = new ResultFolder(folder, topmost, journalKept);
            ExitGuard.begun(prepared.undo);
            return prepared;
        } catch (IOException e) {
            throw new UserError("--out " + folder + ": cannot be written: " + UserError.reasonWithFile(e), e);
        }
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /** Where the journal goes. */
    public Path journal() {
        return folder.resolve(JOURNAL);
    }

    /** One of the other results. */
    public Path file(String name) {
        if (!RESULTS.contains(name)) {
            throw new IllegalArgumentException(name + " is no result");
        }
        return folder.resolve(name);
    }

    /** Keeps the results, after all of them are written. */
    public void commit() {
        committed = true;
    }

    @Override
    public void close() {
        ExitGuard.finished(undo);
        if (committed) {
            return;
        }
        try {
            for (String result : RESULTS) {
                if (!(journalKept && result.equals(JOURNAL))) {
                    delete(folder.resolve(result));
                }
            }
            for (Path path = folder.toAbsolutePath();
                    topmostMade != null && path.startsWith(topmostMade);
                    path = path.getParent()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the unfinished results in " + folder, e);
        }
    }

    /** Deletes a file, or a folder with all that is in it, if it is there. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path one : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
