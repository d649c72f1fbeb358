package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What a journal must at least contain. A reader that finds less reports damage: the end of a truncated queue looks like the
 * end of a shorter one. Eight lines of text; the last is the CRC32C of those before it.
 *
 * <pre>
 *   ringside-journal 1
 *   session-day 20229
 *   record-max 65536
 *   records 1234
 *   last-crc 9ae1c0de
 *   bytes 1048576
 *   closed true
 *   crc 01234567
 * </pre>
 *
 * @param epochDay the session's date, days since 1970: the queue's clock is fixed at it
 * @param recordMax length of the longest record that this journal may hold
 * @param records how many records there are at least, of sequences from 0; when closed, exactly
 * @param lastCrc checksum of the last of them, 0 if none
 * @param bytes where the last of them ends in the cycle's file; when closed, the file's length
 * @param closed whether the last writer closed the journal
 */
record Manifest(int epochDay, int recordMax, long records, int lastCrc, long bytes, boolean closed) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String TITLE = "ringside-journal ";
    private static final int VERSION = 1;
    private static final int LENGTH_MAX = 512;
    private static final int EPOCH_DAY_MAX = (1 << 15) - 1;
    private static final int LINES = 8;

    /** The manifest of a journal without records. */
    static Manifest empty(int epochDay, int recordMax) {
        return new Manifest(epochDay, recordMax, 0, 0, 0, false);
    }

    /** Replaces the folder's manifest as a whole; when it returns, the new one survives a power cut if asked to. */
    void write(JournalFolder folder, boolean durable) throws IOException {
        Path draft = folder.path().resolve(JournalFolder.MANIFEST_DRAFT);
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            JournalFolder.ownerOnly(draft);
            ByteBuffer bytes = ByteBuffer.wrap(text().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(true);
            }
        }
        Files.move(draft, folder.manifest(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (durable) {
            folder.sync();
        }
    }

    /** Reads the folder's manifest. */
    static Manifest read(JournalFolder folder) {
        Path file = folder.manifest();
        String text;
        try {
            if (Files.size(file) > LENGTH_MAX) {
                throw damage(file, LENGTH_MAX, "longer than any manifest");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + UserError.reasonWithFile(e), e);
        }
        String[] lines = text.split("\n", -1);
        int crcAt = text.lastIndexOf("crc ");
        if (crcAt < 0 || !text.substring(crcAt).equals(crcLine(text.substring(0, crcAt)))) {
            throw damage(file, 0, "its checksum is wrong");
        }
        if (!lines[0].equals(TITLE + VERSION)) {
            throw new UserError("the journal " + folder.path() + " is of a format that this build does not know: \""
                    + lines[0] + "\"; read it with a newer build");
        }
        try {
            Manifest manifest = new Manifest(
                    Integer.parseInt(value(lines, 1, "session-day")),
                    Integer.parseInt(value(lines, 2, "record-max")),
                    Long.parseLong(value(lines, 3, "records")),
                    Integer.parseUnsignedInt(value(lines, 4, "last-crc"), 16),
                    Long.parseLong(value(lines, 5, "bytes")),
                    value(lines, 6, "closed").equals("true"));
            if (lines.length == LINES + 1
                    && manifest.isPlausible()
                    && manifest.text().equals(text)) {
                return manifest;
            }
        } catch (NumberFormatException e) {
            throw new UserError("not a journal's manifest: " + file, e);
        }
        throw new UserError("not a journal's manifest: " + file);
    }

    private boolean isPlausible() {
        return epochDay >= 1
                && epochDay <= EPOCH_DAY_MAX
                && recordMax > 0
                && recordMax <= JournalRecord.LENGTH_MAX
                && records >= 0
                && bytes >= 0;
    }

    private String text() {
        String lines = TITLE + VERSION + "\nsession-day " + epochDay + "\nrecord-max " + recordMax + "\nrecords "
                + records + "\nlast-crc " + HEX.toHexDigits(lastCrc) + "\nbytes " + bytes + "\nclosed " + closed
                + "\n";
        return lines + crcLine(lines);
    }

    private static String crcLine(String lines) {
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.ISO_8859_1));
        return "crc " + HEX.toHexDigits((int) crc.getValue()) + "\n";
    }

    private static String value(String[] lines, int index, String key) {
        String line = index < lines.length ? lines[index] : "";
        return line.startsWith(key + " ") ? line.substring(key.length() + 1) : "";
    }

    private static JournalDamage damage(Path file, long offset, String what) {
        return new JournalDamage(file, offset, -1, what);
    }
}
