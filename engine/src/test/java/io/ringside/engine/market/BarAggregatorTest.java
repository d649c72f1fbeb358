package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import java.lang.management.ManagementFactory;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarAggregatorTest {
    private static final int VOLUME_ONLY = EngineEvent.FLAG_VOLUME_ONLY;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final EngineEvent event = new EngineEvent(new Bounds(4, 1, 1, 1));
    private final Bar bar = new Bar();
    private final List<String> closed = new ArrayList<>();
    private BarAggregator aggregator;

    @Test
    void shouldCloseATimeBarWithTheFirstTradeAtItsEndStampedWithThatEnd() {
        make("5m", Session.REGULAR);
        trade("2025-07-02T09:30:01", 10, 100);
        trade("2025-07-02T09:31:00", 12, 50);
        trade("2025-07-02T09:32:00", 9, 25);
        trade("2025-07-02T09:34:59.999999999", 11, 25);
        assertClosed();
        trade("2025-07-02T09:35:00", 20, 1);
        assertClosed("09:30-09:35 10.00 12.00 9.00 11.00 200");
        session(EventType.SESSION_CLOSE, "2025-07-02T16:00:00");
        assertClosed("09:30-09:35 10.00 12.00 9.00 11.00 200", "09:35-09:40 20.00 20.00 20.00 20.00 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUOTE", "TIMER", "SESSION_CLOSE", "OPEN_PRINT"})
    void shouldCloseATimeBarWithAnyEventAtItsEnd(EventType type) {
        make("1m", Session.REGULAR);
        trade("2025-07-02T09:30:01", 10, 100);
        feed(event.control(type, nanos("2025-07-02T09:30:59"), 0, 0));
        assertClosed();
        feed(event.control(type, nanos("2025-07-02T09:31:00"), 0, 0));
        assertClosed("09:30-09:31 10.00 10.00 10.00 10.00 100");
        feed(event.control(type, nanos("2025-07-02T09:40:00"), 0, 0));
        assertEquals(1, closed.size());
    }

    @Test
    void shouldMakeNoBarOfASpanWithoutTrades() {
        make("5s", Session.REGULAR);
        trade("2025-07-02T09:30:01", 10, 1);
        trade("2025-07-02T09:30:31", 11, 2);
        trade("2025-07-02T09:31:00", 12, 3);
        assertClosed("09:30-09:30:05 10.00 10.00 10.00 10.00 1", "09:30:30-09:30:35 11.00 11.00 11.00 11.00 2");
    }

    @Test
    void shouldCutTheLastBarOffAtTheSessionsEnd() {
        make("1h", Session.REGULAR);
        trade("2025-07-03T12:45:00", 10, 1);
        session(EventType.SESSION_CLOSE, "2025-07-03T13:00:00");
        trade("2025-07-07T15:45:00", 11, 2);
        session(EventType.SESSION_CLOSE, "2025-07-07T16:00:00");
        assertClosed("12:30-13:00 10.00 10.00 10.00 10.00 1", "15:30-16:00 11.00 11.00 11.00 11.00 2");
    }

    @Test
    void shouldNotLetABarSpanTwoSessionsEvenWhenNoSessionEventComes() {
        make("500t", Session.REGULAR);
        trade("2025-07-02T15:59:00", 10, 1);
        trade("2025-07-03T09:30:00", 11, 2);
        assertClosed("15:59-16:00 10.00 10.00 10.00 10.00 1");
        trade("2025-07-03T12:59:00", 12, 2);
        trade("2025-07-03T13:00:00", 13, 2);
        assertClosed("15:59-16:00 10.00 10.00 10.00 10.00 1", "09:30-13:00 11.00 12.00 11.00 12.00 4");
    }

    @Test
    void shouldLeaveTradesOutsideRegularHoursOut() {
        make("5m", Session.REGULAR);
        trade("2025-07-02T09:29:59", 8, 1);
        trade("2025-07-02T09:30:00", 10, 2);
        trade("2025-07-02T16:00:00", 12, 3);
        trade("2025-07-04T10:00:00", 13, 4);
        session(EventType.SESSION_OPEN, "2025-07-07T09:30:00");
        assertClosed("09:30-09:35 10.00 10.00 10.00 10.00 2");
    }

    @Test
    void shouldKeepRegularBarsTheSameInExtendedHours() {
        make("1h", Session.EXTENDED);
        trade("2025-07-02T04:10:00", 1, 1);
        trade("2025-07-02T09:15:00", 2, 2);
        trade("2025-07-02T09:30:00", 3, 3);
        trade("2025-07-02T15:59:00", 4, 4);
        trade("2025-07-02T16:00:00", 5, 5);
        trade("2025-07-02T19:59:00", 6, 6);
        trade("2025-07-02T20:00:00", 7, 7);
        assertClosed(
                "04:00-05:00 1.00 1.00 1.00 1.00 1",
                "09:00-09:30 2.00 2.00 2.00 2.00 2",
                "09:30-10:30 3.00 3.00 3.00 3.00 3",
                "15:30-16:00 4.00 4.00 4.00 4.00 4",
                "16:00-17:00 5.00 5.00 5.00 5.00 5",
                "19:00-20:00 6.00 6.00 6.00 6.00 6");
    }

    @Test
    void shouldMakeASessionBarOfTheRegularSession() {
        make("1d", Session.EXTENDED);
        trade("2025-07-02T09:00:00", 1, 1);
        trade("2025-07-02T09:31:00", 3, 3);
        trade("2025-07-02T15:59:00", 4, 4);
        session(EventType.SESSION_CLOSE, "2025-07-02T16:00:00");
        trade("2025-07-02T16:30:00", 9, 9);
        assertClosed("09:30-16:00 3.00 4.00 3.00 4.00 7");
    }

    @Test
    void shouldCloseABarOfTradesOrVolumeWithTheTradeThatFillsIt() {
        make("2t", Session.REGULAR);
        trade("2025-07-02T09:31:00", 1, 1);
        trade("2025-07-02T09:32:00", 2, 1);
        assertClosed("09:31-09:32 1.00 2.00 1.00 2.00 2");
        make("100v", Session.REGULAR);
        trade("2025-07-02T09:31:00", 1, 99);
        trade("2025-07-02T09:32:00", 2, 500);
        trade("2025-07-02T09:33:00", 3, 100);
        assertClosed("09:31-09:32 1.00 2.00 1.00 2.00 599", "09:33-09:33 3.00 3.00 3.00 3.00 100");
    }

    @Test
    void shouldCountVolumeOfATradeThatMakesNoPrice() {
        make("1m", Session.REGULAR);
        trade("2025-07-02T09:30:00", 99, 7, VOLUME_ONLY);
        trade("2025-07-02T09:30:10", 10, 100, 0);
        trade("2025-07-02T09:30:20", 1, 7, VOLUME_ONLY);
        trade("2025-07-02T09:31:20", 1, 7, VOLUME_ONLY);
        trade("2025-07-02T09:32:20", 11, 1, 0);
        session(EventType.SESSION_CLOSE, "2025-07-02T16:00:00");
        assertClosed("09:30-09:31 10.00 10.00 10.00 10.00 114", "09:32-09:33 11.00 11.00 11.00 11.00 1");
        make("2t", Session.REGULAR);
        trade("2025-07-02T09:30:00", 10, 1, 0);
        trade("2025-07-02T09:30:01", 99, 1, VOLUME_ONLY);
        trade("2025-07-02T09:30:02", 12, 1, 0);
        assertClosed("09:30-09:30:02 10.00 12.00 10.00 12.00 3");
    }

    @Test
    void shouldCountALateTradeToTheNextBar() {
        make("1m", Session.REGULAR);
        trade("2025-07-02T09:30:00", 10, 1);
        feed(event.control(EventType.TIMER, nanos("2025-07-02T09:31:00"), 0, 0));
        trade("2025-07-02T09:30:59", 12, 1);
        trade("2025-07-02T09:31:30", 11, 1);
        session(EventType.SESSION_CLOSE, "2025-07-02T16:00:00");
        assertClosed("09:30-09:31 10.00 10.00 10.00 10.00 1", "09:31-09:32 12.00 12.00 11.00 11.00 2");
    }

    @Test
    void shouldMakeLargerBarsOutOfSmallerOnes() {
        make("15m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        bar("2025-07-02T09:35", 5, "11 13 10 12", 100);
        assertClosed();
        bar("2025-07-02T09:40", 5, "12 12 8 9", 100);
        assertClosed("09:30-09:45 10.00 13.00 8.00 9.00 300");
    }

    @Test
    void shouldCloseTwoBarsOnOneEventWhenSmallerBarsAreMissing() {
        make("15m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        bar("2025-07-02T09:55", 5, "20 22 19 21", 100);
        assertClosed("09:30-09:45 10.00 12.00 9.00 11.00 100", "09:45-10:00 20.00 22.00 19.00 21.00 100");
    }

    @Test
    void shouldWaitForTheSmallerBarThatCompletesABarEvenWhenAClockIsFaster() {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        feed(event.control(EventType.TIMER, nanos("2025-07-02T09:40:01"), 0, 0));
        feed(event.openPrint(8, nanos("2025-07-02T09:40:00"), 1, 0));
        feed(event.bar(8, nanos("2025-07-02T09:35:00"), nanos("2025-07-02T09:40:00"), 1, 1, 1, 1, 1, 0), false);
        assertClosed();
        bar("2025-07-02T09:35", 5, "11 13 10 12", 100);
        assertClosed("09:30-09:40 10.00 13.00 9.00 12.00 200");
    }

    @Test
    void shouldNotWaitForASmallerBarLongerThanItWouldTake() {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        feed(event.openPrint(8, nanos("2025-07-02T09:45:00"), 1, 0));
        assertClosed("09:30-09:40 10.00 12.00 9.00 11.00 100");
        bar("2025-07-02T09:45", 5, "10 12 9 11", 100);
        feed(event.openPrint(3, nanos("2025-07-02T09:50:00"), 1, 0));
        assertEquals(2, closed.size());
    }

    /** Market data of another instrument show after the length of an input bar that the missing one will not come. */
    @ParameterizedTest
    @ValueSource(strings = {"TRADE", "QUOTE", "OPEN_PRINT"})
    void shouldWaitForTheLengthOfASmallerBarWhenAnotherInstrumentTrades(EventType type) {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        assertEquals(nanos("2025-07-02T09:45:00"), aggregator.dueNanos());
        other(type, "2025-07-02T09:44:59.999999999");
        assertClosed();
        other(type, "2025-07-02T09:45:00");
        assertClosed("09:30-09:40 10.00 12.00 9.00 11.00 100");
    }

    /** Another instrument's bar that ends later than the missing one could be reported. */
    @Test
    void shouldNotWaitForASmallerBarBeyondALaterOneOfAnotherInstrument() {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        feed(event.bar(8, nanos("2025-07-02T09:40:00"), nanos("2025-07-02T09:45:00"), 1, 1, 1, 1, 1, 0), false);
        assertClosed();
        feed(event.bar(8, nanos("2025-07-02T09:40:00"), nanos("2025-07-02T09:45:00") + 1, 1, 1, 1, 1, 1, 0), false);
        assertClosed("09:30-09:40 10.00 12.00 9.00 11.00 100");
    }

    @Test
    void shouldSayUntilWhenNothingOfAnotherInstrumentEndsItsBar() {
        make("5m", Session.REGULAR);
        assertEquals(Long.MAX_VALUE, aggregator.dueNanos());
        trade("2025-07-02T09:30:01", 10, 100, VOLUME_ONLY);
        assertEquals(Long.MAX_VALUE, aggregator.dueNanos());
        trade("2025-07-02T09:30:02", 10, 100);
        assertEquals(nanos("2025-07-02T09:35:00"), aggregator.dueNanos());
        feed(event.control(EventType.TIMER, nanos("2025-07-02T09:35:00"), 0, 0));
        assertEquals(Long.MAX_VALUE, aggregator.dueNanos());
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 1, "10 12 9 11", 100);
        assertEquals(nanos("2025-07-02T09:41:00"), aggregator.dueNanos());
    }

    /** Trades of 2025-07-03, a half day: after 13:00 only extended hours count, up to 17:00. */
    @ParameterizedTest
    @CsvSource({
        "EXTENDED, 03:59:59.999999999, ''",
        "EXTENDED, 04:00:00, 04:00-04:05",
        "EXTENDED, 09:29:59.999999999, 09:25-09:30",
        "EXTENDED, 09:30:00, 09:30-09:35",
        "EXTENDED, 12:59:59.999999999, 12:55-13:00",
        "EXTENDED, 13:00:00, 13:00-13:05",
        "EXTENDED, 16:59:59.999999999, 16:55-17:00",
        "EXTENDED, 17:00:00, ''",
        "REGULAR, 09:29:59.999999999, ''",
        "REGULAR, 09:30:00, 09:30-09:35",
        "REGULAR, 12:59:59.999999999, 12:55-13:00",
        "REGULAR, 13:00:00, ''"
    })
    void shouldGiveEachTradeToItsPartOfTheDay(Session hours, String time, String span) {
        make("5m", hours);
        trade("2025-07-03T" + time, 10, 1);
        session(EventType.SESSION_CLOSE, "2025-07-03T20:00:00");
        assertEquals(span.isEmpty() ? List.of() : List.of(span + " 10.00 10.00 10.00 10.00 1"), closed, "at " + time);
    }

    /** A daemon's connection may be gone for a while; what it missed is told late. */
    @ParameterizedTest
    @ValueSource(strings = {"TIMER", "CONDITION", "COMMAND", "FILL", "ACCOUNT"})
    void shouldWaitForMissingSmallerBarsWhateverElseHappensMeanwhile(EventType type) {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        feed(event.control(type, nanos("2025-07-02T09:58:00"), 0, 0));
        assertClosed();
        bar("2025-07-02T09:35", 5, "11 13 10 12", 100);
        assertClosed("09:30-09:40 10.00 13.00 9.00 12.00 200");
    }

    @Test
    void shouldLeaveASmallerBarOutThatComesWhenItsBarHasClosed() {
        make("10m", Session.REGULAR);
        bar("2025-07-02T09:30", 5, "10 12 9 11", 100);
        bar("2025-07-02T09:40", 5, "20 22 19 21", 100);
        bar("2025-07-02T09:35", 5, "1 99 1 50", 100);
        bar("2025-07-02T09:45", 5, "21 23 20 22", 100);
        assertClosed("09:30-09:40 10.00 12.00 9.00 11.00 100", "09:40-09:50 20.00 23.00 19.00 22.00 200");
    }

    /** History is told in larger bars the older it is. */
    @Test
    void shouldTakeSmallerBarsOfDifferentSizesAndNoneThatAreLargerThanItsOwn() {
        make("15m", Session.REGULAR);
        bar("2025-07-02T09:30", 30, "1 99 1 50", 100);
        bar("2025-07-02T10:00", 15, "10 12 9 11", 100);
        bar("2025-07-02T10:15", 10, "11 13 10 12", 100);
        bar("2025-07-02T10:25", 5, "12 12 8 9", 100);
        assertClosed("10:00-10:15 10.00 12.00 9.00 11.00 100", "10:15-10:30 11.00 13.00 8.00 9.00 200");
    }

    @Test
    void shouldCloseAtTheSessionsEndWhenTheLastSmallerBarsAreMissing() {
        make("1d", Session.REGULAR);
        bar("2025-07-03T12:50", 5, "10 12 9 11", 100);
        session(EventType.SESSION_CLOSE, "2025-07-03T13:00:00");
        assertClosed("09:30-13:00 10.00 12.00 9.00 11.00 100");
        bar("2025-07-07T15:55", 5, "10 12 9 11", 100);
        assertEquals(2, closed.size());
    }

    @ParameterizedTest
    @CsvSource({
        "15m, 5m, true",
        "5m, 5m, false",
        "7m, 5m, false",
        "1m, 5m, false",
        "1d, 5m, true",
        "100v, 5m, true",
        "10t, 5m, false",
        "1d, 1d, false",
        "1h, 1d, false"
    })
    void shouldSayWhichBarsCanBeMadeOfWhich(String size, String from, boolean can) {
        assertEquals(can, BarAggregator.canMake(BarSpec.parse(size), BarSpec.parse(from)));
    }

    @Test
    void shouldRefuseToLoseABarThatWasNotTaken() {
        make("1m", Session.REGULAR);
        aggregator.add(event.trade(0, nanos("2025-07-02T09:30:00"), FixedPoint.ONE_E8, 1, 0));
        event.trade(0, nanos("2025-07-02T09:31:00"), FixedPoint.ONE_E8, 1, 0);
        assertThrows(IllegalStateException.class, () -> aggregator.add(event));
        aggregator.take(bar);
        assertThrows(IllegalStateException.class, () -> aggregator.take(bar));
    }

    /** Against a slow grouping of the same trades by the start of their bar. */
    @ParameterizedTest
    @ValueSource(strings = {"5s", "1m", "7m", "1h", "1d"})
    void shouldEqualAPlainGroupingOfRandomTrades(String size) {
        for (long seed = 0; seed < 20; seed++) {
            make(size, Session.REGULAR);
            var random = new SplittableRandom(seed);
            var groups = new TreeMap<Long, List<long[]>>();
            long span = BarSpec.parse(size).unit() == BarSpec.Unit.SESSION
                    ? 24 * 3600 * ExchangeCalendar.SECOND_NANOS
                    : BarSpec.parse(size).count();
            long at = nanos("2025-07-02T04:00:00");
            while (at < nanos("2025-07-08T19:00:00")) {
                long price = random.nextLong(900, 1100) * 1_000_000;
                long shares = random.nextLong(1, 500);
                int flags = random.nextInt(5) == 0 ? VOLUME_ONLY : 0;
                if (calendar.isRegular(at)) {
                    long open = calendar.openNanos(calendar.localDay(at));
                    groups.computeIfAbsent(at - (at - open) % span, key -> new ArrayList<>())
                            .add(new long[] {price, shares, flags});
                }
                feed(event.trade(0, at, price, shares, flags));
                at += random.nextLong(1, 400 * ExchangeCalendar.SECOND_NANOS);
            }
            feed(event.control(EventType.TIMER, nanos("2025-07-09T00:00:00"), 0, 0));
            var expected = new ArrayList<String>();
            groups.forEach((start, trades) -> {
                long end = Math.min(start + span, calendar.closeNanos(calendar.localDay(start)));
                var prices = trades.stream().filter(trade -> trade[2] == 0).mapToLong(trade -> trade[0]);
                long[] priced = prices.toArray();
                if (priced.length > 0) {
                    long high = priced[0];
                    long low = priced[0];
                    for (long price : priced) {
                        high = Math.max(high, price);
                        low = Math.min(low, price);
                    }
                    long volume = trades.stream().mapToLong(trade -> trade[1]).sum();
                    expected.add(text(start, end, priced[0], high, low, priced[priced.length - 1], volume));
                }
            });
            assertEquals(expected, closed, "seed " + seed);
        }
    }

    @Test
    void shouldAllocateNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var aggregators = new ArrayList<BarAggregator>();
        for (String size : List.of("5s", "1m", "1d", "20t", "5000v")) {
            aggregators.add(new BarAggregator(calendar, 0, 0, BarSpec.parse(size), Session.EXTENDED));
        }
        long allocated = -1;
        for (int round = 0; round < 3; round++) {
            var random = new SplittableRandom(1);
            long at = nanos("2025-07-02T04:00:00");
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 300_000; i++) {
                at += random.nextLong(1, 2 * ExchangeCalendar.SECOND_NANOS);
                event.trade(0, at, FixedPoint.ONE_E8 + i, i & 511, i % 5 == 0 ? VOLUME_ONLY : 0);
                for (int k = 0; k < aggregators.size(); k++) {
                    BarAggregator one = aggregators.get(k);
                    if (one.closesBefore(event)) {
                        one.take(bar);
                    }
                    if (one.add(event)) {
                        one.take(bar);
                    }
                }
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
            for (int k = 0; k < aggregators.size(); k++) {
                aggregators.set(
                        k, new BarAggregator(calendar, 0, 0, aggregators.get(k).size(), Session.EXTENDED));
            }
        }
        assertEquals(0, allocated);
    }

    /** Two shares for one: what the open bar has so far is that of new shares. */
    @Test
    void shouldRestateTheOpenBarAtASplit() {
        make("5m", Session.REGULAR);
        aggregator.split(2, 1);
        trade("2025-07-02T09:30:01", 10, 100);
        trade("2025-07-02T09:31:00", 12, 50);
        trade("2025-07-02T09:32:00", 8, 25);
        aggregator.split(2, 1);
        trade("2025-07-02T09:33:00", 5, 10);
        trade("2025-07-02T09:35:00", 7, 3, VOLUME_ONLY);
        aggregator.split(3, 2);
        trade("2025-07-02T09:36:00", 6, 5);
        session(EventType.SESSION_CLOSE, "2025-07-02T16:00:00");
        assertClosed("09:30-09:35 5.00 6.00 4.00 5.00 360", "09:35-09:40 6.00 6.00 6.00 6.00 9");
    }

    private void make(String size, Session session) {
        aggregator = new BarAggregator(calendar, 3, 5, BarSpec.parse(size), session);
        closed.clear();
    }

    private void trade(String time, long price, long shares) {
        trade(time, price, shares, 0);
    }

    private void trade(String time, long price, long shares, int flags) {
        feed(event.trade(3, nanos(time), price * FixedPoint.ONE_E8, shares, flags));
    }

    private void bar(String time, int minutes, String prices, long volume) {
        String[] parts = prices.split(" ", -1);
        long start = nanos(time);
        feed(event.bar(
                3,
                start,
                start + minutes * ExchangeCalendar.MINUTE_NANOS,
                FixedPoint.parse(parts[0]),
                FixedPoint.parse(parts[1]),
                FixedPoint.parse(parts[2]),
                FixedPoint.parse(parts[3]),
                volume,
                0));
    }

    private void other(EventType type, String time) {
        EngineEvent slot = event.trade(8, nanos(time), 1, 1, 0);
        slot.type = type;
        feed(slot, false);
    }

    private void session(EventType type, String time) {
        feed(event.session(type, nanos(time), 0));
    }

    private void feed(EngineEvent event) {
        feed(event, true);
    }

    private void feed(EngineEvent event, boolean ours) {
        if (aggregator.closesBefore(event)) {
            take();
        }
        if (ours && aggregator.add(event)) {
            take();
        }
        assertFalse(aggregator.closesBefore(event));
    }

    private void take() {
        aggregator.take(bar);
        assertEquals(3, bar.instrumentId);
        assertEquals(5, bar.seriesId);
        assertEquals(calendar.localDay(bar.startNanos), bar.sessionDay);
        assertTrue(bar.derived);
        closed.add(text(bar.startNanos, bar.endNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume));
    }

    private void assertClosed(String... bars) {
        assertEquals(List.of(bars), closed);
    }

    private String text(long start, long end, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        return clock(start) + "-" + clock(end) + " " + FixedPoint.format(openE8) + " " + FixedPoint.format(highE8) + " "
                + FixedPoint.format(lowE8) + " " + FixedPoint.format(closeE8) + " " + volume;
    }

    private String clock(long nanos) {
        return calendar.format(nanos).substring(11).replaceFirst("(:00)?-0[45]:00$", "");
    }

    private long nanos(String exchangeTime) {
        return calendar.toNanos(LocalDateTime.parse(exchangeTime));
    }
}
