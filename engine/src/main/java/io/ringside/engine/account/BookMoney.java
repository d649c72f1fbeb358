package io.ringside.engine.account;

/**
 * Whose money pays for an order, where portfolios have parts of one account: each pool is a portfolio's, or what is left beside
 * them.
 *
 * <p>Thread: the risk stage's; a back test's broker asks between two events, while the stages have nothing to do.
 */
public interface BookMoney {
    /** How many pools there are, what is left included. */
    int pools();

    /** The pool that pays for the orders of a book, see {@code event.BookId}. */
    int poolOf(int bookId);

    /** Cash of a pool, at 1e-8. */
    long cashE8(int pool);

    /** Value of all that a pool's portfolio holds, at the last prices of a ledger, at 1e-8; not of what is left. */
    long positionValueE8(int pool, Ledger prices);

    /** Shares that a pool's portfolio holds of an instrument; not of what is left. */
    long shares(int pool, int instrumentId);
}
