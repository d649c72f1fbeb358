package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.FixedPoint;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.TradeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String TRADES =
            "exit_date,pnl,equity\n2025-05-21 12:00:00-04:00,100,10100\n2025-05-22 12:00:00-04:00,-50.5,10049.5\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path list;

    @BeforeEach
    void writeList() throws IOException {
        list = folder.resolve("list.csv");
        Files.writeString(list, TRADES);
    }

    private Summary backTest() throws IOException {
        Summary summary = Summary.of(
                new Run(10_000 * FixedPoint.ONE_E8, 0, 0, 78, 160, "ab12", true, Double.NaN, false, 0),
                TradeFile.read(list),
                List.of(new SessionEquity(20_229, 1_004_950_000_000L, 1_004_950_000_000L, 0, 57_225_000_000L, 0.5)));
        Files.writeString(folder.resolve("summary.json"), summary.json());
        TradeFile.write(folder.resolve("trades.csv"), TradeFile.read(list));
        EquityFile.write(
                folder.resolve("equity.csv"),
                List.of(new SessionEquity(20_229, 1_004_950_000_000L, 1_004_950_000_000L, 0, 57_225_000_000L, 0.5)));
        return summary;
    }

    @Test
    void shouldPrintTheSummaryOfATradeListAsJson() {
        assertEquals(0, run("--trades", list.toString(), "--equity", "10000", "--json"));
        assertEquals(
                Summary.ofTrades(10_000 * FixedPoint.ONE_E8, TradeFile.read(list))
                        .json(),
                text(out));
        assertTrue(text(out).contains("\"profit_factor\": 1.98019801980198"), text(out));
    }

    @Test
    void shouldPrintATableThatLeavesOutWhatATradeListCannotTell() {
        assertEquals(0, run("--trades", list.toString(), "--equity", "10000"));
        assertTrue(
                text(out).startsWith("Starting equity      10,000.00    Trades                        2\n"), text(out));
        assertTrue(!text(out).contains("n/a") && !text(out).contains("Sortino"), text(out));
    }

    @Test
    void shouldPrintTheSummaryOfABackTest() throws IOException {
        Summary summary = backTest();
        assertEquals(0, run(folder.toString(), "--json"));
        assertEquals(summary.json(), text(out));
        out.reset();
        assertEquals(0, run(folder.toString()));
        assertTrue(text(out).contains("Sharpe") && text(out).contains("n/a"), text(out));
        assertTrue(text(out).endsWith("Synthetic prices: generated, no market's.\n"), text(out));
    }

    @Test
    void shouldExitWithTwoAndOneLineWhenTheArgumentsDoNotFit() {
        assertFails("give either the folder of a back test or --trades FILE");
        assertFails("give either the folder of a back test or --trades FILE", "x", "--trades", "y", "--equity", "1");
        assertFails("--trades y needs --equity USD, the capital before the first trade", "--trades", "y");
        assertFails("--equity 1 goes with --trades FILE; a back test's folder knows its own", "x", "--equity", "1");
        assertFails("--equity 0: give an amount above 0", "--trades", list.toString(), "--equity", "0");
        assertFails("--equity 1k: give an amount such as 10000", "--trades", list.toString(), "--equity", "1k");
        Path absent = folder.resolve("absent");
        assertFails(
                absent + ": no such folder; give the folder that a back test wrote, or --trades FILE",
                absent.toString());
    }

    @Test
    void shouldExitWithTwoWhenTheFilesOfAFolderDoNotBelongTogether() throws IOException {
        backTest();
        TradeFile.write(folder.resolve("trades.csv"), List.of());
        assertFails(
                folder.resolve("trades.csv") + ": has 0 trades, summary.json 2; run the back test again",
                folder.toString());
        backTest();
        EquityFile.write(folder.resolve("equity.csv"), List.of(new SessionEquity(20_229, 1, 1, 0, 1, 0)));
        assertFails(
                folder.resolve("equity.csv")
                        + ": ends with an equity of 0.00000001, summary.json with 10049.50; run the back test again",
                folder.toString());
    }

    @Test
    void shouldWriteThePageIntoTheFolderOrAnother() throws IOException {
        Summary summary = backTest();
        assertEquals(0, run(folder.toString(), "--html"));
        assertTrue(text(out).endsWith("\nTear sheet in " + folder.resolve("report.html") + "\n"), text(out));
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("Back test"), "the page has a title");
        out.reset();
        Path other = folder.resolve("other");
        assertEquals(0, run(folder.toString(), "--json", "--out", other.toString()));
        assertEquals(summary.json(), text(out), "JSON alone");
        assertEquals(summary.json(), Files.readString(other.resolve("summary.json")));
        assertEquals(page, Files.readString(other.resolve("report.html")));
        out.reset();
        assertEquals(0, run("--trades", list.toString(), "--equity", "10000", "--out", other.toString(), "--force"));
        assertEquals(
                Summary.ofTrades(10_000 * FixedPoint.ONE_E8, TradeFile.read(list))
                        .json(),
                Files.readString(other.resolve("summary.json")));
    }

    @Test
    void shouldDrawNoPageOfATradeList() {
        assertFails(
                "--html needs the folder of a back test: a trade list has no daily equity",
                "--trades",
                list.toString(),
                "--equity",
                "10000",
                "--html");
        assertEquals(0, run("--trades", list.toString(), "--equity", "0.00000001"), text(err));
    }

    private void assertFails(String message, String... args) {
        err.reset();
        assertEquals(2, run(args));
        assertEquals("ringside report: " + message + "\n", text(err));
        assertEquals("", text(out));
    }

    private int run(String... args) {
        return Commands.run(
                new ReportCommand(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                args);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
