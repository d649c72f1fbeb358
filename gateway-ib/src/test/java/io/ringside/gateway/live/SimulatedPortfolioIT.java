package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code live --simulate} of a portfolio: a market that leaps from decision to decision, against a back test. */
@ExtendWith(SilentLog.class)
class SimulatedPortfolioIT {
    private static final int FIRST = PortfolioDaysIT.FIRST;
    private static final int LAST = PortfolioDaysIT.LAST;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    /** Decisions at closes, auctions, and stops, over a holiday and a weekend. */
    @Test
    void shouldTradeAsABacktestDoesWithStops() {
        Path store = folder.resolve("store");
        PortfolioDays.invent(store, 20, PortfolioDaysIT.HISTORY, LAST, 7);
        Config config = LivePortfolio.of(PortfolioDaysIT.momentum("portfolio.stop=0.05"), store, List.of())
                .config();
        EngineSettings settings = LiveConfiguration.engineSettings(config);
        Simulation simulation = new Simulation(
                config,
                settings,
                LiveBench.liveSettings(config),
                new Simulation.Plan(new Simulation.Bars(Map.of(), store), FIRST, LAST, 1, SimulatedMarket.UNBOUNDED));
        Path root = folder.resolve("live");
        PrintWriter out = new PrintWriter(new StringWriter());
        TradingDaemon daemon = simulation.run(root, null, false, 0, running -> {}, () -> false, out, out);
        List<String> fills = new ArrayList<>();
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(PortfolioDays.journal(root, day), event -> add(event, settings, fills));
        }
        fills.sort(Comparator.naturalOrder());
        var expected = PortfolioDays.Reference.of(settings, store, FIRST, LAST);
        assertTrue(
                expected.fills().size() > 15, () -> "only " + expected.fills().size() + " fills");
        assertEquals(String.join("\n", expected.fills()), String.join("\n", fills));
        assertEquals(
                0,
                daemon.day().books().alarms.count(),
                () -> daemon.day().books().alarms.last());
    }

    private static void add(EngineEvent event, EngineSettings settings, List<String> fills) {
        if (event.type == EventType.FILL) {
            fills.add(PortfolioDays.line(
                    event.sessionDay,
                    settings.instruments().get(event.instrumentId).symbol(),
                    event.side.name(),
                    event.quantity,
                    event.priceE8));
        }
    }
}
