package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.gateway.ib.tws.RequestIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of prices and when, and what becomes of the answers. */
class IbMarketDataTest {
    private static final long OPEN = MarketDriver.OPEN;
    private static final long SECOND = MarketDriver.SECOND;

    /** QQQ's stream is request 2 of a connection, SPY's 3, and the first history 4 and 5. */
    private static MarketDriver subscribed(String... sets) {
        MarketDriver driver = new MarketDriver(false, false, sets);
        driver.market.resume(driver.link());
        driver.take();
        return driver;
    }

    /** All of the past has come for QQQ alone, whose parts are bars at 100 up to 9:45. */
    private static MarketDriver whole(String... sets) {
        MarketDriver driver = subscribed(sets);
        driver.work();
        answer(driver, 4);
        answer(driver, 5);
        driver.nanos += SECOND;
        driver.work();
        driver.take();
        return driver;
    }

    /** Sixty bars of five minutes: three of this day, the rest of the day before. */
    private static void answer(MarketDriver driver, int request) {
        long before = MarketDriver.CALENDAR.closeNanos(MarketDriver.CALENDAR.previousTradingDay(MarketDriver.DAY));
        for (int i = 57; i > 0; i--) {
            driver.past(request, before - i * 300L * SECOND, 99);
        }
        for (int i = 0; i < 3; i++) {
            driver.past(request, OPEN + i * 300L * SECOND, 100);
        }
        driver.ends(request);
    }

    // ---- Subscriptions --------------------------------------------------------------------------------------------

    @Test
    void shouldSubscribeOnceAConnectionAndAnewWhereItIsTheSame() {
        MarketDriver driver = new MarketDriver(false, false);
        TwsLink link = driver.link();
        assertFalse(driver.market.isWhole());
        driver.market.resume(link);
        assertEquals(List.of("halts 0 QQQ", "halts 1 SPY", "bars 2 QQQ", "bars 3 SPY"), driver.take());
        driver.market.resume(link);
        assertEquals(
                List.of(
                        "cancel halts 0",
                        "cancel halts 1",
                        "halts 4 QQQ",
                        "halts 5 SPY",
                        "cancel bars 2",
                        "bars 6 QQQ",
                        "cancel bars 3",
                        "bars 7 SPY"),
                driver.take());
        assertEquals(-1, driver.market.instrumentOf(RequestIds.FIRST + 2), "its answers are too late");
        assertEquals(0, driver.market.instrumentOf(RequestIds.FIRST + 6));
        assertEquals(1, driver.market.instrumentOf(RequestIds.FIRST + 7));
        driver.market.resume(driver.link());
        assertEquals(List.of("halts 0 QQQ", "halts 1 SPY", "bars 2 QQQ", "bars 3 SPY"), driver.take());
    }

    @Test
    void shouldWatchNoHaltsWhereThatIsOff() {
        MarketDriver driver = new MarketDriver(false, false, "gateway.halts=off");
        TwsLink link = driver.link();
        driver.market.resume(link);
        assertEquals(List.of("bars 0 QQQ", "bars 1 SPY"), driver.take());
        driver.market.resume(link);
        assertEquals(List.of("cancel bars 0", "bars 2 QQQ", "cancel bars 1", "bars 3 SPY"), driver.take());
    }

    @Test
    void shouldSubscribeToTradesWhereThoseAreHeard() {
        MarketDriver driver = new MarketDriver(true, false, "gateway.halts=off");
        TwsLink link = driver.link();
        driver.market.resume(link);
        assertEquals(List.of("trades 0 QQQ", "trades 1 SPY"), driver.take());
        driver.market.resume(link);
        assertEquals(List.of("cancel trades 0", "trades 2 QQQ", "cancel trades 1", "trades 3 SPY"), driver.take());
    }

    @Test
    void shouldBeginStreamsAgainThatWereSilentForTenSeconds() {
        MarketDriver driver = subscribed();
        driver.nanos += 5 * SECOND;
        driver.live(3, 50);
        driver.nanos += 5 * SECOND;
        driver.market.resumeSilent();
        assertEquals(List.of(), driver.take());
        driver.nanos += 1;
        driver.market.resumeSilent();
        assertEquals(List.of("cancel bars 2", "bars 4 QQQ"), driver.take());
        driver.market.suspend();
        driver.nanos += 60 * SECOND;
        driver.market.resumeSilent();
        assertEquals(List.of(), driver.take(), "there is no connection");
    }

