package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.StrategyBinding;

/**
 * The time of each instrument's last price, and the bar in which something happened.
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
     * Notes a price.
     *
     * @param startNanos start of its bar, or its own time
     * @param nanos time of its event
     */
    void price(int instrumentId, long startNanos, long nanos) {
        this.startNanos[instrumentId] = startNanos;
        priceNanos[instrumentId] = nanos;
    }

    /** Notes the end of the instrument's last bar. */
    void ends(int instrumentId, long nanos) {
        endNanos[instrumentId] = nanos;
    }

    /** Event time of the instrument's last price, 0 without one. */
    long priceNanos(int instrumentId) {
        return priceNanos[instrumentId];
    }

    /** Event time of the last price of all. */
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

    /** Start of the bar in which something happened; for bars that are not of time, of the last one. */
    long startNanos(int instrumentId, BarSpec spec, long nanos) {
        // A live fill comes before any price of its bar is known.
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
