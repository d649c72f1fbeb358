package io.ringside.gateway.live.order;

import io.ringside.engine.event.OrderRef;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * The rule of what our closing orders (stops, targets, exits) may work on, in one place. Three things are held against each
 * other: the book, which is what journaled executions add up to; the account, which is what the broker says that it holds;
 * and executions of others, such as of the trader's own hand. What the trader holds himself (standing) is no difference.
 *
 * <pre>
 *   AGREES     account = book + standing
 *              closing orders may have what the book holds; what the broker shows to work on more is cut to that
 *   OPEN       they differ since one comparison: an execution of ours may be on its way
 *              what works at the broker stays; nothing new leaves for more than book and account both hold
 *   CONFIRMED  two comparisons in a row told the same difference, and nobody knows why
 *              as before: a stop is never cut by a word of the broker's alone
 *   EXPLAINED  the same, and executions of others add up to it
 *              what works at the broker is cut to what the account holds, or cancelled
 * </pre>
 *
 * <p>Thread: any, under the order table's lock.
 */
public final class Holdings {
    /** How account and book stand to each other. */
    public enum State {
        AGREES,
        OPEN,
        CONFIRMED,
        EXPLAINED
    }

    /** A closing order that may work on all that it asks for. */
    public static final long UNCUT = Long.MAX_VALUE;

    private static final int CONFIRMED_BY = 2;
    private static final int BROKEN_BY = 3;

    /** An execution of somebody else's, as it was last told. */
    private record Execution(int revision, int instrumentId, long signedShares, long priceE8) {}

    private final OrderTable table;
    private final IntToLongFunction account;
    /** Instrument of each book: of the strategies', and behind them of the portfolios'. */
    private final int[] bindings;
    /** Which of them have no protective stops. */
    private final BitSet bare;
    /** What the trader holds by the configuration. */
    private final long[] configured;

    private final Map<String, Execution> others = new HashMap<>();
    private final long[] othersShares;
    private final double[] othersValue;
    /** What executions of others had added up to when account and book last agreed. */
    private final long[] takenShares;

    private final double[] takenValue;

    private final boolean[] compared;
    private final long[] differences;
    private final int[] rounds;
    /**
     * The difference that was explained last, since account and book agreed, 0 if none was: it holds until the next one is
     * certain.
     */
    private final long[] explained;

    private volatile boolean urgent;
    private long begun;
    private long ended;

    /**
     * @param account shares of an instrument that the broker told last
     * @param bindings instrument id of each strategy binding
     * @param configured shares of each instrument that the trader holds himself, by the configuration
     */
    public Holdings(OrderTable table, IntToLongFunction account, int[] bindings, long[] configured) {
        this(table, account, bindings, new BitSet(), configured);
    }

    /**
     * The same with the portfolios' books, each one an instrument, behind those of the strategies.
     *
     * @param bare which books have no protective stops
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

    /** An execution that is none of ours; whether it is new. A correction repeats all of its id but the last digits. */
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

    /** An execution turns out to be one of ours: it explains nothing any more. */
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

    /** A comparison begins: the broker is asked for everything. */
    void begins(long snapshot) {
        begun = snapshot;
    }

    /** A comparison has ended: all positions, orders and executions have been told. */
    void ends(long snapshot) {
        ended = snapshot;
    }

    /** The last comparison that has ended. */
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

    /** What the account holds is in the book from now on. */
    void taken(int id) {
        takenShares[id] = othersShares[id];
        takenValue[id] = othersValue[id];
        differences[id] = 0;
        rounds[id] = 0;
        explained[id] = 0;
    }

    /** A connection has ended: what was compared so far does not count as twice in a row. */
    public void restart() {
        for (int id = 0; id < rounds.length; id++) {
            rounds[id] = Math.min(rounds[id], 1);
        }
    }

    // ---- What follows ---------------------------------------------------------------------------------------------

    /** How account and book stood to each other at the last comparison. */
    public State state(int id) {
        if (rounds[id] == 0) {
            return State.AGREES;
        }
        if (rounds[id] < CONFIRMED_BY) {
            return State.OPEN;
        }
        return othersShares[id] - takenShares[id] == differences[id] ? State.EXPLAINED : State.CONFIRMED;
    }

    /** Whether anything is held by what was journaled. */
    public boolean isHolding() {
        synchronized (table) {
            return table.isHolding();
        }
    }

    /** Whether our books hold something of an instrument, or have an order in it that is not over. */
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

    /** Shares that the account had more than the book at the last comparison. */
    public long difference(int id) {
        return differences[id];
    }

