package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;

/**
 * What the risk stage says of a portfolio's orders: the same limits that hold for every entry.
 *
 * <p>Thread: risk stage.
 */
public interface OrderCheck {
    /** Code of no refusal. */
    int ACCEPTED = 0;

    /** Whether a broker is there and book and account were compared: what is not so yet will be, and is waited for. */
    boolean isReady();

    /** Why no order of a name leaves now, whatever its size: the code of an outcome, or {@link #ACCEPTED}. */
    int stopped(int instrumentId, boolean buys);

    /**
     * Why a buy is not placed: the code of an outcome, or {@link #ACCEPTED}. It is judged for the whole account.
     *
     * @param shares to buy
     * @param after shares of the name that the portfolio holds then
     * @param grossE8 value of all that is held in the account then, with the sales of the same plan executed
     */
    int refusal(EngineEvent event, int instrumentId, long shares, long after, long grossE8);

    /** Value of all that is held in the account and that is being bought. */
    long grossE8();

    /**
     * What of a portfolio's own money the account has: less of it, where strategies beside it have borrowed more than is theirs.
     */
    long spendableE8(long ownE8);
}
