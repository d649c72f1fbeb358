package io.ringside.engine.signal.load;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file with code, read once.
 *
 * @param name its path as it was given
 * @param bytes its contents
 * @param digest their SHA-256 in hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared.
record CodeFile(String name, byte[] bytes, String digest) {
    private static final long LENGTH_MAX = 64L << 20;

    /** @throws UserError if it cannot be read, or is larger than any strategy is */
    static CodeFile read(Path path) {
        try {
            if (Files.size(path) > LENGTH_MAX) {
                throw new UserError(path + ": larger than " + (LENGTH_MAX >> 20) + " MiB, and no strategy");
            }
            byte[] bytes = Files.readAllBytes(path);
            return new CodeFile(path.toString(), bytes, sha256(bytes));
        } catch (IOException e) {
            throw new UserError("cannot read " + path + ": " + UserError.reason(e), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
