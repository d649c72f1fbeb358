package io.ringside.engine.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notices that a command's process is ended from within before the command is done, as by a strategy that calls
 * {@link System#exit}: tells whose call it was, undoes what is half done, and ends the process with an exit code that is no
 * success. A signal, such as Ctrl-C, is none of its business.
 *
 * <p>Thread: any.
 */
public final class ExitGuard {
    private static final List<Runnable> UNFINISHED = new CopyOnWriteArrayList<>();
    private static final List<Thread> STOPS = new CopyOnWriteArrayList<>();
    private static volatile boolean done;

    private ExitGuard() {}

    /** Begins to watch; the command's name is for the message. */
    static void watch(String command) {
        Runtime.getRuntime().addShutdownHook(new Guard(command));
    }

    /** A class and no lambda, which would cost every command's start. */
    private static final class Guard extends Thread {
        private final String command;

        Guard(String command) {
            super("exit-guard");
            this.command = command;
        }

        @Override
        public void run() {
            end(command);
        }
    }

    /** The command is done: the process may end. */
    static void done() {
        done = true;
    }

    /** Notes how to undo what has begun, until {@link #finished}. */
    public static void begun(Runnable undo) {
        UNFINISHED.add(undo);
    }

    /** What has begun is finished or undone. */
    public static void finished(Runnable undo) {
        UNFINISHED.remove(undo);
    }

    /** Adds a shutdown hook whose end is awaited before the process ends. */
    public static void addStop(Thread hook) {
        STOPS.add(hook);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void end(String command) {
        StackTraceElement caller = done ? null : callerOfExit();
        // It may have become done meanwhile: then the call is its own.
        if (done || caller == null) {
            return;
        }
        System.err.println(PrintableWriter.printable(command + ": " + caller.getClassName() + "."
                + caller.getMethodName() + "(" + caller.getFileName() + ":" + caller.getLineNumber()
                + ") has ended the process before the command"
                + " was done: a strategy must not call System.exit; what the command was writing is not whole"));
        System.err.flush();
        try {
            for (Thread stop : STOPS) {
                // Hooks are started in no order.
                while (stop.getState() == Thread.State.NEW) {
                    Thread.sleep(1);
                }
                stop.join();
            }
            UNFINISHED.forEach(Runnable::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(Commands.USAGE);
        }
    }

    /** Who has called {@link Runtime#exit}, by whatever way; null if nobody has. */
    private static StackTraceElement callerOfExit() {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            boolean exits = false;
            for (StackTraceElement frame : thread.getValue()) {
                boolean ofJava = frame.getClassName().startsWith("java.lang.");
                exits |= ofJava
                        && frame.getMethodName().equals("exit")
                        && frame.getClassName().equals("java.lang.Runtime");
                if (exits && !ofJava) {
                    return frame;
                }
            }
        }
        return null;
    }
}
