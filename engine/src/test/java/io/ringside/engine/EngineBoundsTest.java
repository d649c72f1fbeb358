package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Rule;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.engine.sim.SimulatedBroker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much one event may carry: what all strategies can ask for together, so that no day ends by too many of them. */
class EngineBoundsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** Enters with stop and target whenever it may, and leaves after two bars, in one piece or in parts. */
    public static final class AlwaysIn extends Strategy {
        @Override
        protected void define() {
            about("Enters whenever it may.");
            String how = choice("how", "whole", List.of("whole", "steps", "units", "minute"), "of how many parts");
            Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
            Value close = bars.close();
            Value atr = bars.add("atr", new WilderAverageTrueRange(2));
            volatility(atr);
            Rule in = enterLong("IN")
                    .when(close.above(1))
                    .trailingPrice(0.5)
                    .targetAt(bars.value("target", () -> close.get() + 3 * atr.get()))
                    .exitAfter(4, "TWO_BARS");
            switch (how) {
                case "steps" ->
                    in.scaleOut(0.3, bars.value("one", () -> close.get() + atr.get()))
                            .scaleOut(0.3, bars.value("two", () -> close.get() + 2 * atr.get()))
                            .scaleOut(0.3, bars.value("three", () -> close.get() + 2.5 * atr.get()));
                case "units" -> in.pyramid(10, bars.value("step", () -> 0.0001));
                case "minute" -> in.on(Moment.TIMER, Moment.SESSION_OPEN);
                default -> {
                    // In one piece.
                }
            }
            exitLong("OUT").when(close.crossesBelow(bars.open()));
        }
    }

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(AlwaysIn::new);
    }

    private static EngineSettings settings(int instruments, String... hows) {
        String symbols = IntStream.range(0, instruments)
                .mapToObj(id -> "{ symbol = S" + (char) ('A' + id % 26) + (char) ('A' + id / 26) + " }")
                .collect(Collectors.joining(", "));
        String signals = IntStream.range(0, hows.length)
                .mapToObj(i -> "s" + i + " { strategy = always-in, how = " + hows[i] + " }")
                .collect(Collectors.joining("\n"));
        return EngineSettings.of(ConfigFactory.parseString("data.bar = 5m\ninstruments = [" + symbols + "]\nsignals {\n"
                + signals + "\n}\nrisk { reentry-bars = 0, fraction = 0.001, leverage = 4 }"));
    }

    /** Most intents that one event of some days had. */
    private static int play(EngineSettings settings) {
        Engine engine = new Engine(settings, CALENDAR);
        SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
        int from = (int) LocalDate.of(2024, 1, 3).toEpochDay();
        List<SyntheticBars> bars = new ArrayList<>();
        settings.instruments()
                .forEach(one -> bars.add(new SyntheticBars(one.symbol(), from, from + 5, one.id() + 1, CALENDAR)));
        int[] most = {0};
        try (MarketFeed feed = new MarketFeed(bars, CALENDAR, from);
                Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1)) {
            feed.withTimer(engine.hearsTimer());
            long[] seen = {0};
            Backtest run = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> {
                most[0] = Math.max(most[0], event.intentCount);
                seen[0]++;
            }));
            run.run(feed::next);
            assertEquals(seen[0], run.events());
            assertTrue(run.events() > 78 * 3, "bars of three sessions at least");
        }
        return most[0];
    }

    @Test
    void shouldHaveRoomForStrategiesThatEnterOneInstrumentAtOnce() {
        int most = play(settings(1, "whole", "whole", "whole"));
        assertTrue(most > 4, most + " intents: the bound of one strategy was never passed");
    }

    @Test
    void shouldHaveRoomForPartsOfSeveralStrategies() {
        int most = play(settings(1, "steps", "units", "steps", "units"));
        assertTrue(most > 20, most + " intents");
    }

    @Test
    void shouldHaveRoomForAllInstrumentsWhereAMinuteDecides() {
        int most = play(settings(4, "minute", "minute"));
        assertTrue(most >= 16, most + " intents");
    }

    @Test
    void shouldKeepTheBoundOfTheSettingsWhereOneStrategyDecides() {
        assertEquals(4, new Engine(settings(3, "whole"), CALENDAR).bounds().intents());
    }

    @Test
    void shouldRefuseInOneLineMoreThanAnEventCanCarry() {
        String[] ten = new String[10];
        Arrays.fill(ten, "minute");
        UserError error = assertThrows(UserError.class, () -> new Engine(settings(120, ten), CALENDAR));
        assertTrue(error.getMessage().contains("may decide at once"), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    /** What is said of each further part is said beside what its strategy reads and says. */
    @Test
    void shouldHaveABindingAndRoomForEachPartOfAPosition() {
        Engine whole = new Engine(settings(1, "whole"), CALENDAR);
        assertEquals(1, whole.bindings().size());
        assertEquals(2, whole.bounds().updates());
        Engine steps = new Engine(settings(1, "steps"), CALENDAR);
        assertEquals(4, steps.bindings().size());
        assertEquals(2 + 3 * 3, steps.bounds().updates());
        assertEquals(
                List.of(0, 0, 0, 0),
                steps.bindings().stream().map(one -> one.leadId()).toList());
    }

    @Test
    void shouldCountThePartsOfOneInstrumentOnlyWhereEachHasItsOwnBars() {
        assertEquals(
                4 + 9 * 8, new Engine(settings(60, "units"), CALENDAR).bounds().intents());
    }
}