    // ---- The past -------------------------------------------------------------------------------------------------

    @Test
    void shouldPublishThePastAndThenWhatIsHeard() {
        MarketDriver driver = subscribed();
        driver.work();
        assertEquals(
                List.of("history 4 QQQ to now: 3 D of 5 mins", "history 5 SPY to now: 3 D of 5 mins"), driver.take());
        answer(driver, 4);
        List<String> told = driver.take();
        assertEquals(60, told.size());
        assertEquals("11:20:00 BAR QQQ 300 s at 99.00 warm-up", told.get(0));
        assertEquals("09:45:00 BAR QQQ 300 s at 100.00 warm-up", told.get(59));
        assertFalse(driver.market.isWhole());
        answer(driver, 5);
        driver.take();
        driver.nanos += SECOND;
        driver.work();
        assertEquals(List.of(), driver.take(), "there is nothing that could have come since");
        assertTrue(driver.market.isWhole());
        driver.nanos += 4 * SECOND;
        driver.live(2, 101);
        assertEquals(List.of("09:45:00 OPEN_PRINT QQQ", "09:45:05 BAR QQQ 5 s at 101.00"), driver.take());
        driver.market.suspend();
        assertFalse(driver.market.isWhole());
        assertEquals(0, driver.alarms.count());
    }

    /** Each pause is twice as long as the one before; an end that is over stays where it is. */
    @Test
    void shouldAskAgainWhatIsNotAnsweredEverMoreRarely() {
        MarketDriver driver = subscribed();
        driver.work();
        driver.take();
        for (long pauseMs : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
            asksAgain(driver, pauseMs);
        }
    }

    private static void asksAgain(MarketDriver driver, long pauseMs) {
        driver.passMs(10_000);
        driver.passMs(1);
        driver.take();
        driver.passMs(pauseMs - 1);
        assertEquals(0, histories(driver), "not before " + pauseMs);
        driver.passMs(1);
        assertEquals(2, histories(driver), "after " + pauseMs);
    }

    private static long histories(MarketDriver driver) {
        return driver.take().stream().filter(line -> line.startsWith("history")).count();
    }

    @Test
    void shouldWaitForAnAnswerUntilItsTimeIsOver() {
        MarketDriver driver = subscribed();
        driver.work();
        driver.take();
        driver.passMs(10_000);
        driver.passMs(1_000);
        assertEquals(0, histories(driver));
        // It was given up only now.
        driver.passMs(999);
        assertEquals(0, histories(driver));
        driver.passMs(1);
        assertEquals(2, histories(driver));
    }

    @Test
    void shouldAskAgainTenSecondsAfterARefusal() {
        MarketDriver driver = subscribed("gateway.bar-check-ms=0");
        driver.work();
        driver.take();
        assertTrue(driver.refused(4, 162, "Historical Market Data Service error message:pacing"));
        driver.passMs(9_999);
        assertEquals(List.of(), driver.take());
        driver.passMs(1);
        assertEquals(List.of("history 6 QQQ to 20250620-13:45:00: 3 D of 5 mins"), driver.take());
        assertTrue(driver.refused(6, 321, "again"));
        answer(driver, 5);
        driver.take();
        driver.passMs(19_999);
        assertFalse(driver.take().toString().contains("QQQ"), "and twice as long after the next");
        driver.passMs(1);
        assertEquals(List.of("history 8 QQQ to 20250620-13:45:00: 3 D of 5 mins"), driver.take());
    }

    /** A clock that is set back must not make it wait. */
    /** That there are no data is an answer only in the words and under the number in which it is one. */
    @ParameterizedTest
    @CsvSource({
        "162, HMDS query returned no data, false",
        "162, HMDS query was cancelled, true",
        "321, HMDS query returned no data, true"
    })
    void shouldKnowARefusalFromAnAnswerOfNothing(int code, String text, boolean refusal) {
        MarketDriver driver = subscribed("gateway.bar-check-ms=0");
        driver.work();
        driver.take();
        assertTrue(driver.refused(4, code, text));
        answer(driver, 5);
        driver.take();
        driver.passMs(9_999);
        assertEquals(refusal, !driver.take().toString().contains("history 6 QQQ"), "asked again before ten seconds");
    }

