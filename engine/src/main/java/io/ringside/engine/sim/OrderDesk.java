package io.ringside.engine.sim;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import java.util.List;

/**
 * Books order events with their consequences for child orders and one-cancels-all groups, and reports them.
 *
 * <p>Child orders work for the shares that their parent has executed; when it ends they keep that quantity. An execution in
 * a group reduces all others of the group by its quantity; an order with nothing left is cancelled.
 *
 * <p>Thread: the broker's driver.
 */
final class OrderDesk {
    private final WorkingOrders book;
    private final Ledger ledger;
    private final Commissions commissions;
    private final Reports reports;
    private final AccountLimit account;
    /** Null if the account is not divided. */
    private BookMoney money;

    private int pools = 1;
    /** The binding that decides for each binding; empty if each decides for itself. */
    private int[] leads = {};

    private long executions;

    /** Number and time of the current market event, from which child orders work that its executions activate. */
    private long tick;

    private long sinceNanos;
    private boolean inside;
    private int day;

    OrderDesk(WorkingOrders book, Ledger ledger, Commissions commissions, Reports reports, AccountLimit account) {
        this.book = book;
        this.ledger = ledger;
        this.commissions = commissions;
        this.reports = reports;
        this.account = account;
    }

    /** Excludes the portfolios' parts of the account from its leverage. */
    void settleBy(BookMoney ofBooks) {
        money = ofBooks;
        pools = ofBooks.pools();
    }

    /** Takes the entries of a position's parts for one: those that a binding has decided on at once. */
    void partsOf(int[] leadOfBinding) {
        leads = leadOfBinding;
    }

    /** Whether positions may have parts. */
    boolean knowsParts() {
        return leads.length > 0;
    }

    /** Sets the time of the following executions: the market event, and whether inside a bar. */
    void at(long tick, long sinceNanos, boolean inside, int day) {
        this.tick = tick;
        this.sinceNanos = sinceNanos;
        this.inside = inside;
        this.day = day;
    }

    /** Whether an order's parent neither works nor has just executed, so that the order would never become active. */
    boolean lacksParent(Intent intent) {
        if (intent.parentRef == 0) {
            return false;
        }
        WorkingOrder parent = book.findParent(intent.parentRef);
        return parent == null
                || parent.terms.instrumentId != intent.instrumentId
                || (book.find(intent.parentRef) == null && parent.filled == 0);
    }

    /** Adds a checked order. */
    WorkingOrder accept(Intent intent, int day, long tick, long nanos) {
        WorkingOrder parent = intent.parentRef == 0 ? null : book.findParent(intent.parentRef);
        WorkingOrder order = book.add(intent, day, tick, nanos);
        if (parent != null) {
            parent.hasChildren = true;
            order.released = parent.filled;
            order.attached = book.find(intent.parentRef) == parent;
            if (!order.attached) {
                order.terms.quantity = Math.min(intent.quantity, parent.filled);
            }
        }
        reports.add(EventType.ORDER_ACCEPTED, intent, nanos, order.open(), ReportCode.NONE);
        return order;
    }

    /** Rejects a request; an order that it was to change keeps working with so many shares. */
    void reject(Intent intent, long nanos, long leaves, ReportCode code) {
        reports.add(EventType.ORDER_REJECTED, intent, nanos, leaves, code);
    }

    /**
     * Executes so many shares of an order, or as many of them as the account has room for, and then ends the order. The parts
     * of an entry are one: if all that is open of them does not fit, they share the room by their size, or are all refused.
     *
     * @return shares executed
     */
    long fillWithinAccount(WorkingOrder order, long quantity, long priceE8, long nanos, long lot) {
        long allowed = account.isOff() || order.terms.purpose != Purpose.ENTRY
                ? quantity
                : Math.min(quantity, room(order, priceE8, lot));
        if (allowed > 0) {
            fill(order, allowed, priceE8, nanos);
            filledBeside(order, allowed);
        }
        if (allowed < quantity) {
            cancel(order, nanos, ReportCode.ACCOUNT_FULL);
            if (account.mode() == AccountLimit.Mode.REFUSE) {
                cancelOtherParts(order, nanos);
            }
        }
        return allowed;
    }

