package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.NewStrategyCommand;
import io.ringside.replay.research.LadderCommand;
import io.ringside.replay.research.SweepCommand;
import io.ringside.replay.research.WalkForwardCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in a user's own strategy are told in one line, with class, line and bar. */
class OwnMistakesTest {
    @TempDir
    Path folder;

    private Path strategy(String name, String onBar) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), """
                import io.ringside.engine.indicator.SimpleMovingAverage;
                import io.ringside.engine.signal.Bars;
                import io.ringside.engine.signal.Strategy;
                import io.ringside.engine.signal.Value;

                public final class %s extends Strategy {
                    private int seen;

                    @Override
                    protected void define() {
                        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
                        Value average = bars.add("average", new SimpleMovingAverage(number("period", 3, 2, 99, "bars", "it")));
                        volatility(average);
                        enterLong("UP").when(bars.close().above(average));
                        exitLong("DOWN").when(bars.close().below(average));
                    }

                    @Override
                    protected void onBar(Bars bars) {
                        if (++seen == 10) {
                            %s
                        }
                    }
                }
                """.formatted(name, onBar));
        String key = name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
        return Files.writeString(
                folder.resolve(key + ".conf"),
                "include \"" + CommandLine.home().resolve("config/qqq.conf") + "\"\nstrategies { path = \""
                        + folder.resolve(name + ".java") + "\" }\nsignal = null\nsignal { strategy = " + key + " }\n");
    }

    /** Number of the line in a strategy's file that has a text. */
    private int line(String name, String text) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name + ".java"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new IllegalStateException(text);
    }

    private void assertMistake(CommandLine.Outcome outcome, String... words) {
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().strip().lines().count(), outcome.err());
        List.of(words).forEach(one -> assertTrue(outcome.err().contains(one), outcome.err()));
    }

    @Test
    void shouldTellClassLineAndBarWhenAStrategyThrows() throws IOException {
        Path config = strategy("Divides", "seen = seen / (seen - 10);");
        String[] words = {
            "Divides fails at Divides.java:" + line("Divides", "seen = seen /")
                    + " on the bar of QQQ at 2024-01-02T10:",
            "ArithmeticException: / by zero"
        };
        for (String driver : List.of("inline", "ring")) {
            assertMistake(
                    CommandLine.run(
                            new BacktestCommand(),
                            "--config",
                            config,
                            "--from",
                            "2024-01-02",
                            "--to",
                            "2024-01-05",
                            "--driver",
                            driver,
                            "--out",
                            folder.resolve("out")),
                    words);
            assertTrue(Files.notExists(folder.resolve("out")));
        }
        assertMistake(
                CommandLine.run(
                        new SweepCommand(),
                        "--config",
                        config,
                        "--from",
                        "2024-01-02",
                        "--to",
                        "2024-01-05",
                        "--grid",
                        "signal.period=3,4",
                        "--out",
                        folder.resolve("sweep")),
                words);
    }

    /** What is thrown may be an error and no exception; nothing is left behind. */
    @Test
    void shouldTellClassLineAndBarWhenAStrategyThrowsAnErrorInAStudy() throws IOException {
        Path config = strategy("Overflows", "throw new StackOverflowError(\"deep\");");
        String[] words = {
            "Overflows fails at Overflows.java:" + line("Overflows", "throw new"), "java.lang.StackOverflowError: deep"
        };
        List<Object> data = List.of("--config", config, "--from", "2024-01-02", "--to", "2024-01-31", "--grid");
        List<Object> sweep = new ArrayList<>(data);
        sweep.addAll(List.of("signal.period=3,4", "--out", folder.resolve("sweep")));
        assertMistake(CommandLine.run(new SweepCommand(), sweep.toArray()), words);
        List<Object> walk = new ArrayList<>(data);
        walk.addAll(List.of(
                "signal.period=3,4", "--train", "5d", "--test", "5d", "--out", folder.resolve("made/too/walk")));
        assertMistake(CommandLine.run(new WalkForwardCommand(), walk.toArray()), words);
        assertTrue(Files.notExists(folder.resolve("made")));
    }

    /** A static field is shared by all runs of a process. */
    @Test
    void shouldConcludeNothingFromAStrategyThatDoesNotRepeat() throws IOException {
        Path config = strategy("Shares", "count++;");
        Path source = folder.resolve("Shares.java");
        Files.writeString(
                source,
                Files.readString(source)
                        .replace("private int seen;", "private int seen; private static int count;")
                        .replace("if (++seen == 10)", "")
                        .replace(
                                "volatility(average)",
                                "volatility(bars.add(\"atr\", new io.ringside.engine.indicator.WilderAverageTrueRange(14)))")
                        .replace("bars.close().above(average)", "check(\"count\", () -> count % 37 < 11)")
                        .replace("bars.close().below(average)", "check(\"count\", () -> count % 37 > 20)"));
        List<Object> data = List.of("--config", config, "--from", "2024-01-02", "--to", "2024-01-31", "--out");
        String words = "strategy shares does not repeat: over the same data ";
        List<Object> sweep = new ArrayList<>(data);
        sweep.addAll(List.of(folder.resolve("made/sweep"), "--grid", "risk.atr-multiple=4,5", "--threads", "1"));
        assertMistake(CommandLine.run(new SweepCommand(), sweep.toArray()), words, "no results are written");
        List<Object> ladder = new ArrayList<>(data);
        ladder.add(folder.resolve("made/ladder"));
        assertMistake(CommandLine.run(new LadderCommand(), ladder.toArray()), words, "no results are written");
        List<Object> backtest = new ArrayList<>(data);
        backtest.add(folder.resolve("made/backtest"));
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), backtest.toArray());
        assertMistake(outcome, "the back test does not repeat", "diverged sequence=", "--no-verify");
        assertFalse(outcome.err().contains("made/backtest"), outcome.err());
        assertTrue(Files.notExists(folder.resolve("made")));
    }

    @Test
    void shouldRefuseARuleThatIsStatedOutsideOfDefine() throws IOException {
        Path config = strategy("LateRule", "enterShort(\"LATE\").when(bars.close().above(bars.open()));");
        assertMistake(
                CommandLine.run(
                        new BacktestCommand(),
                        "--config",
                        config,
                        "--from",
                        "2024-01-02",
                        "--to",
                        "2024-01-05",
                        "--out",
                        folder.resolve("out")),
                "LateRule.java:" + line("LateRule", "LATE"),
                "rules are stated in define");
    }

    @Test
    void shouldRefuseNamesThatExistingClassesHave() {
        for (String name : List.of("Strategy", "Rsi2", "rsi-2", "String", "Value", "Test")) {
            CommandLine.Outcome outcome =
                    CommandLine.run(new NewStrategyCommand(), name, "--out", folder.resolve("project"));
            assertMistake(outcome, "give another name");
            assertTrue(Files.notExists(folder.resolve("project")));
        }
    }

    /** The position that is held at the end is left as by a market order. */
    @Test
    void shouldHaveARowOfWhatTheEndOfTheDataHasLeft() throws IOException {
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(), "--from", "2023-01-03", "--to", endsWithin(), "--out", folder.resolve("end"));
        assertEquals(0, outcome.code(), outcome.err());
        List<String> trades = Files.readAllLines(folder.resolve("end/trades.csv"));
        String trade = trades.get(trades.size() - 1);
        assertTrue(trade.contains("END_OF_DATA"), trade);
        List<String> orders = Files.readAllLines(folder.resolve("end/orders.csv"));
        String order = orders.get(orders.size() - 1);
        assertTrue(order.startsWith(",QQQ,end-of-data,sell,market,"), order);
        List<String> header = List.of(trades.get(0).split(",", -1));
        String price = trade.split(",", -1)[header.indexOf("exit_price")];
        assertTrue(order.contains("," + price), order + " " + price);
    }

    /** A day on which a position of the generated years is open. */
    private String endsWithin() throws IOException {
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(), "--from", "2023-01-03", "--to", "2023-06-30", "--out", folder.resolve("whole"));
        assertEquals(0, outcome.code(), outcome.err());
        List<String> trades = Files.readAllLines(folder.resolve("whole/trades.csv"));
        List<String> header = List.of(trades.get(0).split(",", -1));
        return trades.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(row -> !row[header.indexOf("entry_time")]
                        .substring(0, 10)
                        .equals(row[header.indexOf("exit_time")].substring(0, 10)))
                .map(row -> row[header.indexOf("entry_time")].substring(0, 10))
                .findFirst()
                .orElseThrow();
    }
}
