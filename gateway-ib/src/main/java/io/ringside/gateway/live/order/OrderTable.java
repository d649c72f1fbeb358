package io.ringside.gateway.live.order;

import io.ringside.engine.account.SplitShares;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.risk.Carried;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * All orders of the session, the booked executions, and the positions that they add up to. It is changed by events only,
 * before they are published or when a journal is replayed, so that a restart builds the same table.
 *
 * <p>Reports of the broker's count at once, before they are journaled: orders must be sent or reduced by the latest state.
 * If such an event cannot be published, the engine fails for everybody, so that nothing is decided by a state that the
 * journal does not have; the next start builds the table from the journal, and the broker reports its executions again.
 *
 * <p>Thread: any; its users synchronize on it.
 */
public final class OrderTable {
    private static final long NOTHING_YET = Long.MIN_VALUE;

    private final Long2ObjectHashMap<LiveOrder> byRef = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<LiveOrder> byOrderId = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<LiveOrder> byPermId = new Long2ObjectHashMap<>();
    private final List<LiveOrder> orders = new ArrayList<>();
    private final ExecutionLog executions = new ExecutionLog();
    private final long[] positions;
    private long cashMovedE8;
    private int takenOver;
    private final long[] standing;
    private final long[] othersTaken;
    private final LongHashSet seenForeign = new LongHashSet();
    private final Long2LongHashMap heldByBinding = new Long2LongHashMap(NOTHING_YET);

    private final Long2LongHashMap instrumentOfBook = new Long2LongHashMap(NOTHING_YET);
    /** One-cancels-all group of a strategy's carried orders. */
    private final Long2LongHashMap groupByBinding = new Long2LongHashMap(OrderRef.NONE);

    private static final long CENT_E8 = 1_000_000;

    /** Number of strategies' books; the following books are a portfolio's, one an instrument. */
    private final int strategies;

    private final long[] ticksE8;

    /** Without a portfolio, in whole cents. */
    public OrderTable(int instruments) {
        this(instruments, Integer.MAX_VALUE / 2);
    }

    /** In whole cents. */
    OrderTable(int instruments, int strategies) {
        this(LongStream.generate(() -> CENT_E8).limit(instruments).toArray(), strategies);
    }

    /**
     * @param ticksE8 smallest step of each instrument's prices at 1e-8
     * @param strategies number of strategies' books
     */
    public OrderTable(long[] ticksE8, int strategies) {
        int instruments = ticksE8.length;
        this.ticksE8 = ticksE8.clone();
        this.strategies = strategies;
        positions = new long[instruments];
        standing = new long[instruments];
        othersTaken = new long[instruments];
    }

    /** All orders, oldest first. */
    public List<LiveOrder> orders() {
        return orders;
    }

    /** Whether there is such an order. */
    public synchronized boolean hasOrder(Predicate<LiveOrder> such) {
        for (LiveOrder order : orders) {
            if (such.test(order)) {
                return true;
            }
        }
        return false;
    }

    /** Booked executions and commissions. */
    public ExecutionLog executions() {
        return executions;
    }

    /** Position by the journal. */
    public long position(int instrumentId) {
        return positions[instrumentId];
    }

    /** Shares that an operator has released to the account's owner, by the journal. */
    public long standing(int instrumentId) {
        return standing[instrumentId];
    }

    /** Sum of foreign executions at an operator's last adoption or release, by today's journal. */
    public long othersTaken(int instrumentId) {
        return othersTaken[instrumentId];
    }

    /** Whether an operator has acknowledged a foreign order, by its permId. */
    public boolean isSeenForeign(long permId) {
        return seenForeign.contains(permId);
    }

    /** Shares of a book by the journal, see {@link #book}. */
    public long held(int book) {
        long held = heldByBinding.get(book);
        return held == NOTHING_YET ? 0 : held;
    }

    /** Shares of an order's book. */
    public long held(LiveOrder order) {
        return held(book(order));
    }

    /** The book of an order: its strategy's on the instrument, or the portfolio's. */
    int book(LiveOrder order) {
        return book(order.terms.bindingId, order.terms.instrumentId);
    }

    /** The book id of a book in carried parts, see {@link BookId}. */
    int binding(int book) {
        return book < strategies ? book : BookId.ofPortfolio((book - strategies) / positions.length);
    }

    /** The book of a strategy's binding, or of a portfolio on an instrument. */
    int book(int bindingId, int instrumentId) {
        return BookId.isPortfolio(bindingId)
                ? strategies + BookId.portfolioId(bindingId) * positions.length + instrumentId
                : bindingId;
    }

    /** How many instruments there are. */
    public int instruments() {
        return positions.length;
    }

    /** Whether there is any position by the journal. */
    public boolean isHolding() {
        for (long position : positions) {
            if (position != 0) {
                return true;
            }
        }
        return false;
    }

    /** Net cash flow of executions and commissions. */
    public long cashMovedE8() {
        return cashMovedE8;
    }

