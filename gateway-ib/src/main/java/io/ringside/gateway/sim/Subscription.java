package io.ringside.gateway.sim;

/**
 * A client's subscription to a stream.
 *
 * <p>Thread: the workstation's.
 */
final class Subscription {
    /** What streams. */
    enum Kind {
        /** reqMktData. */
        QUOTES,
        /** reqTickByTickData. */
        TICKS,
        /** reqRealTimeBars. */
        BARS,
        /** reqHistoricalData with keepUpToDate. */
        HISTORY
    }

    final Kind kind;
    final int requestId;
    final Board board;
    /** TRADES, BID and so on; for ticks Last, AllLast, BidAsk, MidPoint. */
    final String what;
    /** Whether only the regular session counts. */
    final boolean regularOnly;
    /** HISTORY: length of the bars. */
    final long sizeNanos;
    /** HISTORY: 1 for text, 2 for seconds since 1970. */
    final int dateFormat;
    /** QUOTES: comma-separated generic ticks. */
    final String genericTicks;
    /** The stream has ended without a message. */
    boolean dead;
    /** TICKS: the bid and offer that were sent last. */
    long sentBidE8;

    long sentAskE8;

    private Subscription(
            Kind kind,
            int requestId,
            Board board,
            String what,
            boolean regularOnly,
            long sizeNanos,
            int dateFormat,
            String genericTicks) {
        this.kind = kind;
        this.requestId = requestId;
        this.board = board;
        this.what = what;
        this.regularOnly = regularOnly;
        this.sizeNanos = sizeNanos;
        this.dateFormat = dateFormat;
        this.genericTicks = genericTicks;
    }

    static Subscription quotes(int requestId, Board board, String genericTicks) {
        return new Subscription(Kind.QUOTES, requestId, board, "", false, 0, 0, genericTicks);
    }

    static Subscription ticks(int requestId, Board board, String what) {
        return new Subscription(Kind.TICKS, requestId, board, what, false, 0, 0, "");
    }

    static Subscription bars(int requestId, Board board, String what, boolean regularOnly) {
        return new Subscription(Kind.BARS, requestId, board, what, regularOnly, BarSplitter.PART_NANOS, 0, "");
    }

    static Subscription history(
            int requestId, Board board, String what, boolean regularOnly, long sizeNanos, int dateFormat) {
        return new Subscription(Kind.HISTORY, requestId, board, what, regularOnly, sizeNanos, dateFormat, "");
    }

    /** Whether it has that request id and kind. */
    boolean is(Kind kind, int requestId) {
        return this.kind == kind && this.requestId == requestId;
    }
}
