package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.FakeTws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * The time of a market that runs fifty times as fast, as its broker tells it, to the second: it is asked every forty
 * milliseconds, which are two seconds there, so that it is never shown more than five seconds ahead of the last answer.
 */
class BrokerClockTest {
    private static final double SPEED = 50;
    private static final long SECOND = 1_000_000_000L;
    private static final long AHEAD_MAX = 5 * SECOND;
    private static final long BEGIN = 1_750_426_200L;
    private static final long PATIENCE_NANOS = 60 * SECOND;

    @Test
    void shouldShowTheTimeThatItIsToldAndNeverRunBack() throws Exception {
        try (FakeTws server = new FakeTws()) {
            CompletableFuture<BrokerClock> asked =
                    CompletableFuture.supplyAsync(() -> BrokerClock.ask(live(server), SPEED));
            FakeTws.Peer peer = server.accept();
            peer.readGreeting();
            peer.write("176", "20250620 09:30:00 EST");
            long client = 10_000 + ProcessHandle.current().pid() % 50_000;
            assertEquals(List.of("71", "2", Long.toString(client), ""), peer.readFrame());
            peer.write("15", "1", "DU0000001");
            peer.write("9", "1", "1");
            tell(peer, BEGIN);
            try (BrokerClock clock = asked.get()) {
                long first = clock.getAsLong();
                assertTrue(first >= BEGIN * SECOND && first <= BEGIN * SECOND + AHEAD_MAX, first + "");
                // Ten seconds back are an answer that was late: it waits.
                tell(peer, BEGIN - 10);
                tell(peer, BEGIN - 10);
                long second = clock.getAsLong();
                assertTrue(second >= first && second <= BEGIN * SECOND + AHEAD_MAX, second - first + "");
                // An hour is not believed before it was told twice, and not two hours after one.
                long third = second;
                for (int ahead : new int[] {3_600, -10, 3_600, 7_200, -10, -10}) {
                    tell(peer, BEGIN + ahead);
                    long next = clock.getAsLong();
                    assertTrue(next >= third && next <= BEGIN * SECOND + AHEAD_MAX, next - third + "");
                    third = next;
                }
                tell(peer, BEGIN + 7_200);
                tell(peer, BEGIN + 7_210);
                await(() -> clock.getAsLong() >= (BEGIN + 7_200) * SECOND);
                assertTrue(clock.getAsLong() <= (BEGIN + 7_210) * SECOND + AHEAD_MAX);
                // A market that stands is waited for.
                for (int i = 0; i < 5; i++) {
                    tell(peer, BEGIN + 7_210);
                }
                long standing = clock.getAsLong();
                assertTrue(standing <= (BEGIN + 7_210) * SECOND + AHEAD_MAX);
                // Without anybody who tells it goes on by itself, and asks again whoever comes next.
                peer.close();
                await(() -> clock.getAsLong() > (BEGIN + 7_210) * SECOND + 2 * AHEAD_MAX);
                try (FakeTws.Peer next = server.acceptReady()) {
                    assertEquals(List.of("49", "1"), next.readFrame());
                }
            }
        }
    }

    /** Answers the next question. */
    private static void tell(FakeTws.Peer peer, long seconds) throws IOException {
        assertEquals(List.of("49", "1"), peer.readFrame());
        peer.write("49", "1", Long.toString(seconds));
    }

    private static LiveSettings live(FakeTws server) {
        return LiveSettings.of(SettingsNode.root(EngineSettings.with(
                                EngineSettings.load(Path.of("..", "config", "live.conf")),
                                "gateway.port=" + server.port())
                        .resolve())
                .node("gateway"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "never came");
            LockSupport.parkNanos(1_000_000L);
        }
    }
}
