package io.ringside.replay.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One fall of the equity below its peak.
 *
 * @param start first session below the peak
 * @param valley session of the deepest point
 * @param end session on which the peak was reached again; null if it was not
 * @param days calendar days from start to end, or to the last session
 * @param depth share of the peak, negative
 */
record Drawdown(LocalDate start, LocalDate valley, LocalDate end, long days, double depth) {
    /** The deepest falls, deepest first. */
    static List<Drawdown> worst(DailyReturns returns, int countMax) {
        double[] depths = returns.drawdowns();
        List<Drawdown> all = new ArrayList<>();
        int start = -1;
        int valley = -1;
        for (int i = 0; i < depths.length; i++) {
            if (depths[i] < 0) {
                start = start < 0 ? i : start;
                valley = valley < 0 || depths[i] < depths[valley] ? i : valley;
            } else if (start >= 0) {
                all.add(of(returns, depths, start, valley, i));
                start = -1;
                valley = -1;
            }
        }
        if (start >= 0) {
            all.add(of(returns, depths, start, valley, -1));
        }
        all.sort(Comparator.comparingDouble(Drawdown::depth));
        return all.subList(0, Math.min(countMax, all.size()));
    }

    private static Drawdown of(DailyReturns returns, double[] depths, int start, int valley, int end) {
        LocalDate last = returns.day(end < 0 ? depths.length - 1 : end);
        return new Drawdown(
                returns.day(start),
                returns.day(valley),
                end < 0 ? null : last,
                last.toEpochDay() - returns.day(start).toEpochDay(),
                depths[valley]);
    }
}
