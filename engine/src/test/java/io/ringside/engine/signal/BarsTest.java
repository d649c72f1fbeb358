package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The bars that a strategy looks at, and what a split makes of them. */
class BarsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());

    private final Bars bars = new Bars(3, BarSpec.FIVE_MINUTES, Instrument.usEquity(1, "SPY"), CALENDAR);

    @Test
    void shouldShowTheLastBarAndWhatIndicatorsMadeOfIt() {
        Value average = bars.add("sma", new SimpleMovingAverage(2));
        Value other = bars.add("sma2", new SimpleMovingAverage(3));
        Value before = bars.before(bars.close());
        assertFalse(bars.hasClosed());
        assertTrue(bars.remembers());
        bars.closed(bar(10, 14, 8, 12, 99), new double[] {0, 7, 6}, 1);
        assertTrue(Double.isNaN(before.get()));
        bars.closed(bar(11, 15, 9, 13, 77), new double[] {5, 4}, 0);
        assertEquals(12.0, before.get());
        double[] shown = {
            bars.open().get(),
            bars.high().get(),
            bars.low().get(),
            bars.close().get(),
            bars.volume().get(),
            bars.startTime().get(),
            bars.endTime().get(),
            average.get(),
            other.get()
        };
        assertEquals("[11.0, 15.0, 9.0, 13.0, 77.0, 34200.0, 34500.0, 5.0, 4.0]", java.util.Arrays.toString(shown));
        assertEquals(
                "open high low close volume",
                bars.open().name() + " " + bars.high().name() + " " + bars.low().name() + " "
                        + bars.close().name() + " " + bars.volume().name());
        assertEquals("close before", before.name());
        assertEquals(3, bars.index());
        assertEquals(BarSpec.FIVE_MINUTES, bars.size());
        assertEquals("SPY", bars.instrument().symbol());
    }

    /** Three for two: of 12 becomes 8, of 100 shares 150. What is not kept is the slot's, and stays as it is. */
    @Test
    void shouldRestateTheLastBarWhenASharesSplits() {
        Value average = bars.add("sma", new SimpleMovingAverage(2));
        assertEquals(5, bars.split(3, 2, new double[] {1, 2}, 5), "before the first bar there is nothing to restate");
        bars.keep();
        Bar slot = bar(9, 15, 6, 12, 101);
        bars.closed(slot, new double[] {12}, 0);
        slot.prices(1, 1, 1, 1, 1);
        assertEquals(2, bars.split(3, 2, new double[] {0, 8}, 1));
        assertEquals(e8(6), bars.last().openE8);
        assertEquals(e8(10), bars.last().highE8);
        assertEquals(e8(4), bars.last().lowE8);
        assertEquals(e8(8), bars.last().closeE8);
        assertEquals(151, bars.last().volume);
        assertEquals(10.0, bars.high().get());
        assertEquals(4.0, bars.low().get());
        assertEquals(8.0, bars.close().get());
        assertEquals(8.0, average.get());
        Bars others = new Bars(0, BarSpec.FIVE_MINUTES, Instrument.usEquity(1, "SPY"), CALENDAR);
        Bar shared = bar(9, 15, 6, 12, 101);
        others.closed(shared, new double[0], 0);
        assertEquals(0, others.split(3, 2, new double[0], 0));
        assertEquals(e8(12), shared.closeE8);
        assertEquals(8.0, others.close().get());
    }

    /** Between a split and the next bar a rule may be asked at a moment: old and new shares are not compared. */
    @Test
    void shouldRestateThePricesOfTheBarBefore() {
        Value average = bars.add("sma", new SimpleMovingAverage(2));
        Value closeBefore = bars.close().before();
        Value averageBefore = average.before();
        bars.keep();
        bars.closed(bar(12, 12, 12, 12, 1), new double[] {40}, 0);
        bars.closed(bar(10, 10, 10, 10, 1), new double[] {36}, 0);
        assertEquals(12.0, closeBefore.get());
        assertEquals(40.0, averageBefore.get());
        bars.split(4, 1, new double[] {9}, 0);
        assertEquals(3.0, closeBefore.get());
        assertEquals(2.5, bars.close().get());
        assertTrue(Double.isNaN(averageBefore.get()));
        bars.closed(bar(2, 2, 2, 2, 1), new double[] {8}, 0);
        assertEquals(2.5, closeBefore.get());
        assertEquals(9.0, averageBefore.get());
    }

    @Test
    void shouldRefuseMoreValuesThanThereIsRoomFor() {
        for (int i = 0; i < 256; i++) {
            bars.add("sma" + i, new SimpleMovingAverage(2));
        }
        assertEquals(
                "more than 256 values on 5m bars",
                assertThrows(IllegalArgumentException.class, () -> bars.add("one", new SimpleMovingAverage(2)))
                        .getMessage());
    }

    private static Bar bar(double open, double high, double low, double close, long volume) {
        Bar bar = new Bar();
        bar.at(1, 0, 0, OPEN, OPEN + 300 * ExchangeCalendar.SECOND_NANOS);
        bar.prices(e8(open), e8(high), e8(low), e8(close), volume);
        return bar;
    }

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }
}
