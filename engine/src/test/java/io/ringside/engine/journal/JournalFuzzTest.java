package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals made to be malicious: whatever stands in them, reading ends, and ends in one of the declared ways. */
final class JournalFuzzTest {
    private static final long SEED = 7;
    private static final long INPUT_LIMIT_NANOS = 15_000_000_000L;

    @TempDir
    Path temp;

    private final EngineEvent event = new EngineEvent(new Bounds(
            Bounds.BARS_MAX, Bounds.UPDATES_MAX, Bounds.VALUES_MAX, Bounds.INTENTS_MAX, Bounds.STANDINGS_MAX));
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C crc32c = new CRC32C();
    private int accepted;

    @Test
    void shouldEndInADeclaredWayWhateverAJournalHolds() throws IOException {
        fuzz(temp, 2_000, SEED);
        assertTrue(accepted > 0, "no input got past the checksums");
    }

    @Test
    @Tag("long")
    void shouldEndInADeclaredWayForAMillionJournals() throws IOException {
        Path memory = Path.of("/dev/shm");
        if (Files.isDirectory(memory) && Files.isWritable(memory)) {
            Path folder = Files.createTempDirectory(memory, "journal-fuzz");
            try {
                fuzz(folder, 1_000_000, SEED + 1);
            } finally {
                new JournalFolder(folder.resolve("j")).clear();
                Files.delete(folder);
            }
        } else {
            fuzz(temp, 1_000_000, SEED + 1);
        }
    }

    private void fuzz(Path folder, int inputs, long seed) throws IOException {
        Path journal = Journals.write(folder.resolve("j"), SEED, 12);
        byte[] cycle = Files.readAllBytes(journal.resolve("20250521F.cq4"));
        byte[] manifest = Files.readAllBytes(journal.resolve("manifest"));
        int first;
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            first = (int) reader.filePosition();
        }
        // Sealed inputs are read under a manifest that vouches for nothing: only the file speaks.
        Manifest undemanding = Manifest.empty(Journals.EPOCH_DAY, 61_440);
        SplittableRandom random = new SplittableRandom(seed);
        try (FileChannel channel = FileChannel.open(journal.resolve("20250521F.cq4"), StandardOpenOption.WRITE)) {
            for (int i = 0; i < inputs; i++) {
                byte[] input = mutate(cycle, first, random);
                boolean sealed = random.nextInt(10) > 0;
                if (sealed) {
                    seal(input, first);
                } else if (random.nextInt(4) == 0) {
                    byte[] changed = manifest.clone();
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                    Files.write(journal.resolve("manifest"), changed);
                }
                int from = Math.min(first, input.length);
                channel.write(ByteBuffer.wrap(input, from, input.length - from), from);
                channel.truncate(input.length);
                read(journal, sealed ? undemanding : null, "seed " + seed + " input " + i);
                if (input.length < first) {
                    channel.write(ByteBuffer.wrap(cycle, from, first - from), from);
                }
                if (!sealed) {
                    Files.write(journal.resolve("manifest"), manifest);
                }
            }
        }
    }

    private void read(Path journal, Manifest manifest, String what) {
        long start = System.nanoTime();
        try (JournalReader reader = manifest == null
                ? JournalReader.open(journal)
                : JournalReader.lenient(new JournalFolder(journal), manifest)) {
            while (reader.next()) {
                if (reader.type() != EventType.OPEN && reader.type() != EventType.CLOSE) {
                    reader.decode(event);
                }
            }
            accepted++;
        } catch (JournalDamage | UserError e) {
            // Declared.
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        assertTrue(System.nanoTime() - start < INPUT_LIMIT_NANOS, what);
    }

    private static byte[] mutate(byte[] cycle, int first, SplittableRandom random) {
        byte[] input = random.nextInt(4) == 0 ? truncated(cycle, first, random) : cycle.clone();
        for (int i = random.nextInt(1, 8); i > 0 && input.length > first + 64; i--) {
            int at = random.nextInt(first, input.length - 8);
            switch (random.nextInt(6)) {
                case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> input[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(input, at, at + random.nextInt(8), (byte) 0);
                case 3 -> Arrays.fill(input, at, at + random.nextInt(8), (byte) -1);
                case 4 -> {
                    int from = random.nextInt(first, input.length - 8);
                    System.arraycopy(
                            input, from, input, at, Math.min(random.nextInt(256), input.length - Math.max(at, from)));
                }
                default -> ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).putInt(at & ~3, random.nextInt());
            }
        }
        return input;
    }

    private static byte[] truncated(byte[] cycle, int first, SplittableRandom random) {
        int length = random.nextBoolean() ? random.nextInt(first, cycle.length) : random.nextInt(cycle.length);
        return Arrays.copyOf(cycle, length);
    }

    /** Makes checksums and their chain fit, as far as the words between the records lead, so that the rest is tried too. */
    private void seal(byte[] input, int first) {
        buffer.putBytes(0, input);
        int before = 0;
        int at = first;
        while (at + 4 + JournalRecord.HEADER_LENGTH <= input.length) {
            int length = buffer.getInt(at) & 0x3fff_ffff;
            if (length < JournalRecord.HEADER_LENGTH || length > input.length - at - 4) {
                break;
            }
            buffer.putInt(at + 4 + JournalRecord.CRC_BEFORE_OFFSET, before);
            before = JournalReader.crc(crc32c, bytes, at + 4, length);
            buffer.putInt(at + 4 + JournalRecord.CRC_OFFSET, before);
            at += 4 + length + 3 & ~3;
        }
        buffer.getBytes(0, input, 0, input.length);
    }
}
