package io.ringside.gateway.live.market;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Split;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The live prices of one instrument, without gaps: each 5-second bar, or each trade, becomes one event as it arrives; the
 * indicator stage aggregates all larger bars. After a gap, later prices are buffered until the gap is filled from history,
 * or history has nothing for it. Nothing is published twice or out of order.
 *
 * <pre>
 *   published  .............|  gap: requested   |.............. buffered
 *                     complete up to       first buffered
 * </pre>
 *
 * <p>Strategies decide on live prices, and on history that comes within seconds after its end; older history is for warm-up.
 *
 * <p>Thread: reader and session, under its own lock. It also publishes under that lock, so that the order is kept; the order
 * stage never takes it.
 */
public final class InstrumentFeed {
    /** A fetched or published bar; start and end are UTC nanoseconds since 1970. */
    public record PastBar(
            long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        /** The bar of an event. */
        public static PastBar of(EngineEvent bar) {
            return new PastBar(
                    bar.startNanos, bar.eventNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume);
        }

        /** Writes it into an event. */
        public EngineEvent into(EngineEvent event, int instrumentId, int flags) {
            return event.bar(instrumentId, startNanos, endNanos, openE8, highE8, lowE8, closeE8, volume, flags);
        }

        /**
         * A bar of a broker's message, which has no end time.
         *
         * @param volumeE8 shares at 1e-8
         */
        public static PastBar told(long startNanos, long openE8, long highE8, long lowE8, long closeE8, long volumeE8) {
            // A negative volume stays negative, so that it can be refused.
            return new PastBar(
                    startNanos, 0, openE8, highE8, lowE8, closeE8, Math.floorDiv(volumeE8, FixedPoint.ONE_E8));
        }

        /** The bar as it is told after a corporate action: a split divides its prices. */
        public PastBar after(Action action) {
            if (action.kind() != CorporateAction.SPLIT) {
                return this;
            }
            long numerator = action.numerator();
            long denominator = action.denominator();
            return new PastBar(
                    startNanos,
                    endNanos,
                    Split.priceE8(openE8, numerator, denominator),
                    Split.priceE8(highE8, numerator, denominator),
                    Split.priceE8(lowE8, numerator, denominator),
                    Split.priceE8(closeE8, numerator, denominator),
                    Split.shares(volume, numerator, denominator));
        }

        /** The same prices over another time. */
        public PastBar over(long fromNanos, long toNanos) {
            return new PastBar(fromNanos, toNanos, openE8, highE8, lowE8, closeE8, volume);
        }

        /** Merges this bar with the one that follows it. */
        PastBar with(PastBar next) {
            return new PastBar(
                    startNanos,
                    next.endNanos,
                    openE8,
                    Math.max(highE8, next.highE8),
                    Math.min(lowE8, next.lowE8),
                    next.closeE8,
                    Math.addExact(volume, next.volume));
        }
    }

    private record Trade(long nanos, long priceE8, long size, int flags) {}

    private static final long PART_NANOS = HistoryPlan.PART_NANOS;
    /** A historical bar that comes within this time after its end counts as live. */
    private static final long TIMELY_NANOS = 20 * ExchangeCalendar.SECOND_NANOS;
    /** Time after a bar's end by which history is complete. */
    private static final long SETTLED_NANOS = 60 * ExchangeCalendar.SECOND_NANOS;
    /** Size of the bars in which live bars are compared with history. */
    private static final long CHECK_NANOS = 5 * ExchangeCalendar.MINUTE_NANOS;

    private static final int LIVE_KEPT = 780;
    /** Most buffered bars: the number of 5-second bars of a session. */
    private static final int WAITING_MAX = 4_680;

    private final Instrument instrument;
    private final ExchangeCalendar calendar;
    private final HistoryPlan plan;
    private final boolean byTrades;
    private final List<PastBar> fetched = new ArrayList<>();
    private final Deque<PastBar> waiting = new ArrayDeque<>();
    private final Deque<Trade> waitingTrades = new ArrayDeque<>();
    /** Recently published live bars, for the comparison with history. */
    private final Deque<PastBar> live = new ArrayDeque<>();

