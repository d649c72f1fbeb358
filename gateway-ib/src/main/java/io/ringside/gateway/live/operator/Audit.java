package io.ringside.gateway.live.operator;

import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Checks over a journal, whoever wrote it: a position has a live stop of its size at the broker within five seconds of
 * market time while the broker is connected, or an alarm and a flatten follow; no order is placed twice; no order executes
 * more than was ordered; no execution is booked twice; there are no entries while the journal's conditions forbid trading;
 * and no closing order works on more shares than the broker holds, if its position differs from the book.
 *
 * <p>Thread: the caller's. Events come in the journal's order, decisions included.
 */
public final class Audit {
    private static final long ALLOWED_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;

    /** Events of different threads at the same moment come in any order: the alarm may come after another event. */
    private static final long SAME_MOMENT_NANOS = ExchangeCalendar.SECOND_NANOS / 10;

    /** Time of two comparisons and of a cancellation. */
    private static final long BEYOND_NANOS = 15 * ExchangeCalendar.SECOND_NANOS;

    private final ExchangeCalendar calendar;
    private final long[] positions;
    private final long[] nakedSince;
    /** Time since which the broker was connected while the stop was missing. */
    private final long[] countedSince;
    /** Time at which the alarm became due, 0 if it is not. */
    private final long[] dueSince;

    /** The broker's position less the book's, by its last report; fills change both. */
    private final long[] difference;

    private final long[] standing;
    private final boolean[] reported;
    private final boolean[] alarmed;
    private final OrderHistory orders = new OrderHistory();
    /** Time since which an order works on more shares than the broker holds. */
    private final Map<Long, Long> beyondSince = new HashMap<>();

    private final Set<Long> beyondTold = new HashSet<>();
    private final Set<String> executions = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private long fills;
    private long longestNakedNanos;
    private boolean latched;
    private boolean away;

    /** Shares that a portfolio holds without stops. */
    private final long[] unguarded;

    private final IntPredicate stopsOfPortfolio;

    /** @param instruments how many there are */
    Audit(ExchangeCalendar calendar, int instruments) {
        this(calendar, instruments, bookId -> true);
    }

    /** @param stopsOfPortfolio whether a portfolio protects its holdings by stops */
    Audit(ExchangeCalendar calendar, int instruments, IntPredicate stopsOfPortfolio) {
        this.stopsOfPortfolio = stopsOfPortfolio;
        unguarded = new long[instruments];
        this.calendar = calendar;
        positions = new long[instruments];
        nakedSince = new long[instruments];
        countedSince = new long[instruments];
        dueSince = new long[instruments];
        difference = new long[instruments];
        standing = new long[instruments];
        reported = new boolean[instruments];
        alarmed = new boolean[instruments];
    }

