package io.ringside.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small changes to bytes, for tests that feed a reader with what it does not expect. */
public final class Mutations {
    private Mutations() {}

    /** The same with one bit changed. */
    public static byte[] flip(byte[] bytes, SplittableRandom random) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** The same with others in the place of some. */
    public static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(with);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /**
     * Puts other bytes into a file, as a new file: some file systems write a file that was emptied and filled again through
     * to the disk, which makes a million of them take hours.
     */
    public static Path rewrite(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, bytes);
    }
}
