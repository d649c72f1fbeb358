package io.ringside.engine.indicator;

/**
 * Mean and spread of the last closes from exact sums of them and of their squares.
 *
 * <p>Thread: indicator stage.
 */
final class CloseMoments {
    private final CloseWindow window;
    private final WideSum squares = new WideSum();
    private final WideSum deviations = new WideSum();

    CloseMoments(int period, int least) {
        window = new CloseWindow(period, least);
    }

    /** Adds a close and returns the one that drops out of the window; 0 before the window is full. */
    long push(long closeE8) {
        long leavingE8 = window.push(closeE8);
        squares.addProduct(closeE8, closeE8);
        squares.addProduct(-leavingE8, leavingE8);
        return leavingE8;
    }

    /** Adjusts the closes for a split. */
    void split(long numerator, long denominator) {
        window.split(numerator, denominator);
        squares.clear();
        for (int back = 0; back < window.period(); back++) {
            squares.addProduct(window.closeE8(back), window.closeE8(back));
        }
    }

    /** A close; 0 back is the newest. 0 before the window is full. */
    long closeE8(int back) {
        return window.closeE8(back);
    }

    int period() {
        return window.period();
    }

    long sumE8() {
        return window.sumE8();
    }

    double mean() {
        return window.mean();
    }

    /**
     * Sum of squared deviations from the mean, at 1e-16. The large terms cancel in integer arithmetic, around an integer
     * next to the mean; only the difference is a double, so that a small spread of a high price keeps all its digits.
     */
    double squaredDeviationsE16() {
        int n = window.period();
        long sumE8 = window.sumE8();
        long pivotE8 = sumE8 / n;
        deviations.set(squares);
        deviations.addProduct(-2 * pivotE8, sumE8);
        deviations.addProduct(pivotE8, pivotE8 * n);
        double restE8 = sumE8 - pivotE8 * n;
        return deviations.toDouble() - restE8 * restE8 / n;
    }

    /** Standard deviation when the squared deviations are shared among {@code divisor}. */
    double deviation(int divisor) {
        return Math.sqrt(squaredDeviationsE16() / divisor) / CloseWindow.UNIT_E8;
    }
}
