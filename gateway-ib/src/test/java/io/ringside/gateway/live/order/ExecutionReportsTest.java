package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.inbound.OrderReport;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is journaled of executions, their corrections and their commissions, with all figures. */
class ExecutionReportsTest {
    private final OrderBench bench = new OrderBench();

    private void entryFor100() {
        bench.decide("place 1 ENTRY BUY 100").open(1).take();
        bench.books.query.begin();
    }

    private void commission(String execId, double money) {
        bench.books.executions.commission(execId, Math.round(money * OrderBench.ONE), bench.out);
    }

    // ---- Executions -----------------------------------------------------------------------------------------------

    @Test
    void shouldJournalAnExecutionWithWhatIsLeft() {
        entryFor100();
        bench.execute(1, "a.01", 60, 100.25, 60).execute(1, "b.01", 40, 100.5, 100);
        assertEquals(
                List.of(
                        "FILL 1 BUY 60 at 100.25 leaves 40 as 1001 a.01",
                        "FILL 1 BUY 40 at 100.50 leaves 0 as 1001 b.01"),
                bench.take());
        assertFalse(bench.books.query.isWanted());
    }

    @Test
    void shouldJournalASale() {
        bench.carry(0, 0, 100).account(0, 100).decide("place 3 EXIT SELL 100").open(3);
        bench.take();
        bench.execute(3, "a.01", 99, 100, 99);
        assertEquals(List.of("FILL 3 SELL 99 at 100.00 leaves 1 as 1003 a.01"), bench.take());
    }

    /** The second one comes first, and says that the broker counts both. */
    @Test
    void shouldTakeExecutionsInAnyOrder() {
        entryFor100();
        bench.execute(1, "b.01", 40, 100, 100).execute(1, "a.01", 60, 100, 60);
        assertEquals(
                List.of(
                        "FILL 1 BUY 40 at 100.00 leaves 60 as 1001 b.01",
                        "FILL 1 BUY 60 at 100.00 leaves 0 as 1001 a.01"),
                bench.take());
    }

    /** A count that is not told proves nothing; what was told before stays the most. */
    @Test
    void shouldHoldAnExecutionAgainstWhatWasCountedSoFar() {
        entryFor100();
        bench.execute(1, "a.01", 40, 100, 0, one -> one.cumulativeE8 = OrderReport.NOT_TOLD_E8);
        assertEquals(0, bench.order(1).countedMost);
        bench.execute(1, "b.01", 20, 100, 60);
        assertEquals(60, bench.order(1).countedMost);
        bench.take();
        bench.execute(1, "c.01", 20, 100, 59);
        assertEquals(
                List.of(
                        "DOUBT execution c.01 of " + OrderBench.name(1) + ": " + Judgement.EXECUTION_COUNT.words(),
                        "BREAK 0 "
                                + ("execution c.01 of " + OrderBench.name(1) + ": " + Judgement.EXECUTION_COUNT.words())
                                        .substring(0, 64)),
                bench.take());
        assertTrue(bench.books.query.isWanted());
    }

    /** Sent by an earlier process, which alone may have heard how many were counted. */
    @Test
    void shouldNotHoldACarriedOrderAgainstACount() {
        entryFor100();
        bench.order(1).placedHere = false;
        bench.execute(1, "a.01", 60, 100, 60).execute(1, "b.01", 20, 100, 20);
        assertEquals(
                List.of(
                        "FILL 1 BUY 60 at 100.00 leaves 40 as 1001 a.01",
                        "FILL 1 BUY 20 at 100.00 leaves 20 as 1001 b.01"),
                bench.take());
    }

    @Test
    void shouldDisputeOnceWhatIsToldTwice() {
        entryFor100();
        bench.execute(1, "a.01", 60, 100, 60).take();
        bench.execute(1, "a.01", 60, 101, 60);
        assertEquals(2, bench.take().size(), "a doubt and a break");
        bench.execute(1, "a.01", 60, 100, 60).execute(1, "a.01", 60, 101, 60);
        assertEquals(List.of(), bench.take(), "as it was told before");
    }

