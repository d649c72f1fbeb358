package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Least-squares line through the last closes against the bar count: its slope in price a bar, and R2, the share of the
 * closes' variance that it explains. A flat window has a slope and an R2 of 0. From exact sums, so that both depend on the
 * window and on nothing else.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class LinearRegression implements Indicator {
    /** Output: change of the line in a bar. */
    public static final int SLOPE = 0;
    /** Output: explained share of the variance, 0 to 1. */
    public static final int R2 = 1;

    private final CloseMoments window;
    /** Closes times the bars before them in the window: 0 for the oldest. */
    private final WideSum positioned = new WideSum();

    private final WideSum doubledCovariance = new WideSum();
    /** Sum of squared deviations of the bar counts. */
    private final double positionsSquared;

    private double slope;
    private double r2;

    /**
     * @param period bars in the window, at least 2
     */
    public LinearRegression(int period) {
        window = new CloseMoments(period, 2);
        positionsSquared = period * ((double) period * period - 1) / 12;
    }

    @Override
    public double update(Bar bar) {
        int last = window.period() - 1;
        // Each bar moves one place to the front, the oldest out; the new one takes the last place.
        long sumE8 = window.sumE8();
        long leavingE8 = window.push(bar.closeE8);
        positioned.addProduct(-1, sumE8 - leavingE8);
        positioned.addProduct(last, bar.closeE8);
        fit(last);
        return value(0);
    }

    private void fit(int last) {
        doubledCovariance.set(positioned);
        doubledCovariance.add(positioned);
        doubledCovariance.addProduct(-last, window.sumE8());
        double covarianceE8 = doubledCovariance.toDouble() / 2;
        double squaredE16 = window.squaredDeviationsE16();
        slope = covarianceE8 / positionsSquared / CloseWindow.UNIT_E8;
        r2 = squaredE16 > 0 ? Math.min(1, covarianceE8 * covarianceE8 / (positionsSquared * squaredE16)) : 0;
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
        int last = window.period() - 1;
        positioned.clear();
        for (int back = 0; back < last; back++) {
            positioned.addProduct(last - back, window.closeE8(back));
        }
        fit(last);
    }

    @Override
    public int warmUp() {
        return window.period();
    }

    @Override
    public int outputs() {
        return 2;
    }

    @Override
    public double value(int output) {
        return output == SLOPE ? slope : r2;
    }
}
