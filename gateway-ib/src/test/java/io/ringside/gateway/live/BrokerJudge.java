package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.order.ExecutionLog;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.PlacedFrames.Placed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins what a simulated broker received, and what became of it, with a day's journal, on the order reference:
 *
 * <ul>
 *   <li>every order was decided on, and recorded, before it left; none left twice, none with other terms than were decided
 *   <li>every decision left and ended at the broker as the journal says, or the journal says that it did not leave
 *   <li>executions and positions agree, each execution once; what an operator has taken over or left to the trader counts
 *   <li>the journal replays to the same decisions
 * </ul>
 */
final class BrokerJudge {
    /** What the journal says of an order. */
    private static final class Told {
        private final List<String> terms = new ArrayList<>();
        private final List<Intent> asked = new ArrayList<>();
        private long intentWallNanos;
        private long quantity;
        private long stopE8;
        private long filled;
        private boolean over;
    }

    private final Map<Long, Told> orders = new LinkedHashMap<>();
    private final Map<String, Long> executions = new HashMap<>();
    private final Map<String, Long> positions = new TreeMap<>();
    /** What the trader holds himself. */
    private final Map<String, Long> standing = new TreeMap<>();

    private final List<String> breaks = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private BrokerJudge() {}

    /** What is wrong, in words. */
    static List<String> judge(Path journal, List<Placed> frames, Broker broker) {
        return judge(journal, frames, broker, false);
    }

    /** As {@link #judge(Path, List, Broker)}; twins are orders that the broker made of one of ours by its own fault. */
    static List<String> judge(Path journal, List<Placed> frames, Broker broker, boolean twins) {
        return judge(journal, frames, broker, twins, Map.of());
    }

    /**
     * As {@link #judge(Path, List, Broker, boolean)}.
     *
     * @param renamed true ids of executions that the broker told under others: each counts once, under one of both, and the
     *     other one is a break that names it
     */
    static List<String> judge(
            Path journal, List<Placed> frames, Broker broker, boolean twins, Map<String, String> renamed) {
        BrokerJudge judge = new BrokerJudge();
        judge.read(journal);
        renamed.forEach(judge::renamed);
        judge.frames(frames);
        if (!twins) {
            judge.states(frames, broker.orders());
        }
        judge.executions(broker.executions());
        judge.positions.forEach((symbol, shares) -> {
            if (shares + judge.standing.getOrDefault(symbol, 0L) != broker.shares(symbol)) {
                judge.violations.add(
                        symbol + ": " + shares + " held by the journal, " + broker.shares(symbol) + " at the broker");
            }
        });
        return judge.violations;
    }

    /** What the broker has. */
    interface Broker {
        List<OrderView> orders();

        List<ExecutionView> executions();

        long shares(String symbol);
    }

    // ---- Journal --------------------------------------------------------------------------------------------------

    private void read(Path journal) {
        try {
            LiveBench.replay(journal, event -> {});
        } catch (AssertionError e) {
            violations.add("the journal does not replay: " + e.getMessage());
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            EngineSettings settings = EngineSettings.journaled(reader.openRecord());
            List<Instrument> instruments = settings.instruments();
            instruments.forEach(one -> positions.put(one.symbol(), 0L));
            EngineEvent event = new EngineEvent(new Engine(settings, ExchangeCalendar.usEquity()).bounds());
            long sequence = reader.sequence();
            while (reader.next()) {
                if (reader.sequence() != ++sequence) {
                    violations.add("record " + reader.sequence() + " where " + sequence + " must come");
                }
                if (reader.type() != EventType.OPEN && reader.type() != EventType.CLOSE) {
                    reader.decode(event);
                    event(
                            event,
                            event.ingressNanos + JournalRecord.journalDelayNanos(reader.buffer(), reader.offset()),
                            instruments);
                }
            }
        }
    }

    private void event(EngineEvent event, long wallNanos, List<Instrument> instruments) {
        Told told = orders.get(event.orderRef);
        if (event.type == EventType.CONDITION && event.code == Condition.BREAK.code()) {
            breaks.add(event.textAsString());
        }
        if (event.type == EventType.FILL) {
            long signed = event.side.sign() * event.quantity;
            positions.merge(instruments.get(event.instrumentId).symbol(), signed, Long::sum);
            executions.merge(ExecutionLog.prefix(event.textAsString()), signed, Long::sum);
            if (told != null) {
                told.filled += event.quantity;
            }
        } else if (event.type == EventType.POSITION && (event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            String symbol = instruments.get(event.instrumentId).symbol();
            if (event.code == 0) {
                positions.merge(symbol, event.quantity, Long::sum);
            } else if (event.code == Carried.STANDING) {
                standing.put(symbol, event.quantity);
            }
        } else if ((event.type == EventType.ORDER_CANCELLED || event.type == EventType.ORDER_REJECTED)
                && event.leaves == 0
                && told != null) {
            told.over = true;
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                Told placed = new Told();
                placed.intentWallNanos = wallNanos;
                if (orders.put(intent.orderRef, placed) != null) {
                    violations.add(OrderRef.format(intent.orderRef) + " was decided on twice");
                }
            }
            Told asked = orders.get(intent.orderRef);
            if (asked != null && intent.action != IntentAction.CANCEL) {
                asked.quantity = intent.quantity;
                asked.stopE8 = intent.stopE8;
                asked.terms.add(terms(intent.quantity, intent.stopE8));
                Intent copy = new Intent();
                copy.copyFrom(intent);
                asked.asked.add(copy);
            }
        }
    }