    /** Executions of two orders in dispute: the position of the one confirms what was executed of it alone. */
    @Test
    void shouldBookWhatThePositionOfItsInstrumentConfirms() {
        bench.decide("place 1 ENTRY BUY 100", "place 2 ENTRY BUY 50 in 1").open(1, 2);
        bench.take();
        bench.account(0, 120);
        disputeBoth();
        disputeBoth();
        List<String> lines = bench.take();
        lines.removeIf(line -> line.startsWith("DOUBT") || line.startsWith("BREAK"));
        assertEquals(List.of("FILL 1 BUY 120 at 100.00 leaves 0 as 1001 a.01"), lines);
        assertEquals(120, bench.table.position(0));
        assertEquals(0, bench.table.position(1));
    }

    private void disputeBoth() {
        long snapshot = bench.books.query.begin();
        bench.open(1, 2).execute(1, "a.01", 120, 100, 120).execute(2, "b.01", 60, 100, 60);
        bench.books.reconciler.compare(snapshot, bench.nanos, bench.out);
    }

    @Test
    void shouldDisputeAnExecutionOfAnotherAccount() {
        entryFor100();
        bench.execute(1, "a.01", 60, 100, 60, one -> one.ourAccount = false);
        assertEquals(
                "DOUBT execution a.01 of " + OrderBench.name(1) + ": it is on another account",
                bench.take().get(0));
    }

    // ---- Corrections ----------------------------------------------------------------------------------------------

    /** 60 at 100.25 become 60 at 100.5: 15 more were paid. */
    @Test
    void shouldChargeACorrectedPrice() {
        entryFor100();
        bench.execute(1, "a.01", 60, 100.25, 60).take();
        bench.execute(1, "a.02", 60, 100.5, 60);
        assertEquals(List.of("COMMISSION 1 15.00 leaves 40 code -9 a.02"), bench.take());
        bench.execute(1, "a.02", 60, 100.5, 60).execute(1, "a.01", 60, 100.25, 60);
        assertEquals(List.of(), bench.take());
    }

    // ---- Commissions ----------------------------------------------------------------------------------------------

    @Test
    void shouldJournalACommissionWithTheBrokersNumber() {
        entryFor100();
        commission("a.01", 1.25);
        assertEquals(List.of(), bench.take());
        bench.execute(1, "a.01", 60, 100, 60);
        commission("a.01", 1.5);
        assertEquals(
                List.of(
                        "FILL 1 BUY 60 at 100.00 leaves 40 as 1001 a.01",
                        "COMMISSION 1 1.25 leaves 40 code 0 as 1001 a.01",
                        "COMMISSION 1 0.25 leaves 40 code 0 as 1001 a.01"),
                bench.take());
    }

    @Test
    void shouldDoubtACommissionThatNoTradeCosts() {
        entryFor100();
        bench.execute(1, "a.01", 60, 100, 60).take();
        bench.books.executions.commission("a.01", 700 * OrderBench.ONE + 1, bench.out);
        assertEquals(List.of("DOUBT commission of execution a.01: no trade of ours costs as much"), bench.take());
        assertTrue(bench.books.query.isWanted());
        bench.books.query.begin();
        bench.books.executions.commission("a.01", 700 * OrderBench.ONE, bench.out);
        assertEquals(List.of("COMMISSION 1 700.00 leaves 40 code 0 as 1001 a.01"), bench.take());
        assertFalse(bench.books.query.isWanted());
    }

    // ---- Executions of others -------------------------------------------------------------------------------------

    private void foreign(String execId, Consumer<ExecutionReport> change) {
        ExecutionReport report = new ExecutionReport();
        report.execId = execId;
        report.brokerOrderId = 77;
        report.ourAccount = true;
        report.contractId = 101;
        report.side = Side.SELL;
        report.sharesE8 = 10 * OrderBench.ONE;
        report.priceE8 = 100 * OrderBench.ONE;
        report.cumulativeE8 = report.sharesE8;
        change.accept(report);
        bench.books.executions.execution(report, bench.out);
    }

