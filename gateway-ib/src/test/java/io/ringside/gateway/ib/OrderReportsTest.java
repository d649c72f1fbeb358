package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.OrderReport;
import io.ringside.gateway.live.inbound.OrderStatus;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderReports.Complaint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of the broker's words about an entry for 100 shares, order 1, and its stop at 95, order 2; both work and none of
 * them has executed. Whether the broker is to be asked is told beside what is journaled.
 */
class OrderReportsTest {
    private static final long ONE = FixedPoint.ONE_E8;

    @TempDir
    Path folder;

    private OrderDriver driver;

    @BeforeEach
    void placeBoth() {
        driver = new OrderDriver(folder);
        driver.decide("place 1 ENTRY BUY 100", "place 2 STOP SELL 100 stop 95 parent 1");
        driver.broker("openOrder 1 Submitted 100", "openOrder 2 PreSubmitted 100");
        driver.take();
        driver.books.query.begin();
    }

    // ---- Executions -----------------------------------------------------------------------------------------------

    @Test
    void shouldBookAnExecutionOnceAndChargeItsCommissionWhicheverComesFirst() {
        commission("a.01", 1.5);
        assertTold();
        execute("a.01", 60, 100, 60);
        assertTold("FILL 1 60", "COMMISSION 1 1.50");
        execute("b.01", 40, 100.5, 100);
        assertTold("FILL 1 40");
        commission("b.01", 1);
        commission("b.01", 1);
        execute("b.01", 40, 100.5, 100);
        assertTold("COMMISSION 1 1.00");
        commission("b.01", 1.25);
        assertTold("COMMISSION 1 0.25");
    }

    /** A tenth of 6,000 and a hundred. */
    @Test
    void shouldChargeNoCommissionThatCannotBe() {
        execute("a.01", 60, 100, 60);
        assertTold("FILL 1 60");
        commission("a.01", 700.01);
        assertAsked("DOUBT");
        commission("a.01", 700);
        assertTold("COMMISSION 1 700.00");
    }

    @Test
    void shouldChargeTheDifferenceWhenThePriceIsCorrected() {
        execute("a.01", 100, 100, 100);
        assertTold("FILL 1 100");
        execute("a.02", 100, 100.75, 100);
        assertTold("COMMISSION 1 75.00");
        execute("a.02", 100, 100.75, 100);
        execute("a.01", 100, 100, 100);
        assertTold();
        execute("a.03", 100, 100.25, 100);
        assertTold("COMMISSION 1 -50.00");
    }

    @Test
    void shouldDisputeWhatContradictsItselfOrIsNotTheOrders() {
        execute("a.01", 60, 100, 60);
        assertTold("FILL 1 60");
        execute("a.01", 60, 101, 60);
        assertAsked("DOUBT", "BREAK");
        execute("a.01", 60, 101, 60);
        assertTold();
        execute("b.01", 40, 100, 99);
        assertAsked("DOUBT", "BREAK");
        execute("c.01", 41, 100, 101);
        assertAsked("DOUBT", "BREAK");
        told(report("d.01", 40, 100, 100), one -> one.side = Side.SELL);
        assertAsked("DOUBT", "BREAK");
        told(report("e.01", 40, 100, 100), one -> one.ourAccount = false);
        assertAsked("DOUBT", "BREAK");
        told(report("f.01", 40, 100, 100), one -> one.contractId++);
        assertAsked("DOUBT", "BREAK");
        execute("g.01", 40, 100, 100);
        assertTold("FILL 1 40");
    }

    /** The broker says again that nothing was executed, and its position agrees. */
    @Test
    void shouldTakeBackWhatWasBustedOnceTheBrokersPositionConfirmsIt() {
        execute("a.01", 100, 100, 100);
        driver.broker("position 100").compare("openOrder 2 PreSubmitted 100");
        driver.take();
        execute("a.02", 0, 0, 0);
        assertAsked("DOUBT", "BREAK");
        driver.broker("position 0");
        compareWith(report("a.02", 0, 0, 0));
        assertFalse(driver.take().toString().contains("FILL"), "told in one comparison only");
        compareWith(report("a.02", 0, 0, 0));
        List<String> lines = driver.take();
        assertTrue(lines.contains("FILL 1 -100"), lines.toString());
        assertFalse(lines.toString().contains("COMMISSION"), "at its own price");
    }

