package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        order(instrument, purpose, side, quantity, OrderType.MARKET);
    }

    private void order(int instrument, Purpose purpose, Side side, long quantity, OrderType type) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, nextRef++, instrument, 0, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        intent.type = type;
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
        assertEquals(50, broker.ledger().position(0));
        assertEquals(0, broker.ledger().position(1));
        assertEquals(
                List.of(
                        "ORDER_ACCEPTED 0 NONE",
                        "ORDER_ACCEPTED 1 NONE",
                        "FILL 0 NONE",
                        "ORDER_CANCELLED 1 ACCOUNT_FULL"),
                reports);
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

    /** It is cut, and then over: there is nothing left of it to expire. */
    @Test
    void shouldCutAnEntryAtTheCloseAndEndItOnce() {
        account(AccountLimit.Mode.SCALE);
        order(0, Purpose.ENTRY, Side.BUY, 50);
        print(0, 100);
        print(1, 100);
        order(1, Purpose.ENTRY, Side.BUY, 60, OrderType.MARKET_ON_CLOSE);
        reports.clear();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(CALENDAR.sessionDay(nanos)), 0);
        broker.before(event);
        while (broker.poll(event)) {
            reports.add(event.type + " " + event.instrumentId + " " + ReportCode.ofCode(event.code));
        }
        assertEquals(List.of("ORDER_ACCEPTED 1 NONE", "FILL 1 NONE", "ORDER_CANCELLED 1 ACCOUNT_FULL"), reports);
        assertEquals(50, broker.ledger().position(1));
    }

    @Test
    void shouldBuyTheOneShareThatThereIsRoomFor() {
        account(AccountLimit.Mode.SCALE);
        order(0, Purpose.ENTRY, Side.BUY, 99);
        print(0, 100);
        order(1, Purpose.ENTRY, Side.BUY, 2);
        print(1, 100);
        assertEquals(1, broker.ledger().position(1));
    }

    /**
     * Of 7,000 in cash and 30 shares at 100, two portfolios have 1,500 and 25 shares: 5,500 and 5 shares are the rest's. It may
     * hold 60 shares, long or short.
     */
    @ParameterizedTest
    @CsvSource({"BUY, 85", "SELL, -35"})
    void shouldLeaveThePortfoliosPartsOutOfTheLimit(Side side, long held) {
        account(AccountLimit.Mode.SCALE);
        broker.settleBy(new Parts(List.of(1_000L, 500L), List.of(List.of(20L, 0L), List.of(5L, 0L))));
        broker.holdsCash(7_000 * FixedPoint.ONE_E8);
        broker.holds(0, 30, 100 * FixedPoint.ONE_E8);
        order(0, Purpose.ENTRY, side, 100);
        print(0, 100);
        assertEquals(held, broker.ledger().position(0));
    }

    /** The rest has 5,500 in cash and 5 shares of the other name, for 6,000: 55 shares more at 100. */
    @Test
    void shouldCountTheRestsOtherNamesAlone() {
        account(AccountLimit.Mode.SCALE);
        broker.settleBy(new Parts(List.of(1_000L, 500L), List.of(List.of(20L, 0L), List.of(5L, 10L))));
        broker.holdsCash(7_000 * FixedPoint.ONE_E8);
        broker.holds(0, 30, 100 * FixedPoint.ONE_E8);
        broker.holds(1, 10, 100 * FixedPoint.ONE_E8);
        order(1, Purpose.ENTRY, Side.BUY, 100);
        print(1, 100);
        assertEquals(10 + 55, broker.ledger().position(1));
    }

    /** What portfolios hold is no position of the rest: its first one is alone, and of the size that was decided. */
    @Test
    void shouldTakeTheRestsFirstPositionForAloneBesidePortfolios() {
        account(AccountLimit.Mode.SCALE);
        broker.settleBy(new Parts(List.of(1_000L, 500L), List.of(List.of(20L, 0L), List.of(10L, 0L))));
        broker.holdsCash(7_000 * FixedPoint.ONE_E8);
        broker.holds(0, 30, 100 * FixedPoint.ONE_E8);
        order(0, Purpose.ENTRY, Side.BUY, 100);
        print(0, 100);
        assertEquals(130, broker.ledger().position(0));
    }

    /** Portfolios with so much cash and so many shares of each name, at 100; the rest comes first. */
    private record Parts(List<Long> cash, List<List<Long>> shares) implements BookMoney {
        @Override
        public int pools() {
            return 1 + cash.size();
        }

        @Override
        public int poolOf(int bookId) {
            return 0;
        }

        @Override
        public long cashE8(int pool) {
            return cash.get(pool - 1) * FixedPoint.ONE_E8;
        }

        @Override
        public long positionValueE8(int pool, Ledger prices) {
            return 100
                    * FixedPoint.ONE_E8
                    * shares.get(pool - 1).stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public long shares(int pool, int instrumentId) {
            return shares.get(pool - 1).get(instrumentId);
        }
    }
}
