package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void shouldReadEveryTriggerWhenAScriptUsesIt() {
        FaultScript script = FaultScript.parse(
                "faults.txt",
                List.of(
                        "# what happens today",
                        "",
                        "REJECT every=5 ref=R2025   # not the others",
                        "close_mid_frame nth=40 message=11",
                        "LINK_LOST_DATA_KEPT at=10:30 seconds=40",
                        "EXECUTION_CORRECTION rate=0.1 max=3"),
                1);
        assertEquals(
                List.of(
                        new FaultRule(FaultKind.REJECT, 0, 5, 0, -1, Long.MAX_VALUE, -1, -1, "R2025"),
                        new FaultRule(FaultKind.CLOSE_MID_FRAME, 40, 0, 0, -1, Long.MAX_VALUE, -1, 11, ""),
                        new FaultRule(FaultKind.LINK_LOST_DATA_KEPT, 0, 0, 0, 37_800, Long.MAX_VALUE, 40, -1, ""),
                        new FaultRule(FaultKind.EXECUTION_CORRECTION, 0, 0, 0.1, -1, 3, -1, -1, "")),
                script.rules());
    }

    @ParameterizedTest
    @CsvSource({
        "REJECT,REJECT needs one of nth=",
        "REJECT nth=1 rate=0.5,REJECT needs one of nth=",
        "REJEKT nth=1,'there is no fault \"REJEKT\": use one of [CLOSE_MID_FRAME'",
        "REJECT nth=many,'nth = \"many\" is not a number'",
        "REJECT rate=2,rate = 2 must lie between",
        "REJECT at=noon,'at = \"noon\" is no time: use HH:MM or HH:MM:SS'",
        "REJECT nth=1 colour=red,'\"colour=red\" is not understood'"
    })
    void shouldNameFileLineAndRemedyWhenALineIsWrong(String line, String expected) {
        UserError error =
                assertThrows(UserError.class, () -> FaultScript.parse("faults.txt", List.of("# one", line), 1));
        assertTrue(error.getMessage().startsWith("faults.txt:2: " + expected), error.getMessage());
    }

    @Test
    void shouldFireAtItsTimeOncePerDayWhenTheClockSaysSo() {
        FaultScript script = FaultScript.parse("test", List.of("STALE_FEED at=09:40", "BAD_TICK at=09:00"), 1);
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 6)).faults(script));
        TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("09:39:59"));
        assertEquals(Map.of(), tws.faultsFired(), "nine o'clock was over before it began");
        tws.advanceTo(Scene.at("10:30"));
        assertEquals(Map.of(FaultKind.STALE_FEED, 1L), tws.faultsFired());
    }

    /** A time is past from the second after it on. */
    @Test
    void shouldFireAtItsTimeWhenTheClockBeginsThere() {
        FaultScript script = FaultScript.parse("test", List.of("STALE_FEED at=09:25", "BAD_TICK at=09:24:59"), 1);
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 6)).faults(script));
        TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("09:25:59"));
        assertEquals(Map.of(), tws.faultsFired());
        tws.advanceTo(Scene.at("09:40"));
        assertEquals(Map.of(FaultKind.STALE_FEED, 1L), tws.faultsFired());
    }

    @Test
    void shouldReadNoScriptOfMoreThanAMegabyte() throws IOException {
        String line = "REJECT nth=1\n";
        String whole = line + "#".repeat((1 << 20) - line.length());
        Path file = Files.writeString(folder.resolve("faults.txt"), whole);
        assertEquals(1, FaultScript.read(file, 1).rules().size());
        Files.writeString(file, whole + "#");
        UserError error = assertThrows(UserError.class, () -> FaultScript.read(file, 1));
        assertEquals(file + ": is larger than 1048576 bytes; give a script of faults to --faults", error.getMessage());
    }

    @Test
    void shouldGiveTheSameFaultsWhenTheSeedIsTheSame() {
        assertEquals(FaultScript.seeded(42), FaultScript.seeded(42));
        assertNotEquals(FaultScript.seeded(42).rules(), FaultScript.seeded(43).rules());
    }
}
