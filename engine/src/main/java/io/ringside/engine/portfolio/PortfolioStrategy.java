package io.ringside.engine.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Standing;
import java.util.List;

/**
 * Ranks many names at once. At the end of a session on which a decision is due it ranks its names and says which to buy,
 * keep or sell; positions, sizes and orders are the risk stage's.
 *
 * <p>Thread: signal stage; one instance belongs to one portfolio.
 */
public interface PortfolioStrategy {
    /** Reasons that {@link io.ringside.engine.event.Standing#reason} points to, as reports print them. Never empty. */
    List<String> reasons();

    /** How many sessions' bars of each name it needs. */
    int barsKept();

    /** Default schedule, as {@link Schedule#parse} reads it. */
    String schedule();

    /** Default of the part of the portfolio by which a holding may be off its target, as a decimal. */
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

    /** Whether {@code rankings.csv} gets a row for a name. */
    default boolean isListed(Standing standing, boolean held) {
        return standing.rank > 0;
    }

    /** Called after a name's bar was added to the history, for state that is updated with each bar. Must not allocate. */
    default void onBar(Names names, int name) {}

    /** Called after a name's history was adjusted for a split; the strategy must adjust prices that it has stored. */
    default void onSplit(Names names, int name, long numerator, long denominator) {}

    /** Called when a session begins; standings added here are ordered at once. Must not allocate. */
    default void decideAtOpen(Names names, Ranking out) {}

    /** Called after each bar; standings added here are ordered at once. Must not allocate. */
    default void decideOnBar(Names names, EngineEvent bar, Ranking out) {}

    /** Whether {@link #decideOnBar} is implemented. */
    default boolean decidesOnBars() {
        return false;
    }

    /** Called at the end of each session, whether or not a decision is due, before {@link #decide}. Must not allocate. */
    default void onSession(Names names) {}

    /**
     * Called when a decision is due.
     *
     * @param names the data to decide on
     * @param out empty; receives the ranking
     * @return false if the data do not reach back far enough yet: then the decision does not count
     */
    boolean decide(Names names, Ranking out);
}
