package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.replay.research.Divergence.Cause;
import io.ringside.replay.research.Divergence.Difference;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sides of a session, alike but for what each test changes, and what is told of it. */
class DivergenceTest {
    private static final long FIVE_MINUTES = 300_000_000_000L;
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2024, 2, 1).toEpochDay());
    private static final long E8 = FixedPoint.ONE_E8;

    private final Engine engine = Grid.engine(Tapes.config("qqq.conf"));
    private final SessionFacts live = new SessionFacts(engine);
    private final SessionFacts simulated = new SessionFacts(engine);

    @Test
    void shouldTellEachBarThatDiffersOrThatOneSideLacks() {
        bar(live, 0, 10);
        bar(simulated, 0, 10);
        bar(live, 1, 10);
        bar(simulated, 1, 11);
        bar(simulated, 2, 12);
        bar(live, 3, 9);
        assertEquals(
                List.of(
                        new Difference(
                                end(1),
                                Cause.BAR,
                                "bar",
                                "10.00/12.00/9.00/10.00 volume 100",
                                "10.00/12.00/9.00/11.00 volume 100",
                                0),
                        new Difference(end(2), Cause.BAR, "bar", "none", "10.00/12.00/9.00/12.00 volume 100", 0),
                        new Difference(end(3), Cause.BAR, "bar", "10.00/12.00/9.00/9.00 volume 100", "none", 0)),
                differences());
    }

    /** From the first bar that differs on it is the bars' doing that values and signals do; that bar's own too. */
    @Test
    void shouldBlameTheFirstThingInTheChainThatDiffers() {
        input(live, 0, SignalKind.HOLD, 1.5);
        input(simulated, 0, SignalKind.HOLD, 2.5);
        input(live, 1, SignalKind.ENTER_LONG, 1.5);
        input(simulated, 1, SignalKind.HOLD, 1.5);
        bar(live, 2, 10);
        bar(simulated, 2, 11);
        bar(live, 3, 10);
        bar(simulated, 3, 11);
        input(live, 2, SignalKind.HOLD, 1.5);
        input(simulated, 2, SignalKind.EXIT_LONG, 2.5);
        // Once values agree again only the strategy can have seen it otherwise.
        input(live, 3, SignalKind.HOLD, 1.5);
        input(simulated, 3, SignalKind.EXIT_LONG, 1.5);
        assertEquals(
                List.of(
                        new Difference(end(0), Cause.INDICATOR, "values of QQQ", "[1.5]", "[2.5]", 0),
                        new Difference(end(1), Cause.SIGNAL, "signal of QQQ", "enter-long", "hold", 0),
                        new Difference(
                                end(2),
                                Cause.BAR,
                                "bar",
                                "10.00/12.00/9.00/10.00 volume 100",
                                "10.00/12.00/9.00/11.00 volume 100",
                                0),
                        new Difference(end(2), Cause.BAR, "signal of QQQ", "hold", "exit-long", 0),
                        new Difference(
                                end(3),
                                Cause.BAR,
                                "bar",
                                "10.00/12.00/9.00/10.00 volume 100",
                                "10.00/12.00/9.00/11.00 volume 100",
                                0),
                        new Difference(end(3), Cause.SIGNAL, "signal of QQQ", "hold", "exit-long", 0)),
                differences());
    }

    @Test
    void shouldTellInputsThatOneSideLacks() {
        input(live, 0, SignalKind.ENTER_LONG, 1.5);
        input(simulated, 1, SignalKind.EXIT_LONG, 2.5);
        assertEquals(
                List.of(
                        new Difference(end(0), Cause.INDICATOR, "values of QQQ", "[1.5]", "none", 0),
                        new Difference(end(0), Cause.INDICATOR, "signal of QQQ", "enter-long", "hold", 0),
                        new Difference(end(1), Cause.INDICATOR, "values of QQQ", "none", "[2.5]", 0),
                        new Difference(end(1), Cause.INDICATOR, "signal of QQQ", "hold", "exit-long", 0)),
                differences());
    }

    @Test
    void shouldTellVerdictsUnlessBothCameToNothing() {
        verdict(live, 0, Outcome.ACCEPTED, 100);
        verdict(simulated, 0, Outcome.ACCEPTED, 100);
        verdict(live, 1, Outcome.HALTED, 0);
        verdict(simulated, 1, Outcome.IN_POSITION, 0);
        verdict(live, 2, Outcome.ACCEPTED, 100);
        verdict(simulated, 2, Outcome.ACCEPTED, 90);
        verdict(live, 3, Outcome.HALTED, 0);
        verdict(simulated, 3, Outcome.ACCEPTED, 90);
        verdict(live, 4, Outcome.ACCEPTED, 90);
        verdict(simulated, 4, Outcome.SIZE_ZERO, 0);
        verdict(live, 5, Outcome.IN_POSITION, 0);
        verdict(simulated, 5, Outcome.ACCEPTED, 70);
        verdict(live, 6, Outcome.ACCEPTED, 70);
        verdict(simulated, 6, Outcome.REENTRY_TOO_SOON, 0);
        verdict(live, 7, Outcome.ORDER_WORKING, 0);
        verdict(simulated, 8, Outcome.NO_POSITION, 0);
        verdict(live, 9, Outcome.HALTED, 0);
        // What a signal explains is told by it.
        verdict(live, 10, Outcome.ACCEPTED, 70);
        input(live, 10, SignalKind.ENTER_LONG, 1);
        input(simulated, 10, SignalKind.HOLD, 1);
        String what = "verdict on QQQ";
        assertEquals(
                List.of(
                        new Difference(end(2), Cause.SIZE, what, "accepted 100 shares", "accepted 90 shares", 0),
                        new Difference(end(3), Cause.SIZE, what, "halted", "accepted 90 shares", 0),
                        new Difference(end(4), Cause.SIZE, what, "accepted 90 shares", "size-zero", 0),
                        new Difference(end(5), Cause.TIMING, what, "in-position", "accepted 70 shares", 0),
                        new Difference(end(6), Cause.TIMING, what, "accepted 70 shares", "reentry-too-soon", 0),
                        new Difference(end(7), Cause.TIMING, what, "order-working", "none", 0),
                        new Difference(end(8), Cause.TIMING, what, "none", "no-position", 0),
                        new Difference(end(9), Cause.SIZE, what, "halted", "none", 0),
                        new Difference(end(10), Cause.SIGNAL, "signal of QQQ", "enter-long", "hold", 0)),
                differences());
    }

    /** An order that one side lacks is the doing of what led to it; of nothing known it is the size's. */
    @Test
    void shouldTellOrdersThatOneSideLacks() {
        order(live, 0, Purpose.ENTRY, Side.BUY, 100);
        order(simulated, 1, Purpose.STOP, Side.SELL, 70);
        verdict(live, 1, Outcome.IN_POSITION, 0);
        order(live, 2, Purpose.EXIT, Side.SELL, 100);
        order(simulated, 2, Purpose.EXIT, Side.SELL, 90);
        assertEquals(
                List.of(
                        new Difference(end(0), Cause.SIZE, "entry of QQQ", "buy 100", "no order", 0),
                        new Difference(end(1), Cause.TIMING, "verdict on QQQ", "in-position", "none", 0),
                        new Difference(end(1), Cause.TIMING, "stop of QQQ", "no order", "sell 70", 0),
                        new Difference(end(2), Cause.SIZE, "exit of QQQ, quantity", "100", "90", 0)),
                differences());
    }

    /** The buyer who paid a dime more for each of 100 is 10 worse off, the seller who got it 10 better. */
    @Test
    void shouldTellPricesInMoney() {
        fill(order(live, 0, Purpose.ENTRY, Side.BUY, 100), 100, 10.10, end(0) + 1);
        fill(order(simulated, 0, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(0) + 2);
        fill(order(live, 1, Purpose.EXIT, Side.SELL, 100), 100, 10.10, end(1));
        fill(order(simulated, 1, Purpose.EXIT, Side.SELL, 100), 100, 10, end(1));
        assertEquals(
                List.of(
                        new Difference(
                                end(0) + 1,
                                Cause.FILL,
                                "entry of QQQ",
                                "100 at 10.10, " + CALENDAR.format(end(0) + 1),
                                "100 at 10.00, " + CALENDAR.format(end(0) + 2),
                                -10 * E8),
                        new Difference(
                                end(1),
                                Cause.FILL,
                                "exit of QQQ",
                                "100 at 10.10, " + CALENDAR.format(end(1)),
                                "100 at 10.00, " + CALENDAR.format(end(1)),
                                10 * E8)),
                differences());
    }

    /** Of 60 and 100 shares at other prices only 60 can be compared. */
    @Test
    void shouldTellQuantitiesThatTheOrdersDoNotExplain() {
        fill(order(live, 0, Purpose.ENTRY, Side.BUY, 100), 60, 10.10, end(0));
        fill(order(simulated, 0, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(0));
        // As many fewer as were ordered: the size has been told.
        fill(order(live, 1, Purpose.ENTRY, Side.BUY, 70), 70, 10, end(1));
        fill(order(simulated, 1, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(1));
        // Ordered otherwise, and executed alike.
        fill(order(live, 2, Purpose.ENTRY, Side.BUY, 70), 50, 10, end(2));
        fill(order(simulated, 2, Purpose.ENTRY, Side.BUY, 100), 50, 10, end(2));
        order(live, 3, Purpose.ENTRY, Side.BUY, 100);
        fill(order(simulated, 3, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(3) + 7);
        fill(order(live, 4, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(4) + 8);
        order(simulated, 4, Purpose.ENTRY, Side.BUY, 100);
        order(live, 5, Purpose.ENTRY, Side.BUY, 100);
        order(simulated, 5, Purpose.ENTRY, Side.BUY, 100);
        String what = "entry of QQQ";
        assertEquals(
                List.of(
                        new Difference(
                                end(0),
                                Cause.FILL,
                                what,
                                "60 at 10.10, " + CALENDAR.format(end(0)),
                                "100 at 10.00, " + CALENDAR.format(end(0)),
                                -6 * E8),
                        new Difference(end(1), Cause.SIZE, what + ", quantity", "70", "100", 0),
                        new Difference(end(2), Cause.SIZE, what + ", quantity", "70", "100", 0),
                        new Difference(
                                end(3) + 7,
                                Cause.FILL,
                                what,
                                "not executed",
                                "100 at 10.00, " + CALENDAR.format(end(3) + 7),
                                0),
                        new Difference(
                                end(4) + 8,
                                Cause.FILL,
                                what,
                                "100 at 10.00, " + CALENDAR.format(end(4) + 8),
                                "not executed",
                                0)),
                differences());
    }

    /** What executes at a bar's end does so after that bar. */
    @Test
    void shouldTellAnExecutionInAnotherBarAsTiming() {
        for (int i = 0; i < 5; i++) {
            bar(live, i, 10);
            bar(simulated, i, 10);
        }
        fill(order(live, 0, Purpose.ENTRY, Side.BUY, 100), 1, 10, end(1) - 1);
        fill(order(simulated, 0, Purpose.ENTRY, Side.BUY, 100), 1, 10, end(1));
        fill(order(live, 2, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(3));
        fill(order(simulated, 2, Purpose.ENTRY, Side.BUY, 100), 100, 10, end(4) - 1);
        assertEquals(
                List.of(new Difference(
                        end(1) - 1,
                        Cause.TIMING,
                        "entry of QQQ",
                        "1 at 10.00, " + CALENDAR.format(end(1) - 1),
                        "1 at 10.00, " + CALENDAR.format(end(1)),
                        0)),
                differences());
    }

    @Test
    void shouldTellTheFeeByItself() {
        SessionFacts.OrderFact mine = order(live, 0, Purpose.ENTRY, Side.BUY, 100);
        SessionFacts.OrderFact other = order(simulated, 0, Purpose.ENTRY, Side.BUY, 100);
        fill(mine, 100, 10, end(0) + 3);
        fill(other, 100, 10, end(0) + 3);
        mine.commissionE8 = 2 * E8;
        other.commissionE8 = E8 / 2;
        // Charged for what did not execute: at the time of what caused the order.
        order(live, 1, Purpose.EXIT, Side.SELL, 100).commissionE8 = E8;
        order(simulated, 1, Purpose.EXIT, Side.SELL, 100).commissionE8 = 3 * E8;
        assertEquals(
                List.of(
                        new Difference(end(0) + 3, Cause.FEE, "entry of QQQ, commission", "2.00", "0.50", -E8 - E8 / 2),
                        new Difference(end(1), Cause.FEE, "exit of QQQ, commission", "1.00", "3.00", 2 * E8)),
                differences());
    }

    @Test
    void shouldTellEverythingInTheOrderOfTime() {
        verdict(live, 1, Outcome.ACCEPTED, 100);
        bar(live, 2, 10);
        input(live, 0, SignalKind.HOLD, 1);
        assertEquals(
                List.of("INDICATOR", "SIZE", "BAR"),
                differences().stream().map(one -> one.cause().name()).toList());
    }

    private List<Difference> differences() {
        return Divergence.of(engine, live, simulated);
    }

    private static long end(int bar) {
        return OPEN + (bar + 1) * FIVE_MINUTES;
    }

    private static void bar(SessionFacts side, int bar, long close) {
        side.bars.put(
                new SessionFacts.BarKey(0, end(bar) - FIVE_MINUTES),
                new SessionFacts.BarFact(end(bar), 10 * E8, 12 * E8, 9 * E8, close * E8, 100));
    }

    private static void input(SessionFacts side, int bar, SignalKind signal, double value) {
        SessionFacts.InputFact fact = new SessionFacts.InputFact();
        fact.values = List.of(value);
        fact.signal = signal;
        side.inputs.put(new SessionFacts.InputKey(0, 0, end(bar)), fact);
    }

    private static void verdict(SessionFacts side, int bar, Outcome outcome, long quantity) {
        side.verdicts.put(
                new SessionFacts.DecisionKey(0, 0, end(bar)), new SessionFacts.VerdictFact(outcome, quantity));
    }

    private static SessionFacts.OrderFact order(SessionFacts side, int bar, Purpose purpose, Side way, long quantity) {
        SessionFacts.OrderFact order = new SessionFacts.OrderFact();
        order.side = way;
        order.quantity = quantity;
        side.orders.put(new SessionFacts.OrderKey(0, 0, purpose, end(bar)), order);
        return order;
    }

    private static void fill(SessionFacts.OrderFact order, long shares, double price, long nanos) {
        order.filled = shares;
        order.valueE8 = Math.round(price * 100) * (E8 / 100) * shares;
        order.filledNanos = nanos;
    }
}
