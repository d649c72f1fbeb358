package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that earlier builds wrote are read for ever, to the same events and decisions. Never make them anew. */
final class JournalGoldenTest {
    private static final String DIGEST_V1 = "561cf7e5cded9f8f67185feb2023017d46580670cc0c94fbf8f6675760caaf16";
    private static final String DIGEST_V2 = "9a04e498fdbfff245ab4f136d7331d2a5cef019293b183c4c04ee9e6dd5d03a1";

    @TempDir
    Path temp;

    @Test
    void shouldReadAJournalOfSchemaOne() {
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        JournalDigest digest = new JournalDigest();
        try (JournalReader reader = JournalReader.open(golden("journal-v1"))) {
            while (reader.next()) {
                digest.add(reader.buffer(), reader.offset(), reader.length());
                if (reader.type() != EventType.OPEN && reader.type() != EventType.CLOSE) {
                    reader.decode(event);
                    assertNull(comparison.difference(
                            reader.buffer(), reader.offset(), reader.length(), event, RandomEvents.BOUNDS));
                }
            }
            assertEquals(41, reader.sequence());
            assertEquals("strategy { name = test }\n", reader.openRecord().configuration());
            assertEquals(DIGEST_V1, digest.hex());
        }
    }

    @Test
    void shouldGoOnWithAJournalOfSchemaOne() throws IOException {
        Path copy = Journals.copy(golden("journal-v1"), temp.resolve("copy"));
        try (JournalWriter writer = Journals.reopen(copy)) {
            assertEquals(2, writer.epoch());
            assertEquals(43, writer.nextSequence());
        }
        assertEquals(44, Journals.scan(copy));
    }

    /** A record has the oldest version that can hold it, so that both versions are in it. */
    @Test
    void shouldReadAJournalOfSchemaTwo() {
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        JournalDigest digest = new JournalDigest();
        int[] ofVersion = new int[3];
        try (JournalReader reader = JournalReader.open(golden("journal-v2"))) {
            while (reader.next()) {
                digest.add(reader.buffer(), reader.offset(), reader.length());
                ofVersion[JournalRecord.version(reader.buffer(), reader.offset())]++;
                if (reader.type() != EventType.OPEN && reader.type() != EventType.CLOSE) {
                    reader.decode(event);
                    assertNull(comparison.difference(
                            reader.buffer(), reader.offset(), reader.length(), event, RandomEvents.BOUNDS));
                }
            }
            assertEquals(61, reader.sequence());
            assertEquals(DIGEST_V2, digest.hex());
            assertTrue(ofVersion[1] > 0 && ofVersion[2] > 0);
        }
        assertEquals(2, JournalRecord.SCHEMA_VERSION, "a new schema needs a golden journal of its own");
    }

    private static Path golden(String name) {
        try {
            return Path.of(JournalGoldenTest.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
