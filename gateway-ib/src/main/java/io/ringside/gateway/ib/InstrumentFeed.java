package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Bars of one instrument as they arise: 5-second bars are aggregated to the engine's size, by the exchange's clock. A bar
 * whose beginning was missed is not guessed but fetched from history when it is over. Bars of the past are for warming up;
 * none is told twice, none out of order.
 *
 * <p>Thread: reader and session, under its own lock, in which it also publishes, so that the order holds. The order stage
 * never takes this lock.
 */
public final class InstrumentFeed {
    /** A bar fetched or told; ends are UTC nanoseconds since 1970. */
    public record PastBar(
            long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        public PastBar startingAt(long nanos) {
            return new PastBar(nanos, endNanos, openE8, highE8, lowE8, closeE8, volume);
        }
    }

    private static final long PART_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    /** A bar that was fetched so soon after its end is as good as one that was heard. */
    private static final long TIMELY_NANOS = 20 * ExchangeCalendar.SECOND_NANOS;

    private static final int TOLD_KEPT = 12;

    private final Instrument instrument;
    private final ExchangeCalendar calendar;
    private final long barNanos;
    private final List<PastBar> fetched = new ArrayList<>();
    private final Deque<PastBar> told = new ArrayDeque<>();

    private long formingStart;
    private long formingEnd;
    private boolean formingWhole;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long volume;

    private long lastEndNanos;
    private long subscribedNanos = Long.MAX_VALUE;
    private long lastPartNanos;
    private boolean holeBehind = true;

    InstrumentFeed(Instrument instrument, ExchangeCalendar calendar, long barNanos) {
        this.instrument = instrument;
        this.calendar = calendar;
        this.barNanos = barNanos;
    }

    /** The instrument. */
    Instrument instrument() {
        return instrument;
    }

    /** End of the last bar that was told, 0 if none was. */
    public synchronized long lastEndNanos() {
        return lastEndNanos;
    }

    /** Whether bars of the past are missing that must come before the next one. */
    synchronized boolean needsPast() {
        return holeBehind;
    }

    /** When the last 5-second bar ended, or the subscription began. */
    synchronized long lastHeardNanos() {
        return Math.max(lastPartNanos, subscribedNanos == Long.MAX_VALUE ? 0 : subscribedNanos);
    }

    /** When the last 5-second bar ended; 0 if none came. */
    synchronized long lastPartNanos() {
        return lastPartNanos;
    }

    /** Takes note of a bar of a journal: it was told before. */
    public synchronized void toldBefore(EngineEvent bar) {
        remember(new PastBar(
                bar.startNanos, bar.eventNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume));
    }

    /** 5-second bars come from now on. */
    synchronized void subscribed(long nowNanos) {
        subscribedNanos = nowNanos;
        holeBehind = true;
        if (formingStart != 0) {
            formingWhole = false;
        }
    }

    /** 5-second bars have ceased to come. */
    synchronized void unsubscribed() {
        subscribedNanos = Long.MAX_VALUE;
        formingWhole = false;
        holeBehind = true;
    }

    // ---- As they arise --------------------------------------------------------------------------------------------

    /** A 5-second bar. */
    synchronized void part(
            long startNanos,
            long partOpenE8,
            long partHighE8,
            long partLowE8,
            long partCloseE8,
            long partVolume,
            EventPublisher publisher,
            long wallNanos) {
        if (!calendar.isRegular(startNanos) || startNanos < formingStart || startNanos < lastEndNanos) {
            return;
        }
        lastPartNanos = startNanos + PART_NANOS;
        if (startNanos >= formingEnd) {
            close(publisher, wallNanos);
            begin(startNanos, partOpenE8);
            publisher.draft().openPrint(instrument.id(), startNanos, partOpenE8, 0).ingressNanos = wallNanos;
            publisher.publish();
        }
        highE8 = Math.max(highE8, partHighE8);
        lowE8 = Math.min(lowE8, partLowE8);
        closeE8 = partCloseE8;
        volume += partVolume;
        if (startNanos + PART_NANOS >= formingEnd) {
            close(publisher, wallNanos);
        }
    }

    /** The exchange's clock has passed; a bar that is over by so much is closed without its last 5 seconds. */
    synchronized void closeIfOver(long nowNanos, long graceNanos, EventPublisher publisher, long wallNanos) {
        if (formingStart != 0 && nowNanos >= formingEnd + graceNanos) {
            close(publisher, wallNanos);
        }
    }

    private void begin(long startNanos, long firstE8) {
        long open = calendar.openNanos(calendar.localDay(startNanos));
        formingStart = open + (startNanos - open) / barNanos * barNanos;
        formingEnd = Math.min(formingStart + barNanos, calendar.closeNanos(calendar.localDay(startNanos)));
        formingWhole = subscribedNanos <= formingStart && !holeBehind;
        openE8 = firstE8;
        highE8 = firstE8;
        lowE8 = firstE8;
        closeE8 = firstE8;
        volume = 0;
    }

