package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an instrument's market after each of its trades. */
class BoardTest {
    private static final int MONDAY = 20_458;

    private final Board board = new Board(Tape.ofBars(Listing.of("AAPL"), List.of()), 0, 1);

    private void trade(int day, String price, long size, boolean volumeOnly) {
        board.trade(day, Scene.at("09:30") + size, Scene.e8(price), size, volumeOnly);
    }

    /** Without quotes of its own a tick each below and above the trade, for 19123 mod 9 is 7 and mod 7 is 6. */
    @Test
    void shouldQuoteATickAroundTheLastTrade() {
        trade(MONDAY, "191.23", 500, false);
        assertEquals(Scene.e8("191.22"), board.bidE8);
        assertEquals(Scene.e8("191.24"), board.askE8);
        assertEquals(800, board.bidSize);
        assertEquals(700, board.askSize);
        assertEquals(Scene.e8("191.23"), board.lastE8);
        assertEquals(500, board.lastSize);
        assertEquals(Scene.at("09:30") + 500, board.lastNanos);
    }

    @Test
    void shouldLeaveTheQuotesOfATapeAsTheyAre() {
        Board quoted = new Board(
                new Tape(Listing.of("AAPL"), List.of(), List.of(), List.of(new Tape.Quote(0, 1, 2, 3, 4))), 0, 1);
        quoted.trade(MONDAY, 1, Scene.e8("191.23"), 500, false);
        assertEquals(0, quoted.bidE8);
        assertEquals(Scene.e8("191.23"), quoted.lastE8);
    }

    @Test
    void shouldTellFirstHighestAndLowestOfTheDay() {
        trade(MONDAY, "190.00", 100, false);
        trade(MONDAY, "189.00", 100, false);
        trade(MONDAY, "191.00", 100, false);
        trade(MONDAY, "190.50", 100, false);
        assertEquals("190.00 191.00 189.00 190.50 400", day());
        trade(MONDAY + 1, "150.00", 7, false);
        assertEquals("150.00 150.00 150.00 150.00 7", day());
    }

    private String day() {
        return Text.money(board.openE8) + " " + Text.money(board.highE8) + " " + Text.money(board.lowE8) + " "
                + Text.money(board.lastE8) + " " + board.volume;
    }

    /** 100 at 190 and 300 at 191 are 190.75 on average; an odd lot counts there, and makes no price. */
    @Test
    void shouldWeighPricesByTheirShares() {
        assertEquals(0, board.averageE8());
        trade(MONDAY, "190.00", 100, false);
        trade(MONDAY, "191.00", 300, false);
        assertEquals(Scene.e8("190.75"), board.averageE8());
        trade(MONDAY, "192.00", 400, true);
        assertEquals(Scene.e8("191.375"), board.averageE8());
        assertEquals("190.00 191.00 190.00 191.00 800", day());
        assertEquals(300, board.lastSize);
        // A day begins anew, though with a trade that makes no price.
        trade(MONDAY + 1, "150.00", 3, true);
        assertEquals(Scene.e8("150"), board.averageE8());
        assertEquals(0, board.openE8);
        assertEquals(3, board.volume);
    }
}
