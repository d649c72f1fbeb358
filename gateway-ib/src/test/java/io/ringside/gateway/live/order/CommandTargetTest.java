package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.risk.Carried;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which commands about one instrument or one order are obeyed, and what the engine is told of them. */
class CommandTargetTest {
    private static final long ENTRY = OrderRef.of(20_259, 7, 0);
    private static final long STOP = OrderRef.of(20_259, 7, 1);

    private final OrderTable table = new OrderTable(1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final CommandTarget target = new CommandTarget(
            table,
            EngineSettings.of(EngineSettings.load(Path.of("..", "config", "qqq.conf")))
                    .instruments());

    @Test
    void shouldRefuseToCloseWhatThereIsNot() {
        assertTrue(target.refusal(Operator.CLOSE, "IBM", BookId.ALL).startsWith("\"IBM\" is not one of [QQQ]"));
        assertTrue(target.refusal(Operator.CLOSE, "", BookId.ALL).contains("give the symbol"));
        assertEquals(
                "nothing is held of QQQ, and no entry works",
                target.refusal(Operator.CLOSE, "QQQ from the page", BookId.ALL));
    }

    @Test
    void shouldCloseAPositionAndAnEntryThatWorks() {
        carry(0, 0, 100);
        assertNull(target.refusal(Operator.CLOSE, "qqq lunch", BookId.ALL));
        assertEquals(0, target.argument(Operator.CLOSE, "qqq lunch", BookId.ALL));
    }

    @Test
    void shouldCloseWhatOnlyEnters() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        assertNull(target.refusal(Operator.CLOSE, "QQQ", BookId.ALL));
    }

    @Test
    void shouldCancelAnOrderThatWorksAndNoStop() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        assertNull(target.refusal(Operator.CANCEL, OrderRef.format(ENTRY) + " why not", BookId.ALL));
        assertEquals(ENTRY, target.argument(Operator.CANCEL, OrderRef.format(ENTRY) + " why not", BookId.ALL));
        assertTrue(target.refusal(Operator.CANCEL, OrderRef.format(STOP), BookId.ALL)
                .contains("protects a position and stays"));
    }

    /** The first one alone would be obeyed, and its answer reads as if both were. */
    @Test
    void shouldRefuseTwoAtOnce() {
        carry(0, 0, 100);
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        String two = OrderRef.format(ENTRY) + " " + OrderRef.format(STOP);
        assertTrue(target.refusal(Operator.CANCEL, two, BookId.ALL)
                .startsWith("\"" + OrderRef.format(STOP) + "\" as well? One at a time: nothing was done"));
        for (Operator operator : List.of(Operator.CLOSE, Operator.ADOPT, Operator.FORGET)) {
            assertTrue(target.refusal(operator, "IBM  QQQ", BookId.ALL).startsWith("\"QQQ\" as well?"));
        }
        assertNull(target.refusal(Operator.CLOSE, "QQQ qqq falls", BookId.ALL), "a reason");
        assertNull(target.refusal(Operator.CLOSE, "QQQ before QQQ falls", BookId.ALL), "a reason");
        assertNull(target.refusal(Operator.HALT, "sold QQQ", BookId.ALL), "is about all");
    }

    @Test
    void shouldRefuseToCancelWhatIsNoOrder() {
        assertTrue(target.refusal(Operator.CANCEL, "", BookId.ALL).contains("is no order"));
        assertTrue(target.refusal(Operator.CANCEL, "R2025", BookId.ALL).contains("is no order"));
        assertTrue(target.refusal(Operator.CANCEL, OrderRef.format(ENTRY), BookId.ALL)
                .startsWith("no order R2025"));
    }

    @Test
    void shouldRefuseASilenceThatIsNoNumberOfMinutesOrLongerThanADay() {
        assertTrue(target.refusal(Operator.SILENCE, "", BookId.ALL).contains("is no number of minutes"));
        assertTrue(target.refusal(Operator.SILENCE, "-1 lunch", BookId.ALL).contains("\"-1\" is no number of minutes"));
        assertTrue(target.refusal(Operator.SILENCE, "481", BookId.ALL).contains("to 480"));
        assertNull(target.refusal(Operator.SILENCE, "480 lunch", BookId.ALL));
        assertEquals(480, target.argument(Operator.SILENCE, "480 lunch", BookId.ALL));
        assertEquals(0, target.argument(Operator.SILENCE, "0", BookId.ALL));
    }

    @Test
    void shouldHaveNothingToSayOfOtherCommands() {
        assertNull(target.refusal(Operator.HALT, "lunch", BookId.ALL));
        assertEquals(0, target.argument(Operator.FLATTEN, "lunch", BookId.ALL));
    }

    /** A portfolio's close concerns its own shares and entries. */
    @Test
    void shouldCloseOnlyWhatThePortfolioHas() {
        OrderBench bench = new OrderBench();
        CommandTarget both = new CommandTarget(bench.table, OrderBench.INSTRUMENTS);
        String nothing = "nothing is held of BBB, and no entry works";
        bench.carry(BookId.ofPortfolio(1), 1, 1);
        assertNull(both.refusal(Operator.CLOSE, "BBB", 1));
        assertEquals(nothing, both.refusal(Operator.CLOSE, "BBB", 0));
        assertNull(both.refusal(Operator.CLOSE, "BBB", BookId.ALL));
        assertEquals("nothing is held of AAA, and no entry works", both.refusal(Operator.CLOSE, "AAA", BookId.ALL));
        bench.decide("place 1 REBALANCE BUY 5 in 1 for 0");
        assertNull(both.refusal(Operator.CLOSE, "BBB", 0));
        assertEquals("nothing is held of AAA, and no entry works", both.refusal(Operator.CLOSE, "AAA", 0));
        bench.order(1).terms.side = Side.SELL;
        assertEquals(nothing, both.refusal(Operator.CLOSE, "BBB", 0), "it enters nothing");
        bench.order(1).terms.side = Side.BUY;
        bench.order(1).state = LiveOrder.State.DONE;
        assertEquals(nothing, both.refusal(Operator.CLOSE, "BBB", 0), "it is over");
        assertEquals(1L << 32 | 1, both.argument(Operator.CLOSE, "BBB", 0));
        assertEquals(2L << 32, both.argument(Operator.HALT, "", 1));
    }

    @Test
    void shouldRefuseToCancelWhatIsOver() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        table.byRef(ENTRY).state = LiveOrder.State.DONE;
        String text = OrderRef.format(ENTRY);
        assertEquals(
                "no order " + text + " works; ringside orders lists them",
                target.refusal(Operator.CANCEL, text, BookId.ALL));
    }

    /** What an operator has closed and the broker has not got yet. */
    @Test
    void shouldTellWhichExitsWait() {
        OrderBench bench = new OrderBench();
        CommandTarget both = new CommandTarget(bench.table, OrderBench.INSTRUMENTS);
        bench.carry(1, 1, 100).carry(0, 0, 100).account(0, 100).account(1, 100);
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.decide("place 1 FLATTEN SELL 100 in 1", "place 2 EXIT SELL 100 in 1", "place 3 FLATTEN SELL 100");
        assertEquals(List.of(OrderBench.name(1)), both.waitingExits("BBB now"));
        assertEquals(List.of(OrderBench.name(3)), both.waitingExits("aaa"));
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of(), both.waitingExits("BBB now"), "they are sent");
    }

    private void carry(int code, long ref, long quantity) {
        long argument = Carried.argument(0, Integer.MAX_VALUE);
        table.apply(event.position(0, 1_000, EngineEvent.FLAG_CARRIED, code, argument, ref, quantity, 100));
    }
}
