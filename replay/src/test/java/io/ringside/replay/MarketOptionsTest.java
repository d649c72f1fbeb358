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
import org.junit.jupiter.api.Test;
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

    private void store(String name, Object... files) {
        List<Object> line = new ArrayList<>(List.of("import", "--data", folder.resolve(name)));
        line.addAll(List.of(files));
        CommandLine.Outcome outcome = CommandLine.run(new io.ringside.replay.command.DataCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
    }

    private String bar() {
        try (JournalReader reader = JournalReader.open(folder.resolve("out/journal"))) {
            return Verification.engineOf(reader).settings().full().getString("data.bar");
        }
    }

    /** Where a store has no bars of five seconds those of five minutes are meant. */
    @Test
    void shouldTakeTheBarsThatAStoreHas() throws IOException {
        store("five", folder.resolve("FIVE.csv"));
        String options = "--set instruments=[{symbol=FIVE}] --set data.bar=5s --set signal.bar=5m --data @/";
        CommandLine.Outcome outcome = run(options + "five");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("5m", bar());
        StringBuilder seconds = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int second = 10; second < 60; second += 5) {
            seconds.append("2025-07-02 09:31:").append(second).append(",10,11,9,10,100\n");
        }
        store("seconds", Files.writeString(folder.resolve("FIVE.csv"), seconds));
        outcome = run(options + "seconds --force");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("5s", bar());
    }

    /** Bars under the symbol of before and of after are one instrument's; without those of before it begins later. */
    @Test
    void shouldJoinTheBarsOfBothSymbols() throws IOException {
        StringBuilder later = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int minute = 30; minute < 50; minute += 5) {
            later.append("2025-07-03 09:").append(minute).append(":00,10,11,9,10,100\n");
        }
        Files.writeString(folder.resolve("NEW.csv"), later);
        CommandLine.Outcome both = run("--bars @/FIVE.csv --bars @/NEW.csv --actions @/renamed.csv");
        assertEquals(0, both.code(), both.err());
        assertEquals(10, Summary.read(folder.resolve("out/summary.json")).number("bars"));
        CommandLine.Outcome alone = run("--bars @/NEW.csv --actions @/renamed.csv --force");
        assertEquals(0, alone.code(), alone.err());
        assertEquals(4, Summary.read(folder.resolve("out/summary.json")).number("bars"));
    }

    /** Studies within the day take no splits from a store; dividends do not matter to them. */
    @Test
    void shouldWantPricesThatSplitsAreIn() throws IOException {
        Files.writeString(
                folder.resolve("FIVE.csv"),
                "2025-07-03 09:30:00,10,11,9,10,100\n2025-07-03 09:35:00,10,11,9,10,100\n",
                java.nio.file.StandardOpenOption.APPEND);
        store(
                "split",
                folder.resolve("FIVE.csv"),
                "--actions",
                Files.writeString(
                        folder.resolve("actions.csv"), "symbol,ex_date,ratio,dividend\nFIVE,2025-07-03,,0.5\n"));
        Object[] line = {
            "--config",
            CommandLine.home().resolve("config/qqq.conf"),
            "--set",
            "instruments=[{symbol=FIVE}]",
            "--set",
            "data.prices=raw",
            "--data",
            folder.resolve("split"),
            "--grid",
            "risk.atr-multiple=4,6",
            "--out",
            folder.resolve("sweep"),
            "--force"
        };
        CommandLine.Outcome outcome = CommandLine.run(new io.ringside.replay.research.SweepCommand(), line);
        assertEquals(0, outcome.code(), outcome.err());
        store(
                "split",
                "--actions",
                Files.writeString(folder.resolve("actions.csv"), "symbol,ex_date,ratio\nFIVE,2025-07-03,2\n"));
        outcome = CommandLine.run(new io.ringside.replay.research.SweepCommand(), line);
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(
                outcome.err()
                        .contains(
                                "data.prices = raw: the store knows a split of FIVE on 2025-07-03, and of strategies within the"
                                        + " day only backtest takes splits; set data.prices=split"),
                outcome.err());
    }

    /** Of prices that are made of trades nobody says that they jump as after a split; of files of bars somebody does. */
    @Test
    void shouldKnowWherePricesComeFrom() {
        MarketOptions options = new MarketOptions();
        assertTrue(options.hasBarFiles());
        options.ticks = List.of("TICK.csv");
        assertFalse(options.hasBarFiles());
        options.ticks = List.of();
        options.store = folder;
        assertFalse(options.hasBarFiles());
    }

    /** Hears quotes. */
    public static final class Hearing extends io.ringside.engine.signal.Strategy {
        @Override
        protected void define() {
            about("Hears quotes.");
            bars(io.ringside.engine.market.BarSpec.FIVE_MINUTES);
            var spread = value("spread", () -> (event().askE8 - event().bidE8) / 1e8);
            enterLong("TIGHT")
                    .on(io.ringside.engine.signal.Moment.QUOTE)
                    .when(spread.atMost(threshold("most", 0.02, 0, 1, "", "widest")))
                    .trailingPerCent(1);
        }
    }

    @Test
    void shouldWantQuotesForAStrategyThatHearsThem() throws IOException {
        io.ringside.engine.signal.Strategies.add(Hearing::new);
        Path config = Files.writeString(folder.resolve("hearing.conf"), """
                instruments = [{ symbol = T }]
                data { bar = ticks }
                signal { strategy = hearing }
                risk { size { by = shares, shares = 1 } }
                """);
        CommandLine.Outcome alone = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--ticks",
                "T=" + folder.resolve("TICK.csv"),
                "--out",
                folder.resolve("out"));
        assertEquals(2, alone.code(), alone.out());
        assertTrue(
                alone.err()
                        .contains(
                                "strategy hearing hears quotes, and --ticks T has trades alone: give --ticks T=FILE once"
                                        + " more, with its quotes"),
                alone.err());
        CommandLine.Outcome both = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--ticks",
                "T=" + folder.resolve("TICK.csv"),
                "--ticks",
                "T=" + folder.resolve("QUOTE.csv"),
                "--out",
                folder.resolve("out"));
        assertEquals(0, both.code(), both.err());
        CommandLine.Outcome quotes = run("--ticks T=@/QUOTE.csv");
        assertEquals(2, quotes.code());
        assertTrue(
                quotes.err()
                        .contains(
                                "--ticks T: holds quotes; bars are made of trades: give --ticks T=FILE once more, with its"
                                        + " trades"),
                quotes.err());
    }
}
