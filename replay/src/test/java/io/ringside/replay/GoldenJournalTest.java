package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.replay.command.VerifyCommand;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A journal that an earlier build wrote replays through the whole engine to the same decisions, for ever: four generated
 * sessions of QQQ under {@code config/qqq.conf} with a faster average, with entries, raised stops and exits. Never make it
 * anew: what a change of the schema, of a default or of a rule breaks here, it breaks in every journal of every user.
 */
class GoldenJournalTest {
    @Test
    void shouldReplayAJournalOfSchemaOneToItsRecordedDigest() throws URISyntaxException {
        Path journal =
                Path.of(GoldenJournalTest.class.getResource("/journal-qqq-v1").toURI());
        CommandLine.Outcome outcome = CommandLine.run(new VerifyCommand(), journal);
        assertEquals("", outcome.err());
        assertEquals(
                "verified records=670 events=668 decisions=45 "
                        + "digest=d0c0b1610d67ac99ee9c7bf3dda8a46acd1afbefea299fd43385c31a6c716612\n",
                outcome.out());
        assertEquals(0, outcome.code());
    }

    /** A start with another configuration used to leave its opening behind before it was refused. */
    @Test
    void shouldVerifyADayInWhichARefusedStartHasLeftItsOpening(@TempDir Path temp) throws Exception {
        Path golden =
                Path.of(GoldenJournalTest.class.getResource("/journal-qqq-v1").toURI());
        Path journal = Files.createDirectory(temp.resolve("day"));
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file : files.toList()) {
                Files.copy(file, journal.resolve(file.getFileName()));
            }
        }
        Engine engine;
        try (JournalReader reader = JournalReader.open(journal)) {
            engine = Verification.engineOf(reader);
        }
        String other = EngineSettings.with(engine.settings().config(), "risk.atr-multiple=8")
                .root()
                .render();
        JournalWriter.reopen(journal, "another", other, JournalSettings.backtest(), engine.bounds())
                .close();
        CommandLine.Outcome outcome = CommandLine.run(new VerifyCommand(), journal);
        assertEquals("", outcome.err());
        assertTrue(outcome.out().startsWith("verified records=672 events=668 decisions=45 "), outcome.out());
        try (JournalWriter writer =
                JournalWriter.reopen(journal, "another", other, JournalSettings.backtest(), engine.bounds())) {
            EngineEvent event = new EngineEvent(engine.bounds());
            event.control(EventType.TIMER, 1, 1, 0).clearDecisions();
            event.sequence = writer.nextSequence();
            writer.append(event);
        }
        outcome = CommandLine.run(new VerifyCommand(), journal);
        assertEquals(2, outcome.code(), "what was decided under another configuration proves nothing");
        assertTrue(outcome.err().contains("the configuration changed within the journal at record 673"), outcome.err());
    }

    /** Whoever can forge a journal can forge its checksums; what no market does, it does not prove all the same. */
    @ParameterizedTest
    @CsvSource({"0,1,1", "-1,1,1", "1,0,1", "1,-5,1", "1,1,0"})
    void shouldNotVerifyAnExecutionOfNothingOrAtNothing(long priceE8, long quantity, int side, @TempDir Path temp)
            throws Exception {
        Path journal = temp.resolve("day");
        Engine engine;
        try (JournalReader reader = JournalReader.open(
                Path.of(GoldenJournalTest.class.getResource("/journal-qqq-v1").toURI()))) {
            engine = Verification.engineOf(reader);
        }
        String text = engine.settings().text();
        try (JournalWriter writer =
                JournalWriter.create(journal, 20_000, "forger", text, JournalSettings.backtest(), engine.bounds())) {
            EngineEvent event = new EngineEvent(engine.bounds());
            long nanos = engine.calendar().openNanos(20_229);
            event.fill(0, nanos, 1, Side.ofCode(side), quantity, priceE8, 0, 0, 0)
                    .clearDecisions();
            event.sequence = 1;
            writer.append(event);
        }
        CommandLine.Outcome outcome = CommandLine.run(new VerifyCommand(), journal);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("the journaled event 1 fails in this build's stage risk"), outcome.err());
        assertEquals(1, outcome.err().lines().count());
    }
}
