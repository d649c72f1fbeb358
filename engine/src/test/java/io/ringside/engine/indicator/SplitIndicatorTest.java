package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a split an indicator is as if it had seen the bars before it in prices and volumes of new shares. */
class SplitIndicatorTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<Supplier<Indicator>> all() {
        return Stream.of(
                () -> new AverageDirectionalIndex(5),
                () -> new BollingerBands(7, 2),
                () -> new DonchianChannel(9),
                () -> new ExponentialMovingAverage(6),
                () -> new HighestHigh(4),
                () -> new KeltnerChannel(6, 5, 2),
                () -> new LinearRegression(8),
                () -> new LowestLow(4),
                () -> new Macd(4, 9, 3),
                OnBalanceVolume::new,
                () -> new RateOfChange(5),
                () -> new RelativeStrengthIndex(7),
                SessionVwap::new,
                () -> new SimpleMovingAverage(10),
                () -> StandardDeviation.population(8),
                () -> StandardDeviation.sample(8),
                TrueRange::new,
                () -> new WeightedMovingAverage(7),
                () -> new WilderAverageTrueRange(6),
                () -> new WilliamsR(5),
                () -> ZScore.population(8),
                () -> ZScore.sample(8));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldGoOnAsIfAllBarsWereOfNewSharesWhenASplitComesAfterAnyBar(Supplier<Indicator> maker) {
        // Three times the prices, ten times the shares, so that no ratio here leaves anything to round.
        List<Bar> bars = new ArrayList<>();
        Golden.bars().forEach(bar -> bars.add(scaled(bar, 1, 3, 30)));
        long[][] ratios = {{2, 1}, {3, 2}, {1, 10}};
        for (long[] ratio : ratios) {
            for (int at = 1; at < bars.size(); at++) {
                Indicator split = maker.get();
                Indicator wanted = maker.get();
                for (Bar bar : bars.subList(0, at)) {
                    split.update(bar);
                    wanted.update(scaled(bar, ratio[0], ratio[1], 1));
                }
                split.split(ratio[0], ratio[1]);
                compare(wanted, split, at, at);
                for (int next = at; next < bars.size(); next++) {
                    Bar bar = scaled(bars.get(next), ratio[0], ratio[1], 1);
                    split.update(bar);
                    wanted.update(bar);
                    compare(wanted, split, at, next + 1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldBeAmongThoseThatSayWhatASplitMakesOfThem(Supplier<Indicator> maker) {
        assertEquals(null, series(maker.get()).unsplittable());
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldNameAnIndicatorThatDoesNotSayWhatASplitMakesOfIt(Supplier<Indicator> maker) {
        Indicator silent = new Indicator() {
            private final Indicator inner = maker.get();

            @Override
            public double update(Bar bar) {
                return inner.update(bar);
            }

            @Override
            public int warmUp() {
                return inner.warmUp();
            }

            @Override
            public double value(int output) {
                return inner.value(output);
            }
        };
        assertEquals(silent, series(silent).unsplittable());
        assertThrows(UnsupportedOperationException.class, () -> silent.split(2, 1));
    }

    private static BarSeries series(Indicator indicator) {
        return new BarSeries(
                0,
                Instrument.usEquity(0, "QQQ"),
                BarSpec.FIVE_MINUTES,
                List.of(new BarSeries.Subscription(0, 0, List.of(indicator))));
    }

    private static void compare(Indicator wanted, Indicator split, int at, int bars) {
        if (bars < wanted.warmUp()) {
            return;
        }
        for (int output = 0; output < wanted.outputs(); output++) {
            double expected = wanted.value(output);
            assertTrue(Double.isFinite(expected));
            assertEquals(
                    expected,
                    split.value(output),
                    TOLERANCE * Math.max(1, Math.abs(expected)),
                    "output " + output + " after " + bars + " bars, split after " + at);
        }
    }

    private static Bar scaled(Bar bar, long numerator, long denominator, long volumes) {
        Bar scaled = new Bar();
        scaled.at(0, 0, bar.sessionDay, bar.startNanos, bar.endNanos);
        scaled.prices(
                price(bar.openE8, numerator, denominator),
                price(bar.highE8, numerator, denominator),
                price(bar.lowE8, numerator, denominator),
                price(bar.closeE8, numerator, denominator),
                bar.volume * volumes * numerator / denominator);
        return scaled;
    }

    private static long price(long priceE8, long numerator, long denominator) {
        return BigDecimal.valueOf(priceE8)
                .multiply(BigDecimal.valueOf(denominator))
                .divide(BigDecimal.valueOf(numerator), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