    /** End of the last bar that was published, 0 if none was. */
    private long lastEndNanos;
    /** Time up to which prices are complete, with or without trades; 0 if nothing is known. */
    private long knownNanos;
    /** Earlier trades are contained in fetched bars. */
    private long tradesFromNanos;

    private long subscribedNanos = Long.MAX_VALUE;
    private long lastHeardNanos;
    private boolean hole = true;
    /** The first history has not been published yet. */
    private boolean starting = true;

    private HistoryPlan.Span asked;

    /**
     * @param byTrades whether the feed is trades, and not 5-second bars
     */
    public InstrumentFeed(Instrument instrument, ExchangeCalendar calendar, HistoryPlan plan, boolean byTrades) {
        this.instrument = instrument;
        this.calendar = calendar;
        this.plan = plan;
        this.byTrades = byTrades;
    }

    /** The span that is requested from history and not yet answered; null for none. */
    public synchronized HistoryPlan.Span asked() {
        return asked;
    }

    /** Number of bars that a span has at most. */
    public long expectedBars(HistoryPlan.Span span) {
        return plan.bars(span);
    }

    /** Whether the first history has not been published yet. */
    public synchronized boolean isStarting() {
        return starting;
    }

    /** How many bars of an answer have come. */
    public synchronized int fetchedBars() {
        return fetched.size();
    }

    /** The instrument. */
    public Instrument instrument() {
        return instrument;
    }

    /** End of the last bar that was published, 0 if none was; with trades, of their last complete 5 seconds. */
    public synchronized long lastEndNanos() {
        return lastEndNanos;
    }

    /** Whether history is missing that must be published before the next live price. */
    public synchronized boolean needsPast() {
        return hole;
    }

    /** End of the last 5-second bar, time of the last trade, or begin of the subscription. */
    public synchronized long lastHeardNanos() {
        return Math.max(lastHeardNanos, subscribedNanos == Long.MAX_VALUE ? 0 : subscribedNanos);
    }

    /** End of the last accepted 5-second bar, or time of the last trade; 0 if none came. */
    public synchronized long lastPriceNanos() {
        return lastHeardNanos;
    }

    /** Notes a bar of the journal, which was published before a restart. */
    public synchronized void publishedBefore(EngineEvent bar) {
        starting = false;
        published(PastBar.of(bar), bar.isWarmUp());
    }

    /** Notes a trade of the journal. */
    public synchronized void tradedBefore(EngineEvent trade) {
        starting = false;
        known(trade.eventNanos - Math.floorMod(trade.eventNanos, PART_NANOS));
    }

    /** Begins a subscription. */
    public synchronized void subscribed(long nowNanos) {
        subscribedNanos = nowNanos;
        // The current 5-second span is not received completely.
        tradesFromNanos = nowNanos + PART_NANOS - 1 - Math.floorMod(nowNanos - 1, PART_NANOS);
        lose();
    }

    /** Ends the subscription. */
    public synchronized void unsubscribed() {
        subscribedNanos = Long.MAX_VALUE;
        lose();
    }

    private void lose() {
        waiting.clear();
        waitingTrades.clear();
        hole = true;
    }

    // ---- As they arise --------------------------------------------------------------------------------------------

    /** Handles a 5-second bar. */
    public synchronized void part(PastBar bar, EventPublisher publisher, long wallNanos) {
        long startNanos = bar.startNanos;
        long last = waiting.isEmpty() ? knownNanos : waiting.peekLast().endNanos;
        if (!calendar.coversInstant(startNanos) || !calendar.isRegular(startNanos) || startNanos < last) {
            return;
        }
        lastHeardNanos = startNanos + PART_NANOS;
        waiting.addLast(bar.over(startNanos, lastHeardNanos));
        hole |= !follows(startNanos);
        if (!hole) {
            publishWaiting(lastHeardNanos, publisher, wallNanos);
        } else if (waiting.size() > WAITING_MAX) {
            waiting.removeFirst();
        }
    }

