package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
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

    private long nanos(String exchangeTime) {
        return calendar.toNanos(LocalDateTime.parse(exchangeTime));
    }
}
