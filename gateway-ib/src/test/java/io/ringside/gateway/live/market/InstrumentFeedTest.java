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
