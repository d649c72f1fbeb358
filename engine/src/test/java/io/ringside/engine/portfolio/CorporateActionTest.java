package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.sim.WorkingOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Splits, dividends and delistings, each computed by hand. */
class CorporateActionTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    /** TSLA, 2022-08-25. */
    @Test
    void shouldGiveThreeSharesForOneAndLeaveTheValue() {
        Ledger ledger = held("0", 100, "890.91");
        ledger.onAction(event.split(0, 0, 3, 1, 0));
        assertEquals(300, ledger.position(0));
        assertEquals(e8("296.97"), ledger.lastE8(0));
        assertEquals(e8("89091"), ledger.equityE8());
        ledger.mark(0, e8("296.11"));
        assertEquals(e8("88833"), ledger.equityE8());
    }

    /** PCAR, 2023-02-08. */
    @Test
    void shouldPayTheFractionOfAShareInCash() {
        Ledger ledger = held("0", 101, "101.01");
        ledger.onAction(event.split(0, 0, 3, 2, 0));
        assertEquals(151, ledger.position(0));
        assertEquals(e8("33.67"), ledger.cashE8());
    }

    /** GE, 2021-08-02. */
    @Test
    void shouldPayTheFractionOfAReverseSplitInCash() {
        Ledger ledger = held("0", 492, "12.73");
        ledger.onAction(event.split(0, 0, 1, 8, 0));
        assertEquals(61, ledger.position(0));
        assertEquals(e8("50.92"), ledger.cashE8());
        assertEquals(e8("101.84"), ledger.lastE8(0));
    }

    /** SPY, 1998-03-20. */
    @Test
    void shouldPayADividendOnEachShare() {
        Ledger ledger = held("0", 512, "110");
        ledger.onAction(event.payment(0, 0, CorporateAction.DIVIDEND, e8("0.31"), 0));
        assertEquals(e8("158.72"), ledger.cashE8());
        assertEquals(512, ledger.position(0));
    }

    @Test
    void shouldPayADelistedShareAndHoldItNoMore() {
        Ledger ledger = held("10", 7, "3");
        ledger.onAction(event.payment(0, 0, CorporateAction.DELISTING, e8("0.50"), 0));
        assertEquals(e8("13.50"), ledger.cashE8());
        assertEquals(0, ledger.position(0));
        assertEquals(e8("13.50"), ledger.equityE8());
    }

    @Test
    void shouldTakeThirdsWithoutLosingAShare() {
        Ledger ledger = held("0", 3_000_000, "10");
        ledger.onAction(event.split(0, 0, 1, 3, 0));
        assertEquals(1_000_000, ledger.position(0));
        assertEquals(0, ledger.cashE8());
    }

    /** A stop at 801.81 becomes 267.27, a pending sale of 100 becomes 300. */
    @Test
    void shouldSplitOrdersThatWorkAtTheBroker() {
        EngineSettings settings = EngineSettings.parse("instruments = [ { symbol = TSLA } ]", "test");
        SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
        int day = (int) LocalDate.of(2022, 8, 24).toEpochDay();
        long nanos = CALENDAR.closeNanos(day);
        broker.before(event.session(EventType.SESSION_OPEN, CALENDAR.openNanos(day), 0));
        broker.after(event);
        Intent stop = sale(1);
        stop.type = OrderType.STOP;
        stop.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        stop.stopE8 = e8("801.81");
        broker.submit(stop, nanos - 1);
        broker.before(event.session(EventType.SESSION_CLOSE, nanos, 0));
        Intent sale = sale(2);
        sale.timeInForce = TimeInForce.AT_THE_OPEN;
        broker.submit(sale, nanos);
        broker.after(event);
        while (broker.poll(event)) {
            broker.after(event);
        }

        broker.before(event.split(0, CALENDAR.openNanos(day + 1), 3, 1, 0));
        broker.after(event);

        WorkingOrder split = broker.workingOrder(1);
        assertEquals(300, split.terms().quantity);
        assertEquals(e8("267.27"), split.triggerE8());
        assertEquals(300, broker.workingOrder(2).open());
        assertTrue(broker.poll(event));
        assertEquals(EventType.ORDER_REPLACED, event.type);
        assertEquals(300, event.leaves);
    }

    /** 303 shares come of 202, which is a half more than each of the two has for itself: one of them buys it from the other. */
    @Test
    void shouldShareOutASplitAmongPortfoliosThatHoldTheName() {
        Engine engine = new Engine(EngineSettings.parse("""
                        instruments = [ { symbol = PCAR } ]
                        data { bar = 1d }
                        portfolios {
                          first { strategy = momentum, budget = 0.5 }
                          second { strategy = momentum, budget = 0.4 }
                        }
                        """, "test"), CALENDAR);
        Stages stages = engine.stages(null, (intent, nanos) -> {});
        Pipeline.Inline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
        long nanos = CALENDAR.openNanos((int) LocalDate.of(2023, 2, 8).toEpochDay()) - 1;
        int carried = EngineEvent.FLAG_CARRIED;
        pipeline.draft().account(nanos, carried, e8("1000"), 0, 0);
        pipeline.process();
        for (int id = 0; id < 2; id++) {
            int book = BookId.ofPortfolio(id);
            pipeline.draft().position(0, nanos, carried, PortfolioPart.MONEY, book, 0, 0, e8("100"));
            pipeline.process();
            pipeline.draft().position(0, nanos, carried, PortfolioPart.HOLDING, book, 0, 101, e8("101.01"));
            pipeline.process();
        }

        pipeline.draft().split(0, nanos, 3, 2, 0);
        pipeline.process();

        assertEquals(303, stages.risk().ledger().position(0));
        assertEquals(e8("1000"), stages.risk().ledger().cashE8());
        List<String> parts = new ArrayList<>();
        for (Carried part : stages.risk().carried()) {
            String book = BookId.portfolioId(BookId.lower(part.argument())) == 0 ? "first " : "second ";
            if (part.code() == PortfolioPart.HOLDING) {
                parts.add(book + part.quantity());
            } else if (part.code() == PortfolioPart.MONEY) {
                parts.add(book + FixedPoint.format(part.priceE8()));
            }
        }
        assertEquals(List.of("first 66.33", "first 152", "second 133.67", "second 151"), parts);
    }

    @Test
    void shouldDividePricesOfTheHistory() {
        PriceHistory history = new PriceHistory(1, 3);
        history.add(0, 1, e8("900"), e8("930"), e8("870"), e8("890.91"));
        history.split(0, 3, 1);
        assertEquals(e8("300"), history.openE8(0, 0));
        assertEquals(e8("310"), history.highE8(0, 0));
        assertEquals(e8("290"), history.lowE8(0, 0));
        assertEquals(e8("296.97"), history.closeE8(0, 0));
    }

    private static Intent sale(long ref) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, ref, 0, -1, 0);
        intent.side = Side.SELL;
        intent.quantity = 100;
        return intent;
    }

    private static Ledger held(String cash, long shares, String last) {
        Ledger ledger = new Ledger(e8(cash), 1);
        ledger.restorePosition(0, shares, e8(last));
        return ledger;
    }

    private static long e8(String text) {
        return FixedPoint.parse(text);
    }
}
