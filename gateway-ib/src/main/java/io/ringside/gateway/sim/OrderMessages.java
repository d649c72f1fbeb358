package io.ringside.gateway.sim;

import io.ringside.engine.event.Side;
import java.util.List;

/**
 * Layouts of the messages about orders, at every server version from 100 to 176.
 *
 * <p>Thread: any; it has no state.
 */
final class OrderMessages {
    private OrderMessages() {}

    /**
     * Fields of openOrder in addition to the order's own terms.
     *
     * @param state status
     * @param preview margins before, change and after, of initial and maintenance margin and equity; null but for what-if
     * @param commissionE8 at 1e-8, or {@link Fields#UNSET}
     * @param warning text
     * @param competing the five fields of pegged orders, which TWS fills in for all
     */
    record OpenOrderExtras(
            OrderState state, Preview preview, long commissionE8, String warning, List<String> competing) {
        OpenOrderExtras {
            competing = List.copyOf(competing);
        }

        /** What TWS sends for ordinary orders. */
        static OpenOrderExtras of(OrderState state, Preview preview, long commissionE8) {
            return new OpenOrderExtras(state, preview, commissionE8, "", List.of("", "100", "0.02", "", ""));
        }
    }

    /**
     * Margins of a what-if answer, at 1e-8.
     *
     * @param initialE8 initial margin before
     * @param maintenanceE8 maintenance margin before
     * @param equityE8 equity with loan before
     * @param initialChangeE8 change of initial margin
     * @param maintenanceChangeE8 change of maintenance margin
     * @param equityChangeE8 change of equity
     */
    record Preview(
            long initialE8,
            long maintenanceE8,
            long equityE8,
            long initialChangeE8,
            long maintenanceChangeE8,
            long equityChangeE8) {}

    static Reply openOrder(int serverVersion, Order order, OpenOrderExtras extras) {
        Reply reply = Reply.of(OutboundId.OPEN_ORDER).addIf(serverVersion < 145, "34");
        reply.add(order.orderId);
        terms(reply, order);
        reply.add(order.clientId).add(order.permId);
        flags(reply, order);
        reply.add(order.permId + ".0/" + order.ticket.account + "/" + order.quantity);
        advisor(reply, serverVersion, order);
        reply.add("0"); // Auction strategy.
        boxAndPeg(reply);
        reply.addAll(Text.UNSET_INT, "0", "0"); // Display size, block order, sweep to fill.
        reply.add(order.ticket.allOrNone).add(""); // Minimum quantity.
        reply.add(groupType(order));
        reply.addAll("0", "0", ""); // eTrade only, firm quote only, NBBO cap.
        reply.add(order.ticket.parentId).add(order.ticket.triggerMethod);
        volatility(reply, order.ticket.whatIf, true);
        trail(reply, order);
        reply.addAll("", ""); // Basis points and their type.
        legsScaleAndHedge(reply);
        reply.addAll("0", "", "IB", "0", "0", "", "0"); // Routing, clearing, not held, delta neutral, algo, solicited.
        reply.add(order.ticket.whatIf).add(extras.state.wireName());
        margins(reply, serverVersion, extras);
        reply.addAll("0", "0"); // Randomize size and price.
        if (serverVersion >= 102) {
            reply.addAll("0", "None", Text.UNSET_DOUBLE); // Conditions, adjusted type, its trigger.
            stopAndOffset(reply, order);
            reply.addAll(Text.UNSET_DOUBLE, Text.UNSET_DOUBLE, Text.UNSET_DOUBLE, "0");
        }
        newer(reply, serverVersion, extras);
        return reply;
    }

    static Reply openOrderEnd() {
        return Reply.of(OutboundId.OPEN_ORDER_END).add(1);
    }

    static Reply orderStatus(
            int serverVersion,
            int orderId,
            String status,
            long filled,
            long remaining,
            long averageE8,
            long permId,
            int parentId,
            long lastPriceE8,
            int clientId,
            String whyHeld) {
        return Reply.of(OutboundId.ORDER_STATUS)
                .addIf(serverVersion < 131, "6")
                .add(orderId)
                .add(status)
                .add(filled)
                .add(remaining)
                .add(Text.number(averageE8))
                .add(permId)
                .add(parentId)
                .add(Text.number(lastPriceE8))
                .add(clientId)
                .add(whyHeld)
                .addIf(serverVersion >= 131, "0");
    }

