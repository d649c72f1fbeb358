package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which strategy is asked when: by trades and quotes of its own instrument, and by the session's moments. */
class MomentsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long DAY_BEFORE =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 20).toEpochDay());
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;

    /** Enters at moments of the settings, in as many parts as they say. */
    public static final class AtMoments extends Strategy {
        @Override
        protected void define() {
            about("Enters at moments.");
            String at = choice("at", "trade", List.of("trade", "quote", "session", "timer"), "when it is asked");
            String parts = choice("parts", "one", List.of("one", "two"), "of how many parts");
            Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
            volatility(bars.add("atr", new WilderAverageTrueRange(2)));
            Rule in = enterLong("IN").when(bars.value("always", () -> 1).above(0));
            switch (at) {
                case "trade" -> in.on(Moment.TRADE);
                case "quote" -> in.on(Moment.QUOTE);
                case "session" -> in.on(Moment.SESSION_OPEN, Moment.SESSION_CLOSE);
                default -> in.on(Moment.TIMER);
            }
            if (parts.equals("two")) {
                in.scaleOut(0.5, bars.value("target", () -> 1_000));
            }
        }
    }

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(AtMoments::new);
    }

    private final List<String> told = new ArrayList<>();

    /** Strategies of two instruments, A and B; what each of them is asked on. */
    private List<String> play(String... signals) {
        Engine engine = new Engine(
                EngineSettings.parse(
                        "data.bar = ticks\ninstruments = [ { symbol = A }, { symbol = B } ]\nsignals { "
                                + Arrays.stream(signals).collect(Collectors.joining(" }\n", "", " }")) + " }",
                        "test"),
                CALENDAR);
        try (Pipeline pipeline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1)) {
            // Bars enough for what the stop goes by.
            for (int bar = 0; bar < 3; bar++) {
                long nanos = DAY_BEFORE + 5L * bar * MINUTE;
                for (int id = 0; id < 2; id++) {
                    int instrument = id;
                    process(pipeline, draft -> draft.trade(instrument, nanos, 9 * FixedPoint.ONE_E8, 5, 0));
                }
            }
            process(pipeline, draft -> draft.session(EventType.SESSION_CLOSE, DAY_BEFORE + 390 * MINUTE, 0));
            told.clear();
            process(pipeline, draft -> draft.session(EventType.SESSION_OPEN, OPEN, 0));
            process(pipeline, draft -> draft.trade(0, OPEN + 1, 10 * FixedPoint.ONE_E8, 5, 0));
            process(pipeline, draft -> draft.trade(1, OPEN + 2, 20 * FixedPoint.ONE_E8, 5, 0));
            // Reported late, or of an odd lot: its price is not the market's.
            process(
                    pipeline,
                    draft -> draft.trade(1, OPEN + 3, 30 * FixedPoint.ONE_E8, 5, EngineEvent.FLAG_VOLUME_ONLY));
            process(
                    pipeline,
                    draft -> draft.quote(1, OPEN + 4, 20 * FixedPoint.ONE_E8, 22 * FixedPoint.ONE_E8, 1, 1, 0));
            process(pipeline, draft -> draft.control(EventType.TIMER, OPEN + MINUTE, 0, 0));
            process(pipeline, draft -> draft.session(EventType.SESSION_CLOSE, OPEN + 390 * MINUTE, 0));
        }
        return told;
    }

    private void process(Pipeline pipeline, Consumer<EngineEvent> make) {
        make.accept(pipeline.draft());
        EngineEvent slot = pipeline.process();
        for (int i = 0; i < slot.signalCount; i++) {
            Signal signal = slot.signals[i];
            // Bars that close say nothing here.
            if (signal.kind == SignalKind.ENTER_LONG) {
                told.add(slot.type + " of " + slot.instrumentId + ": " + signal.bindingId + " on " + signal.instrumentId
                        + " at " + FixedPoint.format(signal.priceE8));
            }
        }
    }

    /** A trade that counts for its volume only has no price to decide at. */
    @Test
    void shouldAskAStrategyByTradesOfItsInstrument() {
        assertEquals(
                List.of("TRADE of 0: 0 on 0 at 10.00", "TRADE of 1: 1 on 1 at 20.00", "TRADE of 1: 1 on 1 at 20.00"),
                play("a { strategy = at-moments, at = trade"));
    }

    /** The price that it knows is the last close: it hears no trade. */
    @Test
    void shouldAskAStrategyByQuotesOfItsInstrument() {
        assertEquals(List.of("QUOTE of 1: 1 on 1 at 9.00"), play("a { strategy = at-moments, at = quote"));
    }

    @Test
    void shouldAskAllStrategiesByTheSessionsMoments() {
        assertEquals(
                List.of(
                        "SESSION_OPEN of 0: 0 on 0 at 9.00",
                        "SESSION_OPEN of 0: 1 on 1 at 9.00",
                        "SESSION_CLOSE of 0: 0 on 0 at 10.00",
                        "SESSION_CLOSE of 0: 1 on 1 at 20.00"),
                play("a { strategy = at-moments, at = session"));
    }

    /** Parts of a position have no say of their own. */
    @Test
    void shouldAskTheStrategyOfSeveralPartsOnce() {
        assertEquals(
                List.of("TIMER of 0: 0 on 0 at 9.00", "TIMER of 0: 1 on 1 at 9.00"),
                play("a { strategy = at-moments, at = timer, parts = two"));
    }

    @Test
    void shouldAskEachStrategyAtItsOwnMoments() {
        assertEquals(
                List.of("TRADE of 0: 0 on 0 at 10.00", "TIMER of 0: 1 on 1 at 9.00"),
                play(
                        "a { strategy = at-moments, at = trade, instruments = [ A ]",
                        "b { strategy = at-moments, at = timer, instruments = [ B ]"));
    }

    @Test
    void shouldKnowTheMomentsByTheirEvents() {
        for (Moment moment : Moment.values()) {
            assertEquals(moment, Moment.of(moment.type()));
            assertEquals(moment == Moment.TRADE || moment == Moment.QUOTE, moment.isOfInstrument());
        }
        assertNull(Moment.of(EventType.BAR));
    }

    /** Every few seconds, every minute, before the session and after it: once a minute while it lasts. */
    @Test
    void shouldBeAskedOnceAMinuteOfTheSession() {
        Engine engine = new Engine(
                EngineSettings.parse(
                        "data.bar = ticks\ninstruments = [ { symbol = A } ]\n"
                                + "signals { a { strategy = at-moments, at = timer } }",
                        "test"),
                CALENDAR);
        long close = OPEN + 390 * MINUTE;
        List<String> asked = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1)) {
            for (int bar = 0; bar < 3; bar++) {
                long nanos = DAY_BEFORE + 5L * bar * MINUTE;
                process(pipeline, draft -> draft.trade(0, nanos, 9 * FixedPoint.ONE_E8, 5, 0));
            }
            process(pipeline, draft -> draft.session(EventType.SESSION_CLOSE, DAY_BEFORE + 390 * MINUTE, 0));
            long[] times = {
                OPEN - MINUTE,
                OPEN - 1,
                OPEN,
                OPEN + 1,
                OPEN + MINUTE - 1,
                OPEN + MINUTE,
                OPEN + MINUTE,
                OPEN + 2 * MINUTE + 7,
                OPEN + 3 * MINUTE - 1,
                OPEN + 5 * MINUTE,
                close - 1,
                close,
                close + MINUTE
            };
            for (long time : times) {
                told.clear();
                process(pipeline, draft -> draft.control(EventType.TIMER, time, 0, 0));
                if (!told.isEmpty()) {
                    asked.add(CALENDAR.format(time).substring(11));
                }
            }
        }
        assertEquals(
                List.of("09:30:00", "09:31:00", "09:32:00.000000007", "09:35:00", "15:59:59.999999999"),
                asked.stream()
                        .map(time -> time.replaceAll("[+-]\\d\\d:.*|\\[.*|Z", ""))
                        .toList());
    }
}
