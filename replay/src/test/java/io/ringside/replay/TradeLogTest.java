package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live day of events given by hand. */
class TradeLogTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final Engine engine =
            new Engine(EngineSettings.of(EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"))), CALENDAR);
    private final TradeLog log = new TradeLog(engine);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private long nanos = CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());

    private static long e8(double value) {
        return FixedPoint.ofDouble(value);
    }

    private void take() {
        event.sequence++;
        event.sessionDay = CALENDAR.sessionDay(event.eventNanos);
        event.clearDecisions();
        log.onEvent(event);
        nanos += 1_000_000_000L;
    }

    private void carry(long quantity, double price, double cash) {
        event.account(nanos, EngineEvent.FLAG_CARRIED, e8(cash), 0, 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, 0, 0, 0, quantity, e8(price));
        take();
    }

    private void place(long ref, Purpose purpose, Side side, long quantity) {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, 0, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        log.onEvent(event);
    }

    @Test
    void shouldCountTheCarriedCostOfAPositionThatIsSold() {
        carry(100, 280, 72_000);
        assertEquals(e8(100_000), log.ledger().equityE8());
        place(5, Purpose.EXIT, Side.SELL, 100);
        event.fill(0, nanos, 5, Side.SELL, 100, e8(290), 0, e8(1), 0);
        take();
        Trade trade = log.trades().get(0);
        assertEquals(1, log.trades().size());
        assertEquals(Side.BUY, trade.side());
        assertEquals(e8(999), trade.pnlE8());
        assertEquals("WILLR_SMA", trade.exitReason());
        assertEquals(e8(100_999), log.ledger().equityE8());
        log.finish();
        assertEquals(1, log.trades().size());
    }

    /** Sessions that only warm indicators up have no place in the record of the account. */
    @Test
    void shouldRecordTheSessionsThatAreTraded() {
        int first = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 0; i < 3; i++) {
            int day = first + i;
            nanos = CALENDAR.openNanos(day);
            event.session(EventType.SESSION_OPEN, nanos, i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
            event.bar(0, nanos, nanos + 1, e8(10), e8(12), e8(9), e8(11), 5, i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
            event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
        }
        assertEquals(
                List.of(first + 1, first + 2),
                log.days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(e8(100_000), log.days().get(0).equityE8());
    }

    /** A daemon that was stopped at noon has won and lost all the same: 10 shares bought at 280, sold at 270, and 2 for costs. */
    @Test
    void shouldRecordASessionThatHasNotEnded() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        place(2, Purpose.EXIT, Side.SELL, 10);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        take();
        assertEquals(List.of(), log.days());
        log.finish();
        assertEquals(
                List.of(day),
                log.days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(e8(99_898), log.days().get(0).equityE8());
    }

    /** The stated equity is the start, whatever an earlier day has left of it. */
    @Test
    void shouldBeginWithTheStatedEquityWhereThereIsOne() {
        carry(100, 280, 72_000);
        assertEquals(e8(100_000), log.account().startE8());
        worth(log, 25_000);
        assertEquals(e8(100_000), log.account().startE8());
        assertEquals(e8(100_000), log.ledger().equityE8(), "it is not the account's worth that is traded with");
    }

    @Test
    void shouldBeginWithWhatTheAccountWasWorthWhenThatWasFirstTold() {
        var config = EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"));
        TradeLog live = new TradeLog(
                new Engine(EngineSettings.of(EngineSettings.with(config, "risk.equity=account")), CALENDAR));
        worth(live, 25_000);
        worth(live, 26_000);
        assertEquals(e8(25_000), live.account().startE8());
        assertEquals(e8(26_000), live.ledger().equityE8());
    }

    private void worth(TradeLog to, double money) {
        event.account(nanos, EngineEvent.FLAG_ADOPTED, e8(money), 0, 0);
        event.clearDecisions();
        to.onEvent(event);
    }

    @Test
    void shouldNotTakeACarriedDebtForRuinBeforeThePositionIsThere() {
        carry(1000, 280, -180_000);
        event.bar(0, nanos, nanos + 300_000_000_000L, e8(280), e8(281), e8(279), e8(280), 1, 0);
        take();
        assertEquals(false, log.account().isRuined());
    }

    @Test
    void shouldCallAStopThatNeverMovedAStop() {
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        place(2, Purpose.STOP, Side.SELL, 10);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        take();
        assertEquals("STOP", log.trades().get(0).exitReason());
        assertEquals("mean-reversion-in-trend", log.trades().get(0).strategy());
        assertEquals(-100.0 * 102 / 2800, log.trades().get(0).returnPercent(), 1e-9);
        assertEquals(e8(100), log.trades().get(0).maeE8());
    }

    @Test
    void shouldPrintAnOperatorsTextAsTextWhateverItLooksLike() {
        event.control(EventType.COMMAND, nanos, Operator.HALT.code(), 0);
        event.text("007");
        event.clearDecisions();
        String json = new EventText(engine).json(event);
        assertTrue(json.contains("\"text\":\"007\""), json);
    }

    /** Three for two of 11 at 300: 16 and a half, of which the half is paid at the new 200. */
    @Test
    void shouldCountSplitsDividendsAndDelistings() {
        place(1, Purpose.ENTRY, Side.BUY, 11);
        event.fill(0, nanos, 1, Side.BUY, 11, e8(290), 0, e8(1), 0);
        take();
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.payment(0, nanos, CorporateAction.DIVIDEND, e8(2), 0);
        take();
        assertEquals(e8(100_000 + 110 - 1 + 22), log.ledger().equityE8());
        event.split(0, nanos, 3, 2, 0);
        take();
        assertEquals(16, log.ledger().position(0));
        assertEquals(e8(100_000 - 3190 - 1 + 22 + 100), log.ledger().cashE8());
        event.payment(0, nanos, CorporateAction.DELISTING, e8(150), 0);
        take();
        assertEquals(e8(100_000 - 3190 - 1 + 22 + 100 + 2400), log.ledger().cashE8());
        Trade trade = log.trades().get(0);
        assertEquals(e8(-3190 - 1 + 100 + 2400), trade.pnlE8());
        assertEquals("", trade.exitReason());
        log.finish();
        assertEquals(1, log.trades().size());
    }

    /** Shares that an operator takes over cost what he says, or the last price; the account's money comes and goes. */
    @Test
    void shouldBookWhatAnOperatorTakesOver() {
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 10, e8(290));
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -4, 0);
        take();
        assertEquals(6, log.ledger().position(0));
        assertEquals(e8(100_000 - 2900 + 1200), log.ledger().cashE8());
        event.position(0, nanos, 0, 0, -1, 0, 7, e8(290));
        take();
        assertEquals(6, log.ledger().position(0), "as the broker reports it, it is compared");
        event.trade(0, nanos, e8(310), 5, 0);
        take();
        event.trade(0, nanos, e8(999), 5, EngineEvent.FLAG_VOLUME_ONLY);
        take();
        assertEquals(e8(310), log.ledger().lastE8(0));
    }
}
