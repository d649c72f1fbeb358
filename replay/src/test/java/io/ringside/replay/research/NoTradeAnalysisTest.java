package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.NoTradeAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why nothing was traded, held against the events of the run. */
class NoTradeAnalysisTest {
    private static final String NAME = "mean-reversion-in-trend";

    private long bars;
    private long updates;
    private long signals;
    private final Map<String, Long> outcomes = new HashMap<>();
    private NoTradeAnalysis analysis;

    private Map<?, ?> run(MarketTape tape, String... sets) {
        Engine engine = Grid.engine(Tapes.config("qqq.conf", sets));
        analysis = new NoTradeAnalysis(engine);
        TapeRun run = TapeRun.of(engine, tape.all(), List.of(analysis::onEvent, this::count));
        assertEquals(0, run.trades().trades().size());
        return (Map<?, ?>) analysis.json().get(NAME);
    }

    private void count(EngineEvent event) {
        bars += event.barCount;
        updates += event.updateCount;
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            signals += signal.kind == SignalKind.ENTER_LONG || signal.kind == SignalKind.ENTER_SHORT ? 1 : 0;
        }
        for (int i = 0; i < event.verdictCount; i++) {
            String outcome = Outcome.ofCode(event.verdicts[i].outcome).name();
            if (!outcome.equals("NO_POSITION")) {
                outcomes.merge(outcome, 1L, Long::sum);
            }
        }
    }

    /** Whatever the market did, no bar was as low as that: the condition failed at each look, alone or with others. */
    @Test
    void shouldCountHowOftenAConditionStoodInTheWay() {
        Map<?, ?> told = run(Tapes.of("2024-01-02", "2024-02-29", 1), "signal.entry-below=-100");
        assertTrue(updates > 1000);
        assertEquals(updates, told.get("looked"));
        assertEquals(0L, told.get("signals"));
        assertEquals(Map.of(), told.get("outcomes"));
        List<?> conditions = (List<?>) told.get("conditions");
        assertTrue(conditions.size() > 1, conditions.toString());
        long alone = 0;
        boolean never = false;
        for (Object one : conditions) {
            Map<?, ?> row = (Map<?, ?>) one;
            assertEquals(updates, row.get("bars"));
            long failed = (Long) row.get("failed");
            assertTrue((Long) row.get("failed_alone") <= failed && failed <= updates, row.toString());
            alone += (Long) row.get("failed_alone");
            never |= failed == updates;
        }
        assertTrue(never, conditions.toString());
        assertTrue(alone > 0 && alone <= updates, conditions.toString());
        List<String> lines = analysis.lines();
        assertEquals(
                String.format(
                        java.util.Locale.ROOT,
                        "  %s: %,d bars closed, %,d times it looked, 0 signals to enter",
                        NAME,
                        bars,
                        updates),
                lines.get(1));
        assertFalse(String.join("\n", lines).contains("never shown anything"));
        assertFalse(String.join("\n", lines).contains("what became of the signals"));
    }

    @Test
    void shouldCountWhatBecameOfSignals() {
        Map<?, ?> told = run(Tapes.of("2024-01-02", "2024-02-29", 1), "risk.fraction=0.000001");
        assertTrue(signals > 3);
        assertEquals(signals, told.get("signals"));
        assertEquals(outcomes, told.get("outcomes"));
        List<String> lines = new ArrayList<>(analysis.lines());
        String size = lines.stream()
                .filter(line -> line.contains("the size is below one lot"))
                .findFirst()
                .orElseThrow();
        assertTrue(size.endsWith(" " + outcomes.get("SIZE_ZERO")), size);
    }

    @Test
    void shouldSayThatNothingWasShownWhereThereAreTooFewBars() {
        Map<?, ?> told = run(Tapes.of("2024-01-02", "2024-01-02", 1));
        assertEquals(0, updates);
        assertEquals(0L, told.get("looked"));
        assertTrue(bars > 0);
        assertTrue(String.join("\n", analysis.lines()).contains("It was never shown anything"));
    }

    /** Looks at each close, and never finds what it wants. */
    public static final class Waiting extends Strategy {
        @Override
        protected void define() {
            about("Waits at the close.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value high = threshold("high", 100_000, 0, 1_000_000, "", "enters from here on");
            enterLong("HIGH")
                    .on(Moment.SESSION_CLOSE)
                    .when(bars.close().atLeast(high))
                    .exitAfter(1, "OLD");
        }
    }

    /** Five sessions: it looks once in each, and is shown 78 bars besides. */
    @Test
    void shouldCountMomentsAsItCountsBars() {
        Strategies.add(Waiting::new);
        Engine engine = Grid.engine(EngineSettings.parse("""
                instruments = [{ symbol = QQQ }]
                data { bar = 5m }
                signal { strategy = waiting }
                risk { allow-no-stop = true, size { by = shares, shares = 1 } }
                """, "test").config());
        analysis = new NoTradeAnalysis(engine);
        TapeRun.of(engine, Tapes.of("2024-01-08", "2024-01-12", 1).all(), List.of(analysis::onEvent));
        Map<?, ?> told = (Map<?, ?>) analysis.json().get("waiting");
        assertEquals(5 * 79L, told.get("looked"), told.toString());
        Map<?, ?> row = (Map<?, ?>) ((List<?>) told.get("conditions")).get(0);
        assertEquals(5L, row.get("failed_alone"), row.toString());
    }
}
