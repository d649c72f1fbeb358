import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Trade;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeExecutionModel;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/**
 * The published strategy in ta4j, for Ringside's benchmark: no part of its build, run from source on a newer Java.
 *
 * <p>Indicators, rules, series and execution are ta4j's own; only the trailing stop is ours, since the stock rule places
 * its stop otherwise, and it is the cheaper one. It takes one share a trade: sizing is left out, in ta4j's favour.
 *
 * <p>Says {@code ready}, then answers every line of input with a run over all bars: {@code ran TRADES NANOSECONDS}.
 */
final class Ta4jBacktest {
    private static final int SMA = 200;
    private static final int WILLR = 10;
    private static final int ATR = 14;
    /** Garbage collection is part of the cost; the compiler's share is gone after the first rounds. */
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final NumFactory DOUBLES = DoubleNumFactory.getInstance();

    public static void main(String[] args) throws IOException {
        BarSeries series = read(Path.of(args[0]));
        System.out.println("ready " + series.getBarCount());
        while (nextLine()) {
            // New indicators every time: they remember what they have computed.
            long start = PROCESS.getProcessCpuTime();
            int trades = run(series);
            long took = PROCESS.getProcessCpuTime() - start;
            System.out.println(String.format(Locale.ROOT, "ran %d %d", trades, took));
        }
    }

    private static int run(BarSeries series) {
        var close = new ClosePriceIndicator(series);
        var average = new SMAIndicator(close, SMA);
        var williams = new WilliamsRIndicator(series, WILLR);
        var range = new ATRIndicator(series, ATR);
        Rule entry = new UnderIndicatorRule(williams, -80).and(new OverIndicatorRule(close, average));
        Rule exit = new OverIndicatorRule(williams, -20)
                .and(new UnderIndicatorRule(close, average))
                .or(new TrailingStop(series, range));
        var strategy = new BaseStrategy(entry, exit, SMA - 1);
        TradingRecord record = new BarSeriesManager(series, new NextOpenThenAtOnce()).run(strategy);
        return record.getPositionCount();
    }

    /** Enters at the next bar's open, leaves on the bar that says so. */
    private static final class NextOpenThenAtOnce implements TradeExecutionModel {
        @Override
        public void execute(int index, TradingRecord record, BarSeries series, Num amount) {
            if (!record.isClosed()) {
                record.operate(index, series.getBar(index).getClosePrice(), amount);
            } else if (index < series.getEndIndex()) {
                record.operate(index + 1, series.getBar(index + 1).getOpenPrice(), amount);
            }
        }
    }

    /** Ten average true ranges below the entry, then below every close that raises it; touched by the bar's low. */
    private static final class TrailingStop implements Rule {
        private static final double MULTIPLE = 10;

        private final BarSeries series;
        private final ATRIndicator range;
        private Trade entry;
        private double stop;

        TrailingStop(BarSeries series, ATRIndicator range) {
            this.series = series;
            this.range = range;
        }

        @Override
        public boolean isSatisfied(int index, TradingRecord record) {
            Trade held = record.getCurrentPosition().getEntry();
            if (held != entry) {
                entry = held;
                stop = below(held.getPricePerAsset(), held.getIndex() - 1);
            }
            if (series.getBar(index).getLowPrice().doubleValue() <= stop) {
                return true;
            }
            stop = Math.max(stop, below(series.getBar(index).getClosePrice(), index));
            return false;
        }

        private double below(Num price, int index) {
            double level = price.doubleValue() - MULTIPLE * range.getValue(index).doubleValue();
            return Math.rint(level * 100) / 100;
        }
    }

    private static BarSeries read(Path file) throws IOException {
        List<Bar> bars = new ArrayList<>();
        Duration period = Duration.ofMinutes(5);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                Instant end = Instant.ofEpochSecond(0, in.readLong());
                Num open = DOUBLES.numOf(in.readDouble());
                Num high = DOUBLES.numOf(in.readDouble());
                Num low = DOUBLES.numOf(in.readDouble());
                Num close = DOUBLES.numOf(in.readDouble());
                Num volume = DOUBLES.numOf(in.readDouble());
                bars.add(new BaseBar(period, end.minus(period), end, open, high, low, close, volume, DOUBLES.zero(), 0));
            }
        }
        return new BaseBarSeriesBuilder().withNumFactory(DOUBLES).withBars(bars).build();
    }

    private static boolean nextLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
        return read >= 0;
    }
}
