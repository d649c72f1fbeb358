package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.live.order.ExecutionLog;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.FaultScript;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.Workstation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One trading day of one seed, in one thread: a trading day of the daemon's, a simulated TWS with the faults that the seed
 * chooses, a process that is slow or dies, and an operator who looks after it. The same seed gives the same day, byte for
 * byte.
 */
final class FaultDay {
    /** What goes wrong on the daemon's side. */
    enum Trouble {
        /** The process dies before a record is written. */
        DEATH_BEFORE_RECORD,
        /** The process dies when a record is written. */
        DEATH_AFTER_RECORD,
        /** The process dies within a write to the socket. */
        DEATH_IN_WRITE,
        /** A record cannot be written: the stages stop, working entries are cancelled past them, the process ends. */
        APPEND_FAILURE,
        /** The order stage does nothing for up to ten seconds. */
        SLOW_CONSUMER,
        /** The session's thread does nothing for up to ten seconds. */
        SLOW_SESSION,
        /** The daemon is stopped in order and started again. */
        RESTART,
        /** An operator throws the kill switch, and lifts the latch some minutes later. */
        KILL,
        /** An operator leaves all positions, and goes on some minutes later. */
        FLATTEN
    }

    static final String[] SETS = {
        "instruments=[{symbol=QQQ,tick-size=0.01,contract-id=320227571,primary-exchange=NASDAQ},"
                + "{symbol=SPY,tick-size=0.01,contract-id=756733,primary-exchange=ARCA},"
                + "{symbol=AAPL,tick-size=0.01,contract-id=265598,primary-exchange=NASDAQ}]",
        "gateway.warm-up-bars=60",
        "signal.sma=3",
        "signal.entry-below=-1",
        "signal.exit-above=-99",
        "risk.atr-multiple=1",
        "risk.reentry-bars=0",
        // What limits the strategy is not what is tried here.
        "risk.limits.symbols.SPY={order-shares=2000,position-shares=2000,position-value=1000000}",
        "risk.limits.symbols.AAPL={order-shares=2000,position-shares=2000,position-value=1000000}",
        "risk.limits.exposure.gross=4",
        "risk.limits.exposure.net=4",
        "risk.limits.rate.entries=1000",
        "risk.limits.loss.day=0.5",
        "risk.limits.loss.drawdown=0.5",
        "risk.limits.loss.streak=1000",
        // Off for real sockets at high speed; here they are as shipped.
        "risk.limits.data.bar-seconds=10",
        "risk.limits.exposure.account-seconds=150",
        "engine.intents-per-event=8"
    };

    /**
     * What an order gets of the market's volume. In the thin markets among them it works for five or fifteen seconds, so
     * that decisions, faults and an operator meet it on its way; 0 for a market that takes every order at once.
     */
    private static final double[] PARTICIPATIONS = {0, 0, 0, 0.05, 0.02};

    /** Faults after which the daemon cannot know for a while how things stand at the broker. */
    private static final List<FaultKind> HIDING = List.of(
            FaultKind.DELAY,
            FaultKind.REORDER,
            FaultKind.LOST_ACK,
            FaultKind.NO_ORDER_STATUS,
            FaultKind.STATUS_WITHOUT_EXECUTION,
            FaultKind.EXECUTION_WITHOUT_STATUS,
            FaultKind.EXECUTION_BEFORE_OPEN_ORDER,
            FaultKind.COALESCE,
            FaultKind.MUTE,
            FaultKind.DROPPED_REQUEST,
            FaultKind.PACING_CUT,
            FaultKind.RESET_BEFORE_READ,
            FaultKind.RESET_AFTER_READ,
            FaultKind.CLOSE_MID_FRAME,
            FaultKind.CLOSE_AT_BOUNDARY,
            FaultKind.OVERSIZE_LENGTH,
            FaultKind.MODIFY_DUPLICATES,
            FaultKind.LINK_LOST_DATA_KEPT,
            FaultKind.LINK_LOST_DATA_LOST,
            FaultKind.NIGHTLY_RESET);

    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final int TURNS_MAX = 50;