    @Test
    void shouldTakeNoStreamsEndForAnAnswer() {
        MarketDriver driver = subscribed("gateway.bar-check-ms=0");
        driver.work();
        driver.take();
        assertTrue(driver.refused(2, 162, "HMDS query returned no data"), "of the stream");
        answer(driver, 4);
        assertTrue(driver.take().stream().anyMatch(line -> line.contains("BAR QQQ")), "history is still awaited");
    }

    @Test
    void shouldNotWaitWhereTheClockWasSetBack() {
        MarketDriver driver = subscribed();
        driver.work();
        driver.take();
        assertTrue(driver.refused(4, 321, "no"));
        driver.nanos -= 1;
        driver.work();
        assertEquals(List.of("history 6 QQQ to 20250620-13:40:00: 3 D of 5 mins"), driver.take());
    }

    /** Three times five seconds are missing before what is heard: five times nobody has them, and then it goes on without. */
    @Test
    void shouldGoOnWithoutWhatIsNotThereAfterAskingFiveTimes() {
        MarketDriver driver = whole("gateway.bar-check-ms=0", "gateway.feed-stale-ms=60000");
        driver.nanos += 4 * SECOND;
        driver.live(2, 101);
        driver.nanos += 20 * SECOND;
        driver.live(2, 102);
        assertEquals(List.of("09:45:00 OPEN_PRINT QQQ", "09:45:05 BAR QQQ 5 s at 101.00"), driver.take());
        assertFalse(driver.market.isWhole());
        int request = 6;
        for (int pauseMs : new int[] {0, 1_000, 2_000, 4_000, 8_000}) {
            driver.passMs(pauseMs);
            assertEquals(
                    List.of("history " + request + " QQQ to 20250620-13:45:20: 15 S of 5 secs"),
                    driver.take().stream()
                            .filter(line -> line.startsWith("history"))
                            .toList());
            assertFalse(driver.market.isWhole());
            assertTrue(driver.refused(request++, 162, "HMDS query returned no data: QQQ@SMART Trades"));
        }
        // Fifteen seconds after its end it may still be decided on.
        assertEquals(List.of("09:45:20 OPEN_PRINT QQQ", "09:45:25 BAR QQQ 5 s at 102.00"), driver.take());
        assertTrue(driver.market.isWhole());
    }

    @Test
    void shouldFillAHoleWithWhatThePastHas() {
        MarketDriver driver = whole("gateway.bar-check-ms=0");
        driver.nanos += 4 * SECOND;
        driver.live(2, 101);
        driver.nanos += 10 * SECOND;
        driver.live(2, 103);
        driver.take();
        driver.work();
        assertEquals(List.of("history 6 QQQ to 20250620-13:45:10: 5 S of 5 secs"), driver.take());
        driver.past(6, OPEN + 905 * SECOND, 102);
        driver.ends(6);
        assertEquals(List.of("09:45:15 GAP 0 1 bars of QQQ", "09:45:10 BAR QQQ 5 s at 102.00"), driver.take());
        driver.work();
        assertEquals(List.of("09:45:10 OPEN_PRINT QQQ", "09:45:15 BAR QQQ 5 s at 103.00"), driver.take());
        assertTrue(driver.market.isWhole());
    }

    /** Of sixty bars three quarters are enough. */
    @Test
    void shouldSayWhereTheBrokerHasTooFewBarsOfThePast() {
        for (int bars : new int[] {45, 44}) {
            MarketDriver driver = subscribed();
            driver.work();
            long before = MarketDriver.CALENDAR.closeNanos(MarketDriver.CALENDAR.previousTradingDay(MarketDriver.DAY));
            for (int i = bars - 3; i > 0; i--) {
                driver.past(4, before - i * 300L * SECOND, 99);
            }
            for (int i = 0; i < 3; i++) {
                driver.past(4, OPEN + i * 300L * SECOND, 100);
            }
            driver.ends(4);
            assertEquals(bars < 45 ? 1 : 0, driver.alarms.count());
            assertEquals(
                    bars < 45
                            ? "QQQ: the broker has 44 of 60 bars of 5 mins of the past; what needs more of them is not"
                                    + " decided on until they have come"
                            : "",
                    driver.alarms.last());
        }
    }

