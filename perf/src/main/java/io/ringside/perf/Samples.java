package io.ringside.perf;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Repeated measurements of one thing: the median counts, minimum and maximum tell how noisy the machine was.
 *
 * <p>Thread: its owner's.
 */
public final class Samples {
    private double[] values = new double[32];
    private int size;

    /** Adds a measurement. */
    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** The middle one. */
    public double median() {
        double[] sorted = sorted();
        int middle = size / 2;
        return size % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least. */
    public double min() {
        return sorted()[0];
    }

    /** The greatest. */
    public double max() {
        return sorted()[size - 1];
    }

    /** The same measurements in another unit. */
    Samples map(DoubleUnaryOperator unit) {
        Samples mapped = new Samples();
        for (int i = 0; i < size; i++) {
            mapped.add(unit.applyAsDouble(values[i]));
        }
        return mapped;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    private double[] sorted() {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
