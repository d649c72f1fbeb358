package io.ringside.gateway.ib;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.OrderRefText;
import io.ringside.gateway.ib.tws.TwsOrder;
import io.ringside.gateway.ib.tws.Unset;
import io.ringside.gateway.ib.tws.UtcText;
import io.ringside.gateway.live.order.LiveOrder;

/**
 * Translates one of our orders to a TWS order. One object is reused for all orders.
 *
 * <p>Thread: any, under the order table's lock.
 */
final class OrderTicketWriter {
    private static final int REDUCE_WITH_BLOCK = 2;
    private static final long SHARE_E8 = 100_000_000L;

    private final LiveSettings settings;
    private final TwsOrder wire = new TwsOrder();

    OrderTicketWriter(LiveSettings settings) {
        this.settings = settings;
    }

    /** The order as a what-if request for its margin. */
    TwsOrder whatIf(LiveOrder order, int id) {
        order(order, id, true, 0);
        wire.whatIf = true;
        wire.ocaGroup.clear();
        wire.ocaType = 0;
        return wire;
    }

    /** The order, or a change of it; valid until the next call. */
    TwsOrder order(LiveOrder order, int id, boolean transmit, int parentId) {
        Intent terms = order.terms;
        wire.clear();
        wire.orderId = id;
        wire.action = terms.side == Side.BUY ? TwsOrder.Action.BUY : TwsOrder.Action.SELL;
        wire.quantityE8 = Math.multiplyExact(order.wantedQuantity(), SHARE_E8);
        wire.type = switch (terms.type) {
            case MARKET -> TwsOrder.Type.MARKET;
            case LIMIT -> TwsOrder.Type.LIMIT;
            case STOP -> TwsOrder.Type.STOP;
            case STOP_LIMIT -> TwsOrder.Type.STOP_LIMIT;
            case TRAILING_STOP -> TwsOrder.Type.TRAIL;
            case MARKET_ON_CLOSE -> TwsOrder.Type.MARKET_ON_CLOSE;
            case LIMIT_ON_CLOSE -> TwsOrder.Type.LIMIT_ON_CLOSE;
        };
        wire.limitE8 = wire.type == TwsOrder.Type.LIMIT
                        || wire.type == TwsOrder.Type.STOP_LIMIT
                        || wire.type == TwsOrder.Type.LIMIT_ON_CLOSE
                ? terms.limitE8
                : Unset.E8;
        wire.auxE8 = terms.type == OrderType.STOP || terms.type == OrderType.STOP_LIMIT
                ? terms.stopE8
                : terms.type == OrderType.TRAILING_STOP ? terms.trailE8 : Unset.E8;
        wire.trailStopE8 = terms.type == OrderType.TRAILING_STOP && terms.stopE8 != 0 ? terms.stopE8 : Unset.E8;
        wire.timeInForce = switch (terms.timeInForce) {
            case DAY -> TwsOrder.TimeInForce.DAY;
            case GOOD_TILL_CANCELLED -> TwsOrder.TimeInForce.GTC;
            case AT_THE_OPEN -> TwsOrder.TimeInForce.OPG;
            case IMMEDIATE_OR_CANCEL -> TwsOrder.TimeInForce.IOC;
        };
        if (order.isEntry() && wire.timeInForce == TwsOrder.TimeInForce.DAY && settings.entryGoodSeconds() > 0) {
            wire.timeInForce = TwsOrder.TimeInForce.GTD;
            long goodNanos = settings.entryGoodSeconds() * ExchangeCalendar.SECOND_NANOS;
            UtcText.write(order.decidedNanos + goodNanos, wire.goodTillDate);
        }
        if (terms.ocaRef != 0 && terms.purpose != Purpose.ENTRY) {
            OrderRefText.write(terms.ocaRef, wire.ocaGroup);
            wire.ocaType = REDUCE_WITH_BLOCK;
        }
        wire.account.set(settings.account());
        OrderRefText.write(terms.orderRef, wire.orderRef);
        wire.transmit = transmit;
        wire.parentId = parentId;
        return wire;
    }
}
