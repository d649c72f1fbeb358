package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody at the same account, and at the exchange. */
class HandTest {
    private final Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 6)));
    private final TestClient client = TestClient.started(tws, 7);
    private final Hand hand = tws.hand();

    private List<String> orders() {
        return tws.orders().stream()
                .map(order -> order.side() + " " + order.quantity() + " " + order.type() + " "
                        + FixedPoint.format(order.limitE8()) + (order.isLive() ? " live" : " over"))
                .toList();
    }

    @Test
    void shouldPlaceOrdersAtTheMarketAndWithALimit() {
        tws.advanceTo(Scene.at("09:31"));
        hand.market("AAPL", Side.BUY, 100);
        tws.advanceTo(Scene.at("09:32"));
        assertEquals(100, tws.shares("AAPL"));
        // A limit that the market does not reach.
        hand.limit("AAPL", Side.SELL, 40, Scene.e8("195"));
        assertEquals(List.of("BUY 100 MKT 0.00 over", "SELL 40 LMT 195.00 live"), orders());
        tws.advanceTo(Scene.at("20:01"));
        assertEquals("SELL 40 LMT 195.00 live", orders().get(1), "good till cancelled");
        hand.limit("AAPL", Side.SELL, 60, Scene.e8("190"));
        assertEquals(100, tws.shares("AAPL"), "it is night");
    }

    @Test
    void shouldCancelOneOrderOrAll() {
        tws.advanceTo(Scene.at("09:31"));
        long first = hand.limit("AAPL", Side.SELL, 40, Scene.e8("195"));
        long second = hand.limit("AAPL", Side.SELL, 50, Scene.e8("196"));
        client.send(Scene.order(1, "SELL", 60, "LMT", "197", ""));
        assertTrue(hand.cancel(second));
        assertEquals(
                List.of("SELL 40 LMT 195.00 live", "SELL 50 LMT 196.00 over", "SELL 60 LMT 197.00 live"), orders());
        assertFalse(hand.cancel(second), "it is over");
        assertFalse(hand.cancel(first + 1_000));
        hand.cancelAll();
        assertEquals(
                List.of("SELL 40 LMT 195.00 over", "SELL 50 LMT 196.00 over", "SELL 60 LMT 197.00 over"), orders());
        hand.cancelAll();
        assertFalse(hand.cancel(first));
    }

    @Test
    void shouldMoveMoney() {
        long before = tws.cashE8();
        hand.transfer(-Scene.e8("500.25"));
        assertEquals(Scene.e8("-500.25"), tws.cashE8() - before);
    }

    /** Whoever has asked for quotes hears it, under the number of his request; nothing executes until it is over. */
    @Test
    void shouldTellAHaltToWhoeverAskedForQuotes() {
        tws.advanceTo(Scene.at("09:31"));
        client.send(
                "1", "11", "5", "265598", "AAPL", "STK", "", "0", "", "", "SMART", "NASDAQ", "USD", "", "", "0", "",
                "0", "0", "");
        client.send(
                "50", "3", "6", "265598", "AAPL", "STK", "", "0", "", "", "SMART", "", "USD", "", "", "5", "TRADES",
                "1", "");
        client.take();
        hand.halt("AAPL", 2);
        assertEquals(List.of("45|6|5|49|2.0"), client.take());
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        tws.advanceTo(Scene.at("09:33"));
        assertEquals(0, tws.shares("AAPL"));
        client.take();
        hand.halt("AAPL", 0);
        assertEquals(List.of("45|6|5|49|0.0"), client.take("45"));
        tws.advanceTo(Scene.at("09:34"));
        assertEquals(10, tws.shares("AAPL"));
    }

    /** An order that is to be filled at once or not at all is over a second later. */
    @Test
    void shouldEndWhatCouldNotBeFilledAtOnce() {
        tws.advanceTo(Scene.at("09:31"));
        client.send(Scene.order(1, "SELL", 60, "LMT", "197", "", "21=IOC"));
        client.send(Scene.order(2, "SELL", 60, "LMT", "189", "", "21=IOC"));
        assertEquals("SELL 60 LMT 197.00 live", orders().get(0));
        tws.advanceTo(Scene.at("09:31") + Scene.SECOND - 1);
        assertEquals("SELL 60 LMT 197.00 live", orders().get(0));
        tws.advanceTo(Scene.at("09:31") + Scene.SECOND);
        assertEquals("SELL 60 LMT 197.00 over", orders().get(0));
        assertEquals(-60, tws.shares("AAPL"), "the other one was filled");
    }
}
