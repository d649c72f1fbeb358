package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a set's run, and of a sweep that is not done. */
class SetResultTest {
    private static final long E8 = 100_000_000L;

    @TempDir
    Path folder;

    private static SetResult result(double startEquity, int sessions, boolean ruined, double... equities) {
        List<SessionEquity> days = new ArrayList<>();
        for (int i = 0; i < equities.length; i++) {
            long e8 = Math.round(equities[i] * E8);
            days.add(new SessionEquity(20_000 + i, e8, e8, 0, 0, 0, 0));
        }
        long startE8 = Math.round(startEquity * E8);
        Summary summary = Summary.of(new Run(startE8, 0, 0, 1, 1, "d", false, 0, ruined, 0), List.of(), days);
        return SetResult.of(3, "digest", summary, startE8, days, Blocks.of(sessions));
    }

    private static double[] steps(int count, double start, int at, double first, int then, double second) {
        double[] equities = new double[count];
        for (int i = 0; i < count; i++) {
            equities[i] = i < at ? start : i < then ? first : second;
        }
        return equities;
    }

    /** Four blocks of five sessions: a tenth is earned in the first session and lost in the thirteenth. */
    @Test
    void shouldSumReturnsByBlock() {
        SetResult result = result(100_000, 20, false, steps(20, 0, 0, 110_000, 12, 99_000));
        assertEquals(3, result.index());
        assertEquals("digest", result.digest());
        assertArrayEquals(new double[] {0.1, 0, -0.1, 0}, result.sums(), 1e-12);
        assertArrayEquals(new double[] {0.01, 0, 0.01, 0}, result.squares(), 1e-12);
        assertEquals(99_000, result.figure("final_equity"));
        assertEquals(-1, result.figure("total_return_pct"), 1e-9);
        assertEquals(0, result.figure("trades"));
        assertTrue(Double.isNaN(result.figure("profit_factor")), "without a trade there is none");
        assertFalse(result.isRuined());
    }

    /** Of 22 sessions the first two belong to no block; the third is the first one's. */
    @Test
    void shouldLeaveOutSessionsBeforeTheFirstBlock() {
        SetResult result = result(100_000, 22, false, steps(22, 100_000, 1, 110_000, 2, 121_000));
        assertArrayEquals(new double[] {0.1, 0, 0, 0}, result.sums(), 1e-12);
        assertArrayEquals(new double[] {0.01, 0, 0, 0}, result.squares(), 1e-12);
    }

    /** A run that ends with its ruin has the sessions that are left all the same. */
    @Test
    void shouldCountTheSessionsAfterARuin() {
        SetResult result = result(100, 20, true, 50, 0);
        assertArrayEquals(new double[] {-1.5, 0, 0, 0}, result.sums(), 1e-12);
        assertArrayEquals(new double[] {1.25, 0, 0, 0}, result.squares(), 1e-12);
        assertTrue(result.isRuined());
        assertEquals(1, result.figure("ruined"));
        assertEquals(0, result(100, 19, false, 50, 60).sums().length);
    }

    private static SetResult made(
            String digest, double sharpe, double skew, double kurtosis, double[] sums, double[] squares) {
        double[] figures = new double[SetResult.FIGURES.size()];
        figures[SetResult.FIGURES.indexOf("sharpe")] = sharpe;
        return new SetResult(0, digest, figures, skew, kurtosis, sums, squares);
    }

    private static SetResult made(
            String digest, double sharpe, double skew, double kurtosis, double sum, double square) {
        return made(digest, sharpe, skew, kurtosis, new double[] {1, sum}, new double[] {2, square});
    }

    /** Each number alone makes it another result. */
    @ParameterizedTest
    @CsvSource({
        "d, 1, 2, 3, 4, 5, true",
        "e, 1, 2, 3, 4, 5, false",
        "d, 1.5, 2, 3, 4, 5, false",
        "d, 1, 2.5, 3, 4, 5, false",
        "d, 1, 2, 3.5, 4, 5, false",
        "d, 1, 2, 3, 4.5, 5, false",
        "d, 1, 2, 3, 4, 5.5, false",
        "d, NaN, 2, 3, 4, 5, false"
    })
    void shouldKnowWhetherItIsRepeated(
            String digest, double sharpe, double skew, double kurtosis, double sum, double square, boolean same) {
        SetResult one = made("d", 1, 2, 3, 4, 5);
        SetResult other = made(digest, sharpe, skew, kurtosis, sum, square);
        assertEquals(same, one.isRepeatedBy(other));
        assertEquals(same, other.isRepeatedBy(one));
    }

