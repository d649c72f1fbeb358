package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalInputs;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.sim.SimulatedBroker;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal's inputs, held in memory and answered by the simulated broker, give the journal's own records again. */
final class JournalInputsReplayTest {
    @Test
    void shouldMakeEveryRecordOfTheJournalAgainFromItsInputsAlone() throws URISyntaxException {
        Path journal = Path.of(
                JournalInputsReplayTest.class.getResource("/journal-qqq-v1").toURI());
        Engine engine;
        JournalInputs inputs;
        try (JournalReader reader = JournalReader.open(journal)) {
            engine = Verification.engineOf(reader);
            inputs = JournalInputs.of(reader);
        }
        assertTrue(inputs.events() < 668, "the journal has reports of its broker, which are no inputs");
        SimulatedBroker broker = engine.settings().simulatedBroker(engine.calendar());
        Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.next());
            assertEquals(EventType.OPEN, reader.type());
            int[] compared = {0};
            Backtest backtest = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(replayed -> {
                assertTrue(reader.next());
                assertNull(comparison.difference(
                        reader.buffer(), reader.offset(), reader.length(), replayed, engine.bounds()));
                compared[0]++;
            }));
            backtest.run(inputs.cursor()::next);
            assertEquals(668, compared[0]);
            assertTrue(reader.next());
            assertEquals(EventType.CLOSE, reader.type());
        }
    }
}