    /**
     * Shares of the order that keep the account within its leverage at the price of the execution; no limit if the order's
     * position is the only one.
     */
    private long room(WorkingOrder order, long priceE8, long lot) {
        int id = order.terms.instrumentId;
        int sign = order.terms.side.sign();
        long held = ledger.position(id) - apart(id);
        long apartE8 = apartE8();
        long grossE8 = Math.max(0, Math.subtractExact(ledger.grossValueE8(), apartE8));
        long othersE8 = Math.max(0, Math.subtractExact(grossE8, Math.abs(FixedPoint.times(ledger.lastE8(id), held))));
        // A part may have left again before the whole entry has executed.
        boolean own = sign * held >= 0 && sign * held <= order.filled + order.filledBeside;
        if (othersE8 == 0 && own) {
            return Long.MAX_VALUE;
        }
        long ownE8 = Math.subtractExact(Math.subtractExact(ledger.equityE8(), apartE8), apartCashE8());
        long equityE8 = Math.addExact(ownE8, FixedPoint.times(priceE8 - ledger.lastE8(id), held));
        long most = Math.max(0, account.roomE8(equityE8, othersE8) / priceE8 - sign * held);
        long open = order.open();
        long needed = Math.addExact(open, openBeside(order));
        if (most >= needed) {
            return open;
        }
        if (account.mode() == AccountLimit.Mode.REFUSE) {
            return 0;
        }
        long share = ExactRatio.floor(most, open, needed);
        return share - share % lot;
    }

    // ---- Parts of an entry ----------------------------------------------------------------------------------------

    /** Whether another order enters a further part of the same position, by the same decision. */
    private boolean isOtherPart(WorkingOrder order, WorkingOrder other) {
        Intent one = order.terms;
        Intent two = other.terms;
        return two.purpose == Purpose.ENTRY
                && one.bindingId != two.bindingId
                && lead(one.bindingId) == lead(two.bindingId)
                && one.side == two.side
                && OrderRef.sequence(one.orderRef) == OrderRef.sequence(two.orderRef)
                && OrderRef.epochDay(one.orderRef) == OrderRef.epochDay(two.orderRef);
    }

    private int lead(int bindingId) {
        return bindingId < 0 || bindingId >= leads.length ? bindingId : leads[bindingId];
    }

    private long openBeside(WorkingOrder order) {
        List<WorkingOrder> orders = book.of(order.terms.instrumentId);
        long open = 0;
        for (int i = 0; knowsParts() && i < orders.size(); i++) {
            open += isOtherPart(order, orders.get(i)) ? orders.get(i).open() : 0;
        }
        return open;
    }

    private void filledBeside(WorkingOrder order, long quantity) {
        List<WorkingOrder> orders = book.of(order.terms.instrumentId);
        for (int i = 0; knowsParts() && i < orders.size(); i++) {
            orders.get(i).filledBeside += isOtherPart(order, orders.get(i)) ? quantity : 0;
        }
    }

    private void cancelOtherParts(WorkingOrder order, long nanos) {
        List<WorkingOrder> orders = book.of(order.terms.instrumentId);
        int i = 0;
        while (knowsParts() && i < orders.size()) {
            WorkingOrder other = orders.get(i++);
            if (isOtherPart(order, other)) {
                cancel(other, nanos, ReportCode.ACCOUNT_FULL);
                i = 0;
            }
        }
    }

    // ---- Portfolios' parts of the account -------------------------------------------------------------------------

    /** Shares of an instrument that belong to portfolios with budgets. */
    private long apart(int instrumentId) {
        long shares = 0;
        for (int pool = 1; pool < pools; pool++) {
            shares += money.shares(pool, instrumentId);
        }
        return shares;
    }

    /** Value of all shares of portfolios with budgets, which have long positions only. */
    private long apartE8() {
        long valueE8 = 0;
        for (int pool = 1; pool < pools; pool++) {
            valueE8 = Math.addExact(valueE8, money.positionValueE8(pool, ledger));
        }
        return valueE8;
    }

    private long apartCashE8() {
        long cashE8 = 0;
        for (int pool = 1; pool < pools; pool++) {
            cashE8 = Math.addExact(cashE8, money.cashE8(pool));
        }
        return cashE8;
    }

    /** Executes so many shares of an order. */
    void fill(WorkingOrder order, long quantity, long priceE8, long nanos) {
        executions++;
        order.filled = Math.addExact(order.filled, quantity);
        order.valueE8 = Math.addExact(order.valueE8, FixedPoint.times(priceE8, quantity));
        long commissionE8 = commissions.chargeE8(order, quantity, day);
        long worseE8 = order.buys() ? priceE8 - order.referenceE8 : order.referenceE8 - priceE8;
        long lostE8 = FixedPoint.times(Math.max(0, worseE8), quantity);
        ledger.fill(order.terms.instrumentId, order.terms.side, quantity, priceE8, commissionE8);

        Report report = reports.add(EventType.FILL, order.terms, nanos, order.open(), ReportCode.NONE);
        report.side = order.terms.side;
        report.quantity = quantity;
        report.priceE8 = priceE8;
        report.commissionE8 = commissionE8;
        report.slippageE8 = lostE8;

        if (order.open() == 0) {
            book.end(order);
        }
        if (order.hasChildren) {
            releaseChildren(order);
        }
        if (order.terms.ocaRef != 0) {
            reduceGroup(order, quantity, nanos);
        }
    }

