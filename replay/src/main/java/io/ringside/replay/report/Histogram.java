package io.ringside.replay.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often values fall into intervals of equal width, whose bounds are round numbers.
 *
 * @param lowest lower bound of the first interval
 * @param width of each interval
 * @param counts values from a lower bound on, below the next one
 */
record Histogram(double lowest, double width, List<Integer> counts) {
    private static final double[] STEPS = {1, 2, 2.5, 5};

    /** Of finite values; null without any. */
    static Histogram of(double[] values, int intervalsAbout) {
        if (values.length == 0) {
            return null;
        }
        double least = Statistics.least(values);
        double most = least;
        for (double value : values) {
            most = Math.max(most, value);
        }
        double width = most > least ? round((most - least) / intervalsAbout) : 1;
        long first = (long) Math.floor(least / width);
        int[] counts = new int[(int) ((long) Math.floor(most / width) - first) + 1];
        for (double value : values) {
            counts[(int) ((long) Math.floor(value / width) - first)]++;
        }
        return new Histogram(first * width, width, Arrays.stream(counts).boxed().toList());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lowest", lowest);
        json.put("width", width);
        json.put("counts", counts);
        return json;
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double round(double width) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(width)));
        for (double step : STEPS) {
            if (step * power >= width) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