    private void close(EventPublisher publisher, long wallNanos) {
        if (formingStart == 0) {
            return;
        }
        PastBar bar = new PastBar(formingStart, formingEnd, openE8, highE8, lowE8, closeE8, volume);
        boolean whole = formingWhole && !holeBehind;
        formingStart = 0;
        if (whole) {
            tell(bar, 0, publisher, wallNanos);
        } else {
            holeBehind = true;
        }
    }

    private void tell(PastBar bar, int flags, EventPublisher publisher, long wallNanos) {
        publisher
                .draft()
                .bar(
                        instrument.id(),
                        bar.startNanos,
                        bar.endNanos,
                        bar.openE8,
                        bar.highE8,
                        bar.lowE8,
                        bar.closeE8,
                        bar.volume,
                        flags)
                .ingressNanos = wallNanos;
        publisher.publish();
        remember(bar);
    }

    private void remember(PastBar bar) {
        lastEndNanos = Math.max(lastEndNanos, bar.endNanos);
        told.addLast(bar);
        if (told.size() > TOLD_KEPT) {
            told.removeFirst();
        }
    }

    // ---- Of the past ----------------------------------------------------------------------------------------------

    /** A bar of an answer. */
    synchronized void fetched(
            long startNanos, long barOpenE8, long barHighE8, long barLowE8, long barCloseE8, long barVolume) {
        if (!calendar.coversInstant(startNanos) || !calendar.isRegular(startNanos)) {
            return;
        }
        long end = Math.min(startNanos + barNanos, calendar.closeNanos(calendar.localDay(startNanos)));
        fetched.add(new PastBar(startNanos, end, barOpenE8, barHighE8, barLowE8, barCloseE8, barVolume));
    }

    /** A new answer is about to come. */
    synchronized void fetchBegins() {
        fetched.clear();
    }

    /**
     * The answer is complete: tells what was missing.
     *
     * @param keep how many of the last bars to tell if none was told before
     * @param nowNanos market time: what is not over yet is left out
     * @return whether nothing is missing any more
     */
    synchronized boolean fetchEnds(int keep, long nowNanos, EventPublisher publisher, long wallNanos) {
        fetched.removeIf(bar -> bar.endNanos > nowNanos || bar.startNanos < lastEndNanos);
        boolean first = lastEndNanos == 0;
        if (!first && !fetched.isEmpty()) {
            publisher
                    .draft()
                    .control(EventType.CONDITION, nowNanos, Condition.GAP.code(), instrument.id())
                    .text(fetched.size() + " bars of " + instrument.symbol());
            publisher.publish();
        }
        int from = first ? Math.max(0, fetched.size() - keep) : 0;
        for (int i = from; i < fetched.size(); i++) {
            PastBar bar = fetched.get(i);
            boolean timely = !first && nowNanos - bar.endNanos <= TIMELY_NANOS;
            tell(bar, timely ? 0 : EngineEvent.FLAG_WARM_UP, publisher, wallNanos);
        }
        fetched.clear();
        long expected = lastEndBy(nowNanos);
        holeBehind = lastEndNanos < expected;
        if (!holeBehind && formingStart != 0 && subscribedNanos <= formingStart) {
            formingWhole = true;
        }
        return !holeBehind;
    }

    /** Everything that can be had was had: what is still missing was never traded, or is not to be had. */
    synchronized void acceptHole() {
        holeBehind = false;
    }

    /** The end of the last bar that is over at a time. */
    private long lastEndBy(long nowNanos) {
        int day = calendar.localDay(nowNanos);
        if (!calendar.isTradingDay(day) || nowNanos < calendar.openNanos(day) + barNanos) {
            return calendar.closeNanos(calendar.previousTradingDay(day));
        }
        long close = calendar.closeNanos(day);
        if (nowNanos >= close) {
            return close;
        }
        long open = calendar.openNanos(day);
        return open + (nowNanos - open) / barNanos * barNanos;
    }

    /** The answer is complete: says which of the bars that were told differ from it. */
    synchronized void checkEnds(long nowNanos, EventPublisher publisher, long wallNanos) {
        for (PastBar bar : fetched) {
            for (PastBar before : told) {
                if (before.startNanos == bar.startNanos && before.endNanos <= nowNanos && differs(before, bar)) {
                    publisher
                            .draft()
                            .control(EventType.CONDITION, nowNanos, Condition.BAR_CORRECTED.code(), bar.startNanos)
                            .text(describe(bar))
                            .ingressNanos = wallNanos;
                    publisher.publish();
                }
            }
            told.removeIf(before -> before.startNanos == bar.startNanos && before.endNanos <= nowNanos);
        }
        fetched.clear();
    }

    /** Volumes differ by design: history leaves some trades out. */
    private static boolean differs(PastBar a, PastBar b) {
        return a.openE8 != b.openE8 || a.highE8 != b.highE8 || a.lowE8 != b.lowE8 || a.closeE8 != b.closeE8;
    }

    private static String describe(PastBar bar) {
        String text = FixedPoint.format(bar.openE8) + "/" + FixedPoint.format(bar.highE8) + "/"
                + FixedPoint.format(bar.lowE8) + "/" + FixedPoint.format(bar.closeE8);
        return text.length() > EngineEvent.TEXT_MAX ? text.substring(0, EngineEvent.TEXT_MAX) : text;
    }
}
