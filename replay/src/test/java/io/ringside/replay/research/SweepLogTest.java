package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on disk of a sweep that was interrupted, byte by byte, and what is read of it. */
class SweepLogTest {
    private static final String HEADER = "ringside sweep 2 plan\n";
    private static final String FIGURES = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17";
    private static final List<ParameterSet> SETS = List.of(set(0, "one"), set(1, "two"), set(2, "one"));

    @TempDir
    Path folder;

    private final Map<String, SetResult> found = new LinkedHashMap<>();

    private static ParameterSet set(int index, String digest) {
        return new ParameterSet(index, List.of("" + index), "configuration", digest, "key");
    }

    private static SetResult result(int index, String digest, double[] sums, double[] squares) {
        double[] figures = new double[17];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = i + 1;
        }
        return new SetResult(index, digest, figures, 0.5, -0.25, sums, squares);
    }

    private SweepLog open() throws IOException {
        return SweepLog.open(folder, "plan", SweepLog.byDigest(SETS), found);
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("sweep.log"));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("sweep.log"), text);
    }

    @Test
    void shouldWriteALineAResult() throws IOException {
        try (SweepLog log = open()) {
            assertEquals(HEADER, text());
            log.add(result(1, "two", new double[] {0.125, 3}, new double[] {0.75, 4}));
            assertEquals(HEADER + "1,two," + FIGURES + ",0.5,-0.25,0.125,0.75,3,4\n", text());
            log.add(new SetResult(
                    0,
                    "one",
                    new double[] {
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1
                    },
                    Double.NaN,
                    2,
                    new double[0],
                    new double[0]));
            assertEquals(
                    HEADER + "1,two," + FIGURES + ",0.5,-0.25,0.125,0.75,3,4\n"
                            + "0,one,,,,0,0,0,0,0,0,0,0,0,0,0,0,0,1,,2\n",
                    text());
        }
        assertTrue(found.isEmpty());
    }

    /** Without blocks, with one and with two; an empty cell is no number. */
    @Test
    void shouldReadWhatIsThereAndGoOnBehindIt() throws IOException {
        String lines = HEADER + "1,two," + FIGURES + ",0.5,-0.25,0.125,0.75,3,4\n" + "0,one," + FIGURES + ",,7,,9\n";
        write(lines);
        try (SweepLog log = open()) {
            assertEquals(lines, text());
            assertEquals(List.of("two", "one"), List.copyOf(found.keySet()));
            SetResult two = found.get("two");
            assertEquals(1, two.index());
            assertEquals("two", two.digest());
            for (int i = 0; i < 17; i++) {
                assertEquals(i + 1, two.figure(SetResult.FIGURES.get(i)));
            }
            assertEquals(0.5, two.skew());
            assertEquals(-0.25, two.kurtosis());
            assertArrayEquals(new double[] {0.125, 3}, two.sums());
            assertArrayEquals(new double[] {0.75, 4}, two.squares());
            SetResult one = found.get("one");
            assertEquals(Double.NaN, one.skew());
            assertEquals(7, one.kurtosis());
            assertArrayEquals(new double[] {Double.NaN}, one.sums());
            assertArrayEquals(new double[] {9}, one.squares());
            log.add(result(1, "two", new double[0], new double[0]));
        }
        assertEquals(lines + "1,two," + FIGURES + ",0.5,-0.25\n", text());
        found.clear();
        open().close();
        assertArrayEquals(new double[0], found.get("two").sums());
        assertEquals(List.of(found.get("one"), found.get("two"), found.get("one")), SweepLog.inOrder(SETS, found));
    }

    /** A line without its end was cut off: it is dropped, however much of it is there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,two,1", "1,two," + FIGURES + ",0.5,-0.25"})
    void shouldDropALineThatWasCutOff(String cut) throws IOException {
        String whole = HEADER + "0,one," + FIGURES + ",0.5,-0.25\n";
        write(whole + cut);
        try (SweepLog log = open()) {
            assertEquals(whole, text());
            assertEquals(List.of("one"), List.copyOf(found.keySet()));
            log.add(result(1, "two", new double[0], new double[0]));
        }
        assertEquals(whole + "1,two," + FIGURES + ",0.5,-0.25\n", text());
        found.clear();
        write(HEADER + cut);
        open().close();
        assertEquals(HEADER, text());
        assertTrue(found.isEmpty());
    }

    /** 21 cells and two more a block: fewer, an even number, another sweep's set and what is no number are damage. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,two,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
                "1,two," + FIGURES + ",0.5",
                "1,two," + FIGURES + ",0.5,-0.25,1",
                "1,two," + FIGURES + ",0.5,-0.25,1,2,3",
                "1,three," + FIGURES + ",0.5,-0.25",
                "1,two," + FIGURES + ",0.5,x"
            })
    void shouldRefuseADamagedLine(String line) throws IOException {
        write(HEADER + line + "\n");
        UserError refused = assertThrows(UserError.class, this::open);
        assertEquals(folder.resolve("sweep.log") + ": is damaged; --force starts anew", refused.getMessage());
        assertEquals(HEADER + line + "\n", text());
        assertTrue(found.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ringside sweep 2 plan", "ringside sweep 2 plane\n", "ringside sweep 1 plan\n"})
    void shouldRefuseAnotherSweepsLog(String header) throws IOException {
        write(header);
        UserError refused = assertThrows(UserError.class, this::open);
        assertEquals(
                folder.resolve("sweep.log") + ": is of a sweep with another configuration, grid or data; --force starts"
                        + " anew, --out DIR keeps it",
                refused.getMessage());
        assertEquals(header, text());
    }

    /** Equal sets share the first one's place. */
    @Test
    void shouldTakeEqualSetsForOne() {
        assertEquals(new HashMap<>(Map.of("one", SETS.get(0), "two", SETS.get(1))), SweepLog.byDigest(SETS));
        assertEquals(List.of("one", "two"), List.copyOf(SweepLog.byDigest(SETS).keySet()));
    }
}
