package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a rule refuses to be told, and what it says where a price that it is to give is none. */
class RuleTest {
    private static final Value PRICE = Value.constant("price", 1);

    private static Signal said(double number) {
        Value price = Value.constant("price", number);
        var out = new Signal();
        new Rule(SignalKind.ENTER_LONG, "IN", text -> 0)
                .byStopLimit(price, price)
                .stopAt(price)
                .scaleOut(0.5, price)
                .signal(new EngineEvent(new Bounds(1, 1, 1, 1)), Instrument.usEquity(0, "ANY"), out);
        return out;
    }

    @Test
    void shouldSayThatAPriceIsNoneInsteadOfFailing() {
        for (double none : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            Signal out = said(none);
            assertEquals(
                    List.of(Signal.NO_PRICE, Signal.NO_PRICE, Signal.NO_PRICE),
                    List.of(out.entryLimitE8, out.entryStopE8, out.stopE8));
        }
    }

    @Test
    void shouldSayThatAPartHasNoTargetWhereItIsNoNumber() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(Signal.NO_PRICE, said(none).partTargetE8[0]);
        }
    }

    @Test
    void shouldSayThatATargetBeyondAllPricesIsNone() {
        for (double none : new double[] {1e30, Double.POSITIVE_INFINITY}) {
            var out = new Signal();
            new Rule(SignalKind.ENTER_LONG, "IN", text -> 0)
                    .targetAt(Value.constant("price", none))
                    .signal(new EngineEvent(new Bounds(1, 1, 1, 1)), Instrument.usEquity(0, "ANY"), out);
            assertEquals(Signal.NO_PRICE, out.targetE8);
        }
    }

    /** States one rule. */
    private static final class One extends Strategy {
        private final Consumer<One> rule;
        private Value close;
        private Value undefined;

        One(Consumer<One> rule) {
            this.rule = rule;
        }

        @Override
        protected void define() {
            close = bars(BarSpec.FIVE_MINUTES).close();
            rule.accept(this);
        }
    }

    private static void assertRefused(String words, Consumer<One> rule) {
        UserError error = assertThrows(UserError.class, () -> StrategyTrial.of(new One(rule), ""));
        assertTrue(error.getMessage().contains("strategy = one: the rule "), error.getMessage());
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void shouldNameTheLineWhereAStrategysOwnCodeFails() {
        String nothing = null;
        UserError error = assertThrows(
                UserError.class, () -> StrategyTrial.of(new One(one -> one.enterLong(nothing.strip())), ""));
        assertTrue(
                error.getMessage().contains("strategy = one: its define fails at RuleTest.java:"), error.getMessage());
        assertTrue(error.getMessage().contains("NullPointerException"), error.getMessage());
    }

    /** A key that a configuration cannot set, or that means something else there. */
    @Test
    void shouldRefuseASettingThatNoConfigurationCanSet() {
        for (String key : Arrays.asList(null, "", "a.b", "a b", "a=b", "strategy", "strategy-digest", "mean-digest")) {
            UserError error = assertThrows(
                    UserError.class,
                    () -> StrategyTrial.of(
                            new One(one -> {
                                one.number(key, 1, 0, 5, "", "");
                                one.exit("OUT");
                            }),
                            ""));
            assertTrue(error.getMessage().contains("strategy = one: the setting " + key + " "), error.getMessage());
            assertTrue(error.getMessage().contains(" name "), error.getMessage());
        }
    }

    /** Which of the defaults holds, a listing cannot say. */
    @Test
    void shouldRefuseASettingThatIsStatedTwiceWithOtherDefaults() {
        UserError error = assertThrows(
                UserError.class,
                () -> StrategyTrial.of(
                        new One(one -> {
                            one.number("days", 1, 0, 5, "", "");
                            one.number("days", 2, 0, 9, "", "");
                            one.exit("OUT");
                        }),
                        ""));
        assertTrue(
                error.getMessage()
                        .contains("strategy = one: the setting days is stated twice, with the defaults 1 and 2"),
                error.getMessage());
    }

    @Test
    void shouldSayThatAStrategyWithoutRulesDoesNothing() {
        UserError error = assertThrows(UserError.class, () -> StrategyTrial.of(new One(one -> {}), ""));
        assertTrue(error.getMessage().contains("does nothing"), error.getMessage());
    }

    @Test
    void shouldRefuseForAnExitWhatOnlyAnEntryCanHave() {
        assertRefused(
                "the rule OUT leaves at the market", one -> one.exitLong("OUT").byLimit(one.close));
        List<Consumer<Rule>> words = List.of(
                rule -> rule.byStop(PRICE),
                rule -> rule.byStopLimit(PRICE, PRICE),
                Rule::atTheOpen,
                Rule::atTheClose,
                rule -> rule.goodFor(3),
                rule -> rule.stopAt(PRICE),
                Rule::fixedStop,
                rule -> rule.trailingPerCent(1),
                rule -> rule.trailingPrice(1),
                rule -> rule.chandelier(1),
                Rule::noStop,
                rule -> rule.targetAt(PRICE),
                rule -> rule.exitAfter(3, "LATE"),
                Rule::reversing,
                rule -> rule.scaleOut(0.5, PRICE),
                rule -> rule.pyramid(2, PRICE));
        for (Consumer<Rule> word : words) {
            assertRefused("leaves at the market", one -> word.accept(one.exit("OUT")));
            assertRefused("leaves at the market", one -> word.accept(one.exitShort("OUT")));
        }
    }

    @Test
    void shouldRefuseTwoAnswersToOneQuestion() {
        assertRefused(
                "IN says twice how it enters",
                one -> one.enterLong("IN").byLimit(one.close).atTheOpen());
        assertRefused(
                "says twice how it enters",
                one -> one.enterLong("IN").atTheClose().byStop(one.close));
        assertRefused(
                "says twice how its stop stands",
                one -> one.enterLong("IN").fixedStop().trailingPrice(1));
        assertRefused(
                "says twice how its stop stands",
                one -> one.enterLong("IN").trailingPerCent(1).noStop());
        assertRefused(
                "twice where its stop is at first",
                one -> one.enterLong("IN").stopAt(one.close).stopAt(one.close));
        assertRefused(
                "has both stopAt and noStop",
                one -> one.enterLong("IN").stopAt(one.close).noStop());
        assertRefused(
                "twice where its target is",
                one -> one.enterLong("IN").targetAt(one.close).targetAt(one.close));
        assertRefused(
                "twice for how long it is good",
                one -> one.enterLong("IN").goodFor(1).goodFor(2));
        assertRefused(
                "twice when its bars are over",
                one -> one.enterLong("IN").exitAfter(1, "A").exitAfter(2, "B"));
        assertRefused(
                "twice of how many units it is",
                one -> one.enterLong("IN").pyramid(2, one.close).pyramid(3, one.close));
        assertRefused(
                "twice what follows", one -> one.exit("OUT").then(() -> {}).then(() -> {}));
    }

    @Test
    void shouldRefuseTwoVolatilities() {
        UserError error = assertThrows(
                UserError.class,
                () -> StrategyTrial.of(
                        new One(one -> {
                            one.volatility(one.close);
                            one.volatility(one.close);
                            one.exit("OUT");
                        }),
                        ""));
        assertTrue(error.getMessage().contains("strategy = one: it says twice what its volatility is"));
    }

    /** What takes in the bars of two series in turns is no statistic of either. */
    @Test
    void shouldRefuseAnIndicatorThatIsAddedTwice() {
        for (String size : List.of("5m", "30m")) {
            UserError error = assertThrows(
                    UserError.class,
                    () -> StrategyTrial.of(
                            new One(one -> {
                                Indicator same = new SimpleMovingAverage(2);
                                one.bars(BarSpec.FIVE_MINUTES).add("small", same);
                                one.bars(BarSpec.parse(size)).add("large", same);
                                one.exit("OUT");
                            }),
                            ""));
            assertTrue(
                    error.getMessage()
                            .contains("adds the indicator that is called large on ANY's " + size
                                    + " bars a second time: make a new one for each add"),
                    error.getMessage());
        }
    }

    @Test
    void shouldRefuseAChandelierWithoutAverageRanges() {
        assertRefused(
                "say which with volatility(...)",
                one -> one.enterLong("IN").stopAt(one.close).chandelier(3));
    }

    @Test
    void shouldRefusePartsThatAreNone() {
        assertRefused(
                "pyramids 0 units; they must be 2 to 10",
                one -> one.enterLong("IN").pyramid(0, one.close));
        assertRefused(
                "pyramids 1 units; they must be 2 to 10",
                one -> one.enterLong("IN").pyramid(1, one.close));
        assertRefused("pyramids 11 units", one -> one.enterLong("IN").pyramid(11, one.close));
        for (double share : new double[] {0, -0.5, 1, Double.NaN}) {
            assertRefused(
                    "IN scales out of a share of", one -> one.enterLong("IN").scaleOut(share, one.close));
        }
        assertRefused(
                "less than 1 together",
                one -> one.enterLong("IN").scaleOut(0.5, one.close).scaleOut(0.5, one.close));
        assertRefused("at most 4 steps", one -> {
            Rule in = one.enterLong("IN");
            for (int i = 0; i < 4; i++) {
                in.scaleOut(0.2, one.close);
            }
        });
        assertRefused(
                "both pyramid and scaleOut",
                one -> one.enterLong("IN").scaleOut(0.5, one.close).pyramid(2, one.close));
        assertRefused(
                "units do not leave in steps",
                one -> one.enterLong("IN").pyramid(2, one.close).scaleOut(0.5, one.close));
        assertRefused(
                "units are added at the market",
                one -> one.enterLong("IN").pyramid(2, one.close).byLimit(one.close));
    }

    @Test
    void shouldRefuseNumbersThatCountNothing() {
        assertRefused("is to count 0 bars", one -> one.enterLong("IN").goodFor(0));
        assertRefused("is to count -1 bars", one -> one.enterLong("IN").exitAfter(-1, "LATE"));
        assertRefused("a stop at a distance of 0", one -> one.enterLong("IN").trailingPrice(0));
        assertRefused("a stop at a distance of NaN", one -> one.enterLong("IN").trailingPerCent(Double.NaN));
    }

    @Test
    void shouldRefuseAPriceOrAConditionThatIsNotDefinedYet() {
        assertRefused("is given null for a limit", one -> one.enterLong("IN").byLimit(one.undefined));
        assertRefused("null for a stop", one -> one.enterLong("IN").stopAt(one.undefined));
        assertRefused("null for a target", one -> one.enterLong("IN").targetAt(one.undefined));
        assertRefused("null for a step of its units", one -> one.enterLong("IN").pyramid(2, one.undefined));
        assertRefused("null for a price of a part", one -> one.enterLong("IN").scaleOut(0.5, one.undefined));
        assertRefused("null for a condition", one -> one.enterLong("IN").when((Condition) null));
    }

    /** Enters on a narrow quote, leaves at the session's end. */
    private static final class OnQuotes extends Strategy {
        private final List<String> heard = new ArrayList<>();

        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value spread = value("spread", () -> (event().askE8 - event().bidE8) / 1e8);
            enterLong("NARROW")
                    .on(Moment.QUOTE)
                    .when(spread.atMost(0.02), bars.close().above(10));
            exit("NIGHT").on(Moment.SESSION_CLOSE).when(bars.close().above(1));
        }

        @Override
        protected void onQuote(EngineEvent quote) {
            heard.add(FixedPoint.format(quote.bidE8));
        }
    }

    @Test
    void shouldBeAskedOnEachQuoteAndTellItsConditions() {
        var strategy = new OnQuotes();
        StrategyTrial trial = StrategyTrial.of(strategy, "")
                .quote("2025-01-02T09:31:00", "11", "11.01")
                .closes("12")
                .quote("2025-01-02T09:36:00", "12", "12.05")
                .quote("2025-01-02T09:37:00", "12.01", "12.03");
        // No bar had closed when the first one came.
        assertEquals(List.of("11.00", "12.00", "12.01"), strategy.heard);
        assertEquals(List.of("2025-01-02T09:37 ENTER_LONG NARROW"), trial.signals());
        assertEquals(List.of("long: spread <= 0.02: 0.02 0.02 true", "long: close > 10: 12 10 true"), trial.explain());
    }

    /** A thousand millions are the first that are none. */
    @Test
    void shouldTakeEveryPriceBelowAThousandMillions() {
        Signal most = said(999_999_999.99);
        assertEquals(99_999_999_999_000_000L, most.partTargetE8[0]);
        assertEquals(99_999_999_999_000_000L, most.stopE8);
        Signal none = said(1e9);
        assertEquals(Signal.NO_PRICE, none.partTargetE8[0]);
        assertEquals(Signal.NO_PRICE, none.stopE8);
        for (double price : new double[] {999_999_999.99, 1e9, 0.001}) {
            var out = new Signal();
            new Rule(SignalKind.ENTER_LONG, "IN", text -> 0)
                    .targetAt(Value.constant("price", price))
                    .signal(new EngineEvent(new Bounds(1, 1, 1, 1)), Instrument.usEquity(0, "ANY"), out);
            long expected = price == 1e9 ? Signal.NO_PRICE : price < 1 ? 1_000_000 : 99_999_999_999_000_000L;
            assertEquals(expected, out.targetE8);
        }
    }

    /** Before it is defined, and afterwards. */
    @Test
    void shouldRefuseToBeToldAnythingOutsideOfDefine() {
        String message =
                "settings, bars and rules are stated in define, once: move it there, since here it would be lost";
        One late = new One(one -> one.enterLong("IN").when(one.close.above(1)));
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, () -> late.about("Comes late."))
                            .getMessage());
            if (time == 0) {
                StrategyTrial.of(late, "");
            }
        }
    }

    @Test
    void shouldSayWhatItIsAskedOnAndMayDecide() {
        One closes = new One(one -> one.enterLong("IN").when(one.close.above(1)));
        StrategyTrial.of(closes, "");
        assertTrue(closes.isAskedOn(0));
        assertFalse(closes.isAskedAt(Moment.TRADE));
        assertTrue(closes.mayDecideOn(0, SignalKind.ENTER_LONG, 0));
        assertFalse(closes.mayDecideOn(0, SignalKind.ENTER_SHORT, 0));
        assertFalse(closes.mayDecideOn(0, SignalKind.ENTER_LONG, 1));
        One trades = new One(one -> one.enterLong("IN").when(one.close.above(1)).on(Moment.TRADE));
        StrategyTrial.of(trades, "");
        assertFalse(trades.isAskedOn(0));
        assertTrue(trades.isAskedAt(Moment.TRADE));
        assertFalse(trades.isAskedAt(Moment.QUOTE));
        assertFalse(trades.mayDecideOn(0, SignalKind.ENTER_LONG, 0));
    }
}
