package io.ringside.gateway.live.order;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.inbound.AccountCheck;
import io.ringside.gateway.ib.inbound.Doubts;
import io.ringside.gateway.ib.inbound.ExecutionCheck;
import io.ringside.gateway.ib.inbound.InboundBounds;
import io.ringside.gateway.ib.inbound.Judgement;
import io.ringside.gateway.ib.inbound.LastPrices;
import io.ringside.gateway.ib.inbound.OrderIdCheck;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.OrderFields;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.OrderRefText;
import io.ringside.gateway.ib.tws.TwsOrderStatus;
import io.ringside.gateway.ib.tws.Unset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * Turns what the broker says of orders into events. States are snapshots that repeat, come in any order, or not at all;
 * executions are the truth, each counted once; a commission is booked when it comes. An order or execution that is none of
 * ours is a break.
 *
 * <p>Thread: reader, under the order table's lock; {@link #settle} also the session's. Events are left in the caller's
 * outbox.
 */
public final class OrderReports {
    private static final long SHARE_E8 = 100_000_000L;
    private static final long FOREIGN_SHARES_MAX = 1_000_000_000L;
    private static final int BREAKS_A_MINUTE_MAX = 20;
    private static final long PENDING_COMMISSION_E8 = -SHARE_E8;

    private final LiveSettings settings;
    private final OrderTable table;
    private final Holdings holdings;
    private final OrderRouter router;
    private final OrderIds ids;
    private final LongSupplier clock;
    /** Instrument id of a contract id, -1 if it is none of ours. */
    private final IntUnaryOperator instrumentOf;

    /** The broker's id of an instrument, 0 while unknown. */
    private final IntUnaryOperator contractOf;

    private final ExecutionCheck check;
    private final AccountCheck account;
    private final LastPrices prices;
    private int takenOver;
    private final Doubts doubts;
    private final DisputedExecutions disputed = new DisputedExecutions();
    private final Set<Long> foreign = new HashSet<>();
    private long breaksSinceNanos;
    private int breaks;
    private volatile boolean queryWanted;
    private long snapshot;

    public OrderReports(
            LiveSettings settings,
            OrderTable table,
            Holdings holdings,
            OrderRouter router,
            OrderIds ids,
            LongSupplier clock,
            IntUnaryOperator instrumentOf,
            IntUnaryOperator contractOf,
            LastPrices prices,
            AccountCheck account,
            Doubts doubts) {
        this.settings = settings;
        this.table = table;
        this.holdings = holdings;
        this.router = router;
        this.ids = ids;
        this.clock = clock;
        this.instrumentOf = instrumentOf;
        this.contractOf = contractOf;
        this.doubts = doubts;
        this.account = account;
        this.prices = prices;
        check = new ExecutionCheck(prices);
    }

    /** A new comparison begins: which orders will the broker tell of? */
    public long beginSnapshot() {
        synchronized (table) {
            holdings.begins(++snapshot);
            return snapshot;
        }
    }

    /** Whether something was said that only a comparison with the broker can explain. */
    public boolean isQueryWanted() {
        return queryWanted;
    }

    /** A comparison begins, which explains what was said before. */
    public void queryBegins() {
        queryWanted = false;
    }

    /** Something could not be understood: orders are to be compared soon. */
    public void wantQuery() {
        queryWanted = true;
    }

    /** The broker offers an order id. */
    public void nextValidId(int orderId) {
        if (isPlausible(orderId)) {
            ids.raise(orderId);
        }
    }

    private boolean isPlausible(int orderId) {
        Judgement judgement = OrderIdCheck.judge(orderId, ids.peek(), ids.isFresh());
        if (!judgement.isBelieved()) {
            doubts.publish(judgement, "order id " + orderId + ", ours are at " + ids.peek());
        }
        return judgement.isBelieved();
    }

    /** An order was seen under an id of ours: no other may have it. */
    private void seen(int orderId, int clientId) {
        if (clientId == settings.clientId() && orderId > 0 && isPlausible(orderId)) {
            ids.seen(orderId);
        }
    }

