package io.ringside.engine.market;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.Split;
import io.ringside.engine.market.BarSpec.Unit;

/**
 * Aggregates the bars of one instrument and size from its trades or from its smaller bars. For each event, in this order:
 *
 * <pre>{@code
 * if (aggregator.closesBefore(event)) {      // any event whose time is known: trade, quote, session, timer
 *     aggregator.take(event.addBar());
 * }
 * if (ours(event) && aggregator.add(event)) { // a trade or bar of this instrument
 *     aggregator.take(event.addBar());
 * }
 * }</pre>
 *
 * <p>A time bar is aligned to the open of its part of the day and cut off where that ends; the parts are the regular
 * session, and in extended hours also the time before it and after it, so that regular bars are the same ones in both. It
 * closes with the first event at or after its end, and its time is that end. If it is made of smaller bars, it waits for the
 * one that completes it: until the next bar of the instrument begins, the session ends, or market data of another instrument
 * show that the missing bar must be over. Timers, conditions and order reports do not close it: a live session has more of
 * them than a back test, and both must make the same bars. A bar of trades or of volume closes with the trade that fills it,
 * at that trade's time, or unfilled when its part of the day ends. A session bar is the regular session. A span without a
 * price has no bar.
 *
 * <p>An input bar longer than this size, as old history may have, is ignored. One that begins before the last closed bar's
 * end comes too late and is ignored too.
 *
 * <p>A trade with {@link EngineEvent#FLAG_VOLUME_ONLY} adds its volume, but neither a price nor to the count of trades;
 * where nothing else is traded in a bar's span, there is no bar and the volume is lost. A trade that comes late, when its
 * bar has closed, counts to the next one.
 *
 * <p>Thread: indicator stage. It allocates nothing.
 */
public final class BarAggregator {
    private final ExchangeCalendar calendar;
    private final int instrumentId;
    private final int seriesId;
    private final BarSpec size;
    private final Session session;

    /** The part of the day that was last looked up; if it is empty, its trades do not count. */
    private long partStartNanos;

    private long partEndNanos;
    private int partDay;

    private boolean open;
    private long startNanos;
    private long endNanos;
    /** End of the last closed bar. */
    private long closedNanos;

    /** Length of the input bars, 0 for trades: the last input bar may be reported so much later. */
    private long inputNanos;

    private int sessionDay;
    private long trades;
    private boolean priced;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long volume;

    /**
     * @param seriesId set in the bars
     * @param size of the bars to make
     * @param session which trades count
     */
    public BarAggregator(ExchangeCalendar calendar, int instrumentId, int seriesId, BarSpec size, Session session) {
        this.calendar = calendar;
        this.instrumentId = instrumentId;
        this.seriesId = seriesId;
        this.size = size;
        this.session = size.unit() == Unit.SESSION ? Session.REGULAR : session;
    }

    /** Whether bars of one size can be aggregated exactly from bars of another. */
    public static boolean canMake(BarSpec size, BarSpec from) {
        if (from.unit() != Unit.TIME) {
            return false;
        }
        return switch (size.unit()) {
            case TIME -> size.count() > from.count() && size.count() % from.count() == 0;
            case SESSION, VOLUME -> true;
            case TRADES -> false;
        };
    }

    /** Size of the bars. */
    public BarSpec size() {
        return size;
    }

    /**
     * Time before which no market data of another instrument, no timer and no report ends the open bar;
     * {@code Long.MAX_VALUE} if no bar is open. A session's open or close may end it earlier.
     */
    public long dueNanos() {
        return open && priced ? endNanos + inputNanos : Long.MAX_VALUE;
    }

    /** Whether the open bar has ended when the event happens, whatever the event is. */
    public boolean closesBefore(EngineEvent event) {
        return open && priced && reachedNanos(event) >= endNanos;
    }

    /**
     * Adds a trade or a smaller bar of the instrument; true if that completes the bar.
     *
     * @throws IllegalStateException if the open bar has ended and was not taken
     */
    public boolean add(EngineEvent event) {
        if (event.type == EventType.TRADE) {
            return addTrade(event);
        }
        return event.type == EventType.BAR && addBar(event);
    }

    /** Writes the closed bar and begins a new one. */
    public void take(Bar out) {
        if (!open || !priced) {
            throw new IllegalStateException("no bar has closed");
        }
        out.at(instrumentId, seriesId, sessionDay, startNanos, endNanos);
        out.prices(openE8, highE8, lowE8, closeE8, volume);
        out.derived = true;
        closedNanos = endNanos;
        open = false;
    }

