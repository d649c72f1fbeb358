package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut, modelled: the writer's disk is an image behind a loop device; the writer is stopped, the image copied as it
 * is, and the copy mounted. What was only in memory is lost, what was synced is there. Every other writer touches its pages
 * ahead.
 */
final class JournalPowerCutIT {
    private static final long IMAGE_BYTES = 256L << 20;

    @TempDir
    Path temp;

    @Test
    void shouldLoseNoRecordWithIntentsInAPowerCut() throws IOException {
        cut(2, 1);
    }

    @Test
    @Tag("long")
    void shouldLoseNoRecordWithIntentsInThirtyPowerCuts() throws IOException {
        cut(30, 100);
    }

    private void cut(int times, long seed) throws IOException {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            refused += cut(seed + i) ? 1 : 0;
        }
        System.out.println(times + " power cuts: no record with intents lost; " + refused
                + " times the records after the last synced one were damaged, said so, and were repaired");
    }

    /** Returns whether the journal had to be repaired. */
    private boolean cut(long seed) throws IOException {
        Path image = temp.resolve("disk" + seed);
        Path mounted = Files.createDirectory(temp.resolve("mounted" + seed));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        assumeTrue(
                Child.run("mkfs.ext4", "-q", "-F", image.toString())
                        && Child.run("mount", "-o", "loop", image.toString(), mounted.toString()),
                "skipped: this user may not mount a disk image");
        Path copy = temp.resolve("copy" + seed);
        long acknowledged = 0;
        try (Child child = Child.start(List.of(), Child.touching(seed % 2 == 0), "sync", mounted.resolve("j"), seed)) {
            for (int i = new SplittableRandom(seed).nextInt(1, 400); i > 0; i--) {
                acknowledged = Long.parseLong(child.line());
            }
            child.signal("STOP");
            assertTrue(Child.run("cp", "--sparse=always", image.toString(), copy.toString()));
            child.kill();
            child.exit();
        } finally {
            Child.run("umount", mounted.toString());
        }
        assertTrue(Child.run("mount", "-o", "loop", copy.toString(), mounted.toString()));
        try (Child judge = Child.start("judge", mounted.resolve("j"), temp.resolve("repaired" + seed))) {
            String[] verdict = judge.line().split(" ", -1);
            judge.exit();
            long records = Long.parseLong(verdict[1]);
            assertTrue(records > acknowledged, "seed " + seed + ": " + records + ", acknowledged " + acknowledged);
            return verdict[0].equals("repaired");
        } finally {
            Child.run("umount", mounted.toString());
            Files.delete(image);
            Files.delete(copy);
        }
    }
}
