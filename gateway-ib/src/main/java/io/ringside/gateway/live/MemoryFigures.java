package io.ringside.gateway.live;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;

/**
 * What the Java machine tells of the daemon's memory, for its status: collections since the start, the time that they took, and
 * the heap. A collection is the one thing that makes all stages wait at once.
 *
 * <p>Thread: any; it allocates, so none of the stages'.
 */
final class MemoryFigures {
    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private MemoryFigures() {}

    /** Adds {@code gc_count}, {@code gc_ms}, {@code heap_used_bytes} and {@code heap_max_bytes}. */
    static void addTo(Map<String, Object> status) {
        long count = 0;
        long ms = 0;
        for (GarbageCollectorMXBean collector : COLLECTORS) {
            // Below zero is a collector that does not tell.
            count += Math.max(0, collector.getCollectionCount());
            ms += Math.max(0, collector.getCollectionTime());
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        status.put("gc_count", count);
        status.put("gc_ms", ms);
        status.put("heap_used_bytes", heap.getUsed());
        status.put("heap_max_bytes", heap.getMax());
    }
}
