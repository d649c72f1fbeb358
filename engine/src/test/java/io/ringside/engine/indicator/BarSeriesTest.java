package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.indicator.BarSeries.Subscription;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values go with an update, and from which bar on. */
class BarSeriesTest {
    private final EngineEvent event = new EngineEvent(new Bounds(8, 8, 64, 1));

    /** An indicator that tells its number, ten times the bars that it has seen, and a tenth more for each output. */
    private static final class Counting implements Indicator {
        private final double number;
        private final int outputs;
        private final int warmUp;
        private int bars;

        Counting(double number, int outputs, int warmUp) {
            this.number = number;
            this.outputs = outputs;
            this.warmUp = warmUp;
        }

        @Override
        public double update(Bar bar) {
            bars++;
            return value(0);
        }

        @Override
        public int warmUp() {
            return warmUp;
        }

        @Override
        public int outputs() {
            return outputs;
        }

        @Override
        public double value(int output) {
            return number + 10 * bars + 0.125 * output;
        }
    }

    private List<Double> values(BarSeries series) {
        event.clearDecisions();
        event.bar(0, 0, 300, 1, 1, 1, 1, 1, 0);
        series.arrived(event);
        return Arrays.stream(event.values, 0, event.valueCount).boxed().toList();
    }

    private static BarSeries series(Subscription... subscriptions) {
        return new BarSeries(3, Instrument.usEquity(0, "QQQ"), BarSpec.FIVE_MINUTES, List.of(subscriptions));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void shouldTellAValueOfEachIndicatorInTheirOrder(int count) {
        List<Indicator> indicators = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            indicators.add(new Counting(i, 1, 1));
            expected.add(10.0 + i);
        }
        assertEquals(expected, values(series(new Subscription(0, 0, indicators))));
    }

    @Test
    void shouldTellAllValuesOfAnIndicator() {
        assertEquals(
                List.of(10.0, 10.125, 10.25), values(series(new Subscription(0, 0, List.of(new Counting(0, 3, 1))))));
        assertEquals(
                List.of(10.0, 11.0, 11.125, 12.0),
                values(series(new Subscription(
                        0, 0, List.of(new Counting(0, 1, 1), new Counting(1, 2, 1), new Counting(2, 1, 1))))));
        assertEquals(List.of(), values(series(new Subscription(0, 0, List.of()))));
    }

    @Test
    void shouldTellEachSubscriptionsValuesBehindThoseBefore() {
        BarSeries series = series(
                new Subscription(7, 1, List.of(new Counting(0, 2, 1))),
                new Subscription(8, 2, List.of(new Counting(5, 1, 2))),
                new Subscription(9, 3, List.of(new Counting(6, 1, 1))));
        // The second one is warm with the second bar.
        assertEquals(List.of(10.0, 10.125, 16.0), values(series));
        assertEquals(2, event.updateCount);
        assertEquals("9 3 0 2 1", update(1));
        assertEquals(List.of(20.0, 20.125, 25.0, 26.0), values(series));
        assertEquals(3, event.updateCount);
        assertEquals("7 1 0 0 2", update(0));
        assertEquals("8 2 0 2 1", update(1));
        assertEquals("9 3 0 3 1", update(2));
        assertEquals(3, event.bars[0].seriesId);
        assertEquals(
                List.of(7, 8, 9),
                series.subscriptions().stream().map(Subscription::bindingId).toList());
    }

    private String update(int index) {
        var update = event.updates[index];
        return update.bindingId + " " + update.input + " " + update.bar + " " + update.valueOffset + " "
                + update.valueCount;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 3"})
    void shouldTellNothingBeforeAllAreWarm(int warmUp, int firstBar) {
        BarSeries series = series(new Subscription(0, 0, List.of(new Counting(0, 1, 0), new Counting(1, 1, warmUp))));
        for (int bar = 1; bar < 5; bar++) {
            values(series);
            assertEquals(bar >= firstBar ? 1 : 0, event.updateCount, "bar " + bar);
        }
    }

    /** Not a number is told by none that is warm; before, it may be. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "3, 1", "4, 1", "5, 1"})
    void shouldRefuseWhatIsNoNumberOnceItIsWarm(int count, int outputs) {
        List<Indicator> indicators = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            indicators.add(new Counting(i, 1, 2));
        }
        indicators.add(new Counting(Double.NaN, outputs, 2));
        BarSeries series = series(new Subscription(4, 0, indicators));
        assertEquals(List.of(), values(series));
        assertEquals(
                "value " + (count - 1) + " of binding 4 is NaN",
                assertThrows(ArithmeticException.class, () -> values(series)).getMessage());
    }

    @Test
    void shouldHaveASubscriptionForNobody() {
        assertTrue(series().subscriptions().isEmpty());
        assertEquals(List.of(), values(series()));
        assertEquals(1, event.barCount);
    }
}
