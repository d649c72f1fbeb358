package io.ringside.engine.data;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.BarAggregator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.util.Optional;

/**
 * Bars made from ticks outside the engine, to write them to a file: the same ones that the indicator stage makes.
 *
 * <p>Thread: the one that drives the run; owns the ticks.
 */
public final class TickBars extends BarSource {
    private final TickSource ticks;
    private final ExchangeCalendar calendar;
    private final BarAggregator aggregator;
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final Bar bar = new Bar();
    /** Whether auctions make the bars' first and last prices. */
    private final boolean dayPrices;

    /** The event has closed a bar and is not yet added to the next one. */
    private boolean held;

    private boolean ended;

    /** Bars of the given size over the ticks of a part of each day. */
    public TickBars(TickSource ticks, ExchangeCalendar calendar, BarSpec size, Session session) {
        this.ticks = ticks;
        this.calendar = calendar;
        aggregator = new BarAggregator(calendar, 0, 0, size, session);
        dayPrices = size.unit() == BarSpec.Unit.SESSION && ticks instanceof TickFile;
    }

    @Override
    public String symbol() {
        return ticks.symbol();
    }

    @Override
    public BarSpec size() {
        return aggregator.size();
    }

    @Override
    public boolean synthetic() {
        return ticks.synthetic();
    }

    @Override
    public boolean next() {
        while (held || read()) {
            if (!held && aggregator.closesBefore(event)) {
                held = true;
                return take();
            }
            held = false;
            if (aggregator.add(event)) {
                return take();
            }
        }
        return false;
    }

    private boolean take() {
        aggregator.take(bar);
        at(bar.sessionDay, bar.startNanos, bar.endNanos);
        Auctions auctions = dayPrices ? ((TickFile) ticks).auctions() : null;
        long openE8 = dayPrices ? auctions.openE8(bar.sessionDay) : 0;
        long closeE8 = dayPrices ? auctions.closeE8(bar.sessionDay) : 0;
        prices(
                openE8 > 0 ? openE8 : bar.openE8,
                bar.highE8,
                bar.lowE8,
                closeE8 > 0 ? closeE8 : bar.closeE8,
                bar.volume);
        return true;
    }

    @Override
    public Optional<FileReport> report() {
        return ticks.report();
    }

    @Override
    public double progress() {
        return ticks.progress();
    }

    @Override
    public void close() {
        ticks.close();
    }

    /** Reads the next tick; after the last one the end of its day, which closes the last bar. */
    private boolean read() {
        if (ended) {
            return false;
        }
        if (!ticks.next()) {
            ended = true;
            if (event.type != EventType.TRADE) {
                return false;
            }
            int day = calendar.localDay(event.eventNanos);
            event.session(EventType.SESSION_CLOSE, calendar.closeNanos(day, Session.EXTENDED), 0);
        } else if (ticks.isQuote()) {
            event.quote(0, ticks.nanos(), ticks.bidE8(), ticks.askE8(), ticks.bidSize(), ticks.askSize(), 0);
        } else {
            event.trade(0, ticks.nanos(), ticks.priceE8(), ticks.quantity(), ticks.flags());
        }
        return true;
    }
}
