package io.ringside.engine.portfolio.rebalance;

/**
 * The orders of a plan that are not yet placed: sales first, then buys, each by symbol. Buys may have to wait until the
 * sales have ended. An order that is dropped gets its verdict in its turn.
 *
 * <p>Thread: risk stage.
 */
final class PlannedOrders {
    private static final int AT_CLOSE = 1 << 16;
    private static final int WAITS = 1 << 17;

    private final int[] queue;
    private final long[] shares;
    /** By name: price at the decision. */
    private final long[] priceE8;

    private final int[] reason;
    private final boolean[] atClose;
    private final boolean[] dropped;
    private final boolean[] planned;
    private int count;
    private int next;
    private int sales;
    private boolean buysWait;

    PlannedOrders(int names) {
        queue = new int[names];
        shares = new long[names];
        priceE8 = new long[names];
        reason = new int[names];
        atClose = new boolean[names];
        dropped = new boolean[names];
        planned = new boolean[names];
    }

    void clear() {
        for (int i = next; i < count; i++) {
            planned[queue[i]] = false;
        }
        count = 0;
        next = 0;
        sales = 0;
        buysWait = false;
    }

    /** Adds an order, a sale after the other sales and before the buys. A name has at most one. */
    void add(int name, long signedShares, long decidedE8, int why, boolean closing) {
        if (planned[name]) {
            throw new IllegalStateException("two orders of one name are planned");
        }
        compact();
        planned[name] = true;
        shares[name] = signedShares;
        priceE8[name] = decidedE8;
        reason[name] = why;
        atClose[name] = closing;
        dropped[name] = false;
        int at = count++;
        if (signedShares < 0) {
            sales++;
            while (at > next && shares[queue[at - 1]] > 0) {
                queue[at] = queue[at - 1];
                at--;
            }
        }
        queue[at] = name;
    }

    /** Removes placed orders from the array. */
    private void compact() {
        if (count == queue.length && next > 0) {
            System.arraycopy(queue, next, queue, 0, count - next);
            count -= next;
            next = 0;
        }
    }

    /** Buys are not placed before {@link #release}. */
    void letBuysWait() {
        buysWait = true;
    }

    boolean buysWait() {
        return buysWait;
    }

    /** Buys may be placed from now on. */
    void release(boolean closing) {
        buysWait = false;
        for (int i = next; i < count && closing; i++) {
            atClose[queue[i]] = true;
        }
    }

    /** How many can be placed, or reported as dropped, now. */
    int left() {
        return buysWait ? sales : count - next;
    }

    boolean hasNext() {
        return left() > 0;
    }

    /** Removes and returns the next name. */
    int take() {
        int name = queue[next++];
        planned[name] = false;
        sales -= shares[name] < 0 ? 1 : 0;
        if (next == count) {
            next = 0;
            count = 0;
        }
        return name;
    }

    int peek() {
        return queue[next];
    }

    long shares(int name) {
        return shares[name];
    }

    /** Price at the decision. */
    long priceE8(int name) {
        return priceE8[name];
    }

    int reason(int name) {
        return reason[name];
    }

    boolean isAtClose(int name) {
        return atClose[name];
    }

    boolean isDropped(int name) {
        return dropped[name];
    }

    boolean isPlanned(int name) {
        return planned[name];
    }

    /** Whether a sale is not yet placed. */
    boolean hasSales() {
        return sales > 0;
    }

    /** Drops all orders; each gets a verdict in its turn. */
    void dropAll() {
        for (int i = next; i < count; i++) {
            dropped[queue[i]] = true;
        }
        buysWait = false;
    }

    /** How many names are planned. */
    int size() {
        return count - next;
    }

    int name(int index) {
        return queue[next + index];
    }

    /** Changes the number of shares to buy. */
    void resize(int name, long signedShares) {
        shares[name] = signedShares;
    }

    // ---- Over the night -------------------------------------------------------------------------------------------

    /** Argument of a carried part: reason and order type. */
    long argument(int name) {
        return reason[name] | (atClose[name] ? AT_CLOSE : 0) | (buysWait ? WAITS : 0);
    }

    void restore(int name, long signedShares, long decidedE8, long argument) {
        add(name, signedShares, decidedE8, (int) (argument & 0xffff), (argument & AT_CLOSE) != 0);
        buysWait |= (argument & WAITS) != 0;
    }
}
