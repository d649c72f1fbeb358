package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.journal.JournalReader;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which data a back test reads, and what does not go together. */
class MarketOptionsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder five = new StringBuilder("datetime,open,high,low,close,volume\n");
        StringBuilder one = new StringBuilder("datetime,open,high,low,close,volume\n");
        StringBuilder both = new StringBuilder("symbol,datetime,open,high,low,close,volume\n");
        for (int minute = 30; minute < 60; minute++) {
            String row = "2025-07-02 09:" + minute + ":00,10,11,9,10,100\n";
            one.append(row);
            five.append(minute % 5 == 0 ? row : "");
            both.append(minute % 5 == 0 ? "A," + row + "B," + row : "");
        }
        Files.writeString(folder.resolve("BOTH.csv"), both);
        Files.writeString(folder.resolve("FIVE.csv"), five);
        Files.writeString(folder.resolve("ONE.csv"), one);
        Files.writeString(
                folder.resolve("TICK.csv"), "datetime,price,size\n2025-07-02 10:00,10,100\n2025-07-02 10:01,11,100\n");
        Files.writeString(
                folder.resolve("QUOTE.csv"),
                "datetime,bid,ask,bid_size,ask_size\n2025-07-02 10:00,10,11,1,1\n2025-07-02 10:01,10,11,1,1\n");
        Files.writeString(folder.resolve("renamed.csv"), "symbol,ex_date,new_symbol\nFIVE,2025-07-03,NEW\n");
        Files.createDirectory(folder.resolve("store"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bars @/FIVE.csv --ticks @/TICK.csv | --bars and --ticks: give one of them; bars are made from ticks",
                "--data @/store --bars @/FIVE.csv | --data and --bars or --ticks: give one of them",
                "--data @/store --ticks @/TICK.csv | --data and --bars or --ticks: give one of them",
                "--bars @/FIVE.csv --bars FIVE=@/ONE.csv | --bars FIVE=@/ONE.csv: FIVE is given twice",
                "--bars A,B,A=@/FIVE.csv | --bars A,B,A=@/FIVE.csv: A is given twice",
                "--ticks T=@/TICK.csv --ticks T=@/QUOTE.csv --ticks T=@/TICK.csv | --ticks T=@/TICK.csv: T is given three times",
                "--ticks T=@/TICK.csv --ticks T=@/TICK.csv | --ticks: T is given twice, and both hold trades; give one file of trades and one of quotes",
                "--bars @/FIVE.csv --from 2025-07-03 --to 2025-07-02 | --to 2025-07-02: is before --from 2025-07-03",
                "--bars @/FIVE.csv --from July | --from July: ",
                "--bars @/FIVE.csv --session night | data.session = night: must be one of [extended, regular]",
                "--bars a/b=@/FIVE.csv | a/b=@/FIVE.csv: symbol = \"a/b\" is no ticker",
                "--set data.bar=15m --set signal.bar=15m | data.bar = 15m: generated bars are 5m; give --bars or --ticks",
                "--set data.bar=5s --set signal.bar=5m --bars @/FIVE.csv --bars @/ONE.csv | --bars ONE=@/ONE.csv: holds bars of 1m, another file 5m; give files of one size",
                "--ticks FIVE=@/TICK.csv --set signal.bar=5m --actions @/renamed.csv | --ticks: ticks under two symbols are not joined; give bars of the instrument, or leave new_symbol away",
                "--data @/store --actions @/renamed.csv | --actions @/renamed.csv: FIVE is NEW from 2025-07-03 on; tell it to the store, by ringside data import --actions @/renamed.csv",
                "--bars @/FIVE.csv --equity lots | risk.equity = ",
                "--bars @/FIVE.csv --as-of never | --as-of never: "
            })
    void shouldRefuseWhatDoesNotGoTogether(String options, String expected) {
        CommandLine.Outcome outcome = run(options);
        assertEquals(2, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.err().contains(expected.replace("@", folder.toString())), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bars @/FIVE.csv | 6 FIVE",
                "--bars A,B=@/BOTH.csv | 12 A B",
                "--bars B=@/BOTH.csv --bars @/FIVE.csv | 12 B FIVE",
                "--set data.bar=5s --bars @/FIVE.csv | 6 FIVE",
                "--set data.bar=1m --set signal.bar=5m --bars @/ONE.csv | 30 ONE",
                "--bars @/FIVE.csv --from 2025-07-02 --to 2025-07-02 | 6 FIVE"
            })
    void shouldReadTheBarsThatAreGiven(String options, String expected) {
        CommandLine.Outcome outcome = run(options);
        assertEquals(0, outcome.code(), outcome.err());
        Summary summary = Summary.read(folder.resolve("out/summary.json"));
        long used = 0;
        StringBuilder names = new StringBuilder();
        for (Object one : (List<?>) summary.values().get("data")) {
            java.util.Map<?, ?> file = (java.util.Map<?, ?>) one;
            used += Long.parseLong(file.get("used").toString());
            names.append(' ').append(file.get("symbol"));
        }
        assertEquals(expected, used + "" + names);
    }

    /** A daemon hears a bar every five seconds; of history there are larger ones, and the run is one of those. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set data.bar=5s --bars @/FIVE.csv | 5m",
                "--set data.bar=5s --set signal.bar=5m --bars @/ONE.csv | 1m",
                "--set data.bar=5s --set signal.bar=5m --bars @/SECONDS.csv | 5s",
                "--set data.bar=5s --set signal.bar=5m --ticks @/TICK.csv | 5s",
                "--set data.bar=1m --set signal.bar=5m --bars @/ONE.csv | 1m"
            })
    void shouldRunOnBarsOfTheSizeThatTheFileHas(String options, String bar) throws IOException {
        StringBuilder seconds = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int second = 0; second < 60; second += 5) {
            seconds.append("2025-07-02 09:31:")
                    .append(second < 10 ? "0" : "")
                    .append(second)
                    .append(",10,11,9,10,100\n");
        }
        Files.writeString(folder.resolve("SECONDS.csv"), seconds);
        CommandLine.Outcome outcome = run(options);
        assertEquals(0, outcome.code(), outcome.err());
        try (JournalReader reader = JournalReader.open(folder.resolve("out/journal"))) {
            assertEquals(bar, Verification.engineOf(reader).settings().full().getString("data.bar"));
        }
    }

    private CommandLine.Outcome run(String options) {
        List<Object> line = new ArrayList<>(
                List.of("--config", CommandLine.home().resolve("config/qqq.conf"), "--out", folder.resolve("out")));
        line.addAll(List.of(options.replace("@", folder.toString()).split(" ")));
        return CommandLine.run(new BacktestCommand(), line.toArray());
    }
}
