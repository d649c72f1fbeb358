package io.ringside.gateway.live;

import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.account.RoundTrips;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.risk.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The trades of a day by strategy, from flat to flat, with profit and commission, and the counts of accepted and refused
 * signals by reason. A position that was carried over counts from the price at which it was entered; in journals that do
 * not tell it, from the last price of the day before.
 *
 * <p>Thread: its owner's. Events come in the journal's order, decisions included.
 */
public final class DayTrades {
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;
    private static final String ROW = "  %-6s%-6s%7s  %-9s%12s  %-9s%12s  %-10s%12s%14s";

    private final ExchangeCalendar calendar;
    private final List<Instrument> instruments;
    private final int portfolios;
    private final RoundTrips trips;
    private final long[] lastE8;
    private final Map<Outcome, Integer> outcomes = new TreeMap<>();
    /** Outcomes of the names of portfolios' decisions. */
    private final Map<NameOutcome, Integer> names = new TreeMap<>();

    private long lastOrderRef = OrderRef.NONE;
    /** Session of the last event. */
    private int lastDay = Integer.MIN_VALUE;

    /**
     * @param bindings how many strategies' bindings there are
     * @param portfolios how many portfolios
     */
    DayTrades(ExchangeCalendar calendar, List<Instrument> instruments, int bindings, int portfolios) {
        this.calendar = calendar;
        this.instruments = instruments;
        this.portfolios = portfolios;
        trips = new RoundTrips(bindings, instruments.size(), portfolios, new Unheard());
        lastE8 = new long[instruments.size()];
    }

