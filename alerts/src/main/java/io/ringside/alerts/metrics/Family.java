package io.ringside.alerts.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Collects the figures of one scrape. Several daemons, told apart by the label {@code daemon}, share their families. What
 * is not known is left out: a gap in a graph is honest, a zero is not.
 *
 * <p>Thread: its owner's.
 */
final class Family {
    private static final String PREFIX = "ringside_";
    private static final double NANO = 1e-9;
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    private final Map<String, MetricSnapshot.Builder<?>> families = new LinkedHashMap<>();
    private Labels always = Labels.EMPTY;

    /** What follows is of one daemon; null for none. */
    void daemon(String name) {
        always = name == null ? Labels.EMPTY : Labels.of("daemon", name);
    }

    private Labels labels(String... own) {
        return own.length == 0 ? always : always.merge(Labels.of(own));
    }

    void gauge(String name, String help, double value, String... labels) {
        if (Double.isNaN(value)) {
            return;
        }
        var family = family(name, help, GaugeSnapshot.Builder.class, GaugeSnapshot::builder);
        family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(labels(labels))
                .build());
    }

    void flag(String name, String help, boolean value) {
        gauge(name, help, value ? 1 : 0);
    }

    /** @param name without {@code _total} */
    void counter(String name, String help, double value, String... labels) {
        if (Double.isNaN(value)) {
            return;
        }
        var family = family(name, help, CounterSnapshot.Builder.class, CounterSnapshot::builder);
        family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value)
                .labels(labels(labels))
                .build());
    }

    /** @param name without {@code _info} */
    void info(String name, String help, String... labels) {
        var family = family(name, help, InfoSnapshot.Builder.class, InfoSnapshot::builder);
        family.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(labels(labels))
                .build());
    }

    /** Quantiles in seconds of a histogram in nanoseconds. */
    void summary(String name, String help, Histogram histogram, String... labels) {
        var family = family(name, help, SummarySnapshot.Builder.class, SummarySnapshot::builder);
        List<Quantile> quantiles = new ArrayList<>();
        for (double quantile : QUANTILES) {
            if (histogram.getTotalCount() > 0) {
                quantiles.add(new Quantile(quantile, histogram.getValueAtPercentile(100 * quantile) * NANO));
            }
        }
        family.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                .quantiles(Quantiles.of(quantiles))
                .count(histogram.getTotalCount())
                .sum(histogram.getTotalCount() == 0 ? 0 : histogram.getMean() * histogram.getTotalCount() * NANO)
                .labels(labels(labels))
                .build());
    }

    /** Number and sum alone of what somebody else has timed. */
    void timed(String name, String help, double count, double nanos) {
        if (Double.isNaN(count) || Double.isNaN(nanos)) {
            return;
        }
        var family = family(name, help, SummarySnapshot.Builder.class, SummarySnapshot::builder);
        family.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                .count((long) count)
                .sum(nanos * NANO)
                .labels(labels())
                .build());
    }

    /** What collects the points of a name, whichever daemon they are of. */
    private <B extends MetricSnapshot.Builder<B>> B family(String name, String help, Class<B> kind, Supplier<B> made) {
        return kind.cast(families.computeIfAbsent(
                name, key -> made.get().name(PREFIX + name).help(help)));
    }

    List<MetricSnapshot> snapshots() {
        return families.values().stream()
                .<MetricSnapshot>map(MetricSnapshot.Builder::build)
                .toList();
    }
}