    /** Handles a trade. */
    public synchronized void trade(
            long nanos, long priceE8, long size, int flags, EventPublisher publisher, long wallNanos) {
        if (!calendar.coversInstant(nanos) || !calendar.isRegular(nanos) || nanos < tradesFromNanos) {
            return;
        }
        lastHeardNanos = Math.max(lastHeardNanos, nanos);
        waitingTrades.addLast(new Trade(nanos, priceE8, size, flags));
        if (!hole) {
            publishTrades(publisher, wallNanos);
        }
    }

    private boolean follows(long startNanos) {
        return knownNanos != 0 && startNanos <= plan.intoSession(knownNanos);
    }

    private void publishWaiting(long nowNanos, EventPublisher publisher, long wallNanos) {
        for (PastBar bar = waiting.poll(); bar != null; bar = waiting.poll()) {
            boolean timely = nowNanos - bar.endNanos <= TIMELY_NANOS;
            if (timely) {
                publisher.draft().openPrint(instrument.id(), bar.startNanos, bar.openE8, 0).ingressNanos = wallNanos;
                publisher.publish();
            }
            publish(bar, timely ? 0 : EngineEvent.FLAG_WARM_UP, publisher, wallNanos);
            if (!waiting.isEmpty() && !follows(waiting.peekFirst().startNanos)) {
                hole = true;
                return;
            }
        }
    }

    private void publishTrades(EventPublisher publisher, long wallNanos) {
        for (Trade trade = waitingTrades.poll(); trade != null; trade = waitingTrades.poll()) {
            publisher.draft().trade(instrument.id(), trade.nanos, trade.priceE8, trade.size, trade.flags).ingressNanos =
                    wallNanos;
            publisher.publish();
            known(trade.nanos - Math.floorMod(trade.nanos, PART_NANOS));
        }
    }

    private void publish(PastBar bar, int flags, EventPublisher publisher, long wallNanos) {
        bar.into(publisher.draft(), instrument.id(), flags).ingressNanos = wallNanos;
        publisher.publish();
        published(bar, flags != 0);
    }

    private void published(PastBar bar, boolean past) {
        lastEndNanos = Math.max(lastEndNanos, bar.endNanos);
        known(bar.endNanos);
        if (!past) {
            live.addLast(bar);
            if (live.size() > LIVE_KEPT) {
                live.removeFirst();
            }
        }
    }

    private void known(long nanos) {
        knownNanos = Math.max(knownNanos, nanos);
        if (byTrades) {
            lastEndNanos = Math.max(lastEndNanos, nanos);
        }
    }

    // ---- Of the past ----------------------------------------------------------------------------------------------

    /** The next span to request from history; null if nothing is missing, and then buffered prices are published. */
    public synchronized HistoryPlan.Span missing(long nowNanos, EventPublisher publisher, long wallNanos) {
        long until = until(nowNanos);
        asked = plan.next(knownNanos, until);
        fetched.clear();
        if (asked == null && until <= nowNanos) {
            // Nothing was traded: before a session, or up to the first live price.
            hole = false;
            starting = false;
            publishLive(nowNanos, publisher, wallNanos);
        }
        return asked;
    }

    /** Time up to which history is needed: the first buffered price, or now. */
    private long until(long nowNanos) {
        if (byTrades) {
            return subscribedNanos == Long.MAX_VALUE ? nowNanos : tradesFromNanos;
        }
        return waiting.isEmpty() ? nowNanos : waiting.peekFirst().startNanos;
    }

    private void publishLive(long nowNanos, EventPublisher publisher, long wallNanos) {
        if (byTrades) {
            publishTrades(publisher, wallNanos);
        } else {
            publishWaiting(nowNanos, publisher, wallNanos);
        }
    }

