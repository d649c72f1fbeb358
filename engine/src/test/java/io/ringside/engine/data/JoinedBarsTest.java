package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.SymbolHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bars of one instrument under one ticker after the other. */
class JoinedBarsTest {
    private static final int MONDAY = (int) LocalDate.of(2024, 1, 8).toEpochDay();

    private static BarSource week(String symbol) {
        return new SyntheticBars(symbol, MONDAY, MONDAY + 4, 1, ExchangeCalendar.usEquity());
    }

    /** Of two weeks of 390 bars each, two days and three: what is passed over counts as read. */
    @Test
    void shouldReadEachTickersDaysAndTellHowFarItIs() {
        try (JoinedBars bars = new JoinedBars(
                "NEW",
                List.of(
                        new JoinedBars.Part(week("OLD"), Integer.MIN_VALUE, MONDAY + 1),
                        new JoinedBars.Part(week("NEW"), MONDAY + 2, Integer.MAX_VALUE)))) {
            assertEquals("NEW", bars.symbol());
            assertTrue(bars.synthetic());
            List<Integer> days = new ArrayList<>();
            double before = 0;
            while (bars.next()) {
                if (days.isEmpty() || days.get(days.size() - 1) != bars.sessionDay() - MONDAY) {
                    days.add(bars.sessionDay() - MONDAY);
                }
                double now = bars.progress();
                assertTrue(now >= before && now <= 1, now + " after " + before);
                assertEquals(bars.sessionDay() < MONDAY + 2, now < 0.5, "on " + bars.sessionDay() + " " + now);
                before = now;
            }
            assertEquals(List.of(0, 1, 2, 3, 4), days);
            assertFalse(bars.next());
            assertTrue(before > 0.9, "" + before);
        }
    }

    @Test
    void shouldBeThePlainBarsOfAnInstrumentThatHasOneTicker() {
        SymbolHistory.Span all = new SymbolHistory.Span("A", Integer.MIN_VALUE, Integer.MAX_VALUE);
        SymbolHistory.Span old = new SymbolHistory.Span("OLD", Integer.MIN_VALUE, MONDAY + 1);
        SymbolHistory.Span now = new SymbolHistory.Span("A", MONDAY + 2, Integer.MAX_VALUE);
        BarSource week = week("A");
        assertSame(week, JoinedBars.of("A", List.of(all), span -> week));
        assertNull(JoinedBars.of("A", List.of(old, now), span -> null));
        // Where there is nothing under the older ticker, the newer one may have its history.
        BarSource joined =
                JoinedBars.of("A", List.of(old, now), span -> span.symbol().equals("A") ? week : null);
        assertTrue(joined.next());
        assertEquals(MONDAY, joined.sessionDay());
        joined = JoinedBars.of("A", List.of(old, now), span -> week(span.symbol()));
        int bars = 0;
        while (joined.next()) {
            bars++;
        }
        assertEquals(5 * 78, bars);
    }
}
