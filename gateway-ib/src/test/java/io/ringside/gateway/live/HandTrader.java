package io.ringside.gateway.live;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.Workstation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The trader's own hand on the account, at moments of a seed's choice, the operator who sees to the differences, and the
 * judge of what the daemon makes of it:
 *
 * <ul>
 *   <li>no closing order of ours works on more than the account holds for longer than one comparison
 *   <li>no closing order of ours executes through zero but in the race with the trader
 *   <li>each difference latches trading
 *   <li>nothing is left at the market by itself while a break is open
 * </ul>
 */
final class HandTrader implements FaultDay.Trader {
    /** What the trader does. */
    enum Act {
        SELL_SOME,
        CLOSE,
        REVERSE,
        BUY,
        PLACE_LIMIT,
        ROUND_TRIP,
        CANCEL_ALL,
        CANCEL_ONE,
        CLOSE_AND_CANCEL
    }

    /** When he does it. */
    enum Moment {
        /** At any time. */
        ANY,
        /** An order of ours is decided, and has not left. */
        DECIDED,
        /** An order of ours is on its way to the broker. */
        SENT,
        /** An order of ours has executed in part. */
        PARTLY,
        /** The daemon is not connected. */
        AWAY
    }

    /** What the operator does about it. */
    enum Remedy {
        ADOPT,
        FORGET,
        TRADED_BACK,
        UNLATCH_REFUSED,
        UNLATCH
    }

    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    /** One comparison may be under way when something happens, two confirm it, and a stage or the session may stand still. */
    private static final int COMPARISONS = 4;

    private static final long STANDSTILL_NANOS = 12 * SECOND;
    private static final long JUDGED_EVERY_NANOS = SECOND / 2;

    private final FaultDay field;
    private final Workstation tws;
    private final List<Instrument> instruments;
    private final SplittableRandom luck;
    private final Map<String, Intent> asked = new HashMap<>();
    private final Map<Act, Long> acts = new EnumMap<>(Act.class);
    private final Map<Moment, Long> moments = new EnumMap<>(Moment.class);
    private final Map<Remedy, Long> remedies = new EnumMap<>(Remedy.class);
    private final long[] standing;
    private final long[] running;
    private final Since[] moved;
    private final Since[] over;
    private final Since[] differs;
    private int executionsSeen;
    private long judgedNanos;
    private long nextNanos;
    private Act act;
    private Moment moment = Moment.ANY;
    private Instrument subject;
    private boolean ended;
    private boolean latched;
    private boolean breakOpen;
    private boolean flattenOrdered;
    private long latchedSince;

    /** Something that began, and how many comparisons there were then in the session of then. */
    private static final class Since {
        private long nanos;
        private long comparisons;
        private boolean told;

        private void begin(long now, long count) {
            nanos = now;
            comparisons = count;
            told = false;
        }
    }

    HandTrader(FaultDay field, long seed) {
        this.field = field;
        tws = field.workstation();
        instruments = field.settings().instruments();
        luck = new SplittableRandom(seed ^ 0x4A4D);
        standing = new long[instruments.size()];
        running = new long[instruments.size()];
        moved = sinces();
        over = sinces();
        differs = sinces();
        plan();
    }

    private Since[] sinces() {
        Since[] all = new Since[instruments.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Since();
        }
        return all;
    }

    Map<Act, Long> acts() {
        return acts;
    }

    Map<Moment, Long> moments() {
        return moments;
    }

    Map<Remedy, Long> remedies() {
        return remedies;
    }

    // ---- The hand -------------------------------------------------------------------------------------------------

    private void plan() {
        nextNanos = tws.now() + 2 * MINUTE + luck.nextLong(20 * MINUTE);
        act = Act.values()[luck.nextInt(Act.values().length)];
        moment = Moment.values()[luck.nextInt(Moment.values().length)];
        subject = instruments.get(luck.nextInt(instruments.size()));
    }

    private void at(Moment now) {
        if (ended || tws.now() < nextNanos) {
            return;
        }
        // What never comes is not waited for for ever.
        boolean late = tws.now() > nextNanos + 30 * MINUTE && now == Moment.ANY;
        if (moment == now || late) {
            moments.merge(now, 1L, Long::sum);
            play();
            plan();
        }
    }

    private void play() {
        String symbol = subject.symbol();
        long held = tws.shares(symbol);
        acts.merge(act, 1L, Long::sum);
        switch (act) {
            case SELL_SOME -> trade(symbol, -(1 + luck.nextLong(Math.max(1, Math.abs(held)))));
            case CLOSE -> trade(symbol, -held);
            case REVERSE -> trade(symbol, -2 * held);
            case BUY -> trade(symbol, 1 + luck.nextLong(300));
            case PLACE_LIMIT -> tws.hand().limit(symbol, Side.BUY, 10, 100_000_000L);
            case ROUND_TRIP -> {
                trade(symbol, 50);
                trade(symbol, -50);
            }
            case CANCEL_ALL -> tws.hand().cancelAll();
            case CANCEL_ONE -> cancelOne();
            case CLOSE_AND_CANCEL -> {
                trade(symbol, -held);
                tws.hand().cancelAll();
            }
        }
    }