    /** Processes one event. */
    void onEvent(EngineEvent event) {
        lastDay = event.isWarmUp() ? lastDay : Math.max(lastDay, calendar.sessionDay(event.eventNanos));
        trips.onEvent(event);
        switch (event.type) {
            case BAR -> lastE8[event.instrumentId] = event.closeE8;
            case FILL -> {
                lastE8[event.instrumentId] = event.priceE8;
                if (event.orderRef != OrderRef.NONE && event.textLength > 0) {
                    lastOrderRef = event.orderRef;
                }
            }
            case POSITION -> {
                if ((event.flags & EngineEvent.FLAG_CARRIED) != 0
                        && (event.code == 0 || event.code == PortfolioPart.HOLDING)) {
                    lastE8[event.instrumentId] = event.priceE8;
                }
            }
            default -> {
                // Has no price for open positions.
            }
        }
        for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
            int code = event.verdicts[i].outcome;
            if (event.verdicts[i].bindingId < 0) {
                names.merge(NameOutcome.ofCode(code), 1, Integer::sum);
            } else {
                outcomes.merge(Outcome.ofCode(code), 1, Integer::sum);
            }
        }
    }

    /** How the positions of strategies and portfolios came about that are held now. */
    List<Carried> held() {
        return trips.held().stream()
                .filter(trip -> portfolios > 0 || !BookId.isPortfolio(trip.bindingId()))
                .flatMap(trip -> Carried.ofTrip(trip, hasTrailed(trip)).stream())
                .toList();
    }

    private boolean hasTrailed(RoundTrip trip) {
        OrderHistory.Order stop = stop(trip);
        return trip.hasTrailedBefore() || (stop != null && stop.hasTrailed());
    }

    /** Counts a bar that has ended for the instrument's open trades. */
    void countBar(int instrumentId) {
        trips.countBar(instrumentId);
    }

    /** Purpose of an order of the day; null if it is not known. */
    Purpose purpose(long orderRef) {
        OrderHistory.Order order = trips.orders().order(orderRef);
        return order == null ? null : order.terms().purpose;
    }

    /** Book of an order, see {@code event.BookId}; the first portfolio's if it is not known. */
    int bookId(long orderRef) {
        OrderHistory.Order order = trips.orders().order(orderRef);
        return order == null ? -1 : order.terms().bindingId;
    }

    /** Profit of the trade that an order has ended, as text; null if its trade has not ended. */
    String closedBy(long orderRef) {
        RoundTrip trip = trips.ofOrder(orderRef);
        return trip == null || !trip.isClosed() ? null : money(trip.profitE8(0));
    }

    /** The last order that executed, {@link OrderRef#NONE} if none did. */
    long lastOrderRef() {
        return lastOrderRef;
    }

    /** How many trades there were, the open ones included. */
    int count() {
        return trips.trips().size();
    }

    /** The trades as a text table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (trips.trips().isEmpty()) {
            lines.add("No trades.");
        } else {
            lines.add(String.format(
                    Locale.ROOT, ROW, "", "side", "shares", "in", "at", "out", "at", "why", "commission", "result"));
            trips.trips().forEach(trip -> lines.add(row(trip)));
        }
        addCounts("Signals", outcomes, Outcome::words, lines);
        addCounts("Names", names, NameOutcome::words, lines);
        return lines;
    }

    private static <T> void addCounts(
            String of, Map<T, Integer> counts, Function<T, String> words, List<String> lines) {
        if (!counts.isEmpty()) {
            List<String> parts = new ArrayList<>();
            counts.forEach((outcome, count) -> parts.add(count + " " + words.apply(outcome)));
            lines.add(of + ": " + String.join(", ", parts) + ".");
        }
    }

    private String row(RoundTrip trip) {
        boolean held = !trip.isClosed();
        long last = lastE8[trip.instrumentId()];
        return String.format(
                Locale.ROOT,
                ROW,
                instruments.get(trip.instrumentId()).symbol(),
                trip.side() == Side.BUY ? "long" : "short",
                trip.entryQuantity(),
                entered(trip),
                FixedPoint.format(trip.entryPriceE8()),
                held ? "open" : time(trip.exitNanos()),
                FixedPoint.format(held ? last : trip.exitPriceE8()),
                held ? stopText(trip) : why(trip.exit()),
                money(trip.commissionE8()),
                money(trip.profitE8(last)));
    }

    private String stopText(RoundTrip trip) {
        OrderHistory.Order stop = stop(trip);
        long stopE8 = stop == null ? 0 : stop.terms().stopE8;
        return stopE8 == 0 && trip.bindingId() < 0 ? "" : "stop " + FixedPoint.format(stopE8);
    }

    /** A trade's last stop order, null if there was none. */
    private OrderHistory.Order stop(RoundTrip trip) {
        OrderHistory.Order stop = null;
        for (OrderHistory.Order order : trips.orders().orders()) {
            Intent terms = order.terms();
            if (terms.purpose == Purpose.STOP
                    && terms.bindingId == trip.bindingId()
                    && terms.instrumentId == trip.instrumentId()) {
                stop = order;
            }
        }
        return stop;
    }

    private static String why(OrderHistory.Order exit) {
        return exit == null ? "" : exit.terms().purpose.name().toLowerCase(Locale.ROOT);
    }

    /** Time of the entry, or the day if it was an earlier one. */
    private String entered(RoundTrip trip) {
        int day = calendar.sessionDay(trip.entryNanos());
        return day < lastDay ? LocalDate.ofEpochDay(day).toString().substring(5) : time(trip.entryNanos());
    }

    private String time(long nanos) {
        return calendar.format(nanos).substring(11, 19);
    }

    /** An amount for display: to the nearest cent, halves away from zero. */
    static String money(long amountE8) {
        long half = amountE8 < 0 ? -CENT_E8 / 2 : CENT_E8 / 2;
        return FixedPoint.format(Math.addExact(amountE8, half) / CENT_E8 * CENT_E8);
    }

    /** A listener that does nothing: the table is built on demand. */
    private static final class Unheard implements RoundTrips.Listener {
        @Override
        public void opened(RoundTrip trip) {
            // Open trips are read from the list.
        }

        @Override
        public void closed(RoundTrip trip) {
            // Closed ones too.
        }
    }
}
