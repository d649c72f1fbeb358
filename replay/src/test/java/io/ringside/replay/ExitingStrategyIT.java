package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.GenerateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strategy that ends the process, in the middle of a run. */
class ExitingStrategyIT {
    @TempDir
    Path folder;

    /** On the driver's thread, and on a stage's own. */
    @ParameterizedTest
    @ValueSource(strings = {"inline", "ring"})
    void shouldTellOfAStrategyThatEndsTheProcessAndKeepNothing(String driver) throws Exception {
        Path output = folder.resolve("output");
        assertEquals(2, backtest(output, driver, "System.exit(0);"), () -> read(output));
        assertEquals(
                List.of("ringside: Exiting.onSessionClose(Exiting.java:16) has ended the process before the command was"
                        + " done: a strategy must not call System.exit; what the command was writing is not whole"),
                read(output).lines().filter(line -> line.contains("Exiting")).toList());
        assertFalse(read(output).contains("\tat "), read(output));
        assertFalse(Files.exists(folder.resolve("results")), "what is half done is removed");
    }

    @Test
    void shouldKeepTheResultsOfOneThatDoesNot() throws Exception {
        Path output = folder.resolve("output");
        assertEquals(0, backtest(output, "inline", "closes++;"), () -> read(output));
        assertTrue(Files.exists(folder.resolve("results").resolve("summary.json")));
    }

    private int backtest(Path output, String driver, String statement) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("Exiting.java"), """
                import io.ringside.engine.signal.Bars;
                import io.ringside.engine.signal.Strategy;

                public final class Exiting extends Strategy {
                    private int closes;

                    @Override
                    protected void define() {
                        about("Ends the process.");
                        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
                        enterLong("NEVER").when(bars.close().below(value("closes", () -> -1 - closes)));
                    }

                    @Override
                    protected void onSessionClose(int sessionDay) {
                        STATEMENT
                    }
                }
                """.replace("STATEMENT", statement));
        Path config = Files.writeString(
                folder.resolve("exiting.conf"),
                "include \"" + CommandLine.home() + "/config/qqq.conf\"\nstrategies { path = \"" + source
                        + "\" }\nsignal = null\nsignal { strategy = exiting, bar = 5m }\n");
        Path bars = folder.resolve("QQQ.csv");
        CommandLine.Outcome made = CommandLine.run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--seed",
                "1",
                "--out",
                bars,
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-12");
        assertEquals(0, made.code(), made.err());
        return CommandLine.start(
                        CommandLine.javaHome(),
                        output,
                        List.of(),
                        BacktestCommand.class,
                        "--config",
                        config,
                        "--bars",
                        bars,
                        "--driver",
                        driver,
                        "--out",
                        folder.resolve("results"))
                .waitFor();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
