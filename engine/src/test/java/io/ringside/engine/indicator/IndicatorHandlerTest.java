package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorHandlerTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final int BARS = 78;

    /** Bars of 15 minutes are made of those of 5 for each name: 26 a day, whatever the others do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 200})
    void shouldLookAtAMadeBarAboutOnceAnEventHoweverManyNamesThereAre(int names) {
        List<BarSeries> series = IntStream.range(0, names)
                .mapToObj(id -> new BarSeries(id, Instrument.usEquity(id, "N" + id), BarSpec.parse("15m"), List.of()))
                .toList();
        IndicatorHandler handler = new IndicatorHandler(CALENDAR, names, series, BarSpec.FIVE_MINUTES, Session.REGULAR);
        EngineEvent event = new EngineEvent(new Bounds(Bounds.BARS_MAX, 1, 1, 1));
        long minutes = 5 * ExchangeCalendar.MINUTE_NANOS;
        int[] made = new int[names];
        for (int bar = 0; bar < BARS; bar++) {
            long start = CALENDAR.openNanos(DAY) + bar * minutes;
            for (int id = 0; id < names; id++) {
                event.clearDecisions();
                handler.onEvent(event.bar(id, start, start + minutes, 100, 110, 90, 105, 1000, 0));
                count(event, made);
            }
        }
        event.clearDecisions();
        handler.onEvent(event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(DAY), 0));
        count(event, made);
        for (int bars : made) {
            assertEquals(26, bars);
        }
        long events = (long) BARS * names + 1;
        assertTrue(handler.looks() >= events, handler.looks() + " looks on " + events + " events");
        assertTrue(handler.looks() <= 2 * events, handler.looks() + " looks on " + events + " events");
    }

    private static void count(EngineEvent event, int[] made) {
        for (int i = 0; i < event.barCount; i++) {
            made[event.bars[i].instrumentId]++;
        }
    }

    /** What strategies have seen of an instrument is restated with its split, of no other one, and not before they have. */
    @Test
    void shouldRestateWithASplitWhatStrategiesHaveSeen() {
        List<BarSeries> series = IntStream.range(0, 2)
                .mapToObj(id -> new BarSeries(
                        id,
                        Instrument.usEquity(id, "N" + id),
                        BarSpec.FIVE_MINUTES,
                        List.of(new BarSeries.Subscription(
                                id, 0, List.of(new HighestHigh(2), new BollingerBands(2, 1))))))
                .toList();
        IndicatorHandler handler = new IndicatorHandler(CALENDAR, 2, series, BarSpec.FIVE_MINUTES, Session.REGULAR);
        EngineEvent event = new EngineEvent(new Bounds(Bounds.BARS_MAX, 4, 16, 1));
        long minutes = 5 * ExchangeCalendar.MINUTE_NANOS;
        long open = CALENDAR.openNanos(DAY);
        event.clearDecisions();
        handler.onEvent(event.split(0, open, 2, 1, 0));
        assertEquals(0, event.valueCount);
        for (int bar = 0; bar < 3; bar++) {
            event.clearDecisions();
            handler.onEvent(event.bar(
                    0,
                    open + bar * minutes,
                    open + (bar + 1) * minutes,
                    FixedPoint.ONE_E8,
                    (3 + bar) * FixedPoint.ONE_E8,
                    FixedPoint.ONE_E8,
                    2 * FixedPoint.ONE_E8,
                    100,
                    0));
        }
        event.clearDecisions();
        handler.onEvent(event.split(1, open + 3 * minutes, 2, 1, 0));
        assertEquals(0, event.valueCount, "of the other one nothing was seen");
        event.clearDecisions();
        handler.onEvent(event.split(0, open + 3 * minutes, 2, 1, 0));
        // The highest of 4 and 5, and the mean of 2 with nothing around it.
        assertEquals(4, event.valueCount);
        assertEquals(
                "2.5 1.0 1.0 1.0",
                event.values[0] + " " + event.values[1] + " " + event.values[2] + " " + event.values[3]);
        event.clearDecisions();
        handler.onEvent(event.payment(0, open + 3 * minutes, CorporateAction.DIVIDEND, 1, 0));
        assertEquals(0, event.valueCount);
    }

    /** Bars of five minutes of two instruments, made of their trades. */
    private static IndicatorHandler ofTrades() {
        List<BarSeries> series = IntStream.range(0, 2)
                .mapToObj(id -> new BarSeries(id, Instrument.usEquity(id, "N" + id), BarSpec.FIVE_MINUTES, List.of()))
                .toList();
        return new IndicatorHandler(CALENDAR, 2, series, null, Session.REGULAR);
    }

    /** A trade of the second one at the end of the first one's bar closes it, and is no trade of the first one's next bar. */
    @Test
    void shouldCloseABarWithAnotherInstrumentsTradeAndNotCountIt() {
        IndicatorHandler handler = ofTrades();
        EngineEvent event = new EngineEvent(new Bounds(8, 1, 1, 1));
        long open = CALENDAR.openNanos(DAY);
        long minute = ExchangeCalendar.MINUTE_NANOS;
        handler.onEvent(event.trade(0, open, 100, 7, 0));
        event.clearDecisions();
        handler.onEvent(event.trade(1, open + 5 * minute - 1, 900, 8, 0));
        assertEquals(0, event.barCount);
        event.clearDecisions();
        handler.onEvent(event.trade(1, open + 5 * minute, 990, 9, 0));
        assertEquals(2, event.barCount);
        assertEquals("0 100 7", event.bars[0].instrumentId + " " + event.bars[0].openE8 + " " + event.bars[0].volume);
        assertEquals("1 900 8", event.bars[1].instrumentId + " " + event.bars[1].openE8 + " " + event.bars[1].volume);
        event.clearDecisions();
        handler.onEvent(event.trade(0, open + 6 * minute, 101, 3, 0));
        assertEquals(0, event.barCount);
        handler.onEvent(event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(DAY), 0));
        assertEquals(2, event.barCount);
        assertEquals("0 101 3", event.bars[0].instrumentId + " " + event.bars[0].openE8 + " " + event.bars[0].volume);
        assertEquals("1 990 9", event.bars[1].instrumentId + " " + event.bars[1].openE8 + " " + event.bars[1].volume);
    }

    /** History may come in larger bars than the feed's; of these no strategy gets one. */
    @Test
    void shouldTakeBarsAsTheyAreUpToTheFeedsSize() {
        BarSeries series = new BarSeries(0, Instrument.usEquity(0, "N"), BarSpec.FIVE_MINUTES, List.of());
        IndicatorHandler handler =
                new IndicatorHandler(CALENDAR, 1, List.of(series), BarSpec.FIVE_MINUTES, Session.REGULAR);
        EngineEvent event = new EngineEvent(new Bounds(8, 1, 1, 1));
        long open = CALENDAR.openNanos(DAY);
        long size = 5 * ExchangeCalendar.MINUTE_NANOS;
        handler.onEvent(event.bar(0, open, open + size, 1, 1, 1, 1, 1, 0));
        assertEquals(1, event.barCount);
        event.clearDecisions();
        handler.onEvent(event.bar(0, open + size, open + 2 * size + 1, 1, 1, 1, 1, 1, 0));
        assertEquals(0, event.barCount);
        handler.onEvent(event.bar(0, open + size, open + 2 * size, 1, 1, 1, 1, 1, EngineEvent.FLAG_PORTFOLIO_ONLY));
        assertEquals(0, event.barCount);
        BarSeries daily = new BarSeries(0, Instrument.usEquity(0, "N"), BarSpec.parse("1d"), List.of());
        handler = new IndicatorHandler(CALENDAR, 1, List.of(daily), BarSpec.parse("1d"), Session.REGULAR);
        handler.onEvent(event.bar(0, open, CALENDAR.closeNanos(DAY), 1, 1, 1, 1, 1, 0));
        assertEquals(1, event.barCount);
    }
}
