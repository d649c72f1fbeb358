package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A line that is written over itself, each time behind a return and an "erase to the end". */
class StatusLineTest {
    private static final String CLEAR = "\r\u001b[K";

    private final StringWriter shown = new StringWriter();

    @Test
    void shouldOverwriteItselfAndClearOnce() {
        StatusLine line = new StatusLine(new PrintWriter(shown), true);
        assertTrue(line.isTerminal());
        line.clear();
        assertEquals("", shown.toString(), "there is nothing to clear");
        line.show("one");
        line.show("x".repeat(111));
        assertEquals(CLEAR + "one" + CLEAR + "x".repeat(110), shown.toString());
        line.clear();
        line.clear();
        assertEquals(CLEAR + "one" + CLEAR + "x".repeat(110) + CLEAR, shown.toString());
    }

    @Test
    void shouldShowNothingInAFile() {
        StatusLine line = new StatusLine(new PrintWriter(shown), false);
        assertFalse(line.isTerminal());
        line.show("one");
        line.clear();
        assertEquals("", shown.toString());
    }
}
