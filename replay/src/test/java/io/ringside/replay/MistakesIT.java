package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.command.VerifyCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's mistake gets one line that names file, line or key, value and remedy; exit code 2; nothing is left behind. */
class MistakesIT {
    private static final String HEADER = "datetime,open,high,low,close,volume";
    private static final String GOOD = "2025-05-12 09:30:00,507.00,507.06,504.18,504.23,1968475";

    @TempDir
    Path folder;

    private Path bars;

    @BeforeEach
    void writeGoodBars() throws IOException {
        bars = folder.resolve("QQQ.csv");
        Files.writeString(bars, HEADER + "\n" + GOOD + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "datetime,open,high,low,volume | 2025-05-12 09:30:00,507,508,504,19      | close",
                "datetime;open;high;low;close  | 2025-05-12 09:30:00;507;508;504;505     | volume",
                "datetime:open:high:low:close  | 2025-05-12 09:30:00                     | comma",
                "datetime,open,high,low,close,volume | 2025-13-12 09:30:00,507,508,504,505,1  | line 2",
                "datetime,open,high,low,close,volume | 2025-05-12 09:30:00,507,503,504,505,1  | line 2",
                "datetime,open,high,low,close,volume | 2025-05-12 09:30:00,NaN,508,504,505,1  | NaN",
                "datetime,open,high,low,close,volume | 2025-05-12 09:30:00,-507,508,504,505,1 | -507",
                "datetime,open,high,low,close,volume | 2025-05-12 09:30:00,507,508,504,505,-1 | -1",
                "datetime,open,high,low,close,volume | -                                      | no",
            })
    void shouldNameTheLineOfABadBar(String header, String row, String expected) throws IOException {
        Path bad = folder.resolve("BAD.csv");
        Files.writeString(bad, header + "\n" + (row == null ? "" : row + "\n"));
        assertMistake("backtest", List.of("--bars", bad), "BAD.csv", expected);
    }

    @Test
    void shouldNameTheLineThatIsOutOfOrderOrTwiceThere() throws IOException {
        Path bad = folder.resolve("BAD.csv");
        String later = GOOD.replace("09:30", "09:40");
        Files.writeString(bad, String.join("\n", HEADER, GOOD, later, GOOD.replace("09:30", "09:35"), ""));
        assertMistake("backtest", List.of("--bars", bad), "BAD.csv line 4", "");
        Files.writeString(bad, String.join("\n", HEADER, GOOD, GOOD, ""));
        assertMistake("backtest", List.of("--bars", bad), "BAD.csv line 3", "");
    }

