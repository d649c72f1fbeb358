/**
 * Figures of a daemon for Prometheus, made of its journal, its status and its files when they are asked for: the daemon spends
 * nothing on them.
 */
package io.ringside.alerts.metrics;
