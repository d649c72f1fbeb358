package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticBarsTest {
    private static final long CENT_E8 = 1_000_000;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheSameBytesOnEveryMachine() throws IOException, NoSuchAlgorithmException {
        Path file = folder.resolve("QQQ.csv");
        assertEquals(2 * 78 + 42, bars("QQQ", "2025-07-01", "2025-07-03", 7).write(file));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        // Seen on JDK 17 and 25 alike.
        assertEquals(
                "4a963c11c568a3ca48d659a0cbcf5438a6c6d554c855f9170811ca25fb55aa0e",
                HexFormat.of().formatHex(digest));
    }

    @Test
    void shouldWriteTheSameCompressedBytesAgain() throws IOException {
        Path one = folder.resolve("A.csv.gz");
        Path two = folder.resolve("B.csv.gz");
        bars("QQQ", "2025-07-01", "2025-07-03", 7).write(one);
        bars("QQQ", "2025-07-01", "2025-07-03", 7).write(two);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void shouldDifferBySeedAndBySymbol() {
        assertNotEquals(closes("QQQ", 7), closes("QQQ", 8));
        assertNotEquals(closes("QQQ", 7), closes("SPY", 7));
        assertEquals(closes("QQQ", 7), closes("QQQ", 7));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        Path file = folder.resolve("QQQ.csv.gz");
        bars("QQQ", "2024-11-20", "2024-12-31", 3).write(file);
        try (var bars = bars("QQQ", "2024-11-20", "2024-12-31", 3);
                var read = BarFile.open(file, null, calendar, BarFile.Options.fiveMinutes())) {
            assertTrue(read.synthetic());
            while (bars.next()) {
                assertTrue(read.next());
                assertEquals(describe(bars), describe(read));
            }
            assertFalse(read.next());
        }
    }

    @Test
    void shouldFillEverySessionAndTradeInWholeCents() {
        try (var bars = bars("QQQ", "2024-01-01", "2025-12-31", 11)) {
            int day = (int) LocalDate.parse("2023-12-29").toEpochDay();
            long end = 0;
            while (bars.next()) {
                if (bars.sessionDay() != day) {
                    assertEquals(calendar.nextTradingDay(day), bars.sessionDay());
                    assertTrue(end == 0 || end == calendar.closeNanos(day));
                    day = bars.sessionDay();
                    assertEquals(calendar.openNanos(day), bars.startNanos());
                } else {
                    assertEquals(end, bars.startNanos());
                }
                end = bars.endNanos();
                assertTrue(bars.lowE8() >= CENT_E8 && bars.lowE8() <= Math.min(bars.openE8(), bars.closeE8()));
                assertTrue(bars.highE8() >= Math.max(bars.openE8(), bars.closeE8()));
                assertEquals(
                        0,
                        bars.openE8() % CENT_E8
                                + bars.highE8() % CENT_E8
                                + bars.lowE8() % CENT_E8
                                + bars.closeE8() % CENT_E8);
                assertTrue(bars.volume() > 0);
            }
            assertEquals(LocalDate.parse("2025-12-31").toEpochDay(), day);
        }
    }

    @Test
    void shouldHaveFatTailsGapsAndAVolumeAndVolatilityHighAtBothEndsOfTheDay() {
        var returns = new ArrayList<Double>();
        double[] volume = new double[78];
        double[] variance = new double[78];
        double gaps = 0;
        double inside = 0;
        double previous = 0;
        int days = 0;
        try (var bars = bars("QQQ", "2020-01-01", "2023-12-31", 5)) {
            while (bars.next()) {
                int slot = (calendar.minuteOfDay(bars.startNanos()) - 570) / 5;
                double move = Math.log((double) bars.closeE8() / bars.openE8());
                returns.add(move);
                volume[slot] += bars.volume();
                variance[slot] += move * move;
                if (slot == 0 && previous > 0) {
                    gaps += Math.abs(Math.log(bars.openE8() / previous));
                    days++;
                } else if (previous > 0) {
                    inside += Math.abs(Math.log(bars.openE8() / previous));
                }
                previous = bars.closeE8();
            }
        }
        assertTrue(kurtosis(returns) > 5, "kurtosis " + kurtosis(returns));
        assertTrue(gaps / days > 0.002, "mean gap " + gaps / days);
        assertTrue(inside / days < gaps / days, "gaps inside a day are small");
        assertTrue(mean(volume, 0, 6) > 2 * mean(volume, 33, 45), "volume at the open");
        assertTrue(mean(volume, 72, 78) > 1.5 * mean(volume, 33, 45), "volume at the close");
        assertTrue(mean(variance, 0, 6) > 3 * mean(variance, 33, 45), "volatility at the open");
        assertTrue(mean(variance, 72, 78) > 2 * mean(variance, 33, 45), "volatility at the close");
        assertTrue(clustering(returns) > 0.1, "clustering " + clustering(returns));
    }

    /**
     * The same chances with an edge and without one: from a bar's open to its close the prices differ by the day's edge in 78
     * parts, up while the close before is above its average of two hundred bars, down while it is not.
     */
    @Test
    void shouldAddADriftAndATrendByTheAverageOfTheCloses() {
        double drift = 0.004;
        double trend = 0.008;
        var drifts = new DoubleSummaryStatistics();
        var early = new DoubleSummaryStatistics();
        var up = new DoubleSummaryStatistics();
        var down = new DoubleSummaryStatistics();
        try (SyntheticBars plain = bars(new SyntheticBars.Edge(0, 0));
                SyntheticBars drifting = bars(new SyntheticBars.Edge(drift, 0));
                SyntheticBars trending = bars(new SyntheticBars.Edge(0, trend))) {
            double average = 0;
            double before = 0;
            for (int bar = 0; plain.next() && drifting.next() && trending.next(); bar++) {
                // The first bar is drawn on a price that is not told.
                if (bar > 0) {
                    average = bar == 1 ? before : average + 2.0 / 201 * (before - average);
                }
                drifts.accept(change(drifting) - change(plain));
                double own = change(trending) - change(plain);
                if (bar < 190) {
                    early.accept(own);
                } else if (bar > 1000 && Math.abs(before / average - 1) > 0.002) {
                    // By then the average has forgotten the first price.
                    (before > average ? up : down).accept(own);
                }
                before = trending.closeE8();
            }
        }
        // Prices in whole cents are off by less than that, on the average.
        double cents = 5e-6;
        assertEquals(drift / 78, drifts.getAverage(), cents);
        assertEquals(0, early.getAverage(), 2 * cents);
        assertTrue(up.getCount() > 300 && down.getCount() > 300, up + " " + down);
        assertEquals(trend / 78, up.getAverage(), cents);
        assertEquals(-trend / 78, down.getAverage(), cents);
    }

    private SyntheticBars bars(SyntheticBars.Edge edge) {
        return new SyntheticBars(
                "QQQ",
                (int) LocalDate.parse("2023-01-03").toEpochDay(),
                (int) LocalDate.parse("2023-06-30").toEpochDay(),
                4,
                calendar,
                edge);
    }

    private static double change(SyntheticBars bars) {
        return Math.log((double) bars.closeE8() / bars.openE8());
    }

    @Test
    void shouldStayAPriceOverManyYears() {
        for (long seed = 0; seed < 5; seed++) {
            try (var bars = bars("QQQ", "1998-01-02", "2013-12-31", seed)) {
                int count = 0;
                long last = 0;
                for (; bars.next(); count++) {
                    last = bars.closeE8();
                }
                assertTrue(count > 300_000, "bars " + count);
                assertTrue(last > 2_000 * CENT_E8 && last < 20_000_000 * CENT_E8, "seed " + seed + " ends at " + last);
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotWrite() throws IOException {
        var bars = bars("QQQ", "2025-07-01", "2025-07-03", 7);
        assertThrows(UserError.class, () -> bars.write(folder));
        assertThrows(UserError.class, () -> bars.write(folder.resolve("none").resolve("QQQ.csv")));
        try (var writer = new BarWriter(folder.resolve("HALF.csv"), calendar, true)) {
            assertTrue(bars.next());
            writer.append(bars);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldRefuseSpansWithoutATradingDay() {
        assertThrows(UserError.class, () -> bars("QQQ", "2025-07-04", "2025-07-06", 1));
        assertThrows(UserError.class, () -> bars("QQQ", "2025-07-08", "2025-07-07", 1));
        assertThrows(UserError.class, () -> bars("QQQ", "1997-07-08", "1997-07-09", 1));
        assertThrows(UserError.class, () -> bars("QQQ", "2030-12-30", "2031-01-09", 1));
    }

    @Test
    void shouldReachTheLastDayOfTheCalendar() {
        try (var bars = bars("QQQ", "2030-12-31", "2030-12-31", 1)) {
            for (int i = 0; i < 78; i++) {
                assertTrue(bars.next());
            }
            assertFalse(bars.next());
        }
    }

    private SyntheticBars bars(String symbol, String from, String to, long seed) {
        return new SyntheticBars(
                symbol,
                (int) LocalDate.parse(from).toEpochDay(),
                (int) LocalDate.parse(to).toEpochDay(),
                seed,
                calendar);
    }

    private List<Long> closes(String symbol, long seed) {
        var closes = new ArrayList<Long>();
        try (var bars = bars(symbol, "2025-07-01", "2025-07-03", seed)) {
            while (bars.next()) {
                closes.add(bars.closeE8());
            }
        }
        return closes;
    }

    private static String describe(BarSource bar) {
        return bar.sessionDay() + " " + bar.startNanos() + " " + bar.endNanos() + " " + bar.openE8() + " "
                + bar.highE8() + " " + bar.lowE8() + " " + bar.closeE8() + " " + bar.volume();
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double kurtosis(List<Double> values) {
        double second = 0;
        double fourth = 0;
        for (double value : values) {
            second += value * value;
            fourth += value * value * value * value;
        }
        return fourth * values.size() / (second * second);
    }

    /** Correlation of neighbours' magnitudes. */
    private static double clustering(List<Double> values) {
        double mean = values.stream().mapToDouble(Math::abs).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int i = 1; i < values.size(); i++) {
            covariance += (Math.abs(values.get(i)) - mean) * (Math.abs(values.get(i - 1)) - mean);
            variance += (Math.abs(values.get(i)) - mean) * (Math.abs(values.get(i)) - mean);
        }
        return covariance / variance;
    }
}
