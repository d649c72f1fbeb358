package io.ringside.engine.event;

/**
 * A portfolio strategy's view of one name at a decision: where it ranks, and what should become of it. It knows no position,
 * so it says what is allowed; the risk stage finds out what that means in shares.
 *
 * <p>Thread: written by the signal stage, read by the risk stage.
 */
public final class Standing {
    /** A holding is left. */
    public static final int LEAVE = 1;
    /** A name that is not held is bought. */
    public static final int ENTER = 2;
    /** A holding below its target is added to. */
    public static final int ADD = 4;
    /** A holding above its target is trimmed. */
    public static final int TRIM = 8;
    /** With {@link #LEAVE}: in the closing auction. */
    public static final int AT_CLOSE = 16;
    /** Nothing of a name that is held: it stays as it is. */
    public static final int KEEP = 0;

    private static final int ACTIONS_MAX = 31;

    /** Index of the portfolio. */
    public int portfolioId;
    /** Index of the instrument. */
    public int instrumentId;
    /** What may be done: {@link #LEAVE} or any of {@link #ENTER}, {@link #ADD} and {@link #TRIM}. */
    public int actions;
    /** The strategy's own class of the name, such as stocks and funds, whose number may be limited. */
    public int group;
    /** Place in the ranking from 1; 0 for a name that is not ranked. */
    public int rank;
    /** Index in the strategy's {@code reasons()}. */
    public int reason;
    /** What it is ranked by. */
    public double score;
    /** Wanted part of the portfolio is {@code share / of}, a fraction so that a third is a third. */
    public long share;
    /** Denominator of {@link #share}. */
    public long of = 1;
    /** Average true range in price units where sizes come from volatility; 0 otherwise. */
    public double volatility;
    /** How sure the strategy is, 0 to 1, where sizes come from that. */
    public double confidence;

    /** Price at which a strategy that watches a name would leave it; 0 otherwise. */
    public double level;
    /** Best price that it has seen of the name. */
    public double best;
    /** Since when there is a {@link #level}, UTC nanoseconds since 1970; 0 otherwise. */
    public long sinceNanos;

    /** Makes it say nothing of the given name. */
    public void clear(int portfolioId, int instrumentId) {
        this.portfolioId = portfolioId;
        this.instrumentId = instrumentId;
        actions = KEEP;
        group = 0;
        rank = 0;
        reason = 0;
        score = 0;
        share = 0;
        of = 1;
        volatility = 0;
        confidence = 0;
        level = 0;
        best = 0;
        sinceNanos = 0;
    }

    /** Copies all fields. */
    public void copyFrom(Standing other) {
        portfolioId = other.portfolioId;
        instrumentId = other.instrumentId;
        actions = other.actions;
        group = other.group;
        rank = other.rank;
        reason = other.reason;
        score = other.score;
        share = other.share;
        of = other.of;
        volatility = other.volatility;
        confidence = other.confidence;
        level = other.level;
        best = other.best;
        sinceNanos = other.sinceNanos;
    }

    /** Whether the given action is allowed. */
    public boolean may(int action) {
        return (actions & action) != 0;
    }

    /** Whether these actions go together. */
    public static boolean isValid(int actions) {
        return actions >= 0
                && actions <= ACTIONS_MAX
                && ((actions & LEAVE) == 0 || (actions & ~AT_CLOSE) == LEAVE)
                && ((actions & AT_CLOSE) == 0 || (actions & LEAVE) != 0);
    }
}
