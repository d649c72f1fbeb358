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
 * Commands on their way to a daemon, and its answers: a file each. What makes trading less, such as a halt, waits until the
 * daemon can obey it, however long that takes. What makes it more, or is about a moment, must not be obeyed by surprise: its
 * asker takes it back when he waits no longer, and one that nobody took back is too old after a minute.
 *
 * <pre>
 *   waits --claimed by the daemon, which removes the file--> obeyed, answered
 *     |---taken back by its asker, who removes the file----> never obeyed
 *     '---found older than LIFE_MS by the daemon-----------> refused, told
 * </pre>
 *
 * <p>Either removal succeeds once, so that asker and daemon agree on what became of it. Its asker takes an answer away; what is
 * left of those who were gone by then is removed after a while.
 *
 * <p>Thread: any.
 */
public final class CommandFolder {
    /** How long a command counts that is dangerous when obeyed late, and whose asker is gone. */
    public static final long LIFE_MS = 60_000;

    /** How long an answer stays that nobody has fetched: longer than anybody waits. */
    static final long ANSWER_LIFE_MS = 600_000;
    /** How many stay of those whose askers wait no longer. */
    static final int ANSWERS_MAX = 1_000;

    /** Of the folder, in a daemon's. */
    static final String NAME = "commands";

    private static final String COMMAND = ".command";
    private static final String ANSWER = ".answer";
    /** A file that somebody was writing when he died. */
    private static final String UNFINISHED = ".new";

    private static final int COMMAND_MAX = 4 << 10;
    /** Two clicks in one millisecond are two commands. */
    private static final AtomicInteger ASKED = new AtomicInteger();

    private static final Set<Operator> PATIENT =
            EnumSet.of(Operator.HALT, Operator.FLATTEN, Operator.KILL, Operator.CANCEL, Operator.ALARM_TEST);

    /** What became of a command that was to be taken back. */
    public enum Fate {
        /** It is never obeyed. */
        TAKEN_BACK,
        /** The daemon has it already, and is about to answer, unless it has long ago. */
        CLAIMED,
        /** It is one that waits for the daemon, or cannot be removed. */
        WAITS
    }

    private final Path folder;
    /** Commands that were obeyed or refused, and could not be taken away. */
    private final Set<Path> answered = new HashSet<>();

    CommandFolder(Path root) {
        folder = root.resolve(NAME);
    }

    /** Whether a command is dangerous, or wrong, when it is obeyed later than its asker expects. */
    public static boolean expires(Operator operator) {
        return !PATIENT.contains(operator);
    }

    /**
     * Why a command is not obeyed any more, in words for its asker and for an alarm; null if it is.
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
            // Somebody has taken the folder away: the next one is made for whoever has something to say.
            try {
                make();
            } catch (IOException again) {
                // It is tried at the next look; the kill flag and the signal need no folder of commands.
                return List.of();
            }
            return List.of();
        }
    }

    /**
     * Claims a command before it is obeyed, so that its asker can no longer take it back. One that is obeyed however late
     * stays where it is until it is answered: a daemon that dies in between shall find it again.
     *
     * @return false if its asker was first
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
            // Nobody else could remove it either: it is remembered as answered, like any that cannot be taken away.
            return true;
        }
        return true;
    }

    /** Takes a command back whose asker waits no longer. */
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
     * Removes answers that nobody has fetched, and half-written files. One whose asker may still wait stays, however many
     * there are.
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
            // Somebody takes one away meanwhile, or the disk does not let us: the next answer tries again.
            return;
        }
    }

    /** What somebody left, and how long ago. */
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
            return new Command(file, null, "cannot be read: " + e.getMessage(), 0);
        }
    }
}
