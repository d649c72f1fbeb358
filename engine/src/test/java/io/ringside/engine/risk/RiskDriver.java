package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.sim.WorkingOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The risk stage and the simulated broker alone: signals are given by hand. After every event the stage's ledger must equal
 * the broker's, and the one kept from fills and charges here.
 */
final class RiskDriver {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    private static final long BAR_NANOS = 300_000_000_000L;

    final RiskHandler risk;
    final SimulatedBroker broker;
    final List<String> decided = new ArrayList<>();
    /** What verdicts on further units of a position were given on. */
    final List<Unit> units = new ArrayList<>();

    final Ledger fills;
    int intents;
    long nanos = CALENDAR.openNanos(DAY);

    private final EngineEvent market = new EngineEvent(new Bounds(1, 8, 1, 32));
    private final EngineEvent slot = new EngineEvent(new Bounds(1, 8, 1, 32));
    private final Signal signal = new Signal();
    private boolean signalled;
    /** Every bar is one of the strategy's, and says at least what its volatility is. */
    private boolean closes;
    /** The bars that the strategy goes by are those of another instrument. */
    private boolean ofAnother;

    private long sequence;

    /** The honest profile with a stop of one average true range, and what else is set. */
    RiskDriver(String... assignments) {
        this(1, assignments);
    }

    /** The same for a strategy whose positions have so many parts. */
    RiskDriver(int parts, String... assignments) {
        Config config = EngineSettings.load(Path.of("..", "config", "qqq.conf"));
        config = EngineSettings.with(config, "risk.atr-multiple=1");
        config = EngineSettings.with(config, "risk.reentry-bars=0");
        config = EngineSettings.with(config, "broker.slippage-ticks=0");
        for (String assignment : assignments) {
            config = EngineSettings.with(config, assignment);
        }
        EngineSettings settings = EngineSettings.of(config);
        broker = settings.simulatedBroker(CALENDAR);
        broker.partsOf(new int[parts]);
        risk = new RiskHandler(
                settings.risk(), CALENDAR, settings.instruments(), new int[parts], new int[parts], List.of());
        fills = new Ledger(settings.risk().equityE8(), 1);
    }

    static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    /** The next bar closes with a signal. */
    RiskDriver signal(SignalKind kind, double atr) {
        return signal(kind, atr, 0, 0);
    }

    RiskDriver signal(SignalKind kind, double atr, double stop, double target) {
        signal.clear(0, 0, 0);
        signal.kind = kind;
        signal.atr = atr;
        signal.stopE8 = e8(stop);
        signal.targetE8 = e8(target);
        signalled = true;
        return this;
    }

    /** What the signal that was just given asks for besides. */
    RiskDriver on(Terms terms, double limit, double trigger) {
        closes = true;
        signal.terms = terms;
        signal.entryLimitE8 = e8(limit);
        signal.entryStopE8 = e8(trigger);
        return this;
    }

    /** Where its parts leave before the rest, or how far it is from one unit to the next. */
    RiskDriver parts(double step, double... targets) {
        signal.unitStep = step;
        for (int i = 0; i < targets.length; i++) {
            signal.partTargetE8[i] = e8(targets[i]);
        }
        return this;
    }

