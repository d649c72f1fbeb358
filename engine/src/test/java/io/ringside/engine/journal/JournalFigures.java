package io.ringside.engine.journal;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Prints what an append and a read cost, in nanoseconds and bytes: {@code main}, no test. */
public final class JournalFigures {
    private static final int EVENTS = 1_000_000;
    private static final int SYNCS = 500;

    private JournalFigures() {}

    /** Writes and reads a million bars a few times. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("figures");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        for (int round = 0; round < 5; round++) {
            Path journal = folder.resolve("j" + round);
            long nanos;
            long bytes;
            try (JournalWriter writer = Journals.create(journal)) {
                bytes = threads.getCurrentThreadAllocatedBytes();
                nanos = System.nanoTime();
                for (int i = 1; i <= EVENTS; i++) {
                    bar(event, i);
                    writer.append(event);
                }
                nanos = System.nanoTime() - nanos;
                bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
            }
            print("append", nanos, bytes);
            synced(folder.resolve("s" + round));
            read(journal, threads, "read, proved", false);
            read(journal, threads, "read, proved and digested", true);
        }
    }

    /** Every twentieth record asks something of the broker. */
    private static void synced(Path journal) {
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        long[] nanos = new long[SYNCS];
        try (JournalWriter writer = JournalWriter.create(
                journal,
                Journals.EPOCH_DAY,
                "test",
                Journals.CONFIGURATION,
                JournalSettings.live(),
                RandomEvents.BOUNDS)) {
            writer.check();
            for (int i = 1; i <= 20 * SYNCS; i++) {
                bar(event, i);
                if (i % 20 == 0) {
                    event.addIntent();
                }
                long start = System.nanoTime();
                writer.append(event);
                if (i % 20 == 0) {
                    nanos[i / 20 - 1] = System.nanoTime() - start;
                }
            }
        }
        Arrays.sort(nanos);
        System.out.println(
                "append on the disk: p50 " + nanos[SYNCS / 2] + " ns, p99 " + nanos[SYNCS * 99 / 100] + " ns");
    }

    private static void read(Path journal, ThreadMXBean threads, String what, boolean digested) {
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        JournalDigest digest = new JournalDigest();
        try (JournalReader reader = JournalReader.open(journal)) {
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long nanos = System.nanoTime();
            while (reader.next()) {
                if (reader.type() == EventType.BAR) {
                    reader.decodeIngress(event);
                }
                if (digested) {
                    digest.add(reader.buffer(), reader.offset(), reader.length());
                }
            }
            print(what, System.nanoTime() - nanos, threads.getCurrentThreadAllocatedBytes() - bytes);
        }
    }

    /** A bar on which an update of three values, nothing else. */
    private static void bar(EngineEvent event, int i) {
        event.bar(0, i * 300L, i * 300L + 300, 100, 101, 99, 100, i, 0);
        event.clearDecisions();
        event.sequence = i;
        event.addBar().derived = false;
        event.addUpdate().valueCount = 3;
        event.valueCount = 3;
    }

    private static void print(String what, long nanos, long bytes) {
        System.out.println(what + ": " + nanos / (double) EVENTS + " ns, " + bytes / (double) EVENTS + " bytes");
    }
}
