package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.report.SessionEquity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account of 1,000 that trades AA, beside one that holds AA and BB, 500 of each. */
class AccountLogTest {
    private static final int DAY = 19_800;

    private final Engine engine = new Engine(EngineSettings.parse("""
            instruments = [{ symbol = AA }, { symbol = BB }]
            data { bar = 5m }
            signal { strategy = mean-reversion-in-trend, bar = 5m }
            risk { equity = 1000 }
            """, "test"), ExchangeCalendar.usEquity());
    private final AccountLog log = new AccountLog(engine);
    private final EngineEvent event = new EngineEvent(engine.bounds());

    private static long e8(double value) {
        return FixedPoint.ofDouble(value);
    }

    /** Ten of AA at 10, which is worth 20 then; BB went from 20 to 30. */
    private void holdTen() {
        log.held().buy(0, e8(10));
        log.held().buy(1, e8(20));
        log.fill(event.fill(0, 1, 7, Side.BUY, 10, e8(10), 0, e8(1), e8(0.1)));
        log.ledger().mark(0, e8(20));
        log.ledger().mark(1, e8(30));
    }

    private void charge(double money) {
        event.order(EventType.COMMISSION, 0, 1, 7, 0, 0);
        event.commissionE8 = e8(money);
        log.charge(event);
    }

    private static SessionEquity day(int day, double cash, double position, double exposure, double dividends) {
        // AA has doubled and paid a twentieth, BB has made a half.
        return new SessionEquity(
                day, e8(cash + position), e8(cash), e8(position), e8(500 * 2.05 + 500 * 1.5), exposure, e8(dividends));
    }

    @Test
    void shouldBookWhatTheAccountPaysAndGets() {
        holdTen();
        assertEquals(e8(899), log.ledger().cashE8());
        charge(2);
        charge(-0.5);
        assertEquals(e8(897.5), log.ledger().cashE8());
        assertEquals(e8(2.5), log.commissionsE8());
        log.fill(event.fill(0, 1, 8, Side.SELL, 1, e8(20), 0, e8(0.5), e8(0.25)));
        assertEquals(e8(917), log.ledger().cashE8());
        assertEquals(e8(3), log.commissionsE8());
        assertEquals(e8(0.35), log.slippageE8());
        assertEquals(e8(1000), log.startE8());
    }

    /** A dividend of 0.50 on ten shares is told on the day on which it was paid, and on that alone. */
    @Test
    void shouldTellWhatItIsWorthAtEachClose() {
        holdTen();
        log.onAction(event.payment(0, 1, CorporateAction.DIVIDEND, e8(0.5), 0));
        log.endDay(DAY, 0.25);
        log.endDay(DAY + 1, 0.5);
        assertEquals(List.of(day(DAY, 904, 200, 0.25, 5), day(DAY + 1, 904, 200, 0.5, 0)), log.days());
        charge(4);
        log.endLastDayAgain();
        assertEquals(List.of(day(DAY, 904, 200, 0.25, 5), day(DAY + 1, 900, 200, 0.5, 0)), log.days());
        log.onAction(event.split(0, 1, 3, 2, 0));
        assertEquals(15, log.ledger().position(0));
        // Half a share at 20 / 1.5 is paid, and no dividend.
        log.onAction(event.split(0, 1, 1, 2, 0));
        assertEquals(7, log.ledger().position(0));
        log.endDay(DAY + 2, 0);
        assertEquals(0, log.days().get(2).dividendsE8());
        assertEquals(3, log.actions().rows().size());
        assertEquals("5.00", log.actions().rows().get(0).get(4));
    }

    @Test
    void shouldKnowTheHighestGrossValueOverTheEquity() {
        holdTen();
        log.measure();
        assertEquals(200.0 / 1099, log.highestGross());
        log.ledger().mark(0, e8(10));
        log.measure();
        assertEquals(200.0 / 1099, log.highestGross(), "it was higher");
        charge(799);
        log.measure();
        assertEquals(0.5, log.highestGross(), "100 of 200");
        charge(200);
        log.measure();
        assertEquals(0.5, log.highestGross(), "of no equity there is no share");
        charge(100);
        log.measure();
        assertEquals(0.5, log.highestGross());
    }

    @Test
    void shouldBeRuinedOnceNothingIsLeft() {
        holdTen();
        charge(1098.99999999);
        log.lookForRuin(5);
        assertFalse(log.isRuined());
        assertEquals(0, log.ruinedNanos());
        charge(0.00000001);
        log.lookForRuin(6);
        assertTrue(log.isRuined());
        charge(3);
        log.lookForRuin(7);
        assertEquals(6, log.ruinedNanos());
        assertEquals(0, log.ruinedEquityE8());
    }

    @Test
    void shouldEndOnTheDayOfTheRuin() {
        log.endRuined(DAY, 0);
        assertEquals(1, log.days().size(), "also where no day has ended");
        AccountLog other = new AccountLog(engine);
        other.endDay(DAY, 0);
        other.charge(event.fill(0, 1, 7, Side.BUY, 1, 1, 0, e8(1004), 0));
        other.lookForRuin(9);
        assertEquals(e8(-4), other.ruinedEquityE8());
        SessionEquity before = new SessionEquity(DAY, e8(1000), e8(1000), 0, e8(1000), 0);
        other.endRuined(DAY + 1, 0.5);
        assertEquals(List.of(before, new SessionEquity(DAY + 1, 0, 0, 0, e8(1000), 0.5)), other.days());
        other.endRuined(DAY + 1, 0.75);
        assertEquals(List.of(before, new SessionEquity(DAY + 1, 0, 0, 0, e8(1000), 0.75)), other.days());
    }

    @Test
    void shouldBeginWithWhatItTurnsOutToBeginWith() {
        log.held().buy(0, e8(10));
        log.ledger().mark(0, e8(20));
        log.begin(e8(2000));
        log.endDay(DAY, 0);
        assertEquals(e8(2000), log.startE8());
        assertEquals(e8(3000), log.days().get(0).benchmarkE8(), "half of it has doubled");
    }
}
