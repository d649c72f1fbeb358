package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.OrderRef;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Bars;
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
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What trades of a strategy of several bar sizes, with reversals or units, were decided on. One morning of bars of five minutes,
 * each of which opens where the one before closed: an hour at 100, then 101, and 105 on the bar that ends at 11:30.
 */
class OwnStrategyTradesTest {
    @TempDir
    Path folder;

    /** Averages of one number are the last closes. */
    public static final class Telling extends Strategy {
        @Override
        protected void define() {
            about("Says on what it was decided.");
            String way = choice("way", "plain", List.of("plain", "turn", "units", "hours", "other"), "what it does");
            Value high = threshold("high", 105, 0, 1000, "", "enters from here on");
            Value low = threshold("low", 103, 0, 1000, "", "turns from here on");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Bars hours = bars(BarSpec.parse("1h"));
            bars.add("last close", new SimpleMovingAverage(1));
            hours.add("hourly close", new SimpleMovingAverage(1));
            volatility(hours.add("atr", new WilderAverageTrueRange(1)));
            Rule in = enterLong("HIGH");
            switch (way) {
                case "plain" -> in.when(bars.close().atLeast(high)).exitAfter(1, "OLD");
                case "hours" -> in.on(hours).when(hours.close().atLeast(high)).exitAfter(1, "OLD");
                case "turn" -> {
                    in.when(bars.close().atLeast(high)).reversing();
                    enterShort("LOW").when(bars.close().atMost(low)).reversing();
                }
                case "units" ->
                    in.when(bars.close().atLeast(high))
                            .oncePerSession()
                            .pyramid(3, bars.value("a point", () -> 1))
                            .exitAfter(4, "OLD");
                default -> {
                    Bars other = bars(
                            BarSpec.FIVE_MINUTES,
                            instruments("of", 1, "whose bars it goes by").get(0));
                    in.on(other).when(other.close().atLeast(high)).exitAfter(1, "OLD");
                }
            }
        }
    }

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(Telling::new);
    }

    private List<Trade> trades(String way, double... closes) throws IOException {
        return trades(way, "[ { symbol = QQQ } ]", "", List.of("--bars", "QQQ=" + bars("QQQ", 0, closes)));
    }

    private List<Trade> trades(String way, String instruments, String more, List<String> bars) throws IOException {
        Path config = Files.writeString(folder.resolve("telling.conf"), """
                instruments = %s
                data { bar = 5m }
                signal { strategy = telling, way = %s %s }
                risk { allow-short = true, reentry-bars = 0, atr-multiple = 2, size { by = shares, shares = 10 } }
                broker { slippage-ticks = 0 }
                """.formatted(instruments, way, more));
        List<Object> arguments = new ArrayList<>(List.of("--config", config, "--out", folder.resolve("out")));
        arguments.addAll(bars);
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), arguments.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return TradeFile.read(folder.resolve("out/trades.csv"));
    }

    /** Closes from the bar on that ends at 11:30. */
    private Path bars(String symbol, double above, double... closes) throws IOException {
        double[] all = new double[23 + closes.length];
        Arrays.fill(all, 0, 12, 100);
        Arrays.fill(all, 12, 23, 101);
        System.arraycopy(closes, 0, all, 23, closes.length);
        StringBuilder text = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int i = 0; i < all.length; i++) {
            double open = above + all[Math.max(0, i - 1)];
            double close = above + all[i];
            text.append(String.format(
                    Locale.ROOT,
                    "2025-05-21 %s:00,%.2f,%.2f,%.2f,%.2f,100000%n",
                    LocalTime.of(9, 30).plusMinutes(5L * i),
                    open,
                    Math.max(open, close),
                    Math.min(open, close),
                    close));
        }
        return Files.writeString(folder.resolve(symbol + ".csv"), text);
    }

    private static String time(long nanos) {
        return ExchangeCalendar.usEquity().format(nanos).substring(11, 16);
    }

    private static String told(Trade trade) {
        return time(trade.signalBarNanos()) + " in " + time(trade.entryNanos()) + " atr "
                + trade.indicators().get("atr") + " last " + trade.indicators().get("last close") + " hour "
                + trade.indicators().get("hourly close");
    }

    private String explain(String option, String value) {
        CommandLine.Outcome told = CommandLine.run(new ExplainCommand(), option, value, folder.resolve("out/journal"));
        assertEquals(0, told.code(), told.err());
        return told.out();
    }

    /** The hour from 10:30 on goes from 100, where the one before closed, to 105. */
    @Test
    void shouldTellTheBarOfTheRuleAndAllIndicatorsAsTheyWereLast() throws IOException {
        List<Trade> trades = trades("plain", 105, 104, 104, 107, 104, 104, 104);
        assertEquals(
                List.of("11:25 in 11:30 atr 5.0 last 105.0 hour 105.0", "11:40 in 11:45 atr 5.0 last 107.0 hour 105.0"),
                trades.stream().map(OwnStrategyTradesTest::told).toList());
    }

    @Test
    void shouldTellTheHourWhereTheRuleIsOnHours() throws IOException {
        List<Trade> trades = trades("hours", 105, 104, 104, 104);
        assertEquals(
                List.of("10:30 in 11:30 atr 5.0 last 105.0 hour 105.0"),
                trades.stream().map(OwnStrategyTradesTest::told).toList());
        assertEquals("""
                The bar: QQQ from 2025-05-21T11:35:00-04:00 to 2025-05-21T11:40:00-04:00, event %s
                  open 104.00, high 104.00, low 104.00, close 104.00, volume 100000
                No rule of telling is decided on this bar: it is for the values of others.
                The bar: QQQ from 2025-05-21T11:30:00-04:00 to 2025-05-21T12:30:00-04:00, event %s
                  open 105.00, high 105.00, low 104.00, close 104.00, volume 300000
                What telling looked at
                  long   close >= high                                        104.000000 against     105.000000  FAILS
                Nothing was decided: not all conditions of an entry or of an exit hold.
                """, explain("--at", "2025-05-21T11:36").replaceAll("event \\d+", "event %s"));
    }

    @Test
    void shouldTellOnWhatAReversalWasDecided() throws IOException {
        List<Trade> trades = trades("turn", 105, 104, 102, 102, 102, 102);
        assertEquals(
                List.of("11:25 in 11:30 atr 5.0 last 105.0 hour 105.0", "11:35 in 11:45 atr 5.0 last 102.0 hour 105.0"),
                trades.stream().map(OwnStrategyTradesTest::told).toList());
        String order = explain("--order", OrderRef.format(trades.get(1).orderRef()));
        for (String told : List.of(order, explain("--at", "2025-05-21T11:36"))) {
            assertFalse(told.contains("came to nothing"), told);
            assertTrue(
                    told.contains("Verdict: reversing, it leaves the position the other way first and enters once"),
                    told);
            assertTrue(
                    told.matches("(?s).*\n  left by R20250521-\\d+-0: SELL 10 QQQ MARKET DAY, 10 at 102.00 on average, "
                            + "filled 2025-05-21T11:40:00-04:00\n.*"),
                    told);
            assertTrue(
                    told.contains(
                            "  entered by " + OrderRef.format(trades.get(1).orderRef())
                                    + ": SELL 10 QQQ MARKET DAY, 10 at 102.00 on average, filled 2025-05-21T11:45:00-04:00\n"),
                    told);
        }
    }

    /** Bought at 105, 106.50 and 107.60; the first one's four bars are over at 11:50. */
    @Test
    void shouldTellOnWhatUnitsWereAddedAndThatTheyLeaveTogether() throws IOException {
        List<Trade> trades = trades("units", 105, 106.5, 106.9, 107.6, 107.6, 107.6, 107.6);
        assertEquals(
                List.of(
                        "11:25 in 11:30 atr 5.0 last 105.0 hour 105.0",
                        "11:30 in 11:35 atr 5.0 last 106.5 hour 105.0",
                        "11:40 in 11:45 atr 5.0 last 107.6 hour 105.0"),
                trades.stream().map(OwnStrategyTradesTest::told).toList());
        assertEquals(
                List.of("OLD 11:50", "OLD 11:50", "OLD 11:50"),
                trades.stream()
                        .map(trade -> trade.exitReason() + " " + time(trade.exitNanos()))
                        .toList());
        String order = explain("--order", OrderRef.format(trades.get(1).orderRef()));
        for (String told : List.of(order, explain("--at", "2025-05-21T11:31"))) {
            assertTrue(told.contains("Unit 2 of 3 of the position, added as the price went on"), told);
            assertTrue(told.contains("The price 106.50 has gone 1.50 beyond 105.00, the price of unit 1."), told);
            assertTrue(told.contains("A unit is bought each step of 1.000000, so from 106.000000 on."), told);
            assertTrue(told.contains("an order for 10 shares"), told);
            assertFalse(told.contains("FAILS"), told);
            assertFalse(told.contains("a position is open"), told);
        }
        assertTrue(explain("--order", OrderRef.format(trades.get(0).orderRef())).contains("What telling looked at"));
    }

    /** SPY is 400 above QQQ. */
    @Test
    void shouldNameTheBarOfAnotherInstrumentByItsOwnName() throws IOException {
        double[] closes = {105, 104, 104, 104};
        List<Trade> trades = trades(
                "other",
                "[ { symbol = QQQ }, { symbol = SPY } ]",
                ", high = 505, of = [SPY]",
                List.of("--bars", "QQQ=" + bars("QQQ", 0, closes), "--bars", "SPY=" + bars("SPY", 400, closes)));
        Trade trade = trades.stream()
                .filter(one -> one.symbol().equals("QQQ"))
                .findFirst()
                .orElseThrow();
        String told = explain("--order", OrderRef.format(trade.orderRef()));
        String period = " from 2025-05-21T11:25:00-04:00 to 2025-05-21T11:30:00-04:00";
        assertTrue(told.contains("The bar: SPY" + period), told);
        assertTrue(told.contains("  open 501.00, high 505.00, low 501.00, close 505.00, volume 100000\n"), told);
        assertTrue(told.contains("the bar on which the rule was decided; what is traded is QQQ."), told);
        assertTrue(
                told.contains("The last bar of what is traded: QQQ" + period
                        + "\n  open 101.00, high 105.00, low 101.00, close 105.00, volume 100000\n"),
                told);
    }
}
