package io.ringside.engine.event;

/**
 * A portfolio strategy's ranking of one name at a decision, and which changes of the holding it allows. It does not depend
 * on the position; the risk stage turns it into shares.
 *
 * <p>Thread: written by the signal stage, read by the risk stage.
 */
public final class Standing {
    /** Sell the whole holding. */
    public static final int LEAVE = 1;
    /** Buy the name if it is not held. */
    public static final int ENTER = 2;
    /** Add to a holding below its target. */
    public static final int ADD = 4;
    /** Trim a holding above its target. */
    public static final int TRIM = 8;
    /** With {@link #LEAVE}: sell in the closing auction. */
    public static final int AT_CLOSE = 16;
    /** No action: a holding stays as it is. */
    public static final int KEEP = 0;

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
    /** Score by which it is ranked. */
    public double score;
    /** Target weight in the portfolio is {@code share / of}: a fraction, so that a third is exact. */
    public long share;
    /** Denominator of {@link #share}. */
    public long of = 1;
    /** Average true range in price units where sizes come from volatility; 0 otherwise. */
    public double volatility;
    /** How sure the strategy is, 0 to 1, where sizes come from that. */
    public double confidence;

    /** Price at which a strategy that watches the name would sell it; 0 otherwise. */
    public double level;
    /** Best price that it has seen of the name. */
    public double best;
    /** Time since which there is a {@link #level}, UTC nanoseconds since 1970; 0 otherwise. */
    public long sinceNanos;

    /** Resets it to {@link #KEEP} for the given name. */
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

    /** Whether these actions may be combined. */
    public static boolean isValid(int actions) {
        return actions == LEAVE || actions == (LEAVE | AT_CLOSE) || (actions & ~(ENTER | ADD | TRIM)) == 0;
    }
}
