package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SplitSharesTest {
    private static long[] after(long numerator, long denominator, long... held) {
        long[] after = new long[held.length];
        SplitShares.apportion(held, after, held.length, numerator, denominator);
        return after;
    }

    /** 33, 33 and 34 shares are 49.5, 49.5 and 51 of 150: the share that rounding down would lose goes to the first. */
    @Test
    void shouldLoseNoShareOfTheAccountWhenSeveralHoldIt() {
        assertArrayEquals(new long[] {50, 49, 51}, after(3, 2, 33, 33, 34));
        assertArrayEquals(new long[] {-50, -49, -51}, negated(after(3, 2, 33, 33, 34)));
    }

    @Test
    void shouldLeaveOneHolderTheWholeSharesOnly() {
        assertArrayEquals(new long[] {151}, after(3, 2, 101));
        assertArrayEquals(new long[] {-151}, after(3, 2, -101));
        assertArrayEquals(new long[] {0, 61}, after(1, 8, 0, 492));
    }

    /** Long 101 and short 51 are 50 for the account, so 75; by themselves 151.5 and -76.5. */
    @Test
    void shouldComeToTheAccountsSharesWhenSomeAreLongAndSomeShort() {
        long[] after = after(3, 2, 101, -51);
        assertEquals(75, after[0] + after[1]);
        assertArrayEquals(new long[] {152, -77}, after);
    }

    /** What the first gets too much it pays, the others are paid: together what the account is. */
    @Test
    void shouldPayEachForTheDifferenceToItsExactShares() {
        // A new share is 67.34; the first has half of one too many, the second half of one too few.
        long lastE8 = 10_101_000_000L;
        assertEquals(-3_367_000_000L, SplitShares.paidE8(33, 50, 3, 2, lastE8));
        assertEquals(3_367_000_000L, SplitShares.paidE8(33, 49, 3, 2, lastE8));
        assertEquals(0, SplitShares.paidE8(34, 51, 3, 2, lastE8));
        assertEquals(-3_367_000_000L, SplitShares.paidE8(-101, -151, 3, 2, lastE8));
    }

    private static long[] negated(long[] shares) {
        long[] negated = new long[shares.length];
        for (int i = 0; i < shares.length; i++) {
            negated[i] = -shares[i];
        }
        return negated;
    }
}