    /** Adjusts the open bar for a split of one share into {@code numerator / denominator} shares. */
    public void split(long numerator, long denominator) {
        if (priced) {
            openE8 = Split.priceE8(openE8, numerator, denominator);
            highE8 = Split.priceE8(highE8, numerator, denominator);
            lowE8 = Split.priceE8(lowE8, numerator, denominator);
            closeE8 = Split.priceE8(closeE8, numerator, denominator);
        }
        volume = ExactRatio.floor(volume, numerator, denominator);
    }

    /** The instant up to which the event shows that all trades or bars have arrived. */
    private long reachedNanos(EngineEvent event) {
        boolean ours = event.instrumentId == instrumentId;
        return switch (event.type) {
            case BAR -> ours ? event.startNanos : event.eventNanos - inputNanos - 1;
            case SESSION_OPEN, SESSION_CLOSE -> event.eventNanos;
            case OPEN_PRINT -> ours ? event.eventNanos : event.eventNanos - inputNanos;
            case TRADE, QUOTE -> event.eventNanos - inputNanos;
            default -> inputNanos == 0 ? event.eventNanos : Long.MIN_VALUE;
        };
    }

    private boolean addTrade(EngineEvent event) {
        if (!begin(event.eventNanos)) {
            return false;
        }
        inputNanos = 0;
        volume = Math.addExact(volume, event.quantity);
        if (!event.isVolumeOnly()) {
            price(event.priceE8, event.priceE8, event.priceE8, event.priceE8);
            trades++;
        }
        return isFull(Math.max(event.eventNanos, startNanos));
    }

    private boolean addBar(EngineEvent event) {
        long length = event.eventNanos - event.startNanos;
        boolean notOurs = size.unit() == Unit.TRADES || (size.unit() == Unit.TIME && length > size.count());
        if (notOurs || event.startNanos < closedNanos || !begin(event.startNanos)) {
            return false;
        }
        inputNanos = length;
        volume = Math.addExact(volume, event.volume);
        price(event.openE8, event.highE8, event.lowE8, event.closeE8);
        return event.eventNanos >= endNanos || isFull(event.eventNanos);
    }

    /** Opens the bar of an instant; false if the instant belongs to no bar. */
    private boolean begin(long atNanos) {
        if (open && atNanos < endNanos) {
            return true;
        }
        if (open && priced) {
            throw new IllegalStateException("the bar that ends before the event was not taken");
        }
        long nanos = Math.max(atNanos, closedNanos);
        // Not before the last closed bar, so not before the part that was looked up for it.
        open = nanos < partEndNanos || findPart(nanos);
        if (open) {
            startNanos = nanos;
            endNanos = partEndNanos;
            if (size.unit() == Unit.TIME) {
                startNanos = nanos - (nanos - partStartNanos) % size.count();
                endNanos = Math.min(startNanos + size.count(), partEndNanos);
            } else if (size.unit() == Unit.SESSION) {
                startNanos = partStartNanos;
            }
            sessionDay = partDay;
            trades = 0;
            volume = 0;
            priced = false;
        }
        return open;
    }

    private boolean findPart(long nanos) {
        int day = calendar.localDay(nanos);
        if (!calendar.isTradingDay(day)) {
            return false;
        }
        long regularOpen = calendar.openNanos(day);
        long regularClose = calendar.closeNanos(day);
        if (nanos < regularOpen) {
            long extendedOpen = calendar.openNanos(day, Session.EXTENDED);
            return session == Session.EXTENDED && nanos >= extendedOpen && setPart(day, extendedOpen, regularOpen);
        }
        if (nanos < regularClose) {
            return setPart(day, regularOpen, regularClose);
        }
        long extendedClose = calendar.closeNanos(day, Session.EXTENDED);
        return session == Session.EXTENDED && nanos < extendedClose && setPart(day, regularClose, extendedClose);
    }

    private boolean setPart(int day, long fromNanos, long toNanos) {
        partDay = day;
        partStartNanos = fromNanos;
        partEndNanos = toNanos;
        return true;
    }

    private void price(long firstE8, long highestE8, long lowestE8, long lastE8) {
        if (!priced) {
            priced = true;
            openE8 = firstE8;
            highE8 = highestE8;
            lowE8 = lowestE8;
        }
        highE8 = Math.max(highE8, highestE8);
        lowE8 = Math.min(lowE8, lowestE8);
        closeE8 = lastE8;
    }

    /** Whether the count of trades or shares fills the bar; if so, it ends at the given instant. */
    private boolean isFull(long atNanos) {
        boolean full = switch (size.unit()) {
            case TRADES -> trades >= size.count();
            case VOLUME -> volume >= size.count();
            case TIME, SESSION -> false;
        };
        if (full && priced) {
            endNanos = atNanos;
            return true;
        }
        return false;
    }
}