    /** Of 100 at 100 only 60 are left, at 101: the price of what was booked is corrected, and 40 are taken back. */
    @Test
    void shouldCorrectSharesAndPriceOnceTheBrokersPositionConfirmsIt() {
        execute("a.01", 100, 100, 100);
        driver.broker("position 100").compare("openOrder 2 PreSubmitted 100");
        driver.take();
        driver.broker("position 60");
        compareWith(report("a.02", 60, 101, 60));
        compareWith(report("a.02", 60, 101, 60));
        List<String> lines = driver.take();
        assertTrue(lines.contains("COMMISSION 1 100.00"), lines.toString());
        assertTrue(lines.contains("FILL 1 -40"), lines.toString());
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    @Test
    void shouldNotEndAnOrderOnASingleStatusWithoutAReason() {
        status(1, OrderStatus.CANCELLED, 0);
        assertAsked();
        status(1, OrderStatus.WORKING, 0);
        assertTold();
        complain(1, Complaint.CANCELLED, 202);
        assertTold();
        status(1, OrderStatus.CANCELLED, 0);
        assertTold("ORDER_CANCELLED 1");
    }

    @Test
    void shouldEndAnOrderOnceAllThatItExecutedIsKnown() {
        complain(1, Complaint.CANCELLED, 202);
        status(1, OrderStatus.CANCELLED, 60);
        assertAsked();
        execute("a.01", 59, 100, 59);
        assertAsked("FILL 1 59");
        execute("b.01", 1, 100, 60);
        assertTold("FILL 1 1", "ORDER_CANCELLED 1");
    }

    /** Statuses overtake each other; what a later comparison says is newer than all of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWaitForTheMostThatStatusesOfOneComparisonSaid(boolean comparedBetween) {
        complain(1, Complaint.CANCELLED, 202);
        driver.take();
        driver.books.query.begin();
        status(1, OrderStatus.WORKING, 60);
        if (comparedBetween) {
            driver.books.query.begin();
        }
        status(1, OrderStatus.CANCELLED, 40);
        execute("a.01", 40, 100, 40);
        assertEquals(comparedBetween ? List.of("FILL 1 40", "ORDER_CANCELLED 1") : List.of("FILL 1 40"), driver.take());
        if (!comparedBetween) {
            execute("b.01", 20, 100, 60);
            assertEquals(List.of("FILL 1 20", "ORDER_CANCELLED 1"), driver.take());
        }
    }

    /** It cannot be checked yet; the comparison that is asked for reports it again. */
    @Test
    void shouldAskAgainForAnExecutionThatComesBeforeItsContractIsKnown() {
        driver.books.contracts.put(0, 0);
        execute("a.01", 60, 100, 60);
        assertAsked();
        driver.books.contracts.put(0, OrderDriver.CONTRACT);
        execute("a.01", 60, 100, 60);
        assertTold("FILL 1 60");
    }

    @Test
    void shouldDoubtAStatusWithMoreThanTheOrderHasOrAPartOfAShare() {
        for (long filledE8 : new long[] {101 * ONE, -ONE, ONE / 2}) {
            driver.told(out -> driver.books.orders.orderStatus(id(1), 1001, OrderStatus.WORKING, filledE8, out));
            assertAsked("DOUBT");
        }
        status(1, OrderStatus.WORKING, 100);
        assertTold();
    }

    @Test
    void shouldAskWhenAnOrderIsInactiveAndBelieveItOnceItWasRefused() {
        status(1, OrderStatus.INACTIVE, 0);
        assertAsked();
        complain(1, Complaint.REFUSED, 201);
        assertAsked("ORDER_REJECTED 1");
        complain(2, Complaint.REFUSED, 201);
        assertAsked();
        status(2, OrderStatus.INACTIVE, 0);
        assertTold("ORDER_REJECTED 2");
    }

    @Test
    void shouldCallAnOrderCancelledThatWasRefusedAfterSomeOfItHadExecuted() {
        execute("a.01", 60, 100, 60);
        assertTold("FILL 1 60");
        complain(1, Complaint.REFUSED, 201);
        assertAsked();
        status(1, OrderStatus.INACTIVE, 60);
        assertTold("ORDER_CANCELLED 1");
    }

    @Test
    void shouldKeepAnOrderAsItWasWhenOnlyItsChangeIsRefused() {
        execute("a.01", 100, 100, 100);
        driver.decide("change 2 100 stop 96");
        assertEquals(List.of("FILL 1 100", "SEND 2 SELL 100"), driver.take());
        complain(2, Complaint.REFUSED, 201);
        assertAsked();
        status(2, OrderStatus.WORKING, 0);
        open(2, one -> one.stopE8 = 96 * ONE);
        assertTold();
        complain(2, Complaint.UNCLEAR, 399);
        assertAsked();
        complain(1, Complaint.UNCLEAR, 399);
        assertTold();
    }

    @Test
    void shouldEndAnOrderThatIsShownAmongTheCompletedOnes() {
        completed(1, OrderStatus.CANCELLED, 40 * ONE);
        assertAsked();
        execute("a.01", 40, 100, 40);
        assertTold("FILL 1 40", "ORDER_CANCELLED 1");
        completed(1, OrderStatus.CANCELLED, 40 * ONE);
        assertTold();
    }

    @Test
    void shouldWaitForTheExecutionsOfACompletedOrderThatDoesNotSayHowManyItHad() {
        completed(1, OrderStatus.FILLED, OrderReport.NOT_TOLD_E8);
        assertAsked();
        execute("a.01", 100, 100, 100);
        assertTold("FILL 1 100");
        completed(2, OrderStatus.WORKING, OrderReport.NOT_TOLD_E8);
        assertTold("ORDER_CANCELLED 2");
    }

    @Test
    void shouldDoubtACompletedOrderWithMoreThanItHad() {
        completed(1, OrderStatus.CANCELLED, 101 * ONE);
        assertAsked("DOUBT");
        assertFalse(order(1).isDone());
    }

    // ---- Open orders ----------------------------------------------------------------------------------------------

    @Test
    void shouldDoubtAnOrderThatIsShownWithOtherTerms() {
        List<Consumer<OrderReport>> changes = List.of(
                one -> one.side = Side.SELL,
                one -> one.side = Side.NONE,
                one -> one.quantityE8 = 101 * ONE,
                one -> one.quantityE8 = 0,
                one -> one.quantityE8 = 99 * ONE + 1,
                one -> one.contractId++,
                one -> one.ourAccount = false,
                one -> one.orderRef = OrderDriver.ref("2"));
        for (Consumer<OrderReport> change : changes) {
            open(1, change);
            assertAsked("DOUBT");
        }
        open(1, one -> one.quantityE8 = 99 * ONE);
        assertTold();
        assertEquals(99, order(1).brokerQuantity);
    }

    @Test
    void shouldAskWhenAnOrderIsShownAsOverAmongThoseThatWork() {
        open(1, one -> one.status = OrderStatus.CANCELLED);
        assertAsked();
        open(1, one -> one.status = OrderStatus.FILLED);
        assertAsked();
        execute("a.01", 100, 100, 100);
        assertTold("FILL 1 100");
    }

    @Test
    void shouldBreakWhenASecondOrderHasTheNumberOfOurs() {
        open(1, one -> one.brokerOrderId = 1099);
        assertTold("BREAK");
        open(1, one -> one.brokerOrderId = 1099);
        assertTold();
    }

    @Test
    void shouldBreakOnceOnAnOrderOfSomebodyElseThatWorks() {
        for (OrderStatus status : new OrderStatus[] {OrderStatus.CANCELLED, OrderStatus.FILLED, OrderStatus.INACTIVE}) {
            stranger(one -> one.status = status);
            assertTold();
        }
        stranger(one -> one.ourAccount = false);
        assertTold();
        stranger(one -> {});
        assertTold("BREAK");
        stranger(one -> {});
        assertTold();
    }

    @Test
    void shouldBreakOnALiquidationAndOnExecutionsOfOthersInWhatIsNotTraded() {
        others("x.01", one -> one.contractId = 7);
        assertTold("BREAK");
        others("y.01", one -> {
            one.contractId = 7;
            one.brokerOrderId = 78;
            one.orderRef = OrderDriver.ref("900");
        });
        assertTold();
        others("z.01", one -> {
            one.contractId = 7;
            one.brokerOrderId = 79;
            one.orderRef = OrderDriver.ref("900");
            one.liquidation = true;
        });
        assertAsked("DOUBT", "BREAK");
        others("z.02", one -> one.ourAccount = false);
        assertTold();
    }

    @Test
    void shouldTellNoMoreThanSoManyBreaksAMinute() {
        List<String> told = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            int number = id;
            stranger(one -> one.brokerOrderId = 5_000L + number);
            told.addAll(driver.take());
        }
        told.removeIf(line -> line.startsWith("DOUBT "));
        assertEquals(20, told.size(), told.toString());
        driver.nanos += 60 * 1_000_000_000L;
        stranger(one -> one.brokerOrderId = 5_061);
        assertTold("BREAK");
    }

