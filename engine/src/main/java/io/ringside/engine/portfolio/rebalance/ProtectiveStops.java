package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.Instrument;
import java.util.List;

/**
 * Protective stops of a portfolio's holdings: one per name, of all shares held, a fraction below the price of the name's
 * first purchase.
 *
 * <p>Thread: risk stage. Writes: intents.
 */
final class ProtectiveStops {
    private final Holdings holdings;
    private final List<Instrument> instruments;
    /** How far below the price, a fraction at 1e-8; 0 for no stops. */
    private final long distanceE8;

    private final int bookId;

    ProtectiveStops(Holdings holdings, List<Instrument> instruments, long distanceE8, int bookId) {
        this.holdings = holdings;
        this.instruments = instruments;
        this.distanceE8 = distanceE8;
        this.bookId = bookId;
    }

    /** Places a stop of the size of a purchase; its group reduces it by what is sold. */
    void onFill(EngineEvent event) {
        int name = event.instrumentId;
        if (distanceE8 == 0 || event.side != Side.BUY) {
            return;
        }
        if (holdings.stopRef[name] == 0) {
            long tickE8 = instruments.get(name).tickE8();
            long stopE8 = Fractions.floor(event.priceE8, FixedPoint.ONE_E8 - distanceE8) / tickE8 * tickE8;
            if (stopE8 > 0) {
                place(event, stopE8);
            }
            return;
        }
        Intent change = event.addIntent();
        change.clear(IntentAction.MODIFY, holdings.stopRef[name], name, bookId, event.sequence);
        stop(change, holdings.shares(name), holdings.stopE8[name]);
        change.ocaRef = holdings.groupRef[name];
        holdings.stopShares[name] = holdings.shares(name);
    }

    /** Places a stop of all shares held of the event's name. */
    void place(EngineEvent event, long stopE8) {
        int name = event.instrumentId;
        Intent intent = Rebalancer.place(event, bookId, name, event.sequence, Purpose.STOP);
        stop(intent, holdings.shares(name), stopE8);
        // A group has the reference of its first order.
        holdings.groupRef[name] = intent.orderRef;
        intent.ocaRef = intent.orderRef;
        holdings.placedStop(name, intent.orderRef, intent.quantity, stopE8);
    }

    private static void stop(Intent intent, long shares, long stopE8) {
        intent.purpose = Purpose.STOP;
        intent.type = OrderType.STOP;
        intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        intent.side = Side.SELL;
        intent.quantity = shares;
        intent.stopE8 = stopE8;
    }
}
