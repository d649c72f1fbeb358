package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RiskSnapshotTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long ONE = FixedPoint.ONE_E8;

    private final Engine engine =
            new Engine(EngineSettings.of(EngineSettings.load(Path.of("../config/qqq.conf"))), CALENDAR);
    private final Stages stages = engine.stages(null, (intent, nanos) -> {});
    private final RiskSnapshot snapshot = stages.risk().snapshot();

    @Test
    void shouldTellWhatWasPaidAndWhatItHasBrought() {
        assertNull(snapshot.read());
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            fill(pipeline, Side.BUY, 100, 10 * ONE);
            fill(pipeline, Side.BUY, 300, 12 * ONE);
            RiskSnapshot.View view = snapshot.read();
            assertEquals(400, view.holdings().get(0).shares());
            assertEquals(11.5, view.holdings().get(0).averageE8() / 1e8, 1e-9);
            fill(pipeline, Side.SELL, 100, 13 * ONE);
            assertEquals(150 * ONE, snapshot.read().realizedE8());
            // Through zero: what is sold beyond what was held is a new position.
            fill(pipeline, Side.SELL, 400, 10 * ONE);
            view = snapshot.read();
            assertEquals(-100, view.holdings().get(0).shares());
            assertEquals(10 * ONE, view.holdings().get(0).averageE8());
            assertEquals(-300 * ONE, view.realizedE8());
            fill(pipeline, Side.BUY, 100, 9 * ONE);
            view = snapshot.read();
            assertEquals(0, view.holdings().get(0).averageE8());
            assertEquals(-200 * ONE, view.realizedE8());
            assertEquals(5, view.fills());
            assertEquals(5 * ONE, view.commissionsE8());
            assertEquals(view.cashE8(), view.equityE8());
            assertEquals(100_000 * ONE - 205 * ONE, view.equityE8());
        }
    }

    /** Three for two of 101 shares at 10: 151 and a half, of which the half is paid at the new price of 8. */
    @Test
    void shouldTellOnWhatHappensToHolders() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            fill(pipeline, Side.BUY, 101, 9 * ONE);
            pipeline.draft().openPrint(0, OPEN, 12 * ONE, 0);
            pipeline.process();
            pipeline.draft().payment(0, OPEN, CorporateAction.DIVIDEND, ONE, 0);
            pipeline.process();
            assertEquals(9 * ONE, snapshot.read().holdings().get(0).averageE8());
            assertEquals(0, snapshot.read().realizedE8());
            pipeline.draft().split(0, OPEN, 3, 2, 0);
            pipeline.process();
            RiskSnapshot.View view = snapshot.read();
            assertEquals(151, view.holdings().get(0).shares());
            assertEquals(8 * ONE, view.holdings().get(0).lastE8());
            assertEquals(6 * ONE, view.holdings().get(0).averageE8());
            assertEquals(ONE, view.realizedE8());
            pipeline.draft().payment(0, OPEN, CorporateAction.DELISTING, 7 * ONE, 0);
            pipeline.process();
            view = snapshot.read();
            assertEquals(0, view.holdings().get(0).shares());
            assertEquals(152 * ONE, view.realizedE8());
            pipeline.draft().payment(0, OPEN, CorporateAction.DELISTING, 7 * ONE, 0);
            pipeline.process();
            assertEquals(152 * ONE, snapshot.read().realizedE8());
            assertEquals(0, snapshot.planLeft());
        }
    }

    /** Carried at 12, the last price of the day before: 30 shares were entered at 9, and sold at 11 win 60. */
    @Test
    void shouldTellWhatWasCarriedFromThePriceAtWhichItWasEntered() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            for (int code : new int[] {0, TripPart.ENTERED}) {
                long priceE8 = code == 0 ? 12 * ONE : 9 * ONE;
                pipeline.draft().position(0, OPEN, EngineEvent.FLAG_CARRIED, code, 0, 0, 30, priceE8);
                pipeline.process();
            }
            assertEquals(9 * ONE, snapshot.read().holdings().get(0).averageE8());
            assertEquals(12 * ONE, snapshot.read().holdings().get(0).lastE8());
            fill(pipeline, Side.SELL, 30, 11 * ONE);
            assertEquals(60 * ONE, snapshot.read().realizedE8());
            assertEquals(0, snapshot.read().haltedPortfolios());
        }
    }

    /** A strategy's book that is flat is carried too, for its group of orders, before what others hold of the name. */
    @Test
    void shouldTellThePriceOfSharesThatFollowABookThatIsFlat() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            pipeline.draft().position(0, OPEN, EngineEvent.FLAG_CARRIED, 0, 0, 7, 0, 12 * ONE);
            pipeline.process();
            assertEquals(0, snapshot.read().holdings().get(0).averageE8());
            fill(pipeline, Side.BUY, 30, 9 * ONE);
            assertEquals(9 * ONE, snapshot.read().holdings().get(0).averageE8());
            fill(pipeline, Side.SELL, 30, 11 * ONE);
            assertEquals(60 * ONE, snapshot.read().realizedE8());
        }
    }

    @Test
    void shouldTellWhatAnOperatorTookOverAtItsPriceOrTheLast() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            pipeline.draft().openPrint(0, OPEN, 12 * ONE, 0);
            pipeline.process();
            pipeline.draft().position(0, OPEN, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 10, 8 * ONE);
            pipeline.process();
            assertEquals(8 * ONE, snapshot.read().holdings().get(0).averageE8());
            pipeline.draft().position(0, OPEN, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 10, 0);
            pipeline.process();
            assertEquals(10 * ONE, snapshot.read().holdings().get(0).averageE8());
            // As the broker reports it, it is compared and not taken over.
            pipeline.draft().position(0, OPEN, 0, 0, -1, 0, 10, 8 * ONE);
            pipeline.process();
            RiskSnapshot.View view = snapshot.read();
            assertEquals(20, view.holdings().get(0).shares());
            assertEquals(10 * ONE, view.holdings().get(0).averageE8());
            assertEquals(0, view.fills());
        }
    }

    @Test
    void shouldTellWhyNothingIsEntered() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            fill(pipeline, Side.BUY, 1, ONE);
            assertNull(snapshot.read().refusal(0));
            pipeline.draft().control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0);
            pipeline.process();
            assertEquals(Outcome.HALTED, snapshot.read().refusal(0));
            assertTrue(snapshot.read().halted());
            assertFalse(snapshot.read().latched());
            assertFalse(snapshot.read().flattening());
            pipeline.draft().control(EventType.COMMAND, OPEN, Operator.KILL.code(), 0);
            pipeline.process();
            assertEquals(Outcome.LATCHED, snapshot.read().refusal(0));
            assertTrue(snapshot.read().latched());
            pipeline.draft().control(EventType.COMMAND, OPEN, Operator.RESUME.code(), 0);
            pipeline.process();
            assertTrue(snapshot.read().latched());
            assertFalse(snapshot.read().halted());
        }
    }

    /** One share at one dollar an event: a state that is half of one event and half of another does not add up. */
    @Test
    void shouldNeverShowHalfAnEvent() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> torn = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            long before = 0;
            while (!done.get() && torn.get() == null) {
                RiskSnapshot.View view = snapshot.read();
                if (view != null) {
                    long shares = view.holdings().get(0).shares();
                    boolean whole = shares == view.sequence()
                            && view.fills() == shares
                            && view.cashE8() == 100_000 * ONE - shares * ONE
                            && view.equityE8() == 100_000 * ONE
                            && view.sequence() >= before;
                    if (!whole) {
                        torn.set(view.toString());
                    }
                    before = view.sequence();
                }
            }
        });
        reader.start();
        try (Pipeline pipeline =
                Pipeline.ring(stages, engine.bounds(), 1, engine.settings().threads(), failure -> {})) {
            EventPublisher publisher = pipeline.publisher();
            for (int i = 0; i < 50_000; i++) {
                publisher.draft().fill(0, OPEN, 7, Side.BUY, 1, ONE, 0, 0, 0);
                publisher.publish();
            }
        }
        done.set(true);
        reader.join();
        assertNull(torn.get());
        assertEquals(50_000, snapshot.read().sequence(), "the last event of all is always shown");
    }

    private static void fill(Pipeline pipeline, Side side, long shares, long priceE8) {
        pipeline.draft().fill(0, OPEN, 7, side, shares, priceE8, 0, ONE, 0);
        pipeline.process();
    }

    /** Ten shares are taken over at 100 with a volatility of 5: a stop at 95 covers them. */
    @Test
    void shouldTellTheStopOfEachStrategy() {
        LimitScene scene = new LimitScene();
        RiskSnapshot shown = scene.risk.snapshot();
        scene.hold(1, 100, 5);
        scene.adopt(1, 10, 100);
        scene.risk.show(scene.slot);
        long ref = scene.last(Purpose.STOP).orderRef;
        assertEquals(
                List.of(
                        new RiskSnapshot.Orders(0, 0, 0, 0),
                        new RiskSnapshot.Orders(1, ref, 95 * ONE, 10),
                        new RiskSnapshot.Orders(0, 0, 0, 0)),
                shown.read().orders());
        scene.fill(scene.last(Purpose.STOP), 4, 95, 6);
        scene.risk.show(scene.slot);
        assertEquals(
                new RiskSnapshot.Orders(1, ref, 95 * ONE, 6),
                shown.read().orders().get(1));
    }

    /** Bought at 10, a share is paid 8 for; half of the commission comes later. */
    @Test
    void shouldTellWhatASingleShareHasLost() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            fill(pipeline, Side.BUY, 1, 10 * ONE);
            pipeline.draft().order(EventType.COMMISSION, 0, OPEN, 7, 0, 0).commissionE8 = ONE / 2;
            pipeline.process();
            assertEquals(3 * ONE / 2, snapshot.read().commissionsE8());
            pipeline.draft().payment(0, OPEN, CorporateAction.DELISTING, 8 * ONE, 0);
            pipeline.process();
            assertEquals(-2 * ONE, snapshot.read().realizedE8());
        }
    }

    /** From 100,000: a loss of 200 on a position, and one of 40 that is not realized. */
    @Test
    void shouldTellWhatTheDayHasBrought() {
        LimitScene scene = new LimitScene();
        RiskSnapshot shown = scene.risk.snapshot();
        scene.roundTrip(0, 100, 99.5);
        scene.enter(0, 100, 95);
        scene.fill(Purpose.ENTRY, 100).trade(0, 99.9);
        scene.risk.show(scene.slot);
        RiskSnapshot.View view = shown.read();
        assertEquals(100_000 * ONE, view.dayStartE8());
        assertTrue(view.dayE8() < 0);
        assertEquals(view.equityE8() - 100_000 * ONE, view.dayE8());
    }

    /** A latch is known by the event that latched, whatever follows, until it is lifted. */
    @Test
    void shouldTellSinceWhichEventItIsLatched() {
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
            assertEquals(0, latchedAfter(pipeline, Operator.HALT));
            assertEquals(2, latchedAfter(pipeline, Operator.KILL));
            assertEquals(2, latchedAfter(pipeline, Operator.HALT));
            assertEquals(2, latchedAfter(pipeline, Operator.KILL));
            assertEquals(0, latchedAfter(pipeline, Operator.UNLATCH));
            assertEquals(6, latchedAfter(pipeline, Operator.KILL));
        }
    }

    private long latchedAfter(Pipeline pipeline, Operator operator) {
        pipeline.draft().control(EventType.COMMAND, OPEN, operator.code(), 0).text("");
        pipeline.process();
        return snapshot.read().latchedSequence();
    }

    @Test
    void shouldTellThatNothingIsLeftToPlanAfterManyEvents() {
        LimitScene scene = new LimitScene();
        RiskSnapshot shown = scene.risk.snapshot();
        for (int i = 0; i < 1_000; i++) {
            scene.risk.show(scene.trade(0, 100).slot);
        }
        assertEquals(0, shown.planLeft());
    }
}
