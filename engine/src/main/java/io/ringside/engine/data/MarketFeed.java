package io.ringside.engine.data;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bars and ticks of several instruments as the engine's events, in the order of time. A bar is two events, its first price
 * at its start and the whole of it at its end, so that no price is known before it has happened. The regular session of
 * each day with data, or of every trading day, is framed by its open and its close, taken from the calendar.
 *
 * <p>At one instant: bars that end, the session's close, the session's open, the timer, bars that begin, quotes, trades; each
 * in the order of the instruments' ids. So a decision at a bar's end meets the first price of the next bar, and no sooner one.
 *
 * <p>Thread: the one that drives the run; owns the sources.
 */
public final class MarketFeed implements AutoCloseable {
    /** The code that a live daemon's timer events have. */
    private static final int TIMER_CODE = 1;

    private static final int RANK_BAR = 0;
    private static final int RANK_CLOSE = 1;
    private static final int RANK_OPEN = 2;
    private static final int RANK_TIMER = 3;
    private static final int RANK_OPEN_PRINT = 4;
    private static final int RANK_QUOTE = 5;
    private static final int RANK_TRADE = 6;

    private final ExchangeCalendar calendar;
    private final int tradeFromDay;
    /** In the order of the instruments' ids, and of the sources of one. */
    private final List<Lane> lanes = new ArrayList<>();

    private final LoserTree tree;

    /** Sorted by day; those before {@code nextAction} are published. */
    private List<CorporateActions.Action> actions = List.of();

    private int nextAction;

    private int sessionDay;
    /** Bounds of the session that are not yet published; {@code Long.MAX_VALUE} for none. */
    private long openNanos = Long.MAX_VALUE;

    private long closeNanos = Long.MAX_VALUE;
    /** When the session's corporate actions are published: before anything else of the session. */
    private long actionNanos;

    /** Whether trading days without any data are published too. */
    private boolean everySession;

    /** Whether a timer event is published at every minute of the session. */
    private boolean timed;
    /** The next minute to publish, or {@code Long.MAX_VALUE}. */
    private long timerNanos = Long.MAX_VALUE;

    /**
     * A feed of one source an instrument; the index is the instrument's id.
     *
     * @param tradeFromDay events of sessions before it, in days since 1970, are marked for warming up only
     * @throws UserError if the data is defective
     */
    public MarketFeed(List<? extends MarketSource> sources, ExchangeCalendar calendar, int tradeFromDay) {
        this(sources, IntStream.range(0, sources.size()).toArray(), calendar, tradeFromDay);
    }

    /**
     * A feed of any number of sources an instrument, such as its trades and its quotes.
     *
     * @param instrumentIds the instrument of each source
     * @param tradeFromDay events of sessions before it, in days since 1970, are marked for warming up only
     * @throws UserError if the data is defective
     */
    public MarketFeed(
            List<? extends MarketSource> sources, int[] instrumentIds, ExchangeCalendar calendar, int tradeFromDay) {
        this(sources, instrumentIds, new BitSet(), calendar, tradeFromDay);
    }

