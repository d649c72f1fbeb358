package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.BarFile;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BarSplitterTest {
    private static final long CENT = 1_000_000;

    @Test
    void shouldAggregateBackExactlyWhenRandomBarsAreSplit() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long unit = random.nextInt(10) == 0 ? 100 : CENT;
            long low = (1 + random.nextInt(50_000)) * unit;
            long range = random.nextInt(5) == 0 ? 0 : random.nextInt(400) * unit;
            long open = low + (range == 0 ? 0 : random.nextLong(range / unit + 1) * unit);
            long close = low + (range == 0 ? 0 : random.nextLong(range / unit + 1) * unit);
            long volume = random.nextInt(4) == 0 ? random.nextInt(120) : random.nextInt(3_000_000);
            long start = Scene.at("09:30") + i * Scene.FIVE_MINUTES;
            long end = start + (random.nextInt(20) == 0 ? 5 + random.nextInt(300) : 300) * Scene.SECOND;
            check(PriceBar.of(start, end, open, low + range, low, close, volume), random.nextLong(), "seed " + seed);
        }
    }

    @Test
    void shouldAggregateBackExactlyWhenRecordedBarsAreSplit() {
        var file = SharedData.file("bars-5min/QQQ.csv.gz");
        try (BarFile bars = BarFile.open(file, null, ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes())) {
            int count = 0;
            while (bars.next()) {
                check(
                        PriceBar.of(
                                bars.startNanos(),
                                bars.endNanos(),
                                bars.openE8(),
                                bars.highE8(),
                                bars.lowE8(),
                                bars.closeE8(),
                                bars.volume()),
                        7,
                        "bar " + count++);
            }
            assertTrue(count > 5000, "bars: " + count);
        }
    }

    @Test
    void shouldGiveTheSameWayWhenSplitAgainAndAnotherWhenSeededOtherwise() {
        PriceBar bar = Scene.bar("09:30", "190.00", "191.20", "189.50", "191.00");
        List<PriceBar> parts = new BarSplitter(3, CENT).split(bar);
        assertEquals(parts, new BarSplitter(3, CENT).split(bar));
        assertTrue(!parts.equals(new BarSplitter(4, CENT).split(bar)));
    }

    /** So long a bar of 6000 shares. */
    private static List<PriceBar> split(long seed, int seconds, String open, String high, String low, String close) {
        long start = Scene.at("09:30");
        return new BarSplitter(seed, CENT)
                .split(PriceBar.of(
                        start,
                        start + seconds * Scene.SECOND,
                        Scene.e8(open),
                        Scene.e8(high),
                        Scene.e8(low),
                        Scene.e8(close),
                        6000));
    }

    /**
     * Two parts have an extreme each, in their middles: between them lies the middle of both, give or take a sixteenth of the
     * range of 16.
     */
    @Test
    void shouldPassFromExtremeToExtremeBetweenTwoParts() {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int seed = 0; seed < 500; seed++) {
            List<PriceBar> parts = split(seed, 10, "100", "108", "92", "106");
            long between = parts.get(0).closeE8();
            assertEquals(0, between % CENT, "on the tick");
            least = Math.min(least, between);
            most = Math.max(most, between);
        }
        assertTrue(least >= Scene.e8("99.00") && least < Scene.e8("99.10"), "least " + least);
        assertTrue(most <= Scene.e8("101.00") && most > Scene.e8("100.90"), "most " + most);
    }

    /** What rises, or stands, goes down first in seven of ten cases; what falls, up. */
    @Test
    void shouldGoTheOtherWayFirstMoreOftenThanNot() {
        assertEquals(700, lowFirst("100"), 60);
        assertEquals(700, lowFirst("100.50"), 60);
        assertEquals(300, lowFirst("99.50"), 60);
    }

    private static int lowFirst(String close) {
        int count = 0;
        for (int seed = 0; seed < 1000; seed++) {
            count += split(seed, 10, "100", "108", "92", close).get(0).lowE8() == Scene.e8("92") ? 1 : 0;
        }
        return count;
    }

    @Test
    void shouldReachNoMoreThanTwoTicksBeyondAPartsOpenAndClose() {
        Set<Long> above = new TreeSet<>();
        Set<Long> below = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            for (PriceBar part : split(seed, 300, "100", "108", "92", "106")) {
                if (part.highE8() != Scene.e8("108") && part.lowE8() != Scene.e8("92")) {
                    above.add(part.highE8() - Math.max(part.openE8(), part.closeE8()));
                    below.add(Math.min(part.openE8(), part.closeE8()) - part.lowE8());
                }
            }
        }
        assertEquals(Set.of(0L, CENT, 2 * CENT), above);
        assertEquals(Set.of(0L, CENT, 2 * CENT), below);
    }

    private static void check(PriceBar bar, long seed, String what) {
        List<PriceBar> parts = new BarSplitter(seed, CENT).split(bar);
        PriceBar whole = PriceBar.over(parts, bar.startNanos(), bar.endNanos());
        assertEquals(bar.openE8(), whole.openE8(), what);
        assertEquals(bar.highE8(), whole.highE8(), what);
        assertEquals(bar.lowE8(), whole.lowE8(), what);
        assertEquals(bar.closeE8(), whole.closeE8(), what);
        assertEquals(bar.volume(), whole.volume(), what);
        assertEquals(Math.max(1, (bar.endNanos() - bar.startNanos()) / BarSplitter.PART_NANOS), parts.size(), what);
        assertEquals(bar.endNanos(), parts.get(parts.size() - 1).endNanos(), what);
        for (int i = 1; i < parts.size(); i++) {
            assertEquals(parts.get(i - 1).endNanos(), parts.get(i).startNanos(), what);
            assertEquals(parts.get(i - 1).closeE8(), parts.get(i).openE8(), what + ": no jump within a bar");
        }
    }
}
