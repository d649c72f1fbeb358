package io.ringside.engine;

import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.order.OrderHandler;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.signal.SignalHandler;
import java.util.function.LongSupplier;

/**
 * The five handlers of one pipeline.
 *
 * @param indicator closes bars, updates indicators
 * @param signal runs strategies
 * @param risk sizes, limits, decides orders
 * @param journal appends records; null where nothing is journaled (replays, sweeps)
 * @param order hands intents over
 * @param clock wall clock in UTC nanoseconds by which each stage is stamped, for latency read from the journal; null where
 *     events have no arrival (back tests, replays). No decision depends on it
 */
public record Stages(
        IndicatorHandler indicator,
        SignalHandler signal,
        RiskHandler risk,
        JournalHandler journal,
        OrderHandler order,
        LongSupplier clock) {
    /** The same handlers, whose events are journaled. */
    public Stages journaledBy(JournalHandler newJournal) {
        return new Stages(indicator, signal, risk, newJournal, order, clock);
    }

    /** The same handlers, stamped by a clock. */
    public Stages timedBy(LongSupplier wallNanos) {
        return new Stages(indicator, signal, risk, journal, order, wallNanos);
    }
}
