package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which journals of a start that the broker refused are taken back. */
class RefusedStartTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN = CALENDAR.openNanos(LiveBench.DAY);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int journals;

    private boolean isKept(List<Consumer<EngineEvent>> events) {
        Engine engine = new Engine(
                EngineSettings.of(ConfigFactory.parseString(
                        "instruments = [{ symbol = QQQ }]\nsignal { strategy = mean-reversion-in-trend, bar = 5m }\n"
                                + "data.bar = 5m")),
                CALENDAR);
        Path journal = folder.resolve("" + journals++);
        try (JournalWriter writer = JournalWriter.create(
                journal,
                LiveBench.DAY,
                "this build",
                engine.settings().text(),
                JournalSettings.backtest(),
                engine.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), (intent, eventNanos) -> {}), engine.bounds(), 1);
            for (Consumer<EngineEvent> event : events) {
                event.accept(pipeline.draft());
                pipeline.process();
            }
        }
        RefusedStart.takeBack(journal);
        return Files.exists(journal);
    }

    private static Consumer<EngineEvent> condition(Condition condition) {
        return event -> event.control(EventType.CONDITION, OPEN, condition.code(), 0);
    }

    private static Consumer<EngineEvent> position(int flags) {
        return event -> event.position(0, OPEN, flags, 0, 0, 7, 100, 28_000_000_000L);
    }

    @Test
    void shouldTakeBackWhatBeganAndSawNothing() {
        assertFalse(isKept(List.of(condition(Condition.LIVE_START))));
        assertFalse(isKept(List.of(
                condition(Condition.LIVE_START),
                event -> event.account(OPEN, EngineEvent.FLAG_CARRIED, 5_000_000_000_000L, 0, 0),
                position(EngineEvent.FLAG_CARRIED),
                condition(Condition.CONNECTED),
                event -> event.session(EventType.SESSION_OPEN, OPEN, 0),
                condition(Condition.STOPPING))));
    }

    @Test
    void shouldKeepWhatFoundWasCommandedOrTraded() {
        List<Consumer<EngineEvent>> kept = List.of(
                condition(Condition.BREAK),
                event -> event.control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0),
                position(EngineEvent.FLAG_ADOPTED),
                event -> event.fill(0, OPEN, 40, Side.BUY, 1, 28_000_000_000L, 0, 0, 0));
        for (Consumer<EngineEvent> event : kept) {
            assertTrue(isKept(List.of(condition(Condition.LIVE_START), event, condition(Condition.STOPPING))));
        }
    }
}
