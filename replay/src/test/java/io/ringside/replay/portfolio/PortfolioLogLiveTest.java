package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.report.SessionEquity;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live day of a portfolio, of events given by hand. */
class PortfolioLogLiveTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    private final Engine engine = new Engine(
            EngineSettings.of(
                    ConfigFactory.parseString("instruments = [{ symbol = AAA }]\nportfolio { strategy = momentum }"
                            + "\ndata.bar = 1d\nrisk.equity = 100000")),
            CALENDAR);
    private final PortfolioLog log = new PortfolioLog(engine, row -> {});
    private final EngineEvent event = new EngineEvent(engine.bounds());

    private static long e8(double value) {
        return FixedPoint.ofDouble(value);
    }

    private void take() {
        event.sequence++;
        event.sessionDay = CALENDAR.sessionDay(event.eventNanos);
        event.clearDecisions();
        log.onEvent(event);
    }

    /**
     * The store may have no bars of the session yet, and its end is not told before: 10 shares bought at 280, of which a print
     * came at 270, and 1 for costs.
     */
    @Test
    void shouldRecordASessionThatHasNotEnded() {
        long nanos = CALENDAR.openNanos(DAY);
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        event.openPrint(0, nanos + 1, e8(270), 0);
        take();
        // The next midnight is over, and the bars are still awaited.
        event.control(EventType.TIMER, CALENDAR.openNanos(DAY + 1), 1, 0);
        take();
        log.finish();
        assertEquals(
                List.of(DAY),
                log.account().days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(e8(99_899), log.account().days().get(0).equityE8());
        assertEquals(1, log.account().days().get(0).exposure());
    }

    @Test
    void shouldRecordASessionThatHasNotEndedAndInWhichNothingIsHeld() {
        event.session(EventType.SESSION_OPEN, CALENDAR.openNanos(DAY), 0);
        take();
        log.finish();
        assertEquals(1, log.account().days().size());
        assertEquals(e8(100_000), log.account().days().get(0).equityE8());
        assertEquals(0, log.account().days().get(0).exposure());
    }
}
