package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crossing means above now and not when the rule was asked before, whatever bars its two sides are of. */
class CrossingTest {
    private static final BarSpec QUARTER = BarSpec.parse("15m");

    /** Five-minute closes against the last close of a quarter of an hour. */
    private static final class Sizes extends Strategy {
        @Override
        protected void define() {
            Bars fast = bars(BarSpec.FIVE_MINUTES);
            Bars slow = bars(QUARTER);
            enterLong("UP").when(fast.close().crossesAbove(slow.close()));
            exitLong("DOWN").when(fast.close().crossesBelow(slow.close()));
        }
    }

    @Test
    void shouldCompareTheSameMomentsOfTwoSizes() {
        // A rule sees all bars that close at its time: at 09:45, 10:00 and 10:15 the quarter's close is the five
        // minutes'.
        StrategyTrial trial = StrategyTrial.of(new Sizes(), "");
        trial.closes("20", "20", "20", "10", "10", "10");
        // 10 at 10:00, and above it for the first time at 10:05; the quarter before had closed at 20.
        trial.closes("15", "15.5", "8", "9");
        assertEquals(
                List.of(
                        "2025-01-02T09:50 EXIT_LONG DOWN",
                        "2025-01-02T10:05 ENTER_LONG UP",
                        "2025-01-02T10:20 ENTER_LONG UP"),
                trial.signals());
        assertEquals(
                List.of("long: close > close: 9 8 true", "long: close before <= close before: 8 8 true"),
                trial.explain().subList(0, 2));
    }

    /** Crosses a price that the strategy keeps itself. */
    private static final class Kept extends Strategy {
        private double kept = 10;

        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            enterLong("UP").when(bars.close().crossesAbove(value("kept", () -> kept)));
        }

        @Override
        protected void onSplit(Instrument of, long numerator, long denominator) {
            kept = kept * denominator / numerator;
        }
    }

    /** Above 10 before the split and above 5 after it: nothing was crossed. */
    @Test
    void shouldNotCrossAPriceOfItsOwnByASplit() {
        StrategyTrial trial = StrategyTrial.of(new Kept(), "");
        trial.closes("9", "11", "12").split(2, 1).closes("6", "7", "4", "6");
        assertEquals(List.of("2025-01-02T09:40 ENTER_LONG UP", "2025-01-02T10:05 ENTER_LONG UP"), trial.signals());
    }

    /** The ratio of two instruments' closes, once both are there. */
    private static final class Ratio extends Strategy {
        @Override
        protected void define() {
            List<Instrument> pair = instruments("pair", 2, "the pair");
            Bars first = bars(BarSpec.FIVE_MINUTES, pair.get(0));
            Bars second = bars(BarSpec.FIVE_MINUTES, pair.get(1));
            Value ratio = first.value(
                    "ratio", () -> first.close().get() / second.close().get());
            enterLong("UP").when(ratio.crossesAbove(1)).on(first, second);
        }
    }

    @Test
    void shouldNotMixTwoMomentsOfTwoInstruments() {
        for (int early = 0; early < 2; early++) {
            StrategyTrial trial = StrategyTrial.of(new Ratio(), "pair = [ONE, TWO]", "ONE", "TWO");
            String[][] closes = {{"9", "10"}, {"7", "8"}, {"11", "10"}, {"13", "12"}};
            for (int i = 0; i < closes.length; i++) {
                show(trial, early, i, closes[i][early]);
                if (i > 0) {
                    assertEquals(
                            "long: its bars have all closed: 0 1 false",
                            trial.explain().get(2));
                }
                show(trial, 1 - early, i, closes[i][1 - early]);
                assertEquals(
                        "long: its bars have all closed: 1 1 true",
                        trial.explain().get(2));
            }
            assertEquals(List.of("2025-01-02T09:45 ENTER_LONG UP"), trial.signals(), "first comes " + early);
        }
    }

    private static void show(StrategyTrial trial, int instrument, int index, String close) {
        long startNanos = ExchangeCalendar.usEquity()
                .toNanos(LocalDateTime.parse("2025-01-02T09:30").plusMinutes(5L * index));
        long priceE8 = FixedPoint.parse(close);
        trial.bar(
                instrument,
                startNanos,
                startNanos + BarSpec.FIVE_MINUTES.count(),
                priceE8,
                priceE8,
                priceE8,
                priceE8,
                100);
    }

    /** Enters as long as its flag is down, which it takes up. */
    private static final class Flag extends Strategy {
        private boolean up;

        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            enterLong("IN")
                    .when(bars.close().above(5), check("the flag is down", () -> !up))
                    .then(() -> up = true);
        }
    }

    @Test
    void shouldTellConditionsAsTheyWereBeforeWhatFollowedFromThem() {
        StrategyTrial trial = StrategyTrial.of(new Flag(), "");
        trial.closes("6");
        assertEquals(List.of("long: close > 5: 6 5 true", "long: the flag is down: 1 1 true"), trial.explain());
        trial.closes("7");
        assertEquals("long: the flag is down: 0 1 false", trial.explain().get(1));
        assertEquals(1, trial.signals().size());
    }
}
