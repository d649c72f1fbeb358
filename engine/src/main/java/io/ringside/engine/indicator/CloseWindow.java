package io.ringside.engine.indicator;

import io.ringside.engine.event.Split;

/**
 * The last closes and their exact sum.
 *
 * <p>Thread: indicator stage.
 */
final class CloseWindow {
    /** One unit of price at the scale of the closes. */
    static final double UNIT_E8 = 1e8;

    private final long[] closesE8;
    private int next;
    private long sumE8;

    CloseWindow(int period, int least) {
        if (period < least) {
            throw new IllegalArgumentException("period must be at least " + least + ", not " + period);
        }
        closesE8 = new long[period];
    }

    /**
     * Adds a close and returns the one that drops out of the window; 0 before the window is full.
     *
     * @throws ArithmeticException if the sum would pass 92 billion
     */
    long push(long closeE8) {
        long leavingE8 = closesE8[next];
        closesE8[next] = closeE8;
        if (++next == closesE8.length) {
            next = 0;
        }
        sumE8 = Math.addExact(sumE8, closeE8 - leavingE8);
        return leavingE8;
    }

    /** Adjusts the closes for a split. */
    void split(long numerator, long denominator) {
        sumE8 = 0;
        for (int i = 0; i < closesE8.length; i++) {
            closesE8[i] = Split.priceE8(closesE8[i], numerator, denominator);
            sumE8 = Math.addExact(sumE8, closesE8[i]);
        }
    }

    /** A close; 0 back is the newest. 0 before the window is full. */
    long closeE8(int back) {
        int at = next - 1 - back;
        return closesE8[at < 0 ? at + closesE8.length : at];
    }

    int period() {
        return closesE8.length;
    }

    long sumE8() {
        return sumE8;
    }

    double mean() {
        return sumE8 / (closesE8.length * UNIT_E8);
    }
}
