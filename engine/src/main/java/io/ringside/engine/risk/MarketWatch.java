package io.ringside.engine.risk;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Split;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.Arrays;

/**
 * Prices and time for the checks on market data. Time is the newest event's: in a live session a timer's too, so that a late
 * bar is recognised as late, in the session and in its replay.
 *
 * <p>Thread: risk stage.
 */
final class MarketWatch {
    private final ExchangeCalendar calendar;
    private final long[] lastE8;
    private final long[] lastNanos;
    private final long[] referenceE8;
    private final long[] referenceNanos;
    private final long[] barStart;
    private final long[] barEnd;
    /** Whether trades came since the last bar: then a gap before the next bar cannot be recognised. */
    private final boolean[] traded;
    /** Start of the last bar that did not follow the one before. */
    private final long[] gapNanos;
    /** The newest event. */
    private EngineEvent event;

    private long nowNanos = Long.MIN_VALUE;

    MarketWatch(ExchangeCalendar calendar, int instruments) {
        this.calendar = calendar;
        lastE8 = new long[instruments];
        lastNanos = new long[instruments];
        referenceE8 = new long[instruments];
        referenceNanos = new long[instruments];
        barStart = new long[instruments];
        barEnd = new long[instruments];
        traded = new boolean[instruments];
        gapNanos = new long[instruments];
        Arrays.fill(gapNanos, Long.MIN_VALUE);
    }

    /** Processes an event, before anything is decided on it. */
    void onEvent(EngineEvent event) {
        nowNanos = Math.max(nowNanos, event.eventNanos);
        this.event = event;
        switch (event.type) {
            case BAR -> {
                if (!event.isPortfolioOnly()) {
                    bar(event);
                    price(event, event.closeE8);
                }
            }
            case OPEN_PRINT -> price(event, event.priceE8);
            case TRADE -> {
                // In bars aggregated from trades a gap cannot be recognised.
                barStart[event.instrumentId] = 0;
                barEnd[event.instrumentId] = 0;
                traded[event.instrumentId] = true;
                if (!event.isVolumeOnly()) {
                    price(event, event.priceE8);
                }
            }
            case QUOTE -> {
                if (event.bidE8 > 0 && event.bidE8 <= event.askE8) {
                    price(event, event.bidE8 + (event.askE8 - event.bidE8) / 2);
                }
            }
            default -> {
                // Only its time matters.
            }
        }
    }

    /** Adjusts prices for a split of one share into {@code numerator / denominator}. */
    void onSplit(int instrumentId, long numerator, long denominator) {
        lastE8[instrumentId] = Split.priceE8(lastE8[instrumentId], numerator, denominator);
        referenceE8[instrumentId] = Split.priceE8(referenceE8[instrumentId], numerator, denominator);
    }

    /** The newest event's time. */
    long nowNanos() {
        return nowNanos;
    }

    /** How old the event is. */
    long ageNanos(EngineEvent event) {
        return nowNanos - event.eventNanos;
    }

    /**
     * The price with which the newest event's price is compared: if bars of the instrument closed on it, the open of the
     * largest one; otherwise the last price or mid before; 0 if there was none.
     */
    long referenceE8(int instrumentId) {
        Bar bar = decidedOn(instrumentId);
        return bar != null ? bar.openE8 : referenceE8[instrumentId];
    }

    /** Age of that price; a bar's open counts as being as old as the bar's end. */
    long referenceAgeNanos(int instrumentId) {
        Bar bar = decidedOn(instrumentId);
        return nowNanos - (bar != null ? bar.endNanos : referenceNanos[instrumentId]);
    }

    /** Whether bars are missing before the instrument's last one or within it, or it is the first. */
    boolean hasGap(int instrumentId) {
        Bar bar = decidedOn(instrumentId);
        return bar == null
                ? barStart[instrumentId] != 0 && gapNanos[instrumentId] == barStart[instrumentId]
                : gapNanos[instrumentId] >= bar.startNanos || barEnd[instrumentId] < bar.endNanos;
    }

    /** The largest bar of the instrument that the newest event closed, or null. */
    private Bar decidedOn(int instrumentId) {
        Bar largest = null;
        for (int i = 0; i < event.barCount && barEnd[instrumentId] != 0; i++) {
            Bar bar = event.bars[i];
            if (bar.instrumentId == instrumentId && (largest == null || bar.startNanos < largest.startNanos)) {
                largest = bar;
            }
        }
        return largest;
    }

    private void price(EngineEvent event, long priceE8) {
        int id = event.instrumentId;
        referenceE8[id] = lastE8[id];
        referenceNanos[id] = lastNanos[id];
        lastE8[id] = priceE8;
        lastNanos[id] = event.eventNanos;
    }

    private void bar(EngineEvent event) {
        int id = event.instrumentId;
        long before = barEnd[id];
        barStart[id] = event.startNanos;
        barEnd[id] = event.eventNanos;
        if (!traded[id] && (before == 0 || !follows(event.startNanos, before))) {
            gapNanos[id] = event.startNanos;
        } else if (gapNanos[id] == event.startNanos) {
            // The bar that came late before began at the same time: this one takes its place.
            gapNanos[id] = Long.MIN_VALUE;
        }
        traded[id] = false;
    }

    private boolean follows(long startNanos, long before) {
        int day = calendar.sessionDay(startNanos);
        boolean sameSession = day == calendar.sessionDay(before - 1);
        return sameSession ? startNanos == before : startNanos <= calendar.openNanos(day);
    }
}
