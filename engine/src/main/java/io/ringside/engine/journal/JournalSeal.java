package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HMAC-SHA256 of a closed journal, under a key that is stored elsewhere. Checksums detect accidents; whoever can write
 * the folder can recompute them, but without the key he cannot recompute the seal. It covers the manifest and the cycle's
 * file, byte by byte, with their names and lengths.
 *
 * <p>A seal does not prove that a day's journal was not deleted as a whole, nor that the journal was unchanged before it was
 * sealed.
 *
 * <p>Thread: the caller's.
 */
public final class JournalSeal {
    private static final String TITLE = "ringside-seal 1 ";
    private static final int KEY_BYTES = 32;
    private static final int KEY_BYTES_MAX = 4_096;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHUNK = 64 << 10;

    private JournalSeal() {}

    /**
     * Creates a new key.
     *
     * @param file a file that does not exist
     */
    public static void newKey(Path file) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
            Files.writeString(file, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UserError("cannot make the key " + file + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /**
     * Seals a closed journal.
     *
     * @return false if it has been sealed under this key already
     * @throws UserError if the journal is not closed, the key is unusable, or there is another seal
     */
    public static boolean seal(Path journal, Path key) {
        JournalFolder folder = new JournalFolder(journal);
        if (Files.exists(folder.seal(), LinkOption.NOFOLLOW_LINKS)) {
            check(journal, key);
            return false;
        }
        String seal = TITLE + compute(folder, key) + "\n";
        try {
            Files.writeString(folder.seal(), seal, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            JournalFolder.ownerOnly(folder.seal());
        } catch (IOException e) {
            throw new UserError("cannot seal " + journal + ": " + UserError.reasonWithFile(e), e);
        }
        return true;
    }

    /**
     * Checks the seal of a journal.
     *
     * @throws UserError if there is no seal, or it does not match this journal and key
     */
    public static void check(Path journal, Path key) {
        JournalFolder folder = new JournalFolder(journal);
        String expected = TITLE + compute(folder, key) + "\n";
        byte[] found;
        try {
            if (!Files.isRegularFile(folder.seal(), LinkOption.NOFOLLOW_LINKS)) {
                throw new UserError(journal + " is not sealed; ringside seal --key FILE does it");
            }
            try (InputStream in = Files.newInputStream(folder.seal())) {
                found = in.readNBytes(expected.length() + 1);
            }
        } catch (IOException e) {
            throw new UserError("cannot read " + folder.seal() + ": " + UserError.reasonWithFile(e), e);
        }
        if (!MessageDigest.isEqual(found, expected.getBytes(StandardCharsets.US_ASCII))) {
            throw new UserError(journal + " is not what was sealed under " + key
                    + ": it was changed since, or sealed under another key");
        }
    }

    private static String compute(JournalFolder folder, Path keyFile) {
        folder.requireReadable();
        Manifest manifest = Manifest.read(folder);
        if (!manifest.closed()) {
            throw new UserError(
                    folder.path() + " is not closed: its writer runs, or died; only a closed day is sealed");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(folder, keyFile), ALGORITHM));
            for (Path file : new Path[] {folder.manifest(), folder.cycle(manifest.epochDay())}) {
                String head = file.getFileName() + " " + Files.size(file) + "\n";
                mac.update(head.getBytes(StandardCharsets.US_ASCII));
                try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] chunk = new byte[CHUNK];
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        mac.update(chunk, 0, read);
                    }
                }
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (IOException e) {
            throw new UserError("cannot read " + folder.path() + ": " + UserError.reasonWithFile(e), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java machine has " + ALGORITHM, e);
        }
    }

    private static byte[] key(JournalFolder folder, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError("no such key: " + file + "; ringside seal --new-key FILE makes one");
        }
        Path journals = folder.path().toRealPath().getParent();
        if (journals != null && file.toRealPath().startsWith(journals)) {
            throw new UserError("the key " + file
                    + " is among the journals, where whoever changes them finds it; keep it elsewhere");
        }
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (!permission.name().startsWith("OWNER")) {
                throw new UserError("others may use the key " + file + "; chmod 600 " + file);
            }
        }
        byte[] key;
        try (InputStream in = Files.newInputStream(file)) {
            key = in.readNBytes(KEY_BYTES_MAX + 1);
        }
        if (key.length < KEY_BYTES || key.length > KEY_BYTES_MAX) {
            throw new UserError("the key " + file + " has " + key.length + " bytes; it must have " + KEY_BYTES + " to "
                    + KEY_BYTES_MAX);
        }
        return key;
    }
}
