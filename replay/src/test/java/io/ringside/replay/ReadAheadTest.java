package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.replay.ReadAhead.Block;
import io.ringside.replay.ReadAhead.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of whole records, of 256 KiB or of one record that is longer. */
class ReadAheadTest {
    private static final Bounds BOUNDS = new Bounds(1, 1, 65_535, 1);
    private static final int BLOCK = 262_144;

    @TempDir
    Path temp;

    private Path journal;
    private final EngineEvent event = new EngineEvent(BOUNDS);

    /** Records of 128 bytes: 64, a timer's 16, 24 of text, 24 of counts; so many values of 8 bytes make them longer. */
    private void write(JournalWriter writer, int... values) {
        for (int more : values) {
            event.control(EventType.TIMER, 1, 0, 0);
            event.text("x".repeat(24));
            event.clearDecisions();
            event.valueCount = more;
            event.sequence = writer.nextSequence();
            writer.append(event);
        }
    }

    private void journal(int... values) {
        journal = temp.resolve("j");
        try (JournalWriter writer =
                JournalWriter.create(journal, 20_229, "test", "c", JournalSettings.backtest(), BOUNDS)) {
            write(writer, values);
        }
    }

    private byte[] records() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                byte[] one = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), one);
                all.writeBytes(one);
            }
        }
        return all.toByteArray();
    }

    /** The lengths of the blocks, whose bytes are the journal's events one behind the other. */
    private List<Integer> lengths(long records) {
        List<Integer> lengths = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        JournalDigest digest = new JournalDigest();
        List<Long> epochs = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            try (ReadAhead ahead = new ReadAhead(reader, Written.ALL, next -> epochs.add(next.sequence()), digest)) {
                for (Block block = ahead.next(null); block != null; block = ahead.next(block)) {
                    byte[] bytes = new byte[block.length()];
                    block.records().getBytes(0, bytes);
                    all.writeBytes(bytes);
                    lengths.add(block.length());
                }
                assertEquals(records, ahead.records());
            }
        }
        assertArrayEquals(records(), all.toByteArray());
        assertEquals(lengths.stream().mapToInt(one -> one).sum(), all.size());
        return lengths;
    }

    @Test
    void shouldFillABlockToItsLastByte() {
        journal(new int[2_048]);
        assertEquals(List.of(BLOCK), lengths(2_050));
    }

    @Test
    void shouldBeginABlockWithARecordForWhichThereIsNoRoom() {
        int[] values = new int[2_049];
        values[2_047] = 1;
        journal(values);
        assertEquals(List.of(BLOCK - 128, 136 + 128), lengths(2_051));
    }

    /**
     * 40,000 values are 320,000 bytes: the block becomes one of 512 KiB, with room for what is short after it; 65,535 make it
     * one of 1 MiB, in which there is no room for a second one of these.
     */
    @Test
    void shouldMakeABlockLargerForARecordThatIsLonger() {
        journal(0, 40_000, 0, 32_752, 32_753, 0, 65_535, 65_535, 40_000, 0, 0);
        assertEquals(
                List.of(128, 320_128 + 128, BLOCK, BLOCK + 8 + 128, 524_408, 524_408 + 320_128 + 128 + 128),
                lengths(13));
    }

    /** A record that fills a block exactly needs no larger one. */
    @Test
    void shouldNotMakeABlockLargerThanItsRecord() {
        journal(32_752, 0);
        assertEquals(List.of(BLOCK, 128), lengths(4));
    }

    /** So far as the writer has told: up to the second event, the fourth, and then to the end. */
    @Test
    void shouldHandOverWhatIsWrittenAndAskForMore() {
        journal(0, 0, 0, 0, 0);
        Map<Long, Long> written = Map.of(0L, 0L, 2L, 4L, 4L, Long.MAX_VALUE);
        List<Long> asked = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            Written told = sequence -> {
                asked.add(sequence);
                // At first nothing has been written.
                return asked.size() == 2 ? 2 : written.get(sequence);
            };
            try (ReadAhead ahead = new ReadAhead(reader, told, next -> {}, null)) {
                for (Block block = ahead.next(null); block != null; block = ahead.next(block)) {
                    lengths.add(block.length());
                }
            }
        }
        assertEquals(List.of(0L, 0L, 2L, 4L), asked);
        assertEquals(List.of(256, 256, 128), lengths);
    }

    @Test
    void shouldTellOfEachFurtherWriterBeforeItsFirstEvent() throws IOException {
        journal(0, 0);
        try (JournalWriter writer = JournalWriter.reopen(journal, "test", "c", JournalSettings.backtest(), BOUNDS)) {
            write(writer, 0, 0);
        }
        List<Long> epochs = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            try (ReadAhead ahead = new ReadAhead(reader, Written.ALL, next -> epochs.add(next.sequence()), null)) {
                Block block = ahead.next(null);
                assertEquals(4 * 128, block.length());
                assertNull(ahead.next(block));
                assertEquals(8, ahead.records());
            }
        }
        // OPEN, two events, CLOSE, OPEN: the sixth record.
        assertEquals(List.of(5L), epochs);
    }

    @Test
    void shouldPassOnWhatIsGoodBeforeTheDamage() throws IOException {
        journal(0, 0, 0);
        long place = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < 3 && reader.next()) {
                place = reader.filePosition();
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(journal.resolve("20250521F.cq4").toFile(), "rw")) {
            file.seek(place + 40);
            file.write(99);
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            try (ReadAhead ahead = new ReadAhead(reader, Written.ALL, next -> {}, null)) {
                Block block = ahead.next(null);
                assertNotNull(block);
                assertEquals(2 * 128, block.length());
                assertThrows(JournalDamage.class, () -> ahead.next(block));
            }
        }
    }
}
