package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.vendor.UpdateQueue.Entry;
import io.ringside.replay.vendor.UpdateQueue.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of an update that was begun, and the keys that it is begun with. */
class UpdateQueueTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("update/one.queue");
    }

    @Test
    void shouldGoOnWithTheSameWork() throws IOException {
        UpdateQueue queue = UpdateQueue.open(file, "work");
        assertEquals("work\n", Files.readString(file));
        queue.add("AA", new Entry(State.DONE, 3, 1, List.of("one\ttwo\nthree", "four")));
        queue.add("BB", new Entry(State.SHORT, 0, 0, List.of()));
        assertEquals("work\nAA\tDONE\t3\t1\tone two three\tfour\nBB\tSHORT\t0\t0\n", Files.readString(file));
        UpdateQueue again = UpdateQueue.open(file, "work");
        assertEquals(
                Map.of(
                        "AA",
                        new Entry(State.DONE, 3, 1, List.of("one two three", "four")),
                        "BB",
                        new Entry(State.SHORT, 0, 0, List.of())),
                again.entries());
        assertTrue(again.isDone("AA"));
        assertFalse(again.isDone("BB"), "it is asked for again");
        assertFalse(again.isDone("CC"));
        assertEquals(Map.of(), UpdateQueue.open(file, "other").entries());
        assertEquals("other\n", Files.readString(file));
    }

    /** A line without its end, and one that is none, are as if they were not there. */
    @Test
    void shouldTakeWholeLinesAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                work
                AA\tDONE\t3\t1
                BB\tDONE\t3
                CC\tOTHER\t3\t1
                DD\tDONE\tx\t1
                EE\tDONE\t1\t-1
                FF\tDONE\t999999999\t1234567890
                GG\tDONE\t999999999\t999999999
                HH\tDONE\t3\t12""");
        UpdateQueue queue = UpdateQueue.open(file, "work");
        assertEquals(List.of("AA", "GG"), List.copyOf(queue.entries().keySet()));
        assertTrue(Files.readString(file).endsWith("GG\tDONE\t999999999\t999999999\n"));
        Files.writeString(file, "work");
        assertEquals(Map.of(), UpdateQueue.open(file, "work").entries());
        assertEquals("work\n", Files.readString(file));
        Files.writeString(file, "");
        assertEquals(Map.of(), UpdateQueue.open(file, "work").entries());
    }

    // ---- Gaps -----------------------------------------------------------------------------------------------------

    @Test
    void shouldRememberWhatAVendorDoesNotHave() throws IOException {
        Path gaps = folder.resolve("update/gaps.csv");
        GapFile one = new GapFile(gaps);
        assertFalse(one.has("AA", 19_800));
        one.add("AA", List.of(19_801, 19_800));
        one.noteBegin("BB", 19_800);
        assertEquals("AA,2024-03-18\nAA,2024-03-19\nBB,2024-03-18,begin\n", Files.readString(gaps));
        GapFile again = new GapFile(gaps);
        assertTrue(again.has("AA", 19_800) && again.has("AA", 19_801));
        assertFalse(again.has("AA", 19_802) || again.has("BB", 19_800) || again.isBegin("AA", 19_800));
        assertTrue(again.isBegin("BB", 19_800));
        assertFalse(again.isBegin("BB", 19_801));
    }

    // ---- Keys -----------------------------------------------------------------------------------------------------

    private List<String> keys(Vendor vendor, String text) throws IOException {
        return Vendors.keys(vendor, Files.writeString(folder.resolve("keys"), text), Map.of());
    }

    @Test
    void shouldReadKeysByTheirNamesOrOneAlone() throws IOException {
        assertEquals(List.of("secret"), keys(new Tiingo(), "# mine\n\n secret \n"));
        assertEquals(List.of("se=cret"), keys(new Tiingo(), "TIINGO_API_KEY = se=cret\nOTHER=x\n"));
        assertEquals(List.of("two"), keys(new Tiingo(), "TIINGO_API_KEY=one\nTIINGO_API_KEY=two\n"));
        assertEquals(List.of("a", "b"), keys(new Alpaca(), "APCA_API_SECRET_KEY=b\nAPCA_API_KEY_ID=a\n=c\n"));
        assertEquals(List.of("!~"), keys(new Tiingo(), "!~"));
    }

    @Test
    void shouldSayWhichKeyIsMissingAndNeverWhatAnotherIs() throws IOException {
        String none = folder.resolve("keys") + ": has no line TIINGO_API_KEY=KEY; tiingo gives you the key";
        for (String text : List.of(
                "",
                "# secret\n",
                "secret\nsecond\n",
                "TIINGO_API_KEY=\n",
                "OTHER=secret\n",
                "TIINGO_API_KEY=sec ret\n",
                "TIINGO_API_KEY=secr\u00e9t\n",
                "TIINGO_API_KEY=secret\u007f\n")) {
            assertEquals(
                    none,
                    assertThrows(UserError.class, () -> keys(new Tiingo(), text))
                            .getMessage(),
                    text);
        }
        assertEquals(
                folder.resolve("keys") + ": has no line APCA_API_KEY_ID=KEY; alpaca gives you the key",
                assertThrows(UserError.class, () -> keys(new Alpaca(), "secret\n"))
                        .getMessage());
        assertEquals(
                "TIINGO_API_KEY: is not set in the environment; tiingo gives you the key, or give --key-file FILE",
                assertThrows(UserError.class, () -> Vendors.keys(new Tiingo(), null, Map.of("TIINGO_API_KEY", " ")))
                        .getMessage());
        assertEquals(
                "--key-file " + folder.resolve("absent") + ": cannot be read (no such file)",
                assertThrows(UserError.class, () -> Vendors.keys(new Tiingo(), folder.resolve("absent"), Map.of()))
                        .getMessage());
    }

    @Test
    void shouldKnowVendorsWhateverTheCase() {
        assertEquals("tiingo", Vendors.of("Tiingo").name());
        assertEquals("massive", Vendors.of("MASSIVE").name());
    }
}
