package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Worked by hand: three new shares for two old ones, and one for ten. */
class SplitTest {
    @Test
    void shouldMultiplySharesAndDropTheFraction() {
        assertEquals(151, Split.shares(101, 3, 2));
        assertEquals(-151, Split.shares(-101, 3, 2));
        assertEquals(0, Split.shares(0, 3, 2));
        assertEquals(10, Split.shares(109, 1, 10));
        assertEquals(-10, Split.shares(-109, 1, 10));
    }

    @Test
    void shouldDividePrices() {
        assertEquals(6_666_666_667L, Split.priceE8(10_000_000_000L, 3, 2));
        assertEquals(0, Split.priceE8(0, 3, 2));
        // 66.666... is on the cent at 66.67, and at 66.65 on the nickel.
        assertEquals(6_667_000_000L, Split.orderPriceE8(10_000_000_000L, 3, 2, 1_000_000));
        assertEquals(6_665_000_000L, Split.orderPriceE8(10_000_000_000L, 3, 2, 5_000_000));
        assertEquals(66.66666667, Split.price(100, 3, 2), 0);
        assertEquals(Double.NaN, Split.price(Double.NaN, 3, 2), 0);
        assertEquals(Double.POSITIVE_INFINITY, Split.price(Double.POSITIVE_INFINITY, 3, 2), 0);
    }

    @Test
    void shouldDivideAmountsOfEitherSign() {
        assertEquals(2, Split.amount(3, 3, 2), 0);
        assertEquals(-2, Split.amount(-3, 3, 2), 0);
        assertEquals(30, Split.amount(3, 1, 10), 0);
    }
}