    /** Shares that the account has more than the book by what was told last: an execution may be on its way. */
    public long differenceNow(int id) {
        return account.applyAsLong(id) - standing(id) - table.position(id);
    }

    /** Whether the difference is an alarm: it is explained, or stays. */
    public boolean isBroken(int id) {
        return state(id) == State.EXPLAINED || rounds[id] >= BROKEN_BY;
    }

    /** Whether two comparisons in a row told the same difference: nobody knows what an entry would add to. */
    public boolean isInDoubt(int id) {
        return rounds[id] >= CONFIRMED_BY;
    }

    /** Shares that the account had at the last comparison. */
    public long account(int id) {
        return table.position(id) + standing(id) + differences[id];
    }

    /** Shares that the trader holds himself. */
    public long standing(int id) {
        return configured[id] + table.standing(id);
    }

    /** Shares that the configuration leaves to the trader. */
    long configured(int id) {
        return configured[id];
    }

    /** Shares with which a closing order that has not left may leave now; 0 if it has to wait for the broker's word. */
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

    /** A stop in place of one that was lost: whoever cancelled that may have closed the position too. */
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

    /** Whether the broker's word, for which a closing order waits, is to be asked for. */
    public boolean isAwaited(LiveOrder order) {
        int id = order.terms.instrumentId;
        return isUnasked(order) || differenceNow(id) != differences[id] || state(id) == State.OPEN;
    }

    /** Whether a position has just lost its stop, so that the next comparison must not wait; once. */
    public boolean takeUrgent() {
        boolean was = urgent;
        urgent = false;
        return was;
    }

    /**
     * Shares that a closing order may work on at the broker; {@link #UNCUT} unless it is explained what is gone, or unless
     * account and book agree on less than it works on.
     */
    public long cut(LiveOrder order) {
        int id = order.terms.instrumentId;
        if (explained[id] != 0) {
            return closable(table.book(order), explained[id]);
        }
        long held = Math.max(0, -order.terms.side.sign() * table.held(order));
        return isForMore(order, held) && isAgreed(id) && isShown(order) ? held : UNCUT;
    }

    /** Whether account and book agreed at the last comparison, and nothing was told since that one of them has not. */
    private boolean isAgreed(int id) {
        return compared[id] && rounds[id] == 0 && differenceNow(id) == 0;
    }

    /**
     * Whether the broker has shown in the last comparison, or since, what it has of the order. A stop of an entry that waits or
     * still executes has the entry's size, and works for what has executed.
     */
    private boolean isShown(LiveOrder order) {
        return order.state == LiveOrder.State.WORKING
                && order.seenInSnapshot >= ended
                && !isEntering(table.book(order));
    }

    /** An entry that was taken over from the day before stands in no order's terms as its parent. */
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
     * The broker takes what one order of a group executes from the size that the others have by then. A change that was sent
     * before that execution was told, and arrives after it, gives them a size that is larger by as much: what is left of such a
     * stop once the position is gone would open one the other way.
     */
    private static boolean isForMore(LiveOrder order, long shares) {
        return order.leavesAtBroker() > shares || (order.modifyWanted && order.leavesWanted() > shares);
    }

    /**
     * Shares that closing orders of a strategy may work on, if account and book differ by so much. What is missing of long
     * positions was sold by somebody else; what the trader holds himself covers for it first, since our orders do not
     * exceed the account then. Of several strategies the first ones keep theirs.
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

    /** Shares that the stops of an instrument have to cover: no more than there are, where it is explained what is gone. */
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

    /** Net shares of all executions of others so far. */
    long othersShares(int id) {
        return othersShares[id];
    }

    /** Price at 1e-8 at which others traded what account and book differ by; 0 if nobody knows. */
    long differencePriceE8(int id) {
        long shares = othersShares[id] - takenShares[id];
        double price = shares == 0 ? 0 : (othersValue[id] - takenValue[id]) / shares;
        return shares == differences[id] && price > 0 && price < Long.MAX_VALUE / 4.0 ? Math.round(price) : 0;
    }

    /**
     * How many shares each book gets, less what it has, so that the instrument's add up to the account.
     *
     * @param wanted the book that gets what no book has; -1 for the first one
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

    /** What takes all shares of the instrument from the strategies' books. */
    long[] forgetting(int id) {
        long[] changes = new long[bindings.length];
        for (int i = 0; i < bindings.length; i++) {
            changes[i] = bindings[i] == id ? -table.held(i) : 0;
        }
        return changes;
    }
}