    // ---- What the broker says -------------------------------------------------------------------------------------

    private LiveOrder order(int number) {
        return driver.table.byRef(OrderDriver.ref(Integer.toString(number)));
    }

    private int id(int number) {
        return order(number).orderId;
    }

    private ExecutionReport report(String execId, long shares, double price, long cumulative) {
        ExecutionReport report = new ExecutionReport();
        report.execId = execId;
        report.orderId = id(1);
        report.brokerOrderId = 1001;
        report.orderRef = OrderDriver.ref("1");
        report.ourAccount = true;
        report.contractId = OrderDriver.CONTRACT;
        report.side = Side.BUY;
        report.sharesE8 = shares * ONE;
        report.priceE8 = Math.round(price * ONE);
        report.cumulativeE8 = cumulative * ONE;
        return report;
    }

    private void execute(String execId, long shares, double price, long cumulative) {
        told(report(execId, shares, price, cumulative), one -> {});
    }

    private void told(ExecutionReport report, Consumer<ExecutionReport> change) {
        change.accept(report);
        driver.told(out -> driver.books.executions.execution(report, out));
    }

    private void others(String execId, Consumer<ExecutionReport> change) {
        told(report(execId, 10, 100, 10), one -> {
            one.orderId = 0;
            one.brokerOrderId = 77;
            one.orderRef = OrderRef.NONE;
            change.accept(one);
        });
    }