    /** How many positions or orders were taken over without an execution. */
    public int takenOver() {
        return takenOver;
    }

    /** The order of a reference, or null. */
    public LiveOrder byRef(long ref) {
        return byRef.get(ref);
    }

    /** The order of our id, or null. */
    public LiveOrder byOrderId(int orderId) {
        return byOrderId.get(orderId);
    }

    /**
     * Whether permId, our id and reference of a report all identify this order, as far as they are given. Our id of an order
     * never changes: a change under another id would be a second order.
     */
    boolean isNamed(LiveOrder order, long permId, int orderId, long ref) {
        LiveOrder numbered = orderId > 0 ? byOrderId.get(orderId) : null;
        return (permId == 0 || order.permId == 0 || order.permId == permId)
                && (numbered == order || (numbered == null && (orderId <= 0 || order.orderId == 0)))
                && (ref == OrderRef.NONE || ref == order.terms.orderRef);
    }

    /**
     * The order of a report: by our id and reference together, otherwise by permId, by reference, by our id; null if it is
     * not ours. A wrong permId, once stored, would identify the wrong order.
     */
    LiveOrder find(long permId, int orderId, long ref) {
        LiveOrder numbered = orderId > 0 ? byOrderId.get(orderId) : null;
        if (numbered != null && numbered == byRef.get(ref)) {
            return numbered;
        }
        LiveOrder order = permId != 0 ? byPermId.get(permId) : null;
        if (order == null && ref != OrderRef.NONE) {
            order = byRef.get(ref);
        }
        if (order == null && orderId > 0 && ref == OrderRef.NONE) {
            order = byOrderId.get(orderId);
        }
        return order;
    }

    /** Stores the ids of an order. */
    public void bind(LiveOrder order, int orderId, long permId) {
        if (orderId > 0 && order.orderId != orderId) {
            order.orderId = orderId;
            byOrderId.put(orderId, order);
        }
        if (permId != 0 && order.permId != permId) {
            order.permId = permId;
            byPermId.put(permId, order);
        }
    }

    /**
     * Applies an intent of the engine.
     *
     * @param state initial state of a new order
     * @return the order, or null if a change is for one that does not exist
     */
    public LiveOrder onIntent(Intent intent, long eventNanos, LiveOrder.State state) {
        LiveOrder order = byRef.get(intent.orderRef);
        if (intent.action == IntentAction.PLACE) {
            order = new LiveOrder();
            order.terms.copyFrom(intent);
            order.quantityMost = intent.quantity;
            order.state = state;
            order.decidedNanos = eventNanos;
            byRef.put(intent.orderRef, order);
            orders.add(order);
        } else if (order != null && intent.action == IntentAction.MODIFY) {
            order.terms.quantity = intent.quantity;
            order.quantityMost = Math.max(order.quantityMost, intent.quantity);
            order.terms.limitE8 = intent.limitE8;
            order.terms.stopE8 = intent.stopE8;
            order.terms.trailE8 = intent.trailE8;
            order.cutQuantity = 0;
            order.modifyWanted = true;
        } else if (order != null) {
            order.cancelWanted = true;
        }
        return order;
    }

