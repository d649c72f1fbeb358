package io.ringside.gateway.live.operator;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Commands to a daemon and its answers, one file each. A command that reduces risk, such as a halt, waits until the daemon
 * can execute it, however long that takes. A command that increases risk, or is meant for the moment, must not be executed
 * unexpectedly late: its sender takes it back when he stops waiting, and one that was not taken back expires after a minute.
 *
 * <pre>
 *   waiting --claimed by the daemon, which deletes the file--> executed, answered
 *     |---taken back by its sender, who deletes the file-----> never executed
 *     '---found older than LIFE_MS by the daemon-------------> refused, reported
 * </pre>
 *
 * <p>Only one of the deletions succeeds, so that sender and daemon agree on the outcome. A sender deletes its answer;
 * answers whose senders have ended are deleted after a while.
 *
 * <p>Thread: any.
 */
public final class CommandFolder {
    /** Lifetime of a command that is dangerous when executed late, if its sender has ended. */
    public static final long LIFE_MS = 60_000;

    /** How long an answer stays that was not fetched: longer than any sender waits. */
    static final long ANSWER_LIFE_MS = 600_000;
    /** Most answers that are kept. */
    static final int ANSWERS_MAX = 1_000;

    /** Name of this folder within the daemon's folder. */
    static final String NAME = "commands";

    private static final String COMMAND = ".command";
    private static final String ANSWER = ".answer";
    /** Suffix of a file that is being written. */
    private static final String UNFINISHED = ".new";

    private static final int COMMAND_MAX = 4 << 10;
    /** Two clicks in one millisecond are two commands. */
    private static final AtomicInteger ASKED = new AtomicInteger();

    private static final Set<Operator> PATIENT =
            EnumSet.of(Operator.HALT, Operator.FLATTEN, Operator.KILL, Operator.CANCEL, Operator.ALARM_TEST);

    /** Result of taking a command back. */
    public enum Fate {
        /** It will never be executed. */
        TAKEN_BACK,
        /** The daemon has claimed it, and will answer or has answered. */
        CLAIMED,
        /** It stays until the daemon executes it, or cannot be deleted. */
        WAITS
    }

    private final Path folder;
    /** Commands that were executed or refused and could not be deleted. */
    private final Set<Path> answered = new HashSet<>();

    CommandFolder(Path root) {
        folder = root.resolve(NAME);
    }

    /** Whether a command is dangerous or wrong when it is executed later than its sender expects. */
    public static boolean expires(Operator operator) {
        return !PATIENT.contains(operator);
    }

    /**
     * Why a command has expired, as text for its sender and for an alarm; null if it has not.
     *
     * @param nowMs wall clock
     */
    public static String tooLate(Command command, long nowMs) {
        if (!expires(command.operator()) || nowMs - command.askedMs() <= LIFE_MS) {
            return null;
        }
        String words = (command.operator().name().toLowerCase(Locale.ROOT) + " " + command.note()).strip();
        return "\"" + words + "\" was asked for at " + Instant.ofEpochMilli(command.askedMs()) + ", more than "
                + LIFE_MS / 1_000 + " s ago, and is not obeyed so late; ask again if it is still wanted";
    }

    void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, LiveFolder.OWNER_ONLY);
        }
    }

    Path ask(Operator operator, String note) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("no daemon has ever run in " + folder.getParent() + "; give its --journal");
        }
        String name = System.currentTimeMillis() + "-" + ProcessHandle.current().pid() + "-" + ASKED.getAndIncrement();
        String cut = note.substring(0, Math.min(note.length(), LiveFolder.NOTE_MAX));
        LiveFolder.write(folder.resolve(name + COMMAND), operator + " " + cut + "\n");
        return folder.resolve(name + ANSWER);
    }

    List<Command> waiting() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(COMMAND))
                    .filter(file -> !answered.contains(file))
                    .sorted()
                    .map(CommandFolder::read)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // The folder was deleted: it is created again for the next command.
            try {
                make();
            } catch (IOException again) {
                // Tried again at the next call; the kill flag and the signal do not need the folder.
                return List.of();
            }
            return List.of();
        }
    }

    /**
     * Claims a command before it is executed, so that its sender can no longer take it back. A command without expiry stays
     * in the folder until it is answered, so that it is found again if the daemon dies in between.
     *
     * @return false if its sender has taken it back
     */
    boolean claim(Command command) {
        if (command.operator() == null || !expires(command.operator())) {
            return true;
        }
        try {
            Files.delete(command.file());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Its sender could not delete it either: it is noted as answered, like any that cannot be deleted.
            return true;
        }
        return true;
    }

    /** Takes a command back when its sender stops waiting. */
    Fate takeBack(Operator operator, Path answer) {
        Path command = renamed(answer, ANSWER, COMMAND);
        if (!expires(operator)) {
            return Files.exists(command) ? Fate.WAITS : Fate.CLAIMED;
        }
        try {
            return Files.deleteIfExists(command) ? Fate.TAKEN_BACK : Fate.CLAIMED;
        } catch (IOException e) {
            return Fate.WAITS;
        }
    }

    boolean answer(Command command, String text) {
        boolean left = true;
        try {
            Files.deleteIfExists(command.file());
        } catch (IOException e) {
            answered.add(command.file());
        }
        try {
            LiveFolder.write(renamed(command.file(), COMMAND, ANSWER), text + "\n");
        } catch (UncheckedIOException e) {
            left = false;
        }
        removeOldAnswers(System.currentTimeMillis());
        return left;
    }

    /**
     * Deletes answers that were not fetched and unfinished files. An answer whose sender may still wait stays.
     *
     * @param nowMs wall clock
     */
    void removeOldAnswers(long nowMs) {
        List<Left> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(ANSWER) || name.endsWith(UNFINISHED)) {
                    all.add(new Left(
                            file,
                            nowMs
                                    - Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                                            .toMillis()));
                }
            }
            all.sort(Comparator.comparingLong(Left::ageMs));
            for (int i = 0; i < all.size(); i++) {
                long ageMs = all.get(i).ageMs;
                if (ageMs > ANSWER_LIFE_MS || (i >= ANSWERS_MAX && ageMs > LIFE_MS)) {
                    Files.deleteIfExists(all.get(i).file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A file was deleted meanwhile, or cannot be: the next answer tries again.
            return;
        }
    }

    /** A leftover file and its age. */
    private record Left(Path file, long ageMs) {}

    private static Path renamed(Path file, String from, String to) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
    }

    private static Command read(Path file) {
        try {
            long askedMs =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
            String text = LiveFolder.readStart(file, COMMAND_MAX);
            String[] words = text.strip().split("\\s+", 2);
            for (Operator operator : Operator.values()) {
                if (operator.name().equals(words[0])) {
                    String note = words.length > 1 ? LiveFolder.printable(words[1]) : "";
                    String cut = note.substring(0, Math.min(note.length(), LiveFolder.NOTE_MAX));
                    return new Command(file, operator, cut, askedMs);
                }
            }
            return new Command(file, null, "not a command", askedMs);
        } catch (IOException e) {
            return new Command(file, null, "cannot be read: " + UserError.reason(e), 0);
        }
    }
}
