package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
import io.ringside.replay.report.Json;
import io.ringside.replay.research.LadderCommand;
import io.ringside.replay.research.LookaheadCommand;
import io.ringside.replay.research.SweepCommand;
import io.ringside.replay.research.WalkForwardCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that reads market data accounts for each row, and none succeeds that has used nothing. */
class DataAccountIT {
    private static final String ACCOUNT =
            "QQQ.csv: QQQ, plain, 1,722 rows, 1,716 used, 6 left out: 2 EXTENDED_HOURS, 1 NO_SESSION, 2 EMPTY,"
                    + " 1 DUPLICATE; 2025-06-02T09:30:00-04:00 to 2025-07-02T15:55:00-04:00, usually 5m apart,"
                    + " America/New_York";

    @TempDir
    Path folder;

    private Path bars;

    /** Generated bars of 22 sessions with six rows more: extended hours, a Saturday, no prices, one twice. */
    @BeforeEach
    void writeBars() throws IOException {
        bars = folder.resolve("QQQ.csv");
        int first = (int) LocalDate.of(2025, 6, 2).toEpochDay();
        try (SyntheticBars source = new SyntheticBars("QQQ", first, first + 30, 1, ExchangeCalendar.usEquity())) {
            source.write(bars);
        }
        List<String> rows = new ArrayList<>(Files.readAllLines(bars));
        rows.add(1, "2025-06-02 09:25:00,300,300,300,300,5,synthetic");
        rows.add(1, "2025-06-02 08:00:00,300,300,300,300,5,synthetic");
        rows.add(1, "2025-05-31 10:00:00,300,300,300,300,5,synthetic");
        rows.add(20, rows.get(19));
        rows.add(30, "2025-06-02 11:40:00,,,,,,");
        rows.add(30, "2025-06-02 11:40:00,null,null,null,null,null,");
        Files.write(bars, rows);
    }

    @Test
    void shouldPrintTheAccountOfAFileInEveryCommand() {
        List<Object> data = List.of("--bars", bars, "--set", "signal.sma=20");
        for (CommandLine.Outcome outcome : List.of(
                run(new BacktestCommand(), data, "--out", folder.resolve("backtest")),
                run(new LadderCommand(), data),
                run(new LookaheadCommand(), data, "--cuts", 3),
                run(new SweepCommand(), data, "--grid", "risk.atr-multiple=4,6", "--out", folder.resolve("sweep")),
                run(
                        new WalkForwardCommand(),
                        data,
                        "--grid",
                        "risk.atr-multiple=4,6",
                        "--train",
                        10,
                        "--test",
                        5,
                        "--out",
                        folder.resolve("walk")),
                CommandLine.run(new DataCommand(), "check", bars))) {
            assertTrue(outcome.code() < 2, outcome.err());
            assertTrue(outcome.out().lines().anyMatch(line -> line.endsWith(ACCOUNT)), outcome.out());
        }
    }

    @Test
    void shouldWriteTheAccountToTheSummaryAndTheTearSheet() throws IOException {
        Path out = folder.resolve("out");
        CommandLine.Outcome outcome =
                run(new BacktestCommand(), List.of("--bars", bars, "--set", "signal.sma=20"), "--out", out);
        assertEquals(0, outcome.code(), outcome.err());
        Object summary = Json.read("summary.json", Files.readString(out.resolve("summary.json")));
        Map<?, ?> file = (Map<?, ?>) ((List<?>) ((Map<?, ?>) summary).get("data")).get(0);
        assertEquals(
                "{file=" + bars + ", symbol=QQQ, format=plain, rows=1722, used=1716, left_out={EXTENDED_HOURS=2,"
                        + " NO_SESSION=1, EMPTY=2, DUPLICATE=1}, first=2025-06-02T09:30:00-04:00,"
                        + " last=2025-07-02T15:55:00-04:00, gap_seconds=300, zone=America/New_York}",
                file.toString());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("1722 rows, 1716 used, 2 EXTENDED_HOURS"), "the tear sheet has no account");
    }

    @Test
    void shouldRefuseWhatIsMostlyLostUnlessThatIsAcceptedAndRecordIt() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(bars));
        rows.replaceAll(row -> row.startsWith("2025-06") ? row.replaceFirst("(,[^,]*){6}$", ",,,,,,") : row);
        Files.write(bars, rows);
        Path out = folder.resolve("out");
        List<Object> data = List.of("--bars", bars, "--set", "signal.sma=20", "--out", out);
        CommandLine.Outcome refused = run(new BacktestCommand(), data);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("or give --accept-loss"), refused.err());
        assertEquals(2, run(new LadderCommand(), List.of("--bars", bars)).code());
        CommandLine.Outcome accepted = run(new BacktestCommand(), data, "--accept-loss");
        assertEquals(0, accepted.code(), accepted.err());
        assertTrue(accepted.err().contains("warning: "), accepted.err());
        try (JournalReader journal = JournalReader.open(out.resolve("journal"))) {
            assertTrue(journal.next());
            assertTrue(journal.openRecord().configuration().contains("accept-loss"));
        }
    }

    @Test
    void shouldWarnOfASplitThatIsNotAdjustedFor() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(bars));
        rows.replaceAll(row -> row.startsWith("2025-06-2") ? quartered(row) : row);
        Files.write(bars, rows);
        CommandLine.Outcome outcome = run(
                new BacktestCommand(),
                List.of("--bars", bars, "--set", "signal.sma=20", "--out", folder.resolve("out")));
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("which looks like a split that is not adjusted for"), outcome.err());
    }

    /** A row at a quarter of its prices. */
    private static String quartered(String row) {
        String[] fields = row.split(",", -1);
        for (int i = 1; i < 5; i++) {
            fields[i] = Double.toString(Double.parseDouble(fields[i]) / 4);
        }
        return String.join(",", fields);
    }

    private static CommandLine.Outcome run(Object command, List<Object> data, Object... more) {
        List<Object> args = new ArrayList<>(data);
        args.addAll(List.of(more));
        return CommandLine.run(command, args.toArray());
    }
}