    /** What a test does itself at a time of its choice; the process dies of it if it throws {@link SimulatedRuntime.Death}. */
    interface Scene {
        void play(TradingDay day, Workstation workstation);
    }

    private record Planned(long nanos, Scene scene) {}

    /** Somebody else at the account, and the operator who sees to what that does. */
    interface Trader {
        /** A record was written; what it decides has not left. */
        void recorded(EngineEvent event);

        /** An order is about to reach the broker. */
        void sent();

        /** Time has passed. */
        void onTime(TradingDay day);

        /** It is for the operator to look. */
        void operate(TradingDay day);

        /** Nothing happens any more; the operator puts everything right. */
        void end();
    }

    /** What a day came to. */
    static final class Result {
        final List<String> violations = new ArrayList<>();
        final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
        final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
        final Map<String, Long> alarms = new TreeMap<>();
        int orders;
        int executions;
        long events;
        long longestNakedMs;
        int latches;
        String digest = "";

        void add(Result other) {
            violations.addAll(other.violations);
            other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
            other.troubles.forEach((kind, count) -> troubles.merge(kind, count, Long::sum));
            orders += other.orders;
            executions += other.executions;
            events += other.events;
            latches += other.latches;
            longestNakedMs = Math.max(longestNakedMs, other.longestNakedMs);
        }

        @Override
        public String toString() {
            return orders + " orders, " + executions + " executions, " + events + " events, " + latches
                    + " latches, longest without a stop " + longestNakedMs + " ms; violations " + violations.size();
        }
    }

    private final Path root;
    private final long seed;
    private final SplittableRandom random;
    private final SplittableRandom luck;
    private final List<FaultKind> aimed;
    private final Map<Trouble, Double> rates = new EnumMap<>(Trouble.class);
    private final Result result = new Result();
    private final EngineSettings settings;
    private final LiveSettings live;
    private final Workstation workstation;
    private final SimulatedRuntime runtime;
    private final Invariants invariants;
    private final Alarms alarms;
    private final boolean strict;
    private final boolean held;
    private final long lastNanos;
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(Comparator.comparingLong(Planned::nanos));
    private Liar liar;
    private boolean broken;
    /** Time of the last bar of each instrument. */
    private final Map<Integer, Long> heardNanos = new HashMap<>();

    private Trader trader;
    /** Ids under which something was booked. */
    private final Set<String> booked = new HashSet<>();

    private TradingDay day;
    private boolean troubled = true;
    private long ordersHeldUntil;
    private long sessionHeldUntil;
    private long latchedSince;
    private long checkedNanos;
    private long closedNanos;
    private long beginNanos;
    private long aimedNanos = Long.MAX_VALUE;

    FaultDay(Path root, long seed, FaultScript script, boolean troubled) {
        this(root, seed, script, troubled, 390);
    }

    /**
     * A day that is ended early.
     *
     * @param troubled whether the daemon's own process has troubles as well
     * @param minutes of the session after which nothing goes wrong any more
     */
    FaultDay(Path root, long seed, FaultScript script, boolean troubled, int minutes) {
        this(root, seed, script, troubled, minutes, new String[0]);
    }

