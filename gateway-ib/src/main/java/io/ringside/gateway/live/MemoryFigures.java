package io.ringside.gateway.live;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;

/**
 * The JVM's memory figures for the daemon's status: collections since the start, their time, and the heap. A collection
 * pauses all stages at once.
 *
 * <p>Thread: any but the stages', since it allocates.
 */
final class MemoryFigures {
    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private MemoryFigures() {}

    /** Adds {@code gc_count}, {@code gc_ms}, {@code heap_used_bytes} and {@code heap_max_bytes}. */
    static void addTo(Map<String, Object> status) {
        long count = 0;
        long ms = 0;
        for (GarbageCollectorMXBean collector : COLLECTORS) {
            // Negative if the collector does not report it.
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
