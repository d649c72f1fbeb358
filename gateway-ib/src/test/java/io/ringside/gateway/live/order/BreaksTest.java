package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.inbound.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks, of which no more than 20 a minute are journaled. */
class BreaksTest {
    private final OrderBench bench = new OrderBench();
    private final Breaks breaks = bench.books.breaks;

    private void flood(int count) {
        for (int i = 1; i <= count; i++) {
            assertTrue(breaks.latch("x", bench.out), "break " + i);
        }
    }

    @Test
    void shouldJournalTwentyAMinute() {
        flood(20);
        assertFalse(breaks.latch("x", bench.out));
        bench.pass(60 * OrderBench.SECOND - 1);
        assertFalse(breaks.latch("x", bench.out));
        bench.pass(1);
        flood(20);
        assertFalse(breaks.latch("x", bench.out));
        assertEquals(40, bench.take().size());
    }

    /** A clock that goes back begins another minute, so that breaks are not kept back for as long as it went back. */
    @Test
    void shouldBeginAnewWhenTheClockGoesBack() {
        flood(20);
        bench.pass(-1);
        flood(20);
        assertFalse(breaks.latch("x", bench.out));
    }

    @Test
    void shouldLatchForWhatConcernsOrdersAndPositionsAlone() {
        breaks.refuse(Judgement.BAR_PRICE, "a bar", bench.out);
        breaks.refuse(Judgement.PRICE_LEVEL, "a bar\n", bench.out);
        breaks.doubt(Judgement.PRICE_LEVEL, "another bar");
        assertEquals(
                List.of(
                        "DOUBT a bar: one of its prices is none",
                        "DOUBT a bar?: prices have jumped, and stay there",
                        "DOUBT another bar: prices have jumped, and stay there",
                        "BREAK 0 a bar?: prices have jumped, and stay there"),
                bench.take());
    }

    @Test
    void shouldCutWhatIsTooLongForTheJournal() {
        breaks.latch("x".repeat(65), bench.out);
        breaks.latch("y".repeat(64), bench.out);
        assertEquals(List.of("BREAK 0 " + "x".repeat(64), "BREAK 0 " + "y".repeat(64)), bench.take());
    }
}
