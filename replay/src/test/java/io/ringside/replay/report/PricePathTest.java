package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePathTest {
    private static final long CENT = 1_000_000;
    private static final long BAR = 5 * ExchangeCalendar.MINUTE_NANOS;

    private static long at(String exchangeTime) {
        return ExchangeCalendar.usEquity().toNanos(LocalDateTime.parse(exchangeTime));
    }

    /** Bars of five minutes from 09:30, each given as open, high, low, close and stop in cents. */
    private static PricePath path(String day, long[]... bars) {
        var path = new PricePath();
        append(path, day, bars);
        return path;
    }

    private static void append(PricePath path, String day, long[]... bars) {
        long start = at(day + "T09:30");
        for (long[] bar : bars) {
            path.add(start, bar[0] * CENT, bar[1] * CENT, bar[2] * CENT, bar[3] * CENT, bar[4] * CENT);
            start += BAR;
        }
    }

    @Test
    void shouldPackBarsSoThatTheyUnpackToTheSame() {
        PricePath path = path(
                "2025-03-07",
                new long[] {50_000, 50_010, 49_990, 50_005, 0},
                new long[] {50_004, 50_004, 50_004, 50_004, 49_000},
                new long[] {51_000, 51_200, 40_000, 40_100, 50_500});
        // Clocks go forward in between: the exchange's own time counts.
        append(path, "2025-03-10", new long[] {40_200, 40_300, 40_100, 40_200, 40_200});
        Map<String, Object> packed = path.encode();
        assertEquals(0.01, packed.get("unit"));
        assertEquals(1, packed.get("bars_a_point"));
        long first = 20_154L * 1440 + 570;
        assertEquals(
                List.of(
                        List.of(first, 50_000L, 50_010L, 49_990L, 50_005L, 0L),
                        List.of(first + 5, 50_004L, 50_004L, 50_004L, 50_004L, 49_000L),
                        List.of(first + 10, 51_000L, 51_200L, 40_000L, 40_100L, 50_500L),
                        List.of(first + 3 * 1440, 40_200L, 40_300L, 40_100L, 40_200L, 40_200L)),
                unpack(packed));
    }

    @Test
    void shouldUseAFinerUnitWhenPricesHaveHalfCents() {
        var path = new PricePath();
        path.add(at("2025-03-07T09:30"), 100_005_000_000L, 100_005_000_000L, 99_995_500_000L, 100_000_000_000L, 0);
        Map<String, Object> packed = path.encode();
        assertEquals(0.0001, packed.get("unit"));
        assertEquals(10_000_500L, unpack(packed).get(0).get(1));
    }

    /** Each bar is later than the one before, were it by a nanosecond. */
    @Test
    void shouldRefuseABarThatDoesNotFollow() {
        for (int bars = 1; bars <= 2; bars++) {
            PricePath path = new PricePath();
            for (int i = 0; i < bars; i++) {
                path.add(i, CENT, CENT, CENT, CENT, 0);
            }
            long last = bars - 1L;
            assertEquals(
                    "a bar does not come after the one before",
                    assertThrows(IllegalArgumentException.class, () -> path.add(last, CENT, CENT, CENT, CENT, 0))
                            .getMessage());
            path.add(last + 1, CENT, CENT, CENT, CENT, 0);
            assertEquals(bars + 1, path.count());
        }
    }

    @Test
    void shouldMergeBarsButNeverAcrossDays() {
        long[] a = {100, 110, 90, 105, 80};
        long[] b = {105, 120, 100, 110, 85};
        PricePath path = path("2025-03-06", a, b, a);
        append(path, "2025-03-07", b, a, b);
        assertSame(path, path.thinned(6));
        PricePath thin = path.thinned(3);
        assertEquals(
                List.of("100 120 90 110 85", "100 110 90 105 80", "105 120 90 105 80", "105 120 100 110 85"),
                rows(thin));
        assertEquals(2, thin.encode().get("bars_a_point"));
    }

    @Test
    void shouldPackAnIndicatorAndSkipBarsWithoutAValue() {
        long[] bar = {10_000, 10_000, 10_000, 10_000, 0};
        PricePath path = path("2025-03-06", bar);
        path.value("mean", 100.00);
        append(path, "2025-03-07", bar, bar);
        path.value("mean", 100.03);
        append(path, "2025-03-10", bar);
        Map<?, ?> packed = (Map<?, ?>) ((List<?>) path.encode().get("indicators")).get(0);
        assertEquals("mean", packed.get("name"));
        assertEquals(true, packed.get("overlay"));
        assertEquals(0.01, packed.get("unit"));
        // 1 + 2 x 10,000 in three bytes, nothing, 1 + 2 x 3, nothing.
        assertArrayEquals(new byte[] {(byte) 0xa1, (byte) 0x9c, 0x01, 0, 7, 0}, (byte[]) packed.get("data"));
    }

    /** The day after begins with its midnight: that bar is its first, and may be one of several in a point. */
    @Test
    void shouldBeginAPointAtMidnight() {
        var path = new PricePath();
        long midnight = at("2025-03-07T00:00");
        for (int minute = -2; minute < 2; minute++) {
            path.add(midnight + minute * ExchangeCalendar.MINUTE_NANOS, CENT, CENT, CENT, CENT, 0);
        }
        assertEquals(2, path.thinned(2).count());
        var odd = new PricePath();
        for (int minute = -1; minute < 2; minute++) {
            odd.add(midnight + minute * ExchangeCalendar.MINUTE_NANOS, CENT, CENT, CENT, CENT, 0);
            odd.value("mean", 0.01);
        }
        PricePath thin = odd.thinned(2);
        assertEquals(2, thin.count());
        assertEquals(midnight, thin.startNanos(1));
        // Its indicators are as long as it is.
        Map<?, ?> packed = (Map<?, ?>) ((List<?>) thin.encode().get("indicators")).get(0);
        assertArrayEquals(new byte[] {3, 1}, (byte[]) packed.get("data"));
    }

    /** On average 30 % from the closes is too far to be drawn among prices; what is at 50 and 150 is half away on both. */
    @Test
    void shouldDrawAmongPricesWhatIsNear() {
        assertEquals(true, overlay(100, 110));
        assertEquals(true, overlay(129, 129));
        assertEquals(true, overlay(71, 129));
        assertEquals(true, overlay(100, 159));
        assertEquals(false, overlay(100, 161));
        assertEquals(false, overlay(131, 131));
        assertEquals(false, overlay(50, 150));
        assertEquals(false, overlay(Double.NaN, Double.NaN));
        assertEquals(false, overlay(0, 0));
        assertEquals(true, overlay(100, Double.NaN));
        // 25 %, 25 % and 40 % are 30 % on average, to the last digit.
        assertEquals(false, overlay(125, 75, 60));
        assertEquals(true, overlay(125, 75, 60.01));
    }

    private static Object overlay(double... values) {
        long[] bar = {10_000, 10_000, 10_000, 10_000, 0};
        PricePath path = new PricePath();
        for (int i = 0; i < values.length; i++) {
            append(path, "2025-03-0" + (3 + i), bar);
            path.value("one", values[i]);
        }
        return ((Map<?, ?>) ((List<?>) path.encode().get("indicators")).get(0)).get("overlay");
    }

    /** An indicator of its own size: a range of 0 to 4,096 levels, or the least unit that there is. */
    @Test
    void shouldTakeAUnitOfTheIndicatorsOwnRange() {
        long[] bar = {10_000, 10_000, 10_000, 10_000, 0};
        PricePath path = path("2025-03-06", bar);
        path.value("one", 0.25);
        append(path, "2025-03-07", bar);
        path.value("one", 0.75);
        double levels = 0.5 / (double) ((Map<?, ?>) ((List<?>) path.encode().get("indicators")).get(0)).get("unit");
        assertEquals(levels, Math.rint(levels), 1e-6);
        assertTrue(levels > 100, "" + levels);
        PricePath flat = path("2025-03-06", bar);
        flat.value("one", 0.25);
        assertEquals(1e-9, ((Map<?, ?>) ((List<?>) flat.encode().get("indicators")).get(0)).get("unit"));
    }

    /** Seven bits a byte, the lowest first. */
    @Test
    void shouldWriteSevenBitsAByte() {
        var out = new Varints(1);
        for (long value : new long[] {0, 127, 128, 16_383, 16_384}) {
            out.add(value);
        }
        assertArrayEquals(new byte[] {0, 127, (byte) 128, 1, (byte) 255, 127, (byte) 128, (byte) 128, 1}, out.bytes());
    }

    @Test
    void shouldGiveSeveralBarsTheLastOnesIndicator() {
        long[] bar = {100, 100, 100, 100, 0};
        var path = new PricePath();
        for (int i = 0; i < 5; i++) {
            path.add(at("2025-03-06T09:30") + i * BAR, CENT, CENT, CENT, CENT, 0);
            if (i != 3) {
                path.value("mean", (double) i);
            }
        }
        append(path, "2025-03-07", bar);
        PricePath thin = path.thinned(3);
        assertEquals(
                List.of(1.0, Double.NaN, 4.0, Double.NaN),
                List.of(thin.value("mean", 0), thin.value("mean", 1), thin.value("mean", 2), thin.value("mean", 3)));
        assertEquals(Set.of("mean"), thin.indicators());
    }

    @Test
    void shouldFindTheBarThatAnInstantLiesIn() {
        PricePath path = path("2025-03-06", new long[] {1, 1, 1, 1, 0}, new long[] {1, 1, 1, 1, 0});
        assertEquals(-1, path.at(at("2025-03-06T09:29:59")));
        assertEquals(0, path.at(at("2025-03-06T09:30")));
        assertEquals(0, path.at(at("2025-03-06T09:34:59")));
        assertEquals(1, path.at(at("2025-03-06T15:00")));
        assertThrows(IllegalArgumentException.class, () -> path.add(at("2025-03-06T09:35"), 1, 1, 1, 1, 0));
    }

    private static List<String> rows(PricePath path) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < path.count(); i++) {
            rows.add(path.openE8(i) / CENT + " " + path.highE8(i) / CENT + " " + path.lowE8(i) / CENT + " "
                    + path.closeE8(i) / CENT + " " + path.stopE8(i) / CENT);
        }
        return rows;
    }

    private static List<List<Long>> unpack(Map<String, Object> packed) {
        byte[] bytes = (byte[]) packed.get("data");
        int[] at = {0};
        List<List<Long>> rows = new ArrayList<>();
        long minute = 0;
        long before = 0;
        for (int i = 0; i < (int) packed.get("count"); i++) {
            minute += varint(bytes, at);
            long open = before + signed(varint(bytes, at));
            long close = open + signed(varint(bytes, at));
            long high = Math.max(open, close) + varint(bytes, at);
            long low = Math.min(open, close) - varint(bytes, at);
            long stop = varint(bytes, at);
            rows.add(List.of(minute, open, high, low, close, stop == 0 ? 0 : close - signed(stop - 1)));
            before = close;
        }
        assertEquals(bytes.length, at[0]);
        return rows;
    }

    private static long varint(byte[] bytes, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at[0]++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static long signed(long zigzag) {
        return zigzag % 2 == 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    }

    /** More bars than there is room for at the beginning: three hundred, and an indicator from the second on. */
    @Test
    void shouldKeepMoreBarsThanItBeganWithRoomFor() {
        var path = new PricePath();
        for (int i = 0; i < 300; i++) {
            path.add(at("2025-03-06T09:30") + i * ExchangeCalendar.MINUTE_NANOS, i + 4, i + 5, i + 1, i + 3, i);
            if (i > 0) {
                path.value("mean", (double) i);
            }
        }
        assertEquals(300, path.count());
        for (int i = 0; i < 300; i++) {
            assertEquals(
                    List.of(i + 4L, i + 5L, i + 1L, i + 3L, (long) i),
                    List.of(path.openE8(i), path.highE8(i), path.lowE8(i), path.closeE8(i), path.stopE8(i)));
            assertEquals(i == 0 ? Double.NaN : i, path.value("mean", i));
        }
        assertEquals(Double.NaN, path.value("mean", 512));
        assertEquals(Double.NaN, path.value("other", 0));
    }

    /** As many bars as there is room for: the last one's indicator is the last point's. */
    @Test
    void shouldThinAPathThatIsJustFull() {
        var path = new PricePath();
        for (int i = 0; i < 256; i++) {
            path.add(at("2025-03-06T09:30") + i * ExchangeCalendar.MINUTE_NANOS, CENT, CENT, CENT, CENT, 0);
            path.value("mean", (double) i);
        }
        PricePath thin = path.thinned(128);
        assertEquals(128, thin.count());
        assertEquals(255, thin.value("mean", 127));
        assertEquals(1, thin.value("mean", 0));
    }

    /** Seven bars in no more than three points are three and three and one. */
    @ParameterizedTest
    @CsvSource({"7, 3, 3, 3", "6, 3, 2, 3", "7, 6, 2, 4", "4, 3, 2, 2", "9, 1, 9, 1"})
    void shouldTakeTheLeastWidthThatIsEnough(int bars, int most, int width, int points) {
        long[][] all = new long[bars][];
        java.util.Arrays.fill(all, new long[] {100, 110, 90, 105, 80});
        PricePath thin = path("2025-03-06", all).thinned(most);
        assertEquals(width, thin.encode().get("bars_a_point"));
        assertEquals(points, thin.count());
    }
}
