package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.SignalHandler;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.engine.signal.Value;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.CommandLine;
import io.ringside.replay.SharedData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A planted look-ahead is found, with its first bar; the shipped strategies have none. */
class LookaheadTest {
    private static final MarketTape TAPE = Tapes.of("2024-01-02", "2024-02-02", 1);

    /** Enters when the next bar closes higher, which it should not know, and leaves when it does not. */
    private static final class Prophet extends Strategy {
        private final Function<Long, Long> nextCloseE8;

        Prophet(Function<Long, Long> nextCloseE8) {
            this.nextCloseE8 = nextCloseE8;
        }

        @Override
        protected void define() {
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Condition known = check("the next close is known", () -> next(bars) != null);
            Condition rises = check("the next close is higher", () -> next(bars) > bars.last().closeE8);
            // As the indicator stage has them, which is that of the shipped strategy.
            bars.add("sma", new SimpleMovingAverage(200));
            volatility(bars.add("atr", new WilderAverageTrueRange(14)));
            enterLong("PROPHECY").when(known, rises);
            exitLong("PROPHECY").when(known);
        }

        private Long next(Bars bars) {
            return nextCloseE8.apply(bars.last().endNanos);
        }
    }

    /** An engine whose strategy is replaced by one made from the data of the run. */
    private static Lookahead.Subject planted(Function<Window, Function<Long, Long>> prophecies) {
        Engine any = engine();
        return new Lookahead.Subject() {
            @Override
            public Stages stages(Window data, SimulatedBroker broker) {
                Engine engine = engine();
                Instrument instrument = engine.settings().instruments().get(0);
                Strategy prophet = Strategies.start(
                        new Prophet(prophecies.apply(data)),
                        engine.settings().root(),
                        engine.calendar(),
                        engine.settings().instruments(),
                        instrument);
                StrategyBinding planted = new StrategyBinding(0, "prophet", prophet, prophet.inputs(), instrument);
                Stages stages = engine.stages(null, broker);
                return new Stages(
                        stages.indicator(),
                        new SignalHandler(List.of(planted), 1),
                        stages.risk(),
                        null,
                        stages.order(),
                        stages.clock());
            }

            @Override
            public SimulatedBroker broker() {
                return any.settings().simulatedBroker(any.calendar());
            }

            @Override
            public Bounds bounds() {
                return any.bounds();
            }
        };
    }

    @Test
    void shouldFindAStrategyThatWasGivenTheWholeData() {
        Lookahead.Result result = new Lookahead(
                        planted(data -> {
                            Map<Long, Long> closes = closes(data);
                            return nanos -> closes.get(nanos + 300_000_000_000L);
                        }),
                        TAPE,
                        1)
                .examine(50, done -> {});
        assertNotNull(result.finding());
        // The first bar on which the strategy is shown values at all: the 200th.
        assertEquals(bar(199), result.finding().event());
        assertTrue(
                LookaheadCommand.decisions(result, TAPE).startsWith("LOOK-AHEAD: first at the event of 2024-01-04T"));
    }

    /** Prices that are remembered from an earlier run: nothing shows in the first one. */
    @Test
    void shouldFindAStateThatOutlivesARun() {
        Map<Long, Long> remembered = new HashMap<>();
        Lookahead.Result result = new Lookahead(
                        planted(data -> {
                            Map<Long, Long> known = Map.copyOf(remembered);
                            remembered.putAll(closes(data));
                            return nanos -> known.get(nanos + 300_000_000_000L);
                        }),
                        TAPE,
                        1)
                .examine(50, done -> {});
        assertNotNull(result.finding());
        assertEquals(Lookahead.Way.RUN_AGAIN, result.finding().way());
        assertEquals(bar(199), result.finding().event());
    }

    @Test
    void shouldFindOneThatKnowsOnlyOneBar() {
        int known = 700;
        Lookahead.Result result = new Lookahead(
                        planted(data -> {
                            Map<Long, Long> closes = closes(data);
                            long at = TAPE.nanos(bar(known));
                            return nanos -> nanos == at ? closes.get(nanos + 300_000_000_000L) : null;
                        }),
                        TAPE,
                        1)
                .examine(2000, done -> {});
        assertNotNull(result.finding());
        assertEquals(bar(known), result.finding().event());
    }