    /** Processes one event. */
    void onEvent(EngineEvent event) {
        switch (event.type) {
            case FILL -> fill(event);
            case POSITION -> position(event);
            case CONDITION -> condition(event);
            case COMMAND -> {
                Operator operator = Operator.ofCode(event.code);
                latched |= operator == Operator.KILL;
                latched &= operator != Operator.UNLATCH;
            }
            default -> {
                // Does not concern orders.
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            if (event.intents[i].action == IntentAction.PLACE) {
                placed(event, i);
            }
        }
        orders.onEvent(event);
        if (!event.isWarmUp()) {
            look(event);
            beyond(event);
        }
    }

    /** The violations found, as text. */
    public List<String> violations() {
        return violations;
    }

    /** One line of figures. */
    String line() {
        return "audited orders=" + orders.orders().size() + " fills=" + fills + " longest-without-stop-ms="
                + longestNakedNanos / 1_000_000 + " violations=" + violations.size();
    }

    private void placed(EngineEvent event, int index) {
        Intent intent = event.intents[index];
        boolean twice = orders.order(intent.orderRef) != null;
        for (int i = 0; i < index; i++) {
            twice |= event.intents[i].action == IntentAction.PLACE && event.intents[i].orderRef == intent.orderRef;
        }
        if (twice) {
            violate(event, "placed twice: " + OrderRef.format(intent.orderRef));
        }
        if (isEntry(intent) && latched) {
            violate(event, "entered while latched: " + OrderRef.format(intent.orderRef));
        }
    }

    private static boolean isEntry(Intent intent) {
        return intent.purpose == Purpose.ENTRY || (intent.purpose == Purpose.REBALANCE && intent.side == Side.BUY);
    }

    private void fill(EngineEvent event) {
        fills++;
        positions[event.instrumentId] += event.side.sign() * event.quantity;
        if (event.textLength > 0 && !executions.add(event.textAsString())) {
            violate(event, "execution counted twice: " + event.textAsString());
        }
        OrderHistory.Order order = orders.order(event.orderRef);
        if (order == null) {
            violate(event, "execution of an order that was never asked for: " + OrderRef.format(event.orderRef));
            return;
        }
        if (order.terms().bindingId < 0 && !stopsOfPortfolio.test(order.terms().bindingId)) {
            unguarded[event.instrumentId] += event.side.sign() * event.quantity;
        }
        // The order history processes the event after this check.
        if (order.filled() + event.quantity > order.largestQuantity()) {
            violate(event, "more executed than asked for: " + OrderRef.format(event.orderRef));
        }
    }

    private void position(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            if (event.code == 0) {
                hold(event);
            }
            if (event.code == Carried.STANDING) {
                standing[event.instrumentId] = event.quantity;
            }
            if (event.code == 0 || event.code == Carried.STANDING) {
                difference[event.instrumentId] = 0;
            }
        } else if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            difference[event.instrumentId] = event.quantity - positions[event.instrumentId];
        } else if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
        } else if (event.code == 0 || event.code == PortfolioPart.HOLDING) {
            hold(event);
        }
    }

    private void hold(EngineEvent event) {
        positions[event.instrumentId] += event.quantity;
        if ((int) event.argument < 0 && !stopsOfPortfolio.test((int) event.argument)) {
            unguarded[event.instrumentId] += event.quantity;
        }
    }

    private void condition(EngineEvent event) {
        Condition condition = Condition.ofCode(event.code);
        switch (condition) {
            case LIVE_START, DISCONNECTED, DEGRADED, RECONCILING -> away = true;
            case RECONCILED -> {
                away = false;
                Arrays.fill(countedSince, event.eventNanos);
            }
            default -> {
                // Does not concern the connection.
            }
        }
        if (condition == Condition.UNPROTECTED) {
            alarmed[(int) event.argument] = true;
        } else if (condition == Condition.PROTECTED) {
            alarmed[(int) event.argument] = false;
        } else if (condition == Condition.BREAK) {
            latched = true;
        }
    }

    private void look(EngineEvent event) {
        for (int id = 0; id < positions.length; id++) {
            long held = held(id);
            alarmDue(event, id);
            if (held == 0 || held <= covered(id)) {
                nakedSince[id] = 0;
                reported[id] = false;
                continue;
            }
            if (nakedSince[id] == 0) {
                nakedSince[id] = event.eventNanos;
                countedSince[id] = event.eventNanos;
            }
            longestNakedNanos = Math.max(longestNakedNanos, event.eventNanos - nakedSince[id]);
            // While the broker is disconnected it is unknown whether it has the stop.
            boolean late = !away && event.eventNanos - countedSince[id] > ALLOWED_NANOS;
            if (late && !alarmed[id] && !reported[id] && event.type != EventType.CONDITION) {
                reported[id] = true;
                dueSince[id] = event.eventNanos;
            }
        }
    }

    /** Checks closing orders: one that works on more shares than are held would open a position of the opposite side. */
    private void beyond(EngineEvent event) {
        if (away || Arrays.stream(difference).allMatch(shares -> shares == 0)) {
            beyondSince.clear();
            return;
        }
        for (OrderHistory.Order order : orders.orders()) {
            Intent terms = order.terms();
            int id = terms.instrumentId;
            long there = there(id, -terms.side.sign());
            boolean beyond = difference[id] != 0 && !isEntry(terms) && order.live() > there;
            if (!beyond) {
                beyondSince.remove(terms.orderRef);
                continue;
            }
            long since = beyondSince.computeIfAbsent(terms.orderRef, ref -> event.eventNanos);
            if (event.eventNanos - since > BEYOND_NANOS && beyondTold.add(terms.orderRef)) {
                violate(
                        event,
                        "a " + terms.purpose.name().toLowerCase(Locale.ROOT) + " of " + order.live()
                                + " works on a position of " + there + " in instrument " + id);
            }
        }
    }

    private void alarmDue(EngineEvent event, int id) {
        if (alarmed[id]) {
            dueSince[id] = 0;
        } else if (dueSince[id] != 0 && event.eventNanos - dueSince[id] > SAME_MOMENT_NANOS) {
            violate(
                    event,
                    "a position in instrument " + id + " was without a live stop of its size for "
                            + FixedPoint.format((dueSince[id] - countedSince[id]) / 10) + " s, and no alarm");
            dueSince[id] = 0;
        }
    }

    /** Shares that need a stop: shares that the broker no longer holds do not. */
    private long held(int id) {
        long guarded = positions[id] - unguarded[id];
        return Math.min(Math.abs(guarded), there(id, Long.signum(guarded)));
    }

    /** Shares of a side that our orders may close; the account owner's own shares cover for missing ones. */
    private long there(int id, int sign) {
        long trader = Math.max(0, sign * standing[id]);
        return Math.max(0, sign * (positions[id] + difference[id]) + trader);
    }

    private long covered(int id) {
        long covered = 0;
        for (OrderHistory.Order order : orders.orders()) {
            if (order.terms().instrumentId == id && order.terms().purpose == Purpose.STOP) {
                covered += order.live();
            }
        }
        return covered;
    }

    private void violate(EngineEvent event, String what) {
        violations.add("record " + event.sequence + " " + calendar.format(event.eventNanos) + ": " + what);
    }
}