    @Test
    void shouldTakeUndefinedNumbersForTheSame() {
        SetResult nan = made("d", Double.NaN, 2, 3, 4, 5);
        SetResult infinite = made("d", Double.POSITIVE_INFINITY, 2, 3, 4, 5);
        assertTrue(nan.isRepeatedBy(nan) && nan.isRepeatedBy(infinite) && infinite.isRepeatedBy(nan));
        SetResult shorter = made("d", 1, 2, 3, new double[] {1}, new double[] {2, 5});
        assertFalse(made("d", 1, 2, 3, 4, 5).isRepeatedBy(shorter));
        assertFalse(shorter.isRepeatedBy(made("d", 1, 2, 3, 4, 5)));
    }

    // ---- The log of a sweep ----------------------------------------------------------------------------------------

    private static final Map<String, ParameterSet> SETS = Map.of(
            "d", new ParameterSet(0, List.of("1"), "text", "d", "key"),
            "e", new ParameterSet(1, List.of("2"), "text", "e", "key"));

    private Map<String, SetResult> read() throws IOException {
        Map<String, SetResult> found = new HashMap<>();
        SweepLog.open(folder, "plan", SETS, found).close();
        return found;
    }

    /** Whole lines come back to the last bit, those without blocks too; what the end of a process has cut off goes. */
    @Test
    void shouldGoOnAfterTheLastWholeLine() throws IOException {
        SetResult one = made("d", 0.1, -0.25, 3.5, 1e-17, 5);
        SetResult other = made("e", Double.NaN, 1.0 / 3, 7, new double[0], new double[0]);
        try (SweepLog log = SweepLog.open(folder, "plan", SETS, Map.of())) {
            log.add(one);
            log.add(other);
        }
        Path file = folder.resolve("sweep.log");
        String whole = Files.readString(file);
        assertEquals(3, whole.lines().count());
        assertTrue(whole.startsWith("ringside sweep 2 plan\n0,d,0,0,"), whole);
        for (String torn : List.of("", "1,e,0", whole.lines().toList().get(2))) {
            Files.writeString(file, whole + torn);
            Map<String, SetResult> found = read();
            assertEquals(2, found.size());
            assertTrue(found.get("d").isRepeatedBy(one));
            assertTrue(found.get("e").isRepeatedBy(other));
            assertEquals(1, found.get("e").index());
            assertEquals(whole, Files.readString(file));
        }
        try (SweepLog log = SweepLog.open(folder, "plan", SETS, new HashMap<>())) {
            log.add(one);
        }
        assertEquals(whole + whole.lines().toList().get(1) + "\n", Files.readString(file));
    }

    @Test
    void shouldTakeALogThatHasJustBegun() throws IOException {
        Files.writeString(folder.resolve("sweep.log"), "ringside sweep 2 plan\n");
        assertEquals(Map.of(), read());
        Files.writeString(folder.resolve("sweep.log"), "ringside sweep 2 plan\n0,d");
        assertEquals(Map.of(), read());
        assertEquals("ringside sweep 2 plan\n", Files.readString(folder.resolve("sweep.log")));
    }

    /** Index and digest, seventeen figures, two moments: a number less, one more, another's digest, or no number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,d,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,2",
                "0,d,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,2,3,4",
                "0,x,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,2,3",
                "0,d,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,2,3,4,x",
                "0"
            })
    void shouldRefuseALineThatIsNone(String line) throws IOException {
        String whole = "0,d,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,2,3";
        Files.writeString(folder.resolve("sweep.log"), "ringside sweep 2 plan\n" + whole + "\n");
        SetResult good = read().get("d");
        assertEquals(List.of(2.0, 3.0, 1.0), List.of(good.skew(), good.kurtosis(), good.figure("sharpe")));
        Files.writeString(folder.resolve("sweep.log"), "ringside sweep 2 plan\n" + line + "\n");
        assertEquals(
                folder.resolve("sweep.log") + ": is damaged; --force starts anew",
                assertThrows(UserError.class, this::read).getMessage());
    }

    @Test
    void shouldRefuseTheLogOfAnotherPlan() throws IOException {
        Files.writeString(folder.resolve("sweep.log"), "ringside sweep 2 other\n");
        assertEquals(
                folder.resolve("sweep.log") + ": is of a sweep with another configuration, grid or data; --force starts"
                        + " anew, --out DIR keeps it",
                assertThrows(UserError.class, this::read).getMessage());
    }
}
