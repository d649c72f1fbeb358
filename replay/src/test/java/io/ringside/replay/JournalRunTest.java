package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of one daemon, a journal each: an open, some bars, a close. */
class JournalRunTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int FIRST = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    @TempDir
    Path folder;

    private Path journal(int day, int bars, String risk) {
        Engine engine = new Engine(
                EngineSettings.parse(
                        "instruments = [{ symbol = QQQ }]\ndata { bar = 5m }\nsignal { strategy = mean-reversion-in-trend }\nrisk {"
                                + risk + "}",
                        "test"),
                CALENDAR);
        Path journal = folder.resolve(day + "-" + bars + risk.length());
        try (JournalWriter writer = JournalWriter.create(
                journal, day, "test", engine.settings().text(), JournalSettings.backtest(), engine.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), (intent, nanos) -> {}),
                    engine.bounds(),
                    writer.nextSequence());
            long nanos = CALENDAR.openNanos(day);
            pipeline.draft().session(EventType.SESSION_OPEN, nanos, 0);
            pipeline.process();
            for (int i = 0; i < bars; i++) {
                long price = 300 * FixedPoint.ONE_E8;
                pipeline.draft().bar(0, nanos, nanos + 300_000_000_000L, price, price, price, price, 9, 0);
                pipeline.process();
                nanos += 300_000_000_000L;
            }
            pipeline.draft().session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
            pipeline.process();
        }
        return journal;
    }

    private static JournalRun.Result read(List<String> seen, Path... journals) {
        return JournalRun.read(List.of(journals), engine -> List.of(event -> seen.add(event.type + "")));
    }

    /** Each journal's records are its events, and the first and the last of its writer. */
    @Test
    void shouldAddUpTheDays() throws NoSuchAlgorithmException {
        Path one = journal(FIRST, 3, "");
        Path other = journal(FIRST + 1, 4, "");
        List<String> seen = new ArrayList<>();
        JournalRun.Result first = read(seen, one);
        assertEquals(5, seen.size());
        assertEquals(7, first.proof().records());
        assertEquals(5, first.proof().events());
        assertEquals(FIRST, first.firstDay());
        assertEquals(FIRST, first.lastDay());
        JournalRun.Result second = read(new ArrayList<>(), other);
        JournalRun.Result both = read(seen, one, other);
        assertEquals(5 + 5 + 6, seen.size());
        assertEquals(7 + 8, both.proof().records());
        assertEquals(5 + 6, both.proof().events());
        assertEquals(
                first.proof().decisions() + second.proof().decisions(),
                both.proof().decisions());
        assertEquals(FIRST, both.firstDay());
        assertEquals(FIRST + 1, both.lastDay());
        byte[] digests = (first.proof().digest() + "\n" + second.proof().digest()).getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(digests)),
                both.proof().digest());
        assertTrue(first.proof().digest().matches("[0-9a-f]{64}"), first.proof().digest());
    }

    @Test
    void shouldRefuseADayThatWasTradedByOtherRules() {
        Path one = journal(FIRST, 1, "");
        Path other = journal(FIRST + 1, 1, "fraction = 0.01");
        assertEquals(
                other + ": was traded by other rules than the journal before it; give the days of one configuration",
                assertThrows(UserError.class, () -> read(new ArrayList<>(), one, other))
                        .getMessage());
    }

    @Test
    void shouldRefuseDaysThatAreNotInARow() throws IOException {
        Path first = Files.createDirectory(folder.resolve("2025-05-21"));
        Path second = Files.createDirectory(folder.resolve("2025-05-22"));
        Path third = Files.createDirectory(folder.resolve("2025-05-23"));
        assertEquals(first + ": comes after " + third + "; give each day once, oldest first", refused(third, first));
        assertEquals(
                second + ": comes after " + second + "; give each day once, oldest first", refused(second, second));
        assertEquals(third + ": 2025-05-22 lies between it and " + first + "; give it too", refused(first, third));
    }

    private static String refused(Path... journals) {
        return assertThrows(UserError.class, () -> read(new ArrayList<>(), journals))
                .getMessage();
    }
}
