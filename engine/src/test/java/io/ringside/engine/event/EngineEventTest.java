package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slot: what has room in it, its text and its flags. */
class EngineEventTest {
    private final EngineEvent event = new EngineEvent(new Bounds(2, 3, 4, 5, 6));

    /** As many of each as configured, each one's own place, in order. */
    @Test
    void shouldGiveOutAsManyOfEachAsItHasRoomFor() {
        fill(2, "bars", event::addBar, event.bars);
        fill(3, "updates", event::addUpdate, event.updates);
        fill(3, "signals", event::addSignal, event.signals);
        fill(6, "standings", event::addStanding, event.standings);
        fill(6, "verdicts", event::addVerdict, event.verdicts);
        fill(5, "intents", event::addIntent, event.intents);
        assertEquals(4, event.values.length);
        assertEquals(Parts.MOST - 1, event.signals[0].partTargetE8.length);
    }

    private static <T> void fill(int bound, String what, Supplier<T> next, T[] places) {
        assertEquals(bound, places.length);
        for (int i = 0; i < bound; i++) {
            assertNotNull(places[i]);
            assertTrue(places[i] == next.get(), what + " " + i);
        }
        assertEquals(
                "more " + what + " on one event than configured: " + bound,
                assertThrows(IllegalStateException.class, next::get).getMessage());
    }

    @Test
    void shouldKeepPlainTextAndMaskTheRest() {
        event.text(" a~z ");
        assertEquals(" a~z ", event.textAsString());
        event.text("a\u001f\u007f\u0080\n\u20acb");
        assertEquals("a?????b", event.textAsString());
        event.text("");
        assertEquals("", event.textAsString());
        String longest = "x".repeat(EngineEvent.TEXT_MAX);
        assertEquals(longest, event.text(longest).textAsString());
        assertEquals(
                "text longer than 64: " + longest + "y",
                assertThrows(IllegalArgumentException.class, () -> event.text(longest + "y"))
                        .getMessage());
    }

    @Test
    void shouldKnowItsFlagsOneByOne() {
        for (int flags = 0; flags < 32; flags++) {
            event.flags = flags;
            assertEquals((flags & 16) == 16, event.isPortfolioOnly());
            assertEquals(flags % 2 == 1, event.isWarmUp());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 0, true", "0, 1, true", "2, 3, true"})
    void shouldBeUnfinishedWhileStandingsOrDecisionsAreLeft(int standings, int decisions, boolean unfinished) {
        event.standingsLeft = standings;
        event.decisionsLeft = decisions;
        assertEquals(unfinished, event.isUnfinished());
    }

    @Test
    void shouldCopyWhatTheProducerWrote() {
        event.control(EventType.CONDITION, 5, 6, 7).text("abc");
        EngineEvent other = new EngineEvent(new Bounds(1, 1, 1, 1));
        other.control(EventType.CONDITION, 5, 6, 7).text("xyz1");
        other.copyIngressFrom(event);
        assertEquals("abc", other.textAsString());
        event.text("a");
        other.copyIngressFrom(event);
        assertEquals("a", other.textAsString());
        event.text("");
        other.copyIngressFrom(event);
        assertEquals("", other.textAsString());
        assertFalse(other.isWarmUp());
    }
}
