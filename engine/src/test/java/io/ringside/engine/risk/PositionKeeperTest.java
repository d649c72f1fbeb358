package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four hundred shares at 100 with a stop at 95: what keeps its orders at its size, whatever the broker does to them. */
class PositionKeeperTest {
    private final LimitScene scene = new LimitScene();

    /** What the last event asked for. */
    private List<String> asked() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < scene.slot.intentCount; i++) {
            Intent intent = scene.slot.intents[i];
            words.add(intent.action + " " + intent.purpose + " " + intent.side + " " + intent.quantity
                    + (intent.stopE8 == 0 ? "" : " stop " + FixedPoint.format(intent.stopE8))
                    + (intent.limitE8 == 0 ? "" : " limit " + FixedPoint.format(intent.limitE8)));
        }
        return words;
    }

    private Intent entered(double target) {
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95, target, 5));
        scene.fill(Purpose.ENTRY, 100);
        Intent stop = scene.last(Purpose.STOP);
        scene.report(EventType.ORDER_ACCEPTED, stop.orderRef, 400);
        assertEquals(List.of(), asked());
        return stop;
    }

    /** Once, and then no more until a fill: a broker that counts otherwise must not be flooded. */
    @Test
    void shouldMendAStopThatTheBrokerWorksWithAnotherSize() {
        Intent stop = entered(0);
        scene.report(EventType.ORDER_REPLACED, stop.orderRef, 400);
        assertEquals(List.of(), asked());
        scene.report(EventType.ORDER_REPLACED, stop.orderRef, 300);
        assertEquals(List.of("MODIFY STOP SELL 400 stop 95.00"), asked());
        scene.report(EventType.ORDER_REPLACED, stop.orderRef, 300);
        assertEquals(List.of(), asked());
        scene.fill(stop, 100, 95, 300);
        scene.report(EventType.ORDER_REPLACED, stop.orderRef, 250);
        // What it has executed counts to its size.
        assertEquals(List.of("MODIFY STOP SELL 400 stop 95.00"), asked());
        assertFalse(scene.risk.trading().latched());
    }

    @Test
    void shouldMendATargetThatTheBrokerWorksWithAnotherSize() {
        entered(120);
        Intent target = scene.last(Purpose.TARGET);
        scene.report(EventType.ORDER_REPLACED, target.orderRef, 300);
        assertEquals(List.of("MODIFY TARGET SELL 400 limit 120.00"), asked());
        scene.fill(target, 100, 120, 300);
        scene.report(EventType.ORDER_REPLACED, target.orderRef, 250);
        assertEquals(List.of("MODIFY TARGET SELL 400 limit 120.00"), asked());
        // A report of something else mends nothing.
        scene.fill(target, 50, 120, 250);
        scene.report(EventType.ORDER_REPLACED, scene.last(Purpose.ENTRY).orderRef, 3);
        assertEquals(List.of(), asked());
    }

    /** 100 of 400 are sold by the stop; then 50 of the entry are taken back, which leaves 250. */
    @Test
    void shouldCoverWhatACorrectionLeaves() {
        Intent stop = entered(120);
        scene.fill(stop, 100, 95, 300);
        assertEquals(List.of(), asked());
        Intent entry = scene.last(Purpose.ENTRY);
        scene.slot.fill(0, scene.nanos, entry.orderRef, Side.SELL, 50, LimitScene.e8(100), 50, 0, 0);
        scene.process();
        assertEquals(List.of("MODIFY STOP SELL 350 stop 95.00", "MODIFY TARGET SELL 250 limit 120.00"), asked());
    }

    @Test
    void shouldCoverWhatACorrectionLeavesOfAPositionThatATargetHasReduced() {
        entered(120);
        Intent target = scene.last(Purpose.TARGET);
        scene.fill(target, 100, 120, 300);
        assertEquals(List.of(), asked());
        Intent entry = scene.last(Purpose.ENTRY);
        scene.slot.fill(0, scene.nanos, entry.orderRef, Side.SELL, 50, LimitScene.e8(100), 50, 0, 0);
        scene.process();
        assertEquals(List.of("MODIFY STOP SELL 250 stop 95.00", "MODIFY TARGET SELL 350 limit 120.00"), asked());
    }

    @Test
    void shouldAskForNothingButTheStopOfNewShares() {
        entered(0);
        scene.slot.split(0, scene.nanos, 2, 1, 0);
        scene.process();
        assertEquals(List.of("MODIFY STOP SELL 800 stop 47.50"), asked());
    }

    /** A strategy has 101, and 2 are nobody's: four for three makes 134.67 and 2.67 of them, 137 together. */
    @Test
    void shouldShareOutWhatASplitLeavesWithSharesOfNobodys() {
        scene.bar(0, 100);
        scene.adopt(0, 101, 100);
        scene.slot.fill(
                0, scene.nanos, OrderRef.of(LimitScene.DAY - 1, 7, 0), Side.BUY, 2, LimitScene.e8(100), 0, 0, 0);
        scene.process();
        scene.slot.split(0, scene.nanos, 4, 3, 0);
        scene.process();
        assertEquals(137, scene.risk.ledger().position(0));
        scene.exit(0, 75);
        assertEquals(List.of("PLACE EXIT SELL 135"), asked());
    }

    // ---- what is shown of it

    @Test
    void shouldShowEveryInstrumentAndEveryBook() {
        Engine engine = new Engine(
                EngineSettings.parse(
                        "instruments = [ { symbol = A }, { symbol = B }, { symbol = C } ], signal.strategy = rsi2",
                        "test"),
                ExchangeCalendar.usEquity());
        Stages stages = engine.stages(null, (intent, nanos) -> {});
        RiskSnapshot snapshot = stages.risk().snapshot();
        long open = ExchangeCalendar.usEquity()
                .openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
        long one = FixedPoint.ONE_E8;
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            for (int id = 0; id < 3; id++) {
                pipeline.draft().openPrint(id, open, (10 + id) * one, 0);
                pipeline.process();
                pipeline.draft().fill(id, open, OrderRef.of(20_000, 7, id), Side.BUY, 1 + id, (10 + id) * one, 0, 0, 0);
                pipeline.process();
            }
            RiskSnapshot.View view = snapshot.read();
            assertEquals(
                    List.of("1 10.00 10.00", "2 11.00 11.00", "3 12.00 12.00"),
                    view.holdings().stream()
                            .map(holding -> holding.shares() + " " + FixedPoint.format(holding.lastE8()) + " "
                                    + FixedPoint.format(holding.averageE8()))
                            .toList());
            assertEquals(
                    List.of(0, 1, 2),
                    view.orders().stream()
                            .map(RiskSnapshot.Orders::instrumentId)
                            .toList());
            assertFalse(view.flattening());
            // A single share is sold.
            pipeline.draft().fill(0, open, OrderRef.of(20_000, 8, 0), Side.SELL, 1, 12 * one, 0, 0, 0);
            pipeline.process();
            view = snapshot.read();
            assertEquals(2 * one, view.realizedE8());
            assertEquals(0, view.holdings().get(0).averageE8());
            pipeline.draft().position(1, open, EngineEvent.FLAG_ADOPTED, 0, 1, 0, 10, 11 * one);
            pipeline.process();
            assertFalse(snapshot.read().flattening());
            pipeline.draft().control(EventType.COMMAND, open, Operator.FLATTEN.code(), 0);
            pipeline.process();
            assertTrue(snapshot.read().flattening());
        }
    }

    @Test
    void shouldKnowWhatIsAskedOnlyWhereThereAreLimits() {
        assertEquals(
                "[ACCEPTED, WAITING_FOR_OPEN, IN_POSITION, ORDER_WORKING, NO_POSITION, REENTRY_TOO_SOON, NO_VOLATILITY,"
                        + " STOP_TOO_CLOSE, SIZE_ZERO, SHORT_NOT_ALLOWED, STOP_WRONG_SIDE, TARGET_WRONG_SIDE,"
                        + " ENTRY_CALLED_OFF, STOP_REQUIRED, REVERSING, ACCOUNT_FULL, NO_PRICE, NOT_RECONCILED,"
                        + " DISCONNECTED, HALTED, LATCHED, STALE_DATA, UNPROTECTED, CLOCK_UNSURE, LOW_DISK, NAME_HALTED,"
                        + " CONTRACT_UNKNOWN]",
                Arrays.stream(Outcome.values())
                        .filter(one -> !one.isOfLimits())
                        .map(Enum::name)
                        .toList()
                        .toString());
    }
}
