package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.OrderRef;
import io.ringside.engine.indicator.HighestHigh;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Rule;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.report.Trade;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Back tests of strategies that ask for more than an entry at the market: they trade, and their journals replay. */
class TermsBacktestIT {
    private static final List<String> WAYS = List.of(
            "limit",
            "stop",
            "stop-limit",
            "open",
            "close",
            "per-cent",
            "price",
            "chandelier",
            "turn",
            "steps",
            "units",
            "timer");

    @TempDir
    Path folder;

    /** In and out of an average, in one way or another. */
    public static final class Asking extends Strategy {
        private int minutes;

        @Override
        protected void onTimer(long nanos) {
            minutes++;
        }

        @Override
        protected void define() {
            about("Asks for one thing or another.");
            String way = choice("way", "limit", WAYS, "what it asks for");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value close = bars.close();
            Value average = bars.add("average", new SimpleMovingAverage(20));
            Value high = bars.add("high", new HighestHigh(10));
            Value atr = bars.add("atr", new WilderAverageTrueRange(14));
            volatility(atr);
            Rule in = enterLong("UP").when(close.crossesAbove(average));
            Rule out = way.equals("turn") ? enterShort("DOWN") : exitLong("DOWN");
            out.when(close.crossesBelow(average));
            switch (way) {
                case "limit" ->
                    in.byLimit(bars.value("dip", () -> close.get() - 0.2 * atr.get()))
                            .goodFor(3)
                            .fixedStop();
                case "stop" ->
                    in.byStop(bars.value("top", () -> high.get() + 0.01)).exitAfter(6, "LONG_ENOUGH");
                case "stop-limit" ->
                    in.byStopLimit(
                            bars.value("top", () -> high.get() + 0.01), bars.value("most", () -> high.get() + 0.2));
                case "open" -> in.atTheOpen();
                case "close" -> in.atTheClose().exitAfter(20, "A_WHILE");
                case "per-cent" -> in.trailingPerCent(0.5);
                case "price" -> in.trailingPrice(1.5);
                case "chandelier" -> in.chandelier(3);
                case "steps" ->
                    in.scaleOut(0.5, bars.value("one", () -> close.get() + atr.get()))
                            .scaleOut(0.25, bars.value("two", () -> close.get() + 2 * atr.get()));
                case "units" ->
                    in.pyramid(4, bars.value("step", () -> 0.5 * atr.get())).fixedStop();
                case "timer" -> exit("TEN").on(Moment.TIMER).when(check("ten", () -> minutes % 10 == 0));
                default -> {
                    in.reversing();
                    out.reversing();
                }
            }
        }
    }

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(Asking::new);
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void shouldTradeAndReplayWhateverAStrategyAsksFor(String way) throws IOException {
        Path file = folder.resolve("asking.conf");
        Files.writeString(file, """
                instruments = [ { symbol = QQQ } ]
                signal { strategy = asking, way = %s }
                risk { allow-short = true, fraction = 0.005, reentry-bars = 0 }
                """.formatted(way));
        Set<String> proofs = new TreeSet<>();
        for (String driver : List.of("inline", "ring")) {
            Path out = folder.resolve(driver);
            CommandLine.Outcome outcome = CommandLine.run(
                    new BacktestCommand(),
                    "--config",
                    file,
                    "--from",
                    "2024-01-02",
                    "--to",
                    "2024-03-28",
                    "--driver",
                    driver,
                    "--out",
                    out);
            assertEquals(0, outcome.code(), outcome.err());
            proofs.add(Arrays.stream(outcome.out().split("\n"))
                    .filter(line -> line.contains("verified records="))
                    .findFirst()
                    .orElseThrow());
            long trades = Files.readAllLines(out.resolve("trades.csv")).size() - 1L;
            assertTrue(trades > 10, trades + " trades");
        }
        explain(folder.resolve("inline"));
        assertEquals(1, proofs.size(), proofs.toString());
    }

    /** Entries of all parts are told with the conditions of their strategy, or as a further unit, and with their own verdict. */
    private static void explain(Path out) {
        List<Trade> trades = TradeFile.read(out.resolve("trades.csv"));
        for (Trade trade : trades.subList(0, 6)) {
            CommandLine.Outcome told = CommandLine.run(
                    new ExplainCommand(), "--order", OrderRef.format(trade.orderRef()), out.resolve("journal"));
            assertEquals(0, told.code(), told.err());
            boolean unit = told.out().contains(" of the position, added as the price went on");
            assertTrue(unit || told.out().contains("What asking looked at"), told.out());
            assertTrue(told.out().contains("an order for " + trade.quantity() + " shares"), told.out());
        }
    }
}
