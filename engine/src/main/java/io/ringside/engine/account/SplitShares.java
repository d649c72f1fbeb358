package io.ringside.engine.account;

import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.Split;

/**
 * Apportions the shares after a split among those who hold the instrument within one account (strategies, portfolios). The
 * account gets whole shares for its total and cash for the fraction; rounding each holder's shares alone could lose whole
 * shares.
 *
 * <p>Thread: any; it has no state.
 */
public final class SplitShares {
    private SplitShares() {}

    /**
     * Whole shares for each holder whose sum is the account's: each is rounded down, and the missing shares go to the
     * largest remainders, of equal ones to the first.
     *
     * @param held shares of each holder, negative if short
     * @param after receives theirs after the split
     * @param count how many holders
     * @throws ArithmeticException if a number of shares is out of range
     */
    public static void apportion(long[] held, long[] after, int count, long numerator, long denominator) {
        long all = 0;
        long given = 0;
        for (int i = 0; i < count; i++) {
            all = Math.addExact(all, held[i]);
            after[i] = Math.floorDiv(Math.multiplyExact(held[i], numerator), denominator);
            given = Math.addExact(given, after[i]);
        }
        long missing = Split.shares(all, numerator, denominator) - given;
        for (; missing > 0; missing--) {
            int most = -1;
            long mostLost = 0;
            for (int i = 0; i < count; i++) {
                long lost = held[i] * numerator - after[i] * denominator;
                if (lost > mostLost) {
                    most = i;
                    mostLost = lost;
                }
            }
            after[most]++;
        }
    }

    /**
     * Money that a holder is paid (or pays, if negative) for the difference between exact and whole shares.
     *
     * @param before shares before, negative if short
     * @param after shares after
     * @param lastE8 last price of an old share at 1e-8
     */
    public static long paidE8(long before, long after, long numerator, long denominator, long lastE8) {
        long rest = Math.subtractExact(Math.multiplyExact(before, numerator), Math.multiplyExact(after, denominator));
        return Long.signum(rest) * ExactRatio.nearest(lastE8, Math.abs(rest), numerator);
    }
}
