package io.ringside.engine.account;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.TripPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The round trips of a journal or a run, from flat to flat, by strategy and instrument, kept from the events with their
 * decisions. An execution that goes through zero ends one and begins the next. A position that is carried over from an
 * earlier session goes on as it was, see {@link TripPart}; where the journal does not tell that, it counts from the price at
 * which it was taken over, and so do shares that an operator adopts. Executions of orders that this engine never placed are
 * kept by instrument, under no strategy.
 *
 * <p>A commission that is reported after its fill, or after the trip's end, is charged to the trip all the same.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class RoundTrips {
    /** Called at the beginning and the end of each trip. */
    public interface Listener {
        /** Its first shares are held. */
        void opened(RoundTrip trip);

        /** Its last shares are gone. */
        void closed(RoundTrip trip);
    }

    private static final int NO_BINDING = -1;

    private final int bindings;
    private final int instruments;
    private final OrderHistory orders = new OrderHistory();
    private final Listener listener;
    /** Open trips by binding, then by portfolio and instrument; trips of no strategy are under the first portfolio. */
    private final RoundTrip[] open;

    /** Trips of orders that this engine never placed, by the order's reference; other orders refer to their trip. */
    private final Long2ObjectHashMap<RoundTrip> byStrangeOrder = new Long2ObjectHashMap<>();

    private final List<RoundTrip> trips = new ArrayList<>();
    /** Open trips by instrument, so that a price reaches only the trips it concerns. */
    private final List<List<RoundTrip>> openOf = new ArrayList<>();

    private final long[] lastE8;

    /** Keeps the trips of so many strategies' bindings, instruments and portfolios. */
    public RoundTrips(int bindings, int instruments, int portfolios, Listener listener) {
        this.bindings = bindings;
        this.instruments = instruments;
        this.listener = listener;
        open = new RoundTrip[bindings + instruments * Math.max(1, portfolios)];
        lastE8 = new long[instruments];
        for (int id = 0; id < instruments; id++) {
            openOf.add(new ArrayList<>());
        }
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case BAR -> {
                if (!event.isPortfolioOnly()) {
                    see(event);
                }
            }
            case OPEN_PRINT -> see(event);
            case TRADE -> {
                if (!event.isVolumeOnly()) {
                    see(event);
                }
            }
            case FILL -> fill(event);
            case COMMISSION -> {
                RoundTrip trip = ofOrder(event.orderRef);
                if (trip != null) {
                    trip.charge(event.commissionE8);
                }
            }
            case POSITION -> carry(event);
            case CORPORATE_ACTION -> onAction(event);
            default -> {
                // Carries no price and no shares.
            }
        }
        // Most events are market data without intents: nothing about an order.
        if (event.intentCount > 0 || !event.type.isMarketData()) {
            orders.onEvent(event);
        }
    }

    /** Counts a bar that has ended for the instrument's open trips. */
    public void countBar(int instrumentId) {
        List<RoundTrip> of = openOf.get(instrumentId);
        for (int i = 0; i < of.size(); i++) {
            of.get(i).countBar();
        }
    }

    /** Prices of the instrument are skipped: excursions and bar counts of its open trips become unknown. */
    public void overlook(int instrumentId) {
        List<RoundTrip> of = openOf.get(instrumentId);
        for (int i = 0; i < of.size(); i++) {
            of.get(i).overlook();
        }
    }

    /**
     * Closes a trip at a price, without an event of the journal.
     *
     * @param priceE8 price a share
     * @param commissionE8 commission for closing it
     */
    public void end(RoundTrip trip, long priceE8, long commissionE8, long nanos) {
        trip.reduce(trip.open(), priceE8, commissionE8, nanos, null);
        close(slot(trip.bindingId(), trip.instrumentId()), trip);
    }

    /** All trips, in the order of their beginnings. Read only. */
    public List<RoundTrip> trips() {
        return Collections.unmodifiableList(trips);
    }

    /** Open trips of strategies. */
    public List<RoundTrip> held() {
        List<RoundTrip> all = new ArrayList<>();
        for (RoundTrip trip : open) {
            if (trip != null) {
                all.add(trip);
            }
        }
        return all;
    }

    /** The last trip that an order's execution belongs to, or null. */
    public RoundTrip ofOrder(long ref) {
        OrderHistory.Order order = orders.order(ref);
        return order != null && order.trip != null ? order.trip : byStrangeOrder.get(ref);
    }

    /** The orders behind them. */
    public OrderHistory orders() {
        return orders;
    }

    private void see(EngineEvent event) {
        lastE8[event.instrumentId] = event.type == EventType.BAR ? event.closeE8 : event.priceE8;
        List<RoundTrip> of = openOf.get(event.instrumentId);
        for (int i = 0; i < of.size(); i++) {
            if (event.eventNanos < of.get(i).entryNanos()) {
                // History that a session begins with, after what it has taken over.
                continue;
            }
            if (event.type == EventType.BAR) {
                of.get(i).see(event);
            } else {
                of.get(i).see(event.priceE8);
            }
        }
    }

    private void carry(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            adopt(event);
            return;
        }
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (TripPart.is(event.code)) {
            goOn(event);
            return;
        }
        boolean holding = event.code == PortfolioPart.HOLDING;
        if ((event.code != 0 && !holding) || event.quantity == 0) {
            return;
        }
        int bindingId = BookId.lower(event.argument);
        Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
        RoundTrip trip = begin(bindingId, event, side, null, true);
        trip.enter(Math.abs(event.quantity), event.priceE8, 0);
        listener.opened(trip);
    }

    /** How a carried position came about, so that it counts from its entry instead of the last price of the session before. */
    private void goOn(EngineEvent event) {
        RoundTrip trip = open[slot(BookId.lower(event.argument), event.instrumentId)];
        if (trip != null && trip.isCarried() && trip.instrumentId() == event.instrumentId) {
            trip.goOn(event);
        }
    }

    /** A split changes shares and prices; a delisting ends what is held. Dividends are the account's, not the trips'. */
    private void onAction(EngineEvent event) {
        CorporateAction action = CorporateAction.ofCode(event.code);
        if (action == CorporateAction.SPLIT) {
            split(event.instrumentId, event.quantity, event.argument, event.eventNanos);
            return;
        }
        if (action == CorporateAction.DELISTING) {
            for (RoundTrip trip : List.copyOf(openOf.get(event.instrumentId))) {
                end(trip, event.priceE8, 0, event.eventNanos);
            }
        }
    }

    private void split(int instrumentId, long numerator, long denominator, long nanos) {
        long oldE8 = lastE8[instrumentId];
        lastE8[instrumentId] = Split.priceE8(oldE8, numerator, denominator);
        long[] before = new long[open.length];
        long[] after = new long[open.length];
        for (int slot = 0; slot < open.length; slot++) {
            boolean concerned = open[slot] != null && open[slot].instrumentId() == instrumentId;
            before[slot] = concerned ? open[slot].side().sign() * open[slot].open() : 0;
        }
        SplitShares.apportion(before, after, open.length, numerator, denominator);
        for (int slot = 0; slot < open.length; slot++) {
            if (before[slot] != 0 && after[slot] == 0) {
                // The split left less than one share, which was paid in cash at the last price.
                end(open[slot], oldE8, 0, nanos);
            } else if (before[slot] != 0) {
                long paidE8 = SplitShares.paidE8(before[slot], after[slot], numerator, denominator, oldE8);
                open[slot].split(numerator, denominator, Math.abs(after[slot]), paidE8);
            }
        }
    }

    /** An operator has adopted shares that were traded elsewhere; they count at the last price if their price is unknown. */
    private void adopt(EngineEvent event) {
        if (event.code == 0 && event.quantity != 0) {
            Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
            long priceE8 = event.priceE8 > 0 ? event.priceE8 : lastE8[event.instrumentId];
            execute(event, (int) event.argument, null, side, Math.abs(event.quantity), priceE8, 0);
        }
    }

    private void fill(EngineEvent event) {
        OrderHistory.Order order = orders.order(event.orderRef);
        int bindingId = order == null ? NO_BINDING : order.terms().bindingId;
        execute(event, bindingId, order, event.side, event.quantity, event.priceE8, event.commissionE8);
    }

    private void execute(
            EngineEvent event,
            int bindingId,
            OrderHistory.Order order,
            Side side,
            long quantity,
            long priceE8,
            long chargeE8) {
        RoundTrip trip = open[slot(bindingId, event.instrumentId)];
        long closing = trip == null || trip.side() == side ? 0 : Math.min(quantity, trip.open());
        long opening = quantity - closing;
        long closingChargeE8 = part(chargeE8, closing, quantity);
        if (closing > 0) {
            trip.reduce(closing, priceE8, closingChargeE8, event.eventNanos, order);
            note(event.orderRef, order, trip);
            if (trip.isClosed()) {
                close(slot(bindingId, event.instrumentId), trip);
                trip = null;
            }
        }
        if (opening > 0) {
            boolean first = trip == null;
            if (first) {
                trip = begin(bindingId, event, side, order, false);
            }
            trip.enter(opening, priceE8, chargeE8 - closingChargeE8);
            note(event.orderRef, order, trip);
            if (first) {
                listener.opened(trip);
            }
        }
    }

    private void note(long ref, OrderHistory.Order order, RoundTrip trip) {
        if (order != null) {
            order.trip = trip;
        } else {
            byStrangeOrder.put(ref, trip);
        }
    }

    private RoundTrip begin(int bindingId, EngineEvent event, Side side, OrderHistory.Order entry, boolean carried) {
        RoundTrip trip = new RoundTrip(bindingId, event, side, entry, carried);
        open[slot(bindingId, event.instrumentId)] = trip;
        trips.add(trip);
        openOf.get(trip.instrumentId()).add(trip);
        return trip;
    }

    private void close(int slot, RoundTrip trip) {
        open[slot] = null;
        openOf.get(trip.instrumentId()).remove(trip);
        listener.closed(trip);
    }

    private int slot(int bindingId, int instrumentId) {
        return BookId.isPortfolio(bindingId)
                ? bindings + BookId.portfolioId(bindingId) * instruments + instrumentId
                : bindingId;
    }

    /** The part of a charge that so many of the shares bear. */
    private static long part(long chargeE8, long shares, long all) {
        return shares == all ? chargeE8 : chargeE8 / all * shares + chargeE8 % all * shares / all;
    }
}
