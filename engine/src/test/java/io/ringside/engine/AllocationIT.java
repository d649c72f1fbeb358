package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.order.OrderGateway;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hot path allocates nothing: bars, trades, quotes, orders and fills through all five stages, journal included. */
class AllocationIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long CENT = FixedPoint.ONE_E8 / 100;
    private static final long BAR = 300_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldAllocateNothingOverMixedEventsJournalIncluded() {
        run(300_000, 300_000, config("qqq.conf"));
    }

    @Test
    void shouldAllocateNothingWithEveryLimitAsked() {
        // Together less than the calendar's years: time that begins again looks stale.
        run(
                100_000,
                300_000,
                config(
                        "live.conf",
                        "risk.equity=100000",
                        "risk.limits.loss { day = 1, drawdown = 1, streak = 10000 }",
                        "risk.limits.hours.calendar-until=2030-12-31",
                        "risk.limits.symbols.QQQ.order-shares=1000000",
                        "risk.limits.symbols.QQQ.position-shares=1000000",
                        "risk.positions { cash-buffer = 0, value-max = 1000000, share-max = 1, count = 4 }"));
    }

    @Test
    @Tag("long")
    void shouldAllocateNothingOverTenMillionMixedEventsJournalIncluded() {
        run(500_000, 10_000_000, config("qqq.conf"));
    }

    private static Config config(String file, String... sets) {
        Config config = EngineSettings.load(Path.of("..", "config", file));
        config = EngineSettings.with(config, "signal.entry-below=-40");
        config = EngineSettings.with(config, "signal.sma=20");
        for (String set : sets) {
            config = ConfigFactory.parseString(set).withFallback(config);
        }
        return config;
    }

    private void run(int warmUp, int measured, Config config) {
        Engine engine = new Engine(EngineSettings.of(config), CALENDAR);
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        try (JournalWriter writer = JournalWriter.create(
                folder.resolve("journal"),
                day,
                "test",
                engine.settings().text(),
                JournalSettings.backtest(),
                engine.bounds())) {
            Answers answers = new Answers();
            Stages stages = engine.stages(new JournalHandler(writer), answers);
            Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), writer.nextSequence());
            Market market = new Market(day);
            market.play(pipeline, answers, warmUp);
            long intentsBefore = answers.intents;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            market.play(pipeline, answers, measured);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            long intents = answers.intents - intentsBefore;
            assertTrue(intents > measured / 1000, "only " + intents + " intents were decided");
            // A constant for the JVM's own bookkeeping, such as a compilation that ends meanwhile; not one byte an
            // event.
            assertTrue(allocated < 64 * 1024, allocated + " bytes over " + measured + " events");
            assertEquals(0, allocated / measured);
        }
    }

    /** Remembers what is to be answered: the last order that fills at once, and the stop that fills later. */
    private static final class Answers implements OrderGateway {
        private long ref;
        private Side side;
        private long quantity;
        private long stopRef;
        private long intents;

        @Override
        public void submit(Intent intent, long eventNanos) {
            intents++;
            if (intent.action == IntentAction.PLACE && intent.stopE8 != 0) {
                stopRef = intent.orderRef;
            } else if (intent.action == IntentAction.PLACE) {
                ref = intent.orderRef;
                side = intent.side;
                quantity = intent.quantity;
            }
        }
    }

    /** A saw tooth of open prints, trades, quotes and bars, session after session. */
    private static final class Market {
        private int day;
        private long start;
        private long priceE8 = 400 * FixedPoint.ONE_E8;
        private int step;

        Market(int day) {
            this.day = day;
            start = CALENDAR.openNanos(day);
        }

        void play(Pipeline pipeline, Answers answers, int events) {
            int played = 0;
            while (played < events) {
                long open = priceE8;
                priceE8 += (step++ % 9 < 5 ? 30 : -38) * CENT;
                long high = Math.max(open, priceE8);
                long low = Math.min(open, priceE8);
                pipeline.draft().openPrint(0, start, open, 0);
                pipeline.process();
                pipeline.draft().trade(0, start + 1, open, 100, 0);
                pipeline.process();
                pipeline.draft().quote(0, start + 2, open - CENT, open + CENT, 100, 100, 0);
                pipeline.process();
                pipeline.draft().bar(0, start, start + BAR, open, high, low, priceE8, 1000, 0);
                pipeline.process();
                played += 4 + answer(pipeline, answers, start + BAR);
                start += BAR;
                if (start >= CALENDAR.closeNanos(day)) {
                    pipeline.draft().session(EventType.SESSION_CLOSE, start, 0);
                    pipeline.process();
                    nextDay();
                }
            }
        }

        private int answer(Pipeline pipeline, Answers answers, long nanos) {
            EngineEvent draft = pipeline.draft();
            if (answers.ref == 0 && answers.stopRef != 0 && step % 20 == 0) {
                draft.fill(0, nanos, answers.stopRef, Side.SELL, answers.quantity, priceE8, 0, FixedPoint.ONE_E8, 0);
                answers.stopRef = 0;
                pipeline.process();
                return 1;
            }
            if (answers.ref == 0) {
                return 0;
            }
            draft.fill(0, nanos, answers.ref, answers.side, answers.quantity, priceE8, 0, FixedPoint.ONE_E8, 0);
            answers.ref = 0;
            pipeline.process();
            return 1;
        }

        /** Ten years of sessions, then again from the first: the engine does not mind, and the calendar ends. */
        private void nextDay() {
            day = CALENDAR.nextTradingDay(day > 21_600 ? 19_000 : day);
            start = CALENDAR.openNanos(day);
            priceE8 = 400 * FixedPoint.ONE_E8;
        }
    }
}
