package io.ringside.perf;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalRecord;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JMH: one bar's journal record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordKernel {
    private static final Bounds BOUNDS = new Bounds(1, 2, 12, 4);

    private final EngineEvent event = new EngineEvent(BOUNDS);
    private final EngineEvent read = new EngineEvent(BOUNDS);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(JournalRecord.maxLength(BOUNDS));
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C crc32c = new CRC32C();
    private int length;

    @Setup
    public void prepare() {
        event.clearDecisions();
        event.bar(0, 1_000, 2_000, 40_000_000_000L, 40_010_000_000L, 39_990_000_000L, 40_005_000_000L, 1_000, 0);
        length = JournalRecord.encode(event, 0, buffer);
    }

    @Benchmark
    public int encode() {
        return JournalRecord.encode(event, 0, buffer);
    }

    @Benchmark
    public long decodeIngress() {
        JournalRecord.decodeIngress(buffer, 0, read);
        return read.closeE8;
    }

    @Benchmark
    public long decode() {
        JournalRecord.decode(buffer, 0, read);
        return read.closeE8;
    }

    @Benchmark
    public long checksum() {
        crc32c.reset();
        bytes.limit(length).position(0);
        crc32c.update(bytes);
        return crc32c.getValue();
    }
}
