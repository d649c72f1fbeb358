package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that stand for things in journals, for ever, and what no number stands for. */
class CodesTest {
    /** Every value with its code, each found by it and nothing by others. */
    private static <T extends Enum<T>> String codes(T[] values, ToIntFunction<T> code, IntFunction<T> ofCode) {
        int known = 0;
        for (int number = -130; number <= 260; number++) {
            T value = ofCode.apply(number);
            known += value == null ? 0 : 1;
            assertEquals(number, value == null ? number : code.applyAsInt(value));
        }
        assertEquals(values.length, known);
        assertNull(ofCode.apply(Integer.MIN_VALUE));
        assertNull(ofCode.apply(Integer.MAX_VALUE));
        return Arrays.stream(values)
                .map(value -> code.applyAsInt(value) + " " + value.name())
                .collect(Collectors.joining(", "));
    }

    @Test
    void shouldKeepTheCodesThatStandInJournals() {
        assertEquals("0 NONE, 1 BUY, 2 SELL", codes(Side.values(), Side::code, Side::ofCode));
        assertEquals(
                "1 MARKET, 2 LIMIT, 3 STOP, 4 STOP_LIMIT, 5 TRAILING_STOP, 6 MARKET_ON_CLOSE, 7 " + "LIMIT_ON_CLOSE",
                codes(OrderType.values(), OrderType::code, OrderType::ofCode));
        assertEquals(
                "1 DAY, 2 GOOD_TILL_CANCELLED, 3 AT_THE_OPEN, 4 IMMEDIATE_OR_CANCEL",
                codes(TimeInForce.values(), TimeInForce::code, TimeInForce::ofCode));
        assertEquals(
                "1 ENTRY, 2 STOP, 3 TARGET, 4 EXIT, 5 FLATTEN, 6 REBALANCE",
                codes(Purpose.values(), Purpose::code, Purpose::ofCode));
        assertEquals(
                "1 PLACE, 2 MODIFY, 3 CANCEL", codes(IntentAction.values(), IntentAction::code, IntentAction::ofCode));
        assertEquals(
                "0 HOLD, 1 ENTER_LONG, 2 ENTER_SHORT, 3 EXIT_LONG, 4 EXIT_SHORT, 5 EXIT, 6 TARGET_WEIGHT",
                codes(SignalKind.values(), SignalKind::code, SignalKind::ofCode));
        assertEquals(
                "1 SPLIT, 2 DIVIDEND, 3 DELISTING, 4 SYMBOL_CHANGE",
                codes(CorporateAction.values(), CorporateAction::code, CorporateAction::ofCode));
        assertEquals(
                "1 LIVE_START, 2 CONNECTED, 3 DISCONNECTED, 4 DEGRADED, 5 RESTORED, 6 RECONCILING, 7 "
                        + "RECONCILED, 8 BREAK, 9 FEED_STALE, 10 FEED_FRESH, 11 CLOCK_STEP, 12 CLOCK_OK, 13 "
                        + "LOW_DISK, 14 DISK_OK, 15 BAR_CORRECTED, 16 UNPROTECTED, 17 PROTECTED, 18 ORDER_UNKNOWN, "
                        + "19 GAP, 20 STOPPING, 21 ADJUSTED, 22 NAME_HALTED, 23 NAME_RESUMED, 24 CONTRACT_UNKNOWN, "
                        + "25 CONTRACT_KNOWN",
                codes(Condition.values(), Condition::code, Condition::ofCode));
        assertEquals(
                "1 HALT, 2 RESUME, 3 FLATTEN, 4 KILL, 5 UNLATCH, 6 ACKNOWLEDGE, 7 ADOPT, 8 FORGET, 9 "
                        + "CLOSE, 10 CANCEL, 11 REBALANCE, 12 SILENCE, 13 ALARM_TEST",
                codes(Operator.values(), Operator::code, Operator::ofCode));
        assertEquals(
                "1 OPEN, 2 CLOSE, 10 OPEN_PRINT, 11 BAR, 12 TRADE, 13 QUOTE, 20 SESSION_OPEN, 21 "
                        + "SESSION_CLOSE, 22 TIMER, 23 CONTINUE, 30 ORDER_SENT, 31 ORDER_ACCEPTED, 32 "
                        + "ORDER_REJECTED, 33 ORDER_CANCELLED, 34 FILL, 35 COMMISSION, 36 ORDER_REPLACED, 40 "
                        + "COMMAND, 41 CONDITION, 42 POSITION, 43 ACCOUNT, 44 CORPORATE_ACTION",
                codes(EventType.values(), EventType::code, EventType::ofCode));
    }

