package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.FaultScript;
import io.ringside.gateway.sim.Workstation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that a connection takes with it: the broker never heard of them, and nobody says so. */
@ExtendWith(SilentLog.class)
class LostOrderIT {
    private static final List<String> SYMBOLS = List.of("QQQ", "SPY", "AAPL");
    private static final int PLACE_ORDER = 3;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void shouldLeaveAllWithinAMinuteWhenTheConnectionTakesAnOperatorsFlattenWithIt() {
        List<Long> flatAfterSeconds = new ArrayList<>();
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        day.at(1_500, (trading, broker) -> {
            assertNotEquals(0, held(broker));
            broker.inject(FaultRule.next(FaultKind.RESET_BEFORE_READ).forMessage(PLACE_ORDER));
            trading.command(Operator.FLATTEN, "to be lost");
            long began = broker.now();
            for (int second = 1; second < 600; second++) {
                day.at(1_500 + second, (later, market) -> {
                    if (held(market) == 0 && flatAfterSeconds.isEmpty()) {
                        flatAfterSeconds.add((market.now() - began) / ExchangeCalendar.SECOND_NANOS);
                    }
                });
            }
        });
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
        assertEquals(1L, result.faults.get(FaultKind.RESET_BEFORE_READ));
        assertTrue(
                !flatAfterSeconds.isEmpty() && flatAfterSeconds.get(0) <= 60, "flat after " + flatAfterSeconds + " s");
    }

    /** The broker never had the entry, or dropped it; its stop would sell what was never bought. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldSendNoStopWhenTheConnectionTakesItsEntryWithIt(int message) {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 30);
        // The question for the margin is the first of the three, the stop the last.
        day.at(
                290,
                (trading, broker) -> broker.inject(
                        new FaultRule(FaultKind.RESET_BEFORE_READ, message, 0, 0, -1, 1, -1, PLACE_ORDER, "")));
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
        assertEquals(1L, result.faults.get(FaultKind.RESET_BEFORE_READ));
    }

    /** What is to leave a position waits for the connection; when it is there, the stop may have left it already. */
    @Test
    void shouldSellNothingTwiceWhenAStopExecutesWhileAnExitWaitsForTheConnection() {
        double stopped = secondsOfAStop();
        FaultDay day = new FaultDay(folder.resolve("away"), 1, FaultScript.none(), false, 390);
        day.at(
                stopped - 75,
                (trading, broker) ->
                        broker.inject(FaultRule.next(FaultKind.NIGHTLY_RESET).lasting(120)));
        day.at(stopped - 5, (trading, broker) -> {
            assertNotEquals(0, held(broker));
            assertNotEquals(BrokerConnection.Phase.READY, trading.session().phase());
            trading.command(Operator.FLATTEN, "while the broker is away");
        });
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
    }

    /**
     * A cancelled entry executes after all while nobody listens; its stop was cut to what had executed before. By what the
     * daemon knows of its own orders all is covered.
     */
    @Test
    void shouldCoverWhatALateExecutionAddedWhileTheProcessWasDead() {
        FaultRule parts = new FaultRule(FaultKind.PARTIAL_FILL, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, "");
        FaultRule late = new FaultRule(FaultKind.LATE_FILL, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, "");
        FaultDay day = new FaultDay(folder, 1, new FaultScript(List.of(parts, late), 1), false, 30);
        for (int tenth = 0; tenth < 40; tenth++) {
            day.at(300 + tenth / 10.0, (trading, broker) -> {
                if (held(broker) != 0 && broker.faultsFired().get(FaultKind.LATE_FILL) == null) {
                    trading.stopEntries();
                    throw new SimulatedRuntime.Death("after the cancellation has left");
                }
            });
        }
        FaultDay.Result result = day.run();
        assertEquals(1L, result.faults.get(FaultKind.LATE_FILL));
        assertEquals(List.of(), result.violations);
    }

    /** The broker has the stop, and only its word of it was lost: a question is enough. */
    @Test
    void shouldAskForAStopBeforeItsPositionIsTakenForUnprotected() {
        FaultRule lost = new FaultRule(FaultKind.LOST_ACK, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, "");
        FaultDay.Result result = new FaultDay(folder, 1, new FaultScript(List.of(lost), 1), false, 60).run();
        assertEquals(List.of(), result.violations);
        assertTrue(result.faults.get(FaultKind.LOST_ACK) > 10, result.faults.toString());
        // The alarm would have halted trading.
        assertEquals(0, result.latches);
    }

    /** When a stop executes on the same day without faults, as late as a minute into it. */
    private double secondsOfAStop() {
        List<Long> stops = new ArrayList<>();
        FaultDay day = new FaultDay(folder.resolve("whole"), 1, FaultScript.none(), false, 390);
        day.at(
                389 * 60,
                (trading, broker) -> broker.executions().stream()
                        .filter(execution -> broker.orders().stream()
                                .anyMatch(order -> order.permId() == execution.permId()
                                        && order.type().equals("STP")))
                        .forEach(execution -> stops.add(execution.nanos())));
        day.run();
        long open = ExchangeCalendar.usEquity().openNanos(LiveBench.DAY);
        return stops.stream()
                .mapToDouble(nanos -> (nanos - open) / 1e9)
                // Its entry was decided at the end of a bar, and is to be there before the broker goes away.
                .filter(seconds -> seconds > 600 && seconds % 300 > 90)
                .findFirst()
                .orElseThrow();
    }

    private static long held(Workstation broker) {
        return SYMBOLS.stream()
                .mapToLong(symbol -> Math.abs(broker.shares(symbol)))
                .sum();
    }
}
