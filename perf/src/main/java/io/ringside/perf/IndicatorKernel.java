package io.ringside.perf;

import io.ringside.engine.event.Bar;
import io.ringside.engine.indicator.AverageDirectionalIndex;
import io.ringside.engine.indicator.BollingerBands;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.RelativeStrengthIndex;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.indicator.WilliamsR;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JMH: one bar through one indicator. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndicatorKernel {
    private static final int BARS = 4_096;

    @Param({"sma", "atr", "willr", "rsi", "bollinger", "adx"})
    public String indicator;

    private Indicator subject;
    private Bar[] bars;
    private int next;

    @Setup
    public void prepare() {
        subject = switch (indicator) {
            case "sma" -> new SimpleMovingAverage(200);
            case "atr" -> new WilderAverageTrueRange(14);
            case "willr" -> new WilliamsR(10);
            case "rsi" -> new RelativeStrengthIndex(14);
            case "bollinger" -> new BollingerBands(20, 2);
            case "adx" -> new AverageDirectionalIndex(14);
            default -> throw new IllegalArgumentException(indicator);
        };
        BarArrays arrays = BarArrays.generated(BARS);
        bars = new Bar[BARS];
        for (int i = 0; i < BARS; i++) {
            bars[i] = new Bar();
            bars[i].prices(arrays.openE8[i], arrays.highE8[i], arrays.lowE8[i], arrays.closeE8[i], arrays.volume[i]);
            subject.update(bars[i]);
        }
    }

    @Benchmark
    public double update() {
        subject.update(bars[next++ & (BARS - 1)]);
        return subject.value(0);
    }
}
