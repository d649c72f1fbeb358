package io.ringside.gateway.live.order;

/**
 * Whether a comparison with the broker's orders, executions and positions is requested, and the number of the comparison to
 * which answers belong.
 *
 * <p>Thread: any; the number under the order table's lock.
 */
public final class BrokerQuery {
    private final OrderTable table;
    private final Holdings holdings;
    private volatile boolean wanted;
    private long snapshot;

    public BrokerQuery(OrderTable table, Holdings holdings) {
        this.table = table;
        this.holdings = holdings;
    }

    /** Requests a comparison: a report does not fit, and only a comparison can explain it. */
    public void want() {
        wanted = true;
    }

    /** Whether a comparison was requested since the last one began. */
    public boolean isWanted() {
        return wanted;
    }

    /** Begins a comparison, which settles earlier requests; returns its number. */
    public long begin() {
        wanted = false;
        synchronized (table) {
            holdings.begins(++snapshot);
            return snapshot;
        }
    }

    /** Number of the current or next comparison, for reports that come now. */
    long snapshot() {
        return snapshot;
    }
}
