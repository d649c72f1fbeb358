package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of several blocks, replayed behind the thread that reads it. */
class VerificationTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @BeforeEach
    void writeJournal() {
        Path home = Path.of(System.getProperty("ringside.home", ".."));
        var settings =
                EngineSettings.of(EngineSettings.load(home.resolve("config").resolve("qqq.conf")));
        int first = (int) LocalDate.of(2023, 1, 3).toEpochDay();
        try (var feed = new MarketFeed(
                List.of(new SyntheticBars("QQQ", first, first + 90, 1, CALENDAR)), CALENDAR, Integer.MIN_VALUE)) {
            new BacktestRun(new Engine(settings, CALENDAR)).play(feed, journal(), first, false, true);
        }
    }

    private OpenRecord first() {
        try (JournalReader reader = JournalReader.open(journal())) {
            reader.next();
            return reader.openRecord();
        }
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    @Test
    void shouldShowEachEventOnceAndInOrderWhenAnotherThreadReads() {
        List<Long> seen = new ArrayList<>();
        Verification.Result result = replay(event -> seen.add(event.sequence));
        List<Long> journaled = new ArrayList<>();
        JournalDigest digest = new JournalDigest();
        long decisions = 0;
        try (JournalReader reader = JournalReader.open(journal())) {
            EngineEvent decoded = new EngineEvent(Engine.journaled(first()).bounds());
            while (reader.nextEvent()) {
                reader.decode(decoded);
                decisions += decoded.verdictCount + decoded.intentCount;
                journaled.add(reader.sequence());
                digest.add(reader.buffer(), reader.offset(), reader.length());
            }
            assertEquals(reader.sequence() + 1, result.records());
        }
        assertEquals(journaled, seen);
        assertEquals(journaled.size(), result.events());
        assertTrue(decisions > 0);
        assertEquals(decisions, result.decisions());
        assertEquals(digest.hex(), result.digest());
    }

    @Test
    void shouldLeaveNoThreadWhenTheReplayEndsEarly() {
        var thrown = new IllegalStateException("enough");
        Consumer<EngineEvent> refuses = event -> {
            if (event.sequence == 100) {
                throw thrown;
            }
        };
        assertEquals(thrown, assertThrows(IllegalStateException.class, () -> replay(refuses)));
        try (JournalReader reader = JournalReader.open(journal())) {
            Verification.Result result =
                    Verification.replayUntil(reader, (engine, stages) -> event -> event.sequence == 100, null);
            assertNull(result.difference());
            assertEquals(101, result.records());
            assertEquals("", result.digest());
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("read-ahead")));
    }

    private Verification.Result replay(Consumer<EngineEvent> observer) {
        try (JournalReader reader = JournalReader.open(journal())) {
            return Verification.replay(reader, Verification.engineOf(reader), List.of(observer));
        }
    }
}
