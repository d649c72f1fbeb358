package io.ringside.gateway.sim;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.sim.WorkingOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides at which price orders execute: the engine's own simulated broker, fed with the exchange's prices. It does not
 * handle brackets, groups or hours; the order book gives it an order while the order may execute, and removes it otherwise.
 *
 * <p>Thread: the workstation's.
 */
final class Matching {
    /**
     * An execution.
     *
     * @param ref reference under which the order was given
     * @param shares shares
     * @param priceE8 price at 1e-8
     * @param chargeE8 commission and fees at 1e-8
     */
    record Fill(long ref, long shares, long priceE8, long chargeE8) {}

    private final SimulatedBroker broker;
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final Intent intent = new Intent();
    private final List<Fill> fills = new ArrayList<>();
    private long lastRef;

    Matching(BrokerSettings settings, List<Board> boards, long cashE8) {
        broker = new SimulatedBroker(
                live(settings),
                boards.stream()
                        .map(board -> board.listing.instrument(board.index))
                        .toList(),
                ExchangeCalendar.usEquity(),
                cashE8);
    }

    /** The fill settings without hours, latency and cut-offs, which order book and order desk apply here. */
    private static BrokerSettings live(BrokerSettings settings) {
        return new BrokerSettings(
                false,
                settings.literalStops(),
                settings.fillAtTouch(),
                true,
                false,
                settings.participationE8(),
                0,
                0,
                0,
                0,
                settings.costs(),
                settings.commission(),
                settings.fees(),
                settings.interest());
    }

    // ---- Orders ---------------------------------------------------------------------------------------------------

    /** Adds an order, which is matched from the next price on. Returns its reference. */
    long place(Order order, long shares, long nanos) {
        intent.clear(IntentAction.PLACE, ++lastRef, order.board.index, -1, 0);
        intent.side = order.ticket.side;
        intent.type = type(order);
        intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        terms(order, shares);
        if (order.trailedE8 != 0) {
            intent.stopE8 = order.trailedE8;
        }
        submit(nanos);
        return lastRef;
    }

    /** Changes a working order to its ticket's prices and so many open shares. */
    void change(Order order, long shares, long nanos) {
        WorkingOrder working = broker.workingOrder(order.workingRef);
        intent.clear(IntentAction.MODIFY, order.workingRef, order.board.index, -1, 0);
        terms(order, working.filled() + shares);
        submit(nanos);
    }

    /** Removes an order. */
    void cancel(Order order, long nanos) {
        intent.clear(IntentAction.CANCEL, order.workingRef, order.board.index, -1, 0);
        submit(nanos);
    }

    /** Whether an order is still working. */
    boolean works(Order order) {
        return broker.workingOrder(order.workingRef) != null;
    }

    /** A working order's current trigger at 1e-8, of a trailing stop the one it has trailed to; 0 if it has none. */
    long triggerE8(Order order) {
        WorkingOrder working = broker.workingOrder(order.workingRef);
        return working == null ? 0 : working.triggerE8();
    }

    /** Whether a working order's stop is triggered. */
    boolean isTriggered(Order order) {
        WorkingOrder working = broker.workingOrder(order.workingRef);
        return working != null && working.isTriggered();
    }

    private void terms(Order order, long shares) {
        OrderTicket ticket = order.ticket;
        intent.quantity = shares;
        intent.limitE8 = ticket.kind.hasLimit() ? ticket.limitE8 : 0;
        if (ticket.kind == OrderKind.TRAILING_STOP) {
            intent.trailE8 = ticket.auxE8;
            intent.stopE8 = ticket.trailStopE8 == Fields.UNSET ? 0 : ticket.trailStopE8;
        } else if (ticket.kind.isTriggered()) {
            intent.stopE8 = ticket.auxE8;
        }
    }

    /** The order's type; a stop that was triggered before continues as a market or limit order. */
    private static OrderType type(Order order) {
        return switch (order.ticket.kind) {
            case MARKET -> OrderType.MARKET;
            case LIMIT -> OrderType.LIMIT;
            case STOP -> order.triggered ? OrderType.MARKET : OrderType.STOP;
            case STOP_LIMIT -> order.triggered ? OrderType.LIMIT : OrderType.STOP_LIMIT;
            case TRAILING_STOP -> order.triggered ? OrderType.MARKET : OrderType.TRAILING_STOP;
            case MARKET_ON_CLOSE -> OrderType.MARKET_ON_CLOSE;
            case LIMIT_ON_CLOSE -> OrderType.LIMIT_ON_CLOSE;
        };
    }

    private void submit(long nanos) {
        broker.submit(intent, nanos);
        broker.deliver(nanos);
        collect();
    }

    // ---- The market -----------------------------------------------------------------------------------------------

    /** The first trade of a span. */
    List<Fill> openPrint(Board board, long priceE8, long nanos) {
        return run(event.openPrint(board.index, nanos, priceE8, 0));
    }

    /** A move from one price to another, through all between. */
    List<Fill> leg(Board board, PriceBar leg) {
        return run(event.bar(
                board.index,
                leg.startNanos(),
                leg.endNanos(),
                leg.openE8(),
                leg.highE8(),
                leg.lowE8(),
                leg.closeE8(),
                leg.volume(),
                0));
    }

    /** A trade, or the last price again for a new order. */
    List<Fill> trade(Board board, long priceE8, long shares, long nanos) {
        return run(event.trade(board.index, nanos, priceE8, shares, 0));
    }

    /** A new best bid and offer. */
    List<Fill> quote(Board board, long nanos) {
        return run(event.quote(board.index, nanos, board.bidE8, board.askE8, board.bidSize, board.askSize, 0));
    }

    /** The regular session's end, with its closing auction. */
    List<Fill> sessionClose(long nanos) {
        return run(event.session(EventType.SESSION_CLOSE, nanos, 0));
    }

    private List<Fill> run(EngineEvent market) {
        broker.before(market);
        broker.after(market);
        collect();
        List<Fill> result = List.copyOf(fills);
        fills.clear();
        return result;
    }

    /** Collects executions; acknowledgements are made by the order book. */
    private void collect() {
        while (broker.poll(event)) {
            if (event.type == EventType.FILL) {
                fills.add(new Fill(event.orderRef, event.quantity, event.priceE8, event.commissionE8));
            }
        }
    }
}
