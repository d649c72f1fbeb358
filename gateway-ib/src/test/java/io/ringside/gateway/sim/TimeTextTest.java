package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How TWS spells times, and which it reads; half past nine of 2026-01-05 is 14:30 UTC. */
class TimeTextTest {
    private static final long OPEN = 1_767_623_400L * Scene.SECOND;

    /** The zone follows from version 174 on, and before there are two blanks. */
    @Test
    void shouldSpellTimesAsTheVersionHasThem() {
        assertEquals("20260105  09:30:00", TimeText.full(173, OPEN));
        assertEquals("20260105 09:30:00 US/Eastern", TimeText.full(174, OPEN));
        assertEquals("20260105 09:30:00 US/Eastern", TimeText.full(176, OPEN + Scene.SECOND - 1));
        assertEquals("20260105 09:30:01 US/Eastern", TimeText.withZone(OPEN + Scene.SECOND));
        assertEquals("20260105", TimeText.day(OPEN));
        assertEquals("09:30", TimeText.hourAndMinute(OPEN));
        assertEquals("09:29", TimeText.hourAndMinute(OPEN - 1));
        assertEquals(1_767_623_400, TimeText.seconds(OPEN));
        assertEquals(1_767_623_399, TimeText.seconds(OPEN - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "20260105-14:30:00, false",
        "20260105 09:30:00, true",
        "20260105  09:30:00, true",
        "20260105 9:30:00, true",
        "20260105 09:30:00 US/Eastern, false",
        "20260105 09:30:00 America/New_York, false",
        "20260105 08:30:00 US/Central, false",
        "20260105 14:30:00 UTC, false",
        "20260105 09:30:00 EST, false"
    })
    void shouldReadTheSameTimeInAllNotations(String text, boolean zoneMissing) {
        assertEquals(new TimeText.Parsed(OPEN, zoneMissing), TimeText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20260105",
                "20260105 09:30",
                "20261305 09:30:00",
                "20260105 25:30:00",
                "20260105 09:30:00 Nowhere/City",
                "20260105_09:30:00",
                "one day"
            })
    void shouldReadNothingElse(String text) {
        assertNull(TimeText.parse(text));
    }
}
