package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventRoomTest {
    private static Bounds bounds(int names, String more) {
        String instruments = IntStream.range(0, names)
                .mapToObj(i -> "{ symbol = N" + i + " }")
                .collect(Collectors.joining(", ", "instruments = [", "]\n"));
        String signal = more.isEmpty() ? "signal { strategy = mean-reversion-in-trend }" : more;
        EngineSettings settings = EngineSettings.parse(instruments + signal, "test");
        return new Engine(settings, ExchangeCalendar.usEquity()).bounds();
    }

    /** A bar that comes in is of one name. */
    @Test
    void shouldMakeSlotsNoLargerWhenThereAreMoreNames() {
        assertEquals(bounds(1, ""), bounds(500, ""));
    }

    /** Bars that are made end together. */
    @Test
    void shouldMakeRoomForAllBarsThatAreMadeAndCloseTogether() {
        String quarters = "signal { strategy = mean-reversion-in-trend, bar = 15m }";
        Bounds one = bounds(1, quarters);
        Bounds ten = bounds(10, quarters);
        assertEquals(21, ten.bars());
        assertEquals(10 * one.updates(), ten.updates());
        assertEquals(10 * one.values(), ten.values());
    }

    @Test
    void shouldMakeRoomForEachStrategyOnOneName() {
        String two = "signals { a { strategy = mean-reversion-in-trend }, b { strategy = rsi2 } }";
        Bounds of = bounds(3, two);
        Bounds alone = bounds(3, "");
        assertEquals(2 * alone.updates(), of.updates());
    }
}
