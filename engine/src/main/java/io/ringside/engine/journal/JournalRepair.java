package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Copies the verified records of a damaged journal to a new one: all records from the first to the last before the damage,
 * byte for byte. The damaged journal is not changed. Intact records after the damage are counted, so that an operator knows
 * whether orders are among them, but not copied, since records may be missing before them.
 *
 * <p>Thread: the caller's.
 */
public final class JournalRepair {
    /** Bound on the search, for garbage that looks like the beginning of a long record at every byte. */
    private static final int SEARCH_TIMES = 16;

    /**
     * Result of a repair.
     *
     * @param records records copied
     * @param fault what is damaged, one line, or null if nothing is
     * @param bytesLeft bytes from the damage to the end of the file
     * @param recordsLeft intact records among them
     * @param recordsWithIntentsLeft how many of these hold intents
     * @param recordsVouchedFor how many records the manifest guarantees, -1 if the manifest itself is damaged
     */
    public record Report(
            long records,
            String fault,
            long bytesLeft,
            long recordsLeft,
            long recordsWithIntentsLeft,
            long recordsVouchedFor) {}

    private final JournalFolder from;
    private final CRC32C crc32c = new CRC32C();
    private String fault;
    private long recordsLeft;
    private long recordsWithIntentsLeft;

    private JournalRepair(JournalFolder from) {
        this.from = from;
    }

    /**
     * Copies the verified records to a new journal.
     *
     * @param damaged the journal's folder
     * @param repaired a folder that does not exist or is empty
     * @throws UserError if the journal is being written, cannot be read or holds no good record; then nothing is created
     */
    public static Report repair(Path damaged, Path repaired) {
        JournalFolder from = new JournalFolder(damaged);
        if (!Files.isDirectory(damaged)) {
            throw new UserError("no such journal: " + damaged);
        }
        if (!Files.isWritable(damaged) || Files.notExists(from.lock(), LinkOption.NOFOLLOW_LINKS)) {
            return new JournalRepair(from).copyTo(repaired);
        }
        try (JournalLock lock = JournalLock.acquire(from)) {
            Report report = new JournalRepair(from).copyTo(repaired);
            lock.empty();
            return report;
        } catch (IOException e) {
            throw new UserError("cannot unlock " + damaged + ": " + UserError.reasonWithFile(e), e);
        }
    }

    private Report copyTo(Path repaired) {
        Manifest manifest = manifest();
        int epochDay = manifest != null ? manifest.epochDay() : epochDay();
        // The manifest is compared only after all good records were read.
        Manifest undemanding = Manifest.empty(epochDay, JournalRecord.LENGTH_MAX);
        Path file = from.cycle(epochDay);
        if (!Files.isReadable(file)) {
            throw new UserError("cannot read " + file + "; there is nothing to repair");
        }
        try (JournalReader reader = JournalReader.lenient(from, undemanding)) {
            if (!advance(reader)) {
                throw new UserError("no good record in " + file + "; nothing was copied"
                        + (fault == null ? "" : " (" + fault + ")"));
            }
            JournalFolder to = new JournalFolder(repaired);
            to.create();
            boolean done = false;
            try {
                copy(reader, to, epochDay);
                done = true;
            } finally {
                if (!done) {
                    to.clear();
                }
            }
            return report(reader, manifest);
        } catch (IOException e) {
            throw new UserError(
                    "cannot write the repaired journal " + repaired + ": " + UserError.reasonWithFile(e), e);
        }
    }

    private void copy(JournalReader reader, JournalFolder to, int epochDay) throws IOException {
        CycleWriter writer = new CycleWriter(to, JournalRecord.LENGTH_MAX);
        try (JournalLock lock = JournalLock.acquire(to)) {
            Manifest.empty(epochDay, JournalRecord.LENGTH_MAX).write(to, true);
            writer.open(epochDay);
            long records = 0;
            int lastCrc = 0;
            do {
                writer.buffer().putBytes(0, reader.buffer(), reader.offset(), reader.length());
                if (records > 0) {
                    writer.reserve(reader.length());
                }
                writer.write(reader.length());
                if (records == 0) {
                    writer.begun();
                }
                lastCrc = reader.crc();
                records++;
            } while (advance(reader));
            long end = writer.finish(true);
            new Manifest(epochDay, JournalRecord.LENGTH_MAX, records, lastCrc, end, true).write(to, true);
            lock.empty();
        } finally {
            writer.abandon();
        }
        requireWhole(to);
    }

