package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.gateway.live.operator.AuditCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades, tick by tick, through the daemon: the breakout from the opening range trades live. */
class LiveTicksIT {
    private static final String[] SETS = {
        "data.bar=ticks",
        "signal=null",
        "signal={strategy=opening-range-breakout,range=5m,target-multiple=2,entry-until=\"15:00\","
                + "exit-before-close-minutes=5}",
        "risk.allow-short=true",
        "risk.limits.data.tick-seconds=off",
        "risk.limits.loss.day=off"
    };

    @TempDir
    Path folder;

    @Test
    void shouldTradeTheBreakoutFromTheOpeningRangeOnEachTrade() {
        List<String> signals = new ArrayList<>();
        List<EngineEvent> market = new ArrayList<>();
        int[] seen = new int[3];
        try (LiveBench bench = new LiveBench(folder.resolve("live"), 5, SETS)) {
            bench.start();
            bench.playTo(11, 0);
        }
        Path journal = folder.resolve("live").resolve("2025-06-20");
        LiveBench.replay(journal, event -> {
            describe(event, signals);
            seen[0] += event.type == EventType.TRADE ? 1 : 0;
            seen[1] += event.type == EventType.FILL ? 1 : 0;
            seen[2] += event.type == EventType.BAR ? 1 : 0;
            if (event.type == EventType.TRADE || event.type == EventType.BAR || event.type == EventType.SESSION_OPEN) {
                EngineEvent copy = new EngineEvent(new io.ringside.engine.event.Bounds(1, 1, 1, 1));
                copy.copyIngressFrom(event);
                market.add(copy);
            }
        });
        // Ninety minutes of a bar's four prices each 5 seconds; no bar once trades come.
        assertTrue(seen[0] > 4_000, () -> seen[0] + " trades");
        assertTrue(seen[1] >= 1, "nothing was filled");
        assertEquals(List.of(), AuditCommand.audit(journal).violations());
        assertEquals(history(market), signals);
    }

    /** Hears quotes, which the broker is not asked for. */
    public static final class HearsQuotes extends Strategy {
        @Override
        protected void define() {
            about("Hears quotes.");
            enterLong("IN").when(bars(BarSpec.FIVE_MINUTES).close().above(1));
        }

        @Override
        protected void onQuote(EngineEvent quote) {}
    }

    @Test
    void shouldRefuseAStrategyThatHearsQuotes() {
        Strategies.add(HearsQuotes::new);
        try (LiveBench bench = new LiveBench(
                folder.resolve("quotes"), 5, "data.bar=ticks", "signal=null", "signal={strategy=hears-quotes}")) {
            UserError error = assertThrows(UserError.class, bench::start);
            assertTrue(
                    error.getMessage().contains("strategy hears-quotes hears quotes, which live has none of"),
                    error.getMessage());
        }
    }

    /** The same market through the stages alone: nothing of the session's own events decides anything. */
    private static List<String> history(List<EngineEvent> market) {
        EngineSettings settings = LiveConfiguration.engineSettings(LiveBench.config(SETS));
        Engine engine = new Engine(settings, ExchangeCalendar.usEquity());
        List<String> signals = new ArrayList<>();
        Pipeline.Inline pipeline = Pipeline.inline(engine.stages(null, (intent, eventNanos) -> {}), engine.bounds(), 1);
        for (EngineEvent event : market) {
            pipeline.draft().copyIngressFrom(event);
            describe(pipeline.process(), signals);
        }
        return signals;
    }

    private static void describe(EngineEvent event, List<String> lines) {
        for (int i = 0; i < event.signalCount; i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                lines.add(event.eventNanos + " " + event.signals[i].kind + " at "
                        + FixedPoint.format(event.signals[i].priceE8) + " stop "
                        + FixedPoint.format(event.signals[i].stopE8));
            }
        }
    }
}
