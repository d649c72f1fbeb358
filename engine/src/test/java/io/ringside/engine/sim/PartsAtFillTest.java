package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Positions that are entered in parts, in an account of 10,000 without costs: the parts of one decision are one entry to the
 * account's leverage. Bindings 0 and 2 are parts of one strategy's positions, binding 1 is another strategy.
 */
class PartsAtFillTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final List<String> reports = new ArrayList<>();
    private SimulatedBroker broker;
    private long nanos = CALENDAR.openNanos(DAY);
    private int index;

    private void account(AccountLimit.Mode mode, String... settings) {
        broker = new SimulatedBroker(
                BrokerDriver.settings("commission { per-share = 0, minimum = 0 }, " + String.join(", ", settings)),
                List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB")),
                CALENDAR,
                10_000 * FixedPoint.ONE_E8,
                new AccountLimit(mode, 1));
        broker.partsOf(new int[] {0, 1, 0});
        print(0, 100, 0);
        print(1, 100, 0);
    }

    private Intent intent(int sequence, int instrument, int binding, Purpose purpose, Side side, long quantity) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, OrderRef.of(DAY, sequence, index++), instrument, binding, sequence);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        return intent;
    }

    private void order(Intent intent) {
        broker.submit(intent, nanos);
        broker.deliver(nanos);
    }

    private void enter(int sequence, int instrument, int binding, long quantity) {
        order(intent(sequence, instrument, binding, Purpose.ENTRY, Side.BUY, quantity));
    }

    private void print(int instrument, int price, long volume) {
        nanos += 1_000_000_000L;
        event.trade(instrument, nanos, price * FixedPoint.ONE_E8, Math.max(1, volume), 0);
        broker.before(event);
        broker.after(event);
        drain();
    }

    private void print(int instrument, int price) {
        print(instrument, price, 100);
    }

    private void drain() {
        while (broker.poll(event)) {
            reports.add(event.type + " " + OrderRef.index(event.orderRef) + " " + ReportCode.ofCode(event.code));
        }
    }

    private long cancelled() {
        return reports.stream().filter(one -> one.endsWith("ACCOUNT_FULL")).count();
    }

    /** As a position that is entered by a single order: its size is the strategy's, whatever it costs. */
    @ParameterizedTest
    @EnumSource(AccountLimit.Mode.class)
    void shouldLeavePartsAloneThatAreAloneInTheAccount(AccountLimit.Mode mode) {
        account(mode);
        enter(1, 0, 0, 50);
        enter(1, 0, 2, 50);
        print(0, 103);
        assertEquals(100, broker.ledger().position(0));
        assertEquals(0, cancelled());
    }

    /** 6,000 of 10,000 are left: 80 shares at 100 do not fit, so none of two times 40 is bought. */
    @Test
    void shouldRefuseAllPartsWhenTheyDoNotFitTogether() {
        account(AccountLimit.Mode.REFUSE);
        enter(1, 1, 1, 40);
        print(1, 100);
        enter(2, 0, 0, 40);
        enter(2, 0, 2, 40);
        print(0, 100);
        assertEquals(0, broker.ledger().position(0));
        assertEquals(2, cancelled());
        enter(3, 0, 0, 30);
        enter(3, 0, 2, 30);
        print(0, 100);
        assertEquals(60, broker.ledger().position(0));
        assertEquals(2, cancelled());
    }

    /** What leaves of a position makes room for another: 40 of 100 shares leave, and 40 may be bought, but not 41. */
    @ParameterizedTest
    @CsvSource({"20, 20, 40", "20, 21, 0", "40, 0, 40"})
    void shouldUseTheRoomThatAPartialExitMakes(long first, long second, long bought) {
        account(AccountLimit.Mode.REFUSE);
        enter(1, 1, 1, 100);
        print(1, 100);
        order(intent(2, 1, 1, Purpose.TARGET, Side.SELL, 40));
        print(1, 100);
        assertEquals(60, broker.ledger().position(1));
        enter(3, 0, 0, first);
        if (second > 0) {
            enter(3, 0, 2, second);
        }
        print(0, 100);
        assertEquals(bought, broker.ledger().position(0));
    }

    /** Beside 4,000 of another one, 60 shares are left for 80, half of them for each half. */
    @Test
    void shouldShareTheRoomAmongParts() {
        account(AccountLimit.Mode.SCALE);
        enter(1, 1, 1, 40);
        print(1, 100);
        enter(2, 0, 0, 40);
        enter(2, 0, 2, 40);
        reports.clear();
        print(0, 100);
        assertEquals(60, broker.ledger().position(0));
        assertEquals(
                List.of(
                        "ORDER_ACCEPTED 1 NONE",
                        "ORDER_ACCEPTED 2 NONE",
                        "FILL 1 NONE",
                        "ORDER_CANCELLED 1 ACCOUNT_FULL",
                        "FILL 2 NONE",
                        "ORDER_CANCELLED 2 ACCOUNT_FULL"),
                reports);
    }

    /** The second unit is a decision of its own: at 101, 50 shares beside 50 are more than 10,050. */
    @ParameterizedTest
    @CsvSource({"REFUSE, 50", "SCALE, 99", "OFF, 100"})
    void shouldJudgeAFurtherUnitByItself(AccountLimit.Mode mode, long held) {
        account(mode);
        enter(1, 0, 0, 50);
        print(0, 100);
        enter(2, 0, 2, 50);
        print(0, 101);
        assertEquals(held, broker.ledger().position(0));
    }

    /** Two strategies that decide on the same bar are two entries: the second one finds the account full. */
    @Test
    void shouldNotTakeTwoStrategiesForParts() {
        account(AccountLimit.Mode.REFUSE);
        enter(1, 0, 0, 60);
        enter(1, 0, 1, 60);
        print(0, 100);
        assertEquals(60, broker.ledger().position(0));
        assertEquals(1, cancelled());
    }

    /** Half of what is traded may be bought: first 10 of 40 shares, although it is known that 80 will not fit. */
    @Test
    void shouldNotBeginAnEntryThatDoesNotFitWhole() {
        account(AccountLimit.Mode.REFUSE, "participation = 0.5");
        enter(1, 1, 1, 40);
        print(1, 100, 100);
        assertEquals(40, broker.ledger().position(1));
        enter(2, 0, 0, 80);
        print(0, 100, 20);
        assertEquals(0, broker.ledger().position(0));
        assertEquals(1, cancelled());
    }

    /** 20 of the first half are there when 10 of them leave at their target: it is still the only position. */
    @Test
    void shouldGoOnWithAnEntryWhosePartHasLeft() {
        account(AccountLimit.Mode.REFUSE, "participation = 0.5");
        enter(1, 0, 0, 50);
        enter(1, 0, 2, 50);
        print(0, 100, 40);
        assertEquals(20, broker.ledger().position(0));
        Intent target = intent(2, 0, 0, Purpose.TARGET, Side.SELL, 10);
        target.type = OrderType.LIMIT;
        target.limitE8 = 90 * FixedPoint.ONE_E8;
        order(target);
        print(0, 130, 1_000);
        assertEquals(90, broker.ledger().position(0));
        assertEquals(0, cancelled());
    }

    /** No exit is refused, however full the account is: not of a part, not of a short position at a loss. */
    @ParameterizedTest
    @EnumSource(AccountLimit.Mode.class)
    void shouldNeverRefuseThePartOfAnExit(AccountLimit.Mode mode) {
        account(mode);
        order(intent(1, 0, 0, Purpose.ENTRY, Side.SELL, 100));
        print(0, 100);
        print(0, 190);
        for (Purpose purpose : List.of(Purpose.TARGET, Purpose.STOP, Purpose.EXIT, Purpose.FLATTEN)) {
            order(intent(2, 0, 0, purpose, Side.BUY, 25));
            print(0, 195);
        }
        assertEquals(0, broker.ledger().position(0));
        assertEquals(0, cancelled());
    }

    /** Also where orders execute on the event that caused them, so that the second one is not there before the first is. */
    @Test
    void shouldRefuseAllPartsOnTheEventThatCausedThem() {
        account(AccountLimit.Mode.REFUSE, "fill-on = cause");
        enter(1, 1, 1, 40);
        print(1, 100);
        nanos += 1_000_000_000L;
        event.trade(0, nanos, 100 * FixedPoint.ONE_E8, 100, 0);
        broker.before(event);
        broker.submit(intent(2, 0, 0, Purpose.ENTRY, Side.BUY, 40), nanos);
        broker.submit(intent(2, 0, 2, Purpose.ENTRY, Side.BUY, 40), nanos);
        broker.after(event);
        drain();
        assertEquals(0, broker.ledger().position(0));
        assertEquals(2, cancelled());
    }
}
