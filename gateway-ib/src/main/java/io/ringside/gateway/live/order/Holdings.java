package io.ringside.gateway.live.order;

import io.ringside.engine.event.OrderRef;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * The rule for how many shares our closing orders (stops, targets, exits) may work on. It compares three things: the book,
 * which is the sum of journaled executions; the account, which is the broker's position; and executions of others, such as
 * the account owner's own. Shares that the owner holds himself (standing) are not counted as a difference.
 *
 * <pre>
 *   AGREES     account = book + standing
 *              closing orders may have the book's shares; one that works on more at the broker is reduced to that
 *   OPEN       they have differed in one comparison: an execution report may be in transit
 *              working orders stay; no new order is sent for more shares than both book and account hold
 *   CONFIRMED  two comparisons in a row had the same difference, without an explanation
 *              as before: a stop is never reduced because of the broker's position alone
 *   EXPLAINED  the same, and executions of others add up to it
 *              working orders are reduced to the account's shares, or cancelled
 * </pre>
 *
 * <p>Thread: any, under the order table's lock.
 */
public final class Holdings {
    /** Result of comparing account and book. */
    public enum State {
        AGREES,
        OPEN,
        CONFIRMED,
        EXPLAINED
    }

    /** No limit: the closing order may work on its whole quantity. */
    public static final long UNCUT = Long.MAX_VALUE;

    private static final int CONFIRMED_BY = 2;
    private static final int BROKEN_BY = 3;

    /** A foreign execution by its last report. */
    private record Execution(int revision, int instrumentId, long signedShares, long priceE8) {}

    private final OrderTable table;
    private final IntToLongFunction account;
    /** Instrument of each book: first those of strategies, then those of portfolios. */
    private final int[] bindings;
    /** Books without protective stops. */
    private final BitSet bare;
    /** Shares that the account's owner holds himself, by the configuration. */
    private final long[] configured;

    private final Map<String, Execution> others = new HashMap<>();
    private final long[] othersShares;
    private final double[] othersValue;
    /** Sum of foreign executions when account and book last agreed. */
    private final long[] takenShares;

    private final double[] takenValue;

    private final boolean[] compared;
    private final long[] differences;
    private final int[] rounds;
    /**
     * The last explained difference since account and book agreed, 0 if none: it applies until the next difference is confirmed.
     */
    private final long[] explained;

    private volatile boolean urgent;
    private long begun;
    private long ended;

    /**
     * @param account the broker's last position of an instrument
     * @param bindings instrument id of each strategy binding
     * @param configured shares of each instrument that the account's owner holds himself, by the configuration
     */
    public Holdings(OrderTable table, IntToLongFunction account, int[] bindings, long[] configured) {
        this(table, account, bindings, new BitSet(), configured);
    }

    /**
     * The same with books of portfolios, one an instrument, after those of strategies.
     *
     * @param bare books without protective stops
     */
    public Holdings(OrderTable table, IntToLongFunction account, int[] bindings, BitSet bare, long[] configured) {
        this.bare = (BitSet) bare.clone();
        this.table = table;
        this.account = account;
        this.bindings = bindings.clone();
        this.configured = configured.clone();
        othersShares = new long[configured.length];
        othersValue = new double[configured.length];
        takenShares = new long[configured.length];
        takenValue = new double[configured.length];
        compared = new boolean[configured.length];
        differences = new long[configured.length];
        rounds = new int[configured.length];
        explained = new long[configured.length];
    }

    // ---- What is told ---------------------------------------------------------------------------------------------

    /** Counts a foreign execution; returns whether it is new. A correction has the same id except for the last digits. */
    public boolean executed(int instrumentId, String execId, long signedShares, long priceE8) {
        int revision = ExecutionLog.revision(execId);
        Execution before = others.get(ExecutionLog.prefix(execId));
        if (before != null && before.revision >= revision) {
            return false;
        }
        if (before != null) {
            count(before, -1);
        }
        Execution now = new Execution(revision, instrumentId, signedShares, priceE8);
        others.put(ExecutionLog.prefix(execId), now);
        count(now, 1);
        return before == null;
    }

    /** Removes an execution that turns out to be one of ours. */
    void isOurs(String execId) {
        Execution before = others.remove(ExecutionLog.prefix(execId));
        if (before != null) {
            count(before, -1);
        }
    }

    private void count(Execution execution, int sign) {
        othersShares[execution.instrumentId] += sign * execution.signedShares;
        othersValue[execution.instrumentId] += sign * (double) execution.signedShares * execution.priceE8;
    }

    /** Begins a comparison. */
    void begins(long snapshot) {
        begun = snapshot;
    }

    /** Ends a comparison: all positions, orders and executions were reported. */
    void ends(long snapshot) {
        ended = snapshot;
    }

