package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedWindowsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldFindARatioUnderNoiseThatIsMuchLargerAndComesAndGoes() {
        SplittableRandom random = new SplittableRandom(5);
        PairedWindows windows = new PairedWindows();
        for (int i = 0; i < 120; i++) {
            windows.add(i % 4 == 0 || i % 4 == 3, i * SECOND, (i + 1) * SECOND);
        }
        for (int i = 0; i < 120; i++) {
            boolean with = i % 4 == 0 || i % 4 == 3;
            // Neighbours make all of it up to three times as slow, for some windows in a row.
            double neighbours = 1 + (i / 10 % 3) + 0.2 * random.nextDouble();
            for (int event = 0; event < 100; event++) {
                double took = 10_000 * neighbours * (with ? 1.04 : 1) * (0.5 + random.nextDouble());
                windows.latency(i * SECOND + event * 1_000_000L, (long) took);
            }
        }
        double[] ratios = windows.ratios();
        assertEquals(60, ratios.length);
        assertEquals(1.04, PairedWindows.median(ratios), 0.04);
        double[] interval = PairedWindows.interval(ratios);
        assertEquals(true, interval[0] < 1.04 && 1.04 < interval[1], interval[0] + " to " + interval[1]);
    }

    /** Ranks of the 95 % interval of a median, as tables of the sign test have them. */
    @Test
    void shouldTakeTheIntervalOfTheSignTest() {
        assertArrayEquals(new double[] {1, 6}, PairedWindows.interval(upTo(6)));
        assertArrayEquals(new double[] {2, 9}, PairedWindows.interval(upTo(10)));
        assertArrayEquals(new double[] {6, 15}, PairedWindows.interval(upTo(20)));
        assertArrayEquals(new double[] {18, 33}, PairedWindows.interval(upTo(50)));
        assertArrayEquals(new double[] {1, 3}, PairedWindows.interval(upTo(3)), "too few for it");
    }

    @Test
    void shouldLeaveOutWhatLiesBetweenWindowsAndPairsWithTooFewEvents() {
        PairedWindows windows = new PairedWindows();
        windows.add(true, 10, 20);
        windows.add(false, 30, 40);
        windows.add(false, 50, 60);
        windows.add(true, 60, 70);
        for (int i = 0; i < 40; i++) {
            windows.latency(15, 200);
            windows.latency(25, 1_000_000);
            windows.latency(30, 100);
            windows.latency(40, 1_000_000);
            windows.latency(55, 100);
        }
        windows.latency(69, 5_000);
        assertArrayEquals(new double[] {2}, windows.ratios());
        assertEquals(200, windows.medians(true).median());
        assertThrows(IllegalArgumentException.class, () -> windows.add(true, 65, 80));
    }

    private static double[] upTo(int last) {
        return IntStream.rangeClosed(1, last).asDoubleStream().toArray();
    }
}
