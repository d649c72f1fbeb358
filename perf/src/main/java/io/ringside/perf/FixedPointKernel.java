package io.ringside.perf;

import io.ringside.engine.event.FixedPoint;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** JMH: one price at 1e-8. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FixedPointKernel {
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;

    private final StringBuilder out = new StringBuilder(64);
    private String text = "512.34";
    private double value = 512.3449;
    private long valueE8 = FixedPoint.parse(text);

    @Benchmark
    public long parse() {
        return FixedPoint.parse(text);
    }

    @Benchmark
    public double toDouble() {
        return FixedPoint.toDouble(valueE8);
    }

    @Benchmark
    public long roundToTick() {
        return FixedPoint.roundToTick(value, CENT_E8);
    }

    @Benchmark
    public long times() {
        return FixedPoint.times(valueE8, 37);
    }

    @Benchmark
    public StringBuilder append() {
        out.setLength(0);
        return FixedPoint.append(out, valueE8);
    }
}
