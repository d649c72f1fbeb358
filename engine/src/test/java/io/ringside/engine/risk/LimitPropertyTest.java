package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random limits, markets, signals and executions: the risk stage decides on every entry as {@link LimitOracle} does, and
 * after every event no limit is exceeded, counting the worst that can come of the open orders.
 */
class LimitPropertyTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int FIRST_DAY = (int) LocalDate.of(2025, 6, 27).toEpochDay();
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final int[] BINDINGS = {0, 1, 0, 1};
    private static final int EVENTS = 30;
    private static final List<Instrument> INSTRUMENTS =
            List.of(new Instrument(0, "AAA", 1_000_000, 1, 1, "SMART", "", "USD"), Instrument.usEquity(1, "BBB"));

    private final Map<Outcome, Long> seen = new EnumMap<>(Outcome.class);

    @Test
    void shouldAgreeWithTheOracleAndExceedNoLimit() {
        run(10_000);
    }

    @Test
    @Tag("long")
    void shouldAgreeWithTheOracleAndExceedNoLimitOverAMillionCases() {
        run(1_000_000);
    }

    /** Found by a million of them: after a trade a bar comes that begins when one began that had left a gap. */
    @Test
    void shouldAgreeOnABarThatTakesThePlaceOfOneBehindAGap() {
        new Case(63_303).play();
    }

    private void run(int cases) {
        for (int seed = 1; seed <= cases; seed++) {
            try {
                new Case(seed).play();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        Set<Outcome> missing = EnumSet.noneOf(Outcome.class);
        for (Outcome outcome : Outcome.entryChecks()) {
            if (outcome.isOfLimits() && !seen.containsKey(outcome)) {
                missing.add(outcome);
            }
        }
        // Signals here have valid prices, and the broker sends nothing that was not asked for.
        missing.removeAll(EnumSet.of(Outcome.ORDER_MISMATCH, Outcome.MALFORMED_ORDER));
        System.out.println(cases + " cases: " + seen);
        assertEquals(Set.of(), missing, "never refused with");
    }

    private final class Case {
        private final String name;
        private final SplittableRandom random;
        private final RiskSettings settings;
        private final Limits limits;
        private final RiskHandler risk;
        private final LimitOracle oracle;
        private final EngineEvent slot = new EngineEvent(new Bounds(1, 4, 1, 32));
        private final Signal signal = new Signal();
        private final long[] barEnd = new long[INSTRUMENTS.size()];
        private double price = 100;
        private boolean signalled;
        private long sequence;
        private long nanos;
        private int step;

        Case(int seed) {
            name = "seed " + seed;
            random = new SplittableRandom(seed);
            limits = limits();
            settings = new RiskSettings(
                    LimitScene.e8(100_000),
                    0.02,
                    LimitScene.e8(5_000),
                    pick(1, 2, 4),
                    1,
                    false,
                    false,
                    SizeRule.FRACTION,
                    true,
                    0,
                    AccountLimit.Mode.values()[seed % 3],
                    random.nextInt(4) == 0 ? rules() : PositionRules.NONE,
                    limits);
            risk = new RiskHandler(
                    settings, CALENDAR, INSTRUMENTS, BINDINGS, LimitScene.alone(BINDINGS.length), List.of());
            oracle = new LimitOracle(settings, INSTRUMENTS, BINDINGS);
            nanos = CALENDAR.toNanos(FIRST_DAY, random.nextLong(9 * 3600, 16 * 3600) * SECOND);
        }

        void play() {
            if (random.nextBoolean()) {
                condition(Condition.LIVE_START, 0);
                condition(Condition.CONNECTED, 0);
                condition(Condition.RECONCILED, 0);
                oracle.live();
            }
            for (step = 0; step < EVENTS; step++) {
                event();
                settle();
            }
        }

        // ---- What happens -----------------------------------------------------------------------------------------

        private void event() {
            nanos += pick(0, 1, 1, 5, 30, 60, 300) * SECOND;
            int id = random.nextInt(INSTRUMENTS.size());
            price = cents(price + random.nextDouble(-1, 1) * pick(0, 0, 1, 3));
            int kind = random.nextInt(100);
            if (kind < 30) {
                long end = nanos - (random.nextInt(8) == 0 ? 3 * SECOND : 0);
                long start = barEnd[id] != 0 && random.nextInt(4) > 0 ? barEnd[id] : end - 60 * SECOND;
                start = Math.min(start, end - SECOND);
                barEnd[id] = end;
                long e8 = LimitScene.e8(price);
                slot.bar(id, start, end, e8, e8, e8, e8, 1_000, 0);
                sign(id);
            } else if (kind < 60) {
                slot.trade(id, nanos - (random.nextInt(8) == 0 ? 2 * SECOND : 0), LimitScene.e8(price), 100, 0);
                sign(id);
            } else if (kind < 62) {
                slot.quote(id, nanos, LimitScene.e8(price - 0.02), LimitScene.e8(price + 0.02), 1, 1, 0);
            } else if (kind < 66) {
                slot.account(nanos, 0, 0, LimitScene.e8(pick(20_000, 80_000, 300_000)), 0);
            } else if (kind < 68) {
                Operator operator = random.nextBoolean() ? Operator.RESUME : Operator.UNLATCH;
                slot.control(EventType.COMMAND, nanos, operator.code(), 0);
            } else if (kind < 70) {
                long ms = random.nextInt(3) == 0 ? random.nextLong(-4_000, 4_000) : 0;
                Condition condition = ms == 0 ? Condition.CLOCK_OK : Condition.CLOCK_STEP;
                slot.control(EventType.CONDITION, nanos, condition.code(), ms);
            } else if (kind < 71) {
                nanos = CALENDAR.openNanos(CALENDAR.nextTradingDay(CALENDAR.sessionDay(nanos)));
                slot.control(EventType.TIMER, nanos, 1, 0);
            } else if (!execute()) {
                slot.control(EventType.TIMER, nanos, 1, 0);
            }
            process();
        }

        private void sign(int instrument) {
            if (random.nextInt(10) < 3) {
                return;
            }
            int binding = instrument + 2 * random.nextInt(2);
            signal.clear(binding, instrument, LimitScene.e8(price));
            int kind = random.nextInt(10);
            signal.kind = kind < 4
                    ? SignalKind.ENTER_LONG
                    : kind < 7 ? SignalKind.ENTER_SHORT : kind < 8 ? SignalKind.EXIT : SignalKind.HOLD;
            signal.atr = pick(1, 1, 2);
            double way = signal.kind == SignalKind.ENTER_SHORT ? 1 : -1;
            boolean enters = signal.kind == SignalKind.ENTER_LONG || signal.kind == SignalKind.ENTER_SHORT;
            signal.stopE8 = enters ? LimitScene.e8(cents(price + way * pick(1, 2, 5, 10))) : 0;
            signal.targetE8 = enters && random.nextInt(3) == 0 ? LimitScene.e8(cents(price - way * 20)) : 0;
            signalled = true;
        }

        /** Some open order executes; an exit only once its entry is over, and for all of the position. */
        private boolean execute() {
            if (oracle.orders.isEmpty()) {
                return false;
            }
            LimitOracle.Order order = oracle.orders.get(random.nextInt(oracle.orders.size()));
            int binding = order.terms.bindingId;
            boolean entering =
                    oracle.orders.stream().anyMatch(one -> one.open && one.isEntry() && one.terms.bindingId == binding);
            long held = Math.abs(oracle.position[binding]);
            long quantity = order.isEntry()
                    ? random.nextBoolean() ? order.leaves() : random.nextLong(1, order.leaves() + 1)
                    : entering ? 0 : Math.min(held, order.leaves());
            if (quantity == 0) {
                return false;
            }
            long e8 = LimitScene.e8(cents(price + random.nextDouble(-1, 1)));
            slot.fill(
                    order.terms.instrumentId,
                    nanos,
                    order.terms.orderRef,
                    order.terms.side,
                    quantity,
                    e8,
                    order.leaves() - quantity,
                    0,
                    0);
            return true;
        }

        /** The broker cancels what it was asked to, sooner or later, and what has nothing left to protect. */
        private void settle() {
            boolean again = true;
            while (again) {
                again = false;
                for (LimitOracle.Order order : List.copyOf(oracle.orders)) {
                    int binding = order.terms.bindingId;
                    boolean entering = oracle.orders.stream()
                            .anyMatch(one -> one.open && one.isEntry() && one.terms.bindingId == binding);
                    boolean orphan = oracle.position[binding] == 0 && !entering;
                    boolean asked = order.cancelAsked && random.nextInt(3) > 0;
                    if (order.open && (orphan || asked)) {
                        order.open = false;
                        slot.order(
                                EventType.ORDER_CANCELLED, order.terms.instrumentId, nanos, order.terms.orderRef, 0, 0);
                        process();
                        again = true;
                    }
                }
            }
        }

        private void condition(Condition condition, long argument) {
            slot.control(EventType.CONDITION, nanos, condition.code(), argument);
            process();
        }

        // ---- What must hold ---------------------------------------------------------------------------------------

        private void process() {
            slot.sequence = ++sequence;
            slot.sessionDay = CALENDAR.sessionDay(slot.eventNanos);
            slot.clearDecisions();
            oracle.before(slot);
            boolean enters =
                    signalled && (signal.kind == SignalKind.ENTER_LONG || signal.kind == SignalKind.ENTER_SHORT);
            Outcome expected = enters ? oracle.expect(slot, signal) : null;
            if (signalled) {
                Signal given = slot.addSignal();
                given.clear(signal.bindingId, signal.instrumentId, signal.priceE8);
                given.kind = signal.kind;
                given.atr = signal.atr;
                given.stopE8 = signal.stopE8;
                given.targetE8 = signal.targetE8;
            }
            boolean mayTrail = oracle.mayTrail();
            risk.onEvent(slot);
            String where = name + ", event " + step + " " + slot.type;
            if (enters) {
                Outcome outcome = Outcome.ofCode(slot.verdicts[0].outcome);
                assertEquals(expected, outcome, where);
                seen.merge(outcome, 1L, Long::sum);
            }
            boolean accepted = expected == Outcome.ACCEPTED;
            for (int i = 0; i < slot.intentCount; i++) {
                Intent intent = slot.intents[i];
                boolean entry = intent.action == IntentAction.PLACE && intent.purpose == Purpose.ENTRY;
                assertTrue(!entry || accepted, where + ": an entry that was not accepted");
                boolean trails = intent.action == IntentAction.MODIFY && signalled && i == 0 && movesStop(intent);
                assertTrue(!trails || mayTrail, where + ": trailed without a message");
            }
            oracle.after(slot, signalled ? signal : null);
            signalled = false;
            assertEquals(oracle.equity().longValueExact(), risk.ledger().equityE8(), where);
            check(where, accepted);
        }

        private boolean movesStop(Intent intent) {
            return oracle.orders.stream()
                    .anyMatch(one -> one.terms.orderRef == intent.orderRef && one.terms.stopE8 != intent.stopE8);
        }

        private void check(String where, boolean accepted) {
            LimitOracle.Worst worst = oracle.worst(-1, 0, 0);
            for (Instrument instrument : INSTRUMENTS) {
                Limits.SymbolLimits symbol = limits.symbols().get(instrument.symbol());
                long most = symbol == null ? 0 : symbol.positionShares();
                assertTrue(worst.shares[instrument.id()] <= most, where + ": position");
                assertTrue(
                        oracle.openOfInstrument(instrument.id())
                                <= limits.order().perSymbol(),
                        where);
            }
            assertTrue(oracle.openNow(Side.BUY) <= limits.order().perSide(), where);
            assertTrue(oracle.openNow(Side.SELL) <= limits.order().perSide(), where);
            if (accepted) {
                long equityE8 = oracle.equity().longValueExact();
                long gross = Limits.shareOf(equityE8, limits.exposure().grossE8());
                long net = Limits.shareOf(equityE8, limits.exposure().netE8());
                assertTrue(worst.grossE8 <= gross, where + ": gross exposure");
                assertTrue(worst.netE8 <= net, where + ": net exposure");
            }
        }

        // ---- Settings ---------------------------------------------------------------------------------------------

        private Limits limits() {
            Map<String, Limits.SymbolLimits> symbols =
                    random.nextInt(20) == 0 ? Map.of("AAA", symbol()) : Map.of("AAA", symbol(), "BBB", symbol());
            return new Limits(
                    symbols,
                    random.nextInt(20) == 0 ? List.of("BBB") : List.of(),
                    random.nextInt(20) == 0,
                    new Limits.OrderLimits(
                            money(30_000, 200_000),
                            orOff(30_000_000, 200_000_000),
                            orOff(100_000, 3_000_000),
                            random.nextInt(4) == 0 ? random.nextDouble(0.5, 3) : Double.POSITIVE_INFINITY,
                            random.nextInt(3) == 0 ? random.nextLong(5, 900) * SECOND : Limits.OFF,
                            orOff(1_000_000, 10_000_000),
                            random.nextInt(4) == 0 ? random.nextLong(1, 300) * SECOND : Limits.OFF,
                            orOff(3, 10),
                            orOff(3, 12)),
                    new Limits.Exposure(
                            orOff(30_000_000, 300_000_000),
                            orOff(30_000_000, 200_000_000),
                            random.nextInt(4) == 0 ? random.nextLong(5, 600) * SECOND : Limits.OFF),
                    new Limits.Rate(
                            orOff(4, 12),
                            orOff(4, 40),
                            random.nextLong(70_000_000),
                            random.nextInt(4) == 0 ? random.nextLong(1, 5) : Limits.OFF,
                            random.nextLong(10, 3_000) * SECOND),
                    new Limits.Data(
                            seconds(1, 10),
                            seconds(1, 10),
                            random.nextInt(5) == 0,
                            random.nextInt(5) == 0 ? random.nextDouble(0.5, 3) : Double.POSITIVE_INFINITY,
                            random.nextLong(1_000, 4_000) * 1_000_000),
                    new Limits.Hours(
                            random.nextInt(4) == 0,
                            random.nextInt(4) > 0,
                            random.nextInt(5) == 0 ? random.nextLong(1, 60) * 60 * SECOND : 0,
                            random.nextInt(10) == 0 ? random.nextLong(1, 60) * 60 * SECOND : Limits.OFF,
                            FIRST_DAY + (random.nextInt(8) == 0 ? random.nextInt(4) - 1 : 1_000)),
                    new Limits.Loss(
                            orOff(100_000, 3_000_000),
                            orOff(100_000, 3_000_000),
                            random.nextInt(4) == 0 ? random.nextLong(1, 4) : Limits.OFF));
        }

        private Limits.SymbolLimits symbol() {
            return new Limits.SymbolLimits(orOff(200, 1_500), orOff(300, 2_500), money(30_000, 250_000));
        }

        private PositionRules rules() {
            return new PositionRules(
                    money(10_000, 100_000),
                    random.nextInt(3) == 0 ? LimitScene.e8(random.nextInt(50_000)) : 0,
                    random.nextInt(3) == 0 ? random.nextLong(50_000_000) : 0,
                    money(10_000, 80_000),
                    orOff(10_000_000, 80_000_000),
                    orOff(1, 4));
        }

        private long money(long from, long to) {
            long value = orOff(from, to);
            return value == Limits.OFF ? value : value * 100_000_000;
        }

        private long seconds(long from, long to) {
            return random.nextInt(4) == 0 ? random.nextLong(from, to) * SECOND : Limits.OFF;
        }

        private long orOff(long from, long to) {
            return random.nextInt(5) == 0 ? random.nextLong(from, to + 1) : Limits.OFF;
        }

        private int pick(int... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private double cents(double value) {
            return Math.rint(value * 100) / 100;
        }
    }
}
