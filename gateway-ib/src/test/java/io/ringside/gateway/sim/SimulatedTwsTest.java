package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulated TWS behind its socket, and its clock. */
class SimulatedTwsTest {
    /** So slow that no nanosecond passes, and yet not still: what a clock does at an instant, it does. */
    private static final double HARDLY = 1e-12;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    // ---- Clock ----------------------------------------------------------------------------------------------------

    @Test
    void shouldPlayByItselfOnceSomebodyAsksForPrices() {
        SimSettings settings =
                Scene.settings(Scene.flat("190.00", 1)).speed(5000).clockWaits(true);
        try (SimulatedTws tws = SimulatedTws.start(settings);
                SocketClient client = SocketClient.started(tws.port(), 7)) {
            client.send("49", "1");
            assertEquals("49|1|1767623100", client.next());
            assertEquals(Scene.at("09:25"), tws.now(), "the clock waits");
            client.send(
                    "50", "3", "9", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "5", "TRADES",
                    "1", "");
            for (int i = 0; i < 60; i++) {
                String bar = client.next();
                assertTrue(bar.startsWith("50|3|9|" + (1_767_623_400 + 5 * i) + "|190.0|"), bar);
            }
            tws.speed(0);
            long stopped = tws.now();
            assertFalse(tws.advanceToExecution(stopped + 1));
            assertEquals(stopped + 1, tws.now());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T17:00:00.000000001, 2026-01-06T09:25",
        "2026-01-05T23:59:59, 2026-01-06T09:25",
        "2026-01-06T00:00, 2026-01-06T09:25",
        "2026-01-06T09:24:59.999999999, 2026-01-06T09:25",
        "2026-01-09T18:00, 2026-01-12T09:25",
        "2026-01-10T12:00, 2026-01-12T09:25",
        "2025-11-28T14:00:00.000000001, 2025-12-01T09:25"
    })
    void shouldLeapOverANight(String from, String to) {
        SimSettings night = new SimSettings(List.of(), at(from)).speed(HARDLY).nightsSkipped(true);
        SimSettings noLeap = new SimSettings(List.of(), at(from)).speed(HARDLY);
        SimSettings afternoon =
                new SimSettings(List.of(), Scene.at("17:00")).speed(HARDLY).nightsSkipped(true);
        try (SimulatedTws still = SimulatedTws.start(noLeap);
                SimulatedTws early = SimulatedTws.start(afternoon);
                SimulatedTws tws = SimulatedTws.start(night)) {
            while (tws.now() == at(from)) {
                Thread.onSpinWait();
            }
            assertEquals(at(to), tws.now());
            // These had as much time.
            assertEquals(at(from), still.now());
            assertEquals(Scene.at("17:00"), early.now());
        }
    }

    private static long at(String local) {
        int day = local.indexOf('T');
        return Scene.at(LocalDate.parse(local.substring(0, day)), local.substring(day + 1));
    }

    // ---- Connections ----------------------------------------------------------------------------------------------

    @Test
    void shouldServeSeveralClientsAndSendAllBeforeItHangsUp() {
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings(Scene.flat("190.00", 3)));
                SocketClient first = SocketClient.started(tws.port(), 1);
                SocketClient second = SocketClient.started(tws.port(), 2);
                SocketClient third = new SocketClient(tws.port())) {
            assertEquals(2, tws.clients());
            first.send(Scene.order(1, "SELL", 5, "MKT", "", ""));
            first.awaitStart("4|2|1|399|");
            assertTrue(tws.advanceToExecution(Scene.at("09:31")));
            assertEquals(Scene.at("09:30") + 1, tws.now());
            second.send("61", "1");
            assertEquals(
                    List.of("61|3|DU1234567|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|-5|189.8", "62|1"),
                    second.awaitStart("62|"));
            assertEquals("176|20260105 09:30:00 US/Eastern", third.greet());
            third.send("71", "2", "1", "");
            assertTrue(third.next().startsWith("4|2|-1|326|"));
            assertNull(third.next(), "and the connection ends in order");
            assertEquals(-5, tws.shares("AAPL"));
            // 5 shares at 190 less the least commission.
            assertEquals(100_949 * FixedPoint.ONE_E8, tws.cashE8());
            assertEquals(1, tws.orders().size());
            assertEquals(1, tws.executions().size());
            assertEquals(Long.MAX_VALUE, tws.nextResetNanos());
        }
    }

    @Test
    void shouldEndAllConnectionsWhenItIsClosed() {
        SimulatedTws tws = SimulatedTws.start(Scene.settings());
        try (SocketClient client = SocketClient.started(tws.port(), 1)) {
            client.send("49", "1");
            client.awaitStart("49|");
            tws.close();
            assertThrows(RuntimeException.class, () -> new SocketClient(tws.port()));
            assertEquals(0, tws.clients());
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() {
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings())) {
            SimSettings same = Scene.settings().port(tws.port());
            UserError error = assertThrows(UserError.class, () -> SimulatedTws.start(same));
            assertTrue(error.getMessage().startsWith("port = " + tws.port() + " cannot be opened ("));
            assertTrue(error.getMessage().endsWith("): choose another one"), error.getMessage());
        }
    }

    /** A fault of its own ends the connections, and is told when it is closed: a test that used it must not pass. */
    @Test
    void shouldTellOfAFailureOfItsOwn() {
        SimulatedTws tws = SimulatedTws.start(Scene.settings());
        RuntimeException fault = new RuntimeException("a fault");
        try (SocketClient client = SocketClient.started(tws.port(), 1)) {
            tws.distort((clientId, fields) -> {
                throw fault;
            });
            client.send("49", "1");
            assertThrows(AssertionError.class, () -> client.awaitStart("49|"));
        } finally {
            IllegalStateException failure = assertThrows(IllegalStateException.class, tws::close);
            assertEquals("the simulated TWS failed", failure.getMessage());
            assertEquals(fault, failure.getCause());
        }
    }

    @Test
    void shouldRecordFramesByTheWallClock() throws IOException {
        Path log = folder.resolve("frames.jsonl");
        long before = wallNanos();
        try (SimulatedTws tws = SimulatedTws.start(Scene.settings().log(log));
                SocketClient client = SocketClient.started(tws.port(), 7)) {
            client.send("49", "1");
            client.awaitStart("49|");
        }
        long after = wallNanos();
        List<String> lines = Files.readAllLines(log);
        // The greeting, startApi with its five answers, and the time.
        assertEquals(10, lines.size());
        for (String line : lines) {
            long time = Long.parseLong(line.substring("{\"time\":".length(), line.indexOf(',')));
            assertTrue(before <= time && time <= after, () -> before + " to " + after + ": " + line);
        }
        assertTrue(
                lines.get(9)
                        .endsWith(",\"connection\":1,\"direction\":\"out\",\"fields\":[\"49\",\"1\",\"1767623100\"],"
                                + "\"market\":1767623100000000000}"),
                lines.get(9));
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Scene.SECOND + now.getNano();
    }
}
