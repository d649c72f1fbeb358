package io.ringside.gateway.live;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.List;

/** The bars of one instrument that a daemon journaled, for a back test of the same. */
final class HeardBars extends BarSource {
    /** One bar. */
    record Heard(long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        static Heard of(EngineEvent bar) {
            return new Heard(
                    bar.startNanos, bar.eventNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume);
        }
    }

    private final List<Heard> bars;
    private int next;

    HeardBars(List<Heard> bars) {
        this.bars = bars;
    }

    @Override
    public boolean next() {
        if (next == bars.size()) {
            return false;
        }
        Heard bar = bars.get(next++);
        at(ExchangeCalendar.usEquity().sessionDay(bar.startNanos), bar.startNanos, bar.endNanos);
        prices(bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume);
        return true;
    }

    @Override
    public String symbol() {
        return "QQQ";
    }

    @Override
    public BarSpec size() {
        return BarSpec.parse("5s");
    }

    @Override
    public boolean synthetic() {
        return true;
    }

    @Override
    public double progress() {
        return (double) next / bars.size();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
