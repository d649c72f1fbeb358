package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what a bar costs; promises nothing. */
@Tag("long")
class IndicatorSpeedTest {
    private static final int BARS = 325_000;
    private static final int RUNS = 31;

    private double sink;

    private record Subject(String name, Supplier<List<Indicator>> indicators) {}

    @Test
    void shouldPrintNanosecondsABar() {
        Bar[] bars = Market.invented("QQQ", LocalDate.of(2009, 1, 1), LocalDate.of(2025, 12, 31))
                .bars
                .toArray(Bar[]::new);
        bars = Arrays.copyOf(bars, BARS);
        List<Subject> subjects = List.of(
                of("SMA(200)", () -> new SimpleMovingAverage(200)),
                of("ATR(14)", () -> new WilderAverageTrueRange(14)),
                of("Williams %R(10)", () -> new WilliamsR(10)),
                new Subject(
                        "these three, through the interface",
                        () -> List.of(new SimpleMovingAverage(200), new WilderAverageTrueRange(14), new WilliamsR(10))),
                of("EMA(20)", () -> new ExponentialMovingAverage(20)),
                of("WMA(20)", () -> new WeightedMovingAverage(20)),
                of("true range", TrueRange::new),
                of("RSI(14)", () -> new RelativeStrengthIndex(14)),
                of("standard deviation(20)", () -> StandardDeviation.population(20)),
                of("z-score(20)", () -> ZScore.sample(20)),
                of("Bollinger(20, 2)", () -> new BollingerBands(20, 2)),
                of("MACD(12, 26, 9)", () -> new Macd(12, 26, 9)),
                of("highest(10)", () -> new HighestHigh(10)),
                of("highest(1000)", () -> new HighestHigh(1000)),
                of("rate of change(10)", () -> new RateOfChange(10)),
                of("ADX(14)", () -> new AverageDirectionalIndex(14)),
                of("session VWAP", SessionVwap::new),
                of("on-balance volume", OnBalanceVolume::new),
                of("regression(20)", () -> new LinearRegression(20)),
                of("Donchian(55)", () -> new DonchianChannel(55)),
                of("Keltner(20, 10, 2)", () -> new KeltnerChannel(20, 10, 2)));
        System.out.printf(
                Locale.ROOT,
                "%nJDK %s, %d bars, %d runs, ns a bar: least, median, most%n",
                Runtime.version().feature(),
                BARS,
                RUNS);
        print("touching the bars", bars, this::touch);
        print("SMA(200) + ATR(14) + Williams %R(10)", bars, this::three);
        for (Subject subject : subjects) {
            print(subject.name(), bars, b -> run(subject.indicators().get().toArray(Indicator[]::new), b));
        }
        assertTrue(Double.isFinite(sink));
    }

    private static Subject of(String name, Supplier<Indicator> indicator) {
        return new Subject(name, () -> List.of(indicator.get()));
    }

    private void print(String name, Bar[] bars, Function<Bar[], Double> subject) {
        double[] nanos = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            sink += subject.apply(bars);
            nanos[i] = (System.nanoTime() - begin) / (double) bars.length;
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "%-38s %6.1f %6.1f %6.1f%n", name, nanos[0], nanos[RUNS / 2], nanos[RUNS - 1]);
    }

    private double touch(Bar[] bars) {
        double sum = 0;
        for (Bar bar : bars) {
            sum += bar.high + bar.low + bar.close + bar.closeE8;
        }
        return sum;
    }

    private double three(Bar[] bars) {
        SimpleMovingAverage average = new SimpleMovingAverage(200);
        WilderAverageTrueRange range = new WilderAverageTrueRange(14);
        WilliamsR williams = new WilliamsR(10);
        double sum = 0;
        for (Bar bar : bars) {
            average.update(bar);
            range.update(bar);
            williams.update(bar);
            sum += average.value(0) + range.value(0) + williams.value(0);
        }
        return sum;
    }

    private static double run(Indicator[] indicators, Bar[] bars) {
        double sum = 0;
        for (Bar bar : bars) {
            for (Indicator indicator : indicators) {
                indicator.update(bar);
                for (int output = 0; output < indicator.outputs(); output++) {
                    sum += indicator.value(output);
                }
            }
        }
        return sum;
    }
}
