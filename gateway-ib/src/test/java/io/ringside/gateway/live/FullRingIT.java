package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.OrderView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stage stands, the ring fills up, and the broker goes on executing: what did not get in is not forgotten, nor counted twice. */
@ExtendWith(SilentLog.class)
class FullRingIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void register() {
        StuckStrategy.register();
    }

    @AfterEach
    void work() {
        StuckStrategy.mode(StuckStrategy.Mode.WORKS);
    }

    @Test
    void shouldBookAnExecutionThatFoundTheRingFullOnceAfterTheNextStart() throws Exception {
        Path root = folder.resolve("journal");
        try (LiveBench bench = new LiveBench(
                root,
                7,
                "gateway.warm-up-bars=2000",
                "gateway.backoff-max-ms=100",
                "engine.ring-size=64",
                "engine.publish-timeout-ms=300",
                "signal.strategy=" + StuckStrategy.NAME,
                "signal.sma=20",
                "signal.entry-below=-5",
                "risk.reentry-bars=0",
                "broker.participation=0.001")) {
            bench.start();
            bench.playTo(9, 30);
            OrderView entry = partlyFilled(bench);
            long before = bench.tws.shares("QQQ");
            StuckStrategy.mode(StuckStrategy.Mode.HANGS);
            EngineFailure failure = playUntilItFails(bench);
            assertTrue(failure.getMessage().contains("the ring stayed full"), failure::toString);
            long bought = bench.tws.shares("QQQ");
            assertTrue(bought > before, () -> "executed while the ring was full: " + entry);

            Path left = copied(root);
            StuckStrategy.mode(StuckStrategy.Mode.WORKS);
            bench.daemon().close();
            bench.start(left);
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "reconciled");
            bench.market.settle(bench.daemon());
            assertEquals(bench.tws.shares("QQQ"), bench.daemon().day().position(0), "the order table");
            assertEquals(
                    bench.tws.shares("QQQ"),
                    bench.daemon().day().stages().risk().ledger().position(0),
                    "the risk stage");
            bench.daemon().close();

            Map<String, Long> booked = new HashMap<>();
            LiveBench.replay(left.resolve(root.relativize(bench.journal())), event -> {
                if (event.type == EventType.FILL) {
                    booked.merge(event.textAsString(), event.side.sign() * event.quantity, Math::addExact);
                }
            });
            Map<String, Long> executed = new HashMap<>();
            bench.tws
                    .executions()
                    .forEach(one -> executed.merge(
                            one.execId(), one.side().equals("BUY") ? one.shares() : -one.shares(), Math::addExact));
            assertEquals(executed, booked);
        }
    }

    private static OrderView partlyFilled(LiveBench bench) {
        long end = ExchangeCalendar.usEquity().closeNanos(LiveBench.DAY);
        while (bench.tws.now() < end) {
            bench.daemon().work();
            bench.market.step(bench.daemon());
            for (OrderView order : bench.tws.orders()) {
                if (order.side().equals("BUY") && order.isLive() && order.filled() > 0) {
                    return order;
                }
            }
        }
        throw new AssertionError("no entry on this day");
    }

    /** Time goes on for the broker, until a producer has waited too long. */
    private static EngineFailure playUntilItFails(LiveBench bench) throws InterruptedException {
        AtomicReference<EngineFailure> failed = new AtomicReference<>();
        Thread session = new Thread(() -> {
            try {
                while (!bench.halted) {
                    bench.tws.advanceTo(bench.tws.now() + 5 * ExchangeCalendar.SECOND_NANOS);
                    bench.daemon().work();
                }
            } catch (EngineFailure e) {
                failed.set(e);
            }
        });
        session.start();
        session.join();
        return failed.get();
    }

    /** The process would be gone, and its locks with it. */
    private static Path copied(Path root) throws IOException {
        Path left = root.resolveSibling("left");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.copy(file, left.resolve(root.relativize(file).toString()));
            }
        }
        return left;
    }
}
