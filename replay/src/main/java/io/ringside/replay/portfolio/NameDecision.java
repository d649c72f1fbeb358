package io.ringside.replay.portfolio;

import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import java.util.function.IntFunction;

/**
 * A decision on one name, with its outcome and executions; written by {@link PortfolioState}, read by others.
 *
 * <p>Thread: that of its state.
 */
final class NameDecision {
    final int instrumentId;
    /** Place in the ranking from 1; 0 for none. */
    final int rank;
    /** Score by which it was ranked. */
    final double score;
    /** Actions that the strategy allows, see {@link Standing}. */
    final int actions;
    /** The strategy's reason. */
    final String reason;
    /** The risk stage's outcome. */
    NameOutcome outcome = NameOutcome.NOT_WANTED;
    /** The correlated holding, or -1. */
    int alike = -1;
    /** Why the risk stage refused it, or null. */
    Outcome refusal;
    /** Shares held at the decision. */
    long held;
    /** Price at the decision. */
    long priceE8;
    /** Shares ordered, negative for a sale; 0 for none. */
    long order;
    /** Shares executed, positive. */
    long filled;
    /** Value of the executed shares. */
    long filledE8;
    /** Commission charged for it. */
    long commissionE8;

    NameDecision(Standing standing, String reason) {
        instrumentId = standing.instrumentId;
        rank = standing.rank;
        score = standing.score;
        actions = standing.actions;
        this.reason = reason;
    }

    /** Notes what the risk stage made of it. */
    void verdict(Verdict verdict, NameOutcome made) {
        outcome = made;
        alike = alike(verdict, made);
        refusal = refusal(verdict, made);
    }

    private static int alike(Verdict verdict, NameOutcome made) {
        return made == NameOutcome.CORRELATION ? (int) verdict.stopE8 : -1;
    }

    private static Outcome refusal(Verdict verdict, NameOutcome made) {
        return made == NameOutcome.REFUSED ? Outcome.ofCode((int) verdict.stopE8) : null;
    }

    /** Whether it was held, ordered or refused, and not only looked at. */
    boolean isRelevant() {
        return held != 0 || order != 0 || outcome.isRefusal();
    }

    /** The outcome with what it was for. */
    String words(IntFunction<String> symbol) {
        return words(outcome, alike, refusal, symbol);
    }

    /** A verdict's outcome with what it was for. */
    static String words(Verdict verdict, NameOutcome made, IntFunction<String> symbol) {
        return words(made, alike(verdict, made), refusal(verdict, made), symbol);
    }

    private static String words(NameOutcome made, int alike, Outcome refusal, IntFunction<String> symbol) {
        return made.words()
                + (alike < 0 ? "" : " " + symbol.apply(alike))
                + (refusal == null ? "" : ": " + refusal.words());
    }
}
