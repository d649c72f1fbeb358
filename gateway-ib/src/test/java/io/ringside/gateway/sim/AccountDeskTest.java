package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the account, and how often. */
class AccountDeskTest {
    private final Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 4)));
    private final TestClient client = TestClient.started(tws, 7);

    @Test
    void shouldTellNoPositionThatIsClosedOrOutOfSight() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        client.take();
        client.send("61", "1");
        assertEquals(
                List.of("61|3|DU1234567|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|10|190.1", "62|1"), client.take());
        tws.hand().logIn(true);
        TestClient elsewhere = TestClient.started(tws, 7);
        elsewhere.send("61", "1");
        assertEquals(List.of("62|1"), elsewhere.take());
        tws.hand().logIn(false);
        TestClient back = TestClient.started(tws, 7);
        back.send(Scene.order(2, "SELL", 10, "MKT", "", ""));
        back.take();
        back.send("61", "1");
        assertEquals(List.of("62|1"), back.take());
    }

    @Test
    void shouldKeepTwoSummariesAtMost() {
        summary("1");
        summary("2");
        summary("3");
        summary("2");
        client.send("63", "1", "1");
        summary("3");
        assertEquals(
                List.of(
                        "63|1|1|DU1234567|BuyingPower|400000.00|USD",
                        "64|1|1",
                        "63|1|2|DU1234567|BuyingPower|400000.00|USD",
                        "64|1|2",
                        "4|2|3|322|Error processing request.-'bJ' : cause - Maximum number of account summary requests"
                                + " exceeded|",
                        "63|1|2|DU1234567|BuyingPower|400000.00|USD",
                        "64|1|2",
                        "63|1|3|DU1234567|BuyingPower|400000.00|USD",
                        "64|1|3"),
                client.take());
    }

    private void summary(String id) {
        client.send("62", "1", id, "All", "BuyingPower, NoSuchThing");
    }

    /** Three minutes after 09:25, and three after them. */
    @Test
    void shouldTellAllFiguresAgainEveryThirdMinute() {
        client.send("6", "2", "1", "");
        summary("4");
        List<String> first = client.take();
        assertTrue(first.contains("8|1|09:25"), first::toString);
        tws.advanceTo(Scene.at("09:28") - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(Scene.at("09:28"));
        List<String> again = client.take();
        // Once more, but without the end of a download and of a summary.
        assertEquals(first.size() - 2, again.size());
        assertEquals("8|1|09:28", again.get(again.size() - 2));
        assertEquals("63|1|4|DU1234567|BuyingPower|400000.00|USD", again.get(again.size() - 1));
        tws.advanceTo(Scene.at("09:30"));
        assertEquals(List.of(), client.take());
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(List.of("8|1|09:31"), client.take("8"));
    }
}
