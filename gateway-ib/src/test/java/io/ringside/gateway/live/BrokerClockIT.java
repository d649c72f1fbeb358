package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.ib.BrokerClock;
import io.ringside.gateway.sim.FaultKind;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a daemon that trades with a simulated TWS elsewhere, whose clock the test moves. */
class BrokerClockIT {
    private static final double SPEED = 600;
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    /** Two questions of 40 ms at that speed, and the second that an answer leaves out. */
    private static final long AHEAD_MAX = 49 * SECOND;

    private static final long WATCHED_NANOS = 300_000_000L;
    private static final long PATIENCE_NANOS = 60 * SECOND;

    @TempDir
    Path folder;

    private long before = Long.MIN_VALUE;

    @Test
    void shouldWaitWithAMarketThatStandsAndFollowOneThatJumps() {
        try (LiveBench bench = new LiveBench(folder, 7);
                BrokerClock clock = BrokerClock.ask(bench.live, SPEED)) {
            watch(bench, clock);
            bench.tws.advanceTo(bench.tws.now() + 3_600 * SECOND);
            await(() -> look(bench, clock) >= bench.tws.now() - SECOND);
            watch(bench, clock);
        }
    }

    @Test
    void shouldNotBelieveOneAnswerThatIsAnHourOff() {
        try (LiveBench bench = new LiveBench(folder, 7);
                BrokerClock clock = BrokerClock.ask(bench.live, SPEED)) {
            bench.tws.inject(FaultKind.CLOCK_STEP);
            await(() -> !bench.tws.faultsFired().isEmpty());
            watch(bench, clock);
        }
    }

    @Test
    void shouldGoOnWithoutAnybodyWhoTellsTheTime() {
        try (LiveBench bench = new LiveBench(folder, 7);
                BrokerClock clock = BrokerClock.ask(bench.live, SPEED)) {
            bench.tws.inject(FaultKind.NIGHTLY_RESET);
            long now = bench.tws.now();
            await(() -> clock.getAsLong() > now + 2 * AHEAD_MAX);
        }
    }

    private void watch(LiveBench bench, BrokerClock clock) {
        long end = System.nanoTime() + WATCHED_NANOS;
        while (System.nanoTime() - end < 0) {
            look(bench, clock);
            LockSupport.parkNanos(1_000_000L);
        }
    }

    /** What it shows, which is never far ahead, and never runs back. */
    private long look(LiveBench bench, BrokerClock clock) {
        long shown = clock.getAsLong();
        long ahead = shown - bench.tws.now();
        assertTrue(ahead <= AHEAD_MAX, ahead / SECOND + " s ahead of the market");
        assertTrue(shown >= before, "runs back");
        before = shown;
        return shown;
    }

    private static void await(BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "never came");
            LockSupport.parkNanos(1_000_000L);
        }
    }
}
