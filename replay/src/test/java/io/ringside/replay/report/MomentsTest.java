package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Small samples by hand. */
class MomentsTest {
    private static final double[] ONE_TWO_FOUR = {1, 2, 4};

    @Test
    void shouldDivideACovarianceByOneLessThanTheSample() {
        assertEquals(2, Moments.covariance(new double[] {1, 2, 3}, new double[] {2, 4, 6}), 1e-15);
        assertEquals(-1, Moments.covariance(new double[] {1, 2, 3}, new double[] {7, 6, 5}), 1e-15);
    }

    /** 1, 2 and 4 are -4, -1 and 5 thirds from their mean: m2 = 14 / 9, m3 = 20 / 27. */
    @Test
    void shouldTellAskewOfThreeAndAKurtosisOfFour() {
        assertEquals(Double.NaN, Moments.skew(new double[] {1, 2}));
        double skew = Math.sqrt(6) * (20 / 27.0) / Math.pow(14 / 9.0, 1.5);
        assertEquals(skew, Moments.skew(ONE_TWO_FOUR), 1e-12);
        assertEquals(Double.NaN, Moments.kurtosis(ONE_TWO_FOUR));
        // 0, 0, 0 and 4: m2 = 3, m4 = 21; 3 / (2 x 1) x (5 x (21 / 9 - 3) + 6).
        assertEquals(4, Moments.kurtosis(new double[] {0, 0, 0, 4}), 1e-12);
    }

    /** Two points on each other's line correlate fully: 1 + 2 x (2 / 3 + 1 / 3). */
    @Test
    void shouldTellAPenaltyFromThreeValuesOn() {
        assertEquals(Double.NaN, Moments.autocorrelationPenalty(new double[] {1, 2}));
        assertEquals(Math.sqrt(3), Moments.autocorrelationPenalty(ONE_TWO_FOUR), 1e-12);
    }

    @Test
    void shouldInterpolateQuantiles() {
        assertEquals(Double.NaN, Moments.quantile(new double[0], 0.5));
        assertEquals(7, Moments.quantile(new double[] {7}, 0.95));
        double[] values = {40, 10, 20};
        assertEquals(10, Moments.quantile(values, 0));
        assertEquals(15, Moments.quantile(values, 0.25));
        assertEquals(38, Moments.quantile(values, 0.95), 1e-12);
        assertEquals(40, Moments.quantile(values, 1));
        assertEquals(40, values[0], "it sorts a copy");
    }

    /** Once everything is lost nothing comes back, and what falls to nothing has fallen by all of it. */
    @Test
    void shouldEndWhereEverythingIsLost() {
        assertArrayEquals(new double[] {0, -1, 0}, Statistics.returns(100, new double[] {100, 0, 50}));
        assertArrayEquals(new double[] {0, -1, 0}, Statistics.returns(100, new double[] {100, -1, 50}));
        assertArrayEquals(new double[] {0, -1, -1}, Statistics.drawdowns(100, new double[] {100, 0, 50}));
        assertArrayEquals(new double[] {-0.5, 1}, Statistics.returns(100, new double[] {50, 100}));
        assertArrayEquals(new double[] {-0.5, 0}, Statistics.drawdowns(100, new double[] {50, 120}));
    }

    /** A tenth lost on one of two days: the mean of -0.1 and 0.3 is 0.1, the root of half of 0.01 is 0.1 / root of 2. */
    @Test
    void shouldTellASortinoRatioOfTwoDaysWithALoss() {
        assertEquals(Math.sqrt(2) * Math.sqrt(252), Statistics.sortino(new double[] {-0.1, 0.3}), 1e-12);
        assertEquals(Double.NaN, Statistics.sortino(new double[] {0.1, 0.3}));
        assertEquals(Double.NaN, Statistics.sortino(new double[] {0, 0}));
        assertEquals(Double.NaN, Statistics.sortino(new double[] {-0.1}));
    }

    @Test
    void shouldTellAYearsGrowthOfWhatThereWasOverSomeDays() {
        // Sixteen times as much in four years, which have 1,461 days, is twice as much a year.
        assertEquals(1, Statistics.annualGrowth(100, 1_600, 1_461), 1e-12);
        assertEquals(0.189_207_115_002_721, Statistics.annualGrowth(1, 2, 1_461), 1e-12);
        assertEquals(-1, Statistics.annualGrowth(100, 0, 1));
        for (double[] none : new double[][] {{0, 1, 10}, {-1, 1, 10}, {1, -1, 10}, {1, 2, 0}, {1, 2, -1}, {0, 0, 0}}) {
            assertEquals(Double.NaN, Statistics.annualGrowth(none[0], none[1], (long) none[2]));
        }
    }

    /** A sample of mean 1 a deviation of 1e-15 apart is equal values; one of mean 0.001 is not. */
    @Test
    void shouldTakeForNothingWhatRoundingMakes() {
        assertEquals(Double.NaN, Statistics.sharpe(new double[] {0.25, 0.25, 0.25}));
        double a = 0.001;
        double b = 0.001 + 1e-14;
        double deviation = (b - a) / Math.sqrt(2);
        assertEquals(
                (a + b) / 2 / deviation * Math.sqrt(252) / 1e12, Statistics.sharpe(new double[] {a, b}) / 1e12, 1e-6);
        assertEquals(Double.NaN, Statistics.sharpe(new double[] {1, Math.nextUp(1.0)}));
    }
}
