package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a run that belong together, and those that do not. */
class ReportFolderTest {
    private static final long E8 = FixedPoint.ONE_E8;

    @TempDir
    Path folder;

    private static List<SessionEquity> sessions(long... equity) {
        List<SessionEquity> sessions = new ArrayList<>();
        for (int i = 0; i < equity.length; i++) {
            sessions.add(new SessionEquity(20_229 + i, equity[i] * E8, equity[i] * E8, 0, 100 * E8, 0));
        }
        return sessions;
    }

    /** A summary of the first sessions beside a file of the others. */
    private ReportFolder read(List<SessionEquity> summed, List<SessionEquity> filed) throws IOException {
        Summary summary = Summary.of(new Run(100 * E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0), List.of(), summed);
        Files.writeString(folder.resolve("summary.json"), summary.json());
        TradeFile.write(folder.resolve("trades.csv"), List.of());
        EquityFile.write(folder.resolve("equity.csv"), filed);
        return ReportFolder.read(folder);
    }

    @Test
    void shouldReadFilesThatEndWithTheSameEquity() throws IOException {
        ReportFolder report = read(sessions(100, 110), sessions(100, 110));
        assertEquals(sessions(100, 110), report.sessions());
        assertEquals(List.of(), report.trades());
        assertEquals(
                folder.resolve("equity.csv")
                        + ": ends with an equity of 111.00, summary.json with 110.00; run the back test again",
                assertThrows(UserError.class, () -> read(sessions(100, 110), sessions(100, 111)))
                        .getMessage());
        // Without sessions there is nothing to compare.
        assertEquals(List.of(), read(sessions(100, 110), List.of()).sessions());
    }

    /** Once nothing is left it ends with nothing, whatever is said of later sessions. */
    @Test
    void shouldEndWithNothingOnceNothingIsLeft() throws IOException {
        assertEquals(
                3, read(sessions(100, 0, 0), sessions(100, 0, 50)).sessions().size());
        assertEquals(
                3, read(sessions(100, 0, 0), sessions(100, -1, 50)).sessions().size());
        assertThrows(UserError.class, () -> read(sessions(100, 0, 0), sessions(100, 1, 50)));
    }

    @Test
    void shouldRefuseWhatIsNoFolderOfARun() throws IOException {
        Path none = folder.resolve("none");
        String rest = "; give the folder that a back test wrote, or --trades FILE";
        assertEquals(
                none + ": no such folder" + rest,
                assertThrows(UserError.class, () -> ReportFolder.read(none)).getMessage());
        Files.createFile(none);
        assertEquals(
                none + ": is not a folder" + rest,
                assertThrows(UserError.class, () -> ReportFolder.read(none)).getMessage());
        read(sessions(100), sessions(100));
        Path summary = folder.resolve("summary.json");
        Files.writeString(summary, Files.readString(summary).replace("\"trades\": 0", "\"trades\": 3"));
        assertEquals(
                folder.resolve("trades.csv") + ": has 0 trades, summary.json 3; run the back test again",
                assertThrows(UserError.class, () -> ReportFolder.read(folder)).getMessage());
    }
}
