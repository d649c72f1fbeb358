package io.ringside.engine.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import java.util.BitSet;

/**
 * A portfolio strategy bound to its universe, schedule and budget.
 *
 * @param portfolioId index, as in slots and journals
 * @param name its name in the configuration
 * @param strategy the instance
 * @param universe the names
 * @param schedule when it decides
 * @param rebalance how its rankings become orders
 * @param budgetE8 its part of the account, at 1e-8; {@link PortfolioSettings#WHOLE} for the account as it is
 * @param detailed names whose intraday prices other strategies read: of these the portfolio uses the session's bar only
 */
public record PortfolioBinding(
        int portfolioId,
        String name,
        PortfolioStrategy strategy,
        Universe universe,
        Schedule schedule,
        RebalanceSettings rebalance,
        long budgetE8,
        BitSet detailed) {
    /** Most names of a ranking, verdicts on them, or orders on one event, however large the universe is. */
    public static final int NAMES_AN_EVENT = 32;

    /** Whether the portfolio uses a price event. */
    public boolean sees(EngineEvent price) {
        return price.isPortfolioOnly() || !detailed.get(price.instrumentId);
    }

    /** The budget's part of an amount of money; rounded towards 0 to 1e-8. */
    public long part(long moneyE8) {
        return part(moneyE8, budgetE8);
    }

    /** The same for a given budget, at 1e-8. */
    public static long part(long moneyE8, long budgetE8) {
        return Long.signum(moneyE8) * ExactRatio.floor(Math.abs(moneyE8), budgetE8, FixedPoint.ONE_E8);
    }

    /** Whether it has a part of the account of its own. */
    public boolean hasBudget() {
        return budgetE8 != PortfolioSettings.WHOLE;
    }
}
