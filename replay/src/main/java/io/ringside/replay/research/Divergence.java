package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The differences between a live session and its simulation, each attributed to the first thing in the chain that differs:
 * bar, indicator, signal, size, timing, fill, fee.
 *
 * <p>Thread: one.
 */
final class Divergence {
    /** The first difference in the chain. */
    enum Cause {
        /** The bars are not the same. */
        BAR,
        /** The bars are the same so far, a value of an indicator is not. */
        INDICATOR,
        /** The values are the same, the strategy's signal is not. */
        SIGNAL,
        /** The signal is the same, the size or the risk stage's decision is not. */
        SIZE,
        /** The order is the same, it executed in another bar. */
        TIMING,
        /** It executed in the same bar, at another price or in another quantity. */
        FILL,
        /** The commission is not the same. */
        FEE
    }

    /**
     * One difference.
     *
     * @param moneyE8 advantage of the live side, at 1e-8; 0 if it cannot be attributed
     */
    record Difference(long nanos, Cause cause, String what, String live, String simulated, long moneyE8) {}

    private static final Set<Outcome> OF_POSITION =
            EnumSet.of(Outcome.IN_POSITION, Outcome.ORDER_WORKING, Outcome.NO_POSITION, Outcome.REENTRY_TOO_SOON);

    private final Engine engine;
    private final SessionFacts live;
    private final SessionFacts simulated;
    private final List<Difference> differences = new ArrayList<>();
    /** First differing bar of each series. */
    private final Map<Integer, Long> barsDifferFrom = new HashMap<>();

    private final Map<SessionFacts.DecisionKey, Cause> causes = new HashMap<>();

    private Divergence(Engine engine, SessionFacts live, SessionFacts simulated) {
        this.engine = engine;
        this.live = live;
        this.simulated = simulated;
    }

    /** All differences in the order of time. */
    static List<Difference> of(Engine engine, SessionFacts live, SessionFacts simulated) {
        var divergence = new Divergence(engine, live, simulated);
        divergence.bars();
        divergence.inputs();
        divergence.verdicts();
        divergence.orders();
        divergence.differences.sort(Comparator.comparingLong(Difference::nanos).thenComparing(Difference::cause));
        return divergence.differences;
    }

    private void bars() {
        for (SessionFacts.BarKey key : union(live.bars.keySet(), simulated.bars.keySet())) {
            SessionFacts.BarFact a = live.bars.get(key);
            SessionFacts.BarFact b = simulated.bars.get(key);
            if (a == null || !a.equals(b)) {
                long end = (a == null ? b : a).endNanos();
                barsDifferFrom.merge(key.seriesId(), end, Math::min);
                add(end, Cause.BAR, "bar", a == null ? "none" : a.text(), b == null ? "none" : b.text(), 0);
            }
        }
    }

    private void inputs() {
        for (SessionFacts.InputKey key : union(live.inputs.keySet(), simulated.inputs.keySet())) {
            SessionFacts.InputFact a = live.inputs.get(key);
            SessionFacts.InputFact b = simulated.inputs.get(key);
            SessionFacts.InputFact any = a == null ? b : a;
            boolean barsDiffer = barsDifferFrom.getOrDefault(any.seriesId, Long.MAX_VALUE) <= key.barEndNanos();
            boolean valuesDiffer = a == null || b == null || !a.values.equals(b.values);
            Cause cause = !valuesDiffer ? Cause.SIGNAL : barsDiffer ? Cause.BAR : Cause.INDICATOR;
            if (valuesDiffer && !barsDiffer) {
                add(
                        key.barEndNanos(),
                        Cause.INDICATOR,
                        "values of " + symbol(key.bindingId()),
                        a == null ? "none" : String.valueOf(a.values),
                        b == null ? "none" : String.valueOf(b.values),
                        0);
            }
            SignalKind liveSignal = a == null ? SignalKind.HOLD : a.signal;
            SignalKind otherSignal = b == null ? SignalKind.HOLD : b.signal;
            if (liveSignal != otherSignal) {
                causes.put(
                        new SessionFacts.DecisionKey(
                                key.bindingId(), instrument(key.bindingId()).id(), key.barEndNanos()),
                        cause);
                add(
                        key.barEndNanos(),
                        cause,
                        "signal of " + symbol(key.bindingId()),
                        EventText.name(liveSignal),
                        EventText.name(otherSignal),
                        0);
            }
        }
    }

