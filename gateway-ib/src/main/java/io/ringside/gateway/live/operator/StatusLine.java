package io.ringside.gateway.live.operator;

import io.ringside.engine.command.Progress;
import java.io.PrintWriter;

/**
 * A line at the bottom of a terminal that is overwritten repeatedly; nothing if standard error is no terminal.
 *
 * <p>Thread: its owner's.
 */
public final class StatusLine {
    private static final String CLEAR = "\r\u001b[K";
    private static final int WIDTH = 110;

    private final PrintWriter err;
    private final boolean terminal;
    private boolean shown;

    public StatusLine(PrintWriter err) {
        this(err, Progress.isTerminal());
    }

    /** @param terminal whether it is shown at all */
    StatusLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether standard error is a terminal. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Overwrites the line. */
    public void show(String text) {
        if (terminal) {
            err.print(CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
            err.flush();
            shown = true;
        }
    }

    /** Clears the line, so that something else may be printed. */
    public void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }
}
