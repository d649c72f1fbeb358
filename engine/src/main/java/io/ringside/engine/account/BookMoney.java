package io.ringside.engine.account;

/**
 * Whose cash pays for an order, where portfolios share one account: the first pool is the rest of the account, and each
 * portfolio with a budget has one after it.
 *
 * <p>Thread: the risk stage's; a back test's simulated broker calls it between two events, when no stage runs.
 */
public interface BookMoney {
    /** How many pools there are, the rest of the account included. */
    int pools();

    /** The pool that pays for the orders of a book, see {@code event.BookId}. */
    int poolOf(int bookId);

    /** Cash of a pool, at 1e-8. */
    long cashE8(int pool);

    /** Value of all that a pool's portfolio holds, at the last prices of a ledger, at 1e-8. Not for the pool of the rest. */
    long positionValueE8(int pool, Ledger prices);

    /** Shares that a pool's portfolio holds of an instrument. Not for the pool of the rest. */
    long shares(int pool, int instrumentId);
}
