package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which manifests are written, and when; no cycle's file is there to be synced, so that one that is synced is an error. */
class ManifestKeeperTest {
    @TempDir
    Path path;

    private Manifest read() {
        return Manifest.read(new JournalFolder(path));
    }

    private ManifestKeeper keeper(boolean durable, Manifest first) throws IOException {
        ManifestKeeper keeper = new ManifestKeeper(new JournalFolder(path), durable);
        keeper.write(first);
        return keeper;
    }

    private static Manifest manifest(long records, long bytes, boolean closed) {
        return new Manifest(20_229, 65_536, records, 7, bytes, closed);
    }

    @Test
    void shouldWriteAManifestOfAsManyRecordsOrMoreAndAnyThatCloses() throws IOException {
        ManifestKeeper keeper = keeper(false, manifest(5, 100, false));
        assertEquals(manifest(5, 100, false), read());
        keeper.write(manifest(4, 200, false));
        assertEquals(manifest(5, 100, false), read());
        keeper.write(manifest(5, 200, false));
        assertEquals(manifest(5, 200, false), read());
        keeper.vouch(6, 9, 300, false);
        assertEquals(new Manifest(20_229, 65_536, 6, 9, 300, false), read());
        assertEquals(read(), keeper.manifest());
        keeper.write(manifest(3, 50, true));
        assertEquals(manifest(3, 50, true), read());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWriteASyncedMarkAtOnceIfItTellsOfMore(boolean durable) throws IOException {
        ManifestKeeper keeper = keeper(durable, manifest(5, 100, false));
        assertTrue(keeper.isMarkDue());
        keeper.mark(5, 8, 200, true);
        assertFalse(keeper.isMarkDue());
        assertTrue(keeper.advance(null));
        assertEquals(manifest(5, 100, false), read());
        assertFalse(keeper.isMarkDue(), "it was not written");
        keeper.mark(6, 9, 300, true);
        assertTrue(keeper.advance(null));
        assertEquals(new Manifest(20_229, 65_536, 6, 9, 300, false), read());
        assertTrue(keeper.isMarkDue());
    }

    @Test
    void shouldWriteAMarkThatWasNotSyncedAtEveryTenthLook() throws IOException {
        ManifestKeeper keeper = keeper(false, manifest(1, 100, false));
        for (int records = 2; records < 5; records++) {
            keeper.mark(records, 9, 300, false);
            for (int look = 1; look < 10; look++) {
                assertTrue(keeper.advance(null));
                assertEquals(records - 1, read().records(), "look " + look);
                assertFalse(keeper.isMarkDue());
            }
            assertTrue(keeper.advance(null));
            assertEquals(records, read().records());
            assertTrue(keeper.isMarkDue());
        }
        // Looks at what is written already are none.
        for (int look = 0; look < 20; look++) {
            assertTrue(keeper.advance(null));
        }
        keeper.mark(5, 9, 300, false);
        assertTrue(keeper.advance(null));
        assertEquals(4, read().records());
    }

    @Test
    void shouldGoOnWhereTheDiskHasNoRoomForIt() throws IOException {
        ManifestKeeper keeper = keeper(false, manifest(1, 100, false));
        keeper.mark(2, 9, 300, true);
        Path draft = Files.createDirectory(path.resolve(JournalFolder.MANIFEST_DRAFT));
        assertFalse(keeper.advance(null));
        assertEquals(1, read().records());
        assertFalse(keeper.isMarkDue());
        Files.delete(draft);
        assertTrue(keeper.advance(null));
        assertEquals(2, read().records());
    }
}
