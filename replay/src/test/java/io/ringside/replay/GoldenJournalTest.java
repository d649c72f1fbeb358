package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
}
