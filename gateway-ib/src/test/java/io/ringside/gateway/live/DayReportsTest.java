package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayReportsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path root;

    private DayReports reports(String command) {
        return new DayReports(root, List.of(command), CALENDAR);
    }

    @Test
    void shouldBeDueFiveMinutesAfterTheCloseOfADayThatIsDone() {
        long close = CALENDAR.closeNanos(LiveBench.DAY);
        DayReports reports = reports("true");
        assertFalse(reports.isDue(LiveBench.DAY, true, close + 4 * ExchangeCalendar.MINUTE_NANOS));
        assertFalse(reports.isDue(LiveBench.DAY, false, close + 6 * ExchangeCalendar.MINUTE_NANOS));
        assertTrue(reports.isDue(LiveBench.DAY, true, close + 5 * ExchangeCalendar.MINUTE_NANOS));
    }

    @Test
    void shouldGoOnWithoutAReportWhenNothingMakesIt() {
        assertNull(reports(root.resolve("nothing").toString()).start(root.resolve("2025-06-20")));
    }
}