    /** Five seconds of either are missing every ten seconds; of so small bars the broker tells sixty times in ten minutes. */
    @Test
    void shouldAskForSmallBarsNoMoreOftenThanTheBrokerAllows() {
        MarketDriver driver = new MarketDriver(false, true, "gateway.bar-check-ms=0");
        driver.market.resume(driver.link());
        driver.work();
        answer(driver, 4);
        answer(driver, 5);
        driver.nanos += 5 * SECOND;
        driver.live(2, 101);
        driver.live(3, 50);
        driver.work();
        driver.take();
        int request = 6;
        for (int hole = 0; hole < 30; hole++) {
            driver.nanos += 10 * SECOND;
            driver.live(2, 101);
            driver.live(3, 50);
            driver.work();
            assertEquals(2, histories(driver), "hole " + hole);
            for (int i = 0; i < 2; i++) {
                driver.past(request, driver.nanos - 10 * SECOND, i == 0 ? 101 : 50);
                driver.ends(request++);
            }
            driver.work();
        }
        assertTrue(driver.market.isWhole());
        driver.nanos += 10 * SECOND;
        driver.live(2, 101);
        driver.live(3, 50);
        driver.work();
        assertEquals(0, histories(driver), "they would be the sixty-first and sixty-second");
        assertFalse(driver.market.isWhole());
    }

    // ---- Comparison with history ------------------------------------------------------------------------------------

    /** Five minutes of QQQ are heard at 101. */
    private static MarketDriver heard(String... sets) {
        MarketDriver driver = whole(sets);
        driver.nanos -= SECOND;
        for (int i = 0; i < 60; i++) {
            driver.nanos += 5 * SECOND;
            driver.live(2, 101);
            driver.live(3, 50);
        }
        driver.work();
        driver.take();
        return driver;
    }

    @Test
    void shouldCompareWhatWasHeardWithHistoryHalfAMinuteLater() {
        MarketDriver driver = heard("gateway.feed-stale-ms=60000");
        driver.passMs(29_999);
        assertEquals(List.of(), driver.take());
        driver.passMs(1);
        assertEquals(
                List.of("history 6 QQQ to now: 1800 S of 5 mins", "history 7 SPY to now: 1800 S of 5 mins"),
                driver.take());
        driver.past(6, OPEN + 900 * SECOND, 101.5);
        driver.ends(6);
        assertEquals(
                List.of("09:50:30 BAR_CORRECTED " + (OPEN + 900 * SECOND) + " 101.50/101.50/101.50/101.50"),
                driver.take());
        driver.past(7, OPEN + 900 * SECOND, 50);
        driver.ends(7);
        assertEquals(List.of(), driver.take());
        driver.passMs(1);
        assertEquals(List.of(), driver.take(), "once");
    }

    /** What is heard of the next bar meanwhile does not put it off. */
    @Test
    void shouldCompareTheLastWholeBarThoughTheNextHasBegun() {
        MarketDriver driver = heard("gateway.feed-stale-ms=60000");
        driver.passMs(5_000);
        driver.live(2, 101.5);
        driver.live(3, 50);
        driver.passMs(24_999);
        assertEquals(0, histories(driver));
        driver.passMs(1);
        assertEquals(2, histories(driver));
    }

    @Test
    void shouldNotCompareAgainAtOnceWhereThatIsRefused() {
        MarketDriver driver = heard("gateway.feed-stale-ms=60000");
        driver.passMs(30_000);
        driver.take();
        assertTrue(driver.refused(6, 162, "HMDS query returned no data"));
        assertTrue(driver.refused(7, 321, "no"));
        driver.passMs(1);
        assertEquals(List.of(), driver.take());
        assertTrue(driver.market.isWhole());
    }

