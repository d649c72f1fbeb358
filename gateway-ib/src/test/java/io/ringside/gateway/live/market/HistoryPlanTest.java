package io.ringside.gateway.live.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.market.InstrumentFeed.PastBar;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which bars of the past are asked for, and in which sizes. 2025-07-03 is a half day, the 4th a holiday. */
class HistoryPlanTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @Test
    void shouldAskForBarsOfTheSizeThatIsDecidedOnAndForWhatTheLastWholeOneLeaves() {
        assertEquals(
                List.of("5 mins 2025-07-01T09:30 2025-07-02T10:30", "5 secs 2025-07-02T10:30 2025-07-02T10:32:15"),
                ask(plan(90, "5m"), "2025-07-02T10:32:17"));
    }

    @Test
    void shouldAskForLargerBarsTheOlderTheyAreWhenSeveralSizesAreDecidedOn() {
        assertEquals(
                List.of(
                        "1 day 2025-05-05T09:30 2025-06-30T09:30",
                        "15 mins 2025-06-30T09:30 2025-07-01T13:15",
                        "5 mins 2025-07-01T13:15 2025-07-01T15:55",
                        "1 min 2025-07-01T15:55 2025-07-02T10:07",
                        "5 secs 2025-07-02T10:07 2025-07-02T10:07:10"),
                ask(plan(40, "1m", "5m", "15m", "1d"), "2025-07-02T10:07:13"));
    }

    @Test
    void shouldAskForTheLargestBarsOfWhichAllSizesCanBeMade() {
        assertEquals(
                List.of("15 mins 2025-07-02T12:30 2025-07-02T13:15", "5 mins 2025-07-02T13:15 2025-07-02T15:00"),
                ask(plan(10, "10m", "15m"), "2025-07-02T15:00"));
        assertEquals("30 mins", plan(10, "1h").next(0, at("2025-07-02T15:00")).barSize());
        assertEquals("1 min", plan(10, "7m").next(0, at("2025-07-02T15:00")).barSize());
        assertThrows(IllegalArgumentException.class, () -> plan(10, "7s"));
    }

    /** Bars by the number of trades cannot be asked for: their past is five minutes each. */
    @Test
    void shouldAskForFiveMinutesWhereNoSizeIsATime() {
        assertEquals(List.of("5 mins 2025-07-02T14:10 2025-07-02T15:00"), ask(plan(10, "100t"), "2025-07-02T15:00"));
    }

    /** Two days more than lie between, and whole years where that is more than one. */
    @Test
    void shouldSayHowLongASpanIs() {
        assertEquals("3 D", duration(1));
        assertEquals("365 D", duration(363));
        assertEquals("2 Y", duration(364));
        assertEquals("2 Y", duration(727));
        assertEquals("3 Y", duration(728));
    }

    private static String duration(int days) {
        long from = at("2020-01-02T09:30");
        return new HistoryPlan.Span(HistoryPlan.SESSION, from, from + days * 86_400L * ExchangeCalendar.SECOND_NANOS)
                .duration();
    }

    @Test
    void shouldKnowHowManyBarsASpanHasTimesFor() {
        HistoryPlan plan = plan(400, "5m");
        // Half a session before a holiday, and what follows it.
        long from = at("2025-07-03T09:30");
        long to = at("2025-07-07T10:00");
        assertEquals(42 + 6, plan.bars(new HistoryPlan.Span(5 * ExchangeCalendar.MINUTE_NANOS, from, to)));
        assertEquals(2, plan.bars(new HistoryPlan.Span(HistoryPlan.SESSION, from, to)));
    }

    @Test
    void shouldMissNothingBeforeTheOpenOnceTheLastSessionIsKnown() {
        HistoryPlan plan = plan(400, "5m");
        assertNull(plan.next(at("2025-07-03T13:00"), at("2025-07-07T09:25")));
        assertNull(plan.next(at("2025-07-03T13:00"), at("2025-07-05T12:00")));
        assertEquals(
                "5 secs 2025-07-07T09:30 2025-07-07T09:31",
                text(plan.next(at("2025-07-03T13:00"), at("2025-07-07T09:31:04"))));
    }

    /** Of a hole that begins within a bar, its rest is asked for in the smallest size. */
    @Test
    void shouldFillALongHoleUpToTheNextWholeBarInSmallPieces() {
        assertEquals(
                List.of(
                        "5 secs 2025-07-02T10:32:15 2025-07-02T10:35",
                        "5 mins 2025-07-02T10:35 2025-07-02T12:00",
                        "5 secs 2025-07-02T12:00 2025-07-02T12:04"),
                ask(plan(400, "5m"), at("2025-07-02T10:32:15"), at("2025-07-02T12:04")));
        assertEquals(
                List.of("5 secs 2025-07-02T10:32:15 2025-07-02T11:00"),
                ask(plan(400, "5m"), at("2025-07-02T10:32:15"), at("2025-07-02T11:00")));
    }

    /** Up to half an hour comes in the smallest bars, more in those that are decided on. */
    @Test
    void shouldFillHalfAnHourInSmallPiecesAndMoreInLargerOnes() {
        HistoryPlan plan = plan(400, "5m");
        assertEquals(
                List.of("5 secs 2025-07-02T10:30 2025-07-02T11:00"),
                ask(plan, at("2025-07-02T10:30"), at("2025-07-02T11:00:04")));
        assertEquals(
                List.of("5 mins 2025-07-02T10:30 2025-07-02T11:00", "5 secs 2025-07-02T11:00 2025-07-02T11:00:05"),
                ask(plan, at("2025-07-02T10:30"), at("2025-07-02T11:00:05")));
        assertNull(plan.next(at("2025-07-02T10:30"), at("2025-07-02T10:30:04")));
        assertEquals(
                "5 secs 2025-07-02T10:30 2025-07-02T10:30:05",
                text(plan.next(at("2025-07-02T10:30"), at("2025-07-02T10:30:05"))));
    }

    /** 12 bars of five minutes reach back to the open exactly, 12 of fifteen two hours into the day before. */
    @Test
    void shouldBeginAtTheOpenThatASpanReachesBackTo() {
        assertEquals(
                List.of("15 mins 2025-07-01T14:00 2025-07-02T09:30", "5 mins 2025-07-02T09:30 2025-07-02T10:30"),
                ask(plan(12, "5m", "15m"), "2025-07-02T10:30"));
    }

    /** The calendar begins with 1998; nothing is asked for of sessions whose eve it might not know. */
    @Test
    void shouldAskForNothingBeforeTheCalendar() {
        long now = at("1998-02-02T16:00");
        assertEquals(
                "5 mins 1998-01-12T09:30 1998-02-02T16:00",
                text(plan(100_000, "5m").next(0, now)));
        assertEquals(
                "1998-01-12T09:30",
                local(plan(1_000, "5m", "1d").next(0, now).fromNanos()).toString());
        assertEquals(0, plan(10, "5m").bars(new HistoryPlan.Span(HistoryPlan.PART_NANOS, 0, now)));
        assertEquals(0, plan(10, "5m").bars(new HistoryPlan.Span(HistoryPlan.PART_NANOS, now, Long.MAX_VALUE / 2)));
    }

    @Test
    void shouldCountNoBarsOutsideOfSessions() {
        HistoryPlan plan = plan(400, "5m");
        long part = HistoryPlan.PART_NANOS;
        assertEquals(0, plan.bars(new HistoryPlan.Span(part, at("2025-07-02T16:00"), at("2025-07-03T09:30"))));
        assertEquals(1, plan.bars(new HistoryPlan.Span(part, at("2025-07-02T15:59:55"), at("2025-07-03T09:30:04"))));
        assertEquals(2, plan.bars(new HistoryPlan.Span(part, at("2025-07-02T15:59:55"), at("2025-07-03T09:30:05"))));
        assertEquals(
                1,
                plan.bars(
                        new HistoryPlan.Span(HistoryPlan.SESSION, at("2025-07-02T16:00"), at("2025-07-03T09:30:01"))));
        assertEquals(
                0,
                plan.bars(new HistoryPlan.Span(HistoryPlan.SESSION, at("2025-07-02T16:00"), at("2025-07-03T09:30"))));
    }

    /** Seconds up to 80,000 of them, then days, two more than lie between. */
    @Test
    void shouldSayTheDurationInSecondsOrDays() {
        assertEquals("80000 S", spanOf(80_000).duration());
        assertEquals("2 D", spanOf(80_001).duration());
        assertEquals("3 D", spanOf(86_400).duration());
        assertEquals("2 D", spanOf(86_399).duration());
        assertEquals("30 secs", new HistoryPlan.Span(30 * ExchangeCalendar.SECOND_NANOS, 0, 1).barSize());
        assertEquals("1 min", new HistoryPlan.Span(ExchangeCalendar.MINUTE_NANOS, 0, 1).barSize());
        assertEquals("2 mins", new HistoryPlan.Span(2 * ExchangeCalendar.MINUTE_NANOS, 0, 1).barSize());
    }

    private static HistoryPlan.Span spanOf(long seconds) {
        return new HistoryPlan.Span(5 * ExchangeCalendar.MINUTE_NANOS, 1, 1 + seconds * ExchangeCalendar.SECOND_NANOS);
    }

    /** A daily bar is stamped with midnight in UTC, which is the evening before at the exchange. */
    @Test
    void shouldKnowTheSessionOfADailyBar() {
        HistoryPlan plan = plan(10, "1d");
        long midnight = at("2025-07-01T20:00");
        assertEquals(at("2025-07-02T09:30"), plan.sessionStart(midnight));
        assertEquals(at("2025-07-01T09:30"), plan.sessionStart(midnight - 1));
        long holiday = at("2025-07-03T20:00");
        assertEquals(holiday, plan.sessionStart(holiday));
        assertEquals(0, plan.sessionStart(0), "before the calendar");
        long after = at("2030-12-30T19:00") + 2 * 86_400 * ExchangeCalendar.SECOND_NANOS;
        assertEquals(after, plan.sessionStart(after), "2031-01-01");
    }

    @Test
    void shouldAskForNoMoreAtOnceThanTheBrokerGives() {
        for (String asked : ask(plan(5_000, "5s"), at("2025-07-02T09:30"), at("2025-07-02T16:00"))) {
            String[] parts = asked.split(" ", -1);
            assertTrue(at(parts[3]) - at(parts[2]) <= 3_600 * ExchangeCalendar.SECOND_NANOS, asked);
        }
        assertEquals("57 D", plan(9_000, "5m").next(0, at("2025-07-02T16:00")).duration());
    }

    /** What the next day begins with has each span once, in the largest size that serves. */
    @Test
    void shouldThinWhatIsCarriedToTheSizesThatAreNeeded() {
        HistoryPlan plan = plan(2, "1m", "5m");
        List<PastBar> all = new ArrayList<>();
        long open = at("2025-07-03T09:30");
        for (long start = open; start < at("2025-07-03T13:00"); start += 5 * ExchangeCalendar.SECOND_NANOS) {
            long price = 100 + (start - open) / ExchangeCalendar.SECOND_NANOS;
            all.add(new PastBar(
                    start, start + 5 * ExchangeCalendar.SECOND_NANOS, price, price + 7, price - 7, price + 1, 3));
        }
        List<PastBar> thinned = plan.thin(all);
        assertEquals(
                List.of("12:50", "12:55", "12:56", "12:57", "12:58", "12:59"),
                thinned.stream()
                        .map(bar -> CALENDAR.format(bar.startNanos()).substring(11, 16))
                        .toList());
        long first = 100 + 200 * 60;
        assertEquals(
                new PastBar(
                        at("2025-07-03T12:50"),
                        at("2025-07-03T12:55"),
                        first,
                        first + 295 + 7,
                        first - 7,
                        first + 296,
                        180),
                thinned.get(0));
        assertEquals(thinned, plan.thin(thinned));
    }

    private static HistoryPlan plan(int bars, String... sizes) {
        return new HistoryPlan(
                CALENDAR, Arrays.stream(sizes).map(BarSpec::parse).toList(), bars);
    }

    private static List<String> ask(HistoryPlan plan, String now) {
        return ask(plan, 0, at(now));
    }

    /** Everything that is asked for when each answer is whole. */
    private static List<String> ask(HistoryPlan plan, long from, long now) {
        List<String> asked = new ArrayList<>();
        for (HistoryPlan.Span span = plan.next(from, now); span != null; span = plan.next(span.toNanos(), now)) {
            asked.add(text(span));
        }
        return asked;
    }

    private static String text(HistoryPlan.Span span) {
        return span.barSize() + " " + local(span.fromNanos()) + " " + local(span.toNanos());
    }

    private static LocalDateTime local(long nanos) {
        return LocalDateTime.parse(CALENDAR.format(nanos).substring(0, 19));
    }

    private static long at(String text) {
        return CALENDAR.toNanos(LocalDateTime.parse(text));
    }
}
