package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bars made of recorded trades against the vendor's own minutes. */
class BarsOfTicksIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"SPY", "IBM"})
    void shouldEqualTheVendorsVolumeInEveryMinuteButTheOpeningAuctions(String symbol) throws IOException {
        Path ticks = SharedData.file("ticks/" + symbol + "-20131007-trade.csv.gz");
        Path minutes = SharedData.file("ticks/" + symbol + "-20131007-minute.csv.gz");
        Path out = folder.resolve("bars.csv");
        CommandLine.Outcome outcome = CommandLine.run(
                new BarsCommand(),
                "--ticks",
                symbol + "=" + ticks,
                "--bar",
                "1m",
                "--format",
                "lean",
                "--day",
                "2013-10-07",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());

        Map<LocalTime, Long> vendor = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(minutes)), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split(",", -1);
                vendor.put(LocalTime.ofNanoOfDay(Long.parseLong(fields[0]) * 1_000_000), Long.parseLong(fields[5]));
            }
        }
        List<String> lines = Files.readAllLines(out);
        assertEquals(390, lines.size() - 1);
        List<String> different = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            LocalTime start = LocalTime.parse(fields[0].substring(11));
            if (!start.equals(LocalTime.of(9, 30)) && vendor.get(start) != Long.parseLong(fields[5])) {
                different.add(line + " instead of " + vendor.get(start));
            }
        }
        assertEquals(List.of(), different);
    }
}
