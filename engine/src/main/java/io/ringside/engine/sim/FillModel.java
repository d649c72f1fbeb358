package io.ringside.engine.sim;

/**
 * Decides whether the current market event executes an order, and at what price. It may mark the order as triggered or
 * trailed. The number of shares is decided by {@link Matching}.
 *
 * <p>Thread: the broker's driver.
 */
interface FillModel {
    /** The order does not execute. */
    long NONE = 0;

    /** Whether orders are executed on a bar before the pipeline gets the bar, since its trades happened before its close. */
    boolean executesBarsFirst();

    /** The order's price at a single print. */
    long atPrint(WorkingOrder order, Market market, long priceE8);

    /** The order's price at the best bid and offer. */
    long atQuote(WorkingOrder order, Market market);

    /** The price of a stop of any kind between a bar's open and its close. */
    long stopWithin(WorkingOrder order, Market market, long tick);

    /** The price of a limit order between a bar's open and its close. */
    long limitWithin(WorkingOrder order, Market market, long tick);

    /** The price of a trailing stop once it has been trailed after the bar's extreme. */
    long trailedWithin(WorkingOrder order, Market market, long tick);

    /** The price of an order for the closing auction. */
    long atClose(WorkingOrder order, Market market);
}
