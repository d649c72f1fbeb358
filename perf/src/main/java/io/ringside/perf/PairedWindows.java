package io.ringside.perf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Short windows of one run, in pairs: one with something beside what is measured, one without. Neighbours come and go more slowly
 * than windows do, so that both of a pair meet the same ones; the ratio of a pair's medians is compared, not the medians of the
 * whole.
 *
 * <p>Thread: its owner's.
 */
final class PairedWindows {
    /** Least number of events for a window's median. */
    private static final int EVENTS_MIN = 30;

    private static final double TAIL = 0.025;
    private static final int DIGITS = 3;

    /**
     * A window.
     *
     * @param with whether it was there
     * @param fromNanos first instant, UTC nanoseconds since 1970
     * @param toNanos first instant after it
     */
    private record Window(boolean with, long fromNanos, long toNanos, Histogram nanos) {}

    private final List<Window> windows = new ArrayList<>();

    /**
     * Adds a window, later than all before; two in a row are a pair.
     *
     * @throws IllegalArgumentException if it is not later, or the second one of a pair is like its first
     */
    void add(boolean with, long fromNanos, long toNanos) {
        int size = windows.size();
        boolean later = size == 0 || windows.get(size - 1).toNanos <= fromNanos;
        boolean other = size % 2 == 0 || windows.get(size - 1).with != with;
        if (!later || !other || toNanos <= fromNanos) {
            throw new IllegalArgumentException("window " + size + ": from " + fromNanos + " to " + toNanos);
        }
        Histogram nanos = new Histogram(DIGITS);
        nanos.setAutoResize(true);
        windows.add(new Window(with, fromNanos, toNanos, nanos));
    }

    /** Takes a latency in, in the window in which it began; outside of all it does not count. */
    void latency(long atNanos, long tookNanos) {
        int low = 0;
        int high = windows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Window window = windows.get(middle);
            if (atNanos < window.fromNanos) {
                high = middle - 1;
            } else if (atNanos >= window.toNanos) {
                low = middle + 1;
            } else {
                window.nanos.recordValue(Math.max(0, tookNanos));
                return;
            }
        }
    }

    /** Median with, over median without, of each pair that has events enough; ascending. */
    double[] ratios() {
        return pairs().stream()
                .mapToDouble(pair -> p50(pair, true) / p50(pair, false))
                .sorted()
                .toArray();
    }

    /** Medians of the windows of these pairs, in nanoseconds. */
    Samples medians(boolean with) {
        Samples samples = new Samples();
        pairs().forEach(pair -> samples.add(p50(pair, with)));
        return samples;
    }

    private List<Window[]> pairs() {
        List<Window[]> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < windows.size(); i += 2) {
            Window[] pair = {windows.get(i), windows.get(i + 1)};
            if (Arrays.stream(pair).allMatch(window -> window.nanos.getTotalCount() >= EVENTS_MIN)) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static double p50(Window[] pair, boolean with) {
        Window window = pair[0].with == with ? pair[0] : pair[1];
        return Math.max(1, window.nanos.getValueAtPercentile(50));
    }

    /** The middle of ascending values. */
    static double median(double[] ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /**
     * Between which of ascending values the true median lies with 95 % confidence, whatever they are distributed like: by how
     * often a fair coin shows so few heads (Conover, Practical Nonparametric Statistics, 3.2). All of them where they are too
     * few for it.
     */
    static double[] interval(double[] ascending) {
        int n = ascending.length;
        double probability = Math.pow(0.5, n);
        double below = 0;
        int rank = 0;
        while (rank < n / 2 && below + probability <= TAIL) {
            below += probability;
            probability *= (double) (n - rank) / (rank + 1);
            rank++;
        }
        int first = Math.max(0, rank - 1);
        return new double[] {ascending[first], ascending[n - 1 - first]};
    }
}
