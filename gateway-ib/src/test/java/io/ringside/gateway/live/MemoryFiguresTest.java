package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryFiguresTest {
    private static long count() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long ms() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** What the virtual machine says before, and what it says after; a collection may come between. */
    @Test
    void shouldSumTheFiguresOfAllCollectors() {
        long had = ms();
        for (int i = 0; i < 100 && ms() == had; i++) {
            System.gc();
        }
        Map<String, Object> status = new LinkedHashMap<>();
        long countBefore = count();
        long msBefore = ms();
        MemoryFigures.addTo(status);
        assertEquals(List.of("gc_count", "gc_ms", "heap_used_bytes", "heap_max_bytes"), List.copyOf(status.keySet()));
        assertBetween(countBefore, (long) status.get("gc_count"), count());
        assertBetween(msBefore, (long) status.get("gc_ms"), ms());
        assertBetween(1, (long) status.get("heap_used_bytes"), (long) status.get("heap_max_bytes"));
    }

    private static void assertBetween(long least, long value, long most) {
        assertTrue(least <= value && value <= most, least + " <= " + value + " <= " + most);
    }
}
