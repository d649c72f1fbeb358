package io.ringside.engine.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Standing;
import java.util.List;

/**
 * A view of many names at once. At the end of a session on which a decision is due it ranks them and says what should become
 * of each; positions, sizes and orders are the risk stage's.
 *
 * <p>Thread: signal stage; one instance belongs to one portfolio.
 */
public interface PortfolioStrategy {
    /** Reasons that {@link io.ringside.engine.event.Standing#reason} points to, as reports print them. Never empty. */
    List<String> reasons();

    /** How many sessions' bars of each name it looks back. */
    int barsKept();

    /** Schedule where the configuration names none, as {@link Schedule#parse} reads it. */
    String schedule();

    /** Where the configuration names none, the part of the portfolio by which a holding may be off its target, as a decimal. */
    default String band() {
        return "0";
    }

    /** Column of {@code rankings.csv} that has the score, beside {@code score} itself. */
    default String scoreName() {
        return "score";
    }

    /** Column of {@code rankings.csv} that has the reason. */
    default String reasonName() {
        return "reason";
    }

    /** Whether {@code rankings.csv} has a row of a name. */
    default boolean isListed(Standing standing, boolean held) {
        return standing.rank > 0;
    }

    /** A name's bar is over and stands in the history; for what must be counted over all bars. Nothing may be allocated. */
    default void onBar(Names names, int name) {}

    /** A name's history was adjusted for a split: what the strategy remembers of its prices must be, too. */
    default void onSplit(Names names, int name, long numerator, long denominator) {}

    /** A session begins; what it says now is ordered at once. Nothing may be allocated. */
    default void decideAtOpen(Names names, Ranking out) {}

    /** A bar is over; what it says of any name now is ordered at once. Nothing may be allocated. */
    default void decideOnBar(Names names, EngineEvent bar, Ranking out) {}

    /** Whether {@link #decideOnBar} says anything. */
    default boolean decidesOnBars() {
        return false;
    }

    /** A session is over, whether or not a decision is due; before {@link #decide}. Nothing may be allocated. */
    default void onSession(Names names) {}

    /**
     * A decision is due.
     *
     * @param names what it may look at
     * @param out empty; receives what it says
     * @return false if the data does not reach back far enough yet: then the decision does not count
     */
    boolean decide(Names names, Ranking out);
}
