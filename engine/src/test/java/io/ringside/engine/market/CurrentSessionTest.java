package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentSessionTest {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final CurrentSession session = new CurrentSession(calendar);

    /** 2025-07-03 is a Thursday, the next day a holiday: what was looked up for one time must not answer for another day's. */
    @ParameterizedTest
    @CsvSource({
        "2025-07-02T12:00, 2025-07-02, 2025-07-02T23:59:59.999999999, 2025-07-02",
        "2025-07-02T12:00, 2025-07-02, 2025-07-03T00:00, 2025-07-03",
        "2025-07-02T12:00, 2025-07-02, 2025-07-02T00:00, 2025-07-02",
        "2025-07-02T12:00, 2025-07-02, 2025-07-01T23:59:59.999999999, 2025-07-01",
        "2025-07-03T12:00, 2025-07-03, 2025-07-04T00:00, 2025-07-07",
        "2025-07-04T12:00, 2025-07-07, 2025-07-03T23:59, 2025-07-03",
        "2025-07-06T12:00, 2025-07-07, 2025-07-08T00:00, 2025-07-08"
    })
    void shouldGiveTheSessionOfEachTimeWhateverWasAskedBefore(
            String first, LocalDate firstDay, String then, LocalDate thenDay) {
        assertEquals(firstDay, LocalDate.ofEpochDay(session.day(nanos(first))));
        assertEquals(thenDay, LocalDate.ofEpochDay(session.day(nanos(then))));
        assertEquals(firstDay, LocalDate.ofEpochDay(session.day(nanos(first))));
    }

    /** The last day ends at a midnight that belongs to no day of the calendar; the clocks change in March and in November. */
    @Test
    void shouldKnowEveryDayAndTheLastOneToItsEnd() {
        assertEquals(
                LocalDate.of(2030, 12, 31), LocalDate.ofEpochDay(session.day(nanos("2030-12-31T23:59:59.999999999"))));
        int last = (int) LocalDate.of(2030, 12, 31).toEpochDay();
        for (int day = (int) LocalDate.of(1998, 1, 1).toEpochDay(); day < last; day++) {
            session.day(calendar.toNanos(day, 0));
            long midnight = calendar.toNanos(day + 1, 0);
            assertEquals(calendar.sessionDay(midnight - 1), session.day(midnight - 1));
            assertEquals(calendar.sessionDay(midnight), session.day(midnight));
        }
    }

    private long nanos(String exchangeTime) {
        return calendar.toNanos(LocalDateTime.parse(exchangeTime));
    }
}
