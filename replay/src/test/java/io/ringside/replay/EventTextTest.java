package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.risk.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of event as a line for people; of each kind of decision, both forms. */
class EventTextTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long NANOS = CALENDAR.openNanos(DAY);
    private static final long REF = OrderRef.of(DAY, 7, 1);
    private static final String R = OrderRef.format(REF);

    private final EngineEvent event = new EngineEvent(new Bounds(4, 4, 4, 4, 4));
    private final Engine bars = engine("""
            instruments = [ { symbol = QQQ }, { symbol = META, renamed = ["FB,2022-06-09,META"] } ]
            data { bar = 5m }
            signal { strategy = mean-reversion-in-trend, bar = 15m, instruments = [QQQ] }
            """);
    private final Engine portfolios = engine("""
            instruments = [ { symbol = QQQ }, { symbol = META } ]
            data { bar = 1d }
            portfolios { one { strategy = momentum, budget = 0.5 }, two { strategy = momentum, budget = 0.5 } }
            """);

    private static Engine engine(String text) {
        return new Engine(EngineSettings.parse(text, "test"), CALENDAR);
    }

    private static long e8(double amount) {
        return FixedPoint.ofDouble(amount);
    }

    @Test
    void shouldTellPricesInWords() {
        event.openPrint(0, NANOS, e8(10.5), 0);
        assertTold("open-print", "symbol=QQQ price=10.50");
        event.trade(0, NANOS, e8(10.25), 300, 0);
        assertTold("trade", "symbol=QQQ price=10.25 quantity=300");
        event.quote(0, NANOS, e8(10.2), e8(10.3), 5, 6, 0);
        assertTold("quote", "symbol=QQQ bid=10.20 ask=10.30 bid_size=5 ask_size=6");
        event.bar(0, NANOS - 60_000_000_000L, NANOS, e8(1), e8(4), e8(0.5), e8(2), 77, EngineEvent.FLAG_WARM_UP);
        assertTold(
                "bar",
                "symbol=QQQ start=2025-05-21T09:29:00-04:00 open=1.00 high=4.00 low=0.50 close=2.00 volume=77 warm-up");
        event.bar(0, NANOS, NANOS, e8(1), e8(4), e8(0.5), e8(2), 77, 0);
        event.clearDecisions();
        Bar own = event.addBar();
        own.at(0, 0, DAY, NANOS, NANOS);
        own.derived = false;
        own.prices(1, 2, 3, 4, 5);
        Bar larger = event.addBar();
        larger.at(0, 0, DAY, NANOS, NANOS);
        larger.derived = true;
        larger.prices(e8(1), e8(5), e8(0.25), e8(3), 99);
        assertTold(
                "bar",
                "symbol=QQQ start=2025-05-21T09:30:00-04:00 open=1.00 high=4.00 low=0.50 close=2.00 volume=77"
                        + " bar_15m=1.00/5.00/0.25/3.00/99");
    }

    @Test
    void shouldTellReportsInWords() {
        event.fill(0, NANOS, REF, Side.SELL, 100, e8(10), 5, e8(1.25), 0);
        assertTold(
                "fill", "symbol=QQQ order_ref=" + R + " side=sell quantity=100 price=10.00 leaves=5 commission=1.25");
        event.order(EventType.ORDER_REJECTED, 0, NANOS, REF, 5, 201).text("no margin");
        assertTold("order-rejected", "symbol=QQQ order_ref=" + R + " leaves=5 code=201 text=no margin");
        event.order(EventType.COMMISSION, 0, NANOS, REF, 0, 0);
        event.commissionE8 = e8(0.5);
        assertTold("commission", "symbol=QQQ order_ref=" + R + " commission=0.50");
    }

    @Test
    void shouldTellCommandsConditionsAndTimersInWords() {
        event.control(EventType.COMMAND, NANOS, Operator.HALT.code(), 0).text("lunch");
        assertTold("command", "command=halt text=lunch");
        event.control(EventType.COMMAND, NANOS, Operator.REBALANCE.code(), DecisionCall.of(DAY - 1, true, BookId.ALL));
        assertTold("command", "command=rebalance close_of=2025-05-20 forced=yes");
        event.control(EventType.COMMAND, NANOS, Operator.REBALANCE.code(), DecisionCall.of(DAY, false, BookId.ALL));
        assertTold("command", "command=rebalance close_of=2025-05-21 forced=no");
        event.control(EventType.CONDITION, NANOS, Condition.FEED_STALE.code(), 1);
        assertTold("condition", "condition=feed-stale of=META");
        event.control(EventType.CONDITION, NANOS, Condition.CLOCK_STEP.code(), -700);
        assertTold("condition", "condition=clock-step difference_ms=-700");
        event.control(EventType.CONDITION, NANOS, Condition.BAR_CORRECTED.code(), NANOS);
        assertTold("condition", "condition=bar-corrected start=2025-05-21T09:30:00-04:00");
        event.control(EventType.CONDITION, NANOS, Condition.CONNECTED.code(), 5);
        assertTold("condition", "condition=connected");
        event.control(EventType.TIMER, NANOS, 3, 44).text("tick");
        assertTold("timer", "code=3 argument=44 text=tick");
        event.session(EventType.SESSION_OPEN, NANOS, 0);
        assertTold("session-open", "");
        event.account(NANOS, 0, e8(1234.5), 0, 0).text("not told");
        assertTold("account", "net_liquidation=1234.50");
        assertNull(new EventText(bars).symbol(event));
    }

    @Test
    void shouldTellPositionsAndPartsOfASessionInWords() {
        String[][] parts = {
            {"0", "symbol=QQQ quantity=-30 price=9.00"},
            {"" + Carried.LOSSES, "symbol=QQQ losses_in_a_row=-30 highest_equity=9.00"},
            {"" + PortfolioPart.HOLDING, "symbol=QQQ quantity=-30 portfolio=holds price=9.00"},
            {"" + PortfolioPart.PLANNED, "symbol=QQQ quantity=-30 portfolio=planned price=9.00"},
            {"" + PortfolioPart.MONEY, "symbol=QQQ quantity=-30 portfolio=money price=9.00"},
            {"" + PortfolioPart.HALTED, "symbol=QQQ quantity=-30 portfolio=halted price=9.00"},
            {"" + Carried.TERMS, "symbol=QQQ quantity=-30 terms=ffffffffffffffe2 price=9.00"},
            {"" + Carried.UNIT_TERMS, "symbol=QQQ quantity=-30 terms=ffffffffffffffe2 price=9.00"},
            {"" + Carried.UNITS, "symbol=QQQ quantity=-30 units=3 price=9.00"},
            {"" + Purpose.STOP.code(), "symbol=QQQ quantity=-30 order_ref=" + R + " purpose=stop price=9.00"},
            {"" + TripPart.ENTERED, "symbol=QQQ quantity=-30 price_of=entry price=9.00"},
            {"" + TripPart.ENTRIES, "symbol=QQQ quantity=-30 price_of=all-entries price=9.00"},
            {"" + TripPart.EXITS, "symbol=QQQ quantity=-30 price_of=exits price=9.00"},
            {"" + TripPart.RANGE, "symbol=QQQ quantity=-30 price_of=lowest price=9.00"},
            {"" + Carried.STANDING, "symbol=QQQ quantity=-30 price=9.00"}
        };
        for (String[] part : parts) {
            event.position(0, NANOS, EngineEvent.FLAG_CARRIED, Integer.parseInt(part[0]), 3L << 32, REF, -30, e8(9));
            assertTold("position", part[1]);
        }
        event.position(0, NANOS, 0, 0, -1, 0, 5, 0);
        assertTold("position", "symbol=QQQ quantity=5");
    }

    @Test
    void shouldTellWhatHappensToHoldersInWords() {
        event.split(0, NANOS, 3, 2, 0);
        assertTold("corporate-action", "symbol=QQQ action=split ratio=3/2");
        event.payment(0, NANOS, CorporateAction.DIVIDEND, e8(0.5), 0);
        assertTold("corporate-action", "symbol=QQQ action=dividend money=0.50");
        event.payment(0, NANOS, CorporateAction.DELISTING, e8(7), 0);
        assertTold("corporate-action", "symbol=QQQ action=delisting money=7.00");
        event.symbolChange(1, NANOS, "MVRS", 0);
        assertTold("corporate-action", "symbol=META action=symbol-change new_symbol=MVRS");
    }

    @Test
    void shouldCallANameAsItWasCalledThatDay() {
        EventText text = new EventText(bars);
        event.openPrint(1, CALENDAR.openNanos((int) LocalDate.of(2022, 6, 8).toEpochDay()), e8(10), 0);
        assertEquals("FB", text.symbol(event));
        assertTrue(text.isOf(event, "FB") && text.isOf(event, "META") && !text.isOf(event, "QQQ"));
        event.openPrint(1, CALENDAR.openNanos((int) LocalDate.of(2022, 6, 9).toEpochDay()), e8(10), 0);
        assertEquals("META", text.symbol(event));
        event.account(NANOS, 0, 1, 0, 0);
        assertFalse(text.isOf(event, "QQQ"));
        event.position(0, NANOS, 0, 0, -1, 0, 5, 0);
        assertEquals("QQQ", text.symbol(event));
        event.split(0, NANOS, 3, 2, 0);
        assertEquals("QQQ", text.symbol(event));
        event.fill(0, NANOS, REF, Side.SELL, 100, e8(10), 5, 0, 0);
        assertEquals("QQQ", text.symbol(event));
    }

    @Test
    void shouldTellWhatAStrategySawAndDecided() {
        event.trade(0, NANOS, e8(10), 1, EngineEvent.FLAG_WARM_UP);
        event.sequence = 12;
        event.clearDecisions();
        Update update = event.addUpdate();
        update.bindingId = 0;
        update.input = 0;
        update.valueOffset = 0;
        update.valueCount = 3;
        event.values[0] = 1.5;
        event.values[1] = 2.25;
        event.values[2] = -80;
        event.addSignal().clear(0, 0, 0);
        Signal signal = event.addSignal();
        signal.clear(0, 0, 0);
        signal.kind = SignalKind.ENTER_LONG;
        Verdict verdict = event.addVerdict();
        verdict.clear(0, 0, 12);
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = 5;
        verdict.equityE8 = e8(100);
        verdict.priceE8 = e8(10);
        verdict.stopE8 = e8(9);
        Verdict bare = event.addVerdict();
        bare.clear(0, 0, 12);
        bare.outcome = Outcome.HALTED.code();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, REF, 0, 0, 12);
        intent.side = Side.BUY;
        intent.quantity = 5;
        intent.type = OrderType.STOP;
        intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        intent.stopE8 = e8(9);
        intent.limitE8 = e8(11);
        event.addIntent().clear(IntentAction.CANCEL, REF, 0, 0, 12);
        Intent sale = event.addIntent();
        sale.clear(IntentAction.MODIFY, REF, 0, 0, 12);
        sale.purpose = Purpose.EXIT;
        sale.side = Side.SELL;
        sale.quantity = 4;
        EventText text = new EventText(bars);
        assertEquals(
                List.of(
                        "      12 2025-05-21T09:30:00-04:00 trade           symbol=QQQ price=10.00 quantity=1 warm-up",
                        "         values  sma=1.500000 atr=2.250000 willr=-80.000000",
                        "         signal  enter-long QQQ",
                        "         verdict accepted quantity=5 equity=100.00 price=10.00 stop=9.00 signal=12",
                        "         verdict halted signal=12",
                        "         intent  place " + R
                                + " entry buy 5 QQQ stop good-till-cancelled limit=11.00 stop=9.00",
                        "         intent  cancel " + R,
                        "         intent  modify " + R + " exit sell 4 QQQ market day"),
                text.lines(event));
        assertEquals(
                "{\"sequence\":12,\"time\":\"2025-05-21T09:30:00-04:00\",\"type\":\"trade\",\"symbol\":\"QQQ\","
                        + "\"price\":10.00,\"quantity\":1,\"warm_up\":true,"
                        + "\"values\":[{\"sma\":1.5,\"atr\":2.25,\"willr\":-80}],\"signals\":[\"enter-long QQQ\"],"
                        + "\"verdicts\":[\"accepted quantity=5 equity=100.00 price=10.00 stop=9.00 signal=12\","
                        + "\"halted signal=12\"],"
                        + "\"intents\":[\"place " + R
                        + " entry buy 5 QQQ stop good-till-cancelled limit=11.00 stop=9.00\",\"cancel " + R
                        + "\",\"modify " + R + " exit sell 4 QQQ market day\"]}",
                text.json(event).strip());
        update.valueCount = 0;
        assertEquals(java.util.Map.of(), text.named(event, update));
    }

    @Test
    void shouldTellWhichPortfolioRankedAndOrderedWhat() {
        event.session(EventType.SESSION_CLOSE, NANOS, 0);
        event.sequence = 3;
        event.clearDecisions();
        Standing ranked = event.addStanding();
        ranked.clear(1, 0);
        ranked.rank = 2;
        ranked.score = 0.5;
        ranked.actions = Standing.ENTER | Standing.ADD | Standing.TRIM;
        ranked.share = 1;
        ranked.of = 3;
        event.addStanding().clear(0, 1);
        Standing left = event.addStanding();
        left.clear(0, 1);
        left.actions = Standing.LEAVE;
        List<String> reasons = portfolios.portfolios().get(0).strategy().reasons();
        Verdict alike = event.addVerdict();
        alike.clear(BookId.ofPortfolio(1), 0, 3);
        alike.outcome = NameOutcome.CORRELATION.code();
        alike.stopE8 = 1;
        Verdict refused = event.addVerdict();
        refused.clear(BookId.ofPortfolio(0), 1, 3);
        refused.outcome = NameOutcome.REFUSED.code();
        refused.stopE8 = Outcome.GROSS_EXPOSURE.code();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, REF, 0, BookId.ofPortfolio(1), 3);
        intent.purpose = Purpose.REBALANCE;
        intent.side = Side.BUY;
        intent.quantity = 5;
        String first = reasons.get(0);
        List<String> told = List.of(
                "QQQ rank=2 score=0.5 enter add trim share=1/3 of two: " + first,
                "META keep of one: " + first,
                "META leave of one: " + first);
        List<String> lines = new ArrayList<>();
        lines.add("       3 2025-05-21T09:30:00-04:00 session-close  ");
        told.forEach(line -> lines.add("         standing " + line));
        lines.add("         verdict QQQ of two correlation with=META signal=3");
        lines.add("         verdict META of one refused because=gross-exposure signal=3");
        lines.add("         intent  place " + R + " rebalance buy 5 QQQ of two market day");
        assertEquals(lines, new EventText(portfolios).lines(event));
        assertTrue(
                new EventText(portfolios)
                        .json(event)
                        .contains("\"standings\":[\"" + String.join("\",\"", told) + "\"]"),
                new EventText(portfolios).json(event));
    }

    /** Whose it is is told only where several portfolios trade, and of a portfolio only. */
    @Test
    void shouldNotTellThePortfolioWhereThereIsOne() {
        event.session(EventType.SESSION_CLOSE, NANOS, 0);
        event.sequence = 3;
        event.clearDecisions();
        event.addStanding().clear(0, 0);
        Verdict refused = event.addVerdict();
        refused.clear(BookId.ofPortfolio(0), 1, 3);
        refused.outcome = NameOutcome.REFUSED.code();
        refused.stopE8 = Outcome.GROSS_EXPOSURE.code();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, REF, 0, BookId.ofPortfolio(0), 3);
        intent.purpose = Purpose.REBALANCE;
        intent.side = Side.BUY;
        intent.quantity = 5;
        Engine single = engine("""
                instruments = [ { symbol = QQQ }, { symbol = META } ]
                data { bar = 1d }
                portfolio { strategy = momentum }
                """);
        String reason = single.portfolios().get(0).strategy().reasons().get(0);
        assertEquals(
                List.of(
                        "       3 2025-05-21T09:30:00-04:00 session-close  ",
                        "         standing QQQ keep: " + reason,
                        "         verdict META refused because=gross-exposure signal=3",
                        "         intent  place " + R + " rebalance buy 5 QQQ market day"),
                new EventText(single).lines(event));
        event.clearDecisions();
        event.addIntent().clear(IntentAction.PLACE, REF, 0, 0, 3);
        event.intents[0].purpose = Purpose.ENTRY;
        event.intents[0].side = Side.SELL;
        event.intents[0].quantity = 5;
        assertEquals(
                "         intent  place " + R + " entry sell 5 QQQ market day",
                new EventText(portfolios).lines(event).get(1));
    }

    /** What a slot still holds of the event before is not told. */
    @Test
    void shouldNotTellBarsBehindTheirCount() {
        event.session(EventType.SESSION_OPEN, NANOS, 0);
        event.clearDecisions();
        event.bars[0].derived = true;
        event.bars[0].seriesId = 0;
        assertTold("session-open", "");
    }

    private void assertTold(String type, String fields) {
        event.sequence = 1;
        String line = new EventText(bars).lines(event).get(0);
        String expected = String.format(
                java.util.Locale.ROOT,
                "%8d %s %-15s%s",
                1,
                CALENDAR.format(event.eventNanos),
                type,
                fields.isEmpty() ? "" : " " + fields);
        assertEquals(expected, line);
    }

    /** All instruments have had another name: each is told by that of the event's day. */
    @Test
    void shouldTellTheNameOfTheDayWhereAllHaveChangedTheirs() {
        EventText text = new EventText(engine("""
                instruments = [ { symbol = META, renamed = ["FB,2022-06-09,META"] } ]
                data { bar = 5m }
                signal { strategy = mean-reversion-in-trend, bar = 5m }
                """));
        int change = (int) LocalDate.of(2022, 6, 9).toEpochDay();
        for (int day = change - 1; day <= change; day++) {
            event.openPrint(0, CALENDAR.openNanos(day), e8(10), 0);
            event.sessionDay = day;
            assertEquals(day < change ? "FB" : "META", text.symbol(event));
        }
    }

    /** A single value has a name too. */
    @Test
    void shouldNameASingleValue() {
        event.clearDecisions();
        Update update = event.addUpdate();
        update.bindingId = 0;
        update.input = 0;
        update.valueOffset = 2;
        update.valueCount = 1;
        event.values[2] = 7.5;
        assertEquals("[7.5]", new EventText(bars).named(event, update).values().toString());
        update.valueCount = 0;
        assertEquals("{}", new EventText(bars).named(event, update).toString());
    }
}
