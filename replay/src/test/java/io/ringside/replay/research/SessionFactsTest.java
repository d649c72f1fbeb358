package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.risk.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken of events for a comparison: by subject and time, without sequences and references. */
class SessionFactsTest {
    private static final Engine ENGINE = Grid.engine(Tapes.config("qqq.conf"));
    private static final long E8 = 100_000_000L;

    private final SessionFacts facts = new SessionFacts(ENGINE);
    private final EngineEvent event = new EngineEvent(ENGINE.bounds());

    /** A bar from 1,000 to 2,000 with the values 1.5 and 2.5 behind two others, and what was signalled on it. */
    private void bar(SignalKind kind) {
        event.bar(0, 1000, 2000, 10 * E8, 12 * E8, 9 * E8, 11 * E8, 77, 0);
        event.sequence = 5;
        event.clearDecisions();
        Bar bar = event.addBar();
        bar.at(0, 0, 20_000, 1000, 2000);
        bar.openE8 = 10 * E8;
        bar.highE8 = 12 * E8;
        bar.lowE8 = 9 * E8;
        bar.closeE8 = 11 * E8;
        bar.volume = 77;
        Update update = event.addUpdate();
        update.bindingId = 0;
        update.input = 0;
        update.bar = 0;
        update.valueOffset = 1;
        update.valueCount = 2;
        event.values[0] = 0.5;
        event.values[1] = 1.5;
        event.values[2] = 2.5;
        Signal signal = event.addSignal();
        signal.clear(0, 0, 11 * E8);
        signal.kind = kind;
    }

    private void intent(IntentAction action, long ref, long cause) {
        Intent intent = event.addIntent();
        intent.clear(action, ref, 0, 0, cause);
        intent.side = Side.BUY;
        intent.quantity = 30;
        intent.purpose = Purpose.ENTRY;
    }

    @Test
    void shouldTakeBarsValuesAndSignals() {
        bar(SignalKind.ENTER_LONG);
        facts.onEvent(event);
        assertEquals(
                Map.of(
                        new SessionFacts.BarKey(0, 1000),
                        new SessionFacts.BarFact(2000, 10 * E8, 12 * E8, 9 * E8, 11 * E8, 77)),
                facts.bars);
        SessionFacts.InputFact input = facts.inputs.get(new SessionFacts.InputKey(0, 0, 2000));
        assertEquals(List.of(1.5, 2.5), input.values);
        assertEquals(0, input.seriesId);
        assertEquals(SignalKind.ENTER_LONG, input.signal);
        assertEquals(1, facts.inputs.size());
    }

    /** Of a HOLD nothing is told; a signal after no bar is none of an input. */
    @Test
    void shouldTakeNoSignalWhereThereIsNone() {
        bar(SignalKind.HOLD);
        facts.onEvent(event);
        assertEquals(SignalKind.HOLD, facts.inputs.get(new SessionFacts.InputKey(0, 0, 2000)).signal);
        event.trade(0, 2500, E8, 1, 0);
        event.sequence = 6;
        event.clearDecisions();
        Signal signal = event.addSignal();
        signal.clear(0, 0, E8);
        signal.kind = SignalKind.EXIT_LONG;
        facts.onEvent(event);
        assertEquals(1, facts.inputs.size());
    }

    /** A verdict and an order that come later have the time of the signal that caused them. */
    @Test
    void shouldDateVerdictsAndOrdersByTheirSignal() {
        bar(SignalKind.ENTER_LONG);
        facts.onEvent(event);
        event.control(EventType.TIMER, 3000, 0, 0);
        event.sequence = 7;
        event.clearDecisions();
        Verdict verdict = event.addVerdict();
        verdict.clear(0, 0, 5);
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = 30;
        Verdict other = event.addVerdict();
        other.clear(0, 0, 4);
        other.outcome = Outcome.NO_POSITION.code();
        intent(IntentAction.PLACE, 9, 5);
        intent(IntentAction.CANCEL, 8, 5);
        facts.onEvent(event);
        assertEquals(
                Map.of(
                        new SessionFacts.DecisionKey(0, 0, 2000),
                        new SessionFacts.VerdictFact(Outcome.ACCEPTED, 30),
                        new SessionFacts.DecisionKey(0, 0, 3000),
                        new SessionFacts.VerdictFact(Outcome.NO_POSITION, 0)),
                facts.verdicts);
        assertEquals(
                "accepted 30 shares",
                facts.verdicts.get(new SessionFacts.DecisionKey(0, 0, 2000)).text());
        assertEquals(
                "no-position",
                facts.verdicts.get(new SessionFacts.DecisionKey(0, 0, 3000)).text());
        assertEquals(1, facts.orders.size(), "a cancellation is no order");
        SessionFacts.OrderFact order = facts.orders.get(new SessionFacts.OrderKey(0, 0, Purpose.ENTRY, 2000));
        assertNotNull(order);
        assertEquals(List.of(30L, 0L, 0L), List.of(order.quantity, order.filled, order.averageE8()));
        assertEquals(Side.BUY, order.side);
    }

    /** 10 at 11 and 20 at 12.50 are 30 at 12; 1.25 of fees, and 2 that come later. */
    @Test
    void shouldAddUpExecutionsAndFees() {
        event.control(EventType.TIMER, 3000, 0, 0);
        event.clearDecisions();
        intent(IntentAction.PLACE, 9, 5);
        facts.onEvent(event);
        event.fill(0, 4000, 9, Side.BUY, 10, 11 * E8, 0, E8, 0);
        event.clearDecisions();
        facts.onEvent(event);
        event.fill(0, 5000, 9, Side.BUY, 20, 12 * E8 + E8 / 2, 0, E8 / 4, 0);
        event.clearDecisions();
        facts.onEvent(event);
        event.order(EventType.COMMISSION, 0, 6000, 9, 0, 0);
        event.commissionE8 = 2 * E8;
        facts.onEvent(event);
        event.order(EventType.ORDER_CANCELLED, 0, 7000, 9, 0, 0);
        event.commissionE8 = 50 * E8;
        facts.onEvent(event);
        event.fill(0, 8000, 8, Side.BUY, 99, 99 * E8, 0, 99 * E8, 0);
        event.clearDecisions();
        facts.onEvent(event);
        event.order(EventType.COMMISSION, 0, 8000, 8, 0, 0);
        event.commissionE8 = 99 * E8;
        facts.onEvent(event);
        SessionFacts.OrderFact order = facts.orders.get(new SessionFacts.OrderKey(0, 0, Purpose.ENTRY, 3000));
        assertEquals(30, order.filled);
        assertEquals(12 * E8, order.averageE8());
        assertEquals(3 * E8 + E8 / 4, order.commissionE8);
        assertEquals(5000, order.filledNanos);
    }
}