    @Test
    void shouldRefuseWhatIsNoBarFile() throws IOException {
        assertMistake("backtest", List.of("--bars", folder.resolve("none.csv")), "none.csv", "no such file");
        assertMistake("backtest", List.of("--bars", folder), folder.toString(), "");
        Path empty = Files.createFile(folder.resolve("EMPTY.csv"));
        assertMistake("backtest", List.of("--bars", empty), "EMPTY.csv", "empty");
        Path binary = Files.write(folder.resolve("BIN.csv"), new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 0, 9});
        assertMistake("backtest", List.of("--bars", binary), "BIN.csv", "");
        Path notGzip = Files.writeString(folder.resolve("TXT.csv.gz"), HEADER + "\n" + GOOD + "\n");
        assertMistake("backtest", List.of("--bars", notGzip), "TXT.csv.gz", "");
        Path longLine = Files.writeString(folder.resolve("LONG.csv"), HEADER + "\n" + "9".repeat(20 << 20) + "\n");
        assertMistake("backtest", List.of("--bars", longLine), "LONG.csv", "");
    }

    @Test
    void shouldNameTheOptionAndItsValue() {
        assertMistake("backtest", List.of("--bars", bars, "--from", "yesterday"), "--from yesterday", "2025-05-21");
        assertMistake(
                "backtest", List.of("--bars", bars, "--from", "2025-06-01", "--to", "2025-05-01"), "--to", "before");
        assertMistake("backtest", List.of("--bars", bars, "--from", "2026-01-01"), "QQQ.csv", "");
        assertMistake("backtest", List.of("--bars", bars, "--session", "night"), "data.session = night", "regular");
        assertMistake("backtest", List.of("--bars", bars, "--equity", "lots"), "risk.equity = lots", "amount");
        assertMistake(
                "backtest", List.of("--bars", bars, "--set", "risk.leverage"), "--set risk.leverage", "KEY=VALUE");
        assertMistake("backtest", List.of("--bars", bars, "--set", "risk.levrage=2"), "risk.levrage", "unknown key");
        assertMistake("backtest", List.of("--bars", bars, "--set", "risk.leverage=200"), "risk.leverage = 200", "100");
        assertMistake("backtest", List.of("--bars", bars, "--bars", bars), "QQQ", "twice");
        assertMistake("backtest", List.of("--bars", "two words=" + bars), "two words", "ticker");
        assertMistake("backtest", List.of("--driver", "sideways"), "sideways", "");
        assertMistake("backtest", List.of("--config", folder.resolve("no.conf")), "no.conf", "no such");
        assertMistake("backtest", List.of("--bars", bars, "--out", bars), "QQQ.csv", "is a file");
        assertMistake(
                "generate",
                List.of("--symbol", "QQQ", "--from", "2025-01-01", "--to", "2024-01-01", "--seed", 1, "--out", "x.csv"),
                "--to 2024-01-01",
                "before");
        assertMistake("verify", List.of(folder.resolve("nothing")), "nothing", "no such journal");
        assertMistake("tail", List.of(folder.resolve("nothing")), "nothing", "no such journal");
        assertMistake("tail", List.of("--type", "noise", folder.resolve("nothing")), "--type noise", "bar");
        assertMistake("explain", List.of("--order", "X1", folder.resolve("nothing")), "X1", "R20250521-1234-0");
        assertMistake("explain", List.of(folder.resolve("nothing")), "--order", "");
    }

    @Test
    void shouldNameFileAndLineOfABadSetting() throws IOException {
        Path conf = folder.resolve("mine.conf");
        Files.writeString(
                conf,
                "include \"" + CommandLine.home().resolve("config/qqq.conf") + "\"\nrisk.leverage = none\n",
                StandardCharsets.UTF_8);
        assertMistake("backtest", List.of("--config", conf), "mine.conf:2: risk.leverage = none", "0.01 to 100");
        Files.writeString(conf, "risk { leverage = 1\n", StandardCharsets.UTF_8);
        assertMistake("backtest", List.of("--config", conf), "mine.conf", "");
    }

    @Test
    void shouldKeepWhatIsThereUnlessForced() throws IOException {
        Path out = folder.resolve("kept");
        List<Object> run = List.of("--from", "2024-01-02", "--to", "2024-01-12", "--out", out);
        CommandLine.Outcome first = CommandLine.run(new BacktestCommand(), run.toArray());
        assertEquals(0, first.code(), first.err());
        String summary = Files.readString(out.resolve("summary.json"));
        assertEquals(2, CommandLine.run(new BacktestCommand(), run.toArray()).code());
        assertEquals(summary, Files.readString(out.resolve("summary.json")));
        List<Object> forced = new ArrayList<>(run);
        forced.add("--force");
        CommandLine.Outcome again = CommandLine.run(new BacktestCommand(), forced.toArray());
        assertEquals(0, again.code(), again.err());
        Files.writeString(out.resolve("diary.txt"), "mine");
        CommandLine.Outcome refused = CommandLine.run(new BacktestCommand(), forced.toArray());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("diary.txt"), refused.err());
        assertTrue(Files.exists(out.resolve("summary.json")));
    }

    private void assertMistake(String command, List<?> args, String named, String remedy) {
        List<Object> all = new ArrayList<>(args);
        Path out = folder.resolve("never");
        if (command.equals("backtest") && !all.contains("--out")) {
            all.add("--out");
            all.add(out);
        }
        Object instance = switch (command) {
            case "backtest" -> new BacktestCommand();
            case "generate" -> new GenerateCommand();
            case "verify" -> new VerifyCommand();
            case "tail" -> new TailCommand();
            default -> new ExplainCommand();
        };
        CommandLine.Outcome outcome = CommandLine.run(instance, all.toArray());
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("ringside " + command + ": "), outcome.err());
        assertTrue(outcome.err().contains(named), outcome.err());
        assertTrue(outcome.err().contains(remedy), outcome.err());
        assertFalse(Files.exists(out), "left behind: " + out);
    }
}
