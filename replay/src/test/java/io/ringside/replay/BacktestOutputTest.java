package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.OrderRef;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.Trade;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a back test tells beyond its figures. */
class BacktestOutputTest {
    @TempDir
    Path folder;

    private CommandLine.Outcome run(String config, Object... options) {
        List<Object> args = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config").resolve(config),
                "--out",
                folder.resolve("out"),
                "--force"));
        if (!List.of(options).contains("--from")) {
            args.addAll(List.of("--from", "2024-01-02", "--to", "2024-02-29"));
        }
        args.addAll(List.of(options));
        return CommandLine.run(new BacktestCommand(), args.toArray());
    }

    private Summary summary() {
        return Summary.read(folder.resolve("out/summary.json"));
    }

    @Test
    void shouldTellWhatStoodInTheWayWhenNothingWasTraded() {
        CommandLine.Outcome outcome = run("qqq.conf", "--set", "signal.entry-below=-100");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("No trade was made. What stood in the way:"), outcome.out());
        assertTrue(outcome.out().contains("long: willr < entry-below"), outcome.out());
        Map<?, ?> story = (Map<?, ?>) ((Map<?, ?>) summary().values().get("no_trades")).get("mean-reversion-in-trend");
        Map<?, ?> dip = condition(story, "long: willr < entry-below");
        Map<?, ?> trend = condition(story, "long: close > sma");
        // It never held; it was the only one that did not wherever the trend was up.
        assertEquals(dip.get("bars"), dip.get("failed"));
        BigDecimal bars = (BigDecimal) trend.get("bars");
        assertEquals(bars.subtract((BigDecimal) trend.get("failed")), dip.get("failed_alone"));
        assertEquals(BigDecimal.ZERO, trend.get("failed_alone"));
    }

    /** What was run, before anything else: of whom, when, and how it was filled. */
    @ParameterizedTest
    @CsvSource({
        "qqq.conf, 'gap-honest stops, fills on the next event, leverage 1.0'",
        "qqq-published.conf, 'literal stops, fills on the same event, leverage 4.0'",
    })
    void shouldSayFirstWhatWasRun(String config, String fills) {
        CommandLine.Outcome outcome = run(config, "--from", "2024-01-02", "--to", "2024-01-31", "--no-verify");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                config.replace(".conf", "") + ": QQQ, 2024-01-02 to 2024-01-31, SYNTHETIC prices, " + fills
                        + String.format(
                                Locale.ROOT, " (%.2f reached)", summary().number("highest_gross")),
                outcome.out().lines().findFirst().orElseThrow());
        assertFalse(outcome.out().contains("\nstrategy "), "there is one alone");
        assertFalse(outcome.out().contains("\nRUINED "), outcome.out());
    }

    /** Twelve names are told one by one, more are counted. */
    @ParameterizedTest
    @CsvSource({
        "12, 'qqq: S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11, S12, 2024-01-02 to 2024-01-03, '",
        "13, 'qqq: 13 names, 2024-01-02 to 2024-01-03, '"
    })
    void shouldCountNamesWhereThereAreMany(int names, String told) throws IOException {
        List<String> symbols =
                IntStream.rangeClosed(1, names).mapToObj(i -> "S" + i).toList();
        StringBuilder rows = new StringBuilder("datetime,symbol,open,high,low,close,volume\n");
        for (String day : List.of("2024-01-02", "2024-01-03")) {
            symbols.forEach(
                    symbol -> rows.append(day).append(" 09:30,").append(symbol).append(",10,12,9,11,5\n"));
        }
        Path bars = Files.writeString(folder.resolve("bars.csv"), rows);
        CommandLine.Outcome outcome = run("qqq.conf", "--no-verify", "--bars", String.join(",", symbols) + "=" + bars);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains(told), outcome.out());
    }

    @Test
    void shouldSayThatNothingIsProvedWhenNoProofIsWanted() {
        CommandLine.Outcome proved = run("qqq.conf");
        String trades = read("trades.csv");
        CommandLine.Outcome outcome = run("qqq.conf", "--no-verify");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(trades, read("trades.csv"));
        assertEquals("not verified", summary().values().get("digest"));
        assertTrue(outcome.out().contains("not verified, as --no-verify asks"), outcome.out());
        // The journal is the same, and can be proved later.
        String line = BacktestRun.verify(folder.resolve("out/journal")).line();
        assertTrue(proved.out().contains(line), line);
    }

    @Test
    void shouldGiveTheRunsOwnDigestWhenItsJournalIsReported() {
        assertEquals(0, run("qqq.conf").code());
        Path journal = folder.resolve("out/journal");
        Object digest = summary().values().get("digest");
        assertEquals(
                digest,
                JournalRun.read(List.of(journal), engine -> List.of()).proof().digest());
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve("out").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> condition(Map<?, ?> story, String text) {
        return ((List<?>) story.get("conditions"))
                .stream()
                        .map(one -> (Map<?, ?>) one)
                        .filter(one -> one.get("condition").equals(text))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void shouldTellWhySignalsWereRefusedWhenNothingWasTraded() {
        CommandLine.Outcome outcome = run("qqq.conf", "--equity", "100");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("SIZE_ZERO: the size is below one lot"), outcome.out());
    }

    @Test
    void shouldRefuseBarsForAStrategyThatHearsTradesOnly() {
        CommandLine.Outcome outcome = run("opening-range.conf", "--set", "data.bar=5m");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("hears trades only"), outcome.err());
        assertTrue(outcome.err().contains("--ticks"), outcome.err());
    }

    @Test
    void shouldTellTwoStrategiesApart() {
        CommandLine.Outcome outcome = run("two-strategies.conf");
        assertEquals(0, outcome.code(), outcome.err());
        List<Trade> trades = TradeFile.read(folder.resolve("out/trades.csv"));
        assertEquals(
                Set.of("quick", "slow"), trades.stream().map(Trade::strategy).collect(Collectors.toSet()));
        String header = "\nstrategy   trades      won           profit     commission   mean R\n";
        assertTrue(outcome.out().contains(header), outcome.out());
        for (String name : List.of("quick", "slow")) {
            List<Trade> own =
                    trades.stream().filter(one -> one.strategy().equals(name)).toList();
            double profit = own.stream().mapToLong(Trade::pnlE8).sum() / 1e8;
            long won = own.stream().filter(one -> one.pnlE8() > 0).count();
            double fees = own.stream().mapToLong(Trade::commissionE8).sum() / 1e8;
            double mean = own.stream().mapToDouble(Trade::rMultiple).average().orElseThrow();
            String row = String.format(
                    Locale.ROOT, "\n%-8s %8d %8d %,16.2f %,14.2f %8.2f\n", name, own.size(), won, profit, fees, mean);
            assertTrue(outcome.out().contains(row), row + outcome.out());
        }
        assertFalse(outcome.out().contains("\nsymbol "), "there is one alone");
        Path journal = folder.resolve("out/journal");
        String last = OrderRef.format(trades.get(trades.size() - 1).orderRef());
        assertTrue(
                outcome.out()
                        .endsWith("\nResults in " + folder.resolve("out")
                                + ": report.html, trades.csv, orders.csv, equity.csv, summary.json, journal/\nTry next:\n"
                                + "  ringside explain " + journal + " --order " + last
                                + "\n  ringside tail --type fill "
                                + journal + "\n  ringside verify " + journal + "\n"),
                outcome.out());
        assertTrue(outcome.out().contains(" reached)"), outcome.out());
        assertTrue(summary().number("highest_gross") > 0);
    }

    @Test
    void shouldFillTheFurtherColumnsOfEveryTrade() {
        run("qqq.conf");
        for (Trade trade : TradeFile.read(folder.resolve("out/trades.csv"))) {
            assertTrue(trade.maeE8() >= 0 && trade.mfeE8() >= 0);
            assertTrue(trade.barsHeld() >= 0);
            double lost = Math.max(0, -(trade.pnlE8() + trade.commissionE8()));
            // Nothing is left lower than at its worst; the average price is rounded.
            assertTrue(trade.maeE8() >= lost - 100 * trade.quantity(), trade.toString());
        }
    }

    @Test
    void shouldNameAStopThatNeverMovedAndKeepThePublishedWord() {
        run("qqq.conf", "--set", "risk.atr-multiple=2");
        Set<String> honest = TradeFile.read(folder.resolve("out/trades.csv")).stream()
                .map(Trade::exitReason)
                .collect(Collectors.toSet());
        assertTrue(honest.containsAll(Set.of("STOP", "TRAILING_STOP")), honest.toString());
        run("qqq-published.conf", "--set", "risk.atr-multiple=2");
        Set<String> published = TradeFile.read(folder.resolve("out/trades.csv")).stream()
                .map(Trade::exitReason)
                .collect(Collectors.toSet());
        assertFalse(published.contains("STOP"), published.toString());
    }

    @Test
    void shouldHoldAnotherInstrumentAndARisklessRateAgainstIt() throws IOException {
        Path bars = folder.resolve("SPY.csv");
        Files.writeString(
                bars,
                "datetime,open,high,low,close,volume\n2024-01-02,400,410,390,404,1000\n2024-02-29,430,450,420,440,1000\n");
        CommandLine.Outcome plain = run("qqq.conf");
        assertEquals(0, plain.code(), plain.err());
        double sharpe = summary().number("sharpe");
        CommandLine.Outcome outcome = run("qqq.conf", "--benchmark", "SPY=" + bars, "--riskless", "5");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(10, summary().number("benchmark_return_pct"), 1e-9);
        assertEquals(5, summary().number("riskless_pct"));
        assertTrue(summary().number("sharpe") < sharpe);
    }

    @Test
    void shouldPrintTheSummaryAloneWhenAskedForJson() throws IOException {
        Path bars = Files.writeString(
                folder.resolve("SPY.csv"),
                "datetime,open,high,low,close,volume\n2024-01-02,400,410,390,404,1000\n2024-02-29,430,450,420,440,1000\n");
        CommandLine.Outcome outcome = run("qqq.conf", "--json", "--benchmark", "SPY=" + bars);
        assertTrue(outcome.err().contains("SPY"), outcome.err());
        assertEquals(summary().values(), Json.read("stdout", outcome.out()));
        assertNull(summary().values().get("no_trades"));
    }
}
