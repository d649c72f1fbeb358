package io.ringside.gateway.ib;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Side;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.OrderFields;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.OrderRefText;
import io.ringside.gateway.ib.tws.TwsOrderStatus;
import io.ringside.gateway.ib.tws.Unset;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.inbound.OrderReport;
import io.ringside.gateway.live.inbound.OrderStatus;
import io.ringside.gateway.live.order.ExecutionReports;
import io.ringside.gateway.live.order.OrderReports;
import io.ringside.gateway.live.order.OrderSender;

/**
 * Translates TWS's messages about orders and executions to order and execution reports.
 *
 * <p>Thread: reader. Events are added to the caller's outbox.
 */
public final class OrderMessages {
    private static final long PENDING_COMMISSION_E8 = -InboundBounds.ONE_E8;

    private final LiveSettings settings;
    private final OrderIds ids;
    private final OrderSender sender;
    private final OrderReports orders;
    private final ExecutionReports executions;
    private final Doubts doubts;
    private final OrderReport order = new OrderReport();
    private final ExecutionReport execution = new ExecutionReport();

    OrderMessages(TradingBooks books, OrderIds ids) {
        this.ids = ids;
        settings = books.settings;
        sender = books.sender;
        orders = books.orders;
        executions = books.executions;
        doubts = books.doubts;
    }

    /** Handles the broker's next valid order id. */
    void nextValidId(int orderId) {
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

    /** Our id of an order, which is marked as used; 0 if another client has placed the order. */
    private int claim(int orderId, int clientId) {
        if (clientId != settings.clientId()) {
            return 0;
        }
        if (orderId > 0 && isPlausible(orderId)) {
            ids.seen(orderId);
        }
        return orderId;
    }

    /** Handles a working order, or the answer to a what-if order. */
    void openOrder(OrderFields fields, EventOutbox out) {
        if (fields.whatIf) {
            boolean reported = fields.initMarginAfterE8 != Unset.E8 && fields.equityAfterE8 != Unset.E8;
            sender.onWhatIf(fields.orderId, reported, fields.initMarginAfterE8, fields.equityAfterE8);
        } else {
            orders.openOrder(report(fields, claim(fields.orderId, fields.clientId)), out);
        }
    }

    /** Handles a completed order, in answer to a request. */
    void completedOrder(OrderFields fields, EventOutbox out) {
        orders.completedOrder(report(fields, 0), out);
    }

    private OrderReport report(OrderFields fields, int orderId) {
        order.orderId = orderId;
        order.brokerOrderId = fields.permId;
        order.orderRef = OrderRefText.read(fields.orderRef);
        order.ourAccount = fields.account.isEmpty() || fields.account.is(settings.account());
        order.contractId = fields.contract.conId;
        order.side = side(fields.action);
        order.quantityE8 = fields.quantityE8;
        order.stopE8 = fields.auxE8 == Unset.E8 ? 0 : fields.auxE8;
        order.filledE8 = reported(fields.filledE8);
        order.status = status(fields.status);
        return order;
    }

    private static Side side(AsciiField action) {
        boolean sale = action.is("SELL") || action.is("SSHORT");
        return action.is("BUY") ? Side.BUY : sale ? Side.SELL : Side.NONE;
    }

    private static long reported(long e8) {
        return e8 == Unset.E8 ? OrderReport.NOT_TOLD_E8 : e8;
    }

    private static OrderStatus status(AsciiField text) {
        return switch (TwsOrderStatus.of(text)) {
            case API_PENDING, PENDING_SUBMIT, PENDING_CANCEL -> OrderStatus.PENDING;
            case PRE_SUBMITTED, SUBMITTED -> OrderStatus.WORKING;
            case API_CANCELLED, CANCELLED -> OrderStatus.CANCELLED;
            case FILLED -> OrderStatus.FILLED;
            case INACTIVE -> OrderStatus.INACTIVE;
            case UNKNOWN -> OrderStatus.UNKNOWN;
        };
    }

    /** Handles an order's status. */
    void orderStatus(int orderId, AsciiField text, long filledE8, long permId, int clientId, EventOutbox out) {
        orders.orderStatus(claim(orderId, clientId), permId, status(text), filledE8, out);
    }

    /** Handles an error or warning about an order; most of them do not end it. */
    void error(int orderId, int code, ErrorPolicy policy, String text, EventOutbox out) {
        OrderReports.Complaint complaint = complaint(policy);
        boolean refused = complaint == OrderReports.Complaint.REFUSED;
        if (complaint != null && !(refused && sender.onWhatIfRefused(orderId, code, text))) {
            orders.complaint(orderId, complaint, code, text, out);
        }
    }

    private static OrderReports.Complaint complaint(ErrorPolicy policy) {
        return switch (policy) {
            case ORDER_REJECTED, FATAL_CONFIG -> OrderReports.Complaint.REFUSED;
            case ORDER_CANCELLED -> OrderReports.Complaint.CANCELLED;
            case RACE_QUERY, WARNING_QUERY -> OrderReports.Complaint.UNCLEAR;
            default -> null;
        };
    }

    /** Handles an execution, live or repeated in answer to a request. */
    void execution(ExecutionFields fields, EventOutbox out) {
        read(fields, execution);
        execution.orderId = fields.clientId == settings.clientId() ? fields.orderId : 0;
        execution.ourAccount = fields.account.is(settings.account());
        executions.execution(execution, out);
    }

    /** Reads an execution's fields except for its order. */
    public static void read(ExecutionFields fields, ExecutionReport into) {
        into.execId = Doubts.printable(fields.execId, EngineEvent.TEXT_MAX);
        into.brokerOrderId = fields.permId;
        into.orderRef = OrderRefText.read(fields.orderRef);
        into.contractId = fields.contract.conId;
        into.side = fields.side.is("BOT") ? Side.BUY : fields.side.is("SLD") ? Side.SELL : Side.NONE;
        into.sharesE8 = reported(fields.sharesE8);
        into.priceE8 = fields.priceE8;
        into.cumulativeE8 = reported(fields.cumulativeE8);
        into.liquidation = fields.liquidation != 0;
    }

    /** Handles an execution's commission; it may come before the execution, twice, or as "not known yet". */
    void commission(AsciiField execId, long commissionE8, EventOutbox out) {
        if (commissionE8 != PENDING_COMMISSION_E8 && commissionE8 != Unset.E8) {
            executions.commission(Doubts.printable(execId, EngineEvent.TEXT_MAX), commissionE8, out);
        }
    }
}
