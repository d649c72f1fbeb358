package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests as they are written, and those that no writer wrote though their checksum is right. */
class ManifestTest {
    private static final String GOOD = """
            ringside-journal 1
            session-day 20229
            record-max 65536
            records 1234
            last-crc 9ae1c0de
            bytes 1048576
            closed true
            """;

    @TempDir
    Path path;

    private JournalFolder folder;

    @BeforeEach
    void name() {
        folder = new JournalFolder(path);
    }

    private static String sealed(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return text + "crc " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
    }

    private void put(String text) throws IOException {
        Files.writeString(path.resolve("manifest"), text, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReadWhatItWrote(boolean durable) throws IOException {
        Manifest manifest = new Manifest(20_229, 65_536, 1234, 0x9ae1c0de, 1_048_576, true);
        manifest.write(folder, durable);
        assertEquals(sealed(GOOD), Files.readString(path.resolve("manifest")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("manifest"))));
        assertEquals(manifest, Manifest.read(folder));
        Manifest.empty(1, 1).write(folder, durable);
        assertEquals(new Manifest(1, 1, 0, 0, 0, false), Manifest.read(folder));
    }

    @ParameterizedTest
    @CsvSource({
        "session-day 20229, session-day 1, true",
        "session-day 20229, session-day 0, false",
        "session-day 20229, session-day 32767, true",
        "session-day 20229, session-day 32768, false",
        "session-day 20229, session-day 020229, false",
        "record-max 65536, record-max 1, true",
        "record-max 65536, record-max 0, false",
        "record-max 65536, record-max 2097152, true",
        "record-max 65536, record-max 2097153, false",
        "records 1234, records 0, true",
        "records 1234, records -1, false",
        "records 1234, records +1234, false",
        "records 1234, records, false",
        "bytes 1048576, bytes 0, true",
        "bytes 1048576, bytes -1, false",
        "last-crc 9ae1c0de, last-crc 9AE1C0DE, false",
        "last-crc 9ae1c0de, last-crc xyz, false",
        "closed true, closed false, true",
        "closed true, closed maybe, false",
        "closed true, closed true;more 1, false",
        "ringside-journal 1, ringside-journal 2, false"
    })
    void shouldTakeOnlyWhatAWriterWrites(String from, String to, boolean good) throws IOException {
        put(sealed(GOOD.replace(from, to.replace(';', '\n'))));
        if (good) {
            Manifest.read(folder).write(folder, false);
            assertEquals(sealed(GOOD.replace(from, to)), Files.readString(path.resolve("manifest")));
        } else {
            UserError error = assertThrows(UserError.class, () -> Manifest.read(folder));
            String expected = to.equals("ringside-journal 2")
                    ? "is of a format that this build does not know: \"ringside-journal 2\""
                    : "not a journal's manifest: " + path.resolve("manifest");
            assertTrue(error.getMessage().contains(expected), error.getMessage());
        }
    }

    @Test
    void shouldTellDamageFromWhatIsNone() throws IOException {
        String good = sealed(GOOD);
        for (String text :
                new String[] {"", "x", good.replace("1234", "1235"), good.substring(0, good.length() - 1), good + "\n"
                }) {
            put(text);
            JournalDamage damage = assertThrows(JournalDamage.class, () -> Manifest.read(folder), text);
            assertTrue(damage.getMessage().contains("its checksum is wrong"), damage.getMessage());
        }
        // 512 bytes may be one, with 13 of them for the checksum's line; one more is not even read.
        put(sealed(GOOD + "x".repeat(512 - 13 - GOOD.length())));
        assertEquals(512, Files.size(path.resolve("manifest")));
        assertEquals(
                "not a journal's manifest: " + path.resolve("manifest"),
                assertThrows(UserError.class, () -> Manifest.read(folder)).getMessage());
        put(sealed(GOOD + "x".repeat(513 - 13 - GOOD.length())));
        assertTrue(assertThrows(JournalDamage.class, () -> Manifest.read(folder))
                .getMessage()
                .contains("manifest byte 512: longer than any manifest; no good record"));
        put(sealed(""));
        assertTrue(assertThrows(UserError.class, () -> Manifest.read(folder))
                .getMessage()
                .startsWith("the journal " + path + " is of a format that this build does not know: \"crc 00000000\""));
        put(sealed("ringside-journal 1\n"));
        assertEquals(
                "not a journal's manifest: " + path.resolve("manifest"),
                assertThrows(UserError.class, () -> Manifest.read(folder)).getMessage());
        put(sealed(GOOD + "x".repeat(512)));
        JournalDamage damage = assertThrows(JournalDamage.class, () -> Manifest.read(folder));
        assertEquals(512, damage.offset());
        Files.delete(path.resolve("manifest"));
        assertThrows(UserError.class, () -> Manifest.read(folder));
    }
}
