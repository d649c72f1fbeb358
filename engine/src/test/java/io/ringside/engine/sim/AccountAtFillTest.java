package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two instruments, 10,000 of cash, no costs; orders were sized for 100 and fill wherever the market opens. */
class AccountAtFillTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final List<String> reports = new ArrayList<>();
    private SimulatedBroker broker;
    private long nanos = CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private long nextRef = 1;

    private void account(AccountLimit.Mode mode) {
        account(mode, Instrument.usEquity(1, "BBB"));
    }

    private void account(AccountLimit.Mode mode, Instrument second) {
        broker = new SimulatedBroker(
                BrokerDriver.settings("commission { per-share = 0, minimum = 0 }"),
                List.of(Instrument.usEquity(0, "AAA"), second),
                CALENDAR,
                10_000 * FixedPoint.ONE_E8,
                new AccountLimit(mode, 1));
    }

    private void order(int instrument, Purpose purpose, Side side, long quantity) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, nextRef++, instrument, 0, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        broker.submit(intent, nanos);
        broker.deliver(nanos);
    }

    private void print(int instrument, int price) {
        nanos += 1_000_000_000L;
        event.trade(instrument, nanos, price * FixedPoint.ONE_E8, 100, 0);
        broker.before(event);
        broker.after(event);
        while (broker.poll(event)) {
            reports.add(event.type + " " + event.instrumentId + " " + ReportCode.ofCode(event.code));
        }
    }

    @Test
    void shouldCutAnEntryToWhatIsLeftAtThePriceOfItsFill() {
        account(AccountLimit.Mode.SCALE);
        print(0, 100);
        print(1, 100);
        order(0, Purpose.ENTRY, Side.BUY, 50);
        order(1, Purpose.ENTRY, Side.BUY, 50);
        print(0, 100);
        print(1, 110);
        assertEquals(50, broker.ledger().position(0));
        assertEquals(45, broker.ledger().position(1));
        assertTrue(broker.ledger().cashE8() >= 0);
        assertEquals("ORDER_CANCELLED 1 ACCOUNT_FULL", reports.get(reports.size() - 1));
    }

    /** 5,000 are left: 45 shares at 110, which are four lots. */
    @Test
    void shouldCutAnEntryToWholeLots() {
        account(AccountLimit.Mode.SCALE, new Instrument(1, "BBB", 1_000_000, 10, 0, "SMART", "", "USD"));
        print(0, 100);
        print(1, 100);
        order(0, Purpose.ENTRY, Side.BUY, 50);
        order(1, Purpose.ENTRY, Side.BUY, 50);
        print(0, 100);
        print(1, 110);
        assertEquals(50, broker.ledger().position(0));
        assertEquals(40, broker.ledger().position(1));
    }

    /** 20 shares gain 200, so that 10,200 less 3,000 of the other are 65 shares at 110. */
    @Test
    void shouldCountWhatIsHeldAtThePriceOfTheFill() {
        for (int price : new int[] {110, 90}) {
            account(AccountLimit.Mode.SCALE);
            print(0, 100);
            print(1, 100);
            order(0, Purpose.ENTRY, Side.BUY, 20);
            order(1, Purpose.ENTRY, Side.BUY, 30);
            print(0, 100);
            print(1, 100);
            order(0, Purpose.ENTRY, Side.BUY, 70);
            print(0, price);
            // 10,000 - 200 - 3,000 are 6,800, which are 75 shares at 90.
            assertEquals(price == 110 ? 65 : 75, broker.ledger().position(0));
        }
    }

    @Test
    void shouldRefuseAnEntryWholeWhenToldTo() {
        account(AccountLimit.Mode.REFUSE);
        order(0, Purpose.ENTRY, Side.BUY, 50);
        order(1, Purpose.ENTRY, Side.BUY, 50);
        print(0, 100);
        print(1, 110);
        assertEquals(0, broker.ledger().position(1));
    }

    @Test
    void shouldCountShortPositionsByTheirSize() {
        account(AccountLimit.Mode.SCALE);
        order(0, Purpose.ENTRY, Side.SELL, 60);
        order(1, Purpose.ENTRY, Side.SELL, 60);
        print(0, 100);
        print(1, 100);
        assertEquals(-60, broker.ledger().position(0));
        assertEquals(-40, broker.ledger().position(1));
    }

    /** As ever, the size of a lone position is the strategy's: a gap between decision and fill changes nothing. */
    @Test
    void shouldLeaveAPositionAloneThatIsAloneInTheAccount() {
        account(AccountLimit.Mode.SCALE);
        order(0, Purpose.ENTRY, Side.BUY, 100);
        print(0, 103);
        assertEquals(100, broker.ledger().position(0));
    }

    @Test
    void shouldNeverHoldAnExitBack() {
        account(AccountLimit.Mode.SCALE);
        order(0, Purpose.ENTRY, Side.BUY, 100);
        print(0, 100);
        print(0, 300);
        order(0, Purpose.EXIT, Side.SELL, 100);
        order(1, Purpose.STOP, Side.BUY, 500);
        print(0, 20);
        print(1, 100);
        assertEquals(0, broker.ledger().position(0));
        assertEquals(500, broker.ledger().position(1));
    }
}
