package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Prints of auctions: the last price of the exchange that traded the most, of a day and of the one before. */
class AuctionsTest {
    private final Auctions auctions = new Auctions();

    @Test
    void shouldTakeThePriceOfTheExchangeWithTheMostShares() {
        auctions.opened(7, "Q", 100, 50);
        assertEquals(100, auctions.openE8(7));
        auctions.opened(7, "N", 101, 50);
        assertEquals(101, auctions.openE8(7), "of equals the one that printed last");
        auctions.opened(7, "Q", 102, 1);
        assertEquals(102, auctions.openE8(7));
        auctions.opened(7, "N", 103, 0);
        assertEquals(102, auctions.openE8(7));
        assertEquals(0, auctions.closeE8(7));
        auctions.closed(7, "Q", 110, 5);
        assertEquals(110, auctions.closeE8(7));
        assertEquals(102, auctions.openE8(7));
    }

    @Test
    void shouldKnowWhichExchangesHavePrinted() {
        assertFalse(auctions.hasOpened(7, "Q"));
        assertFalse(auctions.hasClosed(7));
        auctions.opened(7, "Q", 100, 50);
        assertTrue(auctions.hasOpened(7, "Q"));
        assertFalse(auctions.hasOpened(7, "N"));
        assertFalse(auctions.hasOpened(8, "Q"));
        assertFalse(auctions.hasClosed(7));
        auctions.closed(7, "N", 100, 50);
        assertTrue(auctions.hasClosed(7));
        assertFalse(auctions.hasClosed(6));
        auctions.opened(8, "N", 100, 50);
        assertFalse(auctions.hasOpened(8, "Q"));
        assertFalse(auctions.hasClosed(8));
    }

    @Test
    void shouldKeepTheDayBeforeAndNoOther() {
        auctions.opened(7, "Q", 100, 50);
        auctions.closed(7, "Q", 110, 50);
        auctions.opened(9, "Q", 120, 1);
        assertEquals("100 110", auctions.openE8(7) + " " + auctions.closeE8(7));
        assertEquals("120 0", auctions.openE8(9) + " " + auctions.closeE8(9));
        assertEquals("0 0", auctions.openE8(8) + " " + auctions.closeE8(8));
        auctions.closed(10, "Q", 130, 1);
        assertEquals("0 0", auctions.openE8(7) + " " + auctions.closeE8(7));
        assertEquals("120 0", auctions.openE8(9) + " " + auctions.closeE8(9));
        assertEquals("0 130", auctions.openE8(10) + " " + auctions.closeE8(10));
    }
}
