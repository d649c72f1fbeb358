package io.ringside.engine.data;

/**
 * Trades or quotes of one instrument, with primitive accessors for the one that the cursor stands on. Ticks may share an
 * instant. A subclass sets that tick in its {@link #next}.
 *
 * <p>Thread: the one that drives the run.
 */
public abstract non-sealed class TickSource implements MarketSource {
    private int sessionDay;
    private long nanos;
    private boolean quote;
    private long priceE8;
    private long quantity;
    private int flags;
    private long bidE8;
    private long askE8;
    private long bidSize;
    private long askSize;

    /** Whether there are quotes at all. */
    public abstract boolean hasQuotes();

    /** Sets the cursor on a trade. */
    protected final void trade(int sessionDay, long nanos, long priceE8, long quantity, int flags) {
        set(sessionDay, nanos, false, priceE8, quantity, flags, 0, 0, 0, 0);
    }

    /** Sets the cursor on a quote. */
    protected final void quote(int sessionDay, long nanos, long bidE8, long askE8, long bidSize, long askSize) {
        set(sessionDay, nanos, true, 0, 0, 0, bidE8, askE8, bidSize, askSize);
    }

    /** Sets the cursor on the tick that another source stands on. */
    protected final void standOn(TickSource other) {
        set(
                other.sessionDay,
                other.nanos,
                other.quote,
                other.priceE8,
                other.quantity,
                other.flags,
                other.bidE8,
                other.askE8,
                other.bidSize,
                other.askSize);
    }

    /** Sets the cursor on the row that a judge has accepted. */
    final void standOn(TickReader row, TickJudge judge) {
        if (row.layout().quotes()) {
            quote(judge.sessionDay(), judge.nanos(), row.bidE8(), row.askE8(), row.bidSize(), row.askSize());
        } else {
            trade(judge.sessionDay(), judge.nanos(), row.priceE8(), row.quantity(), judge.flags());
        }
    }

    private void set(
            int ofDay,
            long atNanos,
            boolean isQuote,
            long tradedE8,
            long shares,
            int tradeFlags,
            long bestBidE8,
            long bestAskE8,
            long sharesBid,
            long sharesAsked) {
        sessionDay = ofDay;
        nanos = atNanos;
        quote = isQuote;
        priceE8 = tradedE8;
        quantity = shares;
        flags = tradeFlags;
        bidE8 = bestBidE8;
        askE8 = bestAskE8;
        bidSize = sharesBid;
        askSize = sharesAsked;
    }

    @Override
    public final int sessionDay() {
        return sessionDay;
    }

    /** When it happened. */
    public final long nanos() {
        return nanos;
    }

    /** Whether it is a quote; otherwise it is a trade. */
    public final boolean isQuote() {
        return quote;
    }

    /** Trade: the price. */
    public final long priceE8() {
        return priceE8;
    }

    /** Trade: shares. */
    public final long quantity() {
        return quantity;
    }

    /** Trade: {@link io.ringside.engine.event.EngineEvent#FLAG_VOLUME_ONLY} if its price is to be left out of bars. */
    public final int flags() {
        return flags;
    }

    /** Quote: best bid. */
    public final long bidE8() {
        return bidE8;
    }

    /** Quote: best offer. */
    public final long askE8() {
        return askE8;
    }

    /** Quote: shares at the bid. */
    public final long bidSize() {
        return bidSize;
    }

    /** Quote: shares at the offer. */
    public final long askSize() {
        return askSize;
    }
}