    /** Verifies the copy by reading it as any other journal. */
    private static void requireWhole(JournalFolder to) {
        try (JournalReader reader = JournalReader.open(to.path())) {
            while (reader.next()) {
                // Each call verifies a record, the last one the end.
            }
        }
    }

    private boolean advance(JournalReader reader) {
        try {
            return reader.next();
        } catch (JournalDamage damage) {
            fault = damage.getMessage();
            return false;
        }
    }

    private Report report(JournalReader reader, Manifest manifest) {
        long records = reader.sequence() + 1;
        long good = reader.goodEnd();
        ExcerptWalker walker = reader.walker();
        search(walker, good);
        if (fault == null && manifest != null && records < manifest.records()) {
            fault = "ends after " + records + " records, though the manifest vouches for " + manifest.records();
        }
        return new Report(
                records,
                fault,
                fault == null ? 0 : Math.max(0, walker.size() - good),
                recordsLeft,
                recordsWithIntentsLeft,
                manifest == null ? -1 : manifest.records());
    }

    /** Counts intact records after the damage. */
    private void search(ExcerptWalker walker, long from) {
        long budget = SEARCH_TIMES * Math.max(walker.size() - from, 1L << 20);
        long at = from;
        while (budget > 0) {
            int offset = walker.window(at, JournalRecord.HEADER_LENGTH);
            if (offset < 0) {
                return;
            }
            DirectBuffer buffer = walker.buffer();
            int length = JournalRecord.length(buffer, offset);
            boolean record = (buffer.getShort(offset) & 0xffff) == JournalRecord.MAGIC
                    && length >= JournalRecord.HEADER_LENGTH
                    && length <= JournalRecord.LENGTH_MAX;
            if (record) {
                budget -= length;
                record = isIntact(walker, at, length);
            }
            at += record ? length : 4;
        }
    }

    private boolean isIntact(ExcerptWalker walker, long at, int length) {
        int offset = walker.window(at, length);
        if (offset < 0) {
            return false;
        }
        DirectBuffer buffer = walker.buffer();
        int crc = JournalReader.crc(crc32c, walker.buffer().byteBuffer().duplicate(), offset, length);
        if (crc != JournalRecord.crc(buffer, offset) || JournalRecord.type(buffer, offset) == null) {
            return false;
        }
        recordsLeft++;
        recordsWithIntentsLeft += JournalRecord.hasIntents(buffer, offset, length) ? 1 : 0;
        return true;
    }

    /** The manifest, or null if it is missing or damaged. */
    private Manifest manifest() {
        try {
            return Manifest.read(from);
        } catch (JournalDamage damage) {
            fault = damage.getMessage();
            return null;
        } catch (UserError error) {
            if (Files.exists(from.manifest())) {
                throw error;
            }
            fault = "the manifest is missing";
            return null;
        }
    }

    /** The session's date, from the name of the cycle file. */
    private int epochDay() {
        try (Stream<Path> files = Files.list(from.path())) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{8}F\\.cq4"))
                    .toList();
            if (names.size() == 1) {
                String name = names.get(0);
                return (int) LocalDate.of(
                                Integer.parseInt(name.substring(0, 4)),
                                Integer.parseInt(name.substring(4, 6)),
                                Integer.parseInt(name.substring(6, 8)))
                        .toEpochDay();
            }
            throw new UserError("no journal: " + from.path() + " holds " + names.size() + " files of records");
        } catch (IOException | DateTimeException e) {
            throw new UserError("cannot read the folder " + from.path() + ": " + UserError.reasonWithFile(e), e);
        }
    }
}
