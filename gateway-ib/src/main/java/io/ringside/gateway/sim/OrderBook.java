package io.ringside.gateway.sim;

import io.ringside.engine.event.Split;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.gateway.sim.Matching.Fill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of accepted orders: when they work, what executes, what that does to their children, their group and the account,
 * and how they end.
 *
 * <p>An order works, that is, the fill model has it, while it is transmitted, its parent (if any) has executed, and it is
 * within its hours. A child works for as many shares as its parent has executed. Children of one parent are a group whose
 * orders reduce each other.
 *
 * <p>Thread: the workstation's.
 */
final class OrderBook {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;

    private final Workstation tws;
    private final Matching matching;
    private final OrderNotifier notifier;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final List<Order> orders = new ArrayList<>();
    private final Map<Long, Order> working = new LinkedHashMap<>();
    private final Executions executions;
    private long nextPermId = 1_376_327_563;

    OrderBook(Workstation tws, Matching matching, OrderNotifier notifier) {
        this.tws = tws;
        this.matching = matching;
        this.notifier = notifier;
        this.executions = new Executions(tws, notifier);
    }

    /** All orders so far, in the order of arrival. */
    List<Order> orders() {
        return orders;
    }

    /** All executions so far, corrections included. */
    List<Execution> executions() {
        return executions.all();
    }