    /**
     * Compares how the account's worth moves with our own books; whether its figures are believed.
     *
     * @param worthE8 net liquidation as the broker tells it
     * @param ours whether the account holds what we do, and nothing else that would move its worth
     */
    public boolean isWorth(long worthE8, boolean ours, EventOutbox out) {
        synchronized (table) {
            if (!ours) {
                account.restart();
                return true;
            }
            long now = clock.getAsLong();
            long oursE8 = table.cashMovedE8();
            long heldE8 = 0;
            if (takenOver != table.takenOver()) {
                takenOver = table.takenOver();
                account.restart();
            }
            for (int id = 0; id < table.instruments(); id++) {
                long shares = table.position(id);
                if (shares != 0 && !prices.isFresh(id, now)) {
                    // Over night the broker marks by prices that we do not hear of.
                    return true;
                }
                oursE8 += shares * prices.priceE8(id);
                heldE8 += Math.abs(shares) * prices.priceE8(id);
            }
            Judgement judgement = account.judgeEquity(worthE8, oursE8, heldE8);
            if (!judgement.isBelieved()) {
                queryWanted = true;
                refuse(judgement, "equity of " + FixedPoint.format(worthE8) + " at the broker", out);
            }
            return judgement.isBelieved();
        }
    }

    /** Whether all that is held has a price of the last minutes. */
    public boolean isMarked() {
        synchronized (table) {
            for (int id = 0; id < table.instruments(); id++) {
                if (table.position(id) != 0 && !prices.isFresh(id, clock.getAsLong())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** An operator has looked: the account's worth moves from what it is now. */
    public void lookedAt() {
        synchronized (table) {
            account.restart();
        }
    }

    /** Shares held by what was journaled. */
    public long position(int instrumentId) {
        synchronized (table) {
            return table.position(instrumentId);
        }
    }

    /** Whether anything is held by what was journaled. */
    public boolean isHolding() {
        synchronized (table) {
            return table.isHolding();
        }
    }

    /**
     * Something was refused that is not about an order: an alarm, and a break if need be.
     *
     * @param what the message and whom it is about
     */
    public void refuse(Judgement judgement, String what, EventOutbox out) {
        doubts.publish(judgement, what);
        if (judgement.consequence() == Judgement.Consequence.BREAK) {
            synchronized (table) {
                latch(Doubts.printable(what, EngineEvent.TEXT_MAX) + ": " + judgement.words(), out);
            }
        }
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    /** An order that works, or the answer to a what-if. */
    public void openOrder(OrderFields fields, EventOutbox out) {
        if (fields.whatIf) {
            router.onWhatIf(fields.orderId, fields.initMarginAfterE8, fields.equityAfterE8);
            return;
        }
        boolean ourAccount = fields.account.isEmpty() || fields.account.is(settings.account());
        synchronized (table) {
            int ourId = fields.clientId == settings.clientId() ? fields.orderId : 0;
            seen(fields.orderId, fields.clientId);
            long ref = OrderRefText.read(fields.orderRef);
            LiveOrder order = table.find(fields.permId, ourId, ref);
            TwsOrderStatus status = TwsOrderStatus.of(fields.status);
            if (order == null) {
                if (ourAccount && !status.isFinal() && status != TwsOrderStatus.INACTIVE) {
                    foreignOrder(fields.permId, ref, out);
                }
                return;
            }
            order.seenInSnapshot = snapshot;
            order.missed = 0;
            order.missingSinceNanos = 0;
            // The ids that we gave it name the order, whatever the broker calls it.
            if (!ourAccount || !hasTermsOf(fields, order) || !table.isNamed(order, 0, ourId, ref)) {
                doubts.publish(Judgement.ORDER_TERMS, "order " + OrderRef.format(order.terms.orderRef));
                queryWanted = true;
                return;
            }
            if (order.permId != 0 && fields.permId != 0 && order.permId != fields.permId) {
                onUnknownOrder(Judgement.NOT_OURS, "second order", fields.permId, ref, out);
            }
            table.bind(order, ourId, fields.permId);
            order.brokerQuantity = fields.quantityE8 / SHARE_E8;
            order.brokerStopE8 = fields.auxE8 == Unset.E8 ? 0 : fields.auxE8;
            if (order.sideGuessed) {
                order.sideGuessed = false;
                order.terms.side = fields.action.is("BUY") ? Side.BUY : Side.SELL;
            }
            if (order.modifyWanted && order.brokerAgrees() && order.state == LiveOrder.State.WORKING) {
                order.modifyWanted = false;
                add(out, EventType.ORDER_REPLACED, order, order.leavesWanted(), order.orderId, "");
            }
            openState(order, status, out);
        }
    }

    /** Whether an order as the broker shows it can be this one: what it may change are prices, and a smaller quantity. */
    private boolean hasTermsOf(OrderFields fields, LiveOrder order) {
        int contractId = contractOf.applyAsInt(order.terms.instrumentId);
        boolean buy = fields.action.is("BUY");
        return (contractId == 0 || fields.contract.conId == contractId)
                && (buy || isSale(fields.action))
                && (order.sideGuessed || buy == (order.terms.side == Side.BUY))
                && fields.quantityE8 > 0
                && fields.quantityE8 % SHARE_E8 == 0
                && fields.quantityE8 / SHARE_E8 <= order.quantityMost;
    }

    private static boolean isSale(AsciiField action) {
        return action.is("SELL") || action.is("SSHORT");
    }

    /** An openOrder does not say how much has executed, so that what it says of an order's end is only half of it. */
    private void openState(LiveOrder order, TwsOrderStatus status, EventOutbox out) {
        if (status == TwsOrderStatus.FILLED) {
            state(order, status, order.brokerQuantity, out);
        } else if (status.isFinal()) {
            queryWanted |= !order.isDone();
        } else {
            state(order, status, order.statusFilled, out);
        }
    }

    /** State of an order. */
    public void orderStatus(int orderId, AsciiField text, long filledE8, long permId, int clientId, EventOutbox out) {
        synchronized (table) {
            seen(orderId, clientId);
            int ourId = clientId == settings.clientId() ? orderId : 0;
            LiveOrder order = table.find(permId, ourId, OrderRef.NONE);
            if (order == null) {
                return;
            }
            // Of a second order under our id, which the broker made, only openOrder and executions tell.
            if (!table.isNamed(order, permId, ourId, OrderRef.NONE)) {
                queryWanted = true;
            } else if (isFilled(order, filledE8)) {
                table.bind(order, 0, permId);
                onStatus(order, TwsOrderStatus.of(text), filledE8 / SHARE_E8, out);
            }
        }
    }

    private boolean isFilled(LiveOrder order, long filledE8) {
        boolean can = filledE8 >= 0 && filledE8 % SHARE_E8 == 0 && filledE8 / SHARE_E8 <= order.quantityMost;
        if (!can) {
            doubts.publish(Judgement.ORDER_FILLED, "status of order " + OrderRef.format(order.terms.orderRef));
            queryWanted = true;
        }
        return can;
    }

    /**
     * A single status must not end an order that we count on: one that is over without our wish, an error or all of its shares
     * has to be shown among the completed orders, or be missing among the others.
     */
    private void onStatus(LiveOrder order, TwsOrderStatus status, long filled, EventOutbox out) {
        boolean explained = order.cancelWanted
                || order.errorCode != 0
                || filled >= order.terms.quantity
                || (!order.isEntry() && table.held(order) == 0);
        if (status.isFinal() && !explained && !order.isDone()) {
            queryWanted = true;
            state(order, TwsOrderStatus.UNKNOWN, filled, out);
        } else {
            state(order, status, filled, out);
        }
    }

    /** An order that is over, in answer to a request. */
    public void completedOrder(OrderFields fields, EventOutbox out) {
        synchronized (table) {
            LiveOrder order = table.find(fields.permId, 0, OrderRefText.read(fields.orderRef));
            if (order != null && !order.isDone()) {
                table.bind(order, 0, fields.permId);
                TwsOrderStatus status = TwsOrderStatus.of(fields.status);
                long least = status == TwsOrderStatus.FILLED ? order.brokerQuantity : 0;
                if (fields.filledE8 != Unset.E8 && !isFilled(order, fields.filledE8)) {
                    return;
                }
                long filled = fields.filledE8 == Unset.E8 ? least : fields.filledE8 / SHARE_E8;
                state(order, status.isFinal() ? status : TwsOrderStatus.CANCELLED, filled, out);
            }
        }
    }

    private void state(LiveOrder order, TwsOrderStatus status, long filled, EventOutbox out) {
        // Statuses come in any order; what a later comparison tells is the last word.
        order.statusFilled =
                order.statusSnapshot == snapshot ? Math.max(order.statusFilled, filled) : Math.max(0, filled);
        order.statusSnapshot = snapshot;
        order.inactive = status == TwsOrderStatus.INACTIVE || (order.inactive && status == TwsOrderStatus.UNKNOWN);
        switch (status) {
            case SUBMITTED, PRE_SUBMITTED -> {
                order.statusOver = false;
                if (order.state != LiveOrder.State.WORKING && !order.isDone()) {
                    add(out, EventType.ORDER_ACCEPTED, order, order.leavesWanted(), order.orderId, "");
                }
            }
            case CANCELLED, API_CANCELLED, FILLED -> order.statusOver = true;
            case INACTIVE -> {
                if (order.errorCode != 0) {
                    order.statusOver = true;
                } else {
                    queryWanted = true;
                }
            }
            default -> {
                // On its way, or a state that nobody knows: the next one tells.
            }
        }
        settle(order, out);
        router.proceed(order);
    }

    /** An order whose state is final is over once all its executions are in. */
    void settle(LiveOrder order, EventOutbox out) {
        if (order.isDone() || !order.statusOver) {
            return;
        }
        if (order.filled < order.statusFilled) {
            queryWanted = true;
        } else if (order.filled < order.terms.quantity) {
            boolean rejected = order.errorCode != 0 && order.errorCode != 202 && order.filled == 0;
            EventType type = rejected ? EventType.ORDER_REJECTED : EventType.ORDER_CANCELLED;
            add(out, type, order, 0, order.errorCode, order.errorText);
        }
    }

    // ---- Errors ---------------------------------------------------------------------------------------------------

    /** A complaint or piece of news about an order. */
    public void orderError(int orderId, int code, ErrorPolicy policy, String text, EventOutbox out) {
        boolean fatal = policy == ErrorPolicy.ORDER_REJECTED || policy == ErrorPolicy.FATAL_CONFIG;
        if (fatal && router.onWhatIfRefused(orderId, code, text)) {
            return;
        }
        synchronized (table) {
            LiveOrder order = table.byOrderId(orderId);
            if (order == null || order.isDone()) {
                return;
            }
            switch (policy) {
                case ORDER_REJECTED, FATAL_CONFIG -> {
                    if (order.state == LiveOrder.State.WORKING && order.modifyWanted) {
                        // Only the change was refused; the order stands as it was.
                        order.modifyWanted = false;
                        queryWanted = true;
                    } else if (order.state == LiveOrder.State.WORKING) {
                        // Taken, and refused after all: its status says whether it is over.
                        order.errorCode = code;
                        order.errorText = text;
                        order.statusOver |= order.inactive;
                        queryWanted = true;
                        settle(order, out);
                    } else {
                        order.errorCode = code;
                        order.errorText = text;
                        order.statusOver = true;
                        add(out, EventType.ORDER_REJECTED, order, 0, code, text);
                    }
                }
                case ORDER_CANCELLED -> order.errorCode = code;
                case RACE_QUERY, WARNING_QUERY -> queryWanted = true;
                default -> {
                    // The order lives on.
                }
            }
        }
    }

    // ---- Executions -----------------------------------------------------------------------------------------------

    /** An execution, live or told again. */
    public void execution(ExecutionFields fields, EventOutbox out) {
        synchronized (table) {
            String execId = Doubts.printable(fields.execId, EngineEvent.TEXT_MAX);
            long ref = OrderRefText.read(fields.orderRef);
            int orderId = fields.clientId == settings.clientId() ? fields.orderId : 0;
            LiveOrder order = table.find(fields.permId, orderId, ref);
            boolean ourAccount = fields.account.is(settings.account());
            if (order == null) {
                if (ourAccount && fields.liquidation != 0) {
                    onUnknownOrder(Judgement.LIQUIDATION, "liquidation by the broker", fields.permId, ref, out);
                }
                if (ourAccount) {
                    foreignExecution(fields, execId, ref, out);
                }
                return;
            }
            if (contractOf.applyAsInt(order.terms.instrumentId) == 0) {
                // Before contracts are looked up nothing of it can be held against anything; it is told again then.
                queryWanted = true;
                return;
            }
            holdings.isOurs(execId);
            ExecutionLog.Execution before = table.executions().before(execId);
            Judgement judgement = ourAccount ? judge(fields, order, before, execId) : Judgement.EXECUTION_ACCOUNT;
            order.countedMost = Math.max(order.countedMost, counted(fields));
            if (!judgement.isBelieved()) {
                dispute(fields, order, execId, judgement, out);
            } else if (before == null || ExecutionLog.revision(execId) > before.revision()) {
                table.bind(order, orderId, fields.permId);
                disputed.settled(execId);
                book(order, before, fields.permId, signed(fields), fields.priceE8, execId, out);
            }
        }
    }

    private Judgement judge(ExecutionFields fields, LiveOrder order, ExecutionLog.Execution before, String execId) {
        long ref = OrderRefText.read(fields.orderRef);
        int orderId = fields.clientId == settings.clientId() ? fields.orderId : 0;
        if (!table.isNamed(order, fields.permId, orderId, ref)) {
            return Judgement.EXECUTION_ORDER;
        }
        int contractId = contractOf.applyAsInt(order.terms.instrumentId);
        long now = clock.getAsLong();
        if (before == null) {
            // What the broker counted for an order that another process sent may have been told to that one only.
            long countedMost = order.placedHere ? order.countedMost : Long.MAX_VALUE;
            return check.judge(fields, order.terms, order.quantityMost, order.filled, countedMost, contractId, now);
        }
        int revision = ExecutionLog.revision(execId);
        return revision < before.revision()
                ? Judgement.BELIEVED
                : check.judgeAgain(
                        fields,
                        order.terms,
                        contractId,
                        before.signedShares(),
                        before.priceE8(),
                        revision > before.revision(),
                        now);
    }

    private static long counted(ExecutionFields fields) {
        return fields.cumulativeE8 == Unset.E8 ? 0 : fields.cumulativeE8 / SHARE_E8;
    }

    private static long signed(ExecutionFields fields) {
        return (fields.isBuy() ? 1 : -1) * (fields.sharesE8 / SHARE_E8);
    }

    /** Nothing of it is booked; the broker is asked again, and its positions will say whether there is something to it. */
    private void dispute(ExecutionFields fields, LiveOrder order, String execId, Judgement judgement, EventOutbox out) {
        boolean fresh = disputed.add(
                execId, order.terms.orderRef, fields.permId, signed(fields), fields.priceE8, judgement, snapshot);
        if (fresh) {
            queryWanted = true;
            String what = "execution " + execId + " of " + OrderRef.format(order.terms.orderRef);
            doubts.publish(judgement, what);
            latch(what + ": " + judgement.words(), out);
        }
    }

    /**
     * The broker's position has differed from the journal's by so many shares twice. If that is just what disputed executions
     * come to, and they were told again alike, there is something to them: they are booked.
     */
    void positionDiffers(int instrumentId, long difference, EventOutbox out) {
        List<DisputedExecutions.Disputed> confirmed = disputed.confirmedBy(
                difference, snapshot, one -> table.byRef(one.orderRef()).terms.instrumentId == instrumentId, one -> {
                    ExecutionLog.Execution before = table.executions().before(one.execId());
                    return one.signed() - (before == null ? 0 : before.signedShares());
                });
        for (DisputedExecutions.Disputed one : confirmed) {
            LiveOrder order = table.byRef(one.orderRef());
            ExecutionLog.Execution before = table.executions().before(one.execId());
            book(order, before, one.permId(), one.signed(), one.priceE8(), one.execId(), out);
            disputed.settled(one.execId());
        }
    }

    private void book(
            LiveOrder order,
            ExecutionLog.Execution before,
            long permId,
            long signed,
            long priceE8,
            String execId,
            EventOutbox out) {
        if (before == null) {
            fill(order, permId, signed, priceE8, execId, out);
        } else {
            correct(order, before, permId, signed, priceE8, execId, out);
        }
        Long commission = table.executions().takeCommission(execId);
        if (commission != null) {
            charge(order, execId, commission, out);
        }
        settle(order, out);
        router.recallClosing(order.terms.instrumentId);
        router.proceedWithChildren(order);
    }

    private void fill(LiveOrder order, long permId, long signed, long priceE8, String execId, EventOutbox out) {
        long leaves = Math.max(0, order.leaves() - Math.abs(signed));
        EngineEvent event = out.add()
                .fill(
                        order.terms.instrumentId,
                        clock.getAsLong(),
                        order.terms.orderRef,
                        signed > 0 ? Side.BUY : Side.SELL,
                        Math.abs(signed),
                        priceE8,
                        leaves,
                        0,
                        0)
                .text(execId);
        event.brokerOrderId = permId;
        table.apply(event);
    }

    /** The difference counts: in shares as a fill at the new price, in price as a charge. */
    private void correct(
            LiveOrder order,
            ExecutionLog.Execution before,
            long permId,
            long signed,
            long priceE8,
            String execId,
            EventOutbox out) {
        // A bust has no price.
        long newPriceE8 = signed == 0 ? before.priceE8() : priceE8;
        long difference = signed - before.signedShares();
        long costE8 = Math.multiplyExact(before.signedShares(), Math.subtractExact(newPriceE8, before.priceE8()));
        if (costE8 != 0) {
            EngineEvent event = out.add()
                    .order(
                            EventType.COMMISSION,
                            order.terms.instrumentId,
                            clock.getAsLong(),
                            order.terms.orderRef,
                            order.leaves(),
                            GatewayCode.CORRECTION)
                    .text(execId);
            event.commissionE8 = costE8;
            table.apply(event);
        }
        if (difference != 0) {
            fill(order, permId, difference, newPriceE8, execId, out);
        }
    }

    /** The commission of an execution; it may come first, twice, or as "not known yet". */
    public void commission(AsciiField execIdField, long commissionE8, EventOutbox out) {
        if (commissionE8 == PENDING_COMMISSION_E8 || commissionE8 == Unset.E8) {
            return;
        }
        synchronized (table) {
            String execId = Doubts.printable(execIdField, EngineEvent.TEXT_MAX);
            ExecutionLog.Execution execution = table.executions().before(execId);
            LiveOrder order = execution == null ? null : table.byRef(execution.orderRef());
            if (order == null) {
                table.executions().keepCommission(execId, commissionE8);
            } else {
                charge(order, execId, commissionE8, out);
            }
        }
    }

    private void charge(LiveOrder order, String execId, long commissionE8, EventOutbox out) {
        ExecutionLog.Execution execution = table.executions().before(execId);
        if (execution != null
                && !InboundBounds.isCommission(commissionE8, execution.priceE8(), execution.signedShares())) {
            doubts.publish(Judgement.COMMISSION_AMOUNT, "commission of execution " + execId);
            queryWanted = true;
            return;
        }
        long moneyE8 = table.executions().toCharge(execId, commissionE8);
        if (moneyE8 != 0) {
            EngineEvent event = out.add()
                    .order(
                            EventType.COMMISSION,
                            order.terms.instrumentId,
                            clock.getAsLong(),
                            order.terms.orderRef,
                            order.leaves(),
                            0)
                    .text(execId);
            event.commissionE8 = moneyE8;
            event.brokerOrderId = order.permId;
            table.apply(event);
        }
    }

    // ---- Events ---------------------------------------------------------------------------------------------------

    /** An order of somebody else's, which an operator may have seen already. */
    private void foreignOrder(long permId, long ref, EventOutbox out) {
        if (!table.isSeenForeign(permId)) {
            onUnknownOrder(Judgement.NOT_OURS, "order", permId, ref, out);
        }
    }

    /** The permanent numbers of orders of others that were told since the start, and that no operator has seen. */
    List<Long> unseenForeign() {
        return foreign.stream()
                .filter(permId -> !table.isSeenForeign(permId))
                .sorted()
                .toList();
    }

    /**
     * What others execute explains why the account holds more or less than the book. After a start all of the day's are told
     * again: whether they matter still is for the first comparison to say.
     */
    private void foreignExecution(ExecutionFields fields, String execId, long ref, EventOutbox out) {
        int instrumentId = instrumentOf.applyAsInt(fields.contract.conId);
        if (instrumentId < 0) {
            // Executions of earlier sessions' orders that were booked then are told again until midnight.
            if (ref == OrderRef.NONE) {
                onUnknownOrder(Judgement.NOT_OURS, "execution", fields.permId, ref, out);
            }
            return;
        }
        boolean possible =
                fields.sharesE8 > 0 && fields.sharesE8 / SHARE_E8 <= FOREIGN_SHARES_MAX && fields.priceE8 > 0;
        long signed = possible ? signed(fields) : 0;
        if (holdings.executed(instrumentId, execId, signed, fields.priceE8) && holdings.isCompared(instrumentId)) {
            queryWanted = true;
            onUnknownOrder(Judgement.NOT_OURS, "execution", fields.permId, ref, out);
        }
    }

    private void onUnknownOrder(Judgement judgement, String what, long permId, long ref, EventOutbox out) {
        if (!foreign.contains(permId)) {
            String name = ref == OrderRef.NONE ? "not ours" : OrderRef.format(ref) + " unknown";
            doubts.publish(judgement, what + " " + permId);
            queryWanted |= judgement == Judgement.LIQUIDATION;
            if (latch(what + " " + permId + " is " + name, out)) {
                foreign.add(permId);
            }
        }
    }

    /** Latches; one of very many in a minute adds nothing, and is told with the next comparison if it still is there. */
    private boolean latch(String text, EventOutbox out) {
        long now = clock.getAsLong();
        if (now - breaksSinceNanos >= ExchangeCalendar.MINUTE_NANOS || now < breaksSinceNanos) {
            breaksSinceNanos = now;
            breaks = 0;
        }
        if (++breaks > BREAKS_A_MINUTE_MAX) {
            return false;
        }
        out.add()
                .control(EventType.CONDITION, now, Condition.BREAK.code(), 0)
                .text(text.substring(0, Math.min(text.length(), EngineEvent.TEXT_MAX)));
        return true;
    }

    private EngineEvent add(EventOutbox out, EventType type, LiveOrder order, long leaves, int code, String text) {
        EngineEvent event = out.add()
                .order(type, order.terms.instrumentId, clock.getAsLong(), order.terms.orderRef, leaves, code)
                .text(text.substring(0, Math.min(text.length(), EngineEvent.TEXT_MAX)));
        event.brokerOrderId = order.permId;
        event.commissionE8 = 0;
        table.apply(event);
        return event;
    }
}