    private static String terms(long quantity, long stopE8) {
        return quantity + " @ " + FixedPoint.format(stopE8);
    }

    // ---- Frames ---------------------------------------------------------------------------------------------------

    private void frames(List<Placed> frames) {
        Map<String, Integer> idOf = new HashMap<>();
        Map<Integer, String> refOf = new HashMap<>();
        for (Placed frame : frames) {
            if (frame.whatIf()) {
                continue;
            }
            String ref = frame.orderRef();
            Told told = published(ref);
            if (told == null) {
                violations.add("order " + frame.orderId() + " \"" + ref + "\" was never decided on");
                continue;
            }
            if (frame.wallNanos() < told.intentWallNanos) {
                violations.add(ref + " left " + (told.intentWallNanos - frame.wallNanos())
                        + " ns before its record was written");
            }
            boolean cut = told.asked.stream()
                    .anyMatch(intent -> intent.purpose != Purpose.ENTRY
                            && intent.stopE8 == frame.stopE8()
                            && frame.quantity() < intent.quantity);
            // What closes a position may leave for less, where the account holds less.
            if (!cut && !told.terms.contains(terms(frame.quantity(), frame.stopE8()))) {
                violations.add(
                        ref + " left with " + terms(frame.quantity(), frame.stopE8()) + ", decided were " + told.terms);
            }
            Integer before = idOf.putIfAbsent(ref, frame.orderId());
            if (before != null && before != frame.orderId()) {
                violations.add(ref + " left twice, as " + before + " and as " + frame.orderId());
            }
            String other = refOf.putIfAbsent(frame.orderId(), ref);
            if (other != null && !other.equals(ref)) {
                violations.add("id " + frame.orderId() + " was used for " + other + " and for " + ref);
            }
        }
    }

    private Told published(String ref) {
        for (Map.Entry<Long, Told> entry : orders.entrySet()) {
            if (OrderRef.format(entry.getKey()).equals(ref)) {
                return entry.getValue();
            }
        }
        return null;
    }

    // ---- What became of them --------------------------------------------------------------------------------------

    private void states(List<Placed> frames, List<OrderView> atBroker) {
        Set<String> left = new TreeSet<>();
        frames.stream().filter(frame -> !frame.whatIf()).forEach(frame -> left.add(frame.orderRef()));
        Map<String, OrderView> views = new HashMap<>();
        for (OrderView view : atBroker) {
            if (view.orderRef().isEmpty()) {
                // Somebody else's.
                continue;
            }
            OrderView twin = views.put(view.orderRef(), view);
            if (twin != null) {
                violations.add(view.orderRef() + " stands twice at the broker: " + twin + ", " + view);
            }
        }
        for (Map.Entry<Long, Told> entry : orders.entrySet()) {
            String ref = OrderRef.format(entry.getKey());
            Told told = entry.getValue();
            boolean done = told.over || told.filled >= told.quantity;
            OrderView view = views.get(ref);
            if (view == null) {
                if (!done) {
                    violations.add(ref + (left.contains(ref) ? " was refused" : " never left")
                            + ", and the journal does not say that it is over");
                } else if (told.filled > 0) {
                    violations.add(ref + " has executed by the journal, and the broker does not know it");
                }
            } else if (view.isLive() == done) {
                violations.add(
                        ref + " is " + view.status() + " at the broker, and " + (done ? "over" : "live") + " here");
            } else if (!done && view.stopE8() != told.stopE8) {
                violations.add(ref + " stands at " + FixedPoint.format(view.stopE8()) + " at the broker, decided is "
                        + FixedPoint.format(told.stopE8));
            } else if (view.filled() != told.filled) {
                violations.add(ref + ": " + view.filled() + " executed at the broker, " + told.filled + " here");
            }
        }
    }

    /** What was booked under the false id is the true one's; told under its own it would be booked twice, and is a break. */
    private void renamed(String falseId, String trueId) {
        Long booked = executions.remove(ExecutionLog.prefix(falseId));
        if (booked != null && executions.put(ExecutionLog.prefix(trueId), booked) != null) {
            violations.add("execution " + trueId + " is booked as " + falseId + " as well");
        }
        String other = booked != null ? trueId : falseId;
        if (breaks.stream().noneMatch(text -> text.startsWith("execution " + other + " of "))) {
            violations.add("execution " + trueId + " was told as " + falseId + " too, and no break names " + other);
        }
    }

    private void executions(List<ExecutionView> atBroker) {
        Map<String, Long> there = new HashMap<>();
        for (ExecutionView view : atBroker) {
            if (view.orderRef().isEmpty()) {
                continue;
            }
            // A correction follows what it corrects.
            there.put(ExecutionLog.prefix(view.execId()), view.side().equals("BUY") ? view.shares() : -view.shares());
        }
        there.forEach((id, shares) -> {
            if (!shares.equals(executions.get(id))) {
                violations.add("execution " + id + " of " + shares + " is " + executions.get(id) + " in the journal");
            }
        });
        executions.keySet().stream()
                .filter(id -> !there.containsKey(id))
                .forEach(id -> violations.add("execution " + id + " is unknown to the broker"));
    }
}
