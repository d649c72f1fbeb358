package io.ringside.replay.portfolio;

import io.ringside.replay.report.Statistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Count, mean, median, standard deviation (of a sample), least and greatest of the scores of a ranking, and their 80th and 20th
 * percentile, between two scores linearly (type 7 of Hyndman and Fan, 1996).
 *
 * <p>Thread: any; it has no state.
 */
final class ScoreStatistics {
    private ScoreStatistics() {}

    /** By name, in this order; without scores only the count. */
    static Map<String, Object> of(double[] scores) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("count", scores.length);
        if (scores.length == 0) {
            return values;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).sum() / sorted.length;
        values.put("mean", mean);
        values.put("median", percentile(sorted, 0.5));
        values.put("std", sorted.length == 1 ? 0.0 : Statistics.deviation(sorted));
        values.put("min", sorted[0]);
        values.put("max", sorted[sorted.length - 1]);
        values.put("p80", percentile(sorted, 0.8));
        values.put("p20", percentile(sorted, 0.2));
        return values;
    }

    private static double percentile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
