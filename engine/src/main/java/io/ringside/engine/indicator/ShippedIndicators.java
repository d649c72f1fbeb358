package io.ringside.engine.indicator;

import io.ringside.engine.indicator.IndicatorKind.Argument;
import java.util.List;

/** The engine's own indicators by name. */
public final class ShippedIndicators implements IndicatorShelf {
    private static final Argument PERIOD_20 = new Argument("period", 20, "bars");

    @Override
    public List<IndicatorKind> indicators() {
        return List.of(
                IndicatorKind.ofPeriod("sma", "mean of the closes", 20, SimpleMovingAverage::new),
                IndicatorKind.ofPeriod("ema", "exponential average of the closes", 20, ExponentialMovingAverage::new),
                IndicatorKind.ofPeriod(
                        "wma", "linearly weighted average of the closes", 20, WeightedMovingAverage::new),
                IndicatorKind.ofPeriod("atr", "Wilder's average true range", 14, WilderAverageTrueRange::new),
                IndicatorKind.ofPeriod("rsi", "Wilder's relative strength index", 14, RelativeStrengthIndex::new),
                IndicatorKind.ofPeriod("willr", "Williams %R", 14, WilliamsR::new),
                IndicatorKind.ofPeriod("roc", "change of the close in per cent", 10, RateOfChange::new),
                IndicatorKind.ofPeriod("highest", "highest high", 20, HighestHigh::new),
                IndicatorKind.ofPeriod("lowest", "lowest low", 20, LowestLow::new),
                IndicatorKind.ofPeriod(
                        "deviation", "standard deviation of the closes", 20, StandardDeviation::population),
                IndicatorKind.ofPeriod("z-score", "deviations of the close from the mean", 20, ZScore::population),
                new IndicatorKind(
                        "linear-regression",
                        "straight line through the closes",
                        List.of(PERIOD_20),
                        List.of("slope", "r-squared"),
                        in -> new LinearRegression(IndicatorKind.whole("period", in[0]))),
                new IndicatorKind(
                        "adx",
                        "Wilder's average directional index",
                        List.of(new Argument("period", 14, "bars")),
                        List.of("adx", "plus-di", "minus-di"),
                        in -> new AverageDirectionalIndex(IndicatorKind.whole("period", in[0]))),
                new IndicatorKind(
                        "bollinger",
                        "mean and so many deviations above and below it",
                        List.of(PERIOD_20, new Argument("width", 2, "standard deviations")),
                        List.of("middle", "upper", "lower"),
                        in -> new BollingerBands(IndicatorKind.whole("period", in[0]), in[1])),
                new IndicatorKind(
                        "keltner",
                        "exponential average and so many average true ranges above and below it",
                        List.of(PERIOD_20, new Argument("atr-period", 10, "bars"), new Argument("width", 2, "atr")),
                        List.of("middle", "upper", "lower"),
                        in -> new KeltnerChannel(
                                IndicatorKind.whole("period", in[0]), IndicatorKind.whole("atr-period", in[1]), in[2])),
                new IndicatorKind(
                        "donchian",
                        "highest high, lowest low and the middle between them",
                        List.of(PERIOD_20),
                        List.of("middle", "upper", "lower"),
                        in -> new DonchianChannel(IndicatorKind.whole("period", in[0]))),
                new IndicatorKind(
                        "macd",
                        "difference of two exponential averages, and its own average",
                        List.of(
                                new Argument("fast", 12, "bars"),
                                new Argument("slow", 26, "bars"),
                                new Argument("signal", 9, "bars")),
                        List.of("macd", "signal", "histogram"),
                        in -> new Macd(
                                IndicatorKind.whole("fast", in[0]),
                                IndicatorKind.whole("slow", in[1]),
                                IndicatorKind.whole("signal", in[2]))),
                new IndicatorKind(
                        "vwap",
                        "volume-weighted average price of the session",
                        List.of(),
                        List.of("vwap"),
                        in -> new SessionVwap()),
                new IndicatorKind("obv", "on-balance volume", List.of(), List.of("obv"), in -> new OnBalanceVolume()),
                new IndicatorKind(
                        "true-range",
                        "true range of the bar",
                        List.of(),
                        List.of("true-range"),
                        in -> new TrueRange()));
    }
}