    /** The tens say what an event is about. */
    @Test
    void shouldKnowPricesAndReportsByTheirTens() {
        assertEquals(
                "OPEN_PRINT BAR TRADE QUOTE",
                Arrays.stream(EventType.values())
                        .filter(EventType::isMarketData)
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")));
        assertEquals(
                "ORDER_SENT ORDER_ACCEPTED ORDER_REJECTED ORDER_CANCELLED FILL COMMISSION ORDER_REPLACED",
                Arrays.stream(EventType.values())
                        .filter(EventType::isOrderReport)
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")));
    }

    /** A name that is left is left whole, and at the close only what is left can be. */
    @Test
    void shouldKnowWhichActionsOnANameGoTogether() {
        assertTrue(Standing.isValid(0));
        assertTrue(Standing.isValid(Standing.LEAVE));
        assertTrue(Standing.isValid(Standing.LEAVE | Standing.AT_CLOSE));
        assertFalse(Standing.isValid(Standing.AT_CLOSE));
        assertFalse(Standing.isValid(Standing.LEAVE | Standing.ENTER));
        assertFalse(Standing.isValid(Standing.ENTER | Standing.AT_CLOSE));
        assertTrue(Standing.isValid(Standing.ENTER));
        assertFalse(Standing.isValid(-1));
        assertFalse(Standing.isValid(Integer.MAX_VALUE));
        // None, leave, leave at the close, and any of enter (2), add (4) and trim (8).
        assertEquals(
                List.of(0, 1, 2, 4, 6, 8, 10, 12, 14, 17),
                IntStream.rangeClosed(-64, 64).filter(Standing::isValid).boxed().toList());
        Standing standing = new Standing();
        standing.actions = Standing.ENTER | Standing.TRIM;
        assertTrue(standing.may(Standing.ENTER));
        assertTrue(standing.may(Standing.TRIM));
        assertFalse(standing.may(Standing.ADD));
        standing.actions = Standing.LEAVE;
        assertTrue(standing.may(Standing.LEAVE));
        assertFalse(standing.may(Standing.AT_CLOSE));
    }

    @Test
    void shouldFindAValueByItsCode() {
        assertArrayEquals(
                new String[] {null, "a", null, "ccc"}, Codes.table(new String[] {"ccc", "a"}, String::length));
        assertArrayEquals(new String[] {""}, Codes.table(new String[] {""}, String::length));
        assertArrayEquals(new String[0], Codes.table(new String[0], String::length));
    }

    @Test
    void shouldKeepTheCodesOfStops() {
        assertEquals(
                "0 STANDARD, 1 FIXED, 2 PER_CENT, 3 PRICE, 4 CHANDELIER, 5 NONE",
                codes(Terms.Stop.values(), Terms.Stop::ordinal, Terms.Stop::ofCode));
    }

    @Test
    void shouldKnowSidesAndTheirSigns() {
        assertEquals(
                List.of(Side.NONE, Side.SELL, Side.BUY),
                Arrays.stream(Side.values()).map(Side::opposite).toList());
        assertEquals(
                List.of(0, 1, -1), Arrays.stream(Side.values()).map(Side::sign).toList());
    }

    @Test
    void shouldKnowWhichEntriesWaitForAPrice() {
        assertEquals(
                List.of(Terms.Entry.LIMIT, Terms.Entry.STOP, Terms.Entry.STOP_LIMIT),
                Arrays.stream(Terms.Entry.values())
                        .filter(Terms.Entry::waitsForPrice)
                        .toList());
    }

    /** 7 stands for portfolio 7, whose book is -8; the argument has 8 in its upper half, so that 0 is for all. */
    @Test
    void shouldTellAPortfoliosBookFromAStrategys() {
        assertEquals(-1, BookId.ofPortfolio(0));
        assertEquals(-8, BookId.ofPortfolio(7));
        assertEquals(7, BookId.portfolioId(-8));
        assertTrue(BookId.isPortfolio(-1));
        assertFalse(BookId.isPortfolio(0));
        assertFalse(BookId.isPortfolio(1));
        assertEquals(0x8_ffff_fffbL, BookId.argument(7, -5));
        assertEquals(0x8_0000_0005L, BookId.argument(7, 5));
        assertEquals(5, BookId.argument(BookId.ALL, 5));
        assertEquals(7, BookId.scope(0x8_ffff_fffbL));
        assertEquals(-5, BookId.lower(0x8_ffff_fffbL));
        assertEquals(0, BookId.scope(0x1_0000_0000L));
        assertEquals(BookId.ALL, BookId.scope(0xffff_ffffL));
        assertEquals(0x7fff_ffffL - 1, BookId.scope(0x7fff_ffff_0000_0000L));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 0, ''",
        "4096, 4095, 65535, 4095, 1023, bars",
        "1, 4095, 65535, 4095, 1023, ''",
        "0, 1, 1, 1, 0, bars",
        "1, 0, 1, 1, 0, updates",
        "1, 4096, 1, 1, 0, updates",
        "1, 1, 0, 1, 0, values",
        "1, 1, 65536, 1, 0, values",
        "1, 1, 1, 0, 0, intents",
        "1, 1, 1, 4096, 0, intents",
        "1, 1, 1, 1, -1, standings",
        "1, 1, 1, 1, 1024, standings"
    })
    void shouldBoundWhatAnEventCarries(int bars, int updates, int values, int intents, int standings, String wrong) {
        if (wrong.isEmpty()) {
            Bounds bounds = new Bounds(bars, updates, values, intents, standings);
            assertEquals(Math.max(updates, standings), bounds.verdicts());
        } else {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new Bounds(bars, updates, values, intents, standings))
                    .getMessage();
            assertTrue(message.startsWith(wrong + " per event must be "), message);
        }
    }
}
