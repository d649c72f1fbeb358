package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.Revisions.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bars were before they were told otherwise. */
class RevisionsTest {
    private static final BarValues FIRST = new BarValues(1, 2, 3, 4, 5);
    private static final BarValues SECOND = new BarValues(1, 2, 3, 4, 6);

    @TempDir
    Path folder;

    /** A writer that was killed records what it has recorded before. */
    @Test
    void shouldRecordNothingTwiceInARow() {
        Revisions revisions = Revisions.read(folder.resolve("none"));
        assertEquals(0, revisions.size());
        revisions.add(new Entry(100, 7, FIRST));
        revisions.add(new Entry(101, 7, FIRST));
        assertEquals(1, revisions.size());
        revisions.add(new Entry(101, 8, FIRST));
        assertEquals(2, revisions.size());
        revisions.add(new Entry(102, 7, SECOND));
        assertEquals(3, revisions.size());
        revisions.add(new Entry(103, 7, FIRST));
        assertEquals(4, revisions.size());
        revisions.add(new Entry(103, 9, null));
        revisions.add(new Entry(104, 9, null));
        assertEquals(5, revisions.size());
    }

    /** Of a bar that was told otherwise on day 100 and again on day 102: what was known before each, and after both. */
    @Test
    void shouldKnowABarAsItWasOnADay() {
        Revisions revisions = Revisions.read(folder.resolve("a.revisions"));
        revisions.add(new Entry(100, 7, FIRST));
        revisions.add(new Entry(102, 7, SECOND));
        revisions.add(new Entry(102, 9, null));
        revisions.write();
        Revisions read = Revisions.read(folder.resolve("a.revisions"));
        assertEquals(3, read.size());
        assertEquals(FIRST, read.asOf(99).get(7));
        assertEquals(SECOND, read.asOf(100).get(7));
        assertEquals(SECOND, read.asOf(101).get(7));
        assertTrue(read.asOf(101).containsKey(9));
        assertNull(read.asOf(101).get(9));
        assertEquals(Map.of(), read.asOf(102));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-02,7,1,2,3,4",
                "2024-01-02,7,1,2,3,4,5,6",
                "2024-01-32,7,1,2,3,4,5",
                "2024-01-02,x,1,2,3,4,5",
                "2024-01-02,7,1,2,3,4,x",
                ""
            })
    void shouldRefuseALineThatIsNoRevision(String line) throws IOException {
        Path file = folder.resolve("b.revisions");
        Files.writeString(file, "recorded,time,open,high,low,close,volume\n2024-01-02,7,,,,,\n" + line + "\n");
        assertEquals(
                file + " line 3: is no revision; restore the file",
                assertThrows(UserError.class, () -> Revisions.read(file)).getMessage());
    }
}
