package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private final TimeText times = new TimeText(ZoneId.of("America/New_York"));

    @ParameterizedTest
    @CsvSource({
        "1767623400, 2026-01-05T14:30:00Z",
        "0, 1970-01-01T00:00:00Z",
        "20260105, 2026-01-05T00:00:00Z",
        "20240229, 2024-02-29T00:00:00Z",
        "20260105 09:30:01 US/Eastern, 2026-01-05T14:30:01Z",
        "20260706 09:30:01 US/Eastern, 2026-07-06T13:30:01Z",
        "20260105 09:30:01 EST, 2026-01-05T14:30:01Z",
        "20260706 09:30:01 EST, 2026-07-06T13:30:01Z",
        "20260105 14:30:01 Greenwich Mean Time, 2026-01-05T14:30:01Z",
        "20260706 15:30:01 British Summer Time, 2026-07-06T14:30:01Z",
        "20260105 22:30:01 China Standard Time, 2026-01-05T14:30:01Z",
        "20260105 08:30:01 CST, 2026-01-05T14:30:01Z",
        "20260105 23:30:01 Asia/Tokyo, 2026-01-05T14:30:01Z",
        "20260105 14:30:01 UTC, 2026-01-05T14:30:01Z",
        "20260105  09:30:01, 2026-01-05T14:30:01Z",
        "20260105 09:30:01, 2026-01-05T14:30:01Z",
        "20260105-14:30:01, 2026-01-05T14:30:01Z",
        "20260105-09:30:01 US/Eastern, 2026-01-05T14:30:01Z",
        "'20260105 09:30:01  ', 2026-01-05T14:30:01Z",
        "20260105   09:30:01   US/Eastern, 2026-01-05T14:30:01Z",
        "20260105 00:00:00 UTC, 2026-01-05T00:00:00Z",
        "20260105 23:59:59 UTC, 2026-01-05T23:59:59Z",
        "19700101, 1970-01-01T00:00:00Z",
        "19700101 09:00:00 Asia/Tokyo, 1970-01-01T00:00:00Z",
        "20000229, 2000-02-29T00:00:00Z",
        "20000301, 2000-03-01T00:00:00Z",
        "20001231, 2000-12-31T00:00:00Z",
        "20210101, 2021-01-01T00:00:00Z",
        "21000228, 2100-02-28T00:00:00Z",
        "21000301, 2100-03-01T00:00:00Z",
        "21010101, 2101-01-01T00:00:00Z",
        "20260131, 2026-01-31T00:00:00Z",
        "20260430, 2026-04-30T00:00:00Z",
        "22620411, 2262-04-11T00:00:00Z",
        "22620411 23:47:15 UTC, 2262-04-11T23:47:15Z",
        "9223372035, 2262-04-11T23:47:15Z",
        "9, 1970-01-01T00:00:09Z"
    })
    void shouldReadEverySpelling(String text, String expected) {
        assertEquals(expected, Instant.ofEpochSecond(0, parse(text)).toString());
    }

    @Test
    void shouldTakeTheEarlierTimeWhenALocalTimeOccursTwice() {
        assertEquals("2026-11-01T05:30:00Z", instant("20261101 01:30:00 US/Eastern"));
        assertEquals("2026-11-01T05:59:59Z", instant("20261101 01:59:59 US/Eastern"));
        assertEquals("2026-11-01T07:00:00Z", instant("20261101 02:00:00 US/Eastern"));
    }

    @Test
    void shouldMoveOnByTheGapWhenALocalTimeIsSkipped() {
        assertEquals("2026-03-08T07:30:00Z", instant("20260308 02:30:00 US/Eastern"));
        assertEquals("2026-03-08T06:59:59Z", instant("20260308 01:59:59 US/Eastern"));
        assertEquals("2026-03-08T07:00:00Z", instant("20260308 02:00:00 US/Eastern"));
        assertEquals("2026-03-08T07:59:59Z", instant("20260308 02:59:59 US/Eastern"));
        assertEquals("2026-03-08T07:00:00Z", instant("20260308 03:00:00 US/Eastern"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"US/Eastern", "Europe/London", "Australia/Sydney", "Asia/Shanghai", "Asia/Kolkata", "UTC"})
    void shouldAgreeWithJavaTimeWhenTimesAreRandom(String zone) {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss", Locale.ROOT);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime local =
                    LocalDateTime.of(1985, 1, 1, 0, 0).plusSeconds(random.nextLong(100L * 365 * 86_400) + 315_360_000L);
            String text = format.format(local) + " " + zone;
            Instant expected = local.atZone(ZoneId.of(zone)).toInstant();
            assertEquals(expected.toString(), instant(text), "seed " + seed + ", " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20260105 09:30:01 Middle-earth Standard Time"})
    void shouldLeaveTheTimeUnsetWhenItIsEmptyOrItsZoneIsUnknown(String text) {
        assertEquals(Unset.NANOS, parse(text));
    }

    /** Each name is looked up once; what is kept is told from another of its length, and from one that it begins. */
    @Test
    void shouldTellTheZonesThatItKeepsFromEachOther() {
        for (int i = 0; i < 2; i++) {
            assertEquals("2026-01-05T14:30:01Z", instant("20260105 09:30:01 EST"));
            assertEquals("2026-01-05T15:30:01Z", instant("20260105 09:30:01 CST"));
            assertEquals("2026-01-05T17:30:01Z", instant("20260105 09:30:01 PST"));
            assertEquals("2026-01-05T14:30:01Z", instant("20260105 09:30:01 EST5EDT"));
            assertEquals(Unset.NANOS, parse("20260105 09:30:01 ESX"));
        }
    }

    /** Sixty-four names: one that comes as the last of them is known, one that comes behind them is not looked up. */
    @ParameterizedTest
    @CsvSource({"63, 2026-01-05T14:30:01Z", "64, unset"})
    void shouldLookUpSoManyZones(int before, String expected) {
        for (int i = 0; i < before; i++) {
            assertEquals(Unset.NANOS, parse("20260105 09:30:01 Zone" + i));
        }
        for (int i = 0; i < 2; i++) {
            long nanos = parse("20260105 09:30:01 US/Eastern");
            assertEquals(
                    expected,
                    nanos == Unset.NANOS
                            ? "unset"
                            : Instant.ofEpochSecond(0, nanos).toString());
        }
    }

    /** A name of more than sixty-four characters is none, and takes no room from others. */
    @ParameterizedTest
    @CsvSource({"64, unset", "65, 2026-01-05T14:30:01Z"})
    void shouldKeepNoNameThatIsTooLongForOne(int length, String expected) {
        for (int i = 0; i < 64; i++) {
            assertEquals(Unset.NANOS, parse("20260105 09:30:01 " + "Z".repeat(length - 2) + (i + 10)));
        }
        long nanos = parse("20260105 09:30:01 US/Eastern");
        assertEquals(
                expected,
                nanos == Unset.NANOS ? "unset" : Instant.ofEpochSecond(0, nanos).toString());
    }

    @Test
    void shouldStayBoundedWhenZonesAreMadeUp() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Unset.NANOS, parse("20260105 09:30:01 Zone" + i));
        }
        assertEquals("2026-01-05T14:30:01Z", instant("20260105 09:30:01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "20261301",
                "20260230",
                "20250229",
                "19690101",
                "2026010",
                "20260105 9:30:01",
                "20260105 24:00:00",
                "20260105 09:60:00",
                "20260105 09:30:60",
                "20260105 09:30",
                "20260105 09:30:01x",
                "20260105-",
                "99999999999",
                "9999999999",
                "20260105T09:30:01",
                "20260001",
                "20240431",
                "20240132",
                "20260132 23:59:59",
                "19691231 23:59:59",
                "20260100",
                "20260132",
                "20260431",
                "20261232",
                "21000229",
                "19691231",
                "22620412",
                "22620411 23:47:16 UTC",
                "19700101 08:59:59 Asia/Tokyo",
                "9223372036",
                "02026010509",
                "2026010 09:30:01",
                "202601050 09:30:01",
                "20260132 09:30:01",
                "20260105 09:30:0",
                "20260105 ",
                "20260105 09.30:01",
                "20260105 09:30.01",
                "20260105 0/:30:01",
                "20260105 0::30:01",
                "20260105 :9:30:01",
                "20260105 09:/0:01",
                "20260105 09:30:0:",
                "20260105-09:30:01US/Eastern",
                "20260105--09:30:01",
                "20260105/",
                "2026:0105"
            })
    void shouldRefuseWhatIsNoTime(String text) {
        boolean epoch = text.equals("2026010");
        assertEquals(epoch ? 2_026_010_000_000_000L : TimeText.MALFORMED, parse(text));
    }

    private String instant(String text) {
        return Instant.ofEpochSecond(0, parse(text)).toString();
    }

    private long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return times.parse(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
