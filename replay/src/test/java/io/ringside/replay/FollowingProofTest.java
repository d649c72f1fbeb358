package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
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
            return new BacktestRun(new Engine(settings(), CALENDAR)).play(feed, journal(), FIRST, onRing, true);
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
        try (FollowingProof proof = new FollowingProof(journal())) {
            proof.begin();
            assertThrows(JournalDamage.class, proof::ofClosed);
        }
    }

    @Test
    void shouldEndWhenTheWriterGivesUp() {
        play(false);
        FollowingProof proof = new FollowingProof(journal());
        Consumer<EngineEvent> journaled = proof.begin();
        var event = new EngineEvent(new Engine(settings(), CALENDAR).bounds());
        event.sequence = 4096;
        journaled.accept(event);
        // It waits for more by now, or will; either way it must not keep the command.
        proof.close();
        assertThrows(CancellationException.class, proof::ofClosed);
    }
}