    /** Applies an event: one that is about to be published, or one of a journal. */
    public void apply(EngineEvent event) {
        if (event.type == EventType.POSITION && (event.flags & EngineEvent.FLAG_CARRIED) != 0) {
            carry(event);
            return;
        }
        if (event.type == EventType.POSITION && (event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            adopt(event);
            return;
        }
        if (event.type == EventType.CORPORATE_ACTION && !event.isWarmUp()) {
            act(event);
            return;
        }
        if (!event.type.isOrderReport()) {
            return;
        }
        LiveOrder order = byRef.get(event.orderRef);
        if (event.type == EventType.FILL) {
            fill(event, order);
        } else if (event.type == EventType.COMMISSION && event.code == GatewayCode.CORRECTION) {
            cashMovedE8 -= event.commissionE8;
            executions.corrected(event.textAsString(), event.commissionE8);
        } else if (event.type == EventType.COMMISSION) {
            cashMovedE8 -= event.commissionE8;
            executions.charge(event.textAsString(), event.commissionE8);
        }
        if (order != null) {
            report(event, order);
        }
    }

    /**
     * Applies a corporate action to all books and orders of an instrument as the risk stage does; the next comparison shows
     * whether the broker agrees.
     */
    private void act(EngineEvent event) {
        CorporateAction action = CorporateAction.ofCode(event.code);
        if (action == CorporateAction.DIVIDEND || action == CorporateAction.SYMBOL_CHANGE) {
            return;
        }
        List<Integer> books = new ArrayList<>();
        instrumentOfBook.forEachLong((book, id) -> {
            if (id == event.instrumentId) {
                books.add((int) book);
            }
        });
        // Strategies by their ids, then the portfolio.
        Collections.sort(books);
        long[] before = books.stream().mapToLong(this::held).toArray();
        long[] after = new long[before.length];
        if (action == CorporateAction.SPLIT) {
            SplitShares.apportion(before, after, before.length, event.quantity, event.argument);
            for (LiveOrder order : orders) {
                if (order.terms.instrumentId == event.instrumentId && !order.isDone()) {
                    order.split(event.quantity, event.argument, ticksE8[event.instrumentId]);
                }
            }
        }
        for (int i = 0; i < before.length; i++) {
            hold(books.get(i), event.instrumentId, after[i] - before[i]);
            positions[event.instrumentId] += after[i] - before[i];
        }
    }

    private void fill(EngineEvent event, LiveOrder order) {
        long signed = event.side.sign() * event.quantity;
        cashMovedE8 -= signed * event.priceE8;
        positions[event.instrumentId] += signed;
        if (event.textLength > 0) {
            String execId = event.textAsString();
            ExecutionLog.Execution before = executions.before(execId);
            long total = signed + (before == null ? 0 : before.signedShares());
            executions.put(
                    execId,
                    new ExecutionLog.Execution(
                            ExecutionLog.revision(execId), total, event.priceE8, event.orderRef, event.instrumentId));
        }
        if (order != null) {
            hold(book(order), event.instrumentId, signed);
            order.filled += signed * order.terms.side.sign();
            order.state = order.leaves() == 0 || order.isDone() ? LiveOrder.State.DONE : LiveOrder.State.WORKING;
        }
    }

    private void hold(int bindingId, int instrumentId, long signed) {
        instrumentOfBook.put(bindingId, instrumentId);
        heldByBinding.put(bindingId, held(bindingId) + signed);
    }

    private void report(EngineEvent event, LiveOrder order) {
        switch (event.type) {
            case ORDER_SENT -> {
                bind(order, event.code, 0);
                order.state = order.state == LiveOrder.State.HELD || order.state == LiveOrder.State.UNCERTAIN
                        ? LiveOrder.State.SENT
                        : order.state;
            }
            case ORDER_ACCEPTED -> {
                bind(order, event.code, event.brokerOrderId);
                order.state = order.isDone() ? order.state : LiveOrder.State.WORKING;
            }
            case ORDER_REPLACED -> order.modifyWanted = !order.brokerAgrees() && order.brokerQuantity != 0;
            case ORDER_REJECTED, ORDER_CANCELLED -> order.state = LiveOrder.State.DONE;
            default -> {
                // Fills and commissions are booked above.
            }
        }
    }

    private void group(int bindingId, long ref) {
        if (ref != OrderRef.NONE) {
            groupByBinding.put(bindingId, ref);
        }
    }

    private void adopt(EngineEvent event) {
        takenOver++;
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
            othersTaken[event.instrumentId] = event.argument;
        } else if (event.code == Carried.FOREIGN_ORDER) {
            seenForeign.add(event.argument);
        } else {
            positions[event.instrumentId] += event.quantity;
            hold(book((int) event.argument, event.instrumentId), event.instrumentId, event.quantity);
        }
    }

    private void carry(EngineEvent event) {
        takenOver++;
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
            return;
        }
        if (event.code == Carried.FOREIGN_ORDER) {
            seenForeign.add(event.argument);
            return;
        }
        int bindingId = (int) event.argument;
        int book = book(bindingId, event.instrumentId);
        if (event.code == 0 || event.code == PortfolioPart.HOLDING) {
            positions[event.instrumentId] += event.quantity;
            hold(book, event.instrumentId, event.quantity);
            group(book, event.orderRef);
            return;
        }
        Purpose purpose = Purpose.ofCode(event.code);
        if (purpose == null) {
            // Concerns the risk stage only.
            return;
        }
        Intent terms = new Intent();
        terms.clear(IntentAction.PLACE, event.orderRef, event.instrumentId, bindingId, event.sequence);
        terms.purpose = purpose;
        terms.quantity = Math.abs(event.quantity);
        if (purpose == Purpose.ENTRY) {
            group(book, event.orderRef);
        }
        // The broker rejects a change with another group.
        terms.ocaRef = groupByBinding.get(book);
        terms.timeInForce = TimeInForce.AT_THE_OPEN;
        boolean signed = purpose == Purpose.ENTRY || purpose == Purpose.REBALANCE;
        boolean sells = signed ? event.quantity < 0 : positions[event.instrumentId] >= 0;
        terms.side = sells ? Side.SELL : Side.BUY;
        if (purpose == Purpose.STOP) {
            terms.type = OrderType.STOP;
            terms.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
            terms.stopE8 = event.priceE8;
        } else if (purpose == Purpose.TARGET) {
            terms.type = OrderType.LIMIT;
            terms.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
            terms.limitE8 = event.priceE8;
        }
        onIntent(terms, event.eventNanos, LiveOrder.State.UNCERTAIN).sideGuessed = true;
    }
}