    @Test
    void shouldCompareNothingThatIsAnHourOld() {
        for (long lateNanos : new long[] {1, 0}) {
            MarketDriver driver = heard();
            driver.nanos += 3_630 * SECOND - lateNanos;
            driver.work();
            assertEquals(lateNanos == 1 ? 2 : 0, histories(driver));
        }
    }

    @Test
    void shouldCompareNothingWhereThatIsOff() {
        MarketDriver driver = heard("gateway.bar-check-ms=0");
        driver.work();
        assertEquals(List.of(), driver.take());
        driver.passMs(20_000);
        assertEquals(List.of(), driver.take());
    }

    // ---- Silence --------------------------------------------------------------------------------------------------

    @Test
    void shouldTakeAStreamForStaleAfterHalfAMinuteAndForFreshWithItsNextPrice() {
        MarketDriver driver = whole("gateway.bar-check-ms=0");
        // It was subscribed to a second ago.
        driver.live(3, 50);
        driver.passMs(29_000);
        assertEquals(List.of(), driver.take());
        driver.passMs(1);
        assertEquals(
                List.of("09:45:30 FEED_STALE 0", "cancel bars 2", "bars 6 QQQ"),
                driver.take().subList(0, 3));
        driver.nanos += 5 * SECOND;
        driver.live(6, 101);
        driver.take();
        driver.work();
        assertEquals(
                "09:45:35 FEED_FRESH 0",
                driver.take().stream()
                        .filter(line -> line.contains("FEED"))
                        .findFirst()
                        .orElseThrow());
    }

    /** Ten seconds after the first time, then twenty, then forty, and never more than a minute. */
    @Test
    void shouldSubscribeAgainEverMoreRarelyWhereNothingComes() {
        MarketDriver driver = subscribed("gateway.bar-check-ms=0");
        List<Long> times = new ArrayList<>();
        long began = driver.nanos;
        for (int i = 0; i < 300; i++) {
            driver.passMs(1_000);
            if (driver.take().stream().anyMatch(line -> line.startsWith("bars ") && line.endsWith("QQQ"))) {
                times.add((driver.nanos - began) / SECOND);
            }
        }
        assertEquals(List.of(31L, 52L, 93L, 154L, 215L, 276L), times);
        // With its prices it is as it was at first.
        driver.live(lastStream(driver), 100);
        driver.work();
        driver.take();
        driver.passMs(30_000);
        assertEquals(0, streams(driver));
        driver.passMs(1);
        assertEquals(1, streams(driver));
        driver.passMs(20_000);
        assertEquals(0, streams(driver));
        driver.passMs(1);
        assertEquals(1, streams(driver));
    }

    private static int lastStream(MarketDriver driver) {
        int request = 500;
        while (driver.market.instrumentOf(RequestIds.FIRST + request) != 0) {
            request--;
        }
        return request;
    }

    private static long streams(MarketDriver driver) {
        return driver.take().stream()
                .filter(line -> line.startsWith("bars ") && line.endsWith("QQQ"))
                .count();
    }

    @Test
    void shouldNotMissPricesOutsideOfRegularHoursOrRightAfterTheOpen() {
        MarketDriver driver = new MarketDriver(false, false, "gateway.bar-check-ms=0");
        driver.nanos = OPEN - 60 * SECOND;
        driver.market.resume(driver.link());
        for (long after : new long[] {-1, 0, 30 * SECOND}) {
            driver.nanos = OPEN + after;
            driver.work();
            assertFalse(driver.take().toString().contains("STALE"));
        }
        driver.nanos += 1;
        driver.work();
        assertTrue(driver.take().toString().contains("STALE"));
    }

    @Test
    void shouldKnowSinceWhenAllWereHeard() {
        MarketDriver driver = subscribed();
        assertFalse(driver.market.isHeardSince(OPEN));
        driver.nanos += 5 * SECOND;
        driver.live(2, 100);
        assertFalse(driver.market.isHeardSince(OPEN), "SPY was not");
        driver.live(3, 50);
        assertTrue(driver.market.isHeardSince(OPEN + 905 * SECOND));
        assertFalse(driver.market.isHeardSince(OPEN + 905 * SECOND + 1));
    }

