package io.ringside.gateway.live.operator;

import io.ringside.engine.command.Progress;
import java.io.PrintWriter;

/**
 * A line at the bottom of a terminal that is written over again and again; nothing where standard error is no terminal.
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
        this.err = err;
        terminal = Progress.isTerminal();
    }

    /** Whether there is a terminal to show it on. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Writes over the line. */
    public void show(String text) {
        if (terminal) {
            err.print(CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
            err.flush();
            shown = true;
        }
    }

    /** Takes the line away, so that something else may be printed. */
    public void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }
}