    /**
     * The same of another strategy.
     *
     * @param sets what is set besides
     */
    FaultDay(Path root, long seed, FaultScript script, boolean troubled, int minutes, String... sets) {
        this.root = root;
        held = troubled;
        lastNanos = CALENDAR.openNanos(DAY) + minutes * MINUTE;
        this.seed = seed;
        random = new SplittableRandom(seed);
        luck = random.split();
        Config config =
                LiveBench.config(Stream.concat(Stream.of(SETS), Stream.of(sets)).toArray(String[]::new));
        double participation = PARTICIPATIONS[new SplittableRandom(~seed).nextInt(PARTICIPATIONS.length)];
        if (participation > 0 && troubled) {
            config = EngineSettings.with(config, "broker.participation=" + participation);
        }
        settings = LiveConfiguration.engineSettings(config);
        live = LiveBench.liveSettings(config);
        var sim = SimulatedMarket.settings(settings, live, Map.of(), DAY, DAY, seed)
                .faults(script);
        workstation = new Workstation(sim, () -> this.now());
        strict = script.rules().stream().map(FaultRule::kind).noneMatch(HIDING::contains) && !troubled;
        // Of what a minute can bring, the worst moment is shortly after an order has left.
        aimed = script.rules().stream()
                .map(FaultRule::kind)
                .filter(kind -> kind.occasion() == FaultKind.Occasion.MINUTE)
                .distinct()
                .toList();
        for (Trouble trouble : Trouble.values()) {
            int choice = random.nextInt(4);
            rates.put(trouble, !troubled || choice < 2 ? 0.0 : choice == 2 ? 1.0 : 4.0);
        }
        invariants = new Invariants(
                settings,
                this::violate,
                ref -> workstation.executions().stream()
                        .anyMatch(execution -> execution.orderRef().equals(ref)),
                symbol -> workstation.shares(symbol),
                () -> this.now());
        runtime = new SimulatedRuntime(workstation, random.split(), new SimulatedRuntime.Watch() {
            @Override
            public void journal(EngineEvent event, boolean written) {
                onRecord(event, written);
            }

            @Override
            public void handedOver(Intent intent) {
                invariants.onHandedOver(intent);
            }

            @Override
            public int write(byte[] bytes) {
                boolean dies = happens(Trouble.DEATH_IN_WRITE, 0.001);
                return dies ? luck.nextInt(bytes.length) : bytes.length;
            }

            @Override
            public void written(byte[] bytes, int connection) {
                int before = invariants.frames().size();
                invariants.onWritten(bytes, connection);
                if (invariants.frames().size() > before) {
                    aim();
                    if (trader != null) {
                        trader.sent();
                    }
                }
            }
        });
        alarms = new Alarms(live, CALENDAR);
    }

    private long now() {
        return workstation == null ? 0 : workstation.now();
    }

    /** Lets the process begin only so many seconds after the open. */
    FaultDay beginningAt(double seconds) {
        beginNanos = CALENDAR.openNanos(DAY) + (long) (seconds * SECOND);
        return this;
    }

    /** Lets somebody else trade on the account. */
    FaultDay with(Function<FaultDay, Trader> maker) {
        trader = maker.apply(this);
        invariants.tradedByOthers();
        return this;
    }

    Workstation workstation() {
        return workstation;
    }

    Alarms alarms() {
        return alarms;
    }

