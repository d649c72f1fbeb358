package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.event.Bar;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorAllocationTest {
    private static final int BARS = 1_000_000;

    private static final List<Indicator> ALL = List.of(
            new AverageDirectionalIndex(14),
            new BollingerBands(20, 2),
            new DonchianChannel(55),
            new ExponentialMovingAverage(20),
            new HighestHigh(10),
            new KeltnerChannel(20, 10, 2),
            new LinearRegression(20),
            new LowestLow(10),
            new Macd(12, 26, 9),
            new OnBalanceVolume(),
            new RateOfChange(10),
            new RelativeStrengthIndex(14),
            new SessionVwap(),
            new SimpleMovingAverage(200),
            StandardDeviation.population(20),
            StandardDeviation.sample(20),
            new TrueRange(),
            new WeightedMovingAverage(20),
            new WilderAverageTrueRange(14),
            new WilliamsR(10),
            ZScore.population(20),
            ZScore.sample(20));

    @Test
    void shouldAllocateNothingWhenAllIndicatorsSeeAMillionBars() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(threads.isThreadAllocatedMemorySupported());
        Indicator[] indicators = ALL.toArray(Indicator[]::new);
        Bar[] bars = Golden.bars().toArray(Bar[]::new);
        run(indicators, bars, BARS / 10);
        // What the compiler leaves behind while it swaps code comes once; what a bar costs comes every time.
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && allocated > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            double sum = run(indicators, bars, BARS);
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
            assertTrue(Double.isFinite(sum));
        }
        assertEquals(0, allocated, "bytes");
    }

    private static double run(Indicator[] indicators, Bar[] bars, int count) {
        double sum = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            Bar bar = bars[next];
            next = next + 1 < bars.length ? next + 1 : 0;
            for (Indicator indicator : indicators) {
                indicator.update(bar);
                for (int output = 0; output < indicator.outputs(); output++) {
                    sum += indicator.value(output);
                }
            }
        }
        return sum;
    }
}
