package io.ringside.replay.portfolio;

import io.ringside.engine.event.Standing;
import io.ringside.engine.portfolio.NameOutcome;

/**
 * What a decision said of a name, and what came of it; filled in by {@link PortfolioState}, and read by others.
 *
 * <p>Thread: that of its state.
 */
final class NameDecision {
    final int instrumentId;
    /** Place in the ranking from 1; 0 for none. */
    final int rank;
    /** What it was ranked by. */
    final double score;
    /** What the strategy allows, see {@link Standing}. */
    final int actions;
    /** Why, in the strategy's words. */
    final String reason;
    /** What the risk stage made of it. */
    NameOutcome outcome = NameOutcome.NOT_WANTED;
    /** The name that it is too much alike, or -1. */
    int alike = -1;
    /** Shares held at the decision. */
    long held;
    /** Price at the decision. */
    long priceE8;
    /** Shares ordered, negative for a sale; 0 for none. */
    long order;
    /** Shares executed, positive. */
    long filled;
    /** Value of what was executed. */
    long filledE8;
    /** What the broker charged for it. */
    long commissionE8;

    NameDecision(Standing standing, String reason) {
        instrumentId = standing.instrumentId;
        rank = standing.rank;
        score = standing.score;
        actions = standing.actions;
        this.reason = reason;
    }
}