    /**
     * The same, where bars of sessions come beside smaller ones.
     *
     * @param portfolioOnly sources whose prices come in smaller bars of another source too: only their whole bars are
     *     published, for portfolios
     */
    public MarketFeed(
            List<? extends MarketSource> sources,
            int[] instrumentIds,
            BitSet portfolioOnly,
            ExchangeCalendar calendar,
            int tradeFromDay) {
        this.calendar = calendar;
        this.tradeFromDay = tradeFromDay;
        for (int i = 0; i < sources.size(); i++) {
            MarketSource source = sources.get(i);
            lanes.add(
                    source instanceof BarSource bars
                            ? new BarLane(instrumentIds[i], bars, portfolioOnly.get(i))
                            : new TickLane(instrumentIds[i], (TickSource) source));
        }
        lanes.sort(Comparator.comparingInt(lane -> lane.instrumentId));
        tree = new LoserTree(lanes.size());
        try {
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                if (lane.source().next()) {
                    lane.arrange();
                    tree.enter(i, lane.nanos, lane.rank);
                }
            }
            tree.play();
        } catch (UserError e) {
            close();
            throw e;
        }
    }

    /**
     * Fills the draft with the next event; false when there is none.
     *
     * @throws UserError if the data is defective
     */
    public boolean next(EngineEvent draft) {
        int first = tree.first();
        Lane lane = first < 0 ? null : lanes.get(first);
        boolean framed = openNanos != Long.MAX_VALUE || closeNanos != Long.MAX_VALUE;
        if (!framed && lane != null && lane.source().sessionDay() != sessionDay) {
            sessionDay = nextSession(lane.source().sessionDay());
            openNanos = calendar.openNanos(sessionDay);
            closeNanos = calendar.closeNanos(sessionDay);
            actionNanos = Math.min(openNanos, lane.nanos);
            timerNanos = timed ? openNanos : Long.MAX_VALUE;
        }
        if (openNanos != Long.MAX_VALUE
                && nextAction < actions.size()
                && actions.get(nextAction).day() <= sessionDay) {
            actions.get(nextAction++).publish(draft, actionNanos, flags());
            return true;
        }
        if (isDue(openNanos, RANK_OPEN, lane)) {
            draft.session(EventType.SESSION_OPEN, openNanos, flags());
            openNanos = Long.MAX_VALUE;
            return true;
        }
        if (timed && isDue(timerNanos, RANK_TIMER, lane)) {
            draft.control(EventType.TIMER, timerNanos, TIMER_CODE, 0).flags = flags();
            timerNanos += ExchangeCalendar.MINUTE_NANOS;
            timerNanos = timerNanos < closeNanos ? timerNanos : Long.MAX_VALUE;
            return true;
        }
        if (isDue(closeNanos, RANK_CLOSE, lane)) {
            draft.session(EventType.SESSION_CLOSE, closeNanos, flags());
            closeNanos = Long.MAX_VALUE;
            return true;
        }
        if (lane == null) {
            return false;
        }
        if (lane.publish(draft, flags())) {
            lane.arrange();
            tree.replaceFirst(lane.nanos, lane.rank);
        } else {
            tree.endFirst();
        }
        return true;
    }

    /** Publishes corporate actions too, each before the session of its day or, if there is none, before the next one. */
    public MarketFeed withActions(List<CorporateActions.Action> ofInstruments) {
        actions = List.copyOf(ofInstruments);
        return this;
    }

    /**
     * Publishes open and close of trading days without data too: a portfolio decides by the exchange's calendar, and a day
     * order for such a day expires there.
     */
    public MarketFeed withEverySession() {
        everySession = true;
        return this;
    }

    private int nextSession(int withData) {
        boolean begun = sessionDay != 0;
        return everySession && begun ? Math.min(withData, calendar.nextTradingDay(sessionDay)) : withData;
    }

    /** Publishes a timer event at every minute of the regular sessions, if a strategy asks for it. */
    public MarketFeed withTimer(boolean wanted) {
        timed = wanted;
        return this;
    }

    /** Whether any of the prices are invented. */
    public boolean synthetic() {
        return lanes.stream().anyMatch(lane -> lane.source().synthetic());
    }

    /** What became of the rows of the files, complete at the end of the feed. */
    public DataReport report() {
        return new DataReport(
                lanes.stream().flatMap(lane -> lane.source().reports().stream()).toList());
    }

    /** About how much of the data has been played, from 0 to 1. */
    public double progress() {
        double least = 1;
        for (int i = 0; i < lanes.size(); i++) {
            least = Math.min(least, lanes.get(i).source().progress());
        }
        return least;
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            lane.source().close();
        }
    }

    private static boolean isDue(long nanos, int rank, Lane lane) {
        return nanos != Long.MAX_VALUE
                && (lane == null || nanos < lane.nanos || (nanos == lane.nanos && rank < lane.rank));
    }

    private int flags() {
        return sessionDay < tradeFromDay ? EngineEvent.FLAG_WARM_UP : 0;
    }

    /** One source and its next event. */
    private abstract static class Lane {
        final int instrumentId;
        long nanos;
        int rank;

        Lane(int instrumentId) {
            this.instrumentId = instrumentId;
        }

        abstract MarketSource source();

        /** Sets {@code nanos} and {@code rank} to the next event's. */
        abstract void arrange();

        /** Writes the next event into the draft; returns whether there is another one. */
        abstract boolean publish(EngineEvent draft, int flags);
    }

    private static final class BarLane extends Lane {
        private final BarSource bars;
        /** Whether its prices come in smaller bars of another source too. */
        private final boolean portfolioOnly;

        private boolean begun;

        BarLane(int instrumentId, BarSource bars, boolean portfolioOnly) {
            super(instrumentId);
            this.bars = bars;
            this.portfolioOnly = portfolioOnly;
            begun = portfolioOnly;
        }

        @Override
        MarketSource source() {
            return bars;
        }

        @Override
        void arrange() {
            nanos = begun ? bars.endNanos() : bars.startNanos();
            rank = begun ? RANK_BAR : RANK_OPEN_PRINT;
        }

        @Override
        boolean publish(EngineEvent draft, int flags) {
            if (!begun) {
                draft.openPrint(instrumentId, bars.startNanos(), bars.openE8(), flags);
                begun = true;
                return true;
            }
            draft.bar(
                    instrumentId,
                    bars.startNanos(),
                    bars.endNanos(),
                    bars.openE8(),
                    bars.highE8(),
                    bars.lowE8(),
                    bars.closeE8(),
                    bars.volume(),
                    portfolioOnly ? flags | EngineEvent.FLAG_PORTFOLIO_ONLY : flags);
            begun = portfolioOnly;
            return bars.next();
        }
    }

    private static final class TickLane extends Lane {
        private final TickSource ticks;

        TickLane(int instrumentId, TickSource ticks) {
            super(instrumentId);
            this.ticks = ticks;
        }

        @Override
        MarketSource source() {
            return ticks;
        }

        @Override
        void arrange() {
            nanos = ticks.nanos();
            rank = ticks.isQuote() ? RANK_QUOTE : RANK_TRADE;
        }

        @Override
        boolean publish(EngineEvent draft, int flags) {
            if (ticks.isQuote()) {
                draft.quote(
                        instrumentId,
                        ticks.nanos(),
                        ticks.bidE8(),
                        ticks.askE8(),
                        ticks.bidSize(),
                        ticks.askSize(),
                        flags);
            } else {
                draft.trade(instrumentId, ticks.nanos(), ticks.priceE8(), ticks.quantity(), flags | ticks.flags());
            }
            return ticks.next();
        }
    }
}
