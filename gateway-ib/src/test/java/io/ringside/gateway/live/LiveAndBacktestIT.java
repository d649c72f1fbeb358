package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.gateway.live.operator.AuditCommand;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bars through the daemon and a simulated TWS over a socket, and through the engine's own back test. */
class LiveAndBacktestIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** Trades often, with stops that are near: a day of entries, exits and stops. */
    private static final String[] SETS = {
        "gateway.warm-up-bars=2000",
        "signal.sma=20",
        "signal.entry-below=-55",
        "signal.exit-above=-45",
        "risk.atr-multiple=2",
        "risk.reentry-bars=0",
        "risk.limits.loss.streak=off",
        "risk.limits.loss.day=off",
        "risk.limits.loss.drawdown=off"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {7, 21})
    void shouldDecideTheSameBarByBarAsABacktestWithTheSameFills(long seed) {
        compare(seed, 1, 2);
    }

    /** Positions, stops, orders for the next open and indicators go on from one journal to the next. */
    @Test
    void shouldDecideTheSameOverNights() {
        compare(11, 3, 6);
    }

    @Test
    @Tag("long")
    void shouldDecideTheSameOverWeeks() {
        for (long seed = 100; seed < 104; seed++) {
            compare(seed, 10, 20);
        }
    }

    private void compare(long seed, int days, int fillsMin) {
        List<String> live = new ArrayList<>();
        int lastDay = LiveBench.DAY;
        for (int i = 1; i < days; i++) {
            lastDay = CALENDAR.nextTradingDay(lastDay);
        }
        Path root = folder.resolve("live-" + seed);
        // All bars that the back test sees are fetched for warming up.
        try (LiveBench bench = new LiveBench(root, seed, lastDay, SETS)) {
            bench.start();
            for (int day = LiveBench.DAY; day <= lastDay; day = CALENDAR.nextTradingDay(day)) {
                bench.playTo(16, 1);
                if (day < lastDay) {
                    bench.market.sleep(bench.daemon());
                }
            }
        }
        int fills = 0;
        int raised = 0;
        for (int day = LiveBench.DAY; day <= lastDay; day = CALENDAR.nextTradingDay(day)) {
            Path journal = root.resolve(LocalDate.ofEpochDay(day).toString());
            int before = live.size();
            int[] seen = new int[2];
            LiveBench.replay(journal, event -> {
                describe(event, live);
                seen[0] += event.type == EventType.FILL ? 1 : 0;
                seen[1] += event.type == EventType.ORDER_REPLACED ? 1 : 0;
            });
            assertEquals(List.of(), AuditCommand.audit(journal).violations(), journal::toString);
            assertEquals(78, live.size() - before, () -> "bars of " + journal);
            fills += seen[0];
            raised += seen[1];
        }
        List<String> history = backtest(seed, lastDay);
        System.out.println("seed " + seed + ": " + live.size() + " bars with their decisions, " + fills + " fills, "
                + raised + " stops raised");
        int until = Math.min(live.size(), history.size());
        for (int i = 0; i < until; i++) {
            assertEquals(history.get(i), live.get(i), "seed " + seed + ", line " + i);
        }
        assertEquals(history.size(), live.size(), "seed " + seed);
        int decisions = fills;
        assertTrue(fills >= fillsMin, () -> "only " + decisions + " fills: the comparison shows little");
    }

    private static List<String> backtest(long seed, int lastDay) {
        var settings = LiveCommand.engineSettings(LiveBench.config(SETS));
        Engine engine = new Engine(settings, CALENDAR);
        SimulatedBroker broker = new SimulatedBroker(
                settings.broker(),
                settings.instruments(),
                CALENDAR,
                settings.risk().equityE8());
        List<String> lines = new ArrayList<>();
        BarSource bars = SimulatedMarket.open("QQQ", null, LiveBench.DAY, lastDay, seed, CALENDAR);
        try (MarketFeed feed = new MarketFeed(List.of(bars), CALENDAR, LiveBench.DAY);
                Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1)) {
            new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> describe(event, lines)))
                    .run(feed::next);
        }
        return lines;
    }

    /** Every bar of the day, with what was seen, decided and asked for; references and times of decision differ. */
    private static void describe(EngineEvent event, List<String> lines) {
        if (event.isWarmUp() || event.type != EventType.BAR) {
            return;
        }
        StringBuilder line = new StringBuilder(CALENDAR.format(event.startNanos))
                .append(' ')
                .append(FixedPoint.format(event.openE8))
                .append(' ')
                .append(FixedPoint.format(event.highE8))
                .append(' ')
                .append(FixedPoint.format(event.lowE8))
                .append(' ')
                .append(FixedPoint.format(event.closeE8));
        for (int i = 0; i < event.valueCount; i++) {
            line.append(' ').append(Double.toHexString(event.values[i]));
        }
        for (int i = 0; i < event.signalCount; i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                line.append(" signal ").append(event.signals[i].kind);
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            line.append(" verdict ")
                    .append(Outcome.ofCode(verdict.outcome))
                    .append(' ')
                    .append(verdict.quantity);
            line.append(" equity ").append(FixedPoint.format(verdict.equityE8));
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            line.append(' ')
                    .append(intent.action)
                    .append(' ')
                    .append(intent.purpose)
                    .append(' ')
                    .append(intent.side);
            line.append(' ').append(intent.quantity).append(" @ ").append(FixedPoint.format(intent.stopE8));
        }
        lines.add(line.toString());
    }
}
