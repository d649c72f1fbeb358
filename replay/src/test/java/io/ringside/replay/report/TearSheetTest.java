package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page holds, however much was traded. */
class TearSheetTest {
    private static final long E8 = 100_000_000L;
    private static final long NOON = (20_000 * 24L + 16) * 3_600_000_000_000L;

    @TempDir
    Path folder;

    private static PricePath path(int bars) {
        PricePath path = new PricePath();
        for (int i = 0; i < bars; i++) {
            path.add(NOON + i * 60_000_000L, E8, E8, E8, E8, 0);
        }
        return path;
    }

    private String page(Map<String, PricePath> paths, List<RunContext.DayCosts> costs) throws IOException {
        Path file = folder.resolve("report.html");
        Summary summary =
                Summary.of(new Run(100 * E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0), List.of(), List.of());
        ReportFolder results = new ReportFolder(folder, summary, List.of(), List.of());
        TearSheet.write(file, results, new RunContext("Made <by hand>", List.of(), List.of(), List.of(), paths, costs));
        return Files.readString(file);
    }

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult one) -> one.group(1))
                .toList();
    }

    /** 100,000 points for all paths together. */
    @ParameterizedTest
    @CsvSource({"50000, 1", "50001, 2", "100000, 2", "100001, 3"})
    void shouldThinThePathsOfSeveralInstruments(int bars, String barsAPoint) throws IOException {
        String page = page(new LinkedHashMap<>(Map.of("AAA", path(bars), "BBB", path(3))), List.of());
        assertEquals(
                List.of(barsAPoint, "1"),
                found("\"bars_a_point\":(\\d+)", page).stream().toList());
    }

    @Test
    void shouldThinASinglePathToAllPoints() throws IOException {
        assertEquals(List.of("1"), found("\"bars_a_point\":(\\d+)", page(Map.of("AAA", path(100_000)), List.of())));
        assertEquals(List.of("2"), found("\"bars_a_point\":(\\d+)", page(Map.of("AAA", path(100_001)), List.of())));
    }

    /** Of twelve at most, the first ones by name where nothing was earned. */
    @Test
    void shouldDrawTwelvePaths() throws IOException {
        Map<String, PricePath> paths = new LinkedHashMap<>();
        for (char name = 'N'; name >= 'A'; name--) {
            paths.put("" + name, path(1));
        }
        String page = page(paths, List.of());
        assertEquals(12, found("(\"bars_a_point\")", page).size());
        assertEquals(
                List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"),
                found("\"([A-Z])\":\\{\"unit\"", page));
    }

    @Test
    void shouldAddUpCostsBySession() throws IOException {
        String page = page(
                Map.of(),
                List.of(
                        new RunContext.DayCosts(20_000, 2 * E8, E8 / 2),
                        new RunContext.DayCosts(20_001, 0, -E8),
                        new RunContext.DayCosts(20_002, E8 / 4, 3 * E8)));
        assertEquals(
                List.of("{\"day\":[20000,20001,20002],\"commissions\":[2,2,2.25],\"slippage\":[0.5,-0.5,2.5]}"),
                found("\"costs\":(\\{[^}]*\\})", page));
        assertEquals(List.of("Made &lt;by hand&gt;"), found("<title>([^\\n]*)</title>", page));
    }
}
