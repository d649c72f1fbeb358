package io.ringside.gateway.live;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.PlacedFrames;
import io.ringside.gateway.sim.PlacedFrames.Placed;
import io.ringside.gateway.sim.Workstation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What must hold at every moment of a day, seen from outside: records as they are written, bytes as they leave. */
final class Invariants {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long UNPROTECTED_NANOS = 5 * SECOND;
    /** The oldest bar that is decided on, and what the stages may be late by. */
    private static final long LATE_NANOS = 12 * SECOND;
    /** A stop's end can be told half a minute late, and the comparison that finds it comes once a minute. */
    private static final long HIDDEN_NANOS = 150 * SECOND;

    /** Faults by which the broker executes what nobody wants any more. */
    private static final Set<FaultKind> EXECUTES =
            Set.of(FaultKind.LATE_FILL, FaultKind.CANCEL_FILL_RACE, FaultKind.MODIFY_DUPLICATES);

    private final EngineSettings settings;
    private final Consumer<String> violate;
    private final Predicate<String> executed;
    private final ToLongFunction<String> sharesAtBroker;
    private final LongSupplier clock;
    private final long[] held;
    private final boolean[] crossed;
    private final Map<String, Intent> journaled = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, String> refs = new HashMap<>();
    private final Map<Integer, byte[]> partial = new HashMap<>();
    private final List<Placed> frames = new ArrayList<>();
    private final long[] nakedNanos;
    private final Set<Integer> unprotected = new HashSet<>();
    private final Set<Integer> stale = new HashSet<>();
    private final Set<Integer> naked = new HashSet<>();
    private final Set<Integer> oversold = new HashSet<>();
    private boolean othersTrade;
    private boolean latched;
    private boolean mayTrade;
    private long lastLookNanos;
    private long longestNakedNanos;

    /**
     * @param violate hears of what does not hold
     * @param executed whether an order has executed at the broker, at least in part
     * @param sharesAtBroker shares of a symbol that the broker has, told or not
     * @param clock market time, UTC nanoseconds since 1970
     */
    Invariants(
            EngineSettings settings,
            Consumer<String> violate,
            Predicate<String> executed,
            ToLongFunction<String> sharesAtBroker,
            LongSupplier clock) {
        this.clock = clock;
        this.settings = settings;
        this.violate = violate;
        this.executed = executed;
        this.sharesAtBroker = sharesAtBroker;
        held = new long[settings.instruments().size()];
        crossed = new boolean[settings.instruments().size()];
        nakedNanos = new long[settings.instruments().size()];
    }

    /** Somebody else trades on the account: what it holds is not ours alone to answer for. */
    void tradedByOthers() {
        othersTrade = true;
    }

    /** Every order that left. */
    List<Placed> frames() {
        return frames;
    }

    long longestNakedNanos() {
        return longestNakedNanos;
    }

    // ---- Records --------------------------------------------------------------------------------------------------

