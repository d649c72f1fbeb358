package io.ringside.perf;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The windows of one subject. The median counts window by window; high percentiles are those of the third of windows with
 * the lowest p99, since on a shared machine the others include other processes.
 *
 * <p>Thread: its owner's.
 */
final class LatencyWindows {
    private static final double P99 = 99;

    private final List<Histogram> windows = new ArrayList<>();

    void add(Histogram window) {
        windows.add(window);
    }

    /** A percentile of each window. */
    Samples percentile(double percentile) {
        return samples(windows, percentile);
    }

    /** A percentile of each window of the quietest third by p99. */
    Samples quietPercentile(double percentile) {
        return samples(quietest(), percentile);
    }

    /** The quietest third as one. */
    Histogram quiet() {
        return merged(quietest());
    }

    /** All of them as one. */
    Histogram all() {
        return merged(windows);
    }

    /** Writes the distribution of all windows and that of the quietest third, for the usual viewers, in nanoseconds. */
    void write(Path folder, String name) {
        write(folder.resolve(name + ".hgrm"), all());
        write(folder.resolve(name + "-quiet.hgrm"), quiet());
    }

    private static void write(Path file, Histogram histogram) {
        try (PrintStream out = new PrintStream(file.toFile())) {
            histogram.outputPercentileDistribution(out, 1.0);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Histogram> quietest() {
        return windows.stream()
                .sorted(Comparator.comparingLong(one -> one.getValueAtPercentile(P99)))
                .limit(Math.max(1, windows.size() / 3))
                .toList();
    }

    private static Samples samples(List<Histogram> histograms, double percentile) {
        Samples samples = new Samples();
        histograms.forEach(one -> samples.add((double) one.getValueAtPercentile(percentile)));
        return samples;
    }

    private static Histogram merged(List<Histogram> histograms) {
        Histogram merged = histograms.get(0).copy();
        histograms.subList(1, histograms.size()).forEach(merged::add);
        return merged;
    }
}
