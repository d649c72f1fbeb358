package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.DayReports;
import io.ringside.gateway.live.LiveCommand;
import io.ringside.replay.command.ResultsCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon starts when its day has ended. */
class DayReportIT {
    @TempDir
    Path folder;

    @Test
    void shouldMakeTheReportThatResultsMakesOfTheDaysJournal() throws Exception {
        Path root = folder.resolve("live");
        assertEquals(
                0, Commands.run(new LiveCommand(), "--simulate", "--until", "11:00", "--journal", root.toString()));
        Path journal = root.resolve("2025-06-20");
        Path home = Path.of(System.getProperty("ringside.home"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("config/jvm.options"),
                "-Dringside.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                ResultsCommand.class.getName());
        Process process = new DayReports(root, command, ExchangeCalendar.usEquity()).start(journal);
        assertEquals(0, process.waitFor());
        Path again = folder.resolve("again");
        assertEquals(0, Commands.run(new ResultsCommand(), journal.toString(), "--out", again.toString()));

        Path made = root.resolve("results/2025-06-20");
        for (String name : List.of("trades.csv", "orders.csv", "equity.csv")) {
            assertEquals(Files.readString(again.resolve(name)), Files.readString(made.resolve(name)), name);
        }
        assertTrue(Files.size(made.resolve("report.html")) > 10_000);
        String said = Files.readString(root.resolve("log/report-2025-06-20.txt"));
        assertTrue(said.contains("Final equity"), said);
    }
}
