package io.ringside.engine.signal.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.SharedData;
import io.ringside.engine.Stages;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.sim.WorkingOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A position that grows by units, on recorded bars; after every event the stops cover exactly what is held. */
class ShelfUnitsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final StringBuilder lines = new StringBuilder();
    private int count;
    private long most;

    /** Every execution of every unit is that of {@code golden_units.py}. */
    @ParameterizedTest
    @ValueSource(strings = {"AAPL", "AMD", "AMZN", "JPM", "META", "MSFT", "NVDA", "QQQ", "SPY", "TSLA", "XLE", "XLF"})
    void shouldAddUnitsAndMoveTheStopOfAllAsComputedElsewhere(String symbol)
            throws IOException, NoSuchAlgorithmException {
        run(symbol);
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(golden(symbol), symbol + " " + count + " " + HexFormat.of().formatHex(digest));
        assertEquals(400, most);
    }

    private void run(String symbol) {
        var config = EngineSettings.load(Path.of("..", "config", "donchian-breakout.conf"));
        for (String set : List.of(
                "instruments=[{symbol=" + symbol + "}]",
                "signal.units=4",
                "risk.size={by=shares,shares=100}",
                "risk.equity=1000000",
                "risk.leverage=100",
                "risk.reentry-bars=0",
                "broker.slippage-ticks=0")) {
            config = EngineSettings.with(config, set);
        }
        Engine engine = new Engine(EngineSettings.of(config), CALENDAR);
        SimulatedBroker broker = engine.settings().simulatedBroker(CALENDAR);
        Stages stages = engine.stages(null, broker);
        Path bars = SharedData.file("bars-5min/" + symbol + ".csv.gz");
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
                MarketFeed feed = new MarketFeed(
                        List.of(BarFile.open(bars, symbol, CALENDAR, BarFile.Options.fiveMinutes())),
                        CALENDAR,
                        Integer.MIN_VALUE)) {
            Backtest backtest = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(this::take));
            while (backtest.step(feed::next)) {
                long held = Math.abs(stages.risk().ledger().position(0));
                most = Math.max(most, held);
                long covered = broker.workingOrders(0).stream()
                        .filter(order -> order.terms().stopE8 != 0)
                        .filter(order -> !isEntering(broker, order))
                        .mapToLong(WorkingOrder::open)
                        .sum();
                assertEquals(held, covered);
            }
        }
    }

    private static boolean isEntering(SimulatedBroker broker, WorkingOrder stop) {
        return broker.workingOrder(stop.terms().parentRef) != null;
    }

    private void take(EngineEvent event) {
        if (event.type == EventType.FILL) {
            assertEquals(100, event.quantity);
            lines.append(event.side).append(' ').append(event.priceE8).append('\n');
            count++;
        }
    }

    private static String golden(String symbol) throws IOException {
        try (InputStream in = ShelfUnitsTest.class.getResourceAsStream("donchian-units.golden")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(symbol + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