    static Reply execDetails(int serverVersion, int requestId, Execution execution, String time) {
        Order order = execution.order();
        Listing listing = order.board.listing;
        return Reply.of(OutboundId.EXEC_DETAILS)
                .addIf(serverVersion < 136, "10")
                .add(requestId)
                .add(order.orderId)
                .add(listing.contractId())
                .addAll(listing.symbol(), "STK", "", "0.0", "", "", listing.primaryExchange(), "USD")
                .addAll(listing.symbol(), listing.tradingClass())
                .addAll(execution.execId(), time, order.ticket.account, listing.primaryExchange())
                .add(order.ticket.side == Side.BUY ? "BOT" : "SLD")
                .add(execution.shares())
                .add(Text.number(execution.priceE8()))
                .add(order.permId)
                .add(order.clientId)
                .add("0") // Liquidation.
                .add(execution.cumulated())
                .add(Text.number(execution.averageE8()))
                .addAll(order.ticket.orderRef, "", "")
                .addIf(serverVersion >= 103, "")
                .addIf(serverVersion >= 136, "2");
    }

    static Reply execDetailsEnd(int requestId) {
        return Reply.of(OutboundId.EXEC_DETAILS_END).add(1).add(requestId);
    }

    static Reply commissionReport(String execId, long commissionE8, String currency, long realizedE8) {
        return Reply.of(OutboundId.COMMISSION_REPORT)
                .add(1)
                .add(execId)
                .add(Text.decimal(commissionE8))
                .add(currency)
                .add(Text.decimalOrUnset(realizedE8))
                .addAll(Text.UNSET_DOUBLE, "");
    }

    static Reply completedOrder(int serverVersion, Order order, String completedTime) {
        Reply reply = Reply.of(OutboundId.COMPLETED_ORDER);
        terms(reply, order);
        reply.add(order.permId);
        flags(reply, order);
        advisor(reply, serverVersion, order);
        boxAndPeg(reply);
        reply.addAll(Text.UNSET_INT, "0"); // Display size, sweep to fill.
        reply.add(order.ticket.allOrNone).add(""); // Minimum quantity.
        reply.add(groupType(order)).add(order.ticket.triggerMethod);
        volatility(reply, false, false);
        trail(reply, order);
        legsScaleAndHedge(reply);
        reply.addAll("", "IB", "0", "0", "", "0"); // Clearing, not held, delta neutral, algo, solicited.
        reply.add(order.state.wireName()).addAll("0", "0", "0"); // Randomize size and price, conditions.
        stopAndOffset(reply, order);
        reply.addAll("0", "1", "0", ""); // Cash quantity, hedge price, OMS container, auto cancel date.
        reply.add(order.filled).addAll("0", "0", "", "0", "0"); // Future, auto cancel, shareholder, imbalance, BBO.
        reply.add(order.parent == null ? 0 : order.parent.permId);
        reply.addAll(completedTime, order.completion);
        if (serverVersion >= 170) {
            reply.addAll("", "100", "0.02", "", "");
        }
        return reply;
    }

    static Reply completedOrdersEnd() {
        return Reply.of(OutboundId.COMPLETED_ORDERS_END);
    }

    // ---- Blocks that openOrder and completedOrder share -----------------------------------------------------------

    private static void terms(Reply reply, Order order) {
        Listing listing = order.board.listing;
        OrderTicket ticket = order.ticket;
        reply.add(listing.contractId());
        reply.addAll(listing.symbol(), "STK", "", "0", "?", "", exchange(ticket), "USD");
        reply.addAll(listing.symbol(), listing.tradingClass());
        reply.add(ticket.side.name()).add(order.quantity).add(ticket.typeName);
        reply.add(Text.decimal(orZero(ticket.limitE8))).add(Text.decimal(orZero(ticket.auxE8)));
        reply.addAll(ticket.timeInForce, order.group, ticket.account, "", "0", ticket.orderRef);
    }

    private static String exchange(OrderTicket ticket) {
        return ticket.contract.exchange().isEmpty() ? "SMART" : ticket.contract.exchange();
    }