    @Test
    void shouldBreakOnAnExecutionOfOthersAndCountIt() {
        foreign("x.01", any -> {});
        assertEquals(
                List.of("DOUBT execution 77: none of our orders explains it", "BREAK 0 execution 77 is not ours"),
                bench.take());
        assertEquals(-10, bench.holdings.othersShares(1));
        assertTrue(bench.books.query.isWanted());
        bench.books.query.begin();
        foreign("x.01", any -> {});
        assertFalse(bench.books.query.isWanted(), "it was told before");
        foreign("y.01", any -> {});
        assertTrue(bench.books.query.isWanted());
        assertEquals(List.of(), bench.take(), "of an order that was told");
        assertEquals(-20, bench.holdings.othersShares(1));
    }

    @Test
    void shouldNotCountAnExecutionOfOthersThatCannotBe() {
        foreign("a.01", one -> one.sharesE8 = (InboundBounds.SHARES_MAX + 1) * OrderBench.ONE);
        foreign("b.01", one -> one.priceE8 = 0);
        foreign("c.01", one -> one.sharesE8 = 0);
        foreign("d.01", one -> one.sharesE8 = -10 * OrderBench.ONE);
        assertEquals(0, bench.holdings.othersShares(1));
        foreign("e.01", one -> one.sharesE8 = InboundBounds.SHARES_MAX * OrderBench.ONE);
        assertEquals(-InboundBounds.SHARES_MAX, bench.holdings.othersShares(1));
        foreign("f.01", one -> one.priceE8 = 1);
        assertEquals(-InboundBounds.SHARES_MAX - 10, bench.holdings.othersShares(1));
    }

    /** Before the first comparison the executions of the whole day are told; it shows whether they matter. */
    @Test
    void shouldNotBreakOnExecutionsOfOthersBeforeTheFirstComparison() {
        Holdings fresh = new Holdings(bench.table, id -> 0, new int[] {0, 1}, new long[2]);
        ForeignOrders foreign =
                new ForeignOrders(bench.table, fresh, bench.books.contracts, bench.books.query, bench.books.breaks);
        ExecutionReport report = new ExecutionReport();
        report.execId = "x.01";
        report.brokerOrderId = 77;
        report.contractId = 101;
        report.side = Side.BUY;
        report.sharesE8 = 10 * OrderBench.ONE;
        report.priceE8 = 100 * OrderBench.ONE;
        foreign.onExecution(report, bench.out);
        assertEquals(List.of(), bench.take());
        assertFalse(bench.books.query.isWanted());
        assertEquals(10, fresh.othersShares(1));
        fresh.compare(1);
        report.execId = "y.01";
        foreign.onExecution(report, bench.out);
        assertEquals(2, bench.take().size());
        assertTrue(bench.books.query.isWanted());
    }

    @Test
    void shouldNameAnOrderOfAnEarlierSession() {
        foreign("x.01", one -> one.orderRef = OrderBench.ref(9));
        assertEquals(
                List.of(
                        "DOUBT execution 77: none of our orders explains it",
                        "BREAK 0 execution 77 is " + OrderBench.name(9) + " unknown"),
                bench.take());
        foreign("y.01", one -> {
            one.orderRef = OrderRef.NONE;
            one.brokerOrderId = 78;
            one.liquidation = true;
            one.contractId = 5;
        });
        assertEquals(
                List.of(
                        "DOUBT liquidation by the broker 78: the broker liquidates the position by itself",
                        "BREAK 0 liquidation by the broker 78 is not ours"),
                bench.take());
        assertEquals(List.of(77L, 78L), bench.books.foreign.unseen());
    }

    @Test
    void shouldNotHeedExecutionsOfOtherAccounts() {
        foreign("x.01", one -> one.ourAccount = false);
        assertEquals(List.of(), bench.take());
        assertEquals(0, bench.holdings.othersShares(1));
    }

    /** Told as somebody else's before our number of its order was known. */
    @Test
    void shouldCountAnExecutionThatIsOursAfterAllNoMore() {
        bench.decide("place 2 ENTRY BUY 50 in 1").open(2);
        foreign("x.01", any -> {});
        assertEquals(-10, bench.holdings.othersShares(1));
        bench.execute(2, "x.01", 10, 100, 10);
        assertEquals(0, bench.holdings.othersShares(1));
    }
}
