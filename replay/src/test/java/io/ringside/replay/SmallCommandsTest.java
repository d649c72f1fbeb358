package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BarsCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.NewStrategyCommand;
import io.ringside.replay.command.StrategiesCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that make files or lists: what they print, what they write, and what they refuse. */
class SmallCommandsTest {
    private static final String TRADES = """
            datetime,price,size
            2025-07-02 08:00:00,9.00,5
            2025-07-02 09:30:01,10.00,100
            2025-07-02 09:34:59,11.00,50
            2025-07-02 09:35:00,10.50,10
            """;

    @TempDir
    Path folder;

    // ---- Bars -----------------------------------------------------------------------------------------------------

    @Test
    void shouldMakeBarsOfTradesAndSayHowMany() throws IOException {
        Path trades = Files.writeString(folder.resolve("QQQ.csv"), TRADES);
        Path out = folder.resolve("bars.csv");
        CommandLine.Outcome outcome =
                CommandLine.run(new BarsCommand(), "--ticks", trades, "--bar", "5m", "--out", out);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().endsWith("wrote 2 bars of 5m to " + out + System.lineSeparator()), outcome.out());
        assertEquals("""
                datetime,open,high,low,close,volume
                2025-07-02 09:30:00,10.00,11.00,10.00,11.00,150
                2025-07-02 09:35:00,10.50,10.50,10.50,10.50,10
                """, Files.readString(out));
        CommandLine.run(
                new BarsCommand(), "--ticks", "ABC=" + trades, "--bar", "5m", "--session", "Extended", "--out", out);
        assertEquals(4, Files.readAllLines(out).size(), "with the one before the open");
        CommandLine.run(new BarsCommand(), "--ticks", trades, "--bar", "2t", "--out", out);
        assertEquals(
                "datetime,open,high,low,close,volume,end",
                Files.readAllLines(out).get(0).replaceAll("end.*", "end"),
                "only they themselves tell when they end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bar 5x | --bar 5x: ",
                "--bar 5m --session night | --session night: must be regular or extended",
                "--bar 5m --prices none | none",
                "--bar 5m --day yesterday | --day yesterday: "
            })
    void shouldRefuseBarsOfWhatThereIsNot(String options, String expected) throws IOException {
        Path trades = Files.writeString(folder.resolve("QQQ.csv"), TRADES);
        Path out = folder.resolve("bars.csv");
        CommandLine.Outcome outcome = CommandLine.run(
                new BarsCommand(), (Object[]) ("--ticks " + trades + " --out " + out + " " + options).split(" "));
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertFalse(Files.exists(out));
    }

    /** A trade whose sale condition makes no price counts for bars within the day as every trade, for those of days by volume. */
    @ParameterizedTest
    @CsvSource({"5m, '10.00,99.00,10.00,11.00,200'", "1d, '10.00,11.00,10.00,11.00,200'"})
    void shouldHeedSaleConditionsInBarsOfDays(String size, String expected) throws IOException {
        Path trades = Files.writeString(folder.resolve("QQQ.csv"), """
                datetime,price,size,conditions
                2025-07-02 09:30:01,10.00,100,
                2025-07-02 09:31:00,99.00,50,2000
                2025-07-02 09:34:59,11.00,50,
                """);
        Path out = folder.resolve("bars.csv");
        CommandLine.Outcome outcome =
                CommandLine.run(new BarsCommand(), "--format", "lean", "--ticks", trades, "--bar", size, "--out", out);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                List.of("datetime,open,high,low,close,volume", "2025-07-02 09:30:00," + expected),
                Files.readAllLines(out));
    }

    @Test
    void shouldMakeNoBarsOfQuotesNorOfTradesThatMakeNoPrice() throws IOException {
        Path quotes = Files.writeString(
                folder.resolve("QQQ.csv"), "datetime,bid,ask,bid_size,ask_size\n2025-07-02 10:00,10,11,1,1\n");
        CommandLine.Outcome outcome = CommandLine.run(
                new BarsCommand(), "--ticks", quotes, "--bar", "5m", "--out", folder.resolve("out.csv"));
        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err().contains("--ticks " + quotes + ": holds quotes; bars are made of trades, give those"),
                outcome.err());
        Path lean = Files.writeString(folder.resolve("SPY-20131007-trade.csv"), "34200001,1674200,5,P,4000000,0\n");
        outcome = CommandLine.run(
                new BarsCommand(),
                "--ticks",
                lean,
                "--bar",
                "5m",
                "--prices",
                "last-sale",
                "--out",
                folder.resolve("out.csv"));
        assertEquals(
                0,
                outcome.code() == 2 && outcome.err().contains("no bar can be made: none of its 1 trades makes a price")
                        ? 0
                        : 1,
                outcome.err());
        assertFalse(Files.exists(folder.resolve("out.csv")));
    }

    // ---- Generate -------------------------------------------------------------------------------------------------

    @Test
    void shouldGenerateBarsAndTheTicksThatMakeThem() throws IOException {
        Path bars = folder.resolve("QQQ.csv");
        CommandLine.Outcome outcome = generate(bars, "--to", "2024-01-03");
        assertEquals("wrote 156 synthetic bars of QQQ to " + bars, outcome.out().strip());
        List<String> lines = Files.readAllLines(bars);
        assertEquals("datetime,open,high,low,close,volume,source", lines.get(0));
        assertEquals(157, lines.size());
        assertTrue(lines.get(1).startsWith("2024-01-02 09:30:00,"), lines.get(1));
        assertTrue(lines.get(156).startsWith("2024-01-03 15:55:00,"), lines.get(156));
        Path ticks = folder.resolve("ticks.csv");
        outcome = generate(ticks, "--to", "2024-01-02", "--ticks");
        int count = Files.readAllLines(ticks).size() - 1;
        assertEquals(
                "wrote " + count + " synthetic ticks of QQQ to " + ticks,
                outcome.out().strip());
        Path made = folder.resolve("made.csv");
        CommandLine.run(new BarsCommand(), "--ticks", "QQQ=" + ticks, "--bar", "5m", "--out", made);
        assertEquals(lines.subList(0, 79), Files.readAllLines(made));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to 2024-01-01 | --to 2024-01-01: is before --from 2024-01-02",
                "--to soon | --to soon: ",
                "--to 2024-01-02 --symbol ? | --symbol ?: symbol = \"?\" is no ticker; give one such as QQQ",
                "--to 2024-01-02 --ticks --drift 0.001 | --drift and --trend go with bars, not with --ticks",
                "--to 2024-01-02 --ticks --trend 0.001 | --drift and --trend go with bars, not with --ticks",
                "--to 2024-01-02 --drift 0.0500001 | --drift 0.0500001, --trend 0.0: must be -0.05 to 0.05 a day",
                "--to 2024-01-02 --trend -0.0500001 | --drift 3.0E-4, --trend -0.0500001: must be -0.05 to 0.05 a day",
                "--to 2024-01-02 --drift NaN | --drift NaN, --trend 0.0: must be -0.05 to 0.05 a day"
            })
    void shouldRefuseToGenerateWhatMakesNoSense(String options, String expected) {
        CommandLine.Outcome outcome = generate(folder.resolve("out.csv"), (Object[]) options.split(" ", -1));
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertFalse(Files.exists(folder.resolve("out.csv")));
    }

    @Test
    void shouldGenerateAtTheBoundsOfDriftAndTrend() throws IOException {
        Path up = folder.resolve("up.csv");
        Path none = folder.resolve("none.csv");
        assertEquals(
                0,
                generate(up, "--to", "2024-01-02", "--drift", "0.05", "--trend", "-0.05")
                        .code());
        assertEquals(0, generate(none, "--to", "2024-01-02", "--drift", "0").code());
        assertTrue(close(up) > close(none), close(up) + " " + close(none));
    }

    private static double close(Path bars) throws IOException {
        List<String> lines = Files.readAllLines(bars);
        return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[4]);
    }

    private static CommandLine.Outcome generate(Path out, Object... more) {
        List<Object> line = new java.util.ArrayList<>(List.of("--from", "2024-01-02", "--seed", "7", "--out", out));
        line.addAll(List.of(more));
        if (!line.contains("--symbol")) {
            line.addAll(List.of("--symbol", "QQQ"));
        }
        return CommandLine.run(new GenerateCommand(), line.toArray());
    }

    // ---- Strategies -----------------------------------------------------------------------------------------------

    @Test
    void shouldListStrategiesAndIndicatorsWithWhatTheyTake() {
        String all = CommandLine.run(new StrategiesCommand()).out();
        assertTrue(all.startsWith("Strategies: signal { strategy = NAME, ... }\n\n  "), all);
        assertTrue(all.contains("\n\nIndicators: NAME(...), as ema(20), where a strategy takes one\n"), all);
        String one = CommandLine.run(new StrategiesCommand(), "mean-reversion-in-trend")
                .out();
        assertFalse(one.contains("Indicators:"), one);
        assertEquals(
                1,
                one.lines()
                        .filter(line -> line.startsWith("  ") && !line.startsWith("   "))
                        .count(),
                one);
        assertTrue(one.lines().anyMatch(line -> line.matches("    sma {24}200 +.*bars.*")), one);
        String ema = CommandLine.run(new StrategiesCommand(), "ema").out();
        assertFalse(ema.contains("Strategies:"), ema);
        assertEquals(
                List.of("", "Indicators: NAME(...), as ema(20), where a strategy takes one"),
                ema.lines().limit(2).toList());
        assertTrue(ema.lines().skip(2).findFirst().orElseThrow().matches("  ema\\(\\w+ = \\d+ bars\\) +.+"), ema);
        assertEquals(3, ema.lines().count(), ema);
        String bands = CommandLine.run(new StrategiesCommand(), "macd").out();
        assertTrue(bands.strip().matches("(?s).*: \\w+, \\w+, \\w+"), bands);
        assertFalse(ema.strip().matches("(?s).*: \\w+"), "of one value there is nothing to name: " + ema);
        assertFalse(all.contains("  []"), "what is built in has no other origin: " + all);
        CommandLine.Outcome none = CommandLine.run(new StrategiesCommand(), "nothing");
        assertEquals(2, none.code());
        assertEquals(
                "nothing: no strategy and no indicator has that name; without it all are listed",
                none.err().strip().replaceFirst("^ringside strategies: ", ""));
        CommandLine.Outcome config = CommandLine.run(
                new StrategiesCommand(), "--config", CommandLine.home().resolve("config/qqq.conf"), "ema");
        assertEquals(ema, config.out(), config.err());
    }

    // ---- New strategy ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "My_Idea | NAME My_Idea: must be letters and digits, such as MyIdea or my-idea",
                "1st | NAME 1st: must be letters and digits, such as MyIdea or my-idea",
                "my- | NAME my-: must be letters and digits, such as MyIdea or my-idea",
                "MeanReversionInTrend | NAME MeanReversionInTrend: a strategy mean-reversion-in-trend is there already, see ringside strategies; give another name, such as MyMeanReversionInTrend",
                "mean-reversion-in-trend | NAME MeanReversionInTrend: a strategy mean-reversion-in-trend is there already, see ringside strategies; give another name, such as MyMeanReversionInTrend",
                "string | NAME String: is the name of a class that every strategy uses; give another name, such as MyString",
                "Strategy | NAME Strategy: is the name of a class that every strategy uses; give another name, such as MyStrategy"
            })
    void shouldRefuseANameThatCannotBeAStrategys(String name, String expected) {
        CommandLine.Outcome outcome =
                CommandLine.run(new NewStrategyCommand(), name, "--out", folder.resolve("project"));
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertFalse(Files.exists(folder.resolve("project")));
    }

    @Test
    void shouldNotWriteOverAFolderThatIsThere() {
        CommandLine.Outcome outcome = CommandLine.run(new NewStrategyCommand(), "MyIdea", "--out", folder);
        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err().contains(folder + ": is there already; give another name, or another folder by --out"),
                outcome.err());
    }

    /** An installation: a package has its libraries in lib, with the sources' pom.xml beside them. */
    @Test
    void shouldWriteAProjectThatFindsItsInstallation() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("lib"));
        Files.copy(CommandLine.home().resolve("pom.xml"), home.resolve("lib/pom.xml"));
        for (String jar : List.of("engine-1.2.3.jar", "config-1.4.3.jar", "engine-test.jar")) {
            Files.createFile(home.resolve("lib").resolve(jar));
        }
        String before = System.getProperty("ringside.home");
        System.setProperty("ringside.home", home.toString());
        try {
            Path project = folder.resolve("project");
            CommandLine.Outcome outcome = CommandLine.run(new NewStrategyCommand(), "HTTPIdea2", "--out", project);
            assertEquals(0, outcome.code(), outcome.err());
            assertTrue(
                    outcome.out()
                            .startsWith("wrote " + project + ": the strategy http-idea2, its test, and its"
                                    + " configurations for back tests and live\ntry: ./ringside backtest --config "
                                    + project + "/http-idea2.conf\n     mvn -f " + project + " package"),
                    outcome.out());
            for (String file : List.of(
                    "pom.xml",
                    "src/main/java/HTTPIdea2.java",
                    "src/main/resources/META-INF/services/io.ringside.engine.signal.Strategy",
                    "src/test/java/HTTPIdea2Test.java",
                    "http-idea2.conf",
                    "http-idea2-live.conf")) {
                String text = Files.readString(project.resolve(file));
                assertFalse(
                        java.util.regex.Pattern.compile("@[A-Za-z]+@")
                                .matcher(text)
                                .find(),
                        file + text);
            }
            String pom = Files.readString(project.resolve("pom.xml"));
            assertTrue(pom.contains("engine-1.2.3.jar") && pom.contains("config-1.4.3.jar"), pom);
            assertTrue(pom.contains(home.resolve("lib").toString()), pom);
            Files.delete(home.resolve("lib/config-1.4.3.jar"));
            outcome = CommandLine.run(new NewStrategyCommand(), "my-idea", "--out", folder.resolve("second"));
            assertTrue(
                    outcome.err().contains(home.resolve("lib") + ": has no config; build this installation again"),
                    outcome.err());
            // What was built here has its libraries in a module's folder.
            Files.createFile(home.resolve("pom.xml"));
            outcome = CommandLine.run(new NewStrategyCommand(), "my-idea", "--out", folder.resolve("second"));
            assertTrue(
                    outcome.err()
                            .contains(home.resolve("replay/target/lib")
                                    + ": is not there; any ringside command but this one builds it"),
                    outcome.err());
        } finally {
            if (before == null) {
                System.clearProperty("ringside.home");
            } else {
                System.setProperty("ringside.home", before);
            }
        }
    }
}
