package io.ringside.perf;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Row 9: every message of the live path, decoded or encoded, one after the other in short windows; not one byte may be
 * allocated, and what came out must be what the message says.
 *
 * <p>Thread: the command's.
 */
final class CodecSuite implements Suite {
    private static final Goal GOAL = Goal.atMost(400, 120, "ns, 0 B");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UPS = 10;
    private static final int WINDOWS_MIN = 15;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        List<CodecMessage> messages = CodecMessage.all();
        Samples[] nanos = new Samples[messages.size()];
        long[] allocated = new long[messages.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = new Samples();
            allocated[i] = Long.MAX_VALUE;
        }
        for (int i = 0; i < WARM_UPS; i++) {
            messages.forEach(message -> message.repeat(sizes.messages()));
        }
        Rounds rounds = new Rounds(sizes, progress);
        for (int window = 0; rounds.next() || window < WINDOWS_MIN; window++) {
            for (int i = 0; i < nanos.length; i++) {
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                long start = CpuClock.nanos();
                messages.get(i).repeat(sizes.messages());
                nanos[i].add((CpuClock.nanos() - start) / (double) sizes.messages());
                // The compiler may allocate on the thread once; code that allocates does so in every window.
                allocated[i] = Math.min(allocated[i], THREADS.getCurrentThreadAllocatedBytes() - bytes);
            }
        }
        List<BenchRow> rows = new ArrayList<>();
        for (int i = 0; i < nanos.length; i++) {
            rows.add(row(messages.get(i), nanos[i], allocated[i]));
        }
        return rows;
    }

    private static BenchRow row(CodecMessage message, Samples nanos, long allocated) {
        String wrong = message.wrong();
        if (wrong != null) {
            return BenchRow.refused(9, message.name(), GOAL, wrong);
        }
        if (allocated != 0) {
            return BenchRow.refused(9, message.name(), GOAL, allocated + " bytes were allocated");
        }
        String note =
                "thread CPU time, 0 bytes allocated, values checked; against the official Java client 10.32's time as"
                        + " measured elsewhere (2.4 to 10.5 KB a message)";
        double official = message.officialNanos();
        // The goal is of the time itself: the ratio is only shown.
        return new BenchRow(
                9,
                message.name(),
                nanos.median(),
                "ns",
                official,
                official / nanos.median(),
                nanos.min(),
                nanos.max(),
                GOAL,
                note,
                false);
    }
}