    @Test
    void shouldPassTheShippedStrategyOnBars() {
        List<Integer> told = new ArrayList<>();
        Lookahead.Result result = new Lookahead(Lookahead.of(LookaheadTest::engine), TAPE, 1).examine(60, told::add);
        assertNull(result.finding());
        assertTrue(result.decisions() > 100);
        // After 60 decisions, and after bars all over the data, whether or not anything was decided there.
        assertTrue(result.cuts() > 60 && result.cuts() <= 120, result.toString());
        assertEquals(result.cuts(), told.size());
        assertEquals(result.cuts(), told.get(told.size() - 1));
        CommandLine.Outcome outcome = CommandLine.run(
                new LookaheadCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-03-01",
                "--cuts",
                "20");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("No decision depends on the future"), outcome.out());
        assertTrue(outcome.out().contains("sma of QQQ: warm-up 200 bars; then the same"), outcome.out());
        assertTrue(outcome.out().contains("willr of QQQ: warm-up 10 bars; then the same"), outcome.out());
        assertTrue(outcome.out().contains("atr of QQQ: warm-up 14 bars; remembers"), outcome.out());
    }

    @Test
    void shouldPassTheShippedStrategyOnTicks() {
        CommandLine.Outcome outcome = CommandLine.run(
                new LookaheadCommand(),
                "--config",
                CommandLine.home().resolve("config/opening-range.conf"),
                "--ticks",
                "SPY=" + SharedData.file("ticks/SPY-20131007-trade.csv.gz"),
                "--cuts",
                "5");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("No decision depends on the future"), outcome.out());
    }

    /** Wilder's average forgets by 13/14 a bar: half of it in ln 2 / ln (14/13) = 9.35 bars. */
    @Test
    void shouldMeasureHowFastAnAverageForgets() {
        Map<Integer, List<Bar>> bars = new HashMap<>();
        TapeRun.of(engine(), TAPE.all(), List.of(event -> {
            if (event.barCount > 0) {
                Bar copy = new Bar();
                Bar bar = event.bars[0];
                copy.at(0, bar.seriesId, bar.sessionDay, bar.startNanos, bar.endNanos);
                copy.prices(bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume);
                bars.computeIfAbsent(bar.seriesId, key -> new java.util.ArrayList<>())
                        .add(copy);
            }
        }));
        List<IndicatorMemory> all = IndicatorMemory.of(LookaheadTest::engine, bars);
        assertEquals(
                List.of("sma", "atr", "willr"),
                all.stream().map(IndicatorMemory::name).toList());
        assertTrue(all.get(0).isFinite() && all.get(2).isFinite());
        assertEquals(9.35, all.get(1).halfLife(), 0.8);
    }

    /** Enters in two parts. */
    public static final class InParts extends Strategy {
        @Override
        protected void define() {
            about("Takes half off at one average range.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value close = bars.close();
            Value average = bars.add("average", new SimpleMovingAverage(8));
            Value atr = bars.add("atr", new WilderAverageTrueRange(5));
            volatility(atr);
            enterLong("UP")
                    .when(close.crossesAbove(average))
                    .scaleOut(0.5, bars.value("one", () -> close.get() + atr.get()));
            exitLong("BELOW").when(close.below(average));
        }
    }

    /** Parts that fit together at the price of the decision do at the fill's: the account takes them for one entry. */
    @Test
    void shouldExamineWhatABacktestDecides() {
        Strategies.add(InParts::new);
        Config config = Tapes.config("qqq.conf", "risk.account=refuse", "risk.atr-multiple=1")
                .withoutPath("signal");
        Config parts = EngineSettings.with(config, "signal.strategy=in-parts");
        int[] decided = {0};
        TapeRun.of(Grid.engine(parts), TAPE.all(), List.of(event -> {
            boolean signalled = false;
            for (int i = 0; i < event.signalCount; i++) {
                signalled |= event.signals[i].kind != SignalKind.HOLD;
            }
            decided[0] += signalled || event.intentCount > 0 || event.standingCount > 0 ? 1 : 0;
        }));
        Lookahead.Result result = new Lookahead(Lookahead.of(() -> Grid.engine(parts)), TAPE, 1).examine(5, done -> {});
        assertEquals(decided[0], result.decisions());
        assertTrue(decided[0] > 100, () -> "only " + decided[0] + " decisions");
    }

    private static Engine engine() {
        return Grid.engine(Tapes.config("qqq.conf"));
    }

    /** Event of a bar, counted from 0. */
    private static int bar(int number) {
        int seen = -1;
        for (int i = 0; i < TAPE.events(); i++) {
            seen += TAPE.type(i) == EventType.BAR ? 1 : 0;
            if (seen == number) {
                return i;
            }
        }
        throw new IllegalArgumentException("fewer bars than " + number);
    }

    private static Map<Long, Long> closes(Window data) {
        Map<Long, Long> closes = new HashMap<>();
        for (int i = data.first(); i < data.end(); i++) {
            if (data.tape().type(i) == EventType.BAR) {
                closes.put(data.tape().nanos(i), data.tape().closeE8(i));
            }
        }
        return closes;
    }
}