    private void verdicts() {
        for (SessionFacts.DecisionKey key : union(live.verdicts.keySet(), simulated.verdicts.keySet())) {
            SessionFacts.VerdictFact a = live.verdicts.get(key);
            SessionFacts.VerdictFact b = simulated.verdicts.get(key);
            boolean same = a != null && a.equals(b);
            // Two refusals have the same effect: no order.
            boolean nothing = a != null && b != null && a.quantity() == 0 && b.quantity() == 0;
            if (same || nothing || causes.containsKey(key)) {
                continue;
            }
            Cause cause = isOfPosition(a) || isOfPosition(b) ? Cause.TIMING : Cause.SIZE;
            causes.put(key, cause);
            add(
                    key.nanos(),
                    cause,
                    "verdict on " + symbolOf(key.instrumentId()),
                    a == null ? "none" : a.text(),
                    b == null ? "none" : b.text(),
                    0);
        }
    }

    /** Whether a signal was refused because of a position or working order: then an earlier execution came at another time. */
    private static boolean isOfPosition(SessionFacts.VerdictFact verdict) {
        return verdict != null
                && (OF_POSITION.contains(verdict.outcome()) || verdict.outcome() == NameOutcome.ORDER_WORKING);
    }

    private void orders() {
        for (SessionFacts.OrderKey key : union(live.orders.keySet(), simulated.orders.keySet())) {
            SessionFacts.OrderFact a = live.orders.get(key);
            SessionFacts.OrderFact b = simulated.orders.get(key);
            String what = EventText.name(key.purpose()) + " of " + symbolOf(key.instrumentId());
            if (a == null || b == null) {
                Cause cause = causes.getOrDefault(
                        new SessionFacts.DecisionKey(key.bindingId(), key.instrumentId(), key.causeNanos()),
                        Cause.SIZE);
                SessionFacts.OrderFact any = a == null ? b : a;
                add(
                        key.causeNanos(),
                        cause,
                        what,
                        a == null ? "no order" : text(any),
                        b == null ? "no order" : text(any),
                        0);
                continue;
            }
            if (a.quantity != b.quantity) {
                add(
                        key.causeNanos(),
                        Cause.SIZE,
                        what + ", quantity",
                        Long.toString(a.quantity),
                        Long.toString(b.quantity),
                        0);
            }
            executions(key, what, a, b);
        }
    }

    private void executions(
            SessionFacts.OrderKey key, String what, SessionFacts.OrderFact a, SessionFacts.OrderFact b) {
        long nanos = a.filled > 0 ? a.filledNanos : b.filled > 0 ? b.filledNanos : key.causeNanos();
        boolean sameBar = barOf(a) == barOf(b);
        long both = Math.min(a.filled, b.filled);
        long betterE8 = (a.side == Side.BUY ? -1 : 1) * Math.multiplyExact(a.averageE8() - b.averageE8(), both);
        // A difference in fills equal to that of the orders is a difference in size.
        boolean quantities = a.filled != b.filled && a.filled - b.filled != a.quantity - b.quantity;
        if (both == 0 ? a.filled != b.filled : quantities || betterE8 != 0 || !sameBar) {
            boolean timing = both > 0 && !sameBar;
            add(nanos, timing ? Cause.TIMING : Cause.FILL, what, filled(a), filled(b), betterE8);
        }
        if (a.commissionE8 != b.commissionE8) {
            add(
                    nanos,
                    Cause.FEE,
                    what + ", commission",
                    FixedPoint.format(a.commissionE8),
                    FixedPoint.format(b.commissionE8),
                    b.commissionE8 - a.commissionE8);
        }
    }

    /** End of the last bar of the live side that had ended when an order executed. */
    private long barOf(SessionFacts.OrderFact order) {
        if (order.filled == 0) {
            return -1;
        }
        long last = 0;
        for (Map.Entry<SessionFacts.BarKey, SessionFacts.BarFact> bar : simulated.bars.entrySet()) {
            int instrument =
                    engine.series().get(bar.getKey().seriesId()).instrument().id();
            long end = bar.getValue().endNanos();
            if (instrument == order.instrumentId && end <= order.filledNanos) {
                last = Math.max(last, end);
            }
        }
        return last;
    }

    private String filled(SessionFacts.OrderFact order) {
        return order.filled == 0
                ? "not executed"
                : order.filled + " at " + FixedPoint.format(order.averageE8()) + ", "
                        + engine.calendar().format(order.filledNanos);
    }

    private static String text(SessionFacts.OrderFact order) {
        return (order.side == Side.BUY ? "buy " : "sell ") + order.quantity;
    }

    private Instrument instrument(int bindingId) {
        return engine.bindings().get(bindingId).instrument();
    }

    private String symbol(int bindingId) {
        return instrument(bindingId).symbol();
    }

    private String symbolOf(int instrumentId) {
        return engine.settings().instruments().get(instrumentId).symbol();
    }

    private void add(long nanos, Cause cause, String what, String a, String b, long moneyE8) {
        differences.add(new Difference(nanos, cause, what, a, b, moneyE8));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
