package io.ringside.gateway.live.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard and fetched in, events out, time passed in; all on 2025-07-02. */
class InstrumentFeedTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long PART = HistoryPlan.PART_NANOS;

    private final List<String> told = new ArrayList<>();
    private final EventPublisher publisher = new EventPublisher() {
        private final EngineEvent draft = new EngineEvent(new Bounds(1, 1, 1, 1));

        @Override
        public EngineEvent draft() {
            return draft;
        }

        @Override
        public void publish() {
            told.add(text(draft));
        }
    };
    private InstrumentFeed feed = feed(false);

    @Test
    void shouldPublishEachPartAsItArrivesOnceNothingIsMissing() {
        warmUpTo("10:30:00");
        part("10:30:00", 101);
        part("10:30:05", 102);
        assertTold(
                "PRINT 10:30:00 101", "BAR 10:30:00-10:30:05 101", "PRINT 10:30:05 102", "BAR 10:30:05-10:30:10 102");
    }

    @Test
    void shouldPublishNothingBeforeWhatWasBeforeItIsKnown() {
        feed.subscribed(at("10:32:07"));
        part("10:32:05", 105);
        assertTrue(feed.needsPast());
        assertTold();
        assertEquals("5 mins 10:00:00 10:30:00", ask("10:32:10"));
        fetched("10:00:00", 100);
        fetched("10:05:00", 101);
        fetched("10:30:00", 999);
        assertTrue(feed.fetchEnds(at("10:32:10"), publisher, 0));
        assertTold("WARM 10:00:00-10:05:00 100", "WARM 10:05:00-10:10:00 101");
        assertEquals("5 secs 10:30:00 10:32:05", ask("10:32:11"));
        for (long start = at("10:30:00"); start < at("10:32:05"); start += PART) {
            fetched(start, 102);
        }
        assertTrue(feed.fetchEnds(at("10:32:11"), publisher, 0));
        told.clear();
        assertEquals(null, feed.missing(at("10:32:11"), publisher, 0));
        assertFalse(feed.needsPast());
        assertTold("PRINT 10:32:05 105", "BAR 10:32:05-10:32:10 105");
    }

    /** Of a bar of which a part is not known yet, nothing that comes behind the hole is told. */
    @Test
    void shouldHoldBackWhatFollowsAHoleUntilItIsFilled() {
        warmUpTo("10:30:00");
        part("10:30:00", 101);
        told.clear();
        part("10:30:10", 103);
        part("10:30:15", 104);
        assertTrue(feed.needsPast());
        assertTold();
        assertEquals("5 secs 10:30:05 10:30:10", ask("10:30:21"));
        assertFalse(feed.fetchEnds(at("10:30:21"), publisher, 0), "the answer has nothing yet");
        assertTold();
        assertEquals("5 secs 10:30:05 10:30:10", ask("10:30:22"));
        fetched("10:30:05", 102);
        assertTrue(feed.fetchEnds(at("10:30:22"), publisher, 0));
        ask("10:30:22");
        assertTold(
                "CONDITION 1 bars of QQQ",
                "BAR 10:30:05-10:30:10 102",
                "PRINT 10:30:10 103",
                "BAR 10:30:10-10:30:15 103",
                "PRINT 10:30:15 104",
                "BAR 10:30:15-10:30:20 104");
    }

    /** The risk stage sees by the next bar's start that one is missing. */
    @Test
    void shouldGoOnBehindAHoleThatNobodyCanFill() {
        warmUpTo("10:30:00");
        part("10:30:05", 102);
        assertTold();
        ask("10:30:30");
        feed.acceptHole(at("10:30:40"), publisher, 0);
        assertFalse(feed.needsPast());
        assertTold("WARM 10:30:05-10:30:10 102");
        part("10:30:10", 103);
        assertTold("WARM 10:30:05-10:30:10 102", "PRINT 10:30:10 103", "BAR 10:30:10-10:30:15 103");
    }

    @Test
    void shouldDecideOnNothingThatComesTooLate() {
        warmUpTo("10:30:00");
        feed.unsubscribed();
        feed.subscribed(at("10:31:00"));
        part("10:31:00", 103);
        assertEquals("5 secs 10:30:00 10:31:00", ask("10:31:06"));
        for (long start = at("10:30:00"); start < at("10:31:00"); start += PART) {
            fetched(start, 102);
        }
        feed.fetchEnds(at("10:31:06"), publisher, 0);
        ask("10:31:06");
        assertEquals("WARM 10:30:40-10:30:45 102", told.get(9));
        assertEquals("BAR 10:30:45-10:30:50 102", told.get(10));
        assertEquals("BAR 10:31:00-10:31:05 103", told.get(told.size() - 1));
    }

    @Test
    void shouldTellNothingTwiceAndNothingOutOfOrderNorOutsideOfTheSession() {
        warmUpTo("10:30:00");
        part("10:30:00", 101);
        told.clear();
        part("10:30:00", 999);
        part("10:29:55", 999);
        part("16:00:00", 999);
        part("09:29:55", 999);
        assertTold();
    }

    @Test
    void shouldTakeTheFirstPartOfASessionBehindTheLastOneOfTheSessionBefore() {
        feed.subscribed(at("09:20:00"));
        feed.publishedBefore(new EngineEvent(new Bounds(1, 1, 1, 1))
                .bar(0, at("2025-07-01T15:55"), at("2025-07-01T16:00"), 1, 1, 1, 1, 1, EngineEvent.FLAG_WARM_UP));
        assertEquals(null, ask("09:20:01"));
        part("09:30:00", 100);
        assertTold("PRINT 09:30:00 100", "BAR 09:30:00-09:30:05 100");
    }

    @Test
    void shouldSayWhichFiveMinutesDifferFromHistory() {
        warmUpTo("10:30:00");
        for (long start = at("10:30:00"); start < at("10:40:00"); start += PART) {
            part(start, 101);
        }
        told.clear();
        feed.checkBegins();
        fetched("10:25:00", 999);
        fetched("10:30:00", 101);
        fetched("10:35:00", 102);
        feed.checkEnds(at("10:40:30"), publisher, 0);
        assertTold("CONDITION 102.00/102.00/102.00/102.00");
    }

    /** What was heard of five minutes can be compared with them only if nothing of it is missing. */
    @ParameterizedTest
    @ValueSource(strings = {"10:30:00", "10:32:30", "10:34:55"})
    void shouldNotCompareFiveMinutesOfWhichAPartWasNotHeard(String missing) {
        warmUpTo("10:30:00");
        for (long start = at("10:30:00"); start < at("10:35:00"); start += PART) {
            if (start != at(missing)) {
                part(start, 101);
            }
        }
        told.clear();
        feed.checkBegins();
        fetched("10:30:00", 102);
        feed.checkEnds(at("10:35:30"), publisher, 0);
        assertTold();
    }

    /** Trades of a span that was under way when they began to come are in the bar that is fetched for it. */
    @Test
    void shouldGoOnWithTradesWhereTheBarsOfThePastEnd() {
        feed = feed(true);
        feed.subscribed(at("10:00:02"));
        trade("10:00:03", 50);
        assertEquals("5 mins 09:30:00 10:00:00", ask("10:00:04"));
        fetched("09:30:00", 40);
        fetched("09:55:00", 41);
        feed.fetchEnds(at("10:00:04"), publisher, 0);
        assertEquals("5 secs 10:00:00 10:00:05", ask("10:00:06"));
        trade("10:00:05", 51);
        fetched("10:00:00", 50);
        feed.fetchEnds(at("10:00:06"), publisher, 0);
        assertEquals(null, ask("10:00:07"));
        trade("10:00:07", 52);
        assertTold(
                "WARM 09:30:00-09:35:00 40",
                "WARM 09:55:00-10:00:00 41",
                "WARM 10:00:00-10:00:05 50",
                "TRADE 10:00:05 51",
                "TRADE 10:00:07 52");
    }

    /** Later prices or earlier ones that were heard as well say nothing of the five minutes between. */
    @Test
    void shouldCompareFiveMinutesByTheirOwnPartsAlone() {
        warmUpTo("10:30:00");
        for (long start = at("10:30:00"); start < at("10:45:00"); start += PART) {
            part(start, 101);
        }
        told.clear();
        feed.checkBegins();
        fetched("10:35:00", 102);
        feed.checkEnds(at("10:40:00"), publisher, 0);
        assertTold("CONDITION 102.00/102.00/102.00/102.00");
        feed.checkBegins();
        fetched("10:35:00", 102);
        fetched("10:40:00", 102);
        feed.checkEnds(at("10:44:59"), publisher, 0);
        assertTold("CONDITION 102.00/102.00/102.00/102.00");
        feed.checkBegins();
        fetched("10:40:00", 102);
        feed.checkEnds(at("10:45:00"), publisher, 0);
        assertEquals(2, told.size(), "once it has ended");
    }

    @ParameterizedTest
    @CsvSource({"102, 101, 101, 101", "101, 102, 101, 101", "101, 101, 100, 101", "101, 101, 101, 102"})
    void shouldCompareEachPriceOfABar(int open, int high, int low, int close) {
        warmUpTo("10:30:00");
        for (long start = at("10:30:00"); start < at("10:35:00"); start += PART) {
            part(start, 101);
        }
        told.clear();
        long one = FixedPoint.ONE_E8;
        feed.checkBegins();
        feed.fetched(new InstrumentFeed.PastBar(at("10:30:00"), 0, open * one, high * one, low * one, close * one, 1));
        feed.checkEnds(at("10:35:00"), publisher, 0);
        assertTold("CONDITION " + open + ".00/" + high + ".00/" + low + ".00/" + close + ".00");
    }

    /** The journal's text holds 64 characters. */
    @Test
    void shouldCutPricesThatAreTooLongForTheJournal() {
        warmUpTo("10:30:00");
        for (long start = at("10:30:00"); start < at("10:35:00"); start += PART) {
            part(start, 101);
        }
        told.clear();
        long price = 999_999_912_345_678L;
        feed.checkBegins();
        feed.fetched(new InstrumentFeed.PastBar(at("10:30:00"), 0, price, price, price, price, 1));
        feed.checkEnds(at("10:35:00"), publisher, 0);
        assertTold("CONDITION 9999999.12345678/9999999.12345678/9999999.12345678/9999999.12345");
    }

    /** 780 parts are 65 minutes: of the first five of them nothing may have been dropped. */
    @ParameterizedTest
    @CsvSource({"780, true", "781, false"})
    void shouldKeepWhatWasHeardForAnHourAndFiveMinutes(int parts, boolean compared) {
        warmUpTo("10:30:00");
        for (int i = 0; i < parts; i++) {
            part(at("10:30:00") + i * PART, 101);
        }
        told.clear();
        feed.checkBegins();
        fetched("10:30:00", 102);
        feed.checkEnds(at("11:36:00"), publisher, 0);
        assertEquals(compared ? 1 : 0, told.size());
    }

    /** A session has 4,680 parts; of more the oldest are dropped. */
    @Test
    void shouldKeepASessionOfPartsBehindAHole() {
        feed.subscribed(at("09:30:00"));
        for (long start = at("09:30:00"); start < at("16:00:00"); start += PART) {
            part(start, 101);
        }
        feed.acceptHole(at("16:00:00"), publisher, 0);
        assertEquals("WARM 09:30:00-09:30:05 101", told.get(0));
        told.clear();
        feed.unsubscribed();
        feed.subscribed(at("2025-07-03T09:30"));
        for (long start = at("2025-07-03T09:30"); start < at("2025-07-03T13:00"); start += PART) {
            part(start, 101);
        }
        for (long start = at("2025-07-07T09:30"); start <= at("2025-07-07T12:30"); start += PART) {
            part(start, 101);
        }
        feed.acceptHole(at("2025-07-07T12:31"), publisher, 0);
        assertEquals("WARM 09:30:05-09:30:10 101", told.get(0), "2,520 of the half day, and 2,161");
        assertEquals("WARM 12:30:00-12:30:05 101", told.get(told.size() - 1));
        assertEquals(4_680, told.size());
    }

    /** History is whole a minute after a span has ended, whether it had anything or not. */
    @Test
    void shouldTakeAnEmptyAnswerForWholeAfterAMinute() {
        warmUpTo("10:30:00");
        part("10:30:10", 103);
        long whole = at("10:31:10");
        assertEquals("5 secs 10:30:00 10:30:10", ask("10:31:00"));
        assertFalse(feed.fetchEnds(whole - 1, publisher, 0));
        assertTrue(feed.needsPast());
        ask("10:31:00");
        assertTrue(feed.fetchEnds(whole, publisher, 0));
        assertEquals(at("10:30:00"), feed.lastEndNanos(), "no bar has ended since");
        assertEquals(null, ask("10:31:10"));
        assertFalse(feed.needsPast());
        assertTold("WARM 10:30:10-10:30:15 103");
    }

    /** With trades all is whole up to the five seconds of the last one. */
    @Test
    void shouldKnowHowFarTradesReach() {
        feed = feed(true);
        assertTrue(feed.isStarting());
        feed.tradedBefore(new EngineEvent(new Bounds(1, 1, 1, 1)).trade(0, at("10:00:07"), 100, 1, 0));
        assertFalse(feed.isStarting());
        assertEquals(at("10:00:05"), feed.lastEndNanos());
        feed.subscribed(at("10:00:20"));
        assertEquals("5 secs 10:00:05 10:00:20", ask("10:00:21"));
        feed.acceptHole(at("10:00:21"), publisher, 0);
        assertEquals(at("10:00:20"), feed.lastEndNanos());
        trade("10:00:27", 50);
        assertEquals(at("10:00:25"), feed.lastEndNanos());
        assertEquals(at("10:00:27"), feed.lastPriceNanos());
        trade("10:00:26", 51);
        assertEquals(at("10:00:27"), feed.lastHeardNanos(), "the later one");
        assertTold("TRADE 10:00:27 50", "TRADE 10:00:26 51");
    }

    /** The five seconds in which a subscription begins are not heard whole, unless it begins with them. */
    @Test
    void shouldTakeTradesFromTheNextFiveSecondsOn() {
        feed = feed(true);
        feed.subscribed(at("10:00:05"));
        trade("10:00:04", 49);
        trade("10:00:05", 50);
        feed.acceptHole(at("10:00:06"), publisher, 0);
        assertTold("TRADE 10:00:05 50");
        feed.subscribed(at("10:00:05") + 1);
        trade("10:00:09", 51);
        trade("10:00:10", 52);
        feed.acceptHole(at("10:00:11"), publisher, 0);
        assertTold("TRADE 10:00:05 50", "TRADE 10:00:10 52");
        trade("16:00:00", 53);
        trade("15:59:59", 54);
        assertEquals(3, told.size(), "the session is over");
        feed.unsubscribed();
        trade("15:59:59", 55);
        assertEquals(3, told.size(), "nothing follows what is not known");
        assertTrue(feed.needsPast());
    }

    /** A live part is heard at its end; before that the subscription counts. */
    @Test
    void shouldKnowWhenAPriceWasHeard() {
        assertEquals(0, feed.lastHeardNanos());
        feed.subscribed(at("10:30:02"));
        assertEquals(at("10:30:02"), feed.lastHeardNanos());
        assertEquals(0, feed.lastPriceNanos());
        part("10:30:05", 100);
        assertEquals(at("10:30:10"), feed.lastHeardNanos());
        assertEquals(at("10:30:10"), feed.lastPriceNanos());
        feed.unsubscribed();
        assertEquals(at("10:30:10"), feed.lastHeardNanos());
    }

    /** 20 seconds after its end a buffered bar still counts as live. */
    @Test
    void shouldDecideOnABufferedBarOfTwentySecondsAgo() {
        warmUpTo("10:30:00");
        part("10:30:05", 102);
        feed.acceptHole(at("10:30:30"), publisher, 0);
        assertTold("PRINT 10:30:05 102", "BAR 10:30:05-10:30:10 102");
        warmUpTo("10:40:00");
        part("10:40:05", 102);
        feed.acceptHole(at("10:40:30") + 1, publisher, 0);
        assertTold("WARM 10:40:05-10:40:10 102");
    }

    @Test
    void shouldDecideOnAFetchedBarOfTwentySecondsAgo() {
        warmUpTo("10:30:00");
        part("10:30:10", 103);
        ask("10:30:15");
        fetched("10:30:00", 101);
        fetched("10:30:05", 102);
        feed.fetchEnds(at("10:30:30"), publisher, 0);
        assertTold("CONDITION 2 bars of QQQ", "WARM 10:30:00-10:30:05 101", "BAR 10:30:05-10:30:10 102");
    }

    /** Daily bars are stamped with their date, and last until the close. */
    @Test
    void shouldTakeDailyBarsForSessions() {
        HistoryPlan plan = new HistoryPlan(CALENDAR, List.of(BarSpec.FIVE_MINUTES, BarSpec.parse("1d")), 6);
        feed = new InstrumentFeed(Instrument.usEquity(0, "QQQ"), CALENDAR, plan, false);
        assertEquals("1 day 09:30:00 09:30:00", ask("09:31:00"));
        fetched("2025-06-29T20:00", 90);
        fetched("2025-07-03T20:00", 91);
        assertEquals(1, feed.fetchedBars());
        feed.fetchEnds(at("09:31:00"), publisher, 0);
        assertTold("WARM 09:30:00-16:00:00 90");
    }

    /** Of an answer nothing is told that has not ended, nor what was told before, nor what was not asked for. */
    @Test
    void shouldTakeOfAnAnswerWhatWasAskedForAndHasEnded() {
        warmUpTo("10:30:00");
        feed.unsubscribed();
        feed.subscribed(at("10:30:30"));
        assertEquals("5 secs 10:30:00 10:30:15", ask("10:30:15"));
        fetched("10:29:55", 1);
        fetched("10:30:00", 2);
        fetched("10:30:05", 3);
        fetched("10:30:10", 4);
        fetched("10:30:15", 5);
        assertTrue(feed.fetchEnds(at("10:30:14"), publisher, 0));
        assertTold("CONDITION 2 bars of QQQ", "BAR 10:30:00-10:30:05 2", "BAR 10:30:05-10:30:10 3");
        assertEquals("5 secs 10:30:10 10:30:15", ask("10:30:15"));
        fetched("10:30:10", 4);
        fetched("10:30:15", 5);
        told.clear();
        feed.fetchEnds(at("10:30:25"), publisher, 0);
        assertTold("CONDITION 1 bars of QQQ", "BAR 10:30:10-10:30:15 4");
        assertFalse(feed.fetchEnds(at("10:30:25"), publisher, 0), "nothing is asked for");
    }

    // ---- Text in, text out ----------------------------------------------------------------------------------------

    private static InstrumentFeed feed(boolean byTrades) {
        HistoryPlan plan = new HistoryPlan(CALENDAR, List.of(BarSpec.FIVE_MINUTES), 6);
        return new InstrumentFeed(Instrument.usEquity(0, "QQQ"), CALENDAR, plan, byTrades);
    }

    private void warmUpTo(String time) {
        feed.subscribed(at(time));
        feed.publishedBefore(new EngineEvent(new Bounds(1, 1, 1, 1))
                .bar(
                        0,
                        at(time) - 300 * ExchangeCalendar.SECOND_NANOS,
                        at(time),
                        1,
                        1,
                        1,
                        1,
                        1,
                        EngineEvent.FLAG_WARM_UP));
        ask(time);
        told.clear();
    }

    private String ask(String now) {
        HistoryPlan.Span span = feed.missing(at(now), publisher, 0);
        return span == null ? null : span.barSize() + " " + time(span.fromNanos()) + " " + time(span.toNanos());
    }

    private void part(String start, int price) {
        part(at(start), price);
    }

    private void part(long start, int price) {
        long e8 = price * FixedPoint.ONE_E8;
        feed.part(new InstrumentFeed.PastBar(start, 0, e8, e8, e8, e8, 10), publisher, 0);
    }

    private void trade(String time, int price) {
        feed.trade(at(time), price * FixedPoint.ONE_E8, 10, 0, publisher, 0);
    }

    private void fetched(String start, int price) {
        fetched(at(start), price);
    }

    private void fetched(long start, int price) {
        long e8 = price * FixedPoint.ONE_E8;
        feed.fetched(new InstrumentFeed.PastBar(start, 0, e8, e8, e8, e8, 10));
    }

    private void assertTold(String... expected) {
        assertEquals(List.of(expected), told);
    }

    private static String text(EngineEvent event) {
        if (event.type == EventType.CONDITION) {
            return "CONDITION " + event.textAsString();
        }
        if (event.type == EventType.BAR) {
            return (event.isWarmUp() ? "WARM " : "BAR ") + time(event.startNanos) + "-" + time(event.eventNanos) + " "
                    + event.openE8 / FixedPoint.ONE_E8;
        }
        return (event.type == EventType.TRADE ? "TRADE " : "PRINT ") + time(event.eventNanos) + " "
                + event.priceE8 / FixedPoint.ONE_E8;
    }

    private static String time(long nanos) {
        return CALENDAR.format(nanos).substring(11, 19);
    }

    private static long at(String time) {
        return CALENDAR.toNanos(LocalDateTime.parse(time.contains("T") ? time : "2025-07-02T" + time));
    }
}
