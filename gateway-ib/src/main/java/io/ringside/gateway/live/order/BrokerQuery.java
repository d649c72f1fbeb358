package io.ringside.gateway.live.order;

/**
 * Whether the broker is to be asked for all that the account's orders and positions are known by, and the number of the
 * comparison to which its answers belong.
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

    /** Something was said, or was not understood, that only a comparison with the broker can explain. */
    public void want() {
        wanted = true;
    }

    /** Whether there was such a thing since the last comparison began. */
    public boolean isWanted() {
        return wanted;
    }

    /** A comparison begins, which explains what was said before; its number. */
    public long begin() {
        wanted = false;
        synchronized (table) {
            holdings.begins(++snapshot);
            return snapshot;
        }
    }

    /** The comparison before or in which something is told now. */
    long snapshot() {
        return snapshot;
    }
}
