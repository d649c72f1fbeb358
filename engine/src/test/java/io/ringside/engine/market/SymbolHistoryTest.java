package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.SymbolHistory.Change;
import io.ringside.engine.market.SymbolHistory.Span;
import io.ringside.engine.settings.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a ticker means on a day, by changes of tickers that have happened: Facebook's, and one that was given away again. */
class SymbolHistoryTest {
    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    private static final Change META = new Change(100, "FB", "META");

    @Test
    void shouldKnowAnInstrumentByItsTickerOfTheDay() {
        SymbolHistory history = new SymbolHistory(List.of(META));
        assertEquals("FB", history.on(99, "FB"));
        assertEquals("META", history.on(100, "FB"));
        assertEquals("META", history.on(100, "META"));
        assertEquals("SPY", history.on(100, "SPY"));
        assertEquals(List.of(new Span("FB", MIN, 99), new Span("META", 100, MAX)), history.spans("META", MAX));
        assertEquals(List.of(new Span("META", MIN, MAX)), history.spans("META", 99));
    }

    @Test
    void shouldFollowAnInstrumentOverSeveralTickers() {
        SymbolHistory history = new SymbolHistory(List.of(new Change(200, "B", "C"), new Change(100, "A", "B")));
        assertEquals("C", history.on(MAX, "A"));
        assertEquals("B", history.on(150, "A"));
        assertEquals(
                List.of(new Span("A", MIN, 99), new Span("B", 100, 199), new Span("C", 200, MAX)),
                history.spans("C", MAX));
    }

    /** A's shares are called B from 100 on and C from 200 on. */
    @Test
    void shouldKnowTheTickerOfEachDayAroundAChange() {
        SymbolHistory history = new SymbolHistory(List.of(new Change(100, "A", "B"), new Change(200, "B", "C")));
        assertEquals("A", history.on(99, "A"));
        assertEquals("B", history.on(100, "A"));
        assertEquals("B", history.on(199, "A"));
        assertEquals("C", history.on(200, "A"));
        assertEquals("C", history.on(201, "A"));
        assertEquals("A is B from 1970-04-11 on", new Change(100, "A", "B").toString());
    }

    /** On one day A becomes B and what was B becomes C: A is B then, not C. */
    @Test
    void shouldNotFollowATickerThatIsGivenOnAtTheSameDay() {
        SymbolHistory history = new SymbolHistory(List.of(new Change(100, "A", "B"), new Change(100, "B", "C")));
        assertEquals("B", history.on(100, "A"));
    }

    @Test
    void shouldForgetTheChangesAfterADay() {
        Change second = new Change(200, "B", "C");
        SymbolHistory history = new SymbolHistory(List.of(second, new Change(100, "A", "B")));
        assertEquals(List.of(), history.until(99).changes());
        assertEquals(List.of(new Change(100, "A", "B")), history.until(100).changes());
        assertEquals(List.of(new Change(100, "A", "B")), history.until(199).changes());
        assertSame(history, history.until(200));
        assertSame(history, history.until(201));
        assertSame(SymbolHistory.NONE, SymbolHistory.NONE.until(0));
        assertEquals(List.of(new Change(100, "A", "B"), second), history.of("C", 200));
        assertEquals(List.of(), history.of("C", 199));
        assertEquals(List.of(new Change(100, "A", "B")), history.of("B", 100));
    }

    @Test
    void shouldNumberTheInstrumentsUnderTheirTickersOfADay() {
        SymbolHistory history = new SymbolHistory(List.of(META));
        List<Instrument> given =
                List.of(Instrument.usEquity(4, "META"), Instrument.usEquity(5, "FB"), Instrument.usEquity(6, "SPY"));
        List<Instrument> before = history.on(99, given);
        assertEquals(
                List.of(Instrument.usEquity(0, "META").renamed("FB", List.of(META)), Instrument.usEquity(1, "SPY")),
                before);
        assertEquals("META", history.on(100, given).get(0).symbol());
    }

    @Test
    void shouldTakeATickerThatWasGivenAwayForWhoHasItNow() {
        SymbolHistory history = new SymbolHistory(List.of(META, new Change(300, "PFB", "FB")));
        assertEquals("META", history.on(299, "FB"));
        assertEquals("FB", history.on(300, "FB"));
        assertEquals(List.of(new Span("PFB", MIN, 299), new Span("FB", 300, MAX)), history.spans("FB", MAX));
        assertEquals(List.of(new Span("FB", MIN, 99), new Span("META", 100, MAX)), history.spans("META", MAX));
    }

    @Test
    void shouldMakeOneInstrumentOfTwoTickers() {
        List<Instrument> now = new SymbolHistory(List.of(META))
                .on(MAX, List.of(Instrument.usEquity(0, "FB"), Instrument.usEquity(1, "META")));
        assertEquals(1, now.size());
        assertEquals("META", now.get(0).symbol());
        assertEquals("FB", now.get(0).symbolOn(99));
        assertEquals("META", now.get(0).symbolOn(100));
        assertTrue(now.get(0).isCalled("FB") && now.get(0).isCalled("META"));
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThrows(UserError.class, () -> new SymbolHistory(List.of(META, new Change(100, "FB", "OTHER"))));
        assertThrows(UserError.class, () -> new SymbolHistory(List.of(META, new Change(100, "X", "META"))));
        UserError error =
                assertThrows(UserError.class, () -> new SymbolHistory(List.of(new Change(100, "FB", "X"), META)));
        assertEquals(
                "FB is X from 1970-04-11 on, and FB is META from 1970-04-11 on: a ticker has one name before and one"
                        + " after; remove one of both",
                error.getMessage());
        assertEquals(
                2,
                new SymbolHistory(List.of(META, new Change(101, "FB", "X")))
                        .changes()
                        .size());
        assertEquals(
                2,
                new SymbolHistory(List.of(META, new Change(100, "Y", "X")))
                        .changes()
                        .size());
    }

    @Test
    void shouldCarryATickerInTwoNumbers() {
        for (String ticker : List.of("A", "BRK.B", "ABCDEFGH", "ABCDEFGHI", "ABCDEFGHIJKLMNOP", "BF B", "0A-1")) {
            assertEquals(ticker, TickerText.of(TickerText.head(ticker), TickerText.tail(ticker)));
            assertTrue(TickerText.isValid(TickerText.head(ticker), TickerText.tail(ticker)));
        }
        assertTrue(!TickerText.isValid(0, 0) && !TickerText.isValid('a', 0) && !TickerText.isValid('A', 'B'));
    }
}