    /** A record was written. */
    void onRecord(EngineEvent event) {
        if (event.type == EventType.CONDITION) {
            condition(Condition.ofCode(event.code), (int) event.argument);
        } else if (event.type == EventType.COMMAND) {
            Operator operator = Operator.ofCode(event.code);
            latched = operator == Operator.KILL || (latched && operator != Operator.UNLATCH);
        } else if (event.type == EventType.FILL) {
            held[event.instrumentId] += event.side.sign() * event.quantity;
        } else if (event.type == EventType.POSITION && event.flags == EngineEvent.FLAG_ADOPTED && event.code == 0) {
            held[event.instrumentId] += event.quantity;
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                Intent copy = new Intent();
                copy.copyFrom(intent);
                journaled.put(OrderRef.format(intent.orderRef), copy);
                if (intent.purpose == Purpose.ENTRY) {
                    entry(event, intent);
                }
            }
        }
    }

    /** The order stage hands an intent over. */
    void onHandedOver(Intent intent) {
        if (!journaled.containsKey(OrderRef.format(intent.orderRef))) {
            violate.accept(OrderRef.format(intent.orderRef) + " is handed over, and no record asks for it");
        }
    }

    private void condition(Condition condition, int argument) {
        switch (condition) {
            case LIVE_START -> {
                mayTrade = false;
                stale.clear();
                unprotected.clear();
            }
            case DISCONNECTED, DEGRADED, RECONCILING -> mayTrade = false;
            case RECONCILED -> mayTrade = true;
            case BREAK -> latched = true;
            case FEED_STALE -> stale.add(argument);
            case FEED_FRESH -> stale.remove(argument);
            case UNPROTECTED -> unprotected.add(argument);
            case PROTECTED -> unprotected.remove(argument);
            default -> {
                // Says nothing of whether an entry is allowed.
            }
        }
    }

    private void entry(EngineEvent event, Intent intent) {
        String ref = OrderRef.format(intent.orderRef);
        long lateNanos = clock.getAsLong() - event.eventNanos;
        if (lateNanos > LATE_NANOS) {
            violate.accept("entry " + ref + " on what was " + lateNanos / SECOND + " s old");
        }
        if (latched || !mayTrade || stale.contains(intent.instrumentId)) {
            violate.accept("entry " + ref + " though latched " + latched + ", reconciled " + mayTrade + ", stale "
                    + stale.contains(intent.instrumentId));
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.instrumentId != intent.instrumentId || verdict.quantity == 0) {
                continue;
            }
            double equity = FixedPoint.toDoubleRounded(verdict.equityE8);
            double price = FixedPoint.toDouble(verdict.priceE8);
            double distance = Math.abs(price - FixedPoint.toDouble(verdict.stopE8));
            double most = Math.min(
                    equity * settings.risk().leverage() / price,
                    Math.min(
                                    equity * settings.risk().fraction(),
                                    FixedPoint.toDoubleRounded(settings.risk().capE8()))
                            / distance);
            if (intent.quantity > most) {
                violate.accept("entry " + ref + " of " + intent.quantity + " shares where " + most + " are allowed");
            }
        }
    }

    // ---- Bytes ----------------------------------------------------------------------------------------------------

    /** Bytes have left on a connection. */
    void onWritten(byte[] bytes, int connection) {
        byte[] before = partial.getOrDefault(connection, new byte[0]);
        byte[] all = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(all);
        if (all[0] == 'A') {
            // The greeting begins with "API" and a zero.
            buffer.position(Math.min(all.length, 4));
        }
        while (buffer.remaining() >= 4 && buffer.remaining() - 4 >= buffer.getInt(buffer.position())) {
            byte[] payload = new byte[buffer.getInt()];
            buffer.get(payload);
            Placed placed = PlacedFrames.of(payload, Long.MAX_VALUE, connection);
            if (placed != null && !placed.whatIf()) {
                onOrder(placed);
            }
        }
        boolean greeting = all[0] == 'A' && buffer.position() <= 4;
        partial.put(connection, greeting ? all : Arrays.copyOfRange(all, buffer.position(), all.length));
    }

    private void onOrder(Placed placed) {
        String ref = placed.orderRef();
        frames.add(placed);
        Intent intent = journaled.get(ref);
        if (intent == null) {
            violate.accept("order " + placed.orderId() + " \"" + ref + "\" left, and no record asks for it");
            return;
        }
        Integer id = ids.putIfAbsent(ref, placed.orderId());
        boolean first = id == null;
        if (!first && id != placed.orderId()) {
            violate.accept(ref + " left as " + id + " and as " + placed.orderId());
        }
        String other = refs.putIfAbsent(placed.orderId(), ref);
        if (other != null && !other.equals(ref)) {
            violate.accept("id " + placed.orderId() + " left for " + other + " and for " + ref);
        }
        if (first && intent.purpose == Purpose.ENTRY && (latched || !mayTrade)) {
            violate.accept("entry " + ref + " left though latched " + latched + ", reconciled " + mayTrade);
        }
        boolean child = intent.parentRef != OrderRef.NONE;
        if (first && child && placed.parentId() == 0 && !executed.test(OrderRef.format(intent.parentRef))) {
            violate.accept(ref + " left alone, and its entry has not executed");
        }
        if (first) {
            onFirstFrame(ref, intent, placed);
        }
    }

    /** What leaves a position leaves for no more than is held by all that was told until then. */
    private void onFirstFrame(String ref, Intent intent, Placed placed) {
        int id = intent.instrumentId;
        if (intent.purpose == Purpose.ENTRY) {
            crossed[id] = false;
        } else if (placed.parentId() == 0) {
            long most = Math.max(0, -intent.side.sign() * held[id]);
            if (placed.quantity() > most) {
                violate.accept(ref + " left for " + placed.quantity() + " shares, and " + most + " are held");
            }
            // An execution is on its way that nobody could know of.
            crossed[id] |=
                    sharesAtBroker.applyAsLong(settings.instruments().get(id).symbol()) != held[id];
        }
    }

    // ---- Stops ----------------------------------------------------------------------------------------------------

    /**
     * Time has passed: no position lacks its stop for long without an alarm.
     *
     * @param strict whether nothing hides from the daemon how things stand
     */
    void onTime(Workstation workstation, TradingDay day, boolean strict) {
        if (othersTrade) {
            return;
        }
        long now = workstation.now();
        long passed = lastLookNanos == 0 ? 0 : now - lastLookNanos;
        lastLookNanos = now;
        boolean connected = day.session().phase() == BrokerConnection.Phase.READY;
        List<OrderView> orders = null;
        for (Instrument instrument : settings.instruments()) {
            int id = instrument.id();
            long shares = workstation.shares(instrument.symbol());
            orders = shares == 0 || orders != null ? orders : workstation.orders();
            if (shares == 0 || covered(orders, instrument.symbol(), shares) >= Math.abs(shares)) {
                nakedNanos[id] = 0;
                naked.remove(id);
                oversold.remove(id);
                continue;
            }
            if (shares < 0
                    && oversold.add(id)
                    && !crossed[id]
                    && Collections.disjoint(workstation.faultsFired().keySet(), EXECUTES)) {
                violate.accept(shares + " " + instrument.symbol() + " though nothing is ever sold short");
            }
            nakedNanos[id] += connected ? passed : 0;
            boolean alarmed = unprotected.contains(id) || latched;
            longestNakedNanos = Math.max(longestNakedNanos, alarmed ? 0 : nakedNanos[id]);
            if (nakedNanos[id] > (strict ? UNPROTECTED_NANOS : HIDDEN_NANOS) && !alarmed && naked.add(id)) {
                violate.accept(shares + " " + instrument.symbol() + " without a stop at the broker for "
                        + nakedNanos[id] / SECOND + " s, and no alarm");
            }
        }
    }

    /** Shares that live stops at the broker protect. */
    static long covered(List<OrderView> orders, String symbol, long shares) {
        long covered = 0;
        for (OrderView order : orders) {
            boolean protects = order.isLive()
                    && order.symbol().equals(symbol)
                    && order.type().equals("STP")
                    && order.side().equals(shares > 0 ? "SELL" : "BUY");
            covered += protects ? order.quantity() - order.filled() : 0;
        }
        return covered;
    }
}
