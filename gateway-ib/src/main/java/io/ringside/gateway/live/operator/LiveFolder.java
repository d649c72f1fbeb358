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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a daemon: a journal a day, and the files through which operators speak with it. Whoever may write here may
 * command it; nobody else can.
 *
 * <pre>
 *   daemon.lock          held by the one daemon
 *   yyyy-MM-dd/          journals
 *   order-ids-N          ids that client N has used
 *   kill                 the kill flag: while it is there, nothing is entered, whatever is restarted
 *   unacknowledged       alarms that nobody has acknowledged, a line each
 *   status.json          what the daemon is doing, once a second
 *   commands/N.command   what an operator asks; answered by N.answer
 *   log/                 log and alarms
 * </pre>
 *
 * <p>Thread: any; the lock is taken once.
 */
public final class LiveFolder implements AutoCloseable {
    private static final String COMMAND = ".command";
    private static final String ANSWER = ".answer";
    private static final int NOTE_MAX = 256;

    private final Path root;
    private FileChannel lockFile;
    private FileLock lock;

    public LiveFolder(Path root) {
        this.root = root;
    }

    /**
     * The folder that an operator means who names none: {@code live}, unless nothing runs there and a simulated session
     * runs, or was all there was.
     *
     * @param base folder that the daemons were started in
     */
    static Path used(Path base) {
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

    private Path commands() {
        return root.resolve("commands");
    }

    private Path kill() {
        return root.resolve("kill");
    }

    private Path status() {
        return root.resolve("status.json");
    }

    /**
     * Makes the folder and takes its lock.
     *
     * @throws UserError if another daemon has it, or others could write to it
     */
    public void take() {
        try {
            Files.createDirectories(root);
            Files.createDirectories(commands());
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.setPosixFilePermissions(root, ownerOnly);
            Files.setPosixFilePermissions(commands(), ownerOnly);
            lockFile =
                    FileChannel.open(root.resolve("daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new UserError("another daemon of this process has " + root, e);
        } catch (IOException e) {
            throw new UserError(root + " cannot be used: " + e, e);
        }
        if (lock == null) {
            throw new UserError("another daemon has " + root + "; stop it first, or use another --journal");
        }
    }

    /** Whether a daemon has the lock. */
    boolean isTaken() {
        Path file = root.resolve("daemon.lock");
        if (!Files.exists(file)) {
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

    /** Sets the flag; works without a daemon. */
    public void setKill(String note) {
        write(kill(), note + "\n");
    }

    public boolean isKilled() {
        return Files.exists(kill());
    }

    /**
     * A kill flag.
     *
     * @param set when, to tell one from the next
     */
    public record KillFlag(FileTime set, String note) {}

    /** The flag that is set, null if none is. Anybody may have made it, by hand: whatever it is, it counts. */
    public KillFlag killFlag() {
        try {
            return new KillFlag(Files.getLastModifiedTime(kill()), killNote());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String killNote() {
        try (InputStream in = Files.newInputStream(kill())) {
            String note = new String(in.readNBytes(NOTE_MAX), StandardCharsets.UTF_8);
            return note.strip().replaceAll("[^ -~]", "?");
        } catch (IOException e) {
            return "the kill flag cannot be read: " + e.getMessage();
        }
    }

    /** Takes the flag away. */
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

    /** What the daemon wrote last. */
    public String readStatus() {
        try {
            return Files.readString(status(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError("no daemon has ever run in " + root + "; give its --journal", e);
        }
    }

    // ---- Commands -------------------------------------------------------------------------------------------------

    /**
     * What an operator asks.
     *
     * @param file where it stands
     */
    public record Command(Path file, Operator operator, String note) {}

    /** Leaves a command for the daemon; where its answer will stand. */
    Path ask(Operator operator, String note) {
        if (!Files.isDirectory(commands())) {
            throw new UserError("no daemon has ever run in " + root + "; give its --journal");
        }
        String name = System.currentTimeMillis() + "-" + ProcessHandle.current().pid();
        write(commands().resolve(name + COMMAND), operator + " " + note + "\n");
        return commands().resolve(name + ANSWER);
    }

    /** Commands that wait, oldest first; malformed ones are answered at once. */
    public List<Command> waiting() {
        try (Stream<Path> files = Files.list(commands())) {
            return files.filter(file -> file.getFileName().toString().endsWith(COMMAND))
                    .sorted()
                    .map(LiveFolder::read)
                    .filter(command -> command.operator != null || refuse(command))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a command, and takes it away. */
    public void answer(Command command, String text) {
        String name = command.file.getFileName().toString();
        write(command.file.resolveSibling(name.substring(0, name.length() - COMMAND.length()) + ANSWER), text + "\n");
        try {
            Files.deleteIfExists(command.file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean refuse(Command command) {
        answer(command, "refused: not a command");
        return false;
    }

    private static Command read(Path file) {
        try {
            if (Files.size(file) <= NOTE_MAX) {
                String[] words =
                        Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", 2);
                for (Operator operator : Operator.values()) {
                    if (operator.name().equals(words[0])) {
                        return new Command(file, operator, words.length > 1 ? words[1] : "");
                    }
                }
            }
            return new Command(file, null, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
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
