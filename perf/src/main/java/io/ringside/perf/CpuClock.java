package io.ringside.perf;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * CPU time of the current thread: for single-threaded loops on shared cores, where wall time includes other processes.
 *
 * <p>Thread: any.
 */
final class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuClock() {}

    /** Nanoseconds that this thread has run. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
