package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedTwsIT {
    private static final Pattern LOG_LINE =
            Pattern.compile("\\{\"time\":\\d{19},\"connection\":\\d+,\"direction\":\"(in|out|fault)\","
                    + "\"fields\":\\[(\"([^\"\\\\]|\\\\.)*\"(,|(?=])))+],\"market\":\\d{19}}");

    @TempDir
    Path folder;

    @Test
    void shouldTradeOverASocketAndRecordEveryFrameWhenTimeIsStepped() throws IOException {
        Path log = folder.resolve("frames.jsonl");
        try (SimulatedTws tws = SimulatedTws.start(
                        Scene.settings(Scene.flat("190.00", 3)).log(log));
                SocketClient client = SocketClient.started(tws.port(), 7)) {
            client.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
            client.awaitStart("4|2|1|399|");
            tws.advanceTo(Scene.at("09:30") + 1);
            List<String> news = client.awaitStart("11|-1|1|");
            assertEquals(
                    List.of(
                            "open 1 Submitted",
                            "1 Submitted 0 100 0",
                            "exec 1 BOT 100@190 cum 100 avg 190 0000e1a7.00000001.01.01"),
                    news.stream().map(OrdersTest::brief).toList());
            client.awaitStart("59|1|");
            assertEquals(100, tws.shares("AAPL"));
            assertEquals(1, tws.clients());
            OrderView order = tws.orders().get(0);
            assertEquals(
                    "ref1 BUY MKT 100 Filled",
                    String.join(
                            " ",
                            order.orderRef(),
                            order.side(),
                            order.type(),
                            Long.toString(order.filled()),
                            order.status()));
            assertEquals(Scene.e8("190"), tws.executions().get(0).priceE8());
        }
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.stream().allMatch(line -> LOG_LINE.matcher(line).matches()), lines::toString);
        List<String> in = lines.stream()
                .filter(line -> line.contains("\"direction\":\"in\""))
                .toList();
        assertEquals(3, in.size());
        assertTrue(in.get(0).contains("\"fields\":[\"API\",\"v100..176\"]"), in.get(0));
        assertTrue(in.get(2).contains("\"fields\":[\"3\",\"1\",\"265598\",\"AAPL\""), in.get(2));
        assertTrue(in.get(2).contains("\"ref1\""), in.get(2));
        assertTrue(lines.stream()
                .anyMatch(line -> line.contains("\"direction\":\"out\",\"fields\":[\"11\",\"-1\",\"1\"")));
    }

    @Test
    void shouldServeSeveralClientsWhenTheyComeAtOnce() {
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings(Scene.flat("190.00", 3)));
                SocketClient first = SocketClient.started(tws.port(), 1);
                SocketClient second = SocketClient.started(tws.port(), 2);
                SocketClient third = new SocketClient(tws.port())) {
            second.send("61", "1");
            second.awaitStart("62|");
            first.send(Scene.order(1, "SELL", 5, "MKT", "", ""));
            first.awaitStart("4|2|1|399|");
            tws.advanceTo(Scene.at("09:30") + 1);
            second.awaitStart("61|3|DU1234567|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|-5|");
            third.greet();
            third.send("71", "2", "1", "");
            assertTrue(third.next().startsWith("4|2|-1|326|"));
            assertNull(third.next(), "and the connection ends in order");
            first.hangUp();
            awaitClients(tws, 1);
            SocketClient.started(tws.port(), 1).close();
        }
    }

    @Test
    void shouldPlayByItselfOnceSomebodyListensWhenGivenASpeed() {
        SimSettings settings =
                Scene.settings(Scene.flat("190.00", 3)).speed(2000).clockWaits(true);
        try (SimulatedTws tws = SimulatedTws.start(settings);
                SocketClient client = SocketClient.started(tws.port(), 7)) {
            client.send("49", "1");
            assertEquals("49|1|1767623100", client.next(), "the clock waits at 09:25");
            client.send(
                    "50", "3", "9", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "5", "TRADES",
                    "1", "");
            long seconds = Scene.at("09:30") / Scene.SECOND;
            for (int i = 0; i < 180; i++) {
                assertTrue(client.next().startsWith("50|3|9|" + (seconds + 5L * i) + "|190.0|"));
            }
        }
    }

    @Test
    void shouldCutTheWireAsToldWhenFaultsStrike() {
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings(Scene.flat("190.00", 3)))) {
            try (SocketClient client = SocketClient.started(tws.port(), 7)) {
                tws.inject(FaultKind.CLOSE_MID_FRAME);
                client.send("17", "1");
                String cut = client.next();
                assertTrue(cut == null || cut.equals("?"), cut);
            }
            awaitClients(tws, 0);
            try (SocketClient client = SocketClient.started(tws.port(), 7)) {
                tws.inject(FaultKind.SPLIT_BYTES);
                client.send("17", "1");
                assertEquals("15|1|DU1234567", client.next());
                tws.inject(FaultKind.NIGHTLY_RESET);
                assertNull(client.next());
            }
            assertEquals(
                    "{CLOSE_MID_FRAME=1, SPLIT_BYTES=1, NIGHTLY_RESET=1}",
                    tws.faultsFired().toString());
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() {
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings())) {
            UserError error = assertThrows(
                    UserError.class, () -> SimulatedTws.start(Scene.settings().port(tws.port())));
            assertTrue(error.getMessage().startsWith("port = " + tws.port() + " cannot be opened"), error.getMessage());
        }
    }

    private static void awaitClients(SimulatedTws tws, int count) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (tws.clients() != count) {
            assertTrue(System.nanoTime() < deadline, "clients: " + tws.clients());
            Thread.onSpinWait();
        }
    }
}
