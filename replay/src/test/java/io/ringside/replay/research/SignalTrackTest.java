package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which events matter, by hand. A session is its open, five bars of five minutes, each after its open print, and its close: events
 * 0 to 11. What a bar signals is its volume; its range is the volatility. The second session is the same, at events 12 to 23.
 */
class SignalTrackTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long E8 = 100_000_000L;
    private static final long CENT = E8 / 100;
    private static final long FIVE_MINUTES = 300_000_000_000L;
    private static final int HOLD = 1;
    private static final int BUY = 2;
    private static final int SELL = 3;
    private static final int SHORT = 4;

    /** Signals what a bar's volume says. */
    static final class SaidByVolume extends Strategy {
        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            volatility(bars.add("range", new WilderAverageTrueRange(1)));
            enterLong("BOUGHT").when(check("it says so", () -> bars.last().volume == BUY));
            exitLong("SOLD").when(check("it says so", () -> bars.last().volume == SELL));
            enterShort("SHORT").when(check("it says so", () -> bars.last().volume == SHORT));
        }
    }

    @BeforeAll
    static void register() {
        Strategies.add(SaidByVolume::new);
    }

    private static Engine engine() {
        return new Engine(
                EngineSettings.parse(
                        "instruments = [{ symbol = QQQ }]\nsignal { strategy = said-by-volume, instruments = [QQQ] }",
                        "test"),
                CALENDAR);
    }

    /** A bar: its open print, low, close and what it signals; its high is at 101, or at the close where that is its low. */
    private record Made(double print, double low, double close, int says) {
        static Made of(int says) {
            return new Made(100, 99, 100, says);
        }
    }

    private static long e8(double price) {
        return Math.round(price * 100) * CENT;
    }

    private static MarketTape tape(Made... bars) {
        return tape(2, true, bars);
    }

    private static MarketTape tape(int sessions, boolean bounds, Made... bars) {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        EngineEvent event = new EngineEvent(engine().bounds());
        int day = DAY;
        for (int session = 0; session < sessions; session++) {
            long open = CALENDAR.openNanos(day);
            if (bounds) {
                event.session(EventType.SESSION_OPEN, open, 0);
                recorder.add(event);
            }
            for (int i = 0; i < bars.length; i++) {
                Made bar = bars[i];
                long start = open + i * FIVE_MINUTES;
                if (bar.print > 0) {
                    event.openPrint(0, start, e8(bar.print), 0);
                    recorder.add(event);
                }
                double high = bar.low == bar.close ? bar.close : 101;
                event.bar(
                        0, start, start + FIVE_MINUTES, e8(bar.low), e8(high), e8(bar.low), e8(bar.close), bar.says, 0);
                recorder.add(event);
            }
            if (bounds) {
                event.session(EventType.SESSION_CLOSE, open + 78 * FIVE_MINUTES, 0);
                recorder.add(event);
            }
            day = CALENDAR.nextTradingDay(day);
        }
        return recorder.end(CALENDAR, false);
    }

    private static SignalTrack track(MarketTape tape, int session) {
        return SignalTrack.of(engine(), tape.sessions(session, session, session + 1));
    }

    /** Bounds of the session, its first print, and entries from their open print on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldStopAtWhatMattersWithoutAPosition(int session) {
        MarketTape tape = tape(Made.of(HOLD), Made.of(HOLD), Made.of(BUY), Made.of(SELL), Made.of(SHORT));
        SignalTrack track = track(tape, session);
        assertTrue(track.skips());
        int from = 12 * session;
        assertEquals(
                List.of(0, 1, 5, 5, 5, 5, 6, 9, 9, 9, 10, 11, 12),
                IntStream.rangeClosed(0, 12)
                        .mapToObj(event -> track.stop(from + event) - from)
                        .toList());
        assertEquals(5, track.bars(from, from + 12));
        assertEquals(
                List.of(0, 0, 0, 1, 1, 2),
                IntStream.range(0, 6)
                        .mapToObj(event -> track.bars(from, from + event))
                        .toList());
        assertEquals(1, track.bars(from + 3, from + 5));
        assertEquals(5, track.closings(from, from + 12));
        assertEquals(2, track.closings(from + 3, from + 7));
    }

    /** Signals of a bar come back as they were, on its update; a print has none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGiveBackWhatWasSignalled(int session) {
        Made still = new Made(100, 100, 100, HOLD);
        MarketTape tape = tape(
                Made.of(HOLD),
                Made.of(BUY),
                new Made(100, 97, 98, SELL),
                Made.of(SHORT),
                Made.of(HOLD),
                still,
                Made.of(HOLD));
        Engine engine = engine();
        SignalTrack track = track(tape, session);
        EngineEvent slot = new EngineEvent(engine.bounds());
        List<SignalKind> kinds = List.of(
                SignalKind.HOLD,
                SignalKind.ENTER_LONG,
                SignalKind.EXIT_LONG,
                SignalKind.ENTER_SHORT,
                SignalKind.HOLD,
                SignalKind.HOLD,
                SignalKind.HOLD);
        for (int bar = 0; bar < 7; bar++) {
            int print = 16 * session + 1 + 2 * bar;
            slot.clearDecisions();
            track.addTo(slot, print, 0);
            assertEquals(0, slot.signalCount + slot.updateCount);
            track.addTo(slot, print + 1, 0);
            assertEquals(1, slot.updateCount);
            assertEquals(1, slot.signalCount);
            assertEquals(kinds.get(bar), slot.signals[0].kind);
            assertEquals(0, slot.signals[0].instrumentId);
            assertEquals(bar == 2 ? e8(98) : e8(100), slot.signals[0].priceE8);
            // From 101 down to 99, or to 97; after a close of 98 it is 101 to 98, which 99 does not lengthen.
            assertEquals(List.of(2, 2, 4, 3, 2, 0, 2).get(bar), (int) slot.signals[0].atr);
            if (kinds.get(bar) != SignalKind.HOLD) {
                assertEquals(
                        List.of("BOUGHT", "SOLD", "SHORT").get(bar - 1),
                        engine.bindings().get(0).strategy().reasons().get(slot.signals[0].reason));
            }
        }
    }

    /**
     * A long position's stop at twice the volatility: closes at 100 with a range of 2 trail it to 96, so that a stop from 96.02 on,
     * by a tick of a cent, is not moved. The first bar of a session is looked at in any case.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 97, 1",
        "3, 97, 11",
        "3, 96.02, 11",
        "3, 96.01, 4",
        "3, 90, 4",
        "3, 98.99, 11",
        "3, 99, 3",
        "7, 96.02, 11",
        "7, 96.01, 8",
        "9, 99.5, 9"
    })
    void shouldStopAtWhatMayReachOrMoveTheStop(int print, double stop, int expected) {
        MarketTape tape = tape(Made.of(HOLD), Made.of(HOLD), Made.of(HOLD), Made.of(HOLD), Made.of(HOLD));
        for (int session = 0; session < 2; session++) {
            int from = 12 * session;
            assertEquals(
                    expected, track(tape, session).stopUnder(from + print, e8(stop), 2, CENT) - from, "from " + from);
        }
    }

    /** What reaches the stop is the lower one of low and print; the exit of a bar stops there whatever its prices are. */
    @ParameterizedTest
    @CsvSource({
        "98.5, 99, 1, 98.49, 11",
        "98.5, 99, 1, 98.5, 5",
        "100, 98.2, 1, 98.19, 11",
        "100, 98.2, 1, 98.2, 5",
        "100, 99, 3, 97, 6",
        "100, 99, 2, 97, 11",
        "100, 99, 2, 95, 6"
    })
    void shouldStopAtTheBarThatMatters(double print, double low, int says, double stop, int expected) {
        MarketTape tape =
                tape(Made.of(HOLD), Made.of(HOLD), new Made(print, low, 100, says), Made.of(HOLD), Made.of(HOLD));
        // The first two bars would move a stop that is below 96.02 to there.
        SignalTrack track = track(tape, 0);
        assertEquals(expected, track.stopUnder(stop < 96.02 ? 5 : 3, e8(stop), 2, CENT));
    }

    /** A bar without a print before it, and one after something that is no bar, are looked at. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldLookAtABarThatHasNoPrint(int session) {
        MarketTape tape = tape(
                Made.of(HOLD), Made.of(HOLD), new Made(0, 99, 100, HOLD), Made.of(HOLD), Made.of(HOLD), Made.of(HOLD));
        int from = tape.sessionStart(session);
        SignalTrack track = track(tape, session);
        // Events 3 and 4 are a pair; 5 is the bar alone, 6 and 7 a pair again.
        assertEquals(5, track.stopUnder(from + 3, e8(97), 2, CENT) - from);
        assertEquals(12, track.stopUnder(from + 6, e8(97), 2, CENT) - from);
    }

    /** A bar without a range moves no stop. */
    @ParameterizedTest
    @CsvSource({"96, 6, true", "98, 11, false"})
    void shouldKnowWhatOnlyMovesTheStop(double stop, int expected, boolean trails) {
        Made still = new Made(100, 100, 100, HOLD);
        MarketTape tape = tape(still, still, Made.of(HOLD), still, still);
        SignalTrack track = track(tape, 1);
        int found = track.stopUnder(12 + 3, e8(stop), 2, CENT);
        assertEquals(expected, found - 12);
        assertEquals(trails, track.onlyTrails(found));
        if (trails) {
            assertEquals(e8(100), track.trailFromE8(found));
            assertEquals(2, track.trailBy(found));
        }
    }

    /** An exit is more than that; a print is none; nor is what is behind the last event. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellBarsThatOnlyMoveTheStopFromOthers(int session) {
        MarketTape tape = tape(Made.of(HOLD), Made.of(BUY), Made.of(SELL), Made.of(SHORT), Made.of(HOLD));
        SignalTrack track = track(tape, session);
        int from = 12 * session;
        assertEquals(
                List.of(2, 4, 8, 10),
                IntStream.range(0, 12)
                        .filter(event -> track.onlyTrails(from + event))
                        .boxed()
                        .toList());
        assertFalse(track.onlyTrails(from + 12));
    }

    /** Bars without prints one after the other are no pairs, nor is the first bar where a session has no open. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTakeNoOtherEventsForAPair(int session) {
        Made alone = new Made(0, 99, 100, HOLD);
        MarketTape tape = tape(Made.of(HOLD), Made.of(HOLD), alone, alone, Made.of(HOLD));
        int from = tape.sessionStart(session);
        assertEquals(6, track(tape, session).stopUnder(from + 6, e8(97), 2, CENT) - from);
        MarketTape bare = tape(2, false, Made.of(HOLD), Made.of(HOLD));
        int first = bare.sessionStart(session);
        SignalTrack track = SignalTrack.of(engine(), bare.sessions(session, session, session + 1));
        assertEquals(0, track.stopUnder(first, e8(97), 2, CENT) - first);
        assertEquals(4, track.stopUnder(first + 2, e8(97), 2, CENT) - first);
        assertEquals(
                List.of(0, 4, 4, 4, 4),
                IntStream.rangeClosed(0, 4)
                        .mapToObj(event -> track.stop(first + event) - first)
                        .toList());
    }

    /** Two strategies signal on each of 624 bars; where there are several, no event is skipped. */
    @Test
    void shouldKeepTheSignalsOfSeveralStrategies() {
        Engine two = new Engine(
                EngineSettings.parse(
                        "instruments = [{ symbol = QQQ }]\nsignals { one { strategy = said-by-volume, instruments = [QQQ]"
                                + " }, two { strategy = said-by-volume, instruments = [QQQ] } }",
                        "test"),
                CALENDAR);
        Made[] bars = new Made[78];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = Made.of(1 + i % 4);
        }
        MarketTape tape = tape(8, true, bars);
        SignalTrack track = SignalTrack.of(two, tape.all());
        assertFalse(track.skips());
        EngineEvent slot = new EngineEvent(two.bounds());
        List<SignalKind> kinds =
                List.of(SignalKind.HOLD, SignalKind.ENTER_LONG, SignalKind.EXIT_LONG, SignalKind.ENTER_SHORT);
        for (int i = 0; i < tape.events(); i++) {
            if (tape.type(i) != EventType.BAR) {
                continue;
            }
            slot.clearDecisions();
            track.addTo(slot, i, 0);
            assertEquals(2, slot.updateCount);
            assertEquals(2, slot.signalCount);
            for (int binding = 0; binding < 2; binding++) {
                assertEquals(binding, slot.signals[binding].bindingId);
                assertEquals(binding, slot.updates[binding].bindingId);
                assertEquals(kinds.get((i % 158 - 2) / 2 % 4), slot.signals[binding].kind, "event " + i);
            }
        }
    }

    @Test
    void shouldRecordWhatDependsOnTheFeedsBarsAlone() {
        assertTrue(SignalTrack.canRecord(engine()));
        assertFalse(SignalTrack.canRecord(Grid.engine(Tapes.config("qqq.conf", "signal.bar=15m"))));
        assertFalse(SignalTrack.canRecord(Grid.engine(Tapes.config("opening-range.conf"))));
        assertFalse(
                SignalTrack.canRecord(new Engine(
                        EngineSettings.parse(
                                "instruments = [{ symbol = QQQ }]\ndata { bar = 1d }\nportfolio { strategy = momentum }",
                                "test"),
                        CALENDAR)),
                "it has no series");
        Window window = tape(Made.of(HOLD)).all();
        List<ParameterSet> sets =
                Grid.of(Tapes.config("qqq.conf"), List.of("signal.bar=5m,15m")).sets();
        assertNotNull(SignalTrack.of(sets.get(0), window));
        assertNull(SignalTrack.of(sets.get(1), window));
    }
}
