package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The risk stage alone, with every limit off but those that a test sets. Two instruments; strategy 0 trades AAA, 1 BBB, 2
 * AAA as well. An entry at 100 with a stop at 95 is one of 400 shares: 2 % of 100,000 over 5.
 */
final class LimitScene {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    static final int[] INSTRUMENT = {0, 1, 0};
    static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    static final long BAR = 300 * SECOND;

    private static final String ALL_OFF = """
            instruments = [ { symbol = AAA, contract-id = 1, exchange = SMART }, { symbol = BBB } ]
            signal { strategy = mean-reversion-in-trend }
            risk {
              equity = 100000, fraction = 0.02, cap = 1000000, leverage = 10, atr-multiple = 1, reentry-bars = 0
              allow-short = true
              limits {
                symbols {
                  AAA { order-shares = off, position-shares = off, position-value = off }
                  BBB { order-shares = off, position-shares = off, position-value = off }
                }
                restricted = [], pinned-contracts = no
                order {
                  value = off, equity-share = off, collar = off, collar-atr = off, reference-seconds = off
                  stop-distance = off, duplicate-seconds = off, per-symbol = off, per-side = off
                }
                exposure { gross = off, net = off, account-seconds = off }
                rate { per-second = off, per-minute = off, reserved = 0, entries = off, entries-seconds = off }
                data { bar-seconds = off, tick-seconds = off, gaps = pass, jump-atr = off, clock-latch-ms = off }
                hours {
                  entries = any, after-close = next-open, last-entry-minutes = 0, flat-minutes = off
                  calendar-until = 2030-12-31
                }
                loss { day = off, drawdown = off, streak = off }
              }
              positions {
                cash-buffer = off, value-min = off, share-min = off, value-max = off, share-max = off, count = off
              }
            }
            """;

    final RiskHandler risk;
    final EngineEvent slot = new EngineEvent(new Bounds(1, 4, 1, 16));
    /** What was placed, changed and cancelled, in order. */
    final List<Intent> intents = new ArrayList<>();

    long nanos = CALENDAR.openNanos(DAY);
    private long sequence;

    /** @param assignments such as {@code limits.order.value=40000}, below {@code risk}; or of the instruments */
    LimitScene(String... assignments) {
        EngineSettings settings = EngineSettings.of(config(assignments));
        risk = new RiskHandler(
                settings.risk(), CALENDAR, settings.instruments(), INSTRUMENT, alone(INSTRUMENT.length), List.of());
    }

    /** One strategy on AAA whose positions have so many parts; every bar is one of the strategy's. */
    LimitScene(int parts, String... assignments) {
        EngineSettings settings = EngineSettings.of(config(assignments));
        risk = new RiskHandler(
                settings.risk(), CALENDAR, settings.instruments(), new int[parts], new int[parts], List.of());
        closes = true;
    }

    /** Bindings that lead themselves. */
    static int[] alone(int bindings) {
        return IntStream.range(0, bindings).toArray();
    }

    static Config config(String... assignments) {
        Config config = ConfigFactory.parseString(ALL_OFF);
        for (String assignment : assignments) {
            config = EngineSettings.with(
                    config, assignment.startsWith("instruments") ? assignment : "risk." + assignment);
        }
        return config;
    }

    /** With one setting the outcome is the one, with the other the other. */
    static void assertBoundary(
            Outcome refused, String inside, String outside, Function<LimitScene, Outcome> script, String... others) {
        assertEquals(Outcome.ACCEPTED, script.apply(scene(inside, others)), inside);
        assertEquals(refused, script.apply(scene(outside, others)), outside);
    }

    private static LimitScene scene(String first, String... others) {
        List<String> all = new ArrayList<>(List.of(others));
        all.add(first);
        return new LimitScene(all.toArray(String[]::new));
    }

    static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    // ---- Market ---------------------------------------------------------------------------------------------------

    /** A bar of five minutes at one price, without a signal. */
    LimitScene bar(int instrument, double price) {
        barEvent(instrument, price);
        process();
        return this;
    }

    /** A bar closes with a signal to enter long; what became of it. */
    Outcome enter(int binding, double price, double stop) {
        return enter(binding, price, stop, 0, 0);
    }

    Outcome enter(int binding, double price, double stop, double target, double atr) {
        barEvent(INSTRUMENT[binding], price);
        return decide(binding, stop > price ? SignalKind.ENTER_SHORT : SignalKind.ENTER_LONG, price, stop, target, atr);
    }

    /** A smaller bar, of which larger ones are made. */
    LimitScene part(int instrument, double price, long start, long end) {
        nanos = end;
        slot.bar(instrument, start, end, e8(price), e8(price), e8(price), e8(price), 10, 0);
        process();
        return this;
    }

