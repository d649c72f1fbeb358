package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price that a new one is compared with, and gaps before bars of five minutes. */
class MarketWatchTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long BAR = 5 * ExchangeCalendar.MINUTE_NANOS;

    private final MarketWatch watch = new MarketWatch(CALENDAR, 2);
    private final EngineEvent event = new EngineEvent(new Bounds(4, 1, 1, 1));

    private void bar(long start, long priceE8) {
        event.bar(0, start, start + BAR, priceE8, priceE8, priceE8, priceE8, 1, 0);
        event.clearDecisions();
        watch.onEvent(event);
    }

    private void trade(long nanos, long priceE8) {
        event.trade(0, nanos, priceE8, 1, 0);
        event.clearDecisions();
        watch.onEvent(event);
    }

    private void closed(int instrument, long start, long openE8) {
        Bar bar = event.addBar();
        bar.at(instrument, 0, DAY, start, event.eventNanos);
        bar.prices(openE8, openE8, openE8, openE8, 1);
    }

    @Test
    void shouldCompareWithThePriceBefore() {
        trade(OPEN, 100);
        assertEquals(0, watch.referenceE8(0));
        trade(OPEN + 1, 101);
        assertEquals(100, watch.referenceE8(0));
        assertEquals(1, watch.referenceAgeNanos(0));
        assertEquals(0, watch.referenceE8(1));
    }

    /** A mid is one of a bid and an offer that do not cross. */
    @ParameterizedTest
    @CsvSource({"0, 200, 100", "1, 201, 101", "150, 150, 150", "151, 150, 100", "-1, 200, 100", "150, 153, 151"})
    void shouldTakeTheMidOfAQuoteForAPrice(long bidE8, long askE8, long referenceE8) {
        trade(OPEN, 100);
        event.quote(0, OPEN + 1, bidE8, askE8, 1, 1, 0);
        watch.onEvent(event);
        trade(OPEN + 2, 500);
        assertEquals(referenceE8, watch.referenceE8(0));
    }

    /** Of all bars that closed, the one that began first; those of another instrument are none of its own. */
    @ParameterizedTest
    @CsvSource({"1, 2, 3", "1, 3, 2", "2, 1, 3", "2, 3, 1", "3, 1, 2", "3, 2, 1"})
    void shouldCompareWithTheOpenOfTheLargestBar(int first, int second, int third) {
        bar(OPEN, 100);
        bar(OPEN + BAR, 101);
        closed(1, OPEN - 9, 77);
        for (int size : new int[] {first, second, third}) {
            closed(0, event.eventNanos - size * BAR, 1_000L * size);
        }
        assertEquals(3_000, watch.referenceE8(0));
        assertEquals(0, watch.referenceAgeNanos(0));
    }

    @Test
    void shouldTakeTheFirstBarOfAllForAGap() {
        bar(OPEN + BAR, 100);
        assertTrue(watch.hasGap(0));
        bar(OPEN + 2 * BAR, 100);
        assertFalse(watch.hasGap(0));
        bar(OPEN + 4 * BAR, 100);
        assertTrue(watch.hasGap(0));
    }

    /** The next session's first bar follows the last one, whenever that was; a later one does not. */
    @Test
    void shouldLetTheFirstBarOfASessionFollow() {
        long next = CALENDAR.openNanos(DAY + 1);
        bar(CALENDAR.closeNanos(DAY) - BAR, 100);
        bar(next, 100);
        assertFalse(watch.hasGap(0));
        MarketWatch late = new MarketWatch(CALENDAR, 1);
        bar(CALENDAR.closeNanos(DAY) - BAR, 100);
        late.onEvent(event);
        bar(next + BAR, 100);
        late.onEvent(event);
        assertTrue(late.hasGap(0));
    }

    /** A bar of two, and one that began before: the first of all bars is missing in it. */
    @Test
    void shouldKnowAGapAtTheStartOfALargerBar() {
        bar(OPEN + BAR, 100);
        bar(OPEN + 2 * BAR, 100);
        assertFalse(watch.hasGap(0));
        closed(0, OPEN + BAR, 100);
        assertTrue(watch.hasGap(0));
        bar(OPEN + 3 * BAR, 100);
        closed(0, OPEN + 2 * BAR, 100);
        assertFalse(watch.hasGap(0));
    }
}
