package io.ringside.gateway.live.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a journal says of a portfolio's sessions and decisions, of which each is written in parts of two names. */
class PortfolioPastTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int FIRST = MadeStore.day("2023-10-02");
    private static final int FRIDAY = MadeStore.day("2023-11-10");
    private static final int MONDAY = MadeStore.day("2023-11-13");

    private final Engine engine = new Engine(EngineSettings.of(config().resolve()), CALENDAR);
    private final Stages stages = engine.stages(null, (intent, eventNanos) -> {});
    private final Pipeline.Inline pipeline = Pipeline.inline(stages, parts(engine.bounds()), 1);
    private final PortfolioPast past = new PortfolioPast(engine, stages.signal());
    private long sequence;

    private static Config config() {
        Config config = EngineSettings.load(
                        Path.of(System.getProperty("ringside.home"), "config", "momentum-live.conf"))
                .withoutPath("gateway");
        for (String set : List.of(
                "risk.equity=100000",
                "instruments=[{symbol=AA},{symbol=BB},{symbol=CC},{symbol=DD},{symbol=EE}]",
                "portfolio.universe=[AA,BB,CC,DD,EE]",
                "portfolio.lookback-months=1",
                "portfolio.skip-months=0",
                "portfolio.schedule=daily")) {
            config = EngineSettings.with(config, set);
        }
        return config;
    }

    private static Bounds parts(Bounds bounds) {
        return new Bounds(bounds.bars(), bounds.updates(), bounds.values(), bounds.intents(), 2);
    }

    private EngineEvent draft() {
        return pipeline.draft();
    }

    private void publish() {
        pipeline.processAt(++sequence);
        past.onEvent(pipeline.draft());
    }

    private void session(int day, int flags) {
        draft().session(EventType.SESSION_OPEN, CALENDAR.openNanos(day), flags);
        publish();
        long close = CALENDAR.closeNanos(day);
        for (int id = 0; id < 5; id++) {
            long price = (50 + id) * 100_000_000L;
            draft().bar(id, CALENDAR.openNanos(day), close, price, price, price, price, 1_000, flags);
            publish();
        }
        draft().session(EventType.SESSION_CLOSE, close, flags);
        publish();
    }

    private void goOn(int day) {
        draft().continued(CALENDAR.closeNanos(day), 0);
        publish();
    }

    @Test
    void shouldRepeatADecisionThatWasNotWrittenToItsEnd() {
        for (int day = FIRST; day < FRIDAY; day = CALENDAR.nextTradingDay(day)) {
            session(day, EngineEvent.FLAG_WARM_UP);
        }
        assertEquals(
                new PortfolioDay.Past(FIRST, MadeStore.day("2023-11-09"), Map.of("momentum", List.of())), past.end());
        session(FRIDAY, 0);
        goOn(FRIDAY);
        goOn(FRIDAY);
        assertEquals(new PortfolioDay.Past(FIRST, FRIDAY, Map.of("momentum", List.of(FRIDAY))), past.end());
        session(MONDAY, 0);
        goOn(MONDAY);
        assertEquals(
                new PortfolioDay.Past(FIRST, FRIDAY, Map.of("momentum", List.of(FRIDAY))),
                past.end(),
                "a name is not written");
    }
}