    /** Number of the last completed comparison. */
    public long lastSnapshot() {
        return ended;
    }

    /** Compares one instrument, at the end of a comparison. */
    State compare(int id) {
        long difference = differenceNow(id);
        if (!compared[id]) {
            compared[id] = true;
            takenShares[id] = table.othersTaken(id);
        }
        rounds[id] = difference == 0 ? 0 : difference == differences[id] ? rounds[id] + 1 : 1;
        differences[id] = difference;
        if (difference == 0) {
            taken(id);
        } else if (state(id) == State.EXPLAINED) {
            explained[id] = difference;
        }
        return state(id);
    }

    /** Notes that the account's position was adopted into the book. */
    void taken(int id) {
        takenShares[id] = othersShares[id];
        takenValue[id] = othersValue[id];
        differences[id] = 0;
        rounds[id] = 0;
        explained[id] = 0;
    }

    /** Resets after the end of a connection: earlier comparisons do not count as in a row. */
    public void restart() {
        for (int id = 0; id < rounds.length; id++) {
            rounds[id] = Math.min(rounds[id], 1);
        }
    }

    // ---- What follows ---------------------------------------------------------------------------------------------

    /** Result of the last comparison of account and book. */
    public State state(int id) {
        if (rounds[id] == 0) {
            return State.AGREES;
        }
        if (rounds[id] < CONFIRMED_BY) {
            return State.OPEN;
        }
        return othersShares[id] - takenShares[id] == differences[id] ? State.EXPLAINED : State.CONFIRMED;
    }

    /** Whether there is any position by the journal. */
    public boolean isHolding() {
        synchronized (table) {
            return table.isHolding();
        }
    }

    /** Whether our books have a position or an open order in an instrument. */
    public boolean isHeldOrOrdered(int id) {
        synchronized (table) {
            return table.position(id) != 0
                    || table.orders().stream().anyMatch(order -> order.terms.instrumentId == id && !order.isDone());
        }
    }

    /** Whether there was any comparison yet. */
    boolean isCompared(int id) {
        return compared[id];
    }

    /** Account less book at the last comparison. */
    public long difference(int id) {
        return differences[id];
    }

    /** Account less book by the last reports; an execution report may be in transit. */
    public long differenceNow(int id) {
        return account.applyAsLong(id) - standing(id) - table.position(id);
    }

    /** Whether the difference is an alarm: it is explained or confirmed. */
    public boolean isBroken(int id) {
        return state(id) == State.EXPLAINED || rounds[id] >= BROKEN_BY;
    }

    /** Whether two comparisons in a row had the same difference: the position is uncertain, so entries are refused. */
    public boolean isInDoubt(int id) {
        return rounds[id] >= CONFIRMED_BY;
    }

    /** Shares that the account had at the last comparison. */
    public long account(int id) {
        return table.position(id) + standing(id) + differences[id];
    }

    /** Shares that the account's owner holds himself. */
    public long standing(int id) {
        return configured[id] + table.standing(id);
    }

    /** Shares that the account's owner holds himself, by the configuration. */
    long configured(int id) {
        return configured[id];
    }

    /** Quantity with which an unsent closing order may be sent now; 0 if it has to wait for a comparison. */
    public long closing(LiveOrder order) {
        if (isUnasked(order)) {
            return 0;
        }
        int id = order.terms.instrumentId;
        long difference = differenceNow(id);
        long wanted = order.leaves();
        if (difference == 0) {
            return wanted;
        }
        long closable = closable(table.book(order), difference);
        boolean confirmed = difference == differences[id] && rounds[id] >= CONFIRMED_BY;
        return closable >= wanted ? wanted : confirmed ? closable : 0;
    }

    /** Whether it is a replacement for a lost stop: whoever cancelled that one may have closed the position too. */
    boolean isUnasked(LiveOrder order) {
        if (!order.isStop() || order.terms.parentRef != OrderRef.NONE) {
            return false;
        }
        if (order.askedSnapshot == 0) {
            order.askedSnapshot = begun + 1;
            urgent = true;
        }
        return ended < order.askedSnapshot;
    }

    /** Whether a closing order waits for a comparison that must be requested. */
    public boolean isAwaited(LiveOrder order) {
        int id = order.terms.instrumentId;
        return isUnasked(order) || differenceNow(id) != differences[id] || state(id) == State.OPEN;
    }

    /** Whether a position has just lost its stop, so that the next comparison is urgent; reset by the call. */
    public boolean takeUrgent() {
        boolean was = urgent;
        urgent = false;
        return was;
    }

