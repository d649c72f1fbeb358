package io.ringside.engine.portfolio;

/**
 * One portfolio at work.
 *
 * @param portfolioId index; stands in slots and journals
 * @param strategy the instance
 * @param universe the names
 * @param schedule when it decides
 * @param rebalance how its wishes become orders
 */
public record PortfolioBinding(
        int portfolioId,
        PortfolioStrategy strategy,
        Universe universe,
        Schedule schedule,
        RebalanceSettings rebalance) {
    /** So many names of a ranking, verdicts on them or orders are on one event, however large the universe is. */
    public static final int NAMES_AN_EVENT = 32;
}
