package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.shelf.MovingAverageCross;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy by itself: what it says on bars and trades, and how it explains that. */
class StrategyTrialTest {
    private static final String SHORT = "fast = \"sma(2)\", slow = \"sma(3)\", atr = 1";

    /** Remembers the highest trade, and enters when a bar closes above it. */
    private static final class AboveTrades extends Strategy {
        private double highest;

        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value average = bars.add("average", new SimpleMovingAverage(2));
            enterLong("ABOVE").when(bars.close().above(value("highest trade", () -> highest)));
            exit("TRADE_BELOW")
                    .on(Moment.TRADE)
                    .when(check("below the average", () -> event().priceE8 < average.get() * 1e8));
        }

        @Override
        protected void onTrade(EngineEvent trade) {
            highest = Math.max(highest, trade.priceE8 / 1e8);
        }
    }

    @Test
    void shouldSignalOnTheCloseThatCrosses() {
        StrategyTrial trial =
                StrategyTrial.of(new MovingAverageCross(), SHORT).closes("10", "10", "10", "11", "9", "8");
        assertEquals(
                List.of("2025-01-02T09:50 ENTER_LONG CROSS_UP", "2025-01-02T10:00 EXIT_LONG CROSS_DOWN"),
                trial.signals());
    }

    /** A session has 78 bars of five minutes; the next one begins on the next trading day. */
    @Test
    void shouldGoOnWithTheNextSessionBehindTheLastBarOfOne() {
        StrategyTrial trial = StrategyTrial.of(new MovingAverageCross(), SHORT);
        for (int bar = 0; bar < 78; bar++) {
            trial.closes("10");
        }
        assertEquals(
                List.of("2025-01-03T09:35 ENTER_LONG CROSS_UP"),
                trial.closes("11").signals());
    }

    @Test
    void shouldTurnAroundWhereBothSidesAreTraded() {
        StrategyTrial trial = StrategyTrial.of(new MovingAverageCross(), SHORT + ", sides = both")
                .closes("10", "10", "10", "11", "9", "8", "12");
        assertEquals(
                List.of(
                        "2025-01-02T09:50 ENTER_LONG CROSS_UP",
                        "2025-01-02T10:00 ENTER_SHORT CROSS_DOWN",
                        "2025-01-02T10:05 ENTER_LONG CROSS_UP"),
                trial.signals());
    }

    @Test
    void shouldExplainTheLastBarByTheSameConditions() {
        StrategyTrial trial = StrategyTrial.of(new MovingAverageCross(), SHORT).closes("10", "10", "10", "11");
        assertEquals(
                List.of(
                        "long: fast > slow: 10.5 10.333333333333334 true",
                        "long: fast before <= slow before: 10 10 true",
                        "exit: fast < slow: 10.5 10.333333333333334 false"),
                trial.explain());
    }

    @Test
    void shouldShowTradesToTheHookAndToRulesThatAskForThem() {
        StrategyTrial trial = StrategyTrial.of(new AboveTrades(), "");
        trial.trade("2025-01-02T09:29:00", "11", 100).closes("10", "12");
        trial.trade("2025-01-02T09:41:00", "10.5", 100);
        assertEquals(
                List.of("2025-01-02T09:40 ENTER_LONG ABOVE", "2025-01-02T09:41 EXIT TRADE_BELOW"), trial.signals());
    }

    @Test
    void shouldRefuseAnUnknownSettingAndAnIndicatorThatIsNone() {
        UserError unknown = assertThrows(UserError.class, () -> StrategyTrial.of(new MovingAverageCross(), "fats = 3"));
        assertTrue(
                unknown.getMessage().contains("fats is an unknown key; known here: [atr, bar, fast"),
                unknown.getMessage());
        UserError none =
                assertThrows(UserError.class, () -> StrategyTrial.of(new MovingAverageCross(), "fast = \"smaa(3)\""));
        assertTrue(none.getMessage().contains("must be an indicator such as ema(20), one of ["), none.getMessage());
        UserError several = assertThrows(
                UserError.class, () -> StrategyTrial.of(new MovingAverageCross(), "fast = \"bollinger(20, 2)\""));
        assertTrue(several.getMessage().contains("has 3 outputs; one is wanted"), several.getMessage());
    }

    @Test
    void shouldNameAStrategyByItsClass() {
        assertEquals("moving-average-cross", Strategies.nameOf(MovingAverageCross.class));
    }

    /** Half the price after a split is the same price. */
    @Test
    void shouldGoOnOverASplit() {
        assertEquals(
                List.of(),
                StrategyTrial.of(new MovingAverageCross(), SHORT)
                        .closes("10", "10", "10")
                        .split(2, 1)
                        .closes("5", "5")
                        .signals());
        assertEquals(
                List.of("2025-01-02T09:50 ENTER_LONG CROSS_UP"),
                StrategyTrial.of(new MovingAverageCross(), SHORT)
                        .closes("10", "10", "10")
                        .split(2, 1)
                        .closes("5.5")
                        .signals());
    }
}
