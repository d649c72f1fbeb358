package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.Carried;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator decides whose a difference is: the book of a strategy or of a portfolio, or his own. */
class TakeOverTest {
    private final OrderBench bench = new OrderBench();
    private final TakeOver takeOver = new TakeOver(
            bench.table,
            bench.holdings,
            bench.books.reconciler,
            bench.books.foreign,
            OrderBench.INSTRUMENTS,
            () -> bench.nanos);

    private String refusal(Operator operator, String note) {
        return takeOver.refusal(operator, note, true);
    }

    /** The argument of a carried part has the book in its lower half; -2 is the second portfolio's. */
    private static String adopted(int binding, String rest) {
        return "POSITION 1 flags 8 code 0 argument " + Carried.argument(binding, 0) + ": " + rest;
    }

    @Test
    void shouldSayWhyNothingIsTakenOver() {
        assertEquals("\"IBM\" is not one of [AAA, BBB]; give the symbol", refusal(Operator.ADOPT, "IBM"));
        assertEquals(
                "the broker has not been compared with; wait until status says ready",
                takeOver.refusal(Operator.FORGET, "BBB", false));
        assertEquals("BBB: 0 here and at the broker; there is nothing to adopt", refusal(Operator.ADOPT, "bbb mine"));
        assertNull(refusal(Operator.FORGET, "BBB"));
        bench.account(1, 7);
        assertEquals("the account moves just now; try again in some seconds", refusal(Operator.ADOPT, "BBB"));
        bench.compare();
        assertEquals("the account moves just now; try again in some seconds", refusal(Operator.ADOPT, "BBB"));
        bench.compare();
        assertNull(refusal(Operator.ADOPT, "BBB"));
        bench.account(1, 8);
        assertEquals("the account moves just now; try again in some seconds", refusal(Operator.FORGET, "BBB"));
        assertNull(refusal(Operator.HALT, "anything"));
    }

    @Test
    void shouldNotTakeOverBeforeTheFirstComparison() {
        Holdings fresh = new Holdings(bench.table, id -> 0, new int[] {0, 1}, new long[2]);
        TakeOver early = new TakeOver(
                bench.table,
                fresh,
                bench.books.reconciler,
                bench.books.foreign,
                OrderBench.INSTRUMENTS,
                () -> bench.nanos);
        assertEquals(
                "the broker has not been compared with; wait until status says ready",
                early.refusal(Operator.FORGET, "AAA", true));
        fresh.compare(0);
        assertNull(early.refusal(Operator.FORGET, "AAA", true));
    }

    @Test
    void shouldSayWhatHasToBePutRightBeforeAnUnlatch() {
        assertNull(refusal(Operator.UNLATCH, ""));
        bench.account(1, 7).compare();
        assertEquals(
                "BBB: 0 here, 7 at the broker; put it right at the broker, or say how it is: ringside adopt SYMBOL (the"
                        + " strategy goes on with what is there), ringside forget SYMBOL (what is there is yours)",
                refusal(Operator.UNLATCH, ""));
    }

    /** Others bought 7 at 100 and 3 at 110: 10 at 103. Without a portfolio they are the strategy's. */
    @Test
    void shouldAdoptForTheStrategyOrForAPortfolio() {
        bench.holdings.executed(1, "x.01", 7, 100 * OrderBench.ONE);
        bench.holdings.executed(1, "y.01", 3, 110 * OrderBench.ONE);
        bench.account(1, 10).compare().compare().take();
        assertFalse(takeOver.obey(Operator.ADOPT, "BBB", BookId.ALL, bench.out), "the executions say at which price");
        assertEquals(
                List.of(adopted(1, "10 at 103.00"), "POSITION 1 flags 8 code 101 argument 10: 0 at 0.00"),
                bench.take());
        assertEquals(10, bench.table.held(1));
        bench.account(1, 15).compare().compare().take();
        assertTrue(takeOver.obey(Operator.ADOPT, "BBB", 1, bench.out), "nobody knows at which price");
        assertEquals(
                List.of(adopted(-2, "5 at 0.00"), "POSITION 1 flags 8 code 101 argument 10: 0 at 0.00"), bench.take());
        // Books: two of strategies, then two of each portfolio.
        assertEquals(5, bench.table.held(5));
        assertEquals(0, bench.holdings.difference(1));
    }

    /** What an operator once left to himself he can give to a strategy, though account and book agree. */
    @Test
    void shouldAdoptWhatWasForgotten() {
        bench.account(1, 10).compare().compare().take();
        assertFalse(takeOver.obey(Operator.FORGET, "BBB", BookId.ALL, bench.out), "the book has none to lose");
        assertEquals(List.of("POSITION 1 flags 8 code 101 argument 0: 10 at 0.00"), bench.take());
        assertEquals(10, bench.holdings.standing(1));
        bench.compare();
        assertNull(refusal(Operator.ADOPT, "BBB"));
        takeOver.obey(Operator.ADOPT, "BBB", BookId.ALL, bench.out);
        assertEquals(10, bench.table.held(1));
        assertEquals(0, bench.holdings.standing(1));
    }

    @Test
    void shouldAcknowledgeTheOrdersOfOthersWithAnUnlatch() {
        bench.books.foreign.onOrder(901, 0, bench.out);
        bench.books.foreign.onOrder(900, 0, bench.out);
        bench.take();
        takeOver.obey(Operator.UNLATCH, "", BookId.ALL, bench.out);
        assertEquals(
                List.of(
                        "POSITION 0 flags 8 code 102 argument 900: 0 at 0.00",
                        "POSITION 0 flags 8 code 102 argument 901: 0 at 0.00"),
                bench.take());
        takeOver.obey(Operator.UNLATCH, "", BookId.ALL, bench.out);
        takeOver.obey(Operator.HALT, "", BookId.ALL, bench.out);
        assertEquals(List.of(), bench.take(), "each once");
        bench.books.foreign.onOrder(900, 0, bench.out);
        assertEquals(List.of(), bench.take(), "that one is known");
    }
}
