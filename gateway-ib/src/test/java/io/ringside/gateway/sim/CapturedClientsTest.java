package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole conversations made of the frames that other clients wrote. */
class CapturedClientsTest {
    private static final List<String> ORDERS = List.of(
            "MKT",
            "STP-GTC",
            "bracket1-parent-LMT",
            "bracket2-takeprofit-LMT",
            "bracket3-stoploss-STP",
            "MOO",
            "MOC",
            "LOC",
            "TRAIL",
            "LMT-OCA-outsideRth",
            "LMT-whatIf");

    private final Workstation tws = Scene.workstation(
            Scene.settings(Scene.flat("190.00", 3)).account("DU0000001").firstOrderId(1001));
    private final TestClient client = TestClient.silent(tws);

    @Test
    void shouldAnswerAllThatIbInsyncWaitsForWhenItConnects() {
        client.sendCapture("out-ib_insync-handshake");
        assertEquals(List.of("176|20260105 09:25:00 US/Eastern"), client.take());
        client.sendCapture("out-ib_insync-startApi");
        client.take();
        client.sendCapture("out-ib_insync-reqPositions");
        client.sendCapture("out-ib_insync-reqOpenOrders");
        client.sendCapture("out-ib_insync-reqCompletedOrders");
        client.sendCapture("out-ib_insync-reqAccountUpdates");
        client.sendCapture("out-ib_insync-reqAccountUpdatesMulti");
        client.sendCapture("out-ib_insync-reqExecutions");
        assertEquals(
                List.of("62|1", "53|1", "102", "54|1|DU0000001", "74|1|1001", "55|1|1002"),
                client.take("62", "53", "102", "54", "74", "55"));
        client.sendCapture("out-ib_insync-cancelMktData");
        assertTrue(client.take().get(0).startsWith("4|2|9001|300|"), "it counts this message's version differently");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java1032", "ib_insync", "stoqey"})
    void shouldTakeTheOrderSetWhenAnyClientWritesIt(String name) {
        connect(name);
        for (String order : ORDERS) {
            client.sendCapture("out-" + name + "-placeOrder-" + order);
        }
        List<String> errors = client.take("4").stream()
                .map(error -> error.split("\\|", -1)[3])
                .distinct()
                .toList();
        assertEquals(List.of("399"), errors);
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(300, tws.shares("AAPL"), "market, bracket and opening auction");
        client.sendCapture("out-" + name + "-cancelOrder");
        assertTrue(client.take("3").contains("3|1002|Cancelled|0|100|0|1376327564|0|0|7||0"));
        client.sendCapture("out-" + name + "-reqGlobalCancel");
        client.take();
        client.sendCapture("out-" + name + "-reqOpenOrders");
        assertEquals(List.of("53|1"), client.take());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java1032", "ib_insync", "stoqey"})
    void shouldUnderstandEveryRequestWhenAnyClientWritesIt(String name) {
        connect(name);
        List<String> requests = List.of(
                "reqIds",
                "reqCurrentTime",
                "reqMarketDataType-delayed",
                "reqMktData",
                "reqTickByTickData-AllLast",
                "reqRealTimeBars",
                "reqHistoricalData-5min-keepUpToDate",
                "reqContractDetails",
                "reqAllOpenOrders",
                "reqPositions",
                "reqAccountUpdates",
                "reqAccountSummary",
                "reqExecutions",
                "cancelMktData",
                "cancelTickByTickData",
                "cancelRealTimeBars",
                "cancelHistoricalData");
        for (String request : requests) {
            client.sendCapture("out-" + name + "-" + request);
        }
        List<String> errors = client.take("4");
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.get(0).contains("|162|") && errors.get(0).contains("query cancelled"), errors::toString);
        assertFalse(client.isClosed());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 111, 138, 169, 176})
    void shouldUnderstandRequestsWhenTheServerIsOfAnyVersion(int version) {
        TestClient old = TestClient.started(tws, 7, version);
        int understood = 0;
        for (String request : List.of("reqMktData", "reqTickByTickData", "reqHistoricalData", "reqContractDetails")) {
            String name = "sweep-java1032-v" + version + "-" + request;
            if (getClass().getResource("/tws/" + name + ".hex") != null) {
                old.sendCapture(name);
                understood++;
            }
        }
        assertEquals(
                List.of(),
                old.take("4").stream().filter(error -> !error.contains("|162|")).toList());
        assertTrue(understood > 0, "no capture at version " + version);
    }

    private void connect(String name) {
        client.sendCapture("out-" + name + "-handshake");
        client.sendCapture("out-" + name + "-startApi");
        client.take();
    }
}
