package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticTicksTest {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @Test
    void shouldAggregateExactlyToTheBarsOfTheSameSeed() {
        for (long seed = 0; seed < 3; seed++) {
            assertSameBars(
                    bars(seed), new TickBars(ticks(seed), calendar, BarSpec.FIVE_MINUTES, Session.REGULAR), seed);
        }
    }

    @Test
    void shouldAggregateExactlyAfterAFile() {
        Path file = folder.resolve("QQQ.csv.gz");
        ticks(7).write(file);
        var read = TickFile.open(file, null, calendar, TickFile.Options.everyTrade());
        assertTrue(read.synthetic());
        assertSameBars(bars(7), new TickBars(read, calendar, BarSpec.FIVE_MINUTES, Session.REGULAR), 7);
    }

    @Test
    void shouldComeInTheOrderOfTimeWithinTheirBars() {
        try (var ticks = ticks(5)) {
            assertFalse(ticks.hasQuotes(), "trades only");
            long before = 0;
            while (ticks.next()) {
                assertTrue(ticks.nanos() > before);
                assertTrue(ticks.quantity() > 0);
                assertTrue(calendar.isRegular(ticks.nanos()));
                before = ticks.nanos();
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesOnEveryMachine() throws IOException, NoSuchAlgorithmException {
        Path file = folder.resolve("QQQ.csv");
        int count = new SyntheticTicks("QQQ", day("2025-07-03"), day("2025-07-03"), 7, calendar).write(file);
        assertEquals(count + 1, Files.readAllLines(file).size());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        // Seen on JDK 17 and 25 alike.
        assertEquals(
                "93fcb3ddfb3b50768fe119efd1782bf8821ea0787cd51117539296e0a5ec6436",
                HexFormat.of().formatHex(digest));
    }

    private static void assertSameBars(BarSource expected, BarSource actual, long seed) {
        try (expected;
                actual) {
            while (expected.next()) {
                assertTrue(actual.next());
                assertEquals(expected.startNanos(), actual.startNanos(), "seed " + seed);
                assertEquals(expected.endNanos(), actual.endNanos(), "seed " + seed);
                assertEquals(expected.openE8(), actual.openE8(), "seed " + seed);
                assertEquals(expected.highE8(), actual.highE8(), "seed " + seed);
                assertEquals(expected.lowE8(), actual.lowE8(), "seed " + seed);
                assertEquals(expected.closeE8(), actual.closeE8(), "seed " + seed);
                assertEquals(expected.volume(), actual.volume(), "seed " + seed);
                assertEquals(expected.sessionDay(), actual.sessionDay(), "seed " + seed);
            }
            assertFalse(actual.next());
        }
    }

    private SyntheticBars bars(long seed) {
        return new SyntheticBars("QQQ", day("2024-11-25"), day("2024-12-31"), seed, calendar);
    }

    private SyntheticTicks ticks(long seed) {
        return new SyntheticTicks("QQQ", day("2024-11-25"), day("2024-12-31"), seed, calendar);
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }
}
