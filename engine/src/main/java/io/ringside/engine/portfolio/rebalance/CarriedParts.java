package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;

/**
 * A portfolio's state at the end of a session, as parts with which the next session's journal begins: holdings, working
 * orders, and planned orders that were not placed.
 *
 * <p>Thread: risk stage.
 */
public final class CarriedParts {
    private static final int UPPER = 32;

    /** Argument of a holding. Lower half: the portfolio's book. Upper half: 1 if the holding is being closed. */
    private final long held;

    private final long left;
    private final int portfolioId;
    private final Holdings holdings;
    private final PlannedOrders orders;
    private final Departures departures;
    private final Ledger ledger;

    /** Receives a part, see {@link PortfolioPart} and {@link Purpose}. */
    public interface Parts {
        void add(int instrumentId, int code, long argument, long orderRef, long quantity, long priceE8);
    }

    CarriedParts(Holdings holdings, PlannedOrders orders, Departures departures, Ledger ledger, int bookId) {
        held = bookId & 0xffff_ffffL;
        left = held | (1L << UPPER);
        portfolioId = BookId.portfolioId(bookId);
        this.holdings = holdings;
        this.orders = orders;
        this.departures = departures;
        this.ledger = ledger;
    }

    void carry(Parts parts) {
        for (int name = 0; name < holdings.names(); name++) {
            if (holdings.shares(name) != 0) {
                parts.add(
                        name,
                        PortfolioPart.HOLDING,
                        departures.isClosing(name) ? left : held,
                        holdings.groupRef[name],
                        holdings.shares(name),
                        ledger.lastE8(name));
            }
        }
        for (int name = 0; name < holdings.names(); name++) {
            if (holdings.orderRef[name] != OrderRef.NONE) {
                int code = Purpose.REBALANCE.code();
                parts.add(name, code, held, holdings.orderRef[name], holdings.ordered(name), 0);
            }
            if (holdings.stopRef[name] != OrderRef.NONE) {
                parts.add(
                        name,
                        Purpose.STOP.code(),
                        held,
                        holdings.stopRef[name],
                        holdings.stopShares[name],
                        holdings.stopE8[name]);
            }
        }
        for (int i = 0; i < orders.size(); i++) {
            int name = orders.name(i);
            long why = orders.argument(name) | (long) portfolioId << UPPER;
            parts.add(name, PortfolioPart.PLANNED, why, 0, orders.shares(name), orders.priceE8(name));
        }
    }

    /** Whether a carried part belongs to this portfolio. */
    private boolean isOurs(EngineEvent event) {
        return event.code == PortfolioPart.PLANNED
                ? event.argument >>> UPPER == portfolioId
                : BookId.lower(event.argument) == (int) held;
    }

    /** Restores a part; returns whether it is a planned order. */
    boolean restore(EngineEvent event) {
        int name = event.instrumentId;
        if (!isOurs(event)) {
            return false;
        }
        if (event.code == PortfolioPart.HOLDING) {
            holdings.restore(name, event.quantity);
            holdings.groupRef[name] = event.orderRef;
            departures.restoreClosing(name, event.argument == left);
        } else if (event.code == PortfolioPart.PLANNED) {
            orders.restore(name, event.quantity, event.priceE8, event.argument);
            return true;
        } else if (event.code == Purpose.REBALANCE.code()) {
            holdings.placed(name, event.orderRef, event.quantity);
            departures.restored(name, event);
        } else if (event.code == Purpose.STOP.code()) {
            holdings.placedStop(name, event.orderRef, event.quantity, event.priceE8);
        }
        return false;
    }
}