    EngineSettings settings() {
        return settings;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** Lets something happen so many seconds after the open. */
    FaultDay at(double seconds, Scene scene) {
        planned.add(new Planned(CALENDAR.openNanos(DAY) + (long) (seconds * SECOND), scene));
        return this;
    }

    /** Lets the broker lie. */
    FaultDay lying(Liar newLiar) {
        liar = newLiar;
        workstation.distort(newLiar);
        return this;
    }

    /** Plays the day and judges it. */
    Result run() {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workstation.advanceTo(Math.max(workstation.now(), beginNanos));
        day = open();
        play(lastNanos + MINUTE);
        workstation.endFaults();
        if (liar != null) {
            liar.end();
        }
        troubled = false;
        if (trader != null) {
            trader.end();
        }
        play(lastNanos + 12 * MINUTE);
        boolean whole = day.session().phase() == BrokerConnection.Phase.READY;
        if (!whole) {
            violate("not ready ten minutes after the last fault, but "
                    + day.session().phase());
        }
        if (trader == null) {
            money();
        }
        day.close();
        judge();
        return result;
    }

    private TradingDay open() {
        long start = workstation.now();
        return new TradingDay(
                settings,
                live,
                null,
                root,
                DAY,
                workstation::now,
                1,
                false,
                new InteractiveBrokers(new OrderIds(root.resolve("order-ids")), runtime, true),
                alarms,
                false,
                runtime,
                failure -> violate("asked to stop " + (workstation.now() - start) + " ns after the start: " + failure));
    }

    // ---- The day --------------------------------------------------------------------------------------------------

    private void play(long until) {
        boolean busy = true;
        while (workstation.now() < until) {
            long step = busy ? (1 + luck.nextInt(200)) * MILLI : (200 + luck.nextInt(1_800)) * MILLI;
            long plannedNanos = planned.isEmpty() ? Long.MAX_VALUE : planned.peek().nanos;
            long next = Math.min(plannedNanos, Math.min(aimedNanos, workstation.now() + step));
            workstation.advanceTo(Math.min(until, next));
            if (workstation.now() >= aimedNanos) {
                aimedNanos = Long.MAX_VALUE;
                if (troubled) {
                    workstation.inject(FaultRule.next(aimed.get(luck.nextInt(aimed.size()))));
                }
            }
            try {
                if (workstation.now() >= plannedNanos) {
                    planned.poll().scene.play(day, workstation);
                }
                busy = turns();
                operate();
            } catch (SimulatedRuntime.Death e) {
                again(false);
            } catch (EngineFailure e) {
                boolean meant = e.getCause() instanceof SimulatedRuntime.Death;
                if (!meant && !(e.getCause() instanceof AppendRefused)) {
                    violate("a stage failed: " + e + " " + e.getCause());
                }
                again(!meant);
            } catch (UserError e) {
                violate("the daemon gave up: " + e.getMessage());
                again(false);
            }
            invariants.onTime(workstation, day, strict);
            if (trader != null) {
                trader.onTime(day);
            }
        }
    }

    private void aim() {
        if (troubled && !aimed.isEmpty() && luck.nextInt(12) == 0) {
            aimedNanos = workstation.now() + luck.nextInt(4_000) * MILLI;
        }
    }

    private boolean turns() {
        // On a day without troubles the session's thread never stands still: what has become due while time passed,
        // such as an
        // alarm, comes before what is read only now.
        boolean any = !held && turn(2);
        boolean busy = true;
        for (int i = 0; i < TURNS_MAX && busy; i++) {
            busy = false;
            int order = luck.nextInt(3);
            for (int j = 0; j < 3; j++) {
                busy |= turn((order + j) % 3);
            }
            any |= busy;
        }
        return any;
    }

    private boolean turn(int who) {
        return switch (who) {
            case 0 -> runtime.read();
            case 1 -> workstation.now() >= ordersHeldUntil && runtime.letIntentsGo();
            default -> workstation.now() >= sessionHeldUntil && day.work();
        };
    }

    /** The daemon's watchdog, and an operator who lifts a latch when all is well at the broker. */
    private void operate() {
        long now = workstation.now();
        if (now - checkedNanos < 20 * SECOND) {
            return;
        }
        checkedNanos = now;
        day.checkJournal();
        if (happens(Trouble.SLOW_CONSUMER, 0.004)) {
            ordersHeldUntil = now + (1 + luck.nextInt(10_000)) * MILLI;
        }
        if (happens(Trouble.SLOW_SESSION, 0.004)) {
            sessionHeldUntil = now + (1 + luck.nextInt(10_000)) * MILLI;
        }
        if (happens(Trouble.RESTART, 0.001)) {
            letIntentsGo();
            day.close();
            day = open();
        }
        if (happens(Trouble.KILL, 0.004)) {
            day.command(Operator.KILL, "to be tried");
        }
        if (happens(Trouble.FLATTEN, 0.004)) {
            day.command(Operator.FLATTEN, "to be tried");
        }
        if (trader != null) {
            trader.operate(day);
            return;
        }
        boolean stopped = day.stages().risk().trading().latched()
                || day.stages().risk().trading().halted();
        if (!stopped) {
            latchedSince = 0;
        } else if (latchedSince == 0) {
            latchedSince = now;
            result.latches++;
        } else if (now - latchedSince > 5 * MINUTE && agrees()) {
            day.command(Operator.UNLATCH, "looked at");
            day.command(Operator.RESUME, "looked at");
            latchedSince = 0;
        }
    }

    private boolean agrees() {
        for (Instrument instrument : settings.instruments()) {
            if (day.position(instrument.id()) != workstation.shares(instrument.symbol())) {
                return false;
            }
        }
        return day.session().phase() == BrokerConnection.Phase.READY;
    }

    private void letIntentsGo() {
        while (runtime.letIntentsGo()) {
            ordersHeldUntil = 0;
        }
    }

    /** The process is started again, after it has said its last words if it could. */
    private void again(boolean lastWords) {
        if (lastWords) {
            try {
                day.stopEntries();
            } catch (SimulatedRuntime.Death e) {
                // Within its last words.
            }
        }
        runtime.die();
        ordersHeldUntil = 0;
        sessionHeldUntil = 0;
        workstation.advanceTo(workstation.now() + (1 + luck.nextInt(60)) * SECOND);
        boolean before = troubled;
        troubled = false;
        day = open();
        troubled = before;
    }

    // ---- Trouble --------------------------------------------------------------------------------------------------

    /** A record cannot be written. */
    static final class AppendRefused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void onRecord(EngineEvent event, boolean written) {
        boolean asks = event.intentCount > 0 || event.type == EventType.FILL;
        double rate = asks ? 0.01 : 0.00002;
        if (!written) {
            if (happens(Trouble.DEATH_BEFORE_RECORD, rate)) {
                throw new SimulatedRuntime.Death("before record " + event.sequence);
            }
            if (happens(Trouble.APPEND_FAILURE, rate)) {
                throw new AppendRefused();
            }
            return;
        }
        result.events++;
        invariants.onRecord(event);
        lookAtTheClose(event);
        if (liar != null) {
            notByALie(event);
        }
        if (trader != null) {
            trader.recorded(event);
        }
        if (happens(Trouble.DEATH_AFTER_RECORD, rate)) {
            throw new SimulatedRuntime.Death("after record " + event.sequence);
        }
    }

    /** The session waits for its last bars for a minute. */
    private void lookAtTheClose(EngineEvent event) {
        if (event.type == EventType.SESSION_CLOSE) {
            closedNanos = workstation.now();
        }
        boolean late = closedNanos != 0
                && event.type == EventType.BAR
                && event.eventNanos <= CALENDAR.closeNanos(DAY)
                && closedNanos < CALENDAR.closeNanos(DAY) + MINUTE;
        if (late) {
            violate("the session closed before its bar of " + CALENDAR.format(event.eventNanos));
        }
    }

    /** What is booked has happened at the broker, at least; and nothing is given up. */
    private void notByALie(EngineEvent event) {
        if (event.type == EventType.BAR) {
            if (event.eventNanos > workstation.now() + MINUTE) {
                violate("a bar of the future: " + CALENDAR.format(event.eventNanos));
            }
            heardNanos.put(event.instrumentId, event.eventNanos);
        }
        for (int i = 0; i < event.textLength; i++) {
            if (event.text[i] < ' ') {
                violate("a control character is journaled");
            }
        }
        broken |= event.type == EventType.CONDITION && event.code == Condition.BREAK.code();
        if (event.type == EventType.FILL) {
            String execId = event.textAsString();
            booked.add(execId);
            boolean happened = workstation.executions().stream()
                    .anyMatch(one -> ExecutionLog.prefix(one.execId()).equals(ExecutionLog.prefix(liar.trueId(execId)))
                            && one.orderRef().equals(OrderRef.format(event.orderRef))
                            && one.shares() >= event.quantity
                            && one.side().equals(event.side == Side.BUY ? "BUY" : "SELL"));
            if (!happened) {
                violate("booked " + event.side + " " + event.quantity + " as " + execId + ", which never was");
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            if (event.intents[i].purpose == Purpose.FLATTEN) {
                violate("a position is given up: " + event.intents[i].quantity);
            }
        }
    }

    private boolean happens(Trouble trouble, double rate) {
        boolean happens = troubled && luck.nextDouble() < rate * rates.get(trouble);
        if (happens) {
            result.troubles.merge(trouble, 1L, Long::sum);
        }
        return happens;
    }

    // ---- Judgement ------------------------------------------------------------------------------------------------

    private void money() {
        if (liar != null && liar.isBreaking() && !broken) {
            violate("a lie of an execution opened no break");
        }
        for (Instrument instrument : settings.instruments()) {
            if (liar != null && heardNanos.getOrDefault(instrument.id(), 0L) < workstation.now() - 2 * MINUTE) {
                violate("no bars of " + instrument.symbol() + " any more, long after the last lie");
            }
        }
        long here = day.stages().risk().ledger().cashE8();
        for (Instrument instrument : settings.instruments()) {
            long held = day.position(instrument.id());
            long theirs = workstation.shares(instrument.symbol());
            if (liar != null && held != theirs) {
                violate(held + " " + instrument.symbol() + " here, " + theirs
                        + " at the broker, long after the last lie");
            }
        }
        if (here - workstation.cashE8() != unchargedE8()) {
            violate("cash is " + here + " here and " + workstation.cashE8() + " at the broker, " + unchargedE8()
                    + " of it for commissions of executions under other ids");
        }
    }

    /**
     * Commissions of executions that are booked under an id that is not theirs: they name one that is not booked. Whatever else
     * was told wrong is told again, and right, with the next comparison.
     */
    private long unchargedE8() {
        long sumE8 = 0;
        for (ExecutionView one : workstation.executions()) {
            if (liar != null
                    && liar.renamed().entrySet().stream()
                            .anyMatch(entry -> booked.contains(entry.getKey())
                                    && entry.getValue().equals(one.execId()))) {
                sumE8 += one.commissionE8();
            }
        }
        return sumE8;
    }

    private void judge() {
        Path journal = root.resolve(LocalDate.ofEpochDay(DAY).toString());
        boolean twins = workstation.faultsFired().containsKey(FaultKind.MODIFY_DUPLICATES);
        BrokerJudge.Broker broker = new BrokerJudge.Broker() {
            @Override
            public List<OrderView> orders() {
                return workstation.orders();
            }

            @Override
            public List<ExecutionView> executions() {
                return workstation.executions();
            }

            @Override
            public long shares(String symbol) {
                return workstation.shares(symbol);
            }
        };
        BrokerJudge.judge(journal, invariants.frames(), broker, twins, liar == null ? Map.of() : liar.renamed())
                .forEach(this::violate);
        if (!twins) {
            // While the process is dead or stands still nobody raises an alarm, or takes an order back.
            AuditCommand.audit(journal).violations().stream()
                    .filter(what ->
                            !held || !(what.contains("without a live stop") || what.contains("works on a position")))
                    .forEach(what -> violate("audit: " + what));
        }
        result.faults.putAll(workstation.faultsFired());
        result.orders = workstation.orders().size();
        result.executions = workstation.executions().size();
        result.longestNakedMs = invariants.longestNakedNanos() / MILLI;
        result.digest = Long.toHexString(runtime.trace()) + " " + result.events + " " + result.executions;
    }

    void violate(String what) {
        result.violations.add("seed " + seed + " " + CALENDAR.format(workstation.now()) + ": " + what);
    }
}