    private void compareWith(ExecutionReport report) {
        driver.compare(() -> {
            driver.broker("openOrder 2 PreSubmitted 100");
            told(report, one -> {});
        });
    }

    private void commission(String execId, double money) {
        driver.told(out -> driver.books.executions.commission(execId, Math.round(money * ONE), out));
    }

    private void status(int number, OrderStatus status, long filled) {
        driver.told(out -> driver.books.orders.orderStatus(id(number), 1000L + number, status, filled * ONE, out));
    }

    private void complain(int number, Complaint complaint, int code) {
        driver.told(out -> driver.books.orders.complaint(id(number), complaint, code, "words", out));
    }

    private OrderReport shown(int number) {
        OrderReport report = new OrderReport();
        report.orderId = id(number);
        report.brokerOrderId = 1000L + number;
        report.orderRef = OrderDriver.ref(Integer.toString(number));
        report.ourAccount = true;
        report.contractId = OrderDriver.CONTRACT;
        report.side = order(number).terms.side;
        report.quantityE8 = 100 * ONE;
        report.stopE8 = order(number).terms.stopE8;
        report.status = OrderStatus.WORKING;
        report.filledE8 = OrderReport.NOT_TOLD_E8;
        return report;
    }

    private void open(int number, Consumer<OrderReport> change) {
        OrderReport report = shown(number);
        change.accept(report);
        driver.told(out -> driver.books.orders.openOrder(report, out));
    }

    private void completed(int number, OrderStatus status, long filledE8) {
        OrderReport report = shown(number);
        report.status = status;
        report.filledE8 = filledE8;
        driver.told(out -> driver.books.orders.completedOrder(report, out));
    }

    private void stranger(Consumer<OrderReport> change) {
        OrderReport report = shown(1);
        report.orderId = 0;
        report.brokerOrderId = 900;
        report.orderRef = OrderRef.NONE;
        change.accept(report);
        driver.told(out -> driver.books.orders.openOrder(report, out));
    }

    // ---- What comes of it -----------------------------------------------------------------------------------------

    private void assertTold(String... lines) {
        check(false, lines);
    }

    private void assertAsked(String... lines) {
        check(true, lines);
    }

    /** Of doubts and breaks the first word. */
    private void check(boolean asked, String... lines) {
        List<String> told = driver.take().stream()
                .map(line -> line.matches("(DOUBT|BREAK) .*") ? line.substring(0, 5) : line)
                .toList();
        assertEquals(List.of(lines), told);
        assertEquals(asked, driver.books.query.isWanted(), "whether the broker is asked");
        driver.books.query.begin();
    }
}