    /** Goes on with what an earlier session ended with; what works at its broker does not work at this one's. */
    RiskDriver carry(RiskDriver before) {
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
            process(false);
        }
        return this;
    }

    /** What is decided on the close of a bar that nobody trades on, and does not reach the market. */
    List<String> decideOnClose(double price, double atr) {
        decided.clear();
        signal(SignalKind.HOLD, atr);
        closes = true;
        slot.bar(0, nanos, nanos + BAR_NANOS, e8(price), e8(price), e8(price), e8(price), 1, 0);
        nanos += BAR_NANOS;
        process(true);
        return decided;
    }

    /** Has the stage decide on the signal that was given, and nobody else see it. */
    RiskDriver decideAsGiven() {
        slot.trade(0, nanos, e8(100), 100, 0);
        process(true);
        return this;
    }

    /** From here on the strategy's first bars are those of another instrument. */
    RiskDriver barsOfAnother() {
        ofAnother = true;
        return this;
    }

    RiskDriver bar(double open, double high, double low, double close, long volume) {
        market.openPrint(0, nanos, e8(open), 0);
        play();
        return range(open, high, low, close, volume);
    }

    RiskDriver bar(double open, double high, double low, double close) {
        return bar(open, high, low, close, 1_000_000);
    }

    private RiskDriver range(double open, double high, double low, double close, long volume) {
        long start = nanos;
        nanos += BAR_NANOS;
        market.bar(0, start, nanos, e8(open), e8(high), e8(low), e8(close), volume, 0);
        play();
        return this;
    }

    RiskDriver trade(double price, long size) {
        market.trade(0, nanos, e8(price), size, 0);
        nanos += 1_000_000_000L;
        play();
        return this;
    }

    RiskDriver close() {
        int day = CALENDAR.sessionDay(nanos - 1);
        nanos = CALENDAR.closeNanos(day);
        market.session(EventType.SESSION_CLOSE, nanos, 0);
        play();
        nanos = CALENDAR.openNanos(CALENDAR.nextTradingDay(day));
        return this;
    }

    /** One share becomes {@code numerator / denominator} shares. */
    RiskDriver split(long numerator, long denominator) {
        market.split(0, nanos, numerator, denominator, 0);
        return act();
    }

    /** A dividend or a delisting. */
    RiskDriver pays(CorporateAction action, double money) {
        market.payment(0, nanos, action, e8(money), 0);
        return act();
    }

    private RiskDriver act() {
        fills.mark(0, broker.ledger().lastE8(0));
        fills.onAction(market);
        play();
        return this;
    }

    /** A report that the broker did not make. */
    RiskDriver report(EventType type, long ref, long leaves) {
        slot.order(type, 0, nanos, ref, leaves, 0);
        process(false);
        broker.deliver(nanos);
        answer();
        return this;
    }

    /** A fill that the broker did not make; from here on its books differ. */
    RiskDriver fill(long ref, Side side, long quantity, double price, long leaves) {
        slot.fill(0, nanos, ref, side, quantity, e8(price), leaves, 0, 0);
        process(false);
        return this;
    }

    /** The daemon says something. */
    RiskDriver condition(Condition condition) {
        slot.control(EventType.CONDITION, nanos, condition.code(), 0);
        process(false);
        return this;
    }

    /** An operator, or with an argument the daemon itself, asks for something. */
    RiskDriver command(Operator operator, long argument) {
        nanos += 20_000_000_000L;
        slot.control(EventType.COMMAND, nanos, operator.code(), argument);
        process(false);
        broker.deliver(nanos);
        answer();
        return this;
    }

    /** An operator takes over what the broker has more, or less; from here on the simulated broker's books differ. */
    RiskDriver adopt(int code, long quantity, double price) {
        slot.position(0, nanos, EngineEvent.FLAG_ADOPTED, code, 0, 0, quantity, e8(price));
        process(false);
        broker.deliver(nanos);
        answer();
        return this;
    }

    /** A bar of the past, with a signal. */
    RiskDriver warmUp(double price, double atr) {
        signal(SignalKind.HOLD, atr);
        slot.bar(0, nanos, nanos, e8(price), e8(price), e8(price), e8(price), 1, EngineEvent.FLAG_WARM_UP);
        process(true);
        return this;
    }

    /** Has the stage decide on a signal, and nobody else see it. */
    RiskDriver decide(SignalKind kind, double atr) {
        signal(kind, atr);
        slot.trade(0, nanos, e8(100), 100, 0);
        process(true);
        return this;
    }

    /** Has the position left; the reference of the order for it, which does not reach the market. */
    long exit() {
        decide(SignalKind.EXIT, 0);
        return slot.intents[slot.intentCount - 1].orderRef;
    }

    long position() {
        return broker.ledger().position(0);
    }

    /** Working orders in words. */
    List<String> working() {
        return broker.workingOrders(0).stream().map(RiskDriver::words).toList();
    }

    /** The working order of a type, or null. */
    WorkingOrder working(OrderType type) {
        return broker.workingOrders(0).stream()
                .filter(order -> order.terms().type == type)
                .findFirst()
                .orElse(null);
    }

    private static String words(WorkingOrder order) {
        Intent terms = order.terms();
        return terms.purpose + " " + terms.side + " " + order.open()
                + (terms.stopE8 != 0 ? " stop " + FixedPoint.format(terms.stopE8) : "")
                + (terms.limitE8 != 0 ? " limit " + FixedPoint.format(terms.limitE8) : "");
    }

    private void play() {
        broker.before(market);
        answer();
        slot.copyIngressFrom(market);
        process(market.type == EventType.BAR || market.type == EventType.TRADE);
        broker.after(slot);
        answer();
        assertEquals(broker.ledger().cashE8(), risk.ledger().cashE8());
        assertEquals(broker.ledger().position(0), risk.ledger().position(0));
        assertEquals(broker.ledger().equityE8(), risk.ledger().equityE8());
        assertEquals(fills.cashE8(), risk.ledger().cashE8());
        assertEquals(fills.position(0), risk.ledger().position(0));
    }

    private void answer() {
        while (broker.poll(slot)) {
            if (slot.type == EventType.FILL) {
                fills.fill(0, slot.side, slot.quantity, slot.priceE8, slot.commissionE8);
            } else if (slot.type == EventType.COMMISSION) {
                fills.charge(slot.commissionE8);
            }
            process(false);
            broker.after(slot);
        }
    }

    private void process(boolean maySignal) {
        slot.sequence = ++sequence;
        slot.sessionDay = CALENDAR.sessionDay(slot.eventNanos);
        slot.clearDecisions();
        boolean closing = closes && slot.type == EventType.BAR;
        if (closing) {
            Bar bar = slot.addBar();
            bar.instrumentId = ofAnother ? 1 : 0;
            bar.prices(slot.openE8, slot.highE8, slot.lowE8, slot.closeE8, slot.volume);
            slot.addUpdate();
        }
        if (maySignal && (signalled || closing)) {
            Signal given = slot.addSignal();
            given.clear(0, 0, slot.type == EventType.BAR ? slot.closeE8 : slot.priceE8);
            given.atr = signal.atr;
            if (!signalled) {
                given.kind = SignalKind.HOLD;
            }
        }
        if (maySignal && signalled) {
            signalled = false;
            Signal given = slot.signals[0];
            given.kind = signal.kind;
            given.atr = signal.atr;
            given.stopE8 = signal.stopE8;
            given.targetE8 = signal.targetE8;
            given.terms = signal.terms;
            given.entryLimitE8 = signal.entryLimitE8;
            given.entryStopE8 = signal.entryStopE8;
            given.unitStep = signal.unitStep;
            System.arraycopy(signal.partTargetE8, 0, given.partTargetE8, 0, given.partTargetE8.length);
        }
        risk.onEvent(slot);
        for (int i = 0; i < slot.verdictCount; i++) {
            decided.add(Outcome.ofCode(slot.verdicts[i].outcome).toString());
            Unit unit = risk.unit(slot.verdicts[i].bindingId, slot.sequence);
            if (unit != null) {
                units.add(unit);
            }
        }
        for (int i = 0; i < slot.intentCount; i++) {
            Intent intent = slot.intents[i];
            intents++;
            decided.add(intent.action + (intent.action == IntentAction.CANCEL ? "" : " " + intent.purpose));
            broker.submit(intent, slot.eventNanos);
        }
    }
}
