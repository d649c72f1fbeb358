package io.ringside.engine.command;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when code from outside, such as a strategy of one's own, ends the process under a command: the exit code would be
 * the strategy's choice, and nobody would know that the work is not done.
 *
 * <p>Thread: as a shutdown hook, of its own.
 */
final class ExitWatch implements Runnable {
    private final Object command;
    private final PrintStream err;
    private volatile boolean isDone;

    ExitWatch(Object command, PrintStream err) {
        this.command = command;
        this.err = err;
    }

    /** The command's own end follows. */
    void done() {
        isDone = true;
    }

    @Override
    public void run() {
        Optional<StackTraceElement> outsider = isDone ? Optional.empty() : caller(Thread.getAllStackTraces());
        if (outsider.isEmpty()) {
            // Ended by a signal.
            return;
        }
        err.println(
                "ringside: " + outsider.get() + " ended the program with System.exit before the work was done; what it"
                        + " wrote is not whole. To end a run, throw an exception");
        if (!(command instanceof StopsInOrder)) {
            Runtime.getRuntime().halt(Commands.USAGE);
        }
    }

    /** Who called {@code System.exit} or {@code Runtime.exit}: the frame below, counted from a stack's first call. */
    private static Optional<StackTraceElement> caller(Map<Thread, StackTraceElement[]> stacks) {
        for (StackTraceElement[] stack : stacks.values()) {
            for (int i = stack.length - 1; i > 0; i--) {
                if (isExit(stack[i - 1])) {
                    return Optional.of(stack[i]);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getMethodName().equals("exit")
                && (frame.getClassName().equals(System.class.getName())
                        || frame.getClassName().equals(Runtime.class.getName()));
    }
}
