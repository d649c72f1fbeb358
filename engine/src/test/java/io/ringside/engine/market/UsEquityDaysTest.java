package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days the exchange announced as closed or short, year by year. */
class UsEquityDaysTest {
    @ParameterizedTest
    @CsvSource({
        "2001, 01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25",
        "2004, 01-01 01-19 02-16 04-09 05-31 06-11 07-05 09-06 11-25 12-24",
        "2007, 01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25",
        "2012, 01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25",
        "2018, 01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25",
        "2020, 01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25",
        "2021, 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24",
        // New Year's Day was a Saturday and is not observed.
        "2022, 01-01 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
        "2023, 01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25",
        "2025, 01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
        "2027, 01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24"
    })
    void shouldBeClosedOnTheYearsHolidays(int year, String days) {
        assertEquals(days, text(UsEquityDays.closures(year)));
    }

    @ParameterizedTest
    @CsvSource({
        "1999, 07-03 11-26 12-24 12-31",
        "2001, 07-03 11-23 12-24",
        "2002, 07-05 11-29 12-24",
        "2003, 07-03 11-28 12-24 12-26",
        "2025, 07-03 11-28 12-24"
    })
    void shouldEndEarlyOnTheYearsHalfDays(int year, String days) {
        assertEquals(days, text(UsEquityDays.halfDays(year)));
    }

    /** Easter Sundays by the church's tables, the earliest and the latest possible ones among them. */
    @ParameterizedTest
    @CsvSource({
        "1598, 03-22", "1609, 04-19", "1700, 04-11", "1724, 04-16", "1800, 04-13", "1818, 03-22", "1900, 04-15",
        "1943, 04-25", "1954, 04-18", "1981, 04-19", "2000, 04-23", "2008, 03-23", "2011, 04-24", "2019, 04-21",
        "2024, 03-31", "2025, 04-20", "2038, 04-25", "2049, 04-18", "2076, 04-19", "2100, 03-28", "2199, 04-14",
        "2200, 04-06", "2285, 03-22", "2299, 04-16", "2300, 04-08", "2400, 04-16", "3165, 04-18"
    })
    void shouldBeClosedTwoDaysBeforeEaster(int year, String easter) {
        LocalDate friday = LocalDate.parse(year + "-" + easter).minusDays(2);
        assertTrue(UsEquityDays.closures(year).contains(friday), () -> friday + " of " + UsEquityDays.closures(year));
    }

    @Test
    void shouldHaveNineHolidaysAndTenSinceJuneteenth() {
        assertEquals(9, UsEquityDays.closures(2019).size());
        assertEquals(10, UsEquityDays.closures(2026).size());
    }

    private static String text(List<LocalDate> days) {
        StringBuilder all = new StringBuilder();
        for (LocalDate day : new TreeSet<>(days)) {
            all.append(all.isEmpty() ? "" : " ").append(day.toString().substring(5));
        }
        return all.toString();
    }
}
