package io.ringside.engine.account;

import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.Split;

/**
 * Shares out what a split leaves of an instrument among those who hold it within one account. The account gets whole shares
 * for all that it holds, and cash for what is left of one; each holder rounded by itself could lose shares that are there.
 *
 * <p>Thread: any; it has no state.
 */
public final class SplitShares {
    private SplitShares() {}

    /**
     * Whole shares for each holder that come to those of the account: rounded down, and what is missing then goes to those who
     * lost most, the first of them where they lost alike.
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
     * Money that a holder is paid, or pays to another one, for the difference of its whole shares to the exact ones.
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