    private void trade(String symbol, long signed) {
        if (signed != 0) {
            tws.hand().market(symbol, signed > 0 ? Side.BUY : Side.SELL, Math.abs(signed));
        }
    }

    private void cancelOne() {
        List<OrderView> ours = tws.orders().stream()
                .filter(order -> order.isLive() && isOurs(order.orderRef()))
                .toList();
        if (!ours.isEmpty()) {
            tws.hand().cancel(ours.get(luck.nextInt(ours.size())).permId());
        }
    }

    private static boolean isOurs(String orderRef) {
        return !orderRef.isEmpty();
    }

    // ---- Moments --------------------------------------------------------------------------------------------------

    @Override
    public void recorded(EngineEvent event) {
        if (event.type == EventType.CONDITION && event.code == Condition.BREAK.code()) {
            latched = true;
            breakOpen = true;
        } else if (event.type == EventType.COMMAND) {
            command(Operator.ofCode(event.code), event.argument);
        } else if (event.type == EventType.POSITION
                && event.flags == EngineEvent.FLAG_ADOPTED
                && event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                Intent copy = new Intent();
                copy.copyFrom(intent);
                asked.put(OrderRef.format(intent.orderRef), copy);
                if (intent.purpose == Purpose.FLATTEN && breakOpen && !flattenOrdered) {
                    field.violate(OrderRef.format(intent.orderRef) + " leaves a position while a break is open");
                }
            }
        }
        if (event.intentCount > 0) {
            at(Moment.DECIDED);
        }
    }

    private void command(Operator operator, long argument) {
        boolean flattens = operator == Operator.KILL || (operator == Operator.FLATTEN && argument == 0);
        flattenOrdered |= flattens;
        latched |= operator == Operator.KILL;
        if (operator == Operator.UNLATCH) {
            latched = false;
            breakOpen = false;
            flattenOrdered = false;
        }
    }

    @Override
    public void sent() {
        at(Moment.SENT);
    }

    @Override
    public void onTime(TradingDay day) {
        if (day.session().phase() != BrokerConnection.Phase.READY) {
            at(Moment.AWAY);
        }
        boolean partly = tws.now() >= nextNanos
                && moment == Moment.PARTLY
                && tws.orders().stream()
                        .anyMatch(order -> order.isLive() && order.filled() > 0 && isOurs(order.orderRef()));
        if (partly) {
            at(Moment.PARTLY);
        }
        at(Moment.ANY);
        judge(day);
    }

    // ---- The operator ---------------------------------------------------------------------------------------------

    @Override
    public void operate(TradingDay day) {
        boolean stopped = day.stages().risk().trading().latched()
                || day.stages().risk().trading().halted();
        if (!stopped) {
            latchedSince = 0;
            return;
        }
        if (latchedSince == 0) {
            latchedSince = tws.now();
        }
        if (tws.now() - latchedSince < (ended ? 1 : 4) * MINUTE) {
            return;
        }
        for (Instrument instrument : instruments) {
            if (tws.shares(instrument.symbol()) - standing[instrument.id()] != day.position(instrument.id())) {
                mend(day, instrument);
                return;
            }
        }
        if (day.refusal(Operator.UNLATCH, "") == null && day.session().phase() == BrokerConnection.Phase.READY) {
            day.command(Operator.UNLATCH, "looked at");
            day.command(Operator.RESUME, "looked at");
            remedies.merge(Remedy.UNLATCH, 1L, Long::sum);
            latchedSince = 0;
        }
    }

    private void mend(TradingDay day, Instrument instrument) {
        if (day.refusal(Operator.UNLATCH, "") != null) {
            remedies.merge(Remedy.UNLATCH_REFUSED, 1L, Long::sum);
        }
        int choice = luck.nextInt(3);
        if (choice == 2 && !ended) {
            long difference =
                    tws.shares(instrument.symbol()) - standing[instrument.id()] - day.position(instrument.id());
            remedies.merge(Remedy.TRADED_BACK, 1L, Long::sum);
            trade(instrument.symbol(), -difference);
            return;
        }
        Operator operator = choice == 0 ? Operator.ADOPT : Operator.FORGET;
        if (day.refusal(operator, instrument.symbol()) == null) {
            day.command(operator, instrument.symbol());
            remedies.merge(choice == 0 ? Remedy.ADOPT : Remedy.FORGET, 1L, Long::sum);
        }
    }

    @Override
    public void end() {
        ended = true;
    }

    // ---- The judge ------------------------------------------------------------------------------------------------

    private void judge(TradingDay day) {
        long now = tws.now();
        if (now - judgedNanos < JUDGED_EVERY_NANOS) {
            return;
        }
        judgedNanos = now;
        long count = day.session().comparisons();
        boolean ready = day.session().phase() == BrokerConnection.Phase.READY;
        executions(now, count, ready);
        List<OrderView> live = tws.orders().stream()
                .filter(order -> order.isWorking() && isOurs(order.orderRef()))
                .toList();
        for (Instrument instrument : instruments) {
            int id = instrument.id();
            long shares = tws.shares(instrument.symbol());
            OrderView most = tooLarge(live, instrument.symbol(), shares);
            if (isTooLong(over[id], most != null, now, count, ready)) {
                field.violate(most.orderRef() + " works on " + (most.quantity() - most.filled()) + " "
                        + instrument.symbol() + " where the account holds " + shares);
            }
            boolean difference = shares - standing[id] != day.position(id) && !latched;
            if (isTooLong(differs[id], difference, now, count, ready)) {
                field.violate(instrument.symbol() + ": " + day.position(id) + " here, " + shares + " at the broker, "
                        + standing[id] + " of them the trader's, and trading is not latched");
            }
        }
    }

    /** Whether something holds for longer than a connected daemon may need; told once. */
    private static boolean isTooLong(Since since, boolean holds, long now, long count, boolean ready) {
        if (!holds || !ready || since.nanos == 0 || count < since.comparisons) {
            since.begin(holds && ready ? now : 0, count);
            return false;
        }
        boolean tooLong = count - since.comparisons > COMPARISONS && now - since.nanos > STANDSTILL_NANOS;
        // Nor may it fail to ask.
        tooLong |= now - since.nanos > 2 * MINUTE;
        boolean first = tooLong && !since.told;
        since.told |= tooLong;
        return first;
    }

    private OrderView tooLarge(List<OrderView> live, String symbol, long shares) {
        for (OrderView order : live) {
            Intent intent = asked.get(order.orderRef());
            boolean closing = intent != null
                    && intent.purpose != Purpose.ENTRY
                    && order.symbol().equals(symbol);
            long there = there(idOf(symbol), order.side().equals("SELL") ? 1 : -1, shares);
            if (closing && order.quantity() - order.filled() > there && !hasLiveEntry(intent)) {
                return order;
            }
        }
        return null;
    }

    /** Shares of a direction that orders of ours may close: what the trader holds the other way himself hides as many. */
    private long there(int id, int sign, long shares) {
        return Math.max(0, sign * shares + Math.max(0, -sign * standing[id]));
    }

    /** A stop attached to an entry that executes still has the entry's size, and works for what has executed. */
    private boolean hasLiveEntry(Intent stop) {
        return stop.parentRef != OrderRef.NONE
                && tws.orders().stream()
                        .anyMatch(order -> order.isLive() && order.orderRef().equals(OrderRef.format(stop.parentRef)));
    }

    private void executions(long now, long count, boolean ready) {
        List<ExecutionView> all = tws.executions();
        for (; executionsSeen < all.size(); executionsSeen++) {
            ExecutionView execution = all.get(executionsSeen);
            int id = idOf(execution.symbol());
            long signed = execution.side().equals("BUY") ? execution.shares() : -execution.shares();
            long before = running[id];
            running[id] += signed;
            Intent intent = asked.get(execution.orderRef());
            if (intent == null) {
                // Its order goes on executing: each part is to be noticed anew.
                moved[id].begin(now, count);
                over[id].begin(0, count);
            } else if (intent.purpose != Purpose.ENTRY) {
                // It closes as far as shares of the other side are there.
                boolean opens = Math.abs(signed) > there(id, -Long.signum(signed), before);
                boolean race = moved[id].nanos != 0
                        && (!ready
                                || count < moved[id].comparisons
                                || count - moved[id].comparisons <= COMPARISONS
                                || now - moved[id].nanos <= STANDSTILL_NANOS);
                if (opens && !race) {
                    field.violate(execution.orderRef() + " took the account from " + before + " to " + running[id] + " "
                            + execution.symbol());
                }
            }
        }
    }

    private int idOf(String symbol) {
        return instruments.stream()
                .filter(one -> one.symbol().equals(symbol))
                .mapToInt(Instrument::id)
                .findFirst()
                .orElseThrow();
    }

    /** What was done, in words. */
    List<String> tally() {
        List<String> lines = new ArrayList<>();
        acts.forEach((key, count) -> lines.add(key + " " + count));
        moments.forEach((key, count) -> lines.add(key + " " + count));
        remedies.forEach((key, count) -> lines.add(key + " " + count));
        return lines;
    }
}
