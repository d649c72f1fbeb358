package io.ringside.gateway.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Splits a larger bar into 5-second bars whose aggregate is exactly that bar: open, high, low, close and volume.
 *
 * <p>The path is invented, but the same for the same seed and bar: from the open to one extreme, to the other, to the close,
 * on the tick if the given prices allow it, each bar opening where the one before it closed. So every price within the
 * larger bar is traded, and no order is jumped over.
 *
 * <p>Thread: any; it has no state but its seed.
 */
final class BarSplitter {
    /** Length of the parts. */
    static final long PART_NANOS = 5_000_000_000L;

    private final long seed;
    private final long tickE8;

    BarSplitter(long seed, long tickE8) {
        this.seed = seed;
        this.tickE8 = tickE8;
    }

    /** Parts of the bar, in order, without a gap; parts without trades have the last price. */
    List<PriceBar> split(PriceBar bar) {
        int parts = (int) Math.max(1, (bar.endNanos() - bar.startNanos()) / PART_NANOS);
        int active = (int) Math.max(1, Math.min(parts, bar.volume()));
        SplittableRandom random = new SplittableRandom(seed ^ Long.rotateLeft(bar.startNanos(), 17));
        List<PriceBar> busy = path(bar, active, random);

        List<PriceBar> result = new ArrayList<>(parts);
        int used = 0;
        for (int i = 0; i < parts; i++) {
            long start = bar.startNanos() + i * PART_NANOS;
            long end = i == parts - 1 ? bar.endNanos() : start + PART_NANOS;
            boolean trades = used < active && (long) i * active / parts == used;
            if (trades) {
                PriceBar part = busy.get(used++);
                result.add(new PriceBar(
                        start,
                        end,
                        part.openE8(),
                        part.highE8(),
                        part.lowE8(),
                        part.closeE8(),
                        part.volume(),
                        part.trades()));
            } else {
                long last = result.get(i - 1).closeE8();
                result.add(new PriceBar(start, end, last, last, last, last, 0, 0));
            }
        }
        return result;
    }

    private List<PriceBar> path(PriceBar bar, int parts, SplittableRandom random) {
        if (parts == 1) {
            return List.of(bar);
        }
        boolean lowFirst = (bar.closeE8() >= bar.openE8()) == (random.nextInt(10) < 7);
        int first = random.nextInt(parts - 1);
        int second = first + 1 + random.nextInt(parts - 1 - first);
        long firstE8 = lowFirst ? bar.lowE8() : bar.highE8();
        long secondE8 = lowFirst ? bar.highE8() : bar.lowE8();
        long[] volumes = volumes(bar.volume(), parts, random);

        List<PriceBar> result = new ArrayList<>(parts);
        long open = bar.openE8();
        for (int i = 0; i < parts; i++) {
            long close = i == parts - 1
                    ? bar.closeE8()
                    : near(bar, skeleton(bar, i + 1, parts, first + 0.5, firstE8, second + 0.5, secondE8), random);
            long high = Math.max(Math.max(open, close), Math.min(bar.highE8(), Math.max(open, close) + wiggle(random)));
            long low = Math.min(Math.min(open, close), Math.max(bar.lowE8(), Math.min(open, close) - wiggle(random)));
            if (i == first || i == second) {
                boolean touchesLow = (i == first) == lowFirst;
                low = touchesLow ? bar.lowE8() : low;
                high = touchesLow ? high : bar.highE8();
            }
            result.add(PriceBar.of(0, PART_NANOS, open, high, low, close, volumes[i]));
            open = close;
        }
        return result;
    }

    /** Straight lines from the open through both extremes to the close. */
    private static double skeleton(
            PriceBar bar, double at, int parts, double firstAt, long firstE8, double secondAt, long secondE8) {
        if (at <= firstAt) {
            return line(at, 0, bar.openE8(), firstAt, firstE8);
        }
        if (at <= secondAt) {
            return line(at, firstAt, firstE8, secondAt, secondE8);
        }
        return line(at, secondAt, secondE8, parts, bar.closeE8());
    }

    private static double line(double at, double fromAt, long from, double toAt, long to) {
        return (double) from + (double) (to - from) * (at - fromAt) / (toAt - fromAt);
    }

    /** A price on the tick near the given one, within the bar. */
    private long near(PriceBar bar, double priceE8, SplittableRandom random) {
        double noise = (random.nextDouble() - 0.5) * (bar.highE8() - bar.lowE8()) / 8;
        long onTick = Math.round((priceE8 + noise) / tickE8) * tickE8;
        return Math.max(bar.lowE8(), Math.min(bar.highE8(), onTick));
    }

    private long wiggle(SplittableRandom random) {
        return random.nextInt(3) * tickE8;
    }

    /** Random shares of the volume, at least one share a part if there are enough. */
    private static long[] volumes(long volume, int parts, SplittableRandom random) {
        double[] weights = new double[parts];
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            weights[i] = 0.5 + random.nextDouble();
            sum += weights[i];
        }
        long[] result = new long[parts];
        long spread = volume - parts;
        long given = 0;
        double upTo = 0;
        for (int i = 0; i < parts; i++) {
            upTo += weights[i];
            long until = i == parts - 1 ? spread : Math.min(spread, (long) (spread * (upTo / sum)));
            result[i] = 1 + until - given;
            given = until;
        }
        return result;
    }
}
