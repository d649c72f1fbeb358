package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the risk stage asks for beside orders that are under way: nothing twice, nothing too little. */
class KeeperBoundsTest {
    private static final List<String> NOTHING = List.of();

    private final LimitScene scene = new LimitScene();

    /** Four hundred shares at 100 under a stop at 95. */
    private static LimitScene held(LimitScene scene, double target) {
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95, target, 5));
        return scene.fill(Purpose.ENTRY, 100);
    }

    private static LimitScene ofOneShare(double target) {
        return held(new LimitScene("size { by = shares, shares = 1 }"), target);
    }

    private void cancelByHand(long ref) {
        scene.slot.control(EventType.COMMAND, scene.nanos, Operator.CANCEL.code(), ref);
        scene.process();
    }

    // ---- exits

    @Test
    void shouldCancelTheRestOfAnEntryOnceOnAnExit() {
        scene.enter(0, 100, 95);
        Intent entry = scene.last(Purpose.ENTRY);
        scene.fill(entry, 100, 100, 300);
        scene.exit(0, 100);
        assertEquals(List.of("CANCEL ENTRY", "PLACE EXIT SELL 100"), scene.asked());
    }

    @Test
    void shouldNotCancelAgainWhatAnOperatorHasCancelled() {
        scene.enter(0, 100, 95);
        Intent entry = scene.last(Purpose.ENTRY);
        scene.fill(entry, 100, 100, 300);
        cancelByHand(entry.orderRef);
        assertEquals(List.of("CANCEL ENTRY"), scene.asked());
        scene.exit(0, 100);
        assertEquals(List.of("PLACE EXIT SELL 100"), scene.asked());
    }

    @Test
    void shouldCallOffAnEntryAgainAfterTheBrokerHasRefusedTo() {
        scene.enter(0, 100, 95);
        Intent entry = scene.last(Purpose.ENTRY);
        scene.exit(0, 100);
        assertEquals(Outcome.ENTRY_CALLED_OFF, scene.verdict());
        assertEquals(List.of("CANCEL ENTRY"), scene.asked());
        scene.exit(0, 100);
        assertEquals(Outcome.NO_POSITION, scene.verdict());
        scene.report(EventType.ORDER_REJECTED, scene.last(Purpose.STOP).orderRef, 400);
        scene.exit(0, 100);
        assertEquals(NOTHING, scene.asked(), "it is still being cancelled");
        scene.report(EventType.ORDER_REJECTED, entry.orderRef, 400);
        scene.exit(0, 100);
        assertEquals(List.of("CANCEL ENTRY"), scene.asked());
    }

    @Test
    void shouldNotPlaceAnExitAgainThatTheBrokerRefuses() {
        held(scene, 0).exit(0, 100);
        Intent exit = scene.last(Purpose.EXIT);
        scene.report(EventType.ORDER_REJECTED, exit.orderRef, 0);
        assertEquals(NOTHING, scene.asked());
        scene.exit(0, 100);
        assertEquals(List.of("PLACE EXIT SELL 400"), scene.asked());
        scene.report(EventType.ORDER_CANCELLED, scene.last(Purpose.EXIT).orderRef, 0);
        assertEquals(List.of("PLACE EXIT SELL 400"), scene.asked());
    }

    @Test
    void shouldTrailNoStopBesideAnExit() {
        held(scene, 0).hold(0, 103, 5);
        assertEquals(List.of("MODIFY STOP SELL 400 stop 98.00"), scene.asked());
        scene.exit(0, 103);
        scene.hold(0, 110, 5);
        assertEquals(NOTHING, scene.asked());
    }

    /** The broker cancels every stop; after three in a minute nothing more is tried, and there is no stop to trail. */
    @Test
    void shouldTrailNoStopThatIsLost() {
        held(scene, 0);
        for (int i = 0; i < 4; i++) {
            scene.report(EventType.ORDER_CANCELLED, scene.last(Purpose.STOP).orderRef, 0);
            assertEquals(i < 3 ? List.of("PLACE STOP SELL 400 stop 95.00") : NOTHING, scene.asked());
        }
        scene.hold(0, 110, 5);
        assertEquals(NOTHING, scene.asked());
    }

    /** What an exit has sold, neither stop nor target cover any more; then one share becomes two. */
    @Test
    void shouldReduceStopAndTargetByWhatAnExitHasSold() {
        held(scene, 120).exit(0, 100);
        scene.fill(scene.last(Purpose.EXIT), 100, 100, 300);
        scene.slot.split(0, scene.nanos, 2, 1, 0);
        scene.process();
        assertEquals(
                List.of(
                        "MODIFY EXIT SELL 600",
                        "MODIFY STOP SELL 600 stop 47.50",
                        "MODIFY TARGET SELL 600 limit 60.00"),
                scene.asked());
    }

    /** The bars of the first of two units are over; the second has executed in part. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldCancelTheRestOfAUnitOnceWhenTheBarsAreOver(boolean cancelled) {
        LimitScene units = new LimitScene(3, "size { by = shares, shares = 10 }");
        units.on(
                Terms.STANDARD
                        .withStop(Terms.Stop.FIXED, 0)
                        .withParts(Parts.units(3))
                        .withHold(2, 0),
                1);
        assertEquals(Outcome.ACCEPTED, units.enter(0, 100, 95, 0, 5));
        units.fill(Purpose.ENTRY, 100);
        units.holdOnClose(0, 102, 5);
        Intent second = units.last(Purpose.ENTRY);
        assertEquals(10, second.quantity);
        units.fill(second, 4, 102, 6);
        assertRestIsCancelledOnce(units, second, cancelled, "PLACE EXIT SELL 10", "PLACE EXIT SELL 4");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldCancelTheRestOfAnEntryOnceWhenTheBarsAreOver(boolean cancelled) {
        LimitScene one = new LimitScene(1);
        one.on(Terms.STANDARD.withHold(1, 0), 0);
        one.enter(0, 100, 95, 0, 5);
        Intent entry = one.last(Purpose.ENTRY);
        one.fill(entry, 100, 100, 300);
        assertRestIsCancelledOnce(one, entry, cancelled, "PLACE EXIT SELL 100");
    }

    private static void assertRestIsCancelledOnce(LimitScene scene, Intent entry, boolean cancelled, String... exits) {
        if (cancelled) {
            scene.slot.control(EventType.COMMAND, scene.nanos, Operator.CANCEL.code(), entry.orderRef);
            scene.process();
            assertEquals(List.of("CANCEL ENTRY"), scene.asked());
        }
        scene.holdOnClose(0, 102, 5);
        List<String> asked = scene.asked();
        assertEquals(
                List.of(exits),
                asked.stream().filter(one -> one.contains("EXIT")).toList());
        assertEquals(!cancelled, asked.contains("CANCEL ENTRY"), asked.toString());
    }

    // ---- one share

    @Test
    void shouldLeaveASingleShareWhoseStopIsRefused() {
        LimitScene one = ofOneShare(0);
        one.report(EventType.ORDER_REJECTED, one.last(Purpose.STOP).orderRef, 0);
        assertEquals(List.of("PLACE FLATTEN SELL 1"), one.asked());
    }

    @Test
    void shouldMendTheStopOfASingleShare() {
        LimitScene one = ofOneShare(0);
        one.report(EventType.ORDER_REPLACED, one.last(Purpose.STOP).orderRef, 2);
        assertEquals("MODIFY STOP SELL 1 stop 95.00", one.asked().get(0));
    }

    @Test
    void shouldTrailTheStopOfASingleShare() {
        LimitScene one = ofOneShare(0);
        one.hold(0, 103, 5);
        assertEquals(List.of("MODIFY STOP SELL 1 stop 98.00"), one.asked());
    }

    @Test
    void shouldProtectASingleShareThatIsTakenOver() {
        scene.hold(0, 100, 5);
        scene.adopt(0, 1, 100);
        assertEquals(List.of("PLACE STOP SELL 1 stop 95.00"), scene.asked());
        LimitScene sold = new LimitScene();
        sold.hold(0, 100, 5);
        sold.adopt(0, -1, 100);
        assertEquals(List.of("PLACE STOP BUY 1 stop 105.00"), sold.asked());
    }

    // ---- reports of no order

    @Test
    void shouldMendNothingForAnOrderThatIsOverOrUnknown() {
        held(scene, 0);
        scene.report(EventType.ORDER_REPLACED, scene.last(Purpose.STOP).orderRef, 0);
        assertEquals(NOTHING, scene.asked());
        scene.report(EventType.ORDER_REPLACED, OrderRef.of(LimitScene.DAY - 1, 9, 0), 7);
        assertEquals(NOTHING, scene.asked());
    }

    // ---- what an operator takes over

    @Test
    void shouldProtectNothingAtNoDistance() {
        scene.bar(0, 100).adopt(0, 100, 100);
        assertEquals(NOTHING, scene.asked());
    }

    @Test
    void shouldCancelAnEntryBesideSharesThatAreTakenOver() {
        scene.enter(0, 100, 95);
        scene.adopt(0, 50, 100);
        assertTrue(scene.asked().contains("CANCEL ENTRY"), scene.asked().toString());
        cancelByHand(scene.last(Purpose.ENTRY).orderRef);
        scene.adopt(0, 10, 100);
        assertFalse(scene.asked().contains("CANCEL ENTRY"), scene.asked().toString());
    }

    @ParameterizedTest
    @CsvSource({"0, AAA", "1, BBB", "2, AAA"})
    void shouldGiveSharesToTheStrategyThatIsNamed(int binding) {
        scene.bar(0, 100).bar(1, 100);
        scene.adopt(binding, 70, 100);
        LimitScene next = new LimitScene().nextDay().carry(scene);
        for (LimitScene one : List.of(scene, next)) {
            for (int other = 0; other < 3; other++) {
                if (other != binding) {
                    one.exit(other, 100);
                    assertEquals(Outcome.NO_POSITION, one.verdict());
                }
            }
            one.exit(binding, 100);
            assertEquals(List.of("PLACE EXIT SELL 70"), one.asked());
        }
    }

    // ---- corporate actions

    private static EngineEvent split(int intents) {
        EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, intents));
        event.split(0, LimitScene.CALENDAR.openNanos(LimitScene.DAY + 1), 2, 1, 0);
        return event;
    }

    private static EngineEvent delisting(int intents) {
        EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, intents));
        long nanos = LimitScene.CALENDAR.openNanos(LimitScene.DAY + 1);
        event.payment(0, nanos, CorporateAction.DELISTING, LimitScene.e8(90), 0);
        return event;
    }

    private static List<String> on(LimitScene scene, EngineEvent event) {
        event.sequence = 9_999;
        event.sessionDay = LimitScene.DAY + 1;
        scene.risk.onEvent(event);
        return java.util.stream.IntStream.range(0, event.intentCount)
                .mapToObj(i -> event.intents[i].action + " " + nameOf(scene, event.intents[i].orderRef))
                .toList();
    }

    private static String nameOf(LimitScene scene, long ref) {
        return scene.intents.stream()
                .filter(intent -> intent.action == IntentAction.PLACE && intent.orderRef == ref)
                .map(intent -> intent.purpose + "" + intent.bindingId)
                .findFirst()
                .orElse("nothing");
    }

    /** Two strategies hold it, one with an exit under way and one with a target. */
    private static LimitScene two() {
        LimitScene scene = new LimitScene();
        assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 94, 0, 5));
        scene.fill(Purpose.ENTRY, 100);
        held(scene, 120).exit(2, 100);
        return scene;
    }

    @Test
    void shouldRestateEachOrderForWhichThereIsRoomOnASplit() {
        List<String> all = List.of("MODIFY STOP0", "MODIFY TARGET0", "MODIFY EXIT2", "MODIFY STOP2");
        for (int room = 1; room <= 4; room++) {
            assertEquals(all.subList(0, room), on(two(), split(room)), room + " intents");
        }
        assertEquals(all, on(two(), split(9)));
    }

    @Test
    void shouldCancelEachOrderForWhichThereIsRoomOnADelisting() {
        List<String> all = List.of("CANCEL STOP0", "CANCEL TARGET0", "CANCEL STOP2", "CANCEL EXIT2");
        for (int room = 1; room <= 4; room++) {
            assertEquals(all.subList(0, room), on(two(), delisting(room)), room + " intents");
        }
        assertEquals(all, on(two(), delisting(9)));
    }

    @Test
    void shouldRestateAnEntryUnlessItIsBeingCancelled() {
        scene.enter(0, 100, 95);
        assertEquals(List.of("MODIFY ENTRY0"), on(scene, split(1)));
        LimitScene open = new LimitScene();
        open.enter(0, 100, 95);
        assertEquals(List.of("CANCEL ENTRY0"), on(open, delisting(1)));
        LimitScene cancelled = new LimitScene();
        cancelled.enter(0, 100, 95);
        cancelled.exit(0, 100);
        assertEquals(List.of("MODIFY STOP0"), on(cancelled, split(9)));
        LimitScene gone = new LimitScene();
        gone.enter(0, 100, 95);
        gone.exit(0, 100);
        assertEquals(List.of("CANCEL STOP0"), on(gone, delisting(9)));
    }

    /** Twenty at 110 become one, which is no end; nineteen become none, and 190 were lost. */
    @ParameterizedTest
    @CsvSource({"20, ACCEPTED", "19, LOSING_STREAK"})
    void shouldEndAPositionOfWhichASplitLeavesNothing(long shares, Outcome outcome) {
        LimitScene streak = new LimitScene("limits.loss.streak=1");
        streak.bar(0, 100).bar(1, 50).adopt(0, shares, 110);
        streak.slot.split(0, streak.nanos, 1, 20, 0);
        streak.process();
        assertEquals(outcome, streak.enter(1, 50, 45));
    }

    // ---- an operator flattens

    /** Each has executed in part: its rest is cancelled, and what it has is sold. */
    private static LimitScene half(LimitScene scene, int binding) {
        scene.enter(binding, 100, 95);
        return scene.fill(scene.last(Purpose.ENTRY), 100, 100, 300);
    }

    @Test
    void shouldFlattenAsFarAsThereIsRoom() {
        for (int room = 1; room <= 4; room++) {
            LimitScene both = half(half(new LimitScene(), 0), 2);
            EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, room));
            event.control(EventType.COMMAND, both.nanos, Operator.FLATTEN.code(), 0);
            both.risk.trading().onEvent(event);
            List<String> all = List.of("CANCEL ENTRY0", "PLACE nothing", "CANCEL ENTRY2", "PLACE nothing");
            assertEquals(all.subList(0, room / 2 * 2), on(both, event), room + " intents");
        }
    }

    @Test
    void shouldCloseAsFarAsThereIsRoom() {
        for (int room = 1; room <= 4; room++) {
            LimitScene both = half(half(new LimitScene(), 0), 2);
            EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, room));
            event.control(EventType.COMMAND, both.nanos, Operator.CLOSE.code(), 0);
            List<String> all = List.of("CANCEL ENTRY0", "PLACE nothing", "CANCEL ENTRY2", "PLACE nothing");
            assertEquals(all.subList(0, room / 2 * 2), on(both, event), room + " intents");
        }
    }

    // ---- limits

    /** Shares of nobody's count on their own side alone. */
    @ParameterizedTest
    @CsvSource({
        "SELL, 105, 500, ACCEPTED",
        "SELL, 105, 499, POSITION_LIMIT",
        "SELL, 95, 400, ACCEPTED",
        "BUY, 95, 500, ACCEPTED",
        "BUY, 95, 499, POSITION_LIMIT",
        "BUY, 105, 400, ACCEPTED"
    })
    void shouldCountSharesOfNobodysInAPosition(Side side, double stop, long most, Outcome outcome) {
        LimitScene limited = new LimitScene("limits.symbols.AAA.position-shares=" + most);
        limited.bar(0, 100);
        limited.slot.fill(
                0, limited.nanos, OrderRef.of(LimitScene.DAY - 1, 7, 0), side, 100, LimitScene.e8(100), 0, 0, 0);
        limited.process();
        assertEquals(outcome, limited.enter(0, 100, stop));
    }

    /** Entry, stop and target of the first half, entry and stop of the other one, and an exit to come. */
    @Test
    void shouldCountTheOrdersOfAllParts() {
        Terms halves = Terms.STANDARD.withParts(Parts.ONE.with(0.5));
        for (int most = 5; most <= 6; most++) {
            LimitScene parts = new LimitScene(2, "limits.order.per-symbol=" + most);
            parts.on(halves, 0, 110);
            assertEquals(most == 6 ? Outcome.ACCEPTED : Outcome.OPEN_ORDERS, firstVerdict(parts, 100));
        }
        // Of units there is one at a time.
        for (int most = 3; most <= 4; most++) {
            LimitScene units = new LimitScene(3, "limits.order.per-symbol=" + most);
            units.on(Terms.STANDARD.withParts(Parts.units(3)), 1);
            assertEquals(most >= 3 ? Outcome.ACCEPTED : Outcome.OPEN_ORDERS, firstVerdict(units, 100));
        }
    }

    private static Outcome firstVerdict(LimitScene scene, double price) {
        scene.enter(0, price, price - 5);
        return Outcome.ofCode(scene.slot.verdicts[0].outcome);
    }

    /** From 100 to 111 is more than two ranges of 5. */
    @ParameterizedTest
    @CsvSource({"110, ACCEPTED", "110.01, PRICE_JUMP"})
    void shouldAddNoUnitOnAJump(double price, Outcome outcome) {
        LimitScene units = new LimitScene(3, "limits.data.jump-atr=2", "size { by = shares, shares = 10 }");
        units.hold(0, 100, 5);
        units.on(Terms.STANDARD.withStop(Terms.Stop.FIXED, 0).withParts(Parts.units(3)), 1);
        assertEquals(Outcome.ACCEPTED, units.enter(0, 100, 95, 0, 5));
        units.fill(Purpose.ENTRY, 100);
        units.slot.verdicts[0].clear(0, 0, 0);
        units.holdOnClose(0, price, 5);
        assertEquals(1, units.slot.verdictCount);
        assertEquals(outcome, units.verdict());
    }

    @Test
    void shouldEnterForTheNextOpenFromTheCloseOnAfterLeavingBeforeIt() {
        LimitScene flat = new LimitScene("limits.hours.flat-minutes=10");
        flat.at(15, 51).bar(0, 100);
        long close = LimitScene.CALENDAR.closeNanos(LimitScene.DAY);
        assertEquals(Outcome.ENTRY_TOO_LATE, flat.risk.refusal(0, close - 1, LimitScene.DAY));
        assertNull(flat.risk.refusal(0, close, LimitScene.DAY));
    }

    /** The process before has died when it had restored the cash alone: the shares come later. */
    @ParameterizedTest
    @CsvSource({"LIVE_START,", "CLOCK_OK, DRAWDOWN", "RECONCILED, DRAWDOWN"})
    void shouldTakeWhatIsNotRestoredYetForNoLoss(Condition condition, Outcome outcome) {
        LimitScene carried = new LimitScene("limits.loss.drawdown=0.05");
        carried.slot.account(carried.nanos, EngineEvent.FLAG_CARRIED, LimitScene.e8(10_000), 0, 0);
        carried.process();
        carried.slot.position(
                0, carried.nanos, EngineEvent.FLAG_CARRIED, Carried.LOSSES, 0, 0, 0, LimitScene.e8(100_000));
        carried.process();
        carried.condition(condition, 0);
        carried.slot.position(0, carried.nanos, EngineEvent.FLAG_CARRIED, 0, 0, 0, 900, LimitScene.e8(100));
        carried.process();
        carried.condition(Condition.CONNECTED, 0).condition(Condition.RECONCILED, 0);
        assertEquals(outcome, carried.risk.refusal(0, carried.nanos, LimitScene.DAY));
    }

    @Test
    void shouldTakeAPriceOfThePastForNoLoss() {
        LimitScene drawn = held(new LimitScene("limits.loss.drawdown=0.05"), 0);
        drawn.warmUp(0, 80, 5);
        drawn.trade(0, 100);
        assertNull(drawn.risk.refusal(0, drawn.nanos, LimitScene.DAY));
        drawn.trade(0, 80);
        assertEquals(Outcome.DRAWDOWN, drawn.risk.refusal(0, drawn.nanos, LimitScene.DAY));
    }

    @Test
    void shouldRememberNoMoreSignalsThanThereAre() {
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 4));
        event.bar(0, scene.nanos, scene.nanos + 1, 1, 1, 1, 1, 1, EngineEvent.FLAG_WARM_UP);
        event.clearDecisions();
        event.addSignal().clear(0, 0, LimitScene.e8(100));
        event.signals[0].kind = SignalKind.HOLD;
        event.signals[0].atr = 5;
        assertEquals(NOTHING, on(scene, event));
        scene.bar(0, 100).adopt(0, 10, 100);
        assertEquals(List.of("PLACE STOP SELL 10 stop 95.00"), scene.asked());
    }

    // ---- without a volatility

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void shouldTrailNothingWithoutAVolatility(int parts) {
        LimitScene one = held(new LimitScene(parts), 0);
        one.hold(0, 103, 0);
        assertEquals(NOTHING, one.asked());
        one.hold(0, 103, 5);
        assertEquals(List.of("MODIFY STOP SELL 400 stop 98.00"), one.asked());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldRememberTheLastVolatilityThatThereWas(boolean past) {
        scene.hold(0, 100, 5);
        if (past) {
            scene.warmUp(0, 100, 0);
        } else {
            scene.hold(0, 100, 0);
        }
        scene.adopt(0, 10, 100);
        assertEquals(List.of("PLACE STOP SELL 10 stop 95.00"), scene.asked());
    }

    @Test
    void shouldEndAPositionOfOneShareWithItsName() {
        LimitScene one = ofOneShare(0);
        assertEquals(List.of("CANCEL STOP0"), on(one, delisting(9)));
        one.exit(0, 90);
        assertEquals(Outcome.NO_POSITION, one.verdict());
        assertEquals(0, one.risk.ledger().position(0));
    }

    @Test
    void shouldCarryTheSingleShareOfTheOwner() {
        scene.slot.position(1, scene.nanos, EngineEvent.FLAG_ADOPTED, Carried.STANDING, -1, 0, 1, 0);
        scene.process();
        assertEquals(
                List.of(new Carried(1, Carried.STANDING, 0, 0, 1, 0)),
                scene.risk.carried().stream()
                        .filter(part -> part.code() == Carried.STANDING)
                        .toList());
    }

    // ---- more limits

    /** Without a volatility the collar of ranges is none. */
    @ParameterizedTest
    @CsvSource({"0, ACCEPTED", "0.5, ACCEPTED", "0.49, PRICE_COLLAR"})
    void shouldMeasureNoCollarWithoutAVolatility(double atr, Outcome outcome) {
        LimitScene collar = new LimitScene("limits.order.reference-seconds=600", "limits.order.collar-atr=2");
        collar.bar(0, 100);
        assertEquals(outcome, collar.enter(0, 101, 95, 0, atr));
    }

    /** Two shorts have a stop each and may be covered: that is four orders that buy, and one more for the entry. */
    @ParameterizedTest
    @CsvSource({"5, ACCEPTED", "4, OPEN_ORDERS"})
    void shouldCountTheEntryAmongTheOrdersOfItsSide(int most, Outcome outcome) {
        LimitScene shorts = new LimitScene("limits.order.per-side=" + most);
        assertEquals(Outcome.ACCEPTED, shorts.enter(1, 100, 105));
        shorts.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCEPTED, shorts.enter(2, 100, 105));
        shorts.fill(Purpose.ENTRY, 100);
        assertEquals(outcome, shorts.enter(0, 100, 95));
    }

    /** Shorts that were taken over: what ends them buys. */
    @Test
    void shouldCountWhatEndsATakenOverShortAsBuying() {
        LimitScene taken = new LimitScene("limits.order.per-side=5");
        taken.bar(0, 100).bar(1, 100);
        taken.adopt(0, -100, 100).adopt(2, -100, 100);
        assertEquals(Outcome.ACCEPTED, taken.enter(1, 100, 95));
        LimitScene crossing = new LimitScene();
        crossing.bar(0, 100).adopt(2, -100, 100).exit(2, 100);
        assertEquals(List.of("PLACE EXIT BUY 100"), crossing.asked());
        assertEquals(Outcome.SELF_CROSS, crossing.enter(0, 100, 105));
        assertEquals(Outcome.ACCEPTED, crossing.enter(0, 100, 95));
    }

    /** The position that is reversed is over at a price far from the one before. */
    @ParameterizedTest
    @CsvSource({"110, ACCEPTED", "110.01, PRICE_COLLAR"})
    void shouldCheckThePriceOfAReversal(double price, Outcome outcome) {
        LimitScene turned = new LimitScene(1, "limits.order.reference-seconds=600", "limits.order.collar=0.1");
        turned.bar(0, 100);
        held(turned, 0).on(Terms.STANDARD.reversing(), 0);
        turned.enter(0, 100, 150);
        assertEquals(List.of("PLACE EXIT SELL 400"), turned.asked());
        turned.trade(0, 100).trade(0, price).fill(Purpose.EXIT, price);
        assertEquals(0, turned.slot.verdictCount, "its stop works still");
        turned.report(EventType.ORDER_CANCELLED, turned.last(Purpose.STOP).orderRef, 0);
        assertEquals(outcome, turned.verdict());
    }

    /** 15,000 are 147 shares at 102, of which 100 are held. */
    @Test
    void shouldLimitAllUnitsTogetherByTheRules() {
        LimitScene units = new LimitScene(3, "positions.value-max=15000", "size { by = shares, shares = 100 }");
        units.on(Terms.STANDARD.withStop(Terms.Stop.FIXED, 0).withParts(Parts.units(3)), 1);
        assertEquals(Outcome.ACCEPTED, units.enter(0, 100, 95, 0, 5));
        units.fill(Purpose.ENTRY, 100).holdOnClose(0, 102, 5);
        assertEquals(Outcome.ACCEPTED, units.verdict());
        assertEquals(47, units.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldPayForAllFromOnePoolWithoutPortfolios() {
        assertEquals(1, scene.risk.money().pools());
    }

    @Test
    void shouldShowNothingUnlessAskedAndNothingOfThePast() {
        scene.risk.show(scene.bar(0, 100).slot);
        RiskSnapshot shown = scene.risk.snapshot();
        scene.warmUp(0, 100, 5);
        scene.risk.show(scene.slot);
        assertNull(shown.read());
        scene.risk.show(scene.bar(0, 100).slot);
        assertEquals(scene.slot.sequence, shown.read().sequence());
    }

    // ---- small numbers

    /** Half a point of volatility is one. */
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void shouldGoByAVolatilityBelowOne(int parts) {
        LimitScene one = new LimitScene(parts, "size { by = shares, shares = 400 }");
        assertEquals(Outcome.ACCEPTED, one.enter(0, 100, 0, 0, 0.5));
        one.fill(Purpose.ENTRY, 100).hold(0, 103, 0.5);
        assertEquals(List.of("MODIFY STOP SELL 400 stop 102.50"), one.asked());
        LimitScene taken = new LimitScene(parts);
        taken.hold(0, 100, 0.5);
        taken.adopt(0, 10, 100);
        assertEquals(List.of("PLACE STOP SELL 10 stop 99.50"), taken.asked());
        LimitScene past = new LimitScene(parts);
        past.warmUp(0, 100, 0.5);
        past.bar(0, 100).adopt(0, 10, 100);
        assertEquals(List.of("PLACE STOP SELL 10 stop 99.50"), past.asked());
    }

    @Test
    void shouldCountTheLossOfASingleShare() {
        LimitScene one = held(new LimitScene("limits.loss.streak=1", "size { by = shares, shares = 1 }"), 0);
        one.fill(Purpose.STOP, 95);
        assertEquals(Outcome.LOSING_STREAK, one.enter(1, 50, 45));
    }

    @Test
    void shouldKeepTheStopOfASingleShareOfWhichAChangeIsRefused() {
        LimitScene one = ofOneShare(0);
        one.report(EventType.ORDER_REJECTED, one.last(Purpose.STOP).orderRef, 1);
        assertEquals(NOTHING, one.asked());
    }

    @ParameterizedTest
    @CsvSource({"ENTER_LONG", "ENTER_SHORT"})
    void shouldLeaveWithASingleShare(SignalKind kind) {
        LimitScene one = new LimitScene("size { by = shares, shares = 1 }");
        assertEquals(Outcome.ACCEPTED, one.enter(0, 100, kind == SignalKind.ENTER_LONG ? 95 : 105));
        one.fill(Purpose.ENTRY, 100).exit(0, 100);
        assertEquals(List.of("PLACE EXIT " + (kind == SignalKind.ENTER_LONG ? "SELL 1" : "BUY 1")), one.asked());
    }

    /** Three stops were lost: a minute after the first of them one may be placed again. */
    @ParameterizedTest
    @CsvSource({"-1, false", "0, true"})
    void shouldPlaceALostStopAgainAfterAMinute(long nanosAfter, boolean placed) {
        held(scene, 0);
        long first = scene.nanos;
        for (int i = 0; i < 4; i++) {
            scene.report(EventType.ORDER_CANCELLED, scene.last(Purpose.STOP).orderRef, 0);
        }
        scene.nanos = first + 60 * LimitScene.SECOND + nanosAfter;
        scene.hold(0, 100, 5);
        assertEquals(placed ? List.of("PLACE STOP SELL 400 stop 95.00") : NOTHING, scene.asked());
    }

    @Test
    void shouldCancelTheRestOfAnEntryOnceWhileItsStopExecutes() {
        scene.enter(0, 100, 95);
        scene.fill(scene.last(Purpose.ENTRY), 100, 100, 300);
        Intent stop = scene.last(Purpose.STOP);
        scene.fill(stop, 40, 95, 60);
        assertEquals(List.of("CANCEL ENTRY"), scene.asked());
        scene.fill(stop, 30, 95, 30);
        assertEquals(NOTHING, scene.asked());
    }

    @Test
    void shouldCarryUnitsOfAPositionThatGrowsAlone() {
        for (Terms terms : List.of(Terms.STANDARD, Terms.STANDARD.withParts(Parts.ONE.with(0.5)))) {
            LimitScene parts = new LimitScene(2);
            parts.on(terms, 0, 110);
            parts.enter(0, 100, 95, 0, 5);
            parts.fill(Purpose.ENTRY, 100);
            assertTrue(parts.risk.carried().stream().noneMatch(part -> part.code() == Carried.UNITS));
        }
        LimitScene units = new LimitScene(2, "size { by = shares, shares = 10 }");
        units.on(Terms.STANDARD.withStop(Terms.Stop.FIXED, 0).withParts(Parts.units(2)), 1);
        units.enter(0, 100, 95, 0, 5);
        units.fill(Purpose.ENTRY, 100);
        assertEquals(
                1,
                units.risk.carried().stream()
                        .filter(part -> part.code() == Carried.UNITS)
                        .count());
        // Of two units this is the second.
        units.holdOnClose(0, 101, 5);
        units.fill(Purpose.ENTRY, 101).holdOnClose(0, 110, 5);
        assertEquals(20, units.risk.ledger().position(0));
        assertEquals(0, units.slot.verdictCount);
        units.fill(Purpose.STOP, 96);
        units.fill(
                units.intents.stream()
                        .filter(one -> one.action == IntentAction.PLACE && one.purpose == Purpose.STOP)
                        .findFirst()
                        .orElseThrow(),
                10,
                96,
                0);
        assertEquals(0, units.risk.ledger().position(0));
        assertTrue(units.risk.carried().stream().noneMatch(part -> part.code() == Carried.UNITS));
    }

    @Test
    void shouldShowThePriceOfCarriedSharesAndNoOrdersAsShares() {
        RiskSnapshot shown = scene.risk.snapshot();
        scene.slot.position(0, scene.nanos, EngineEvent.FLAG_CARRIED, 0, 0, 7, 10, LimitScene.e8(80));
        scene.process();
        scene.slot.position(0, scene.nanos, EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 8, 10, LimitScene.e8(70));
        scene.process();
        scene.risk.show(scene.slot);
        assertEquals(
                new RiskSnapshot.Holding(10, LimitScene.e8(80), LimitScene.e8(80), null),
                shown.read().holdings().get(0));
        assertEquals(
                new RiskSnapshot.Orders(0, 8, LimitScene.e8(70), 10),
                shown.read().orders().get(0));
    }

    @Test
    void shouldKnowNoOutcomeBeyondTheLast() {
        int last = java.util.Arrays.stream(Outcome.values())
                .mapToInt(Outcome::code)
                .max()
                .orElseThrow();
        assertEquals(last, Outcome.ofCode(last).code());
        assertNull(Outcome.ofCode(last + 1));
        assertNull(Outcome.ofCode(-1));
    }
}
