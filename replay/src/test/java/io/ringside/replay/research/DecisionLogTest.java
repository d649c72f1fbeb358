package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions in words, as two runs are held against each other by. */
class DecisionLogTest {
    private static final Engine ENGINE = Grid.engine(Tapes.config("qqq.conf"));

    private final DecisionLog log = new DecisionLog(ENGINE);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, 8, 4));
    private int market = -1;

    @Test
    void shouldTellEverySignalExceptThatNothingIsToBeDone() {
        at(EventType.BAR);
        event.addSignal().clear(0, 0, 0);
        event.addSignal().clear(0, 0, 0);
        event.signals[1].kind = SignalKind.ENTER_LONG;
        assertTold("signal: enter-long QQQ");
    }

    @Test
    void shouldTellAStandingThatIsRankedOrActedOnAlone() {
        at(EventType.BAR);
        event.addStanding().clear(0, 0);
        Standing ranked = event.addStanding();
        ranked.clear(0, 0);
        ranked.rank = 1;
        Standing entered = event.addStanding();
        entered.clear(0, 0);
        entered.rank = 2;
        entered.actions = Standing.ENTER;
        Standing left = event.addStanding();
        left.clear(0, 0);
        left.actions = Standing.LEAVE;
        assertTold("signal: QQQ rank 1", "signal: QQQ rank 2 to be held", "signal: QQQ to be left");
    }

    @Test
    void shouldTellSharesAndStopOfAVerdictOnlyWhereThereAreAny() {
        at(EventType.BAR);
        verdict(0, Outcome.ACCEPTED.code(), 100, 390);
        verdict(0, Outcome.SIZE_ZERO.code(), 0, 0);
        assertTold("risk: QQQ accepted, 100 shares, stop 390.00", "risk: QQQ size-zero");
    }

    /** A portfolio's verdict has the other name of a correlation where a strategy's has its stop. */
    @Test
    void shouldTellNoStopOfAPortfoliosVerdict() {
        at(EventType.BAR);
        verdict(-1, NameOutcome.CORRELATION.code(), 7, 3);
        assertTold("risk: QQQ correlation, 7 shares");
    }

    @Test
    void shouldTellOfAnOrderWhatItsTypeHas() {
        at(EventType.BAR);
        intent(Purpose.ENTRY, Side.BUY, OrderType.LIMIT, 400, 0);
        intent(Purpose.STOP, Side.SELL, OrderType.STOP, 0, 390);
        event.addIntent().clear(IntentAction.CANCEL, 7, 0, 0, 0);
        assertTold(
                "risk: place entry buy 100 QQQ limit day limit 400.00",
                "risk: place stop sell 100 QQQ stop day stop 390.00",
                "risk: cancel QQQ order");
    }

    @Test
    void shouldKeepDecisionsUnderTheMarketEventThatTheyFollow() {
        assertEquals(0, log.markets());
        at(EventType.BAR);
        event.sequence = 11;
        event.eventNanos = 1100;
        intent(Purpose.ENTRY, Side.BUY, OrderType.MARKET, 0, 0);
        log.onEvent(event);
        at(EventType.FILL);
        event.sequence = 12;
        event.eventNanos = 1200;
        intent(Purpose.STOP, Side.SELL, OrderType.STOP, 0, 390);
        log.onEvent(event);
        at(EventType.BAR);
        log.onEvent(event);
        assertEquals(2, log.markets());
        assertNull(log.group(-1));
        assertNull(log.group(1));
        DecisionLog.Group group = log.group(0);
        assertEquals(11, group.sequence());
        assertEquals(1100, group.nanos());
        assertEquals(2, group.decisions().size());
    }

    private void at(EventType type) {
        event.clearDecisions();
        event.type = type;
        market += type == EventType.BAR ? 1 : 0;
    }

    private void verdict(int bindingId, int outcome, long quantity, long stop) {
        Verdict verdict = event.addVerdict();
        verdict.clear(bindingId, 0, 1);
        verdict.outcome = outcome;
        verdict.quantity = quantity;
        verdict.stopE8 = stop * FixedPoint.ONE_E8;
    }

    private void intent(Purpose purpose, Side side, OrderType type, long limit, long stop) {
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, 7, 0, 0, 0);
        intent.purpose = purpose;
        intent.side = side;
        intent.type = type;
        intent.timeInForce = TimeInForce.DAY;
        intent.quantity = 100;
        intent.limitE8 = limit * FixedPoint.ONE_E8;
        intent.stopE8 = stop * FixedPoint.ONE_E8;
    }

    private void assertTold(String... expected) {
        log.onEvent(event);
        assertEquals(
                List.of(expected),
                log.group(market).decisions().stream()
                        .map(one -> one.stage() + ": " + one.text())
                        .toList());
    }
}
