package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.SymbolHistory.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an instrument may be, and by which tickers it is known. */
class InstrumentTest {
    private static Instrument of(String symbol, long tickE8, long lot, Change... changes) {
        return new Instrument(0, symbol, tickE8, lot, 0, "SMART", "", "USD", List.of(changes));
    }

    private static String refusal(String symbol, long tickE8, long lot, Change... changes) {
        return assertThrows(IllegalArgumentException.class, () -> of(symbol, tickE8, lot, changes))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1000000, true", "100000000, true", "0, false", "-1, false", "3, false", "200000000, false"})
    void shouldHaveATickThatDividesOne(long tickE8, boolean allowed) {
        if (allowed) {
            assertEquals(tickE8, of("QQQ", tickE8, 1).tickE8());
        } else {
            assertEquals("tick-size must divide 1, not " + FixedPoint.format(tickE8), refusal("QQQ", tickE8, 1));
        }
    }

    @Test
    void shouldHaveATickerAndALotOfAShareAtLeast() {
        assertEquals(1, of("QQQ", 1, 1).lot());
        assertEquals("lot must be at least 1, not 0", refusal("QQQ", 1, 0));
        assertEquals("symbol = \"qqq_1\" is no ticker", refusal("qqq_1", 1, 1));
    }

    @Test
    void shouldBeKnownByEachTickerOfItsTime() {
        Instrument now = of("C", 1, 1, new Change(100, "A", "B"), new Change(200, "B", "C"), new Change(300, "C", "D"));
        assertEquals("A", now.symbolOn(99));
        assertEquals("B", now.symbolOn(100));
        assertEquals("B", now.symbolOn(199));
        assertEquals("C", now.symbolOn(200));
        assertEquals("D", now.symbolOn(300));
        for (String ticker : List.of("A", "B", "C", "D")) {
            assertTrue(now.isCalled(ticker), ticker);
        }
        assertFalse(now.isCalled("E"));
        assertEquals("E", of("E", 1, 1).symbolOn(100));
        // One that is to change only later goes by its first ticker.
        assertEquals("A", of("A", 1, 1, new Change(100, "A", "B")).symbolOn(99));
        assertEquals(
                new Instrument(7, "QQQ", 5, 3, 9, "X", "Y", "USD"),
                new Instrument(0, "QQQ", 5, 3, 9, "X", "Y", "USD").withId(7));
        assertEquals(
                new Instrument(0, "B", 5, 3, 9, "X", "Y", "USD", List.of(new Change(1, "A", "B"))),
                new Instrument(0, "A", 5, 3, 9, "X", "Y", "USD").renamed("B", List.of(new Change(1, "A", "B"))));
    }

    @Test
    void shouldRefuseChangesThatDoNotLeadToItsTicker() {
        String remedy = "; give BEFORE,DAY,AFTER of each change, oldest first";
        Change first = new Change(100, "A", "B");
        Change second = new Change(200, "B", "C");
        assertEquals(
                "renamed = " + List.of(first, second) + " does not lead to X" + remedy,
                refusal("X", 1, 1, first, second));
        assertEquals(
                "renamed = " + List.of(second, first) + " does not lead to C" + remedy,
                refusal("C", 1, 1, second, first));
        Change sameDay = new Change(100, "B", "C");
        assertEquals(
                "renamed = " + List.of(first, sameDay) + " does not lead to C" + remedy,
                refusal("C", 1, 1, first, sameDay));
        Change other = new Change(200, "X", "C");
        assertEquals(
                "renamed = " + List.of(first, other) + " does not lead to C" + remedy,
                refusal("C", 1, 1, first, other));
    }

    @Test
    void shouldPutAPriceOnTheNearestTick() {
        Instrument nickels = of("QQQ", 5_000_000, 1);
        assertEquals(1_005_000_000L, nickels.onTick(10.07));
        assertEquals(1_010_000_000L, nickels.onTick(10.08));
        assertEquals(1_000_000, Instrument.usEquity(3, "QQQ").tickE8());
        assertEquals(3, Instrument.usEquity(3, "QQQ").id());
    }
}