    @Test
    void shouldBeginAnewWhereTheBrokerEndsAStream() {
        MarketDriver driver = whole("gateway.bar-check-ms=0");
        assertTrue(driver.refused(2, 354, "Requested market data is not subscribed"));
        assertFalse(driver.market.isWhole(), "what comes later has a hole before it");
        driver.passMs(31_000);
        assertTrue(driver.take().contains("cancel bars 2"));
        driver.passMs(60_000);
        assertEquals(
                "QQQ: prices have been missing for 60 s; the broker says: 354 Requested market data is not subscribed",
                driver.alarms.first().replaceFirst("SPY", "QQQ"));
    }

    // ---- Halts ----------------------------------------------------------------------------------------------------

    @Test
    void shouldTellEachHaltAndItsEndOnce() {
        MarketDriver driver = subscribed();
        driver.tick(0, 49, 0);
        assertEquals(List.of(), driver.take());
        driver.tick(0, 49, 2);
        driver.tick(0, 49, 2);
        driver.tick(0, 49, 1);
        assertEquals(List.of("09:45:00 NAME_HALTED 0"), driver.take());
        assertEquals(1, driver.alarms.count());
        assertEquals(
                "the exchange has halted QQQ, since its price moved too fast: nothing is entered, and a stop does not"
                        + " work until it goes on",
                driver.alarms.last());
        assertTrue(driver.market.isHalted(0));
        assertFalse(driver.market.isHalted(1));
        assertFalse(driver.market.isHalted(2), "it is none of them");
        driver.tick(1, 49, 1);
        assertEquals(List.of("09:45:00 NAME_HALTED 1"), driver.take());
        assertEquals(
                "the exchange has halted SPY: nothing is entered, and a stop does not work until it goes on",
                driver.alarms.last());
        driver.tick(0, 49, 0);
        assertEquals(List.of("09:45:00 NAME_RESUMED 0"), driver.take());
        assertFalse(driver.market.isHalted(0));
        assertTrue(driver.market.isHalted(1));
        assertEquals(2, driver.alarms.count());
    }

    /**
     * QQQ is not heard for ten minutes: either its prices are missing, or it is halted, and then nobody is told of that but of
     * the halt. Its bars of the past are asked for twice in vain in both cases.
     */
    @Test
    void shouldNotMissThePricesOfAHaltedName() {
        for (int halted = 0; halted <= 1; halted++) {
            MarketDriver driver = whole("gateway.bar-check-ms=0");
            driver.nanos -= SECOND;
            hearFor(driver, true);
            assertEquals(0, driver.alarms.count());
            driver.tick(0, 49, halted);
            assertEquals(halted, driver.alarms.count());
            hearFor(driver, false);
            assertEquals(3, driver.alarms.count(), "halted " + halted);
        }
    }

    /** Ten minutes, of SPY alone or of both; of the past there is nothing more. */
    private static void hearFor(MarketDriver driver, boolean both) {
        for (int i = 0; i < 120; i++) {
            driver.nanos += 5 * SECOND;
            if (both) {
                driver.live(2, 101);
            }
            driver.live(3, 50);
            driver.work();
            for (String line : driver.take()) {
                if (line.startsWith("history ")) {
                    int request = Integer.parseInt(line.substring(8, line.indexOf(' ', 8)));
                    assertTrue(driver.refused(request, 162, "HMDS query returned no data"));
                }
            }
        }
    }

    @Test
    void shouldTakeNothingElseForAHalt() {
        MarketDriver driver = subscribed();
        driver.tick(0, 48, 1);
        driver.tick(0, 49, -1);
        driver.tick(0, 49, 3);
        driver.tick(0, 49, 1.5);
        driver.tick(2, 49, 1);
        assertEquals(List.of(), driver.take());
        assertFalse(driver.market.isHalted(0));
    }

    // ---- Trades ---------------------------------------------------------------------------------------------------

