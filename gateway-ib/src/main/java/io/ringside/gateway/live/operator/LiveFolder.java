package io.ringside.gateway.live.operator;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a daemon: a journal a day, and the files by which operators command it. Write permission for the folder is
 * the permission to command the daemon.
 *
 * <pre>
 *   daemon.lock          held by the one daemon
 *   yyyy-MM-dd/          journals
 *   order-ids-N          ids that client N has used
 *   kill                 the kill flag: while it exists, nothing is entered, also after restarts
 *   unacknowledged       unacknowledged alarms, a line each
 *   status.json          the daemon's status, written once a second
 *   commands/N.command   an operator's command; answered by N.answer
 *   log/                 log and alarms
 * </pre>
 *
 * <p>Thread: any; the lock is taken once.
 */
public final class LiveFolder implements AutoCloseable {
    private static final String LOCK = "daemon.lock";
    private static final String LOG = "log";
    private static final String KILL = "kill";
    private static final String STATUS = "status.json";
    static final int NOTE_MAX = 256;
    private static final int STATUS_MAX = 1 << 20;
    /** A folder with any of these files is a daemon's, even if the others were deleted. */
    private static final Set<String> OF_A_DAEMON = Set.of(LOCK, STATUS, CommandFolder.NAME);

    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final CommandFolder commands;

    private FileChannel lockFile;
    private FileLock lock;

    public LiveFolder(Path root) {
        this.root = root;
        commands = new CommandFolder(root);
    }

    /**
     * The default folder of operators' commands: {@code live}, unless no daemon runs there and a simulated session runs, or
     * only a simulated one exists.
     *
     * @param base folder in which the daemons were started
     */
    public static Path used(Path base) {
        Path live = base.resolve("live");
        if (new LiveFolder(live).isTaken()) {
            return live;
        }
        Path newest = null;
        for (Path session : simulated(base.resolve("out"))) {
            if (new LiveFolder(session).isTaken()) {
                return session;
            }
            newest = session;
        }
        return newest != null && !Files.isDirectory(live) ? newest : live;
    }

    /**
     * As {@link #used}, for commands: a simulated session must not get a command that was meant for a daemon that has just ended.
     *
     * @throws UserError if a simulated session runs, and the daemon of the live folder does not
     */
    public static Path commanded(Path base) {
        Path used = used(base);
        Path live = base.resolve("live");
        if (!used.equals(live) && Files.exists(live.resolve(LOCK))) {
            throw new UserError("no daemon runs in " + live + ", but a simulated session runs in " + used
                    + "; say which one is meant: --journal " + live + " or --journal " + used);
        }
        return used;
    }

    private static List<Path> simulated(Path out) {
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(out)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("live-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    public Path orderIds(int clientId) {
        return root.resolve("order-ids-" + clientId);
    }

    public Path unacknowledged() {
        return root.resolve("unacknowledged");
    }

    private Path kill() {
        return root.resolve(KILL);
    }

    private Path status() {
        return root.resolve(STATUS);
    }

    /**
     * Refuses a folder that is used for something else, since the daemon restricts its folder's permissions to its owner.
     *
     * @throws UserError unless it is a daemon's, empty, or does not exist
     */
    public void requireOurs() {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new UserError(root + " is no folder; name another --journal");
        }
        try (Stream<Path> files = Files.list(root)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            boolean ours = names.contains(LOCK) || names.stream().allMatch(name -> name.equals(LOG));
            if (!ours) {
                throw new UserError(
                        root + " holds " + names.get(0) + " and is no daemon's folder; name another --journal");
            }
            if (!Files.isWritable(root)) {
                throw new UserError("this user may not write into " + root + "; name another --journal");
            }
        } catch (IOException e) {
            throw new UserError(root + " cannot be used: " + UserError.reasonWithFile(e), e);
        }
    }

