package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.OrderView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A position is held while the broker is away, and somebody wants to be rid of it: what is sold when it comes back. */
class AwayCommandIT {
    private static final long SEED = 1289;

    @TempDir
    Path folder;

    @Test
    void shouldCloseWhenTheBrokerComesBackInTime() {
        try (LiveBench bench = held()) {
            away(bench);
            String answer = bench.daemon().command(Operator.CLOSE, "QQQ lunch");
            assertTrue(
                    answer.contains("the broker is away: stops at the broker stay, and the order that closes waits"),
                    answer);
            bench.daemon().takeBackCloses(System.currentTimeMillis() + 59_000);
            back(bench);
            bench.await(() -> sales(bench) == 1, "a sale");
            bench.playOn(bench.tws.now() + ExchangeCalendar.MINUTE_NANOS);
            assertEquals(0, bench.tws.shares("QQQ"));
            assertEquals(List.of(), cancels(bench));
        }
    }

    @Test
    void shouldTakeACloseBackThatWaitedTooLongAndSayIt() throws IOException {
        try (LiveBench bench = held()) {
            long held = bench.tws.shares("QQQ");
            away(bench);
            bench.daemon().command(Operator.CLOSE, "QQQ lunch");
            assertEquals(1, bench.daemon().day().waitingExits("QQQ").size());
            long alarms = bench.daemon().alarms();
            bench.daemon().takeBackCloses(System.currentTimeMillis() + 61_000);
            bench.await(() -> bench.daemon().day().waitingExits("QQQ").isEmpty(), "its end");
            assertEquals(alarms + 1, bench.daemon().alarms());
            String told = Files.readString(bench.root.resolve("unacknowledged"));
            assertTrue(told.contains("is taken back: the broker was away for 60 s; its stop stays"), told);
            back(bench);
            bench.playOn(bench.tws.now() + ExchangeCalendar.MINUTE_NANOS);
            assertEquals(0, sales(bench), "nothing is sold by surprise");
            assertEquals(held, bench.tws.shares("QQQ"));
            assertTrue(
                    bench.tws.orders().stream().anyMatch(order -> order.type().equals("STP") && order.isLive()),
                    "the stop stays");
            assertEquals(1, cancels(bench).size());
            String answer = bench.daemon().command(Operator.CLOSE, "QQQ again");
            assertFalse(answer.contains("away"), answer);
            bench.await(() -> sales(bench) == 1, "a sale, now that it is wanted");
        }
    }

    /** Whoever wants nothing held wants it later as well. */
    @Test
    void shouldFlattenHoweverLateTheBrokerComesBack() {
        try (LiveBench bench = held()) {
            away(bench);
            bench.daemon().command(Operator.CLOSE, "QQQ");
            String answer = bench.daemon().command(Operator.FLATTEN, "");
            assertTrue(answer.contains("then what leaves the positions, however late that is"), answer);
            bench.daemon().takeBackCloses(System.currentTimeMillis() + 3_600_000);
            back(bench);
            bench.await(() -> sales(bench) == 1, "a sale");
            bench.playOn(bench.tws.now() + ExchangeCalendar.MINUTE_NANOS);
            assertEquals(0, bench.tws.shares("QQQ"));
        }
    }

    private LiveBench held() {
        LiveBench bench = new LiveBench(folder.resolve("live"), SEED, "gateway.backoff-max-ms=100");
        bench.start();
        bench.playTo(10, 30);
        assertTrue(bench.tws.shares("QQQ") > 0, "held");
        return bench;
    }

    private static void away(LiveBench bench) {
        bench.tws.inject(FaultKind.NIGHTLY_RESET);
        bench.await(
                () -> bench.daemon().day().session().phase() == BrokerConnection.Phase.WAITING, "the disconnection");
    }

    private static void back(LiveBench bench) {
        bench.tws.advanceTo(bench.tws.now() + ExchangeCalendar.MINUTE_NANOS);
        bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "the connection");
    }

    private static long sales(LiveBench bench) {
        return bench.tws.orders().stream()
                .filter(order -> order.side().equals("SELL") && order.type().equals("MKT"))
                .map(OrderView::orderId)
                .distinct()
                .count();
    }

    /** Commands to cancel, as they stand in the journal, which replays. */
    private static List<String> cancels(LiveBench bench) {
        bench.daemon().day().drain();
        List<String> all = new ArrayList<>();
        LiveBench.replay(bench.journal(), event -> {
            if (event.type == EventType.COMMAND && event.code == Operator.CANCEL.code()) {
                all.add(event.textAsString());
            }
        });
        return all;
    }
}
