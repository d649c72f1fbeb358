package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarSkipsTest {
    private final Book book = new Book(1, 0);
    private final BarSkips skips = new BarSkips(new Book[] {new Book(0, 0), book}, null);

    @Test
    void shouldBeIdleWhileAllBooksAre() {
        assertTrue(skips.isIdle());
        book.waitingForOpen = true;
        assertFalse(skips.isIdle());
    }

    /** A long position under its stop alone. */
    @ParameterizedTest
    @CsvSource({
        // position, entry, target, exit, unwanted; the stop
        "100, 0, 0, 0, false, 7",
        "1, 0, 0, 0, false, 7",
        "0, 0, 0, 0, false, 0",
        "-100, 0, 0, 0, false, 0",
        "100, 9, 0, 0, false, 0",
        "100, 0, 9, 0, false, 0",
        "100, 0, 0, 9, false, 0",
        "100, 0, 0, 0, true, 0"
    })
    void shouldTellTheStopThatAloneCanEndALongPosition(
            long position, long entry, long target, long exit, boolean unwanted, long stop) {
        book.stopRef = 7;
        book.position = position;
        book.entryRef = entry;
        book.targetRef = target;
        book.exitRef = exit;
        book.unwanted = unwanted;
        assertEquals(stop, skips.onlyStopOfLong(1));
        assertEquals(0, skips.onlyStopOfLong(0));
    }

    @Test
    void shouldCountSkippedBarsWithoutEnd() {
        skips.count(1, 5);
        assertEquals(Integer.MAX_VALUE, book.barsSinceExit, "nothing was left yet");
        book.barsSinceExit = 3;
        skips.count(1, 5);
        assertEquals(8, book.barsSinceExit);
        book.barsSinceExit = Integer.MAX_VALUE - 5;
        skips.count(1, 5);
        assertEquals(Integer.MAX_VALUE, book.barsSinceExit);
        book.barsSinceExit = Integer.MAX_VALUE - 1;
        skips.count(1, 5);
        assertEquals(Integer.MAX_VALUE, book.barsSinceExit);
    }
}
