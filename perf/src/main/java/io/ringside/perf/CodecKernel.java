package io.ringside.perf;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** JMH: one message of the TWS protocol. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecKernel {
    @Param({
        "decode tickPrice",
        "decode tickByTick Last",
        "decode realTimeBar",
        "decode orderStatus",
        "decode execDetails",
        "decode openOrder",
        "encode placeOrder",
        "encode cancelOrder"
    })
    public String message;

    private CodecMessage subject;

    @Setup
    public void prepare() {
        subject = CodecMessage.all().stream()
                .filter(one -> one.name().equals(message))
                .findFirst()
                .orElseThrow();
    }

    @Benchmark
    public Object message() {
        subject.repeat(1);
        return subject;
    }

    @TearDown
    public void check() {
        if (subject.wrong() != null) {
            throw new IllegalStateException(subject.wrong());
        }
    }
}
