package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;

/**
 * The risk stage's limits on a portfolio's orders: the same that hold for every entry.
 *
 * <p>Thread: risk stage.
 */
public interface OrderCheck {
    /** Code for no refusal. */
    int ACCEPTED = 0;

    /** Whether the broker is connected and positions are reconciled; if not yet, planned orders wait for it. */
    boolean isReady();

    /** Why no order of a name may be sent now, whatever its size: the code of an outcome, or {@link #ACCEPTED}. */
    int stopped(int instrumentId, boolean buys);

    /**
     * Why a buy is not placed: the code of an outcome, or {@link #ACCEPTED}. Limits are those of the whole account.
     *
     * @param shares to buy
     * @param after shares of the name that the portfolio holds after the buy
     * @param grossE8 value of all positions of the account after the buy, with the sales of the same plan executed
     */
    int refusal(EngineEvent event, int instrumentId, long shares, long after, long grossE8);

    /** Value of all positions of the account and of all working buys. */
    long grossE8();

    /**
     * The part of a portfolio's own cash that the account really has: less than all of it if strategies beside it have spent
     * more than their own.
     */
    long spendableE8(long ownE8);
}
