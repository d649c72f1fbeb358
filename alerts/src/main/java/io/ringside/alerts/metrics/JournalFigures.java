package io.ringside.alerts.metrics;

import io.ringside.engine.Engine;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.sim.ReportCode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/**
 * Figures of a day's journal, counted record by record.
 *
 * <p>Thread: its owner's.
 */
final class JournalFigures {
    private static final long LATENCY_MAX_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 2;

    /** Where time passes between the arrival of an event and its record. */
    enum Stretch {
        INDICATOR,
        SIGNAL,
        RISK,
        JOURNAL
    }

    private final OrderHistory orders = new OrderHistory();
    /** Side, purpose, state: how many orders came to it. */
    final Map<List<String>, Long> states = new LinkedHashMap<>();

    final Map<EventType, Long> events = new EnumMap<>(EventType.class);
    final Map<Outcome, Long> refused = new EnumMap<>(Outcome.class);
    final Map<String, Long> rejects = new TreeMap<>();
    final Map<Stretch, Histogram> latency = new EnumMap<>(Stretch.class);
    final Histogram tickToOrder = histogram();
    final Histogram acknowledgement = histogram();
    final Set<Integer> unprotected = new TreeSet<>();
    final long[] bars;
    /** Wall clock of the last market event, by instrument. */
    final long[] marketNanos;

    long ticks;
    long gaps;
    long fills;
    long commissionE8;
    long slippageE8;
    double traded;
    double clockOffsetSeconds;
    private final Map<Long, Long> asked = new HashMap<>();

    JournalFigures(Engine engine) {
        bars = new long[engine.settings().instruments().size()];
        marketNanos = new long[bars.length];
        for (Stretch stretch : Stretch.values()) {
            latency.put(stretch, histogram());
        }
    }

    private static Histogram histogram() {
        return new Histogram(LATENCY_MAX_NANOS, DIGITS);
    }

    void onEvent(EngineEvent event, long journalDelayNanos) {
        events.merge(event.type, 1L, Math::addExact);
        orders(event);
        if (!event.isWarmUp()) {
            market(event);
        }
        switch (event.type) {
            case FILL -> {
                fills++;
                charge(event.commissionE8);
                slippageE8 = Math.addExact(slippageE8, event.slippageE8);
                traded += (double) event.priceE8 * event.quantity;
            }
            case COMMISSION -> charge(event.commissionE8);
            case ORDER_ACCEPTED -> acknowledged(event);
            case ORDER_CANCELLED -> asked.remove(event.orderRef);
            case ORDER_REJECTED -> {
                asked.remove(event.orderRef);
                ReportCode code = ReportCode.ofCode(event.code);
                // A broker's own texts are without number, and so would be the series.
                String reason = code == null || code == ReportCode.NONE ? "broker" : words(code);
                rejects.merge(reason, 1L, Math::addExact);
            }
            case CONDITION -> condition(event);
            default -> {
                // Counted above.
            }
        }
        for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
            Outcome outcome = event.verdicts[i].bindingId < 0 ? null : Outcome.ofCode(event.verdicts[i].outcome);
            if (outcome != null && outcome != Outcome.ACCEPTED && outcome != Outcome.WAITING_FOR_OPEN) {
                refused.merge(outcome, 1L, Math::addExact);
            }
        }
        clocks(event, journalDelayNanos);
    }

    /** A counter never falls: rebates are not in it. */
    private void charge(long moneyE8) {
        commissionE8 = Math.addExact(commissionE8, Math.max(0, moneyE8));
    }

    /** Each state that an order comes to counts once. */
    private void orders(EngineEvent event) {
        OrderHistory.Order reported = event.type.isOrderReport() ? orders.order(event.orderRef) : null;
        OrderHistory.Status before = reported == null ? null : reported.status();
        orders.onEvent(event);
        if (reported != null && reported.status() != before) {
            count(reported);
        }
        for (int i = 0; i < event.intentCount; i++) {
            if (event.intents[i].action == IntentAction.PLACE) {
                count(orders.order(event.intents[i].orderRef));
            }
        }
    }

    private void count(OrderHistory.Order order) {
        states.merge(
                List.of(words(order.terms().side), words(order.terms().purpose), words(order.status())),
                1L,
                Math::addExact);
    }

    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void market(EngineEvent event) {
        if (event.type.isMarketData()) {
            marketNanos[event.instrumentId] = event.ingressNanos;
        }
        if (event.type == EventType.BAR) {
            bars[event.instrumentId]++;
        }
        ticks += event.type == EventType.TRADE || event.type == EventType.QUOTE ? 1 : 0;
    }

    private void condition(EngineEvent event) {
        Condition condition = Condition.ofCode(event.code);
        if (condition == Condition.UNPROTECTED) {
            unprotected.add((int) event.argument);
        } else if (condition == Condition.PROTECTED) {
            unprotected.remove((int) event.argument);
        } else if (condition == Condition.CLOCK_STEP || condition == Condition.CLOCK_OK) {
            clockOffsetSeconds = event.argument / 1e3;
        } else if (condition == Condition.GAP) {
            gaps++;
        }
    }

    private void acknowledged(EngineEvent event) {
        Long askedNanos = asked.remove(event.orderRef);
        if (askedNanos != null && event.ingressNanos > askedNanos) {
            record(acknowledgement, event.ingressNanos - askedNanos);
        }
    }

    private void clocks(EngineEvent event, long journalDelayNanos) {
        boolean places = false;
        for (int i = 0; i < event.intentCount; i++) {
            if (event.intents[i].action == IntentAction.PLACE) {
                places = true;
                asked.put(event.intents[i].orderRef, event.ingressNanos + journalDelayNanos);
            }
        }
        if (event.ingressNanos == 0 || event.riskNanos == 0 || journalDelayNanos == 0) {
            return;
        }
        record(latency.get(Stretch.INDICATOR), event.indicatorNanos - event.ingressNanos);
        record(latency.get(Stretch.SIGNAL), event.signalNanos - event.indicatorNanos);
        record(latency.get(Stretch.RISK), event.riskNanos - event.signalNanos);
        record(latency.get(Stretch.JOURNAL), event.ingressNanos + journalDelayNanos - event.riskNanos);
        if (places && event.type.isMarketData()) {
            record(tickToOrder, journalDelayNanos);
        }
    }

    /** Where the clock went back there is no latency. */
    private static void record(Histogram histogram, long nanos) {
        if (nanos >= 0) {
            histogram.recordValue(Math.min(nanos, LATENCY_MAX_NANOS));
        }
    }
}
