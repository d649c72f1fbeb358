package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal says of itself: whether it has records, which version each needs, the digest of them all. */
class JournalAccountTest {
    private static final Bounds WIDE = new Bounds(1, 1, 9_000, 2, 2);

    @TempDir
    Path temp;

    private final EngineEvent event = new EngineEvent(WIDE);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[JournalRecord.maxLength(WIDE)]);

    private int encode() {
        return JournalRecord.encode(event, 0, buffer);
    }

    private int version() {
        encode();
        return JournalRecord.version(buffer, 0);
    }

    /** The oldest that can hold it, so that an older build reads what it can. */
    @Test
    void shouldGiveARecordTheOldestVersionThatHoldsIt() {
        event.trade(0, 1, 1, 1, 0).clearDecisions();
        assertEquals(1, version());
        event.control(EventType.TIMER, 1, 0, 0).clearDecisions();
        assertEquals(1, version());
        event.continued(1, 0).clearDecisions();
        assertEquals(2, version());
        event.split(0, 1, 2, 1, 0).clearDecisions();
        assertEquals(2, version());
        event.payment(0, 1, CorporateAction.DIVIDEND, 5, 0).clearDecisions();
        assertEquals(2, version());
        event.trade(0, 1, 1, 1, 0).clearDecisions();
        event.addStanding();
        assertEquals(2, version());
        event.clearDecisions();
        event.decisionsLeft = 1;
        assertTrue(event.isUnfinished());
        assertEquals(2, version());
    }

    @Test
    void shouldKnowWhetherARecordAsksForOrders() {
        event.trade(0, 1, 1, 1, 0).clearDecisions();
        assertFalse(JournalRecord.hasIntents(buffer, 0, encode()));
        for (int count = 1; count <= 2; count++) {
            Intent intent = event.addIntent();
            intent.clear(IntentAction.PLACE, 7, 0, 0, 1);
            intent.purpose = Purpose.ENTRY;
            int length = encode();
            assertTrue(JournalRecord.hasIntents(buffer, 0, length));
            assertFalse(JournalRecord.hasIntents(buffer, 0, length - 8), "cut off");
        }
        buffer.putByte(JournalRecord.TYPE_OFFSET, EventType.CLOSE.code());
        assertFalse(JournalRecord.hasIntents(buffer, 0, encodeClosed()));
    }

    private int encodeClosed() {
        return CloseRecord.LENGTH;
    }

    /** Of all bytes but those that are masked, however long a record is: SHA-256 as the JDK has it. */
    @Test
    void shouldDigestRecordsOfAnyLength() throws NoSuchAlgorithmException {
        JournalDigest digest = new JournalDigest();
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        for (int values : new int[] {1, 5_000, 3, 9_000, 4_060, 0, 4_000}) {
            event.trade(0, 17L + values, 1, 1, 0).clearDecisions();
            event.ingressNanos = 1_000L + values;
            event.riskNanos = 2_000L + values;
            if (values > 0) {
                event.addUpdate().valueCount = values;
                event.valueCount = values;
                Arrays.fill(event.values, 0, values, values / 3.0);
            }
            int length = encode();
            assertTrue(length > 8 * values);
            digest.add(buffer, 0, length);
            byte[] record = Arrays.copyOf(buffer.byteArray(), length);
            Arrays.fill(record, JournalRecord.MASK_OFFSET, JournalRecord.MASK_END, (byte) 0);
            expected.update(record);
        }
        assertEquals(7, digest.events());
        String hex = HexFormat.of().formatHex(expected.digest());
        assertEquals(hex, digest.hex());
        assertEquals(hex, digest.hex(), "asking changes nothing");
    }

    @Test
    void shouldKnowWhetherAJournalHoldsAnyRecord() throws IOException {
        assertFalse(JournalWriter.hasRecords(temp.resolve("none")));
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertFalse(JournalWriter.hasRecords(empty));
        Path closed = Journals.write(temp.resolve("closed"), 1, 3);
        assertTrue(JournalWriter.hasRecords(closed));
        // Its writer died before it vouched for any.
        JournalFolder folder = new JournalFolder(closed);
        Manifest before = Manifest.read(folder);
        Manifest.empty(Journals.EPOCH_DAY, before.recordMax()).write(folder, false);
        assertTrue(JournalWriter.hasRecords(closed));
        Files.delete(folder.cycle(Journals.EPOCH_DAY));
        assertFalse(JournalWriter.hasRecords(closed));
    }

    /** The manifest of another journal of as many records. */
    @Test
    void shouldRefuseTheRecordThatTheManifestDoesNotVouchFor() throws IOException {
        Path journal = Journals.write(temp.resolve("mine"), 1, 5);
        JournalFolder folder = new JournalFolder(journal);
        Manifest mine = Manifest.read(folder);
        new Manifest(mine.epochDay(), mine.recordMax(), mine.records(), mine.lastCrc() + 1, mine.bytes(), true)
                .write(folder, false);
        JournalDamage damage = assertThrows(JournalDamage.class, () -> Journals.scan(journal));
        assertEquals(mine.records() - 2, damage.lastGoodSequence());
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < mine.records() - 2) {
                assertTrue(reader.next());
            }
            assertThrows(JournalDamage.class, reader::next);
            assertEquals(mine.records() - 2, reader.sequence());
        }
    }
}