    @Test
    void shouldPublishTradesOnceThePastIsThere() {
        MarketDriver driver = new MarketDriver(true, false, "gateway.halts=off", "gateway.bar-check-ms=0");
        driver.nanos += 1;
        driver.market.resume(driver.link());
        driver.nanos += 5 * SECOND;
        driver.work();
        assertEquals(
                List.of(
                        "trades 0 QQQ",
                        "trades 1 SPY",
                        "history 2 QQQ to 20250620-13:45:00: 3 D of 5 mins",
                        "history 3 SPY to 20250620-13:45:00: 3 D of 5 mins"),
                driver.take());
        driver.trade(0, 101, 5, 0);
        answer(driver, 2);
        driver.take();
        driver.work();
        assertEquals(
                List.of("history 4 QQQ to now: 5 S of 5 secs"), driver.take(), "up to where trades are heard whole");
        driver.past(4, OPEN + 900 * SECOND, 100.5);
        driver.ends(4);
        driver.work();
        assertEquals(
                List.of("09:45:05 BAR QQQ 5 s at 100.50 warm-up", "09:45:05 TRADE QQQ 5 at 101.00 flags 0"),
                driver.take());
        // An odd lot makes no price; a trade beyond its limits does.
        driver.trade(0, 101.5, 7, 2);
        driver.trade(0, 101.5, 7, 1);
        assertEquals(
                List.of(
                        "09:45:05 TRADE QQQ 7 at 101.50 flags " + EngineEvent.FLAG_VOLUME_ONLY,
                        "09:45:05 TRADE QQQ 7 at 101.50 flags 0"),
                driver.take());
    }

    /** The broker tells sizes at 1e-8; what is less than a share is left out. */
    @ParameterizedTest
    @CsvSource({"700000000, 7", "799999999, 7", "100000000, 1", "20000000000, 200"})
    void shouldTakeTradesInWholeShares(long sizeE8, long shares, @TempDir Path folder) {
        MarketDriver driver = new MarketDriver(true, false, "gateway.halts=off", "gateway.bar-check-ms=0");
        driver.market.resume(driver.link());
        driver.nanos += 5 * SECOND;
        driver.work();
        answer(driver, 2);
        answer(driver, 3);
        driver.past(4, OPEN + 900 * SECOND, 100.5);
        driver.work();
        driver.past(4, OPEN + 900 * SECOND, 100.5);
        driver.ends(4);
        driver.work();
        driver.take();
        OrderDriver orders = new OrderDriver(folder);
        TwsEventAdapter adapter = new TwsEventAdapter(null, orders.books, orders.ids, driver.market, driver.publisher);
        adapter.tickByTickTrade(RequestIds.FIRST, true, driver.nanos, 10_150_000_000L, sizeE8, 0, null, null);
        assertEquals(List.of("09:45:05 TRADE QQQ " + shares + " at 101.50 flags 0"), driver.take());
    }

    /** The first instrument is not watched: it has no request that could be cancelled. */
    @Test
    void shouldWatchTheHaltsOfWhatItIsGivenOnly() {
        MarketDriver driver = new MarketDriver(false, false);
        TwsLink link = driver.link();
        HaltWatch halts = new HaltWatch(List.of(driver.feeds[1].instrument()), () -> driver.nanos, text -> {});
        halts.subscribe(link, driver.contracts);
        assertEquals(List.of("halts 0 SPY"), driver.take());
        assertFalse(halts.isOurs(0));
        assertTrue(halts.isOurs(RequestIds.FIRST));
        halts.resubscribe(link, driver.contracts);
        assertEquals(List.of("cancel halts 0", "halts 1 SPY"), driver.take());
        assertFalse(halts.isOurs(RequestIds.FIRST));
        assertTrue(halts.isOurs(RequestIds.FIRST + 1));
        halts.tick(RequestIds.FIRST + 1, 49, 100_000_000L, driver.publisher);
        assertTrue(halts.isHalted(1));
        assertFalse(halts.isHalted(0));
        assertFalse(halts.isHalted(2), "one that it does not know");
    }

    @Test
    void shouldKnowNothingOfRequestsOfOthers() {
        MarketDriver driver = subscribed();
        driver.work();
        driver.take();
        assertTrue(driver.refused(0, 354, "not subscribed"), "whether it is halted");
        assertFalse(driver.refused(77, 354, "not subscribed"));
        driver.ends(77);
        driver.past(77, OPEN, 100);
        driver.live(77, 100);
        driver.trade(77, 100, 1, 0);
        assertEquals(List.of(), driver.take());
    }
}
