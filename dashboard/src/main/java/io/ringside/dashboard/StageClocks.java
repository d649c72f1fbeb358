package io.ringside.dashboard;

import io.ringside.engine.event.EngineEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long each stage took, from the clocks in a journal's records; nanoseconds.
 *
 * <p>Thread: its owner's.
 */
final class StageClocks {
    private static final long HIGHEST_NANOS = 3_000_000_000L;
    private static final List<String> STRETCHES =
            List.of("indicator", "signal", "risk", "journal", "arrival to journal", "arrival to order");

    private final List<Histogram> histograms = new ArrayList<>();

    StageClocks() {
        STRETCHES.forEach(stretch -> histograms.add(new Histogram(HIGHEST_NANOS, 3)));
    }

    /**
     * Takes one record in.
     *
     * @param journalDelayNanos from the event's arrival to the append of its record; 0 if it carries no clocks
     */
    void add(EngineEvent event, int journalDelayNanos) {
        long arrived = event.ingressNanos;
        long journaled = arrived + journalDelayNanos;
        boolean timed = arrived != 0 && event.indicatorNanos != 0 && journalDelayNanos != 0;
        // A wall clock that was set back meanwhile says nothing.
        if (!timed
                || event.indicatorNanos < arrived
                || event.signalNanos < event.indicatorNanos
                || event.riskNanos < event.signalNanos
                || journaled < event.riskNanos) {
            return;
        }
        record(0, event.indicatorNanos - arrived);
        record(1, event.signalNanos - event.indicatorNanos);
        record(2, event.riskNanos - event.signalNanos);
        record(3, journaled - event.riskNanos);
        record(4, journalDelayNanos);
        if (event.intentCount > 0) {
            record(5, journalDelayNanos);
        }
    }

    /** A row a stretch, in microseconds. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < STRETCHES.size(); i++) {
            Histogram histogram = histograms.get(i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stretch", STRETCHES.get(i));
            row.put("count", histogram.getTotalCount());
            row.put("p50_us", histogram.getValueAtPercentile(50) / 1e3);
            row.put("p99_us", histogram.getValueAtPercentile(99) / 1e3);
            row.put("max_us", histogram.getMaxValue() / 1e3);
            rows.add(row);
        }
        return rows;
    }

    private void record(int stretch, long nanos) {
        histograms.get(stretch).recordValue(Math.min(HIGHEST_NANOS, nanos));
    }
}
