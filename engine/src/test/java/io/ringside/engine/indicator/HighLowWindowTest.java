package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bar;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HighLowWindowTest {
    @Test
    void shouldEqualAPlainScanWhenPricesAreRandomAndOftenEqual() {
        long seed = 20250521;
        SplittableRandom random = new SplittableRandom(seed);
        for (int period = 1; period <= 40; period++) {
            HighLowWindow window = new HighLowWindow(period);
            long[] highs = new long[500];
            long[] lows = new long[500];
            Bar bar = new Bar();
            for (int i = 0; i < highs.length; i++) {
                // Spreads have prices on both sides of zero.
                lows[i] = random.nextInt(i % 100 < 50 ? 5 : 500) - 2L;
                highs[i] = lows[i] + random.nextInt(5);
                bar.prices(lows[i], highs[i], lows[i], highs[i], 100);
                window.push(bar);
                long highest = highs[i];
                long lowest = lows[i];
                for (int j = Math.max(0, i + 1 - period); j < i; j++) {
                    highest = Math.max(highest, highs[j]);
                    lowest = Math.min(lowest, lows[j]);
                }
                String place = "seed " + seed + ", period " + period + ", bar " + i;
                assertEquals(highest / 1e8, window.highest(), place);
                assertEquals(lowest / 1e8, window.lowest(), place);
            }
        }
    }
}