    private static void flags(Reply reply, Order order) {
        reply.add(order.ticket.outsideRth).add(order.ticket.hidden);
        reply.addAll("0", ""); // Discretionary amount, good after time.
    }

    private static void advisor(Reply reply, int serverVersion, Order order) {
        reply.addAll("", "", "", "").addIf(serverVersion >= 103, ""); // Advisor's fields, model.
        reply.add(order.ticket.goodTillDate);
        reply.addAll("", "", "", "0", "", "-1"); // Rule 80A, offset, settling firm, short sale.
    }

    private static void boxAndPeg(Reply reply) {
        reply.addAll("", "", "", "", "");
    }

    private static int groupType(Order order) {
        return order.ticket.ocaType == 0 ? 3 : order.ticket.ocaType;
    }

    private static void volatility(Reply reply, boolean whatIf, boolean withClearing) {
        reply.addAll("", "0");
        if (whatIf) {
            reply.addAll("", "");
        } else {
            reply.addAll("None", "", "0"); // The block of delta neutral orders, present but empty.
            if (withClearing) {
                reply.addAll("", "", "", "?");
            }
            reply.addAll("0", "0", "");
        }
        reply.addAll("0", "0");
    }

    private static void trail(Reply reply, Order order) {
        reply.add(Text.decimalOrEmpty(stopE8(order))).add(""); // No percentage.
    }

    private static void stopAndOffset(Reply reply, Order order) {
        reply.add(Text.decimalOrUnset(stopE8(order))).add(Text.decimalOrUnset(order.ticket.limitOffsetE8));
    }

    /** TWS reports a plain stop's trigger as trailing stop price, too. */
    private static long stopE8(Order order) {
        return order.ticket.kind == OrderKind.STOP ? order.ticket.auxE8 : order.ticket.trailStopE8;
    }

    private static void legsScaleAndHedge(Reply reply) {
        reply.addAll("", "0", "0", "0", Text.UNSET_INT, Text.UNSET_INT, "", "");
    }

    private static void margins(Reply reply, int serverVersion, OpenOrderExtras extras) {
        Preview p = extras.preview;
        if (p == null) {
            for (int i = serverVersion >= 142 ? 0 : 6; i < 9; i++) {
                reply.add(Text.UNSET_DOUBLE);
            }
        } else {
            if (serverVersion >= 142) {
                amounts(reply, p.initialE8, p.maintenanceE8, p.equityE8);
                amounts(reply, p.initialChangeE8, p.maintenanceChangeE8, p.equityChangeE8);
            }
            amounts(
                    reply,
                    p.initialE8 + p.initialChangeE8,
                    p.maintenanceE8 + p.maintenanceChangeE8,
                    p.equityE8 + p.equityChangeE8);
        }
        boolean known = extras.commissionE8 != Fields.UNSET;
        reply.add(known ? Text.decimal(extras.commissionE8) : "");
        reply.addAll("", "", known ? "USD" : "", extras.warning);
    }

    private static void amounts(Reply reply, long... amountsE8) {
        for (long amountE8 : amountsE8) {
            reply.add(Text.decimal(amountE8));
        }
    }

    private static void newer(Reply reply, int serverVersion, OpenOrderExtras extras) {
        from(reply, serverVersion, 106, "", "", ""); // Soft dollar tier.
        from(reply, serverVersion, 111, "0"); // Cash quantity.
        from(reply, serverVersion, 141, "1"); // Automatic price for hedge.
        from(reply, serverVersion, 145, "0"); // OMS container.
        from(reply, serverVersion, 148, "0"); // Discretionary up to limit.
        from(reply, serverVersion, 151, "0"); // Price management algorithm.
        from(reply, serverVersion, 158, ""); // Duration.
        from(reply, serverVersion, 160, ""); // Post to ATS.
        from(reply, serverVersion, 162, "0"); // Auto cancel parent.
        if (serverVersion >= 170) {
            extras.competing.forEach(reply::add);
        }
    }

    private static void from(Reply reply, int serverVersion, int sinceVersion, String... fields) {
        if (serverVersion >= sinceVersion) {
            reply.addAll(fields);
        }
    }

    private static long orZero(long priceE8) {
        return priceE8 == Fields.UNSET ? 0 : priceE8;
    }
}
