package io.ringside.engine.indicator;

import static io.ringside.engine.indicator.TaLib.each;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every indicator beside columns that others compute: TA-Lib, and the textbook's formula where TA-Lib starts differently.
 * Prints the largest relative difference over all instruments.
 */
class OutsideColumnsTest {
    private static final double LIMIT = 1e-9;
    /** Bars after which no trace of a recursion's seed is left at {@link #LIMIT}. */
    private static final int FADED = 600;

    private final List<Row> rows = new ArrayList<>();

    /**
     * One comparison.
     *
     * @param scale by which the outside column is divided
     * @param from first bar, beside the indicator's own warm-up
     */
    private record Row(
            String name,
            Supplier<Indicator> indicator,
            int output,
            String outside,
            Function<Market, double[]> column,
            double scale,
            int from) {}

    @Test
    void shouldEqualOutsideColumnsWhenRunOverTwelveInstruments() {
        averages();
        spreads();
        momentum();
        channels();
        List<Market> markets = Market.all();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%nIndicators beside outside columns, %d %s instruments, %d bars each%n%-28s %-38s %6s  %s%n",
                markets.size(),
                SharedData.isPresent() ? "recorded" : "SYNTHETIC",
                markets.get(0).size(),
                "indicator",
                "outside column",
                "from",
                "largest relative difference"));
        List<String> failed = new ArrayList<>();
        for (Row row : rows) {
            double largest = 0;
            for (Market market : markets) {
                largest = Math.max(largest, compare(row, market, row.name().startsWith("MACD")));
            }
            table.append(String.format(
                    Locale.ROOT,
                    "%-28s %-38s %6d  %.1e%n",
                    row.name(),
                    row.outside(),
                    Math.max(row.from(), row.indicator().get().warmUp()),
                    largest));
            if (!(largest <= LIMIT)) {
                failed.add(row.name() + " beside " + row.outside() + ": " + largest);
            }
        }
        table.append(String.format(
                Locale.ROOT,
                "MACD crosses 0: its differences are relative to 1 %% of its root mean square at least%n"));
        System.out.println(table);
        assertTrue(failed.isEmpty(), failed.toString());
    }

    private void averages() {
        add("SMA(200)", () -> new SimpleMovingAverage(200), "TA-Lib SMA", m -> TaLib.sma(m, 200));
        add("EMA(20)", () -> new ExponentialMovingAverage(20), "TA-Lib EMA", m -> TaLib.ema(m, 20));
        add("WMA(20)", () -> new WeightedMovingAverage(20), "TA-Lib WMA", m -> TaLib.wma(m, 20));
        add("session VWAP", SessionVwap::new, "textbook, summed anew for each bar", Textbook::sessionVwap);
    }

    private void spreads() {
        addFrom(2, "true range", TrueRange::new, "TA-Lib TRANGE (none on bar 1)", TaLib::trueRange);
        add("true range", TrueRange::new, "textbook", Textbook::trueRange);
        Supplier<Indicator> atr = () -> new WilderAverageTrueRange(14);
        add("ATR(14)", atr, "textbook, Wilder", m -> Textbook.atr(m, 14));
        addFrom(FADED, "ATR(14)", atr, "TA-Lib ATR (seeded one bar later)", m -> TaLib.atr(m, 14));
        Supplier<Indicator> population = () -> StandardDeviation.population(20);
        add("std. deviation(20)", population, "TA-Lib STDDEV", m -> TaLib.standardDeviation(m, 20));
        add("std. deviation(20)", population, "textbook", m -> Textbook.standardDeviation(m, 20, 20));
        add(
                "std. deviation(20), sample",
                () -> StandardDeviation.sample(20),
                "textbook",
                m -> Textbook.standardDeviation(m, 20, 19));
        addPlain("z-score(20)", () -> ZScore.population(20), 0, "textbook", m -> Textbook.zScore(m, 20, 20));
        addPlain("z-score(20), sample", () -> ZScore.sample(20), 0, "textbook", m -> Textbook.zScore(m, 20, 19));
    }

    private void momentum() {
        addPlain("Williams %R(10)", () -> new WilliamsR(10), 0, "TA-Lib WILLR", m -> TaLib.willR(m, 10));
        addPlain("RSI(14)", () -> new RelativeStrengthIndex(14), 0, "TA-Lib RSI", m -> TaLib.rsi(m, 14));
        addPlain("rate of change(10)", () -> new RateOfChange(10), 0, "TA-Lib ROC", m -> TaLib.rateOfChange(m, 10));
        addPlain("on-balance volume", OnBalanceVolume::new, 0, "TA-Lib OBV", TaLib::onBalanceVolume);
        String[] macds = {"MACD(12, 26, 9)", "MACD signal", "MACD histogram"};
        for (int i = 0; i < macds.length; i++) {
            int output = i;
            Supplier<Indicator> macd = () -> new Macd(12, 26, 9);
            add(macds[i], macd, i, "textbook", m -> Textbook.macd(m, 12, 26, 9, output), Market.UNIT, 0);
            add(
                    macds[i],
                    macd,
                    i,
                    "TA-Lib MACD (fast seeded later)",
                    m -> TaLib.macd(m, 12, 26, 9, output),
                    Market.UNIT,
                    FADED);
        }
        Supplier<Indicator> adx = () -> new AverageDirectionalIndex(14);
        String[] directions = {"ADX(14)", "+DI(14)", "-DI(14)"};
        List<Function<Market, double[]>> taLib =
                List.of(m -> TaLib.adx(m, 14), m -> TaLib.plusDi(m, 14), m -> TaLib.minusDi(m, 14));
        for (int i = 0; i < directions.length; i++) {
            int output = i;
            addPlain(directions[i], adx, i, "textbook, Wilder", m -> Textbook.directional(m, 14, output));
            add(directions[i], adx, i, "TA-Lib (sums begin one bar earlier)", taLib.get(i), 1, FADED);
        }
        Supplier<Indicator> line = () -> new LinearRegression(20);
        add("regression slope(20)", line, "TA-Lib LINEARREG_SLOPE", m -> TaLib.slope(m, 20));
        addPlain(
                "regression R2(20)",
                line,
                LinearRegression.R2,
                "TA-Lib CORREL, squared",
                m -> each(TaLib.correlation(m, 20), r -> r * r));
    }

    private void channels() {
        add("highest(10)", () -> new HighestHigh(10), "TA-Lib MAX", m -> TaLib.max(m, 10));
        add("lowest(10)", () -> new LowestLow(10), "TA-Lib MIN", m -> TaLib.min(m, 10));
        Supplier<Indicator> donchian = () -> new DonchianChannel(55);
        add("Donchian(55) upper", donchian, 1, "TA-Lib MAX", m -> TaLib.max(m, 55), Market.UNIT, 0);
        add("Donchian(55) lower", donchian, 2, "TA-Lib MIN", m -> TaLib.min(m, 55), Market.UNIT, 0);
        add(
                "Donchian(55) middle",
                donchian,
                0,
                "TA-Lib MAX and MIN",
                m -> sum(TaLib.max(m, 55), 0.5, TaLib.min(m, 55), 0.5),
                Market.UNIT,
                0);
        String[] bands = {"Bollinger(20, 2) middle", "Bollinger(20, 2) upper", "Bollinger(20, 2) lower"};
        for (int i = 0; i < bands.length; i++) {
            int output = i;
            add(
                    bands[i],
                    () -> new BollingerBands(20, 2),
                    i,
                    "TA-Lib BBANDS",
                    m -> TaLib.bollinger(m, 20, 2, output),
                    Market.UNIT,
                    0);
        }
        String[] ends = {"Keltner(20, 10, 2) middle", "Keltner(20, 10, 2) upper", "Keltner(20, 10, 2) lower"};
        for (int i = 0; i < ends.length; i++) {
            double width = i == KeltnerChannel.MIDDLE ? 0 : i == KeltnerChannel.UPPER ? 2 : -2;
            Supplier<Indicator> keltner = () -> new KeltnerChannel(20, 10, 2);
            add(ends[i], keltner, i, "textbook", m -> Textbook.keltner(m, 20, 10, width), Market.UNIT, 0);
            add(
                    ends[i],
                    keltner,
                    i,
                    "TA-Lib EMA and ATR (seeded later)",
                    m -> sum(TaLib.ema(m, 20), 1, TaLib.atr(m, 10), width),
                    Market.UNIT,
                    FADED);
        }
    }

    /** A column in units of price. */
    private void add(String name, Supplier<Indicator> indicator, String outside, Function<Market, double[]> column) {
        add(name, indicator, 0, outside, column, Market.UNIT, 0);
    }

    /** A column in units of price from a later bar on. */
    private void addFrom(
            int from, String name, Supplier<Indicator> indicator, String outside, Function<Market, double[]> column) {
        add(name, indicator, 0, outside, column, Market.UNIT, from);
    }

    /** A column that is no price. */
    private void addPlain(
            String name, Supplier<Indicator> indicator, int output, String outside, Function<Market, double[]> column) {
        add(name, indicator, output, outside, column, 1, 0);
    }

    private void add(
            String name,
            Supplier<Indicator> indicator,
            int output,
            String outside,
            Function<Market, double[]> column,
            double scale,
            int from) {
        rows.add(new Row(name, indicator, output, outside, column, scale, from));
    }

    /**
     * @param crossesZero for columns that are small differences of large numbers on both sides: where they cross 0, a
     *     difference is taken relative to a hundredth of the column's root mean square
     */
    private static double compare(Row row, Market market, boolean crossesZero) {
        Indicator indicator = row.indicator().get();
        double[] column = row.column().apply(market);
        int from = Math.max(row.from(), indicator.warmUp());
        double least = crossesZero ? 0.01 * rootMeanSquare(column) / row.scale() : 0;
        double largest = 0;
        for (int i = 0; i < column.length; i++) {
            indicator.update(market.bars.get(i));
            if (i + 1 >= from) {
                double expected = column[i] / row.scale();
                double difference = Math.abs(indicator.value(row.output()) - expected);
                largest = Math.max(largest, difference == 0 ? 0 : difference / Math.max(least, Math.abs(expected)));
            } else if (row.from() == 0) {
                assertTrue(Double.isNaN(column[i]), row.name() + ": the outside column is warm on bar " + (i + 1));
            }
        }
        return largest;
    }

    private static double rootMeanSquare(double[] column) {
        double[] cells = Arrays.stream(column).filter(Double::isFinite).toArray();
        return Math.sqrt(Arrays.stream(cells).map(cell -> cell * cell).sum() / cells.length);
    }

    private static double[] sum(double[] a, double weightA, double[] b, double weightB) {
        double[] column = a.clone();
        for (int i = 0; i < column.length; i++) {
            column[i] = weightA * a[i] + weightB * b[i];
        }
        return column;
    }
}
