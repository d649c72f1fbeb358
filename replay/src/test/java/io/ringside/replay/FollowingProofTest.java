package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingProofTest {
    private static final int FIRST = (int) LocalDate.of(2023, 1, 3).toEpochDay();
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    private Path journal() {
        return folder.resolve("journal");
    }

    private static EngineSettings settings() {
        Path home = Path.of(System.getProperty("ringside.home", ".."));
        return EngineSettings.of(EngineSettings.load(home.resolve("config").resolve("qqq.conf")));
    }

    /** Some hundred sessions: several times what the proof reads at once. */
    private Verification.Result play(boolean onRing) {
        try (var feed = new MarketFeed(
                List.of(new SyntheticBars("QQQ", FIRST, FIRST + 150, 1, CALENDAR)), CALENDAR, Integer.MIN_VALUE)) {
            return new BacktestRun(new Engine(settings(), CALENDAR)).playAndVerify(feed, journal(), FIRST, onRing);
        }
    }

    @Test
    void shouldProveWhatVerifyProvesWhenItFollowsTheWriter() {
        Verification.Result followed = play(false);
        assertTrue(followed.events() > 3 * 4096, followed::line);
        assertEquals(BacktestRun.verify(journal()), followed);
    }

    @Test
    void shouldProveTheSameWhenTheStagesRunOnTheRing() {
        Verification.Result followed = play(true);
        assertEquals(BacktestRun.verify(journal()), followed);
    }

    @Test
    void shouldShowTheDamageWhenTheFileIsNotWhatWasWritten() throws IOException {
        play(false);
        Path cycle;
        try (Stream<Path> files = Files.list(journal())) {
            cycle = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(cycle);
        bytes[bytes.length / 2] ^= 4;
        Files.write(cycle, bytes);
        try (FollowingProof proof = FollowingProof.of(journal())) {
            assertThrows(JournalDamage.class, proof::ofClosed);
        }
    }

    @Test
    void shouldEndWhenTheWriterGivesUp() {
        play(false);
        FollowingProof proof = FollowingProof.of(journal());
        var event = new EngineEvent(new Engine(settings(), CALENDAR).bounds());
        event.sequence = 4096;
        proof.onEvent(event);
        // It waits for more by now, or will; either way it must not keep the command.
        proof.close();
        assertThrows(java.util.concurrent.CancellationException.class, proof::ofClosed);
    }

    @Test
    void shouldPlayBarsThatWereScannedWithoutTheirFile() throws IOException {
        Path file = folder.resolve("QQQ.csv");
        Files.writeString(file, """
                datetime,open,high,low,close,volume
                2025-05-12 09:30:00,507.00,507.06,504.18,504.23,1968475
                2025-05-12 09:35:00,504.24,504.73,503.35,503.77,846435
                2025-05-13 09:30:00,503.00,503.50,502.00,502.25,700
                """);
        var options = BarFile.Options.fiveMinutes();
        MarketScan scan = MarketScan.of(
                List.of(BarFile.open(file, "QQQ", CALENDAR, options)),
                settings().reading());
        Files.delete(file);
        assertEquals(LocalDate.of(2025, 5, 12).toEpochDay(), scan.span().firstDay());
        assertEquals(LocalDate.of(2025, 5, 13).toEpochDay(), scan.span().lastDay());
        var bars = scan.bars("QQQ");
        assertTrue(bars.next());
        assertTrue(bars.next());
        assertEquals(50_377_000_000L, bars.closeE8());
        assertEquals(846_435, bars.volume());
        assertTrue(bars.next());
        assertEquals(50_225_000_000L, bars.closeE8());
        assertEquals(
                scan.span().data().values().toString(),
                new io.ringside.engine.data.DataReport(bars.report().stream().toList())
                        .values()
                        .toString());
        assertThrows(UserError.class, () -> BarFile.open(file, "QQQ", CALENDAR, options));
    }
}
