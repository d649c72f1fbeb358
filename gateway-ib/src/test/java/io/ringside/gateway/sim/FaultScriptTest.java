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

    /** The least and the most that each may be. */
    @ParameterizedTest
    @CsvSource({
        "nth=1, nth=0, 'nth = 0 must lie between 1.0 and 1.0E12'",
        "nth=1e12, nth=1.1e12, 'nth = 1.1e12 must lie between 1.0 and 1.0E12'",
        "every=1, every=0.9, 'every = 0.9 must lie between 1.0 and 1.0E12'",
        "every=1e12, every=1e13, 'every = 1e13 must lie between 1.0 and 1.0E12'",
        "rate=1, rate=1.01, 'rate = 1.01 must lie between 1.0E-9 and 1.0'",
        "rate=1e-9, rate=0, 'rate = 0 must lie between 1.0E-9 and 1.0'",
        "nth=1 max=1, nth=1 max=0, 'max = 0 must lie between 1.0 and 1.0E12'",
        "nth=1 max=1e12, nth=1 max=1e13, 'max = 1e13 must lie between 1.0 and 1.0E12'",
        "nth=1 seconds=0, nth=1 seconds=-1, 'seconds = -1 must lie between 0.0 and 86400.0'",
        "nth=1 seconds=86400, nth=1 seconds=86401, 'seconds = 86401 must lie between 0.0 and 86400.0'",
        "nth=1 message=0, nth=1 message=-1, 'message = -1 must lie between 0.0 and 1000000.0'",
        "nth=1 message=1000000, nth=1 message=1000001, 'message = 1000001 must lie between 0.0 and 1000000.0'",
        "at=00:00, at=24:00, 'at = \"24:00\" is no time: use HH:MM or HH:MM:SS'",
        "nth=1, nth, 'nth = \"\" is not a number'",
        "nth=1, nth=1 nth=2, 'REJECT needs one of nth=, every=, rate= and at=, not 2 of them'",
        "nth=1, max=2, 'REJECT needs one of nth=, every=, rate= and at=, not 0 of them'"
    })
    void shouldTakeNumbersWithinTheirBounds(String good, String bad, String expected) {
        assertEquals(
                1,
                FaultScript.parse("faults.txt", List.of("REJECT " + good), 1)
                        .rules()
                        .size());
        UserError error =
                assertThrows(UserError.class, () -> FaultScript.parse("faults.txt", List.of("REJECT " + bad), 1));
        assertEquals("faults.txt:1: " + expected, error.getMessage());
    }

    /** Of eight kinds three do not happen, four as often as usual, one ten times as often, but no more than every other time. */
    @Test
    void shouldChooseThreeKindsOfEightNotAndOneOfThemMoreOften() {
        int usual = 0;
        int often = 0;
        int seeds = 2_000;
        for (int seed = 0; seed < seeds; seed++) {
            for (FaultRule rule : FaultScript.seeded(seed).rules()) {
                double rate = rule.kind().seededRate();
                if (rule.rate() == Math.min(0.5, rate)) {
                    usual++;
                } else {
                    assertEquals(Math.min(0.5, 10 * rate), rule.rate());
                    often++;
                }
            }
        }
        double all = (double) seeds * FaultKind.values().length;
        assertEquals(0.5, usual / all, 0.02);
        assertEquals(0.125, often / all, 0.02);
    }

    /** A day begins with it; and a minute begins exactly at it. */
    @Test
    void shouldFireAtMidnightAndAtTheVeryMinute() {
        FaultScript script = FaultScript.parse("test", List.of("STALE_FEED at=00:00", "BAD_TICK at=23:00"), 1);
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 6)).faults(script));
        TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("23:59"));
        assertEquals(Map.of(), tws.faultsFired());
        tws.advanceTo(Scene.at(Scene.DAY.plusDays(1), "00:00"));
        assertEquals(Map.of(FaultKind.STALE_FEED, 1L), tws.faultsFired());

        FaultScript at = FaultScript.parse("test", List.of("STALE_FEED at=09:40"), 1);
        Workstation exact =
                Scene.workstation(Scene.settings(Scene.flat("190", 6)).faults(at));
        exact.advanceTo(Scene.at("09:40") - 1);
        assertEquals(Map.of(), exact.faultsFired());
        exact.advanceTo(Scene.at("09:40"));
        assertEquals(Map.of(FaultKind.STALE_FEED, 1L), exact.faultsFired());
    }
}