    /**
     * Shares that a closing order may work on at the broker; {@link #UNCUT} unless missing shares are explained, or account
     * and book agree on less than it works on.
     */
    public long cut(LiveOrder order) {
        int id = order.terms.instrumentId;
        if (explained[id] != 0) {
            return closable(table.book(order), explained[id]);
        }
        long held = Math.max(0, -order.terms.side.sign() * table.held(order));
        return isForMore(order, held) && isAgreed(id) && isShown(order) ? held : UNCUT;
    }

    /** Whether account and book agreed at the last comparison, and no later report has changed only one of them. */
    private boolean isAgreed(int id) {
        return compared[id] && rounds[id] == 0 && differenceNow(id) == 0;
    }

    /**
     * Whether the broker has reported the order in the last comparison or since. A stop of an entry that is not completely
     * filled has the entry's size, and works for the executed shares.
     */
    private boolean isShown(LiveOrder order) {
        return order.state == LiveOrder.State.WORKING
                && order.seenInSnapshot >= ended
                && !isEntering(table.book(order));
    }

    /** Whether the book has a working entry; a carried entry is not the parent in its orders' terms. */
    private boolean isEntering(int book) {
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder one = table.orders().get(i);
            if (one.isEntry() && table.book(one) == book && !one.isDone()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an order works on more shares than it should. The broker reduces the other orders of a group by the shares
     * that one executes. A change that was sent before that execution was reported and arrives after it sets a size that is
     * too large: the rest of such a stop would open a position of the opposite side.
     */
    private static boolean isForMore(LiveOrder order, long shares) {
        return order.leavesAtBroker() > shares || (order.modifyWanted && order.leavesWanted() > shares);
    }

    /**
     * Shares that closing orders of a strategy may work on, given a difference of account and book. Missing shares of a long
     * position were sold by somebody else; the account owner's own shares cover for them first, since our orders do not
     * exceed the account then. If several strategies hold the instrument, the first ones keep their shares.
     */
    long closable(int bindingId, long difference) {
        int id = bindings[bindingId];
        int sign = Long.signum(table.held(bindingId));
        long all = 0;
        for (int i = 0; i < bindings.length; i++) {
            all += isOf(i, id, sign) ? Math.abs(table.held(i)) : 0;
        }
        long covering = Math.max(0, sign * standing(id));
        long left = Math.max(0, Math.min(all, all + sign * difference + covering));
        for (int i = 0; i < bindingId; i++) {
            left -= isOf(i, id, sign) ? Math.min(left, Math.abs(table.held(i))) : 0;
        }
        return Math.min(left, Math.abs(table.held(bindingId)));
    }

    private boolean isOf(int bindingId, int instrumentId, int sign) {
        return bindings[bindingId] == instrumentId && sign != 0 && Long.signum(table.held(bindingId)) == sign;
    }

    /** Shares that the stops of an instrument have to cover; without explained missing shares. */
    public long protectable(int id) {
        if (explained[id] == 0 && bare.isEmpty()) {
            return Math.abs(table.position(id));
        }
        long shares = 0;
        for (int i = 0; i < bindings.length; i++) {
            if (bindings[i] == id && !bare.get(i)) {
                shares += explained[id] == 0 ? table.held(i) : Long.signum(table.held(i)) * closable(i, explained[id]);
            }
        }
        return Math.abs(shares);
    }

    // ---- Taking over ----------------------------------------------------------------------------------------------

    /** Net shares of all foreign executions so far. */
    long othersShares(int id) {
        return othersShares[id];
    }

    /** Price at 1e-8 of the foreign executions that explain the difference; 0 if unknown. */
    long differencePriceE8(int id) {
        long shares = othersShares[id] - takenShares[id];
        double price = shares == 0 ? 0 : (othersValue[id] - takenValue[id]) / shares;
        return shares == differences[id] && price > 0 && price < Long.MAX_VALUE / 4.0 ? Math.round(price) : 0;
    }

    /**
     * Change of each book's shares by an adoption, after which the instrument's books add up to the account.
     *
     * @param wanted the book that gets additional shares; -1 for the first one
     */
    long[] adoption(int id, int wanted) {
        long[] changes = new long[bindings.length];
        long left = account(id) - configured[id] - table.position(id);
        int first = wanted;
        for (int i = 0; i < bindings.length; i++) {
            if (bindings[i] == id) {
                first = first < 0 ? i : first;
                long held = table.held(i);
                if (Long.signum(held) == -Long.signum(left)) {
                    changes[i] = Long.signum(left) * Math.min(Math.abs(left), Math.abs(held));
                    left -= changes[i];
                }
            }
        }
        if (left != 0 && first >= 0) {
            changes[first] += left;
        }
        return changes;
    }

    /** Change of each book's shares that empties all books of the instrument. */
    long[] forgetting(int id) {
        long[] changes = new long[bindings.length];
        for (int i = 0; i < bindings.length; i++) {
            changes[i] = bindings[i] == id ? -table.held(i) : 0;
        }
        return changes;
    }
}
