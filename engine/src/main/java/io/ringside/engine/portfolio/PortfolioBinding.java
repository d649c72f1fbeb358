package io.ringside.engine.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import java.util.BitSet;

/**
 * One portfolio at work.
 *
 * @param portfolioId index; stands in slots and journals
 * @param name what people call it
 * @param strategy the instance
 * @param universe the names
 * @param schedule when it decides
 * @param rebalance how its wishes become orders
 * @param budgetE8 the part of the account that is its own, at 1e-8; {@link PortfolioSettings#WHOLE} for the account as it is
 * @param detailed names whose prices within the session strategies beside it see: of those it sees the session's bar alone
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
    /** So many names of a ranking, verdicts on them or orders are on one event, however large the universe is. */
    public static final int NAMES_AN_EVENT = 32;

    /** Whether a price is one that the portfolio goes by. */
    public boolean sees(EngineEvent price) {
        return price.isTold() || !detailed.get(price.instrumentId);
    }

    /** The part of an amount of money that its budget says; rounded towards 0 to 1e-8. */
    public long part(long moneyE8) {
        return part(moneyE8, budgetE8);
    }

    /** The same of another budget, at 1e-8. */
    public static long part(long moneyE8, long budgetE8) {
        return Long.signum(moneyE8) * ExactRatio.floor(Math.abs(moneyE8), budgetE8, FixedPoint.ONE_E8);
    }

    /** Whether it has a part of the account of its own. */
    public boolean hasBudget() {
        return budgetE8 != PortfolioSettings.WHOLE;
    }
}
