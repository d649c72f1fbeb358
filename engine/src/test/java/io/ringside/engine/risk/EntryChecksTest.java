package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small parts of the risk stage by themselves: messages, repeated entries, sizes, and what orders say. */
class EntryChecksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long E8 = FixedPoint.ONE_E8;

    private static Limits.Rate rate(long perSecond, long perMinute, double reserved, long entries, long nanos) {
        return new Limits.Rate(perSecond, perMinute, FixedPoint.ofDouble(reserved), entries, nanos);
    }

    // ---- messages

    /** Ten a second, of which two are kept for what must leave. */
    @Test
    void shouldKeepAReserveOfMessages() {
        MessageRate messages = new MessageRate(rate(10, Limits.OFF, 0.2, Limits.OFF, Limits.OFF));
        messages.onTime(100 * SECOND);
        assertTrue(messages.mayEnter(8));
        assertFalse(messages.mayEnter(9));
        assertTrue(messages.mayTrail(10));
        assertFalse(messages.mayTrail(11));
        messages.take(8);
        assertTrue(messages.mayEnter(0));
        assertFalse(messages.mayEnter(1));
        assertTrue(messages.mayTrail(2));
        messages.take(2);
        assertFalse(messages.mayTrail(1));
        // A tenth of a second brings one.
        messages.onTime(100 * SECOND + 99_999_999);
        assertFalse(messages.mayTrail(1));
        messages.onTime(100 * SECOND + 100_000_000);
        assertTrue(messages.mayTrail(1));
        assertFalse(messages.mayTrail(2));
        // Time does not go back.
        messages.onTime(99 * SECOND);
        assertTrue(messages.mayTrail(1));
        messages.onTime(100 * SECOND + 100_000_000);
        assertFalse(messages.mayTrail(2));
        messages.onTime(101 * SECOND);
        assertTrue(messages.mayTrail(10));
        messages.onTime(200 * SECOND);
        assertFalse(messages.mayTrail(11), "no more than are full");
    }

    @Test
    void shouldBeginFull() {
        MessageRate messages = new MessageRate(rate(10, 100, 0, Limits.OFF, Limits.OFF));
        messages.take(10);
        assertFalse(messages.mayTrail(1));
        messages.onTime(100 * SECOND);
        assertTrue(messages.mayTrail(10));
    }

    @Test
    void shouldCountTheMessagesOfAMinuteToo() {
        MessageRate messages = new MessageRate(rate(10, 12, 0, Limits.OFF, Limits.OFF));
        messages.onTime(100 * SECOND);
        messages.take(10);
        messages.onTime(101 * SECOND);
        // Twelve a minute are one in five seconds.
        assertTrue(messages.mayEnter(2));
        assertFalse(messages.mayEnter(3));
        messages.onTime(105 * SECOND);
        assertTrue(messages.mayEnter(3));
        MessageRate off = new MessageRate(rate(Limits.OFF, Limits.OFF, 0.5, Limits.OFF, Limits.OFF));
        off.take(1_000_000);
        assertTrue(off.mayEnter(1_000_000) && off.mayTrail(1_000_000));
    }

    // ---- the same again

    @Test
    void shouldKnowAnEntryThatWasJustMade() {
        RecentEntries recent = new RecentEntries(SECOND);
        assertFalse(recent.isDuplicate(0, Side.BUY, 100, 50 * E8, 10 * SECOND));
        recent.onEntry(0, Side.BUY, 100, 50 * E8, 10 * SECOND);
        assertTrue(recent.isDuplicate(0, Side.BUY, 100, 50 * E8, 11 * SECOND - 1));
        assertFalse(recent.isDuplicate(0, Side.BUY, 100, 50 * E8, 11 * SECOND));
        assertFalse(recent.isDuplicate(1, Side.BUY, 100, 50 * E8, 10 * SECOND));
        assertFalse(recent.isDuplicate(0, Side.SELL, 100, 50 * E8, 10 * SECOND));
        assertFalse(recent.isDuplicate(0, Side.BUY, 101, 50 * E8, 10 * SECOND));
        assertFalse(recent.isDuplicate(0, Side.BUY, 100, 51 * E8, 10 * SECOND));
        RecentEntries off = new RecentEntries(Limits.OFF);
        off.onEntry(0, Side.BUY, 100, 50 * E8, 10 * SECOND);
        assertFalse(off.isDuplicate(0, Side.BUY, 100, 50 * E8, 10 * SECOND));
    }

    /** Sixty-four are kept: where one would be forgotten within its time, any other one may be the same. */
    @Test
    void shouldRefuseMoreEntriesThanItCanRemember() {
        RecentEntries recent = new RecentEntries(SECOND);
        for (int i = 0; i < 63; i++) {
            recent.onEntry(0, Side.BUY, 100 + i, 50 * E8, 10 * SECOND);
            assertFalse(recent.isDuplicate(0, Side.BUY, 1, 50 * E8, 10 * SECOND), "after " + (i + 1));
        }
        recent.onEntry(0, Side.BUY, 99, 50 * E8, 10 * SECOND);
        assertTrue(recent.isDuplicate(0, Side.BUY, 1, 50 * E8, 10 * SECOND));
        assertFalse(recent.isDuplicate(0, Side.BUY, 1, 50 * E8, 11 * SECOND));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void shouldLockAStrategyThatEntersTooOften(int entries) {
        EntryThrottle throttle = new EntryThrottle(rate(Limits.OFF, Limits.OFF, 0, entries, SECOND), 2);
        for (int i = 0; i < entries; i++) {
            assertTrue(throttle.mayEnter(0, 10 * SECOND + i), "entry " + i);
            throttle.onEntry(0, 10 * SECOND + i);
        }
        assertTrue(throttle.mayEnter(1, 11 * SECOND - 1));
        // A second after the first of them there is room for one again.
        assertTrue(throttle.mayEnter(0, 11 * SECOND));
        throttle.onEntry(0, 11 * SECOND);
        assertFalse(throttle.mayEnter(0, 11 * SECOND));
        assertFalse(throttle.mayEnter(0, 99 * SECOND), "until somebody has looked");
        throttle.resume();
        assertTrue(throttle.mayEnter(0, 11 * SECOND));
    }

    @Test
    void shouldNotCountEntriesWhereThatIsOff() {
        for (Limits.Rate rate : new Limits.Rate[] {
            rate(1, 1, 0, Limits.OFF, SECOND), rate(1, 1, 0, 1, Limits.OFF), rate(1, 1, 0, Limits.OFF, Limits.OFF)
        }) {
            EntryThrottle off = new EntryThrottle(rate, 1);
            for (int i = 0; i < 5; i++) {
                assertTrue(off.mayEnter(0, 10 * SECOND));
                off.onEntry(0, 10 * SECOND);
            }
        }
    }

    // ---- how many

    /** Of the risk of a fraction of the equity, in whole lots. */
    @ParameterizedTest
    @CsvSource({
        // lot, shares: 1 % of 100,000 at a distance of 3 is 333.33
        "1, 333",
        "10, 330",
        "100, 300",
        "400, 0"
    })
    void shouldSizeInWholeLots(long lot, long shares) {
        RiskSettings settings = EngineSettings.parse(
                        "instruments = [ { symbol = QQQ } ], signal.strategy = rsi2,"
                                + " risk { equity = 100000, fraction = 0.01, leverage = 4 }",
                        "test")
                .risk();
        assertEquals(shares, Sizing.shares(100_000 * E8, 50 * E8, 47 * E8, 1, lot, settings));
        assertEquals(0, Sizing.shares(0, 50 * E8, 47 * E8, 1, lot, settings));
        assertEquals(0, Sizing.shares(-1, 50 * E8, 47 * E8, 1, lot, settings));
        assertEquals(0, Sizing.shares(100_000 * E8, 50 * E8, 50 * E8 - 999_999, 1, lot, settings));
        // A cent is far enough: 1,000 of 100,000 over it.
        assertEquals(100_000 - 100_000 % lot, Sizing.shares(100_000 * E8, E8 / 50, E8 / 100, 1, lot, settings));
        assertEquals(0, Sizing.shares(1, 50 * E8, 47 * E8, 1, lot, settings));
    }

    /** What wins less what loses over what a win brings: none at half of all for as much as is lost. */
    @ParameterizedTest
    @CsvSource({"0.5, 1, 0", "0.25, 2, 0", "0.5, 2, 0.125", "1, 1, 0.5"})
    void shouldBetAPartOfKellysFraction(double winRate, double payoff, double share) {
        SettingsNode node = SettingsNode.root(ConfigFactory.parseString(
                "size { by = kelly, part = 0.5, win-rate = " + winRate + ", payoff = " + payoff + " }"));
        if (share > 0) {
            assertEquals(new SizeRule(SizeRule.By.KELLY, share), SizeRule.of(node));
        } else {
            String message =
                    assertThrows(UserError.class, () -> SizeRule.of(node)).getMessage();
            assertTrue(
                    message.endsWith("with this payoff Kelly's fraction is not above 0: there is nothing to bet on"),
                    message);
        }
    }

    // ---- what orders say

    private final IntentWriter writer = new IntentWriter(ExchangeCalendar.usEquity());
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 8));
    private final Book book = new Book(2, 1);

    private EngineEvent atTen() {
        event.trade(1, ExchangeCalendar.usEquity().openNanos(20_229) + 1_800 * SECOND, 1, 1, 0);
        event.sessionDay = 20_229;
        event.sequence = 9;
        event.clearDecisions();
        return event;
    }

    /** Thirty-two that are gone are known, as a fill can come late. */
    @Test
    void shouldKnowWhoseAnOrderIsForSomeTimeAfterItsEnd() {
        for (long ref = 1; ref <= 40; ref++) {
            writer.adopt(ref, book);
            assertSame(book, writer.bookOf(ref));
        }
        for (long ref = 1; ref <= 40; ref++) {
            writer.forget(book, ref);
            writer.forget(book, ref);
            assertSame(book, writer.bookOf(ref));
        }
        for (long ref = 1; ref <= 40; ref++) {
            assertEquals(ref > 8, writer.bookOf(ref) == book, "order " + ref);
        }
        assertNull(writer.bookOf(99));
    }

    @ParameterizedTest
    @CsvSource({"1, SELL", "50, SELL", "-1, BUY", "-50, BUY"})
    void shouldLeaveAPositionWithAllItsShares(long position, Side side) {
        book.position = position;
        book.groupRef = 5;
        writer.placeExit(atTen(), book, Purpose.FLATTEN, 7);
        Intent exit = event.intents[0];
        assertEquals(1, event.intentCount);
        assertEquals(side, exit.side);
        assertEquals(Math.abs(position), exit.quantity);
        assertEquals(Purpose.FLATTEN, exit.purpose);
        assertEquals(7, exit.reason);
        assertEquals(5, exit.ocaRef);
        assertEquals(book.exitRef, exit.orderRef);
        assertTrue(book.closing);
        assertSame(book, writer.bookOf(exit.orderRef));
    }

    /** From the close on an order is one for the next opening auction. */
    @ParameterizedTest
    @CsvSource({"-1, DAY", "0, AT_THE_OPEN", "1, AT_THE_OPEN"})
    void shouldOrderForTheNextOpenFromTheCloseOn(long nanosAfter, TimeInForce force) {
        book.position = 50;
        atTen();
        event.eventNanos = ExchangeCalendar.usEquity().closeNanos(20_229) + nanosAfter;
        writer.placeExit(event, book, Purpose.EXIT, 0);
        assertEquals(force, event.intents[0].timeInForce);
    }

    @ParameterizedTest
    @CsvSource({
        // position, entry sells; the entry, what leaves
        "0, false, BUY, SELL",
        "0, true, SELL, BUY",
        "30, false, BUY, SELL",
        "-30, true, SELL, BUY",
        "1, true, SELL, SELL"
    })
    void shouldChangeOrdersOnTheirSide(long position, boolean entryShort, Side entry, Side leaves) {
        book.position = position;
        book.entryRef = 3;
        book.entryShort = entryShort;
        book.entering(70);
        book.entryLimitE8 = 50 * E8;
        book.groupRef = 3;
        book.stopRef = 4;
        book.stopE8 = 45 * E8;
        book.targetRef = 5;
        book.targetE8 = 60 * E8;
        book.exitRef = 6;
        book.exitPurpose = Purpose.EXIT;
        atTen();
        writer.modifyEntry(event, book);
        writer.modifyStop(event, book, 80);
        writer.modifyTarget(event, book, 90);
        writer.modifyExit(event, book);
        assertEquals(4, event.intentCount);
        check(event.intents[0], 3, Purpose.ENTRY, entry, Math.abs(position) + 70, 0, TimeInForce.AT_THE_OPEN);
        check(event.intents[1], 4, Purpose.STOP, leaves, 80, 3, TimeInForce.GOOD_TILL_CANCELLED);
        assertEquals(45 * E8, event.intents[1].stopE8);
        assertEquals(80, book.stopQuantity);
        check(event.intents[2], 5, Purpose.TARGET, leaves, 90, 3, TimeInForce.GOOD_TILL_CANCELLED);
        assertEquals(60 * E8, event.intents[2].limitE8);
        assertEquals(90, book.targetQuantity);
        check(event.intents[3], 6, Purpose.EXIT, leaves, Math.abs(position), 3, TimeInForce.AT_THE_OPEN);
    }

    private static void check(
            Intent intent, long ref, Purpose purpose, Side side, long quantity, long group, TimeInForce force) {
        assertEquals(ref, intent.orderRef);
        assertEquals(purpose, intent.purpose);
        assertEquals(side, intent.side, purpose.toString());
        assertEquals(quantity, intent.quantity, purpose.toString());
        assertEquals(group, intent.ocaRef);
        assertEquals(force, intent.timeInForce);
        assertEquals(1, intent.instrumentId);
        assertEquals(2, intent.bindingId);
    }
}
