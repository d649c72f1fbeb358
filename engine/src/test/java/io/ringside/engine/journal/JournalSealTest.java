package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals of journals: what they cover, and under which keys. */
class JournalSealTest {
    @TempDir
    Path folder;

    private Path journal;
    private Path key;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(folder.resolve("journals"));
        journal = Journals.write(folder.resolve("journals/day"), 1, 50);
        key = folder.resolve("key");
        JournalSeal.newKey(key);
    }

    @Test
    void shouldMakeAKeyThatOnlyItsOwnerMayReadAndNoTwoAlike() throws IOException {
        assertTrue(Files.readString(key).matches("[0-9a-f]{64}\n"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        Path other = folder.resolve("other");
        JournalSeal.newKey(other);
        assertFalse(Files.readString(key).equals(Files.readString(other)));
        assertRefused("cannot make the key " + key, () -> JournalSeal.newKey(key));
    }

    /** The definition in the class comment, written out: name and length of each file, then its bytes. */
    @Test
    void shouldBeTheHmacOfManifestAndCycleFile() throws IOException, GeneralSecurityException {
        assertTrue(JournalSeal.seal(journal, key));
        var covered = new ByteArrayOutputStream();
        for (String name : new String[] {"manifest", "20250521F.cq4"}) {
            byte[] bytes = Files.readAllBytes(journal.resolve(name));
            covered.write((name + " " + bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
            covered.write(bytes);
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readAllBytes(key), "HmacSHA256"));
        assertEquals(
                "ringside-seal 1 " + HexFormat.of().formatHex(mac.doFinal(covered.toByteArray())) + "\n",
                Files.readString(journal.resolve("seal")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.resolve("seal"))));
        JournalSeal.check(journal, key);
        assertFalse(JournalSeal.seal(journal, key));
        assertEquals(52, Journals.scan(journal));
    }

    @Test
    void shouldFindThatAByteOfARecordOrOfTheManifestIsAnother() throws IOException {
        JournalSeal.seal(journal, key);
        Path cycle = journal.resolve("20250521F.cq4");
        byte[] bytes = Files.readAllBytes(cycle);
        bytes[bytes.length - 1] ^= 1;
        Files.write(cycle, bytes);
        assertRefused("is not what was sealed under", () -> JournalSeal.check(journal, key));
        assertRefused("is not what was sealed under", () -> JournalSeal.seal(journal, key));
        bytes[bytes.length - 1] ^= 1;
        Files.write(cycle, bytes);
        JournalSeal.check(journal, key);
        Path seal = journal.resolve("seal");
        Files.writeString(seal, Files.readString(seal) + "x");
        assertRefused("is not what was sealed under", () -> JournalSeal.check(journal, key));
    }

    @Test
    void shouldKnowNoSealOfAnotherKey() {
        JournalSeal.seal(journal, key);
        Path other = folder.resolve("other");
        JournalSeal.newKey(other);
        assertRefused("is not what was sealed under " + other, () -> JournalSeal.check(journal, other));
    }

    @Test
    void shouldSealAClosedDayAlone() throws IOException {
        assertRefused("is not sealed; ringside seal --key FILE does it", () -> JournalSeal.check(journal, key));
        JournalWriter writer = Journals.create(folder.resolve("journals/open"));
        assertRefused("is not closed", () -> JournalSeal.seal(folder.resolve("journals/open"), key));
        writer.close();
        assertTrue(JournalSeal.seal(folder.resolve("journals/open"), key));
        // A writer that goes on makes another journal of it.
        Journals.reopen(folder.resolve("journals/open")).close();
        assertFalse(Files.exists(folder.resolve("journals/open/seal")));
        assertRefused("no such journal", () -> JournalSeal.seal(folder.resolve("journals/none"), key));
    }

    @Test
    void shouldRefuseAKeyThatIsNoSecret() throws IOException {
        assertRefused(
                "no such key: " + folder.resolve("none"), () -> JournalSeal.seal(journal, folder.resolve("none")));
        assertRefused("no such key: " + folder, () -> JournalSeal.seal(journal, folder));
        Path beside = folder.resolve("journals/key");
        Files.copy(key, beside);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        assertRefused("is among the journals", () -> JournalSeal.seal(journal, beside));
        for (String permissions : new String[] {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw-------"}) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
            if (permissions.equals("rw-------")) {
                assertTrue(JournalSeal.seal(journal, key));
            } else {
                assertRefused("others may use the key", () -> JournalSeal.seal(journal, key));
            }
        }
    }

    @Test
    void shouldRefuseAKeyThatIsTooShortOrTooLong() throws IOException {
        for (int length : new int[] {0, 31, 32, 4096, 4097, 9000}) {
            Files.write(key, new byte[length]);
            if (length >= 32 && length <= 4096) {
                assertTrue(JournalSeal.seal(journal, key));
                Files.delete(journal.resolve("seal"));
            } else {
                assertRefused("bytes; it must have 32 to 4096", () -> JournalSeal.seal(journal, key));
            }
        }
    }

    private static void assertRefused(String expected, Runnable what) {
        UserError error = assertThrows(UserError.class, what::run);
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }
}
