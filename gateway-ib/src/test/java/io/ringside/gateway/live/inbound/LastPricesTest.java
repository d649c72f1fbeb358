package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import org.junit.jupiter.api.Test;

/** What prices are held against. */
class LastPricesTest {
    private static final long E8 = 100_000_000L;

    private final LastPrices prices = new LastPrices(2);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    /** Ten for one: 1,208 is 120.80, and an execution at 124 is one of that day's. */
    @Test
    void shouldHoldWhatComesAfterASplitAgainstThePriceOfTheNewShare() {
        prices.on(0, 1208 * E8, 1);
        prices.on(1, 50 * E8, 1);
        prices.onAction(event.split(0, 2, 10, 1, 0));
        assertEquals(12_080_000_000L, prices.priceE8(0));
        assertTrue(prices.isNear(0, 124 * E8, 3));
        assertFalse(prices.isNear(0, 1208 * E8, 3));
        assertEquals(50 * E8, prices.priceE8(1));
        prices.onAction(event.payment(1, 4, CorporateAction.DIVIDEND, E8, 0));
        assertEquals(50 * E8, prices.priceE8(1));
    }

    @Test
    void shouldKeepTheLatestPriceThatCanBeOne() {
        prices.on(0, 100 * E8, 5);
        prices.on(0, 0, 6);
        prices.on(0, -1, 6);
        prices.on(0, 101 * E8, 4);
        assertEquals(100 * E8, prices.priceE8(0));
        prices.on(0, 102 * E8, 5);
        assertEquals(102 * E8, prices.priceE8(0), "of the same moment");
        assertEquals(0, prices.priceE8(1));
    }

    /** Ten minutes, after which the collar is 60 percent in place of 20. */
    @Test
    void shouldCallAPriceOldAfterTenMinutes() {
        long minutes = 600_000_000_000L;
        prices.on(0, 100 * E8, 5);
        assertTrue(prices.isFresh(0, 5 + minutes));
        assertFalse(prices.isFresh(0, 6 + minutes));
        assertFalse(prices.isFresh(1, 0), "none is known");
        assertTrue(prices.isNear(0, 120 * E8, 5 + minutes));
        assertFalse(prices.isNear(0, 121 * E8, 5 + minutes));
        assertTrue(prices.isNear(0, 160 * E8, 6 + minutes));
        assertFalse(prices.isNear(0, 161 * E8, 6 + minutes));
        assertTrue(prices.isNear(1, 1, 5), "none is known");
    }
}