    /** Adds a bar of a history answer. */
    public synchronized void fetched(PastBar bar) {
        HistoryPlan.Span span = asked;
        long size = span == null ? CHECK_NANOS : span.sizeNanos();
        long start = size == HistoryPlan.SESSION ? plan.sessionStart(bar.startNanos) : bar.startNanos;
        if (!calendar.coversInstant(start) || !calendar.isRegular(start)) {
            return;
        }
        long close = calendar.closeNanos(calendar.localDay(start));
        long end = size == HistoryPlan.SESSION ? close : Math.min(start + size, close);
        fetched.add(bar.over(start, end));
    }

    /** Begins a comparison with history. */
    public synchronized void checkBegins() {
        asked = null;
        fetched.clear();
    }

    /**
     * Ends a history answer and publishes its bars.
     *
     * @param nowNanos market time; bars that have not ended are left out
     * @return whether it has added anything
     */
    public synchronized boolean fetchEnds(long nowNanos, EventPublisher publisher, long wallNanos) {
        HistoryPlan.Span span = asked;
        if (span == null) {
            return false;
        }
        long before = knownNanos;
        long from = Math.max(span.fromNanos(), lastEndNanos);
        fetched.removeIf(bar -> bar.endNanos > Math.min(nowNanos, span.toNanos()) || bar.startNanos < from);
        if (!starting && !fetched.isEmpty()) {
            publisher
                    .draft()
                    .control(EventType.CONDITION, nowNanos, Condition.GAP.code(), instrument.id())
                    .text(fetched.size() + " bars of " + instrument.symbol());
            publisher.publish();
        }
        for (PastBar bar : fetched) {
            boolean timely = !starting && nowNanos - bar.endNanos <= TIMELY_NANOS;
            publish(bar, timely ? 0 : EngineEvent.FLAG_WARM_UP, publisher, wallNanos);
        }
        fetched.clear();
        asked = null;
        if (span.toNanos() <= nowNanos - SETTLED_NANOS) {
            known(span.toNanos());
        }
        return knownNanos > before;
    }

    /** Closes the gap without further history: what is still missing was not traded, or is not available. */
    public synchronized void acceptHole(long nowNanos, EventPublisher publisher, long wallNanos) {
        known(Math.min(nowNanos, until(nowNanos)));
        hole = false;
        starting = false;
        publishLive(nowNanos, publisher, wallNanos);
    }

    /** Ends a comparison: publishes which live bars differ from history. */
    public synchronized void checkEnds(long nowNanos, EventPublisher publisher, long wallNanos) {
        for (PastBar bar : fetched) {
            PastBar before = bar.endNanos <= nowNanos ? liveWithin(bar) : null;
            if (before != null && differs(before, bar)) {
                publisher
                        .draft()
                        .control(EventType.CONDITION, nowNanos, Condition.BAR_CORRECTED.code(), bar.startNanos)
                        .text(describe(bar))
                        .ingressNanos = wallNanos;
                publisher.publish();
            }
            live.removeIf(part -> part.endNanos <= bar.endNanos && bar.endNanos <= nowNanos);
        }
        fetched.clear();
    }

    /** The live bars within another bar as one; null if they do not cover it. */
    private PastBar liveWithin(PastBar bar) {
        PastBar sum = null;
        long next = bar.startNanos;
        for (PastBar part : live) {
            if (part.startNanos >= bar.startNanos && part.endNanos <= bar.endNanos) {
                if (part.startNanos != next) {
                    return null;
                }
                next = part.endNanos;
                sum = sum == null ? part : sum.with(part);
            }
        }
        return next == bar.endNanos ? sum : null;
    }

    /** Whether prices differ. Volumes are not compared: history leaves some trades out. */
    private static boolean differs(PastBar a, PastBar b) {
        return a.openE8 != b.openE8 || a.highE8 != b.highE8 || a.lowE8 != b.lowE8 || a.closeE8 != b.closeE8;
    }

    private static String describe(PastBar bar) {
        String text = FixedPoint.format(bar.openE8) + "/" + FixedPoint.format(bar.highE8) + "/"
                + FixedPoint.format(bar.lowE8) + "/" + FixedPoint.format(bar.closeE8);
        return EngineEvent.fitting(text);
    }
}
