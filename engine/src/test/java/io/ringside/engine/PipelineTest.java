package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long BAR = 300_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "indicator+signal+risk, journal, order",
                "indicator, signal, risk, journal, order",
                "indicator, signal+risk+journal+order"
            })
    void shouldDecideTheSameOnThreadsAsInline(String layout) {
        assertEquals(run("auto", false), run(layout, true));
    }

    @Test
    void shouldGiveEachProducerItsOwnPublisherAndKeepAllEvents() throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        Engine engine = engine("auto");
        Stages stages = engine.stages(null, (intent, nanos) -> {});
        Pipeline pipeline =
                Pipeline.ring(stages, engine.bounds(), 1, engine.settings().threads(), failure -> {});
        int each = 20_000;
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            EventPublisher publisher = pipeline.publisher();
            producers.add(new Thread(() -> {
                for (int k = 0; k < each; k++) {
                    publisher.draft().trade(0, OPEN + k, 100 * FixedPoint.ONE_E8, 1, 0);
                    publisher.publish();
                }
            }));
        }
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
        pipeline.draft().session(EventType.SESSION_CLOSE, OPEN + BAR, 0);
        sequences.add(pipeline.process().sequence);
        pipeline.close();
        assertEquals(List.of(2L * each + 1), sequences);
        assertThrows(IllegalStateException.class, pipeline.publisher()::publish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "indicator, signal, risk, journal, order"})
    void shouldSubmitNothingAfterAStageHasFailed(String layout) throws InterruptedException {
        List<Long> submitted = new ArrayList<>();
        List<EngineFailure> failures = new ArrayList<>();
        CountDownLatch failed = new CountDownLatch(1);
        Engine engine = engine(layout);
        Stages stages = engine.stages(null, (intent, nanos) -> submitted.add(intent.orderRef));
        Pipeline pipeline =
                Pipeline.ring(stages, engine.bounds(), 1, engine.settings().threads(), failure -> {
                    failures.add(failure);
                    failed.countDown();
                });
        EventPublisher publisher = pipeline.publisher();
        publisher.draft().trade(0, OPEN, FixedPoint.ONE_E8, 1, 0);
        publisher.publish();
        // No such instrument: the indicator stage throws.
        publisher.draft().bar(7, OPEN, OPEN + BAR, 1, 1, 1, 1, 1, 0);
        publisher.publish();
        assertTrue(failed.await(30, TimeUnit.SECONDS));
        EngineFailure refused = assertThrows(EngineFailure.class, () -> {
            publisher.draft().trade(0, OPEN, FixedPoint.ONE_E8, 1, 0);
            publisher.publish();
        });
        assertSame(failures.get(0), refused);
        assertEquals(Stage.INDICATOR, refused.stage());
        assertEquals(2, refused.sequence());
        assertEquals("stage indicator failed on event 2: " + refused.getCause(), refused.getMessage());
        assertInstanceOf(ArrayIndexOutOfBoundsException.class, refused.getCause());
        pipeline.close();
        assertEquals(List.of(), submitted);
        assertEquals(1, failures.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "indicator+signal+risk, journal, order",
                "indicator, signal, risk, journal, order",
                "indicator, signal, risk+journal+order"
            })
    void shouldNameTheStageThatOverflowsWhereverItRuns(String layout) throws InterruptedException {
        List<EngineFailure> failures = new ArrayList<>();
        CountDownLatch failed = new CountDownLatch(1);
        Engine engine = engine(layout);
        Pipeline pipeline = Pipeline.ring(
                engine.stages(null, (intent, nanos) -> {}),
                engine.bounds(),
                1,
                engine.settings().threads(),
                failure -> {
                    failures.add(failure);
                    failed.countDown();
                });
        EventPublisher publisher = pipeline.publisher();
        publisher.draft().fill(0, OPEN, 1, Side.BUY, 1_000_000, Long.MAX_VALUE / 2, 0, 0, 0);
        publisher.publish();
        assertTrue(failed.await(30, TimeUnit.SECONDS));
        assertEquals(Stage.RISK, failures.get(0).stage());
        assertInstanceOf(ArithmeticException.class, failures.get(0).getCause());
        pipeline.close();
    }

    @Test
    void shouldFailForEveryProducerWhenTheRingStaysFull() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<Long> journaled = new ArrayList<>();
        JournalHandler stuck = new JournalHandler(null) {
            @Override
            public void onEvent(EngineEvent event, long wallNanos) {
                entered.countDown();
                awaitUninterruptibly(free);
                journaled.add(event.sequence);
            }
        };
        Engine engine = engine("indicator+signal+risk, journal, order");
        List<EngineFailure> failures = new ArrayList<>();
        Pipeline pipeline = Pipeline.ring(
                engine.stages(stuck, (intent, nanos) -> {}),
                engine.bounds(),
                1,
                new ThreadSettings("indicator+signal+risk, journal, order", ThreadSettings.Wait.BLOCKING, 64, 50),
                failures::add);
        EventPublisher one = pipeline.publisher();
        EventPublisher other = pipeline.publisher();
        assertEquals(64, pipeline.free());
        one.draft().trade(0, OPEN, 100 * FixedPoint.ONE_E8, 1, 0);
        one.publish();
        entered.await();
        EngineFailure full = assertThrows(EngineFailure.class, () -> {
            for (int i = 1; i <= 64; i++) {
                one.draft().trade(0, OPEN + i, 100 * FixedPoint.ONE_E8, 1, 0);
                one.publish();
            }
        });
        assertEquals(0, pipeline.free());
        assertEquals(Stage.JOURNAL, full.stage());
        assertEquals(1, full.sequence());
        free.countDown();
        other.draft().trade(0, OPEN + 99, 100 * FixedPoint.ONE_E8, 1, 0);
        assertSame(full, assertThrows(EngineFailure.class, other::publish));
        assertSame(full, assertThrows(EngineFailure.class, one::publish));
        pipeline.close();
        assertEquals(List.of(full), failures);
        assertEquals(List.of(1L), journaled, "the event that it stood at, and none after it");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRefuseEveryEventAfterAFailureInline() {
        Engine engine = engine("auto");
        Pipeline pipeline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1);
        pipeline.draft().bar(7, OPEN, OPEN + BAR, 1, 1, 1, 1, 1, 0);
        assertThrows(EngineFailure.class, pipeline::process);
        pipeline.draft().trade(0, OPEN, FixedPoint.ONE_E8, 1, 0);
        assertThrows(EngineFailure.class, pipeline::process);
    }

    /** A user is told of his own strategy's fault in the words that are meant for him. */
    @Test
    void shouldSayWhatAUsersStrategyDid() {
        UserError own = new UserError("Mine fails at Mine.java:7");
        assertEquals("Mine fails at Mine.java:7", new EngineFailure(Stage.SIGNAL, 5, own).getMessage());
    }

    @Test
    void shouldRefuseToSpinOnMoreThreadsThanCores() {
        ThreadSettings threads =
                new ThreadSettings("indicator, signal, risk, journal, order", ThreadSettings.Wait.BUSY_SPIN, 64, 1000);
        UserError error = assertThrows(UserError.class, () -> threads.check(2));
        assertTrue(
                error.getMessage().contains("6 threads") && error.getMessage().contains("2;"), error.getMessage());
        threads.check(6);
    }

    @Test
    void shouldFuseBelowSixCoresAndSplitFromThere() {
        assertEquals(List.of(Stage.INDICATOR), ThreadSettings.DEFAULT.firstStages(2));
        assertEquals(List.of(Stage.INDICATOR, Stage.JOURNAL, Stage.ORDER), ThreadSettings.DEFAULT.firstStages(6));
    }

    /** A saw tooth that enters and leaves; the intents that come out, as text. */
    private static List<String> run(String layout, boolean ring) {
        List<String> intents = new ArrayList<>();
        Engine engine = engine(layout);
        Stages stages = engine.stages(null, (intent, nanos) -> intents.add(describe(intent, nanos)));
        try (Pipeline pipeline = ring
                ? Pipeline.ring(stages, engine.bounds(), 1, engine.settings().threads(), failure -> {})
                : Pipeline.inline(stages, engine.bounds(), 1)) {
            long price = 100 * FixedPoint.ONE_E8;
            long cent = FixedPoint.ONE_E8 / 100;
            for (int i = 0; i < 300; i++) {
                long open = price;
                price += (i % 7 < 5 ? 30 : -40) * cent;
                long start = OPEN + i * BAR;
                pipeline.draft().openPrint(0, start, open, 0);
                pipeline.process();
                pipeline.draft()
                        .bar(0, start, start + BAR, open, Math.max(open, price), Math.min(open, price), price, 1000, 0);
                EngineEvent slot = pipeline.process();
                for (int k = 0; k < slot.intentCount; k++) {
                    answer(pipeline, slot.intents[k], start + BAR, open);
                }
            }
        }
        assertTrue(intents.size() > 10, "only " + intents.size() + " intents");
        return intents;
    }

    private static void answer(Pipeline pipeline, Intent intent, long nanos, long priceE8) {
        if (intent.action == IntentAction.PLACE && intent.stopE8 == 0) {
            pipeline.draft()
                    .fill(0, nanos, intent.orderRef, intent.side, intent.quantity, priceE8, 0, FixedPoint.ONE_E8, 0);
            pipeline.process();
        }
    }

    private static String describe(Intent intent, long nanos) {
        return nanos + " " + intent.action + " " + intent.orderRef + " " + intent.side + " " + intent.type + " "
                + intent.quantity + " " + intent.stopE8;
    }

    private static Engine engine(String layout) {
        var config = EngineSettings.load(Path.of("../config/qqq.conf"));
        for (String set : List.of(
                "engine.layout=\"" + layout + "\"",
                "signal.sma=20",
                "signal.entry-below=-30",
                "engine.ring-size=256")) {
            config = EngineSettings.with(config, set);
        }
        return new Engine(EngineSettings.of(config), CALENDAR);
    }
}
