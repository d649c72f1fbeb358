package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.market.BarSpec.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes of bars and how they are written. */
class BarSpecTest {
    @ParameterizedTest
    @CsvSource({
        "1s, TIME, 1000000000, 1s",
        "59s, TIME, 59000000000, 59s",
        "60s, TIME, 60000000000, 1m",
        "61s, TIME, 61000000000, 61s",
        "5m, TIME, 300000000000, 5m",
        "59m, TIME, 3540000000000, 59m",
        "60m, TIME, 3600000000000, 1h",
        "61m, TIME, 3660000000000, 61m",
        "2h, TIME, 7200000000000, 2h",
        "3601s, TIME, 3601000000000, 3601s",
        "1d, SESSION, 1, 1d",
        "500t, TRADES, 500, 500t",
        "100000v, VOLUME, 100000, 100000v",
        "999999999v, VOLUME, 999999999, 999999999v"
    })
    void shouldReadAndWriteASize(String text, Unit unit, long count, String written) {
        assertEquals(new BarSpec(unit, count), BarSpec.parse(text));
        assertEquals(written, BarSpec.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "0m", "05m", "5x", "5 m", "-5m", "2d", "10d", "1000000000v", "1.5m"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertEquals(
                "not a bar size: \"" + text + "\" (they look like 5s, 5m, 1h, 1d, 500t, 100000v)",
                assertThrows(IllegalArgumentException.class, () -> BarSpec.parse(text))
                        .getMessage());
    }

    @Test
    void shouldCountAtLeastOneAndOneSessionOnly() {
        assertEquals(1, new BarSpec(Unit.TIME, 1).count());
        assertEquals(2, new BarSpec(Unit.TRADES, 2).count());
        assertEquals(1, new BarSpec(Unit.SESSION, 1).count());
        assertEquals("not a bar size: 0 VOLUME", refusal(Unit.VOLUME, 0));
        assertEquals("not a bar size: 0 SESSION", refusal(Unit.SESSION, 0));
        assertEquals("not a bar size: 2 SESSION", refusal(Unit.SESSION, 2));
        assertEquals(300_000_000_000L, BarSpec.FIVE_MINUTES.count());
    }

    private static String refusal(Unit unit, long count) {
        return assertThrows(IllegalArgumentException.class, () -> new BarSpec(unit, count))
                .getMessage();
    }
}