    /** Ends an order that has shares open. */
    void cancel(WorkingOrder order, long nanos, ReportCode code) {
        book.end(order);
        reports.add(EventType.ORDER_CANCELLED, order.terms, nanos, 0, code);
        if (order.hasChildren) {
            cutChildren(order, nanos);
        }
    }

    /** Reports that an order works with changed terms. */
    void replaced(WorkingOrder order, long nanos, ReportCode code) {
        reports.add(EventType.ORDER_REPLACED, order.terms, nanos, order.open(), code);
    }

    /** Adjusts an instrument's orders for a corporate action. */
    void onAction(EngineEvent event, long tickE8) {
        CorporateAction action = CorporateAction.ofCode(event.code);
        if (action == CorporateAction.DIVIDEND || action == CorporateAction.SYMBOL_CHANGE) {
            return;
        }
        List<WorkingOrder> orders = book.of(event.instrumentId);
        for (int i = orders.size() - 1; i >= 0; i--) {
            WorkingOrder order = orders.get(i);
            if (action == CorporateAction.DELISTING) {
                cancel(order, event.eventNanos, ReportCode.NO_SHARES);
            } else {
                order.split(event.quantity, event.argument, tickE8);
                if (order.terms.quantity > order.filled) {
                    replaced(order, event.eventNanos, ReportCode.SPLIT);
                } else {
                    cancel(order, event.eventNanos, ReportCode.NO_SHARES);
                }
            }
            i = Math.min(i, orders.size());
        }
        book.changed(event.instrumentId);
    }

    private void releaseChildren(WorkingOrder parent) {
        List<WorkingOrder> orders = book.of(parent.terms.instrumentId);
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder child = orders.get(i);
            if (!isChild(child, parent)) {
                continue;
            }
            child.attached = parent.open() > 0;
            if (child.released == 0) {
                child.arrive(tick, sinceNanos);
                child.rested = false;
                child.insideTick = inside ? tick : 0;
                child.insideE8 = parent.referenceE8;
                if (child.terms.type == OrderType.TRAILING_STOP && child.terms.stopE8 == 0) {
                    child.trail(parent.referenceE8);
                }
            }
            child.released = parent.filled;
        }
    }

    private void cutChildren(WorkingOrder parent, long nanos) {
        List<WorkingOrder> orders = book.of(parent.terms.instrumentId);
        int i = 0;
        while (i < orders.size()) {
            WorkingOrder child = orders.get(i++);
            if (!isChild(child, parent)) {
                continue;
            }
            long quantity = Math.min(child.terms.quantity, parent.filled - child.reduced);
            if (quantity <= child.filled) {
                cancel(child, nanos, ReportCode.CANCELLED_WITH_PARENT);
                i = 0;
            } else {
                child.attached = false;
                if (quantity < child.terms.quantity) {
                    child.terms.quantity = quantity;
                    replaced(child, nanos, ReportCode.REDUCED_WITH_PARENT);
                }
            }
        }
    }

    private static boolean isChild(WorkingOrder order, WorkingOrder parent) {
        return order.attached && order.terms.parentRef == parent.terms.orderRef;
    }

    private void reduceGroup(WorkingOrder executed, long quantity, long nanos) {
        for (int id = 0; id < book.instruments(); id++) {
            List<WorkingOrder> orders = book.of(id);
            int i = 0;
            while (i < orders.size()) {
                WorkingOrder other = orders.get(i++);
                boolean concerned = other != executed
                        && other.terms.ocaRef == executed.terms.ocaRef
                        && other.lastReduction != executions;
                if (!concerned) {
                    continue;
                }
                other.lastReduction = executions;
                if (other.open() <= quantity) {
                    cancel(other, nanos, ReportCode.CANCELLED_BY_GROUP);
                    i = 0;
                } else {
                    other.terms.quantity -= quantity;
                    other.reduced += quantity;
                    replaced(other, nanos, ReportCode.REDUCED_BY_GROUP);
                }
            }
        }
    }
}
