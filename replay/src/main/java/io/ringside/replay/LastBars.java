package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.StrategyBinding;

/**
 * When each instrument was last heard of, and in which of its bars something happened.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class LastBars {
    private final Engine engine;
    private final ExchangeCalendar calendar;
    private final long[] startNanos;
    private final long[] endNanos;
    private final long[] priceNanos;

    LastBars(Engine engine) {
        this.engine = engine;
        calendar = engine.calendar();
        int instruments = engine.settings().instruments().size();
        startNanos = new long[instruments];
        endNanos = new long[instruments];
        priceNanos = new long[instruments];
    }

    /**
     * A price was seen.
     *
     * @param startNanos first instant of its bar, or its own
     * @param nanos when it was told
     */
    void price(int instrumentId, long startNanos, long nanos) {
        this.startNanos[instrumentId] = startNanos;
        priceNanos[instrumentId] = nanos;
    }

    /** The instrument's last bar ends. */
    void ends(int instrumentId, long nanos) {
        endNanos[instrumentId] = nanos;
    }

    /** When the instrument's last price was told, 0 without one. */
    long priceNanos(int instrumentId) {
        return priceNanos[instrumentId];
    }

    /** When the last price of all was told. */
    long latestNanos() {
        long latest = 0;
        for (long nanos : priceNanos) {
            latest = Math.max(latest, nanos);
        }
        return latest;
    }

    /** Start of the bar of the strategy's first input in which something happened. */
    long startNanos(StrategyBinding binding, long nanos) {
        StrategyBinding lead = engine.bindings().get(binding.leadId());
        return startNanos(lead.instrument().id(), lead.inputs().get(0).bars(), nanos);
    }

    /** Start of the bar in which something happened; of bars that are not made by time the last one's. */
    long startNanos(int instrumentId, BarSpec spec, long nanos) {
        // A live fill comes before the bar in which it happened is known, not even its first price.
        boolean ahead = startNanos[instrumentId] < endNanos[instrumentId] && nanos > endNanos[instrumentId];
        long last = ahead ? nanos - 1 : startNanos[instrumentId];
        if (last == 0) {
            return nanos;
        }
        long open = calendar.openNanos(calendar.sessionDay(last));
        if (spec.unit() != BarSpec.Unit.TIME || last < open) {
            return last;
        }
        return open + (last - open) / spec.count() * spec.count();
    }
}
