package io.ringside.gateway.live.operator;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends an operator's commands to the daemon of a folder and returns its answers, for the command line and the dashboard alike.
 *
 * <p>Thread: any.
 */
public final class OperatorDesk {
    private static final long POLL_NANOS = 20_000_000L;
    /** How long to wait for the answer to a claimed command: the daemon answers at once, unless its ring is stuck. */
    private static final long CLAIMED_MS = 2_000;

    /**
     * How the kill flag was set.
     *
     * @param written whether the file was written, so that it survives a restart and the daemon can be sent the command too
     */
    public record Flag(boolean written, String text) {}

    /**
     * The daemon's answer.
     *
     * @param refused whether it refuses the command
     */
    public record Answer(boolean refused, String text) {}

    private final LiveFolder folder;

    public OperatorDesk(LiveFolder folder) {
        this.folder = folder;
    }

    /**
     * Sets the kill flag, which works without the daemon and survives it. If the flag cannot be written, the daemon is sent
     * a signal.
     *
     * @throws UserError if neither is possible, or the folder is no daemon's
     */
    public Flag kill(String note) {
        folder.requireDaemons();
        try {
            folder.setKill(printable(note));
            return new Flag(true, "kill flag set: nothing is entered until ringside unlatch");
        } catch (UncheckedIOException e) {
            String reason = "the kill flag cannot be written: " + UserError.reasonWithFile(e);
            Matcher pid = Pattern.compile("\"pid\": (\\d{1,10}),").matcher(folder.readStatus());
            if (!folder.isTaken() || !pid.find() || !signalled(pid.group(1))) {
                throw new UserError(reason + "; kill -USR1 the daemon, or stop it", e);
            }
            return new Flag(
                    false,
                    reason + "; the daemon, process " + pid.group(1)
                            + ", was sent the signal instead and is killed, but a restart would not know of it");
        }
    }

    /**
     * Sends a command and waits for its answer. A command that must not be executed late, such as resume, is taken back if
     * no answer comes; one that reduces risk, such as halt, stays until the daemon continues.
     *
     * @throws UserError if no daemon runs, the command cannot be written, or no answer comes in time, with what that means
     */
    public Answer ask(Operator operator, String note, long timeoutMs) {
        if (!folder.isTaken()) {
            throw new UserError("no daemon runs in " + folder.root());
        }
        Path answer;
        try {
            answer = folder.ask(operator, printable(note));
        } catch (UncheckedIOException e) {
            String reason = UserError.reasonWithFile(e);
            if (operator != Operator.KILL) {
                throw new UserError(
                        "the command cannot be left in " + folder.root() + ": " + reason
                                + "; ringside kill works without",
                        e);
            }
            return new Answer(false, "the daemon obeys the flag; its answer has no room: " + reason + "\n");
        }
        if (!awaits(answer, timeoutMs)) {
            String silent = "the daemon has not answered within " + timeoutMs + " ms; ";
            switch (folder.takeBack(operator, answer)) {
                case TAKEN_BACK ->
                    throw new UserError(
                            silent + "the command was taken back and will not be obeyed; ringside kill works at once");
                case CLAIMED -> {
                    if (!awaits(answer, CLAIMED_MS)) {
                        throw new UserError(
                                silent
                                        + "it has taken the command, and obeys when it goes on unless it has already: look at ringside status; ringside kill works at once");
                    }
                }
                case WAITS -> throw new UserError(silent + waits(operator));
            }
        }
        try {
            String text = Files.readString(answer, StandardCharsets.UTF_8);
            Files.deleteIfExists(answer);
            return new Answer(text.startsWith("refused"), text);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "the daemon has answered, but nobody read it in time, and it was removed: look at ringside status and at"
                            + " ringside tail --type command",
                    e);
        } catch (IOException e) {
            throw new UserError("the answer cannot be read: " + UserError.reasonWithFile(e), e);
        }
    }

    /** What becomes of a command that nobody has answered, and that stays. */
    static String waits(Operator operator) {
        if (operator == Operator.KILL) {
            return "the kill flag is set";
        }
        return CommandFolder.expires(operator)
                ? "the command cannot be taken back, and may be obeyed for another " + CommandFolder.LIFE_MS / 1_000
                        + " s"
                : "the command waits, and it is obeyed when the daemon goes on; ringside kill works at once";
    }

    private static boolean awaits(Path answer, long timeoutMs) {
        long deadline = System.nanoTime() + timeoutMs * 1_000_000L;
        while (!Files.exists(answer)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static boolean signalled(String pid) {
        try {
            return new ProcessBuilder("kill", "-USR1", pid).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
