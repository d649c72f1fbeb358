package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.CommandLine;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What works over the night works at a simulated broker too. */
class CarriedOrdersTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long GROUP = OrderRef.of(DAY - 1, 1, 0);

    private final SimulatedBroker broker = EngineSettings.of(
                    EngineSettings.load(CommandLine.home().resolve("config/qqq.conf")))
            .simulatedBroker(CALENDAR);
    private final CarriedOrders orders = new CarriedOrders(broker);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private int binding;

    @Test
    void shouldWorkOnWithStopAndTargetOfALongPosition() {
        part(0, GROUP, 100, 50);
        part(Purpose.STOP.code(), ref(1), 100, 45);
        part(Purpose.TARGET.code(), ref(2), 100, 60);
        part(Carried.LOSSES, ref(3), 2, 60);
        assertEquals(
                List.of(
                        "STOP SELL 100 STOP GOOD_TILL_CANCELLED stop 45.00 group",
                        "TARGET SELL 100 LIMIT GOOD_TILL_CANCELLED limit 60.00 group"),
                working());
    }

    @Test
    void shouldBuyBackAShortPositionAndSellAShortEntry() {
        part(0, GROUP, -100, 50);
        part(Purpose.STOP.code(), ref(1), 100, 55);
        part(Purpose.ENTRY.code(), ref(2), -30, 0);
        assertEquals(
                List.of("STOP BUY 100 STOP GOOD_TILL_CANCELLED stop 55.00 group", "ENTRY SELL 30 MARKET DAY"),
                working());
    }

    @Test
    void shouldBuyAnEntryAndLeaveOutWhatIsNotCarried() {
        part(Purpose.ENTRY.code(), ref(2), 30, 0);
        long before = CALENDAR.openNanos(DAY) - ExchangeCalendar.SECOND_NANOS;
        event.position(0, before, 0, Purpose.ENTRY.code(), 0, ref(3), 30, 0);
        orders.onEvent(event);
        event.position(0, before, EngineEvent.FLAG_ADOPTED, Purpose.ENTRY.code(), 0, ref(4), 30, 0);
        orders.onEvent(event);
        assertEquals(List.of("ENTRY BUY 30 MARKET DAY"), working());
    }

    /** 20 held and 700 in cash; 5 are to be sold, and 3 more to be bought, in the next opening auction. */
    @Test
    void shouldHoldWhatAPortfolioHoldsAndWorkOnItsOrdersForTheOpeningAuction() {
        event.account(CALENDAR.openNanos(DAY) - 2, EngineEvent.FLAG_CARRIED, FixedPoint.ofDouble(700), 0, 0);
        orders.onEvent(event);
        binding = BookId.ofPortfolio(0);
        part(PortfolioPart.HOLDING, 0, 20, 50);
        part(Purpose.REBALANCE.code(), ref(1), -5, 0);
        part(Purpose.REBALANCE.code(), ref(2), 3, 0);
        part(PortfolioPart.PLANNED, 0, 7, 0);
        assertEquals(List.of("REBALANCE SELL 5 MARKET AT_THE_OPEN", "REBALANCE BUY 3 MARKET AT_THE_OPEN"), working());
        assertEquals(20, broker.ledger().position(0));
        assertEquals(FixedPoint.ofDouble(1_700), broker.ledger().equityE8());
    }

    private static long ref(int number) {
        return OrderRef.of(DAY - 1, number, 1);
    }

    private void part(int code, long ref, long quantity, double price) {
        event.position(
                0,
                CALENDAR.openNanos(DAY) - ExchangeCalendar.SECOND_NANOS,
                EngineEvent.FLAG_CARRIED,
                code,
                binding,
                ref,
                quantity,
                FixedPoint.ofDouble(price));
        orders.onEvent(event);
    }

    private List<String> working() {
        broker.deliver(CALENDAR.openNanos(DAY) - ExchangeCalendar.SECOND_NANOS);
        return broker.workingOrders(0).stream()
                .map(order -> {
                    Intent terms = order.terms();
                    return terms.purpose + " " + terms.side + " " + terms.quantity + " " + terms.type + " "
                            + terms.timeInForce
                            + (terms.stopE8 == 0 ? "" : " stop " + FixedPoint.format(terms.stopE8))
                            + (terms.limitE8 == 0 ? "" : " limit " + FixedPoint.format(terms.limitE8))
                            + (terms.ocaRef == GROUP ? " group" : "");
                })
                .toList();
    }
}