    /** A bar that was made of parts closes with a signal to enter: by its last part, or without that by another's print. */
    Outcome enterOnMade(int binding, double price, double stop, double open, long start, long end, boolean whole) {
        int instrument = INSTRUMENT[binding];
        nanos = end;
        if (whole) {
            slot.bar(instrument, end - BAR / 5, end, e8(price), e8(price), e8(price), e8(price), 10, 0);
        } else {
            slot.openPrint(1 - instrument, end, e8(50), 0);
        }
        made.at(instrument, 0, DAY, start, end);
        made.prices(e8(open), Math.max(e8(open), e8(price)), Math.min(e8(open), e8(price)), e8(price), 100);
        isMade = true;
        return decide(binding, SignalKind.ENTER_LONG, price, stop, 0, 0);
    }

    /** A bar of the past, on which the strategy sees its volatility. */
    void warmUp(int binding, double price, double atr) {
        int instrument = INSTRUMENT[binding];
        slot.bar(
                instrument,
                nanos - BAR,
                nanos,
                e8(price),
                e8(price),
                e8(price),
                e8(price),
                1_000,
                EngineEvent.FLAG_WARM_UP);
        signal(binding, SignalKind.HOLD, price, 0, 0, atr);
        process();
    }

    /** As {@link #enter}, on a trade at this instant. */
    Outcome enterOnTrade(int binding, double price, double stop) {
        slot.trade(INSTRUMENT[binding], nanos, e8(price), 100, 0);
        return decide(binding, stop > price ? SignalKind.ENTER_SHORT : SignalKind.ENTER_LONG, price, stop, 0, 0);
    }

    /** What the next entry asks for besides. */
    LimitScene on(Terms wanted, double step, double... targets) {
        terms = wanted;
        unitStep = step;
        for (int i = 0; i < targets.length; i++) {
            partTargetE8[i] = e8(targets[i]);
        }
        return this;
    }

    /** A bar closes, on which the strategy sees nothing but its volatility. */
    void holdOnClose(int binding, double price, double atr) {
        barEvent(INSTRUMENT[binding], price);
        signal(binding, SignalKind.HOLD, price, 0, 0, atr);
        process();
    }

    /** The strategy wants out. */
    Outcome exit(int binding, double price) {
        slot.trade(INSTRUMENT[binding], nanos, e8(price), 100, 0);
        return decide(binding, SignalKind.EXIT, price, 0, 0, 0);
    }

    /** The strategy sees nothing but its volatility. */
    void hold(int binding, double price, double atr) {
        slot.trade(INSTRUMENT[binding], nanos, e8(price), 100, 0);
        signal(binding, SignalKind.HOLD, price, 0, 0, atr);
        process();
    }

    LimitScene trade(int instrument, double price) {
        slot.trade(instrument, nanos, e8(price), 100, 0);
        process();
        return this;
    }

    LimitScene quote(int instrument, double bid, double ask) {
        slot.quote(instrument, nanos, e8(bid), e8(ask), 100, 100, 0);
        process();
        return this;
    }

    LimitScene openPrint(int instrument, double price) {
        slot.openPrint(instrument, nanos, e8(price), 0);
        process();
        return this;
    }

