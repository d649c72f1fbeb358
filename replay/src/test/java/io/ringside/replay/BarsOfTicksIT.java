package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BarsCommand;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "--prices",
                "vendor-minutes",
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

    /** The vendor's daily bars; of the volumes from auction to auction see {@code TickFileTest}. */
    @ParameterizedTest
    @CsvSource({"IBM, '182.00,183.30,181.85,182.01,3905105'", "SPY, '167.43,168.45,167.25,167.42,82396858'"})
    void shouldMakeTheDayOfItsAuctionsInAnyHours(String symbol, String expected) throws IOException {
        Path ticks = SharedData.file("ticks/" + symbol + "-20131007-trade.csv.gz");
        for (String hours : List.of("regular", "extended")) {
            Path out = folder.resolve(hours + ".csv");
            CommandLine.Outcome outcome = CommandLine.run(
                    new BarsCommand(),
                    "--ticks",
                    symbol + "=" + ticks,
                    "--bar",
                    "1d",
                    "--session",
                    hours,
                    "--out",
                    out);
            assertEquals(0, outcome.code(), outcome.err());
            assertEquals(
                    "2013-10-07 09:30:00," + expected, Files.readAllLines(out).get(1));
        }
    }

    @Test
    void shouldWriteTheEndsOfBarsThatEndWhenTheyAreFullAndRefuseQuotes() throws IOException {
        Path out = folder.resolve("bars.csv");
        Path ticks = SharedData.file("ticks/IBM-20131007-trade.csv.gz");
        assertEquals(
                0,
                CommandLine.run(new BarsCommand(), "--ticks", ticks, "--bar", "1000t", "--out", out)
                        .code());
        List<String> lines = Files.readAllLines(out);
        assertEquals("datetime,open,high,low,close,volume,end", lines.get(0));
        assertEquals("2013-10-07 09:35:51.725", lines.get(1).split(",", -1)[6]);
        Path quotes = SharedData.file("ticks/IBM-20131007-quote.csv.gz");
        CommandLine.Outcome refused = CommandLine.run(
                new BarsCommand(), "--ticks", quotes, "--bar", "1m", "--out", folder.resolve("none.csv"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("holds quotes"), refused.err());
        assertFalse(Files.exists(folder.resolve("none.csv")));
    }
}
