package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final int DAYS = 10;

    @Test
    void shouldSendTheSameBytesWhenADayWithFaultsIsRunAgain() {
        for (long seed = 1; seed <= 2; seed++) {
            assertArrayEquals(day(seed, new TreeMap<>()), day(seed, new TreeMap<>()), "seed " + seed);
        }
        assertFalse(Arrays.equals(day(1, new TreeMap<>()), day(2, new TreeMap<>())));
    }

    @Test
    void shouldCommitMostKindsOfFaultsWhenAFewSeededDaysArePlayed() {
        Map<FaultKind, Long> fired = new TreeMap<>();
        for (long seed = 100; seed < 100 + DAYS; seed++) {
            day(seed, fired);
        }
        List<FaultKind> missing = new ArrayList<>(List.of(FaultKind.values()));
        missing.removeAll(fired.keySet());
        assertEquals(List.of(), missing, () -> "of " + fired);
    }

    /** A client that trades at random through a day, and comes back whenever it is cut off. */
    private static byte[] day(long seed, Map<FaultKind, Long> fired) {
        int epochDay = (int) Scene.DAY.toEpochDay();
        List<PriceBar> bars = new ArrayList<>();
        try (SyntheticBars source = new SyntheticBars("AAPL", epochDay, epochDay, 5, ExchangeCalendar.usEquity())) {
            while (source.next()) {
                bars.add(PriceBar.of(
                        source.startNanos(),
                        source.endNanos(),
                        source.openE8(),
                        source.highE8(),
                        source.lowE8(),
                        source.closeE8(),
                        source.volume()));
            }
        }
        Workstation tws =
                Scene.workstation(Scene.settings(bars.toArray(PriceBar[]::new)).faults(FaultScript.seeded(seed)));
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        TestClient client = null;
        int orderId = 0;
        for (long time = Scene.at("09:29"); time < Scene.at("16:01"); time += 15 * Scene.SECOND) {
            if (client == null || client.isClosed()) {
                client = connect(tws, all, client);
            } else if (random.nextInt(50) == 0) {
                client.disconnect();
            }
            int choice = random.nextInt(10);
            if (choice < 4) {
                String side = random.nextBoolean() ? "BUY" : "SELL";
                client.send(
                        Scene.order(++orderId, side, 1 + random.nextInt(50), choice < 2 ? "MKT" : "LMT", "300", ""));
            } else if (choice < 6 && orderId > 0) {
                client.send(Scene.order(orderId, "BUY", 7, "LMT", "301", ""));
            } else if (choice < 8 && orderId > 0) {
                client.send("4", "1", Integer.toString(1 + random.nextInt(orderId)), "");
            } else {
                client.send("49", "1");
            }
            tws.advanceTo(time);
        }
        all.writeBytes(client.received());
        tws.faultsFired().forEach((kind, count) -> fired.merge(kind, count, Long::sum));
        return all.toByteArray();
    }

    private static TestClient connect(Workstation tws, ByteArrayOutputStream all, TestClient before) {
        if (before != null) {
            all.writeBytes(before.received());
        }
        TestClient client = TestClient.silent(tws);
        client.greet("v100..176");
        client.send("71", "2", "7", "");
        client.sendCapture("out-java1032-reqRealTimeBars");
        client.sendCapture("out-java1032-reqHistoricalData-5min-keepUpToDate");
        client.sendCapture("out-java1032-reqPositions");
        return client;
    }
}
