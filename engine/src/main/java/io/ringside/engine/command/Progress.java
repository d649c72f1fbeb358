package io.ringside.engine.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on standard error with the time left, for work that may take seconds. Silent where standard error is not
 * a terminal: no log or pipe ever sees a bar.
 *
 * <p>Thread: the one that does the work; the library draws on a thread of its own until {@link #close}.
 */
public final class Progress implements AutoCloseable {
    /** The launcher sets it to whether standard error is a terminal. */
    static final String TERMINAL = "ringside.stderr.terminal";

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Starts a bar.
     *
     * @param task what is done, such as "bars"
     * @param total how many steps there are; -1 if unknown
     */
    public static Progress start(String task, long total) {
        if (!isTerminal()) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .build());
    }

    /** So many steps are done. */
    public void at(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Whether standard error is a terminal. */
    public static boolean isTerminal() {
        String told = System.getProperty(TERMINAL);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        try {
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return isTerminal(stderr);
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc file system: without the launcher's property, assume no terminal and stay silent.
            return false;
        }
    }

    /** Whether what standard error is linked to is a terminal. */
    static boolean isTerminal(String stderr) {
        return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
    }
}
