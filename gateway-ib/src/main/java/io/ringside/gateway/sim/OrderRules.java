package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.List;

/**
 * Checks of new and changed orders, each with TWS's error code.
 *
 * <p>Thread: the workstation's.
 */
final class OrderRules {
    /** A refusal. */
    record Refusal(int code, String text) {}

    private static final int WORKING_MAX = 20;
    private static final List<String> TIMES = List.of("DAY", "GTC", "OPG", "IOC", "GTD");

    private final Workstation tws;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    OrderRules(Workstation tws) {
        this.tws = tws;
    }

    /** Checks the terms alone; null if they are in order. */
    Refusal terms(OrderTicket ticket, Board board, int serverVersion) {
        if (board == null) {
            return new Refusal(200, "No security definition has been found for the request");
        }
        if (ticket.kind == null) {
            return new Refusal(387, "Unsupported order type for this exchange and security type.");
        }
        if (ticket.side == Side.NONE) {
            return invalid("Invalid side");
        }
        if (ticket.isFractional()) {
            return serverVersion >= 163
                    ? new Refusal(10243, "Fractional-sized order cannot be placed via API. Please use desktop version.")
                    : new Refusal(10285, "Your API version does not support fractional size rules.");
        }
        if (ticket.quantityE8 <= 0) {
            return new Refusal(434, "The order size cannot be zero.");
        }
        if (!ticket.account.isEmpty() && !ticket.account.equals(tws.settings.account)) {
            return invalid("Invalid account code '" + ticket.account + "'");
        }
        if (ticket.eTradeOnly) {
            return new Refusal(10268, "The 'EtradeOnly' order attribute is not supported.");
        }
        if (ticket.firmQuoteOnly) {
            return new Refusal(10269, "The 'FirmQuoteOnly' order attribute is not supported.");
        }
        if (!ticket.unsupported.isEmpty()) {
            return rejected(String.join(", ", ticket.unsupported) + " is not simulated");
        }
        if (ticket.whatIf && !ticket.transmit) {
            return new Refusal(413, "What-if order should have transmit flag set to true.");
        }
        Refusal time = time(ticket);
        return time != null ? time : prices(ticket, board.listing.tickE8());
    }

    private static Refusal time(OrderTicket ticket) {
        if (ticket.kind.isOnClose() && !ticket.timeInForce.equals("DAY")) {
            return new Refusal(113, "The Time-In-Force of this order must be DAY.");
        }
        if (!TIMES.contains(ticket.timeInForce)) {
            return new Refusal(10052, "Invalid time in force:" + ticket.timeInForce);
        }
        if (ticket.isAtTheOpen() && ticket.kind != OrderKind.MARKET && ticket.kind != OrderKind.LIMIT) {
            return new Refusal(111, "The order TIF and the order type are incompatible.");
        }
        if (ticket.timeInForce.equals("GTD") && TimeText.parse(ticket.goodTillDate) == null) {
            return new Refusal(10314, "End Date/Time: The date, time, or time-zone entered is invalid.");
        }
        return null;
    }

    private static Refusal prices(OrderTicket ticket, long tickE8) {
        if (ticket.kind.hasLimit() && !isPrice(ticket.limitE8)) {
            return invalid("A limit price is needed");
        }
        if (ticket.kind.isTriggered() && !isPrice(ticket.auxE8)) {
            return invalid("A stop price or a trailing amount is needed");
        }
        boolean onTick = (!ticket.kind.hasLimit() || ticket.limitE8 % tickE8 == 0)
                && (!ticket.kind.isTriggered() || ticket.auxE8 % tickE8 == 0)
                && (ticket.trailStopE8 == Fields.UNSET || ticket.trailStopE8 % tickE8 == 0);
        return onTick
                ? null
                : new Refusal(110, "The price does not conform to the minimum price variation for this contract.");
    }

    /** Whether it is given and positive; one that is not given is negative. */
    private static boolean isPrice(long priceE8) {
        return priceE8 > 0;
    }

    /** Checks a new order against its parent, the clock and the account; null if all are in order. */
    Refusal circumstances(OrderTicket ticket, Board board, Order parent, int workingOnSide) {
        if (ticket.parentId != 0) {
            if (parent == null || parent.state == OrderState.CANCELLED || parent.state == OrderState.INACTIVE) {
                return new Refusal(10006, "Missing parent order");
            }
            if (ticket.quantity() != parent.quantity) {
                return new Refusal(405, "The child order quantity should be equivalent to the parent order size.");
            }
        }
        if (ticket.kind.isOnClose() && isPastCloseCutOff()) {
            return rejected("it is too late for the closing auction");
        }
        if (workingOnSide >= WORKING_MAX) {
            return rejected("there are " + workingOnSide + " orders working on this side of the contract");
        }
        return ticket.parentId == 0 ? margin(ticket, board) : null;
    }

    private boolean isPastCloseCutOff() {
        long cutoff = tws.settings.fills.closeCutoffSeconds() * ExchangeCalendar.SECOND_NANOS;
        return calendar.isRegular(tws.now())
                && tws.now() > calendar.closeNanos(calendar.sessionDay(tws.now())) - cutoff;
    }

    private Refusal margin(OrderTicket ticket, Board board) {
        long held = tws.ledger.shares(board);
        long after = held + ticket.side.sign() * ticket.quantity();
        long more = Math.abs(after) - Math.abs(held);
        long priceE8 = ticket.kind.hasLimit() ? ticket.limitE8 : board.lastE8;
        if (more <= 0 || priceE8 <= 0) {
            return null;
        }
        long neededE8 = tws.ledger.marginE8(FixedPoint.times(priceE8, more));
        if (neededE8 <= tws.ledger.availableE8()) {
            return null;
        }
        return rejected("YOUR ORDER IS NOT ACCEPTED. IN ORDER TO OBTAIN THE DESIRED POSITION YOUR AVAILABLE FUNDS ["
                + Text.money(tws.ledger.availableE8()) + " USD] MUST EXCEED THE INITIAL MARGIN [" + Text.money(neededE8)
                + " USD]");
    }

    /** Checks a change of an order; null if it may be changed so. */
    Refusal change(Order order, OrderTicket ticket, Board board) {
        if (order.state == OrderState.FILLED) {
            return new Refusal(104, "Cannot modify a filled order.");
        }
        if (order.state.isFinal()) {
            return new Refusal(103, "Duplicate order id");
        }
        if (board != order.board
                || ticket.side != order.ticket.side
                || ticket.kind != order.ticket.kind
                // A child whose parent has executed is an order of its own, and clients change it as one.
                || (ticket.parentId != order.ticket.parentId && ticket.parentId != 0)) {
            return new Refusal(105, "Order being modified does not match original order");
        }
        if (!ticket.ocaGroup.equals(order.ticket.ocaGroup)) {
            return new Refusal(10326, "OCA group revision is not allowed");
        }
        return ticket.quantity() < order.filled ? rejected("the quantity is less than what has executed") : null;
    }

    private static Refusal rejected(String reason) {
        return new Refusal(201, "Order rejected - reason:" + reason);
    }

    private static Refusal invalid(String cause) {
        return new Refusal(321, "Error validating request.-'bO' : cause - " + cause);
    }
}
