/**
 * Metrics of a daemon for Prometheus, computed at each scrape from its journal, its status and its files:
 * {@code MetricsServer} (its own thread) > {@code DaemonMetrics} > {@code JournalFigures}, {@code Family}. The daemon spends
 * no time on them.
 */
package io.ringside.alerts.metrics;
