package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.TimestampParser.DateOrder;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instant a text names, by Java's own reading of it, and what it says of its clock. */
class TimestampParserTest {
    private final TimestampParser parser = new TimestampParser(ExchangeCalendar.usEquity());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20250512093501 | 2025-05-12T13:35:01Z | LOCAL",
                "202505120935 | 2025-05-12T13:35:00Z | LOCAL",
                "199912310935 | 1999-12-31T14:35:00Z | LOCAL",
                "20250512235959 | 2025-05-13T03:59:59Z | LOCAL",
                "1747056901 | 2025-05-12T13:35:01Z | UTC",
                "999999999 | 2001-09-09T01:46:39Z | UTC",
                "1747056901250 | 2025-05-12T13:35:01.250Z | UTC",
                "978307200000 | 2001-01-01T00:00:00Z | UTC",
                "1747056901250001 | 2025-05-12T13:35:01.250001Z | UTC",
                "1747056901250000001 | 2025-05-12T13:35:01.250000001Z | UTC",
                "1747056901.25 | 2025-05-12T13:35:01.250Z | UTC",
                "1747056901250.5 | 2025-05-12T13:35:01.250500Z | UTC",
                "1747056901250001.5 | 2025-05-12T13:35:01.250001500Z | UTC",
                "1.7470569e9 | 2025-05-12T13:35:00Z | UTC",
                "1.7470569E+12 | 2025-05-12T13:35:00Z | UTC",
                "2025-05-12 09:35 EST | 2025-05-12T14:35:00Z | EXCHANGE",
                "2025-05-12 09:35 EDT | 2025-05-12T13:35:00Z | EXCHANGE",
                "2025-05-12 09:35 ET | 2025-05-12T13:35:00Z | EXCHANGE",
                "2025-05-12 09:35 UTC | 2025-05-12T09:35:00Z | UTC",
                "2025-05-12 09:35 GMT | 2025-05-12T09:35:00Z | UTC",
                "2025-05-12T09:35:01,5-04:00[America/New_York] | 2025-05-12T13:35:01.500Z | OFFSET",
                "2025-05-12 12:35 AM | 2025-05-12T04:35:00Z | LOCAL",
                "2025-05-12 12:35pm | 2025-05-12T16:35:00Z | LOCAL",
                "2025-05-12 1:35 PM | 2025-05-12T17:35:00Z | LOCAL",
                "2025-05-12 11:35 am | 2025-05-12T15:35:00Z | LOCAL",
                "2024-02-29 093500 | 2024-02-29T14:35:00Z | LOCAL",
                "2025.05.12 09:35 | 2025-05-12T13:35:00Z | LOCAL",
                "2000-12-31 23:59:59 | 2001-01-01T04:59:59Z | LOCAL",
                "12.05.2025 09:35 | 2025-05-12T13:35:00Z | LOCAL",
                "20301231093500 | 2030-12-31T14:35:00Z | LOCAL",
                "2025-05-12T19:05:00+05:30 | 2025-05-12T13:35:00Z | OFFSET",
                "2025-05-12 08:35-0500 | 2025-05-12T13:35:00Z | OFFSET",
                "2025-05-12 15:35+02 | 2025-05-12T13:35:00Z | OFFSET",
                "2025-05-12 09:35:00-04:56:02 | 2025-05-12T14:31:02Z | OFFSET",
                "2025-05-12 13:35+00:00 | 2025-05-12T13:35:00Z | UTC",
                "2025-05-12 13:35-00 | 2025-05-12T13:35:00Z | UTC",
                "5.12.2025 09:35 | 2025-12-05T14:35:00Z | LOCAL",
                "5.1.2025 9:35 | 2025-01-05T14:35:00Z | LOCAL",
                "2025/5/2 09:35 | 2025-05-02T13:35:00Z | LOCAL",
                "2025-05-12 0935 | 2025-05-12T13:35:00Z | LOCAL",
                "2025-05-12  23:59:59.999999999 | 2025-05-13T03:59:59.999999999Z | LOCAL",
                "2025-05-12 09:35:01.1234567891 | 2025-05-12T13:35:01.123456789Z | LOCAL",
                "2025-05-12 0:00 | 2025-05-12T04:00:00Z | LOCAL",
                "2025-05-12 09:35   EST | 2025-05-12T14:35:00Z | EXCHANGE",
                "2025-05-12 1:35 PM EST | 2025-05-12T18:35:00Z | EXCHANGE",
                "2025-05-12 09:35 America/New_York | 2025-05-12T13:35:00Z | EXCHANGE",
                "2025-05-12 09:35 US/Eastern | 2025-05-12T13:35:00Z | EXCHANGE",
                "20250512-13:35:01 | 2025-05-12T13:35:01Z | UTC",
                "2025-05-12 13:35Z | 2025-05-12T13:35:00Z | UTC",
                "2025-12-31 09:35 | 2025-12-31T14:35:00Z | LOCAL",
                "2025-11-30 09:35 | 2025-11-30T14:35:00Z | LOCAL",
                "2024-03-01 09:35 | 2024-03-01T14:35:00Z | LOCAL",
                "2024-01-31 09:35 | 2024-01-31T14:35:00Z | LOCAL",
                "2000-02-29 09:35 | 2000-02-29T14:35:00Z | LOCAL",
                "2001-03-01 09:35 | 2001-03-01T14:35:00Z | LOCAL",
                "2010-06-15 09:35 | 2010-06-15T13:35:00Z | LOCAL",
                "1998-01-02 09:35 | 1998-01-02T14:35:00Z | LOCAL",
                "200001310935 | 2000-01-31T14:35:00Z | LOCAL",
                "200012310935 | 2000-12-31T14:35:00Z | LOCAL",
                "199810010935 | 1998-10-01T13:35:00Z | LOCAL",
                "20250512000000 | 2025-05-12T04:00:00Z | LOCAL",
                "999999999.5 | 2001-09-09T01:46:39.500Z | UTC",
                "1747056900.0 | 2025-05-12T13:35:00Z | UTC",
                "999999999999999999.5 | 2001-09-09T01:46:39.999999999Z | UTC",
                "999999999999999999 | 2001-09-09T01:46:39.999999999Z | UTC",
                "999999999999999 | 2001-09-09T01:46:39.999999Z | UTC",
                "999999999999.5 | 2001-09-09T01:46:39.999500Z | UTC",
                "1.74705690000e15 | 2025-05-12T13:35:00Z | UTC",
                "1.747056900000000000e18 | 2025-05-12T13:35:00Z | UTC"
            })
    void shouldReadAnInstant(String text, String instant, String clock) {
        assertTrue(parser.parse(text));
        Instant expected = Instant.parse(instant);
        assertEquals(expected.getEpochSecond() * 1_000_000_000L + expected.getNano(), parser.utcNanos());
        assertEquals(clock, parser.clock().name());
        assertFalse(parser.isDateOnly());
        assertFalse(parser.isBeforeCalendar());
        int day = (int)
                expected.atZone(ZoneId.of("America/New_York")).toLocalDate().toEpochDay();
        assertEquals(day, parser.epochDay());
    }

    @ParameterizedTest
    @CsvSource({
        "20251301093501",
        "20250012093501",
        "202505122400",
        "202505120960",
        "20250512093560",
        "20310101093501",
        "12345678",
        "2747056901250000001",
        "99999999999999999",
        "1747056901.",
        "17470569.5",
        "1747056901250000001.5",
        "1.7470569e10",
        "1.74705690000000001e12",
        "1.7470569e",
        "2025-05-12 13:35 PM",
        "2025-05-12 0:35 AM",
        "2025-05-12 09:35 P",
        "2025-05-12 09:35 PX",
        "2025-05/12 09:35",
        "2025-00-12 09:35",
        "2025-02-29 09:35",
        "2025-04-31 09:35",
        "2025-05-00 09:35",
        "2100-02-28 09:35",
        "05/12/2025 09:35",
        "05-12-2025 09:35",
        "5*12*2025",
        "5.12.25",
        "5.12.202x",
        "5.12.20x5",
        "5.12.2x25",
        "5.12.x025",
        "1925200000",
        "5.1/2.2025",
        "5",
        "5.",
        "20250512-",
        "2025-05-12X09:35",
        "2025-05-12 09:3",
        "2025-05-12 -1:35",
        "''",
        "2025",
        "2025-5",
        "2025-5-",
        "2025*05*12 09:35",
        "2025-13-01",
        "2025-12-32",
        "2025-11-31",
        "2024-02-30",
        "2024-04-31",
        "2023-02-29",
        "1900-02-29",
        "1799-12-31",
        "2031-01-01",
        "x5.12.2025",
        "5.x.2025",
        "5.12.202",
        "5.12.202/",
        "5.12.20/5",
        "5.12.1:25",
        "5.12.:025",
        "5.12.2025x",
        "1.23",
        "1.234",
        "1.2345",
        "12.345",
        "20250512.",
        "20250512.5",
        "2025-05-12 24:00",
        "2025-05-12 09:60",
        "2025-05-12 09:35:60",
        "2025-05-12 09:35:",
        "2025-05-12 09:35:01.",
        "2025-05-12 093",
        "2025-05-12 x9:35",
        "2025-05-12 09:35 CET",
        "2025-05-12 09:35+2",
        "2025-05-12 09:35+20:00",
        "2025-05-12 09:35+02:60",
        "9223372037",
        "9999999999",
        "9223372036855",
        "9223372036854776",
        "9223372036.9",
        "9223372036854.9",
        "9.9999999e9",
        "1.7470570e9",
        "1.7470569e11",
        "9.9999996e08"
    })
    void shouldReadNothingInWhatIsNoInstant(String text) {
        assertFalse(parser.parse(text), text);
    }

    @Test
    void shouldReadDatesWithTheYearLastAsItIsTold() {
        parser.setOrder(DateOrder.MONTH_FIRST);
        assertTrue(parser.parse("5/12/2025 09:35"));
        assertEquals(20_220, parser.epochDay());
        parser.setOrder(DateOrder.DAY_FIRST);
        assertTrue(parser.parse("12-05-2025"));
        assertEquals(20_220, parser.epochDay());
        assertTrue(parser.isDateOnly());
        assertFalse(parser.parse("5/13/2025"));
        parser.setOrder(DateOrder.MONTH_FIRST);
        assertTrue(parser.parse("12.05.2025"), "points are for the day first");
        assertEquals(20_220, parser.epochDay());
    }

    @Test
    void shouldReadTimesWithoutAZoneOnTheClockThatIsTold() {
        parser.setLocalZone(ZoneId.of("Europe/Berlin"));
        assertTrue(parser.parse("2025-05-12 15:35"));
        assertEquals(Instant.parse("2025-05-12T13:35:00Z").getEpochSecond(), parser.utcNanos() / 1_000_000_000L);
        assertTrue(parser.parse("2025-05-12 15:35 ET"));
        assertEquals(Instant.parse("2025-05-12T19:35:00Z").getEpochSecond(), parser.utcNanos() / 1_000_000_000L);
        assertEquals(Instant.parse("2025-05-12T15:35:00Z").getEpochSecond(), parser.writtenNanos() / 1_000_000_000L);
        assertTrue(parser.parse("20250512"));
        assertTrue(parser.isDateOnly());
        assertEquals(20_220, parser.epochDay());
    }

    @Test
    void shouldGiveTheTimeAsItIsWritten() {
        long written = seconds("2025-05-12T09:35:00Z");
        for (String text : new String[] {
            "2025-05-12 09:35",
            "2025-05-12 09:35 ET",
            "2025-05-12 09:35 EST",
            "2025-05-12 09:35+05:30",
            "20250512 0935Z"
        }) {
            assertTrue(parser.parse(text), text);
            assertEquals(written, parser.writtenNanos() / 1_000_000_000L, text);
        }
        assertTrue(parser.parse("1747056901"));
        assertEquals(1_747_056_901_000_000_000L, parser.writtenNanos());
        assertTrue(parser.parse("20250512"));
        assertEquals(seconds("2025-05-12T00:00:00Z"), parser.writtenNanos() / 1_000_000_000L);
        assertEquals(seconds("2025-05-12T04:00:00Z"), parser.utcNanos() / 1_000_000_000L);
    }

    @Test
    void shouldKeepTheFractionOfATimeOnAnotherClock() {
        parser.setLocalZone(ZoneId.of("Europe/Berlin"));
        assertTrue(parser.parse("2025-05-12 15:35:01.25"));
        assertEquals(seconds("2025-05-12T13:35:01Z") * 1_000_000_000L + 250_000_000, parser.utcNanos());
        assertEquals(TimestampParser.Clock.LOCAL, parser.clock());
        // A day is the exchange's, whatever clock times are on.
        assertTrue(parser.parse("2025-05-12"));
        assertEquals(seconds("2025-05-12T04:00:00Z"), parser.utcNanos() / 1_000_000_000L);
    }

    private static long seconds(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    /** Twelve digits are no date where the first four are no year of ours, or the next two no month. */
    @ParameterizedTest
    @CsvSource({"200013010935", "200000010935", "210001010935", "180001010935", "290001010935", "200020010935"})
    void shouldTakeTwelveOtherDigitsForMilliseconds(String text) {
        assertTrue(parser.parse(text));
        assertTrue(parser.isBeforeCalendar());
        assertEquals(TimestampParser.Clock.UTC, parser.clock());
        assertEquals(Long.parseLong(text) * 1_000_000L, parser.utcNanos());
    }

    @Test
    void shouldSayThatATimeIsBeforeTheCalendar() {
        for (String text : new String[] {
            "1990-05-14 09:35", "19900514093500", "631152000", "19900514", "1997-12-31", "883630799", "1800-01-01"
        }) {
            assertTrue(parser.parse(text), text);
            assertTrue(parser.isBeforeCalendar(), text);
        }
        assertTrue(parser.parse("2025-05-12 09:35"));
        assertFalse(parser.isBeforeCalendar());
    }
}
