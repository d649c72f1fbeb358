package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * What is known of prices and of time, for judging whether they can be decided on. Time is the newest event's: that of a
 * timer in a live session, so that a bar that comes late is seen to be late, now and in a replay.
 *
 * <p>Thread: risk stage.
 */
final class MarketWatch {
    private final ExchangeCalendar calendar;
    private final long[] lastE8;
    private final long[] lastNanos;
    private final long[] referenceE8;
    private final long[] referenceNanos;
    private final long[] barEnd;
    private final boolean[] gap;
    private long nowNanos = Long.MIN_VALUE;

    MarketWatch(ExchangeCalendar calendar, int instruments) {
        this.calendar = calendar;
        lastE8 = new long[instruments];
        lastNanos = new long[instruments];
        referenceE8 = new long[instruments];
        referenceNanos = new long[instruments];
        barEnd = new long[instruments];
        gap = new boolean[instruments];
    }

    /** Takes one event in, before anything is decided on it. */
    void onEvent(EngineEvent event) {
        nowNanos = Math.max(nowNanos, event.eventNanos);
        switch (event.type) {
            case BAR -> {
                bar(event);
                price(event, event.closeE8);
            }
            case OPEN_PRINT -> price(event, event.priceE8);
            case TRADE -> {
                if ((event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0) {
                    price(event, event.priceE8);
                }
            }
            case QUOTE -> {
                if (event.bidE8 > 0 && event.bidE8 <= event.askE8) {
                    price(event, event.bidE8 + (event.askE8 - event.bidE8) / 2);
                }
            }
            default -> {
                // Only its time counts.
            }
        }
    }

    /** The newest event's time. */
    long nowNanos() {
        return nowNanos;
    }

    /** How old the event is. */
    long ageNanos(EngineEvent event) {
        return nowNanos - event.eventNanos;
    }

    /** The instrument's last price or mid before its last event; 0 if there was none. */
    long referenceE8(int instrumentId) {
        return referenceE8[instrumentId];
    }

    /** How old that price is. */
    long referenceAgeNanos(int instrumentId) {
        return nowNanos - referenceNanos[instrumentId];
    }

    /** Whether bars are missing before the instrument's last one, or it is the first. */
    boolean hasGap(int instrumentId) {
        return gap[instrumentId];
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
        barEnd[id] = event.eventNanos;
        if (before == 0) {
            gap[id] = true;
            return;
        }
        int day = calendar.sessionDay(event.startNanos);
        boolean sameSession = day == calendar.sessionDay(before - 1);
        gap[id] = sameSession ? event.startNanos != before : event.startNanos > calendar.openNanos(day);
    }
}
