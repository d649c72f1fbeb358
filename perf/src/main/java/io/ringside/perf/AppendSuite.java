package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.HdrHistogram.Histogram;

/**
 * Row 10: one append to a growing journal, beside one to a bare Chronicle queue with a record of 128 bytes; fresh files each
 * window, read back afterwards.
 *
 * <p>Thread: the command's.
 */
final class AppendSuite implements Suite {
    private static final String NAME = "journal append, p99.9 with pages touched ahead, against without";
    private static final Goal GOAL = Goal.atLeast(1, 2, "x");
    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int DIGITS = 3;
    private static final int LONGS = 16;
    private static final int BLOCK_BYTES = 256 << 20;
    private static final double P999 = 99.9;

    /** As in live trading; no record of these carries an intent, so nothing waits for the disk itself. */
    private static final JournalSettings SYNCED = JournalSettings.live();

    private final LatencyWindows touched = new LatencyWindows();
    private final LatencyWindows untouched = new LatencyWindows();
    private final LatencyWindows journal = new LatencyWindows();
    private final LatencyWindows bare = new LatencyWindows();
    private final Path out;

    /** @param out where histograms go, or null */
    AppendSuite(Path out) {
        this.out = out;
    }

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        boolean undisturbed;
        try (Undisturbed scheduling = Undisturbed.begin()) {
            undisturbed = scheduling.isGranted();
            Rounds rounds = new Rounds(sizes, progress);
            for (int i = -sizes.warmUps(); i < 0 || rounds.next(); i++) {
                // Which comes first alternates.
                boolean touchedFirst = (i & 1) == 0;
                Histogram first = journal(sizes.messages(), SYNCED.withPreTouch(touchedFirst));
                Histogram second = journal(sizes.messages(), SYNCED.withPreTouch(!touchedFirst));
                Histogram ours = journal(sizes.messages(), JournalSettings.backtest());
                Histogram theirs = bare(sizes.messages());
                if (i >= 0) {
                    touched.add(touchedFirst ? first : second);
                    untouched.add(touchedFirst ? second : first);
                    journal.add(ours);
                    bare.add(theirs);
                }
            }
        } catch (IllegalStateException e) {
            return List.of(BenchRow.refused(10, NAME, GOAL, e.getMessage()));
        }
        if (out != null) {
            touched.write(out, "journal-append-touched");
            untouched.write(out, "journal-append-untouched");
            journal.write(out, "journal-append");
            bare.write(out, "chronicle-append");
        }
        Samples with = touched.quietPercentile(P999);
        double without = untouched.quietPercentile(P999).median();
        return List.of(
                BenchRow.ratio(10, NAME, with, "ns", without, without / with.median(), GOAL)
                        .noting(note(undisturbed)),
                foil("  journal as live, untouched, p50", untouched.percentile(50), undisturbed),
                foil("  journal as live, touched, p50", touched.percentile(50), undisturbed),
                foil("  journal append, p50, record with checksum and chain", journal.percentile(50), undisturbed),
                foil("  journal append, p99.9", journal.quietPercentile(P999), undisturbed),
                foil("  bare Chronicle append of 128 bytes, p50", bare.percentile(50), undisturbed),
                foil("  bare Chronicle append of 128 bytes, p99.9", bare.quietPercentile(P999), undisturbed));
    }

    private static BenchRow foil(String name, Samples samples, boolean undisturbed) {
        return BenchRow.of(10, name, samples, "ns", null).noting(note(undisturbed));
    }

    private static String note(boolean undisturbed) {
        return "back to back on a new file, page faults included; p99.9 of the quietest third of the windows, "
                + (undisturbed ? "SCHED_RR" : "no real-time scheduling allowed");
    }

    private static Histogram journal(int records, JournalSettings settings) {
        Histogram histogram = new Histogram(HIGHEST_NANOS, DIGITS);
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        try (ScratchFolder folder = new ScratchFolder()) {
            Path path = folder.path().resolve("journal");
            EngineEvent event = new EngineEvent(engine.bounds());
            RisingBars bars = new RisingBars();
            try (JournalWriter writer = RisingBars.journal(path, engine, settings)) {
                event.clearDecisions();
                for (int i = 0; i < records; i++) {
                    bars.next(event);
                    event.sequence = writer.nextSequence();
                    long start = System.nanoTime();
                    writer.append(event);
                    histogram.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - start));
                }
            }
            int read = 0;
            try (JournalReader reader = JournalReader.open(path)) {
                while (reader.next()) {
                    read++;
                }
            }
            // Those that open and close the journal are there too.
            require(read == records + 2, read + " records came back of " + (records + 2));
        }
        return histogram;
    }

    private static Histogram bare(int records) {
        Histogram histogram = new Histogram(HIGHEST_NANOS, DIGITS);
        try (ScratchFolder folder = new ScratchFolder()) {
            try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(
                            folder.path().resolve("queue"))
                    .rollCycle(RollCycles.FAST_DAILY)
                    .blockSize(BLOCK_BYTES)
                    .build()) {
                ExcerptAppender appender = queue.createAppender();
                for (int i = 0; i < records; i++) {
                    long start = System.nanoTime();
                    try (DocumentContext document = appender.writingDocument()) {
                        Bytes<?> bytes = document.wire().bytes();
                        for (int k = 0; k < LONGS; k++) {
                            bytes.writeLong(i);
                        }
                    }
                    histogram.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - start));
                }
                require(count(queue.createTailer()) == records, "the bare queue lost records");
            }
        }
        return histogram;
    }

    private static int count(ExcerptTailer tailer) {
        int read = 0;
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return read;
                }
                require(document.wire().bytes().readLong() == read, "the bare queue gave back something else");
                read++;
            }
        }
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalStateException(fault);
        }
    }
}