    /** What the last event asked for, a cancellation with the purpose of its order. */
    List<String> asked() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < slot.intentCount; i++) {
            Intent intent = slot.intents[i];
            boolean cancels = intent.action == IntentAction.CANCEL;
            words.add(
                    cancels
                            ? "CANCEL " + placed(intent.orderRef).purpose
                            : intent.action + " " + intent.purpose + " " + intent.side + " " + intent.quantity
                                    + (intent.stopE8 == 0 ? "" : " stop " + FixedPoint.format(intent.stopE8))
                                    + (intent.limitE8 == 0 ? "" : " limit " + FixedPoint.format(intent.limitE8)));
        }
        return words;
    }

    private Intent placed(long ref) {
        return intents.stream()
                .filter(intent -> intent.action == IntentAction.PLACE && intent.orderRef == ref)
                .findFirst()
                .orElseThrow();
    }

    /** What the last event's verdict said. */
    Outcome verdict() {
        return Outcome.ofCode(slot.verdicts[slot.verdictCount - 1].outcome);
    }

    LimitScene timer(long seconds) {
        nanos += seconds * SECOND;
        slot.control(EventType.TIMER, nanos, 1, 0);
        process();
        return this;
    }

    LimitScene at(int hour, int minute) {
        nanos = CALENDAR.toNanos(CALENDAR.localDay(nanos), (hour * 60L + minute) * ExchangeCalendar.MINUTE_NANOS);
        return this;
    }

    LimitScene nextDay() {
        nanos = CALENDAR.openNanos(CALENDAR.nextTradingDay(CALENDAR.localDay(nanos)));
        return this;
    }

    // ---- Broker, operator -----------------------------------------------------------------------------------------

    /** The newest order of a purpose. */
    Intent last(Purpose purpose) {
        for (int i = intents.size() - 1; i >= 0; i--) {
            if (intents.get(i).purpose == purpose && intents.get(i).action == IntentAction.PLACE) {
                return intents.get(i);
            }
        }
        throw new AssertionError("nothing placed for " + purpose);
    }

    LimitScene fill(Intent order, long quantity, double price, long leaves) {
        slot.fill(order.instrumentId, nanos, order.orderRef, order.side, quantity, e8(price), leaves, 0, 0);
        process();
        return this;
    }

    /** All of the newest order of a purpose executes. */
    LimitScene fill(Purpose purpose, double price) {
        Intent order = last(purpose);
        return fill(order, order.quantity, price, 0);
    }

    LimitScene report(EventType type, long ref, long leaves) {
        slot.order(type, 0, nanos, ref, leaves, 0);
        process();
        return this;
    }

    /** An entry fills, and its stop does. */
    LimitScene roundTrip(int binding, double entry, double exit) {
        assertEquals(Outcome.ACCEPTED, enter(binding, entry, entry - 5));
        fill(Purpose.ENTRY, entry);
        return fill(Purpose.STOP, exit);
    }

    /** Takes over what another session ended with. */
    LimitScene carry(LimitScene before) {
        slot.account(nanos, EngineEvent.FLAG_CARRIED, before.risk.ledger().cashE8(), 0, 0);
        process();
        for (Carried part : before.risk.carried()) {
            slot.position(
                    part.instrumentId(),
                    nanos,
                    EngineEvent.FLAG_CARRIED,
                    part.code(),
                    part.argument(),
                    part.orderRef(),
                    part.quantity(),
                    part.priceE8());
            process();
        }
        return this;
    }

    /** An operator gives a strategy shares that the account has, or takes them from it. */
    LimitScene adopt(int binding, long shares, double price) {
        slot.position(INSTRUMENT[binding], nanos, EngineEvent.FLAG_ADOPTED, 0, binding, 0, shares, e8(price));
        process();
        return this;
    }

    LimitScene condition(Condition condition, long argument) {
        slot.control(EventType.CONDITION, nanos, condition.code(), argument);
        process();
        return this;
    }

    LimitScene command(Operator operator) {
        slot.control(EventType.COMMAND, nanos, operator.code(), 0);
        process();
        return this;
    }

    LimitScene account(double buyingPower) {
        slot.account(nanos, 0, e8(100_000), e8(buyingPower), e8(buyingPower));
        process();
        return this;
    }

    /** The broker says what the account is worth, and that sizes are to come from it. */
    LimitScene worth(double money) {
        slot.account(nanos, EngineEvent.FLAG_ADOPTED, e8(money), e8(money), e8(money));
        process();
        return this;
    }

    // ---- Machinery ------------------------------------------------------------------------------------------------

    private void barEvent(int instrument, double price) {
        long start = nanos;
        nanos += BAR;
        slot.bar(instrument, start, nanos, e8(price), e8(price), e8(price), e8(price), 1_000, 0);
    }

    private Outcome decide(int binding, SignalKind kind, double price, double stop, double target, double atr) {
        signal(binding, kind, price, stop, target, atr);
        process();
        return verdict();
    }

    private SignalKind kind;
    private final Bar made = new Bar();
    private boolean isMade;
    private final Signal given = new Signal();
    private Terms terms = Terms.STANDARD;
    private double unitStep;
    private final long[] partTargetE8 = new long[Parts.MOST - 1];
    private boolean closes;

    private void signal(int binding, SignalKind what, double price, double stop, double target, double atr) {
        kind = what;
        given.clear(binding, INSTRUMENT[binding], e8(price));
        given.stopE8 = e8(stop);
        given.targetE8 = e8(target);
        given.atr = atr;
    }

    void process() {
        slot.sequence = ++sequence;
        slot.sessionDay = CALENDAR.sessionDay(slot.eventNanos);
        slot.clearDecisions();
        if (isMade) {
            Bar bar = slot.addBar();
            bar.at(made.instrumentId, 0, DAY, made.startNanos, made.endNanos);
            bar.prices(made.openE8, made.highE8, made.lowE8, made.closeE8, made.volume);
            isMade = false;
        }
        if (closes && slot.type == EventType.BAR && kind != null) {
            Bar bar = slot.addBar();
            bar.at(slot.instrumentId, 0, slot.sessionDay, slot.startNanos, slot.eventNanos);
            bar.prices(slot.openE8, slot.highE8, slot.lowE8, slot.closeE8, slot.volume);
            slot.addUpdate();
        }
        if (kind != null) {
            Signal signal = slot.addSignal();
            signal.clear(given.bindingId, given.instrumentId, given.priceE8);
            signal.kind = kind;
            signal.stopE8 = given.stopE8;
            signal.targetE8 = given.targetE8;
            signal.atr = given.atr;
            signal.terms = terms;
            signal.unitStep = unitStep;
            System.arraycopy(partTargetE8, 0, signal.partTargetE8, 0, partTargetE8.length);
            kind = null;
        }
        risk.onEvent(slot);
        for (int i = 0; i < slot.intentCount; i++) {
            Intent copy = new Intent();
            copy.copyFrom(slot.intents[i]);
            intents.add(copy);
        }
    }

    /** Orders of a side that the last event placed. */
    long placed(Side side) {
        long count = 0;
        for (int i = 0; i < slot.intentCount; i++) {
            count += slot.intents[i].action == IntentAction.PLACE && slot.intents[i].side == side ? 1 : 0;
        }
        return count;
    }
}