    /** The latest order of that client and id, or null. */
    Order find(int clientId, int orderId) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            Order order = orders.get(i);
            if (order.clientId == clientId && order.orderId == orderId) {
                return order;
            }
        }
        return null;
    }

    /** How many orders of a side work on an instrument. */
    int liveOnSide(Board board, OrderTicket ticket) {
        int count = 0;
        for (Order order : orders) {
            count += order.isLive() && order.board == board && order.ticket.side == ticket.side ? 1 : 0;
        }
        return count;
    }

    // ---- Coming and changing --------------------------------------------------------------------------------------

    /** Adds an order; it waits if it is not transmitted yet. */
    Order add(int clientId, OrderTicket ticket, Board board, Order parent) {
        Order order = new Order(clientId, ticket, board, nextPermId++);
        order.parent = parent;
        order.group = parent != null && ticket.ocaGroup.isEmpty() ? Long.toString(parent.permId) : ticket.ocaGroup;
        order.groupType = ticket.ocaType == 0 ? 3 : ticket.ocaType;
        order.changedNanos = tws.now();
        order.openingDay = openingDay();
        orders.add(order);
        return order;
    }

    /** The first session whose opening auction an order is in time for. */
    private int openingDay() {
        int day = calendar.sessionDay(tws.now());
        long cutoff = tws.settings.fills.openCutoffSeconds() * SECOND;
        return tws.now() <= calendar.openNanos(day) - cutoff ? day : calendar.nextTradingDay(day);
    }

    /** Transmits an order together with its parent and the orders that wait with it. */
    void transmit(Order order) {
        tws.wake();
        Order top = order.parent == null ? order : order.parent;
        for (Order each : List.copyOf(orders)) {
            boolean sameBracket = each == top || each.parent == top;
            if (sameBracket && !each.transmitted && !each.state.isFinal()) {
                each.transmitted = true;
                each.state = restingState(each);
                notifier.state(each);
                if (!hoursAreOn(each) && each.parent == null && !each.ticket.isAtTheOpen()) {
                    warnOfHours(each);
                }
            }
        }
        for (Order each : List.copyOf(orders)) {
            if (each == top || each.parent == top) {
                work(each);
            }
        }
        meetLastPrice(order.board);
        if (order.ticket.timeInForce.equals("IOC")) {
            tws.agenda.at(tws.now() + SECOND, () -> {
                if (order.isLive()) {
                    cancel(order, "it could not be filled at once");
                }
            });
        }
    }

    private void warnOfHours(Order order) {
        long open = calendar.isTradingDay(calendar.localDay(tws.now()))
                        && tws.now() < calendar.openNanos(calendar.localDay(tws.now()))
                ? calendar.openNanos(calendar.localDay(tws.now()))
                : calendar.openNanos(calendar.nextTradingDay(calendar.localDay(tws.now())));
        Listing listing = order.board.listing;
        notifier.error(
                order,
                399,
                "Order Message:\n" + order.ticket.side + " " + order.quantity + " " + listing.symbol() + " "
                        + listing.primaryExchange() + "." + listing.tradingClass()
                        + "\nWarning: your order will not be placed at the exchange until " + TimeText.withZone(open));
    }

    /** Gives a live order other terms. */
    void change(Order order, OrderTicket ticket) {
        order.ticket = ticket;
        order.quantity = ticket.quantity();
        order.changedNanos = tws.now();
        if (order.remaining() == 0) {
            end(order, OrderState.FILLED, "Filled Size: " + order.filled);
        }
        notifier.state(order);
        long shares = workable(order);
        if (order.workingRef != 0 && shares > 0 && matching.works(order)) {
            matching.change(order, shares, tws.now());
            order.workingQuantity = shares;
        } else {
            work(order);
        }
        meetLastPrice(order.board);
    }

    /** One share has become {@code numerator / denominator} shares: what waits is restated, as in a back test. */
    void onSplit(Board board, long numerator, long denominator) {
        for (Order order : List.copyOf(orders)) {
            if (order.board != board || order.state.isFinal()) {
                continue;
            }
            long open = Split.shares(order.quantity - order.filled, numerator, denominator);
            order.quantity = order.filled + open;
            order.ticket.split(order.quantity, numerator, denominator, board.listing.tickE8());
            if (open == 0) {
                cancel(order, "less than a share is left of it");
            } else {
                notifier.state(order);
            }
        }
    }

    // ---- Working --------------------------------------------------------------------------------------------------

    /** Lets the fill model work the order for as many shares as it may execute now. */
    private void work(Order order) {
        long shares = workable(order);
        if (order.workingRef != 0 && shares != order.workingQuantity && !matching.works(order)) {
            // It has executed on the same event as the order of its group that reduces it; that one was first.
            forget(order);
        }
        if (shares == 0) {
            rest(order);
        } else if (order.workingRef == 0) {
            order.workingRef = matching.place(order, shares, tws.now());
            order.workingQuantity = shares;
            working.put(order.workingRef, order);
            settle(order);
        } else if (shares != order.workingQuantity) {
            matching.change(order, shares, tws.now());
            order.workingQuantity = shares;
        }
    }

    /** Reports the order if its state has changed now that it works. */
    private void settle(Order order) {
        OrderState state = restingState(order);
        if (state != order.state) {
            order.state = state;
            notifier.state(order);
        }
    }

    private long workable(Order order) {
        if (!order.isLive() || !(hoursAreOn(order) || order.ticket.kind.isOnClose())) {
            return 0;
        }
        if (order.ticket.isAtTheOpen() && !isInAuction(order)) {
            return 0;
        }
        long shares = executable(order);
        return order.parts > 1 && shares > 1 ? Math.max(1, shares / order.parts) : shares;
    }

    /** Shares that may execute: for a child no more than its parent has executed, less those its group has executed. */
    long executable(Order order) {
        long allowed =
                order.parent == null ? order.quantity : Math.min(order.quantity, order.parent.filled - order.reduced);
        return Math.max(0, allowed - order.filled);
    }

    private boolean isInAuction(Order order) {
        return order.board.opening && calendar.sessionDay(tws.now()) >= order.openingDay;
    }

    /** Removes the order from the fill model. */
    private void rest(Order order) {
        if (order.workingRef != 0) {
            order.triggered |= matching.isTriggered(order);
            order.trailedE8 = order.ticket.kind == OrderKind.TRAILING_STOP ? matching.triggerE8(order) : 0;
            matching.cancel(order, tws.now());
            forget(order);
        }
    }

    private void forget(Order order) {
        working.remove(order.workingRef);
        order.workingRef = 0;
        order.workingQuantity = 0;
    }

    private boolean hoursAreOn(Order order) {
        boolean extended = order.ticket.outsideRth && order.ticket.kind != OrderKind.MARKET;
        return calendar.isWithin(tws.now(), extended ? Session.EXTENDED : Session.REGULAR);
    }

    private OrderState restingState(Order order) {
        boolean held = order.parent != null && order.parent.filled == 0;
        boolean waits = held
                || (order.ticket.kind.isTriggered() && !order.triggered)
                || order.ticket.kind.isOnClose()
                || !hoursAreOn(order)
                || order.ticket.isAtTheOpen();
        return waits && order.filled == 0 ? OrderState.PRE_SUBMITTED : OrderState.SUBMITTED;
    }

    /** Matches a new order against the last price during trading; while the name is halted it waits. */
    private void meetLastPrice(Board board) {
        if (board.inBar && board.lastE8 > 0 && board.halted == 0) {
            execute(matching.trade(board, board.lastE8, board.lastSize, tws.now()));
        }
    }

    // ---- The market -----------------------------------------------------------------------------------------------

    /** Handles the first price of a span; a session's first one is the opening auction's. */
    void onOpenPrint(Board board, long priceE8) {
        List<Order> auction = new ArrayList<>();
        for (Order order : List.copyOf(orders)) {
            if (order.board == board && order.isLive() && order.ticket.isAtTheOpen() && isInAuction(order)) {
                auction.add(order);
                work(order);
            }
        }
        execute(matching.openPrint(board, priceE8, tws.now()));
        for (Order order : auction) {
            if (order.isLive()) {
                cancel(order, "the opening auction did not meet its price");
            }
        }
    }

    /** A move through prices. */
    void onLeg(Board board, PriceBar leg) {
        execute(matching.leg(board, leg));
    }

    /** A trade of a tape of trades. */
    void onTrade(Board board, Tape.Trade trade) {
        execute(matching.trade(board, trade.priceE8(), trade.size(), trade.nanos()));
    }

    /** A quote of a tape of trades and quotes. */
    void onQuote(Board board) {
        execute(matching.quote(board, tws.now()));
    }

    /** Handles the begin or end of hours: orders begin or cease to work. */
    void onHours() {
        for (Order order : List.copyOf(orders)) {
            if (order.isLive()) {
                work(order);
            }
        }
    }

    /** Handles the closing auction and the end of orders for the regular session. */
    void onSessionClose() {
        execute(matching.sessionClose(tws.now()));
        expire(false);
        onHours();
    }

    /** Handles the end of orders for the extended session. */
    void onExtendedClose() {
        expire(true);
        onHours();
    }

    private void expire(boolean extended) {
        for (Order order : List.copyOf(orders)) {
            if (order.isLive() && order.ticket.timeInForce.equals("DAY") && order.ticket.outsideRth == extended) {
                cancel(order, "the day is over");
            }
        }
    }

    /** Ends orders whose date has come. */
    void onMinute() {
        for (Order order : List.copyOf(orders)) {
            if (order.isLive() && order.ticket.timeInForce.equals("GTD")) {
                TimeText.Parsed until = TimeText.parse(order.ticket.goodTillDate);
                if (until != null && tws.now() >= until.nanos()) {
                    cancel(order, "its date is over");
                }
            }
        }
    }

    // ---- Executions -----------------------------------------------------------------------------------------------

    private void execute(List<Fill> fills) {
        for (Fill fill : fills) {
            Order order = working.get(fill.ref());
            if (order != null && order.workingQuantity >= fill.shares()) {
                order.workingQuantity -= fill.shares();
                order.triggered |= order.ticket.kind.isTriggered();
                if (order.workingQuantity == 0) {
                    working.remove(order.workingRef);
                    order.workingRef = 0;
                }
                long chargeE8 = Charges.isPlain(tws.settings.fills)
                        ? Charges.nextE8(tws.settings.fills, order, fill.shares(), fill.priceE8())
                        : fill.chargeE8();
                fill(order, fill.shares(), fill.priceE8(), chargeE8);
            }
        }
        for (Order order : List.copyOf(working.values())) {
            if (order.ticket.kind == OrderKind.STOP_LIMIT && !order.triggered && matching.isTriggered(order)) {
                order.triggered = true;
                settle(order);
            }
        }
    }

    /** Executes an order outside of the fill model. */
    void fill(Order order, long shares, long priceE8) {
        fill(order, shares, priceE8, Charges.nextE8(tws.settings.fills, order, shares, priceE8));
    }

    /** Books and reports an execution. */
    private void fill(Order order, long shares, long priceE8, long chargeE8) {
        boolean wasCancelled = order.state.isFinal();
        order.filled += shares;
        order.parts = Math.max(1, order.parts - 1);
        order.changedNanos = tws.now();
        if (order.remaining() == 0) {
            end(order, OrderState.FILLED, "Filled Size: " + order.filled);
        } else if (!wasCancelled) {
            order.state = OrderState.SUBMITTED;
        }
        executions.add(order, shares, priceE8, chargeE8);
        activateChildren(order);
        shrinkGroup(order, shares);
        work(order);
    }

    private void activateChildren(Order parent) {
        for (Order child : List.copyOf(orders)) {
            if (child.parent == parent && child.isLive()) {
                work(child);
            }
        }
    }

    private void shrinkGroup(Order executed, long shares) {
        if (executed.group.isEmpty()) {
            return;
        }
        for (Order other : List.copyOf(orders)) {
            if (other == executed || !other.isLive() || !other.group.equals(executed.group)) {
                continue;
            }
            long left = executed.groupType == 1 ? 0 : other.remaining() - shares;
            if (left <= 0) {
                cancel(other, "another order of its group has executed");
            } else {
                other.quantity -= shares;
                other.reduced += shares;
                work(other);
                notifier.state(other);
            }
        }
    }

    // ---- Ending ---------------------------------------------------------------------------------------------------

    /** Ends an order with error 202 and its last status; its children are cancelled too, or reduced to its executed shares. */
    void cancel(Order order, String reason) {
        boolean acknowledged = order.transmitted;
        end(order, OrderState.CANCELLED, reason.isEmpty() ? "Cancelled by Trader" : "Cancelled: " + reason);
        if (acknowledged) {
            notifier.error(order, 202, "Order Canceled - reason:" + reason);
            notifier.status(order);
        }
        for (Order child : List.copyOf(orders)) {
            if (child.parent != order || child.state.isFinal()) {
                continue;
            }
            long left = order.filled - child.reduced;
            if (left <= child.filled) {
                cancel(child, "its parent is cancelled");
            } else if (child.quantity > left) {
                child.quantity = left;
                notifier.state(child);
                work(child);
            }
        }
    }

    private void end(Order order, OrderState state, String completion) {
        rest(order);
        order.state = state;
        order.completion = completion;
        order.changedNanos = tws.now();
    }

    /** A fault: the cancelled order executes after all, for so many shares. */
    void fillLater(Order order, long shares) {
        long delay = SECOND + tws.faults.random(2000) * (SECOND / 1000);
        tws.agenda.at(tws.now() + delay, () -> fill(order, shares, fairPriceE8(order)));
    }

    /** A price at which the order could have executed just now; 0 if there is none. */
    long fairPriceE8(Order order) {
        return order.ticket.kind.hasLimit() ? order.ticket.limitE8 : order.board.lastE8;
    }
}