    /**
     * Creates the folder and takes its lock.
     *
     * @throws UserError if another daemon has it, or it is used for something else
     */
    public void take() {
        requireOurs();
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, OWNER_ONLY);
            lockFile = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = lockFile.tryLock();
            commands.make();
            commands.removeOldAnswers(System.currentTimeMillis());
        } catch (OverlappingFileLockException e) {
            throw new UserError("another daemon of this process has " + root, e);
        } catch (IOException e) {
            throw new UserError(root + " cannot be used: " + UserError.reasonWithFile(e), e);
        }
        if (lock == null) {
            throw new UserError("another daemon has " + root + "; stop it first, or use another --journal");
        }
    }

    /** Throws unless the file is known to be missing: without permission, it is unknown whether it exists. */
    private void requireVisible(Path file) {
        if (!Files.notExists(file)) {
            throw new UserError("this user may not look at " + root + "; ask as the daemon's user");
        }
    }

    /**
     * Refuses a folder of something else, such as the journal of one day: no daemon would read a command left there.
     *
     * @throws UserError if the folder is there, but has no file of a daemon's
     */
    void requireDaemons() {
        if (!Files.exists(root)) {
            requireVisible(root);
            return;
        }
        try (Stream<Path> files = Files.list(root)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            if (names.stream().noneMatch(OF_A_DAEMON::contains)) {
                throw new UserError(root + (names.isEmpty() ? " is empty and" : "") + " is no daemon's folder; give the"
                        + " --journal that the daemon was started with, or kill -USR1 its process");
            }
        } catch (IOException e) {
            throw new UserError(
                    root + " cannot be looked at: " + UserError.reason(e)
                            + "; give the --journal that the daemon was started with",
                    e);
        }
    }

    /**
     * Whether a daemon holds the lock.
     *
     * @throws UserError if this user may not read the folder
     */
    public boolean isTaken() {
        Path file = root.resolve(LOCK);
        if (!Files.exists(file)) {
            requireVisible(file);
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock probe = channel.tryLock()) {
            return probe == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- Kill flag ------------------------------------------------------------------------------------------------

    /**
     * Sets the flag. Works without a daemon, and mostly on a full disk, since an empty file is enough.
     *
     * @throws UncheckedIOException if not even that can be created
     */
    public void setKill(String note) {
        try {
            write(kill(), note + "\n");
        } catch (UncheckedIOException e) {
            try {
                if (!isKilled()) {
                    Files.createFile(kill());
                }
            } catch (IOException empty) {
                e.addSuppressed(empty);
                throw e;
            }
        }
    }

    /** Whether there is anything of the flag's name, even a broken link. */
    public boolean isKilled() {
        return Files.exists(kill(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A kill flag.
     *
     * @param set its time, which distinguishes it from the next one
     */
    public record KillFlag(FileTime set, String note) {}

    /** The flag that is set, null if none is. It may have been created by hand, with any content. */
    public KillFlag killFlag() {
        try {
            return new KillFlag(Files.getLastModifiedTime(kill(), LinkOption.NOFOLLOW_LINKS), killNote());
        } catch (IOException e) {
            return isKilled()
                    ? new KillFlag(FileTime.fromMillis(0), "the kill flag cannot be read: " + UserError.reason(e))
                    : null;
        }
    }

    private String killNote() {
        try {
            return printable(readStart(kill(), NOTE_MAX));
        } catch (IOException e) {
            return "the kill flag cannot be read: " + UserError.reason(e);
        }
    }

    /** Deletes the flag. */
    public void clearKill() {
        try {
            Files.deleteIfExists(kill());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- Status ---------------------------------------------------------------------------------------------------

    public void writeStatus(String json) {
        write(status(), json);
    }

    /** The daemon's last status. */
    public String readStatus() {
        try {
            return readStart(status(), STATUS_MAX);
        } catch (AccessDeniedException e) {
            throw new UserError("this user may not look at " + root + "; ask as the daemon's user", e);
        } catch (IOException e) {
            if (!Files.exists(status())) {
                requireVisible(status());
            }
            throw new UserError("no daemon has ever run in " + root + "; give its --journal", e);
        }
    }

    // ---- Commands -------------------------------------------------------------------------------------------------

    /**
     * An operator's command.
     *
     * @param file its file
     * @param operator null if it cannot be read
     * @param note the operator's reason; or why it cannot be read
     * @param askedMs wall time of the command; 0 if unknown
     */
    public record Command(Path file, Operator operator, String note, long askedMs) {}

    /** Writes a command for the daemon; returns the path of its answer. */
    public Path ask(Operator operator, String note) {
        return commands.ask(operator, note);
    }

    /** Waiting commands, oldest first; other files are ignored, and unreadable commands have the reason as note. */
    public List<Command> waiting() {
        return commands.waiting();
    }

    /** Claims a command, see {@link CommandFolder#claim}. */
    public boolean claim(Command command) {
        return commands.claim(command);
    }

    /** Takes a command back, see {@link CommandFolder#takeBack}. */
    public CommandFolder.Fate takeBack(Operator operator, Path answer) {
        return commands.takeBack(operator, answer);
    }

    /**
     * Answers a command and deletes it. It is never read again, even if the disk allows neither.
     *
     * @return whether the answer was written
     */
    public boolean answer(Command command, String text) {
        return commands.answer(command, text);
    }

    // ---- Files ----------------------------------------------------------------------------------------------------

    /** Reads the beginning of a regular file; a pipe could block for ever. */
    static String readStart(Path file, int bytes) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString(), null, "no plain file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }
    }

    static String printable(String text) {
        return text.strip().replaceAll("[^ -~]", "?");
    }

    private static Path fresh(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }

    static void write(Path file, String text) {
        Path fresh = fresh(file);
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (lockFile != null) {
            try {
                lockFile.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
