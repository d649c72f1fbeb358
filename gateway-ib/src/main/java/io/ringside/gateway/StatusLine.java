package io.ringside.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A line at the bottom of a terminal that is written over again and again; nothing where standard error is no terminal.
 *
 * <p>Thread: its owner's.
 */
final class StatusLine {
    private static final String CLEAR = "\r\u001b[K";
    private static final int WIDTH = 110;

    private final PrintWriter err;
    private final boolean terminal;
    private boolean shown;

    StatusLine(PrintWriter err) {
        this.err = err;
        terminal = stderrIsTerminal();
    }

    /** Whether there is a terminal to show it on. */
    boolean isTerminal() {
        return terminal;
    }

    /** Writes over the line. */
    void show(String text) {
        if (terminal) {
            err.print(CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
            err.flush();
            shown = true;
        }
    }

    /** Takes the line away, so that something else may be printed. */
    void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }

    /** Whether standard error is a terminal; the property is for those who know better. */
    static boolean stderrIsTerminal() {
        String told = System.getProperty("ringside.stderr.terminal");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        try {
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // No such file system: say nothing.
            return false;
        }
    }
}
