package io.ringside.perf;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies of a journal's events, from the clocks in their records: stage by stage, by type of event, and by intervals of
 * wall-clock time. All in nanoseconds.
 *
 * <p>Thread: one.
 */
final class JournalLatency {
    /** From one clock in the record to the next. */
    enum Stretch {
        INDICATOR("ring and indicator"),
        SIGNAL("signal"),
        RISK("risk"),
        JOURNAL("to the journal"),
        EVENT("arrival to journal"),
        ORDER("tick to order");

        final String title;

        Stretch(String title) {
            this.title = title;
        }

        /** As the log's tag, which may not hold blanks. */
        String tag() {
            return title.replace(' ', '-');
        }
    }

    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int DIGITS = 3;

    private final long everyNanos;
    private final Map<Stretch, Histogram> stretches = new EnumMap<>(Stretch.class);
    private final Map<EventType, Histogram> types = new EnumMap<>(EventType.class);
    private final Map<Long, Map<Stretch, Histogram>> intervals = new TreeMap<>();
    private long without;
    private long backwards;

    /** @param everyNanos length of an interval */
    JournalLatency(long everyNanos) {
        this.everyNanos = everyNanos;
        for (Stretch stretch : Stretch.values()) {
            stretches.put(stretch, histogram());
        }
    }

    /**
     * Takes an event in.
     *
     * @param journalDelayNanos from its arrival to the append of its record
     */
    void add(EngineEvent event, int journalDelayNanos) {
        long arrived = event.ingressNanos;
        if (arrived == 0 || event.indicatorNanos == 0 || journalDelayNanos == 0) {
            without++;
            return;
        }
        long journaled = arrived + journalDelayNanos;
        if (event.indicatorNanos < arrived
                || event.signalNanos < event.indicatorNanos
                || event.riskNanos < event.signalNanos
                || journaled < event.riskNanos) {
            // The wall clock was set back meanwhile.
            backwards++;
            return;
        }
        Map<Stretch, Histogram> interval =
                intervals.computeIfAbsent(Math.floorDiv(arrived, everyNanos), key -> new EnumMap<>(Stretch.class));
        record(interval, Stretch.INDICATOR, event.indicatorNanos - arrived);
        record(interval, Stretch.SIGNAL, event.signalNanos - event.indicatorNanos);
        record(interval, Stretch.RISK, event.riskNanos - event.signalNanos);
        record(interval, Stretch.JOURNAL, journaled - event.riskNanos);
        record(interval, Stretch.EVENT, journalDelayNanos);
        if (event.intentCount > 0) {
            record(interval, Stretch.ORDER, journalDelayNanos);
        }
        types.computeIfAbsent(event.type, key -> histogram()).recordValue(Math.min(HIGHEST_NANOS, journalDelayNanos));
    }

    /** A stretch over all events. */
    Histogram of(Stretch stretch) {
        return stretches.get(stretch);
    }

    /** Arrival to journal by type of event, of those that there were. */
    Map<EventType, Histogram> types() {
        return types;
    }

    /** By the interval's first instant, UTC nanoseconds since 1970; a stretch without events is not there. */
    Map<Long, Map<Stretch, Histogram>> intervals() {
        Map<Long, Map<Stretch, Histogram>> byStart = new TreeMap<>();
        intervals.forEach((index, histograms) -> byStart.put(index * everyNanos, histograms));
        return byStart;
    }

    /** Events that carry no clocks: of back tests, and what a daemon tells itself. */
    long without() {
        return without;
    }

    /** Events over which the wall clock went backwards; they are left out. */
    long backwards() {
        return backwards;
    }

    /** Writes the intervals as a histogram log, one tag a stretch. */
    void writeLog(PrintStream out) {
        HistogramLogWriter log = new HistogramLogWriter(out);
        log.outputLogFormatVersion();
        log.outputComment("[latencies of a journal in nanoseconds]");
        intervals().forEach((start, histograms) -> {
            if (start.equals(intervals().keySet().iterator().next())) {
                log.outputStartTime(TimeUnit.NANOSECONDS.toMillis(start));
                log.setBaseTime(TimeUnit.NANOSECONDS.toMillis(start));
                log.outputLegend();
            }
            histograms.forEach((stretch, histogram) -> {
                histogram.setTag(stretch.tag());
                histogram.setStartTimeStamp(TimeUnit.NANOSECONDS.toMillis(start));
                histogram.setEndTimeStamp(TimeUnit.NANOSECONDS.toMillis(start + everyNanos));
                log.outputIntervalHistogram(histogram);
            });
        });
    }

    private void record(Map<Stretch, Histogram> interval, Stretch stretch, long nanos) {
        long value = Math.min(HIGHEST_NANOS, nanos);
        stretches.get(stretch).recordValue(value);
        interval.computeIfAbsent(stretch, key -> histogram()).recordValue(value);
    }

    private static Histogram histogram() {
        Histogram histogram = new Histogram(DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }
}
