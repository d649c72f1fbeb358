package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.Reading;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.gateway.live.operator.AuditCommand;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same bars through the daemon and a simulated TWS over a socket, and through the engine's own back test. */
class LiveAndBacktestIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** Trades often, with stops that are near: a day of entries, exits and stops. */
    private static final String[] SETS = {
        "risk.equity=100000",
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
    @CsvSource({"7, 5m", "21, 5m", "7, 1m", "2, 15m"})
    void shouldDecideTheSameBarByBarAsABacktestOfTheSameFiveSeconds(long seed, String size) {
        Played played = play(seed, 1, 16, sets(size));
        assertSame(seed, backtest(played.bars(), LiveBench.DAY, "5s", sets(size)), played);
        assertTrue(played.fills >= 2, () -> "only " + played.fills + " fills: the comparison shows little");
    }

    /** Each of the bars that arrive is decided on, and what is decided meets the next one. */
    @Test
    void shouldDecideTheSameOnEachBarOfFiveSeconds() {
        Played played = play(3, 1, 10, "signal.bar=5s");
        assertSame(3, backtest(played.bars(), LiveBench.DAY, "5s", "signal.bar=5s"), played);
        assertTrue(played.fills >= 10, () -> "only " + played.fills + " fills: the comparison shows little");
    }

    /** The bars that a file has, and the pieces of 5 seconds that they are told in, lead to the same decisions and fills. */
    @ParameterizedTest
    @CsvSource({"7, 1, 5m", "21, 1, 5m", "11, 3, 5m", "12, 2, 15m"})
    void shouldDecideTheSameAsABacktestOfTheBarsThatTheFiveSecondsArePiecesOf(long seed, int days, String size) {
        Played played = play(seed, days, 16, sets(size));
        assertSame(seed, history(seed, played.lastDay, sets(size)), played);
        assertTrue(played.fills >= 2 * days, () -> "only " + played.fills + " fills: the comparison shows little");
    }

    /** Takes half off at one average range and a quarter at two, in both directions. */
    public static final class InSteps extends Strategy {
        @Override
        protected void define() {
            about("Scales out of what crosses an average.");
            Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
            Value close = bars.close();
            Value average = bars.add("average", new SimpleMovingAverage(8));
            Value atr = bars.add("atr", new WilderAverageTrueRange(5));
            volatility(atr);
            enterLong("UP")
                    .when(close.crossesAbove(average))
                    .scaleOut(0.5, bars.value("one", () -> close.get() + 0.5 * atr.get()))
                    .scaleOut(0.25, bars.value("two", () -> close.get() + atr.get()))
                    .targetAt(bars.value("three", () -> close.get() + 2 * atr.get()));
            enterShort("DOWN")
                    .when(close.crossesBelow(average))
                    .scaleOut(0.5, bars.value("one", () -> close.get() - 0.5 * atr.get()))
                    .fixedStop();
            exitLong("BELOW").when(close.below(average));
            exitShort("ABOVE").when(close.above(average));
        }
    }

    /** In which order the parts of a position trade at one price says nothing: fills between two bars are added up. */
    private static List<String> together(List<String> lines) {
        List<String> added = new ArrayList<>();
        Map<String, Long> fills = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith("fill ")) {
                String[] words = line.split(" ", -1);
                fills.merge(words[1] + " @ " + words[4], Long.parseLong(words[2]), Long::sum);
            } else {
                fills.forEach((what, shares) -> added.add("filled " + shares + " " + what));
                fills.clear();
                added.add(line);
            }
        }
        fills.forEach((what, shares) -> added.add("filled " + shares + " " + what));
        return added;
    }

    /** A position in units, or one that is left in steps, and what is left of it over night. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 1 | strategy=donchian-breakout,units=4,unit-step=0.1,entry=4,exit=3,atr=5",
                "9 | 3 | strategy=donchian-breakout,units=3,unit-step=0.1,entry=6,exit=9,atr=5",
                "6 | 1 | strategy=in-steps",
                "7 | 3 | strategy=in-steps"
            })
    void shouldDecideTheSameWherePositionsHaveParts(long seed, int days, String signal) {
        Strategies.add(InSteps::new);
        String[] sets = {
            "signal=null",
            "signal={" + signal + "}",
            "risk.allow-short=true",
            // The broker of a back test lends no more than the account allows, the simulated TWS whatever is asked for.
            "risk.leverage=0.8",
            "risk.limits.order.per-symbol=15"
        };
        Played played = play(seed, days, 16, sets);
        assertSame(seed, together(history(seed, played.lastDay, sets)), played.together());
        assertTrue(played.fills >= 5 * days, () -> "only " + played.fills + " fills: the comparison shows little");
    }

    @Test
    @Tag("long")
    void shouldDecideTheSameOverWeeks() {
        for (long seed = 100; seed < 104; seed++) {
            Played played = play(seed, 10, 16);
            assertSame(seed, history(seed, played.lastDay), played);
            assertTrue(played.fills >= 20);
        }
    }

    /** Of the few large bars of a day nearly each is acted on. */
    private static String[] sets(String size) {
        return size.equals("15m")
                ? new String[] {
                    "signal.bar=15m",
                    "signal.sma=3",
                    "signal.entry-below=-1",
                    "signal.exit-above=-99",
                    "risk.atr-multiple=1"
                }
                : new String[] {"signal.bar=" + size};
    }

    /** What a daemon left of some days: its bars, and what it decided on those that its strategy sees. */
    private static final class Played {
        private final List<String> lines = new ArrayList<>();
        private final List<HeardBars.Heard> heard = new ArrayList<>();
        private int lastDay;
        private int fills;

        BarSource bars() {
            return new HeardBars(heard);
        }

        Played together() {
            List<String> sorted = LiveAndBacktestIT.together(lines);
            lines.clear();
            lines.addAll(sorted);
            return this;
        }
    }

    private Played play(long seed, int days, int untilHour, String... sets) {
        Played played = new Played();
        played.lastDay = LiveBench.DAY;
        for (int i = 1; i < days; i++) {
            played.lastDay = CALENDAR.nextTradingDay(played.lastDay);
        }
        Path root = folder.resolve("live-" + seed + "-" + days);
        // All bars that the back test sees are fetched for warming up.
        try (LiveBench bench = new LiveBench(root, seed, played.lastDay, all(sets))) {
            bench.start();
            for (int day = LiveBench.DAY; day <= played.lastDay; day = CALENDAR.nextTradingDay(day)) {
                bench.playTo(untilHour, untilHour == 16 ? 1 : 0);
                if (day < played.lastDay) {
                    bench.market.sleep(bench.daemon());
                }
            }
        }
        boolean first = true;
        for (int day = LiveBench.DAY; day <= played.lastDay; day = CALENDAR.nextTradingDay(day)) {
            Path journal = root.resolve(LocalDate.ofEpochDay(day).toString());
            boolean before = first;
            LiveBench.replay(journal, event -> {
                describe(event, played.lines);
                if (event.type == EventType.BAR && (before || !event.isWarmUp())) {
                    played.heard.add(HeardBars.Heard.of(event));
                }
                played.fills += event.type == EventType.FILL ? 1 : 0;
            });
            assertEquals(List.of(), AuditCommand.audit(journal).violations(), journal::toString);
            first = false;
        }
        return played;
    }

    private static void assertSame(long seed, List<String> history, Played played) {
        System.out.println("seed " + seed + ": " + history.size() + " bars with their decisions and fills, "
                + played.fills + " fills");
        int until = Math.min(played.lines.size(), history.size());
        for (int i = 0; i < until; i++) {
            String where = "seed " + seed + ", line " + i + " of "
                    + history.subList(Math.max(0, i - 3), Math.min(until, i + 3));
            assertEquals(history.get(i), played.lines.get(i), where);
        }
        assertEquals(history.size(), played.lines.size(), "seed " + seed);
    }

    private static String[] all(String... sets) {
        String[] all = Arrays.copyOf(SETS, SETS.length + sets.length);
        System.arraycopy(sets, 0, all, SETS.length, sets.length);
        return all;
    }

    /** The larger bars as the market has them. */
    private static List<String> history(long seed, int lastDay, String... sets) {
        return backtest(
                SimulatedMarket.open("QQQ", null, Reading.asShown(), LiveBench.DAY, lastDay, seed, CALENDAR),
                LiveBench.DAY,
                "5m",
                sets);
    }

    private static List<String> backtest(BarSource bars, int tradeFrom, String dataBar, String... sets) {
        var settings = EngineSettings.of(EngineSettings.with(LiveBench.config(all(sets)), "data.bar=" + dataBar)
                .resolve()
                .withoutPath("gateway"));
        Engine engine = new Engine(settings, CALENDAR);
        SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
        List<String> lines = new ArrayList<>();
        try (MarketFeed feed = new MarketFeed(List.of(bars), CALENDAR, tradeFrom);
                Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), 1)) {
            new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> describe(event, lines)))
                    .run(feed::next);
        }
        return lines;
    }

    /**
     * Every bar that is decided on, with what was seen, decided and asked for, and every fill; references, and times of
     * decision differ.
     */
    private static void describe(EngineEvent event, List<String> lines) {
        if (event.type == EventType.FILL) {
            lines.add("fill " + event.side + " " + event.quantity + " @ " + FixedPoint.format(event.priceE8));
        }
        if (event.isWarmUp() || event.barCount == 0) {
            return;
        }
        Bar bar = event.bars[0];
        StringBuilder line = new StringBuilder(CALENDAR.format(bar.startNanos))
                .append(' ')
                .append(FixedPoint.format(bar.openE8))
                .append(' ')
                .append(FixedPoint.format(bar.highE8))
                .append(' ')
                .append(FixedPoint.format(bar.lowE8))
                .append(' ')
                .append(FixedPoint.format(bar.closeE8));
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
