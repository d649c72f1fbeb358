package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HighLowWindowTest {
    @Test
    void shouldEqualAPlainScanWhenPricesAreRandomAndOftenEqual() {
        long seed = 20250521;
        SplittableRandom random = new SplittableRandom(seed);
        for (int period = 1; period <= 40; period++) {
            HighLowWindow window = new HighLowWindow(period);
            double[] highs = new double[500];
            double[] lows = new double[500];
            for (int i = 0; i < highs.length; i++) {
                lows[i] = random.nextInt(i % 100 < 50 ? 5 : 500);
                highs[i] = lows[i] + random.nextInt(5);
                window.push(highs[i], lows[i]);
                double highest = highs[i];
                double lowest = lows[i];
                for (int j = Math.max(0, i + 1 - period); j < i; j++) {
                    highest = Math.max(highest, highs[j]);
                    lowest = Math.min(lowest, lows[j]);
                }
                String place = "seed " + seed + ", period " + period + ", bar " + i;
                assertEquals(highest, window.highest(), place);
                assertEquals(lowest, window.lowest(), place);
            }
        }
    }
}
