package io.ringside.perf;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.Verification;
import io.ringside.replay.command.JournalExplanation;
import io.ringside.replay.research.SweepCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows 21 to 26: how cost grows with work. Each curve is measured at several sizes, and the exponent is the slope of the
 * straight line through them, time over size, both as logarithms: 1 where twice the work takes twice the time, less where a
 * fixed part shows, more where something grows with what has gone before.
 *
 * <p>Thread: the command's; sweeps and explanations make their own.
 */
final class ScaleSuite implements Suite {
    private static final Goal EXPONENT = Goal.atMost(1.1, 1.02, "");
    private static final int BARS_A_NAME = 300;
    private static final int BARS_A_STRATEGY = 4_000;
    private static final int BARS_OF_A_SWEEP = 2_000;
    private static final int SETS_A_TREND = 10;
    private static final long PRICE_E8 = 400 * FixedPoint.ONE_E8;

    /** What is done so and so often. */
    private interface Work {
        /** Does it, and says how many nanoseconds of a processor it took. */
        double nanos(int size);
    }

    private record Curve(int id, String what, int smallest, int steps, Work work) {
        /** Ten times as many each; few and small where a test only wants to see it run. */
        List<Integer> sizes(boolean smoke) {
            List<Integer> sizes = new ArrayList<>();
            int size = smoke ? Math.max(1, smallest / 10) : smallest;
            for (int i = 0; i <= (smoke ? 1 : steps); i++) {
                sizes.add(size);
                size *= 10;
            }
            return sizes;
        }
    }

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        List<Curve> curves = List.of(
                new Curve(21, "events through the stages", 10_000, 3, ScaleSuite::events),
                new Curve(22, "names, each with its strategy, 300 bars a name", 1, 3, ScaleSuite::names),
                new Curve(23, "strategies on one name, 4,000 bars", 1, 2, ScaleSuite::strategies),
                new Curve(24, "sets of a sweep over 2,000 bars", 10, 3, ScaleSuite::sweep),
                new Curve(25, "bars of a journal, explain its last order", 10_000, 1, ScaleSuite::explain),
                new Curve(26, "events of a journal, recovery", 10_000, 2, ScaleSuite::recovery));
        List<BenchRow> rows = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            double done = i;
            rows.add(measure(curves.get(i), sizes, part -> progress.accept((done + part) / curves.size())));
        }
        return rows;
    }

    private static BenchRow measure(Curve curve, BenchSizes sizes, DoubleConsumer progress) {
        List<Integer> points = curve.sizes(sizes.warmUps() == 0);
        List<Samples> taken = points.stream().map(size -> new Samples()).toList();
        Samples exponents = new Samples();
        for (int round = sizes.warmUps() == 0 ? 0 : -1; round < sizes.rounds(); round++) {
            double[] nanos = new double[points.size()];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = curve.work.nanos(points.get(i));
            }
            if (round >= 0) {
                exponents.add(exponent(points, nanos));
                for (int i = 0; i < nanos.length; i++) {
                    taken.get(i).add(nanos[i]);
                }
            }
            progress.accept((round + 2.0) / (sizes.rounds() + 1));
        }
        String told = IntStream.range(0, points.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%,d: %.4g ms", points.get(i), taken.get(i).median() / 1e6))
                .collect(Collectors.joining(", "));
        return BenchRow.of(curve.id, "exponent, " + curve.what, exponents, "", EXPONENT)
                .noting(told);
    }

    /** Slope of the least-squares line through the logarithms. */
    static double exponent(List<Integer> sizes, double[] nanos) {
        double meanSize = sizes.stream().mapToDouble(Math::log).average().orElseThrow();
        double meanTime = Arrays.stream(nanos).map(Math::log).average().orElseThrow();
        double both = 0;
        double square = 0;
        for (int i = 0; i < nanos.length; i++) {
            double size = Math.log(sizes.get(i)) - meanSize;
            both += size * (Math.log(nanos[i]) - meanTime);
            square += size * size;
        }
        return both / square;
    }

    private static double events(int size) {
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        MixedMarket market = new MixedMarket(2);
        Pipeline pipeline = Pipeline.inline(engine.stages(null, market), engine.bounds(), 1);
        long start = CpuClock.nanos();
        market.play(pipeline, size);
        return CpuClock.nanos() - start;
    }

    private static double names(int size) {
        String names = IntStream.range(0, size)
                .mapToObj(i -> "{ symbol = N" + i + " }")
                .collect(Collectors.joining(",\n", "instruments=[", "]"));
        return bars(size, BARS_A_NAME, List.of(names));
    }

    private static double strategies(int size) {
        List<String> settings = new ArrayList<>(List.of("signal=null"));
        for (int i = 0; i < size; i++) {
            settings.add("signals.s" + i + "={ strategy = mean-reversion-in-trend, bar = 5m, sma = " + (50 + i)
                    + ", atr = 14, willr = 10, entry-below = -80 }");
        }
        return bars(1, BARS_A_STRATEGY, settings);
    }

    /** Bars of a saw tooth, one after the other of each name, session by session; orders are not answered. */
    private static double bars(int names, int barsAName, List<String> settings) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        Config config = EngineSettings.load(Commands.home().resolve("config").resolve("qqq.conf"));
        for (String setting : settings) {
            config = EngineSettings.with(config, setting);
        }
        Engine engine = new Engine(EngineSettings.of(config), calendar);
        Pipeline pipeline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1);
        EngineEvent draft = pipeline.draft();
        long minutes = 5 * ExchangeCalendar.MINUTE_NANOS;
        int day = RisingBars.DAY;
        long startNanos = calendar.openNanos(day);
        long start = CpuClock.nanos();
        for (int bar = 0; bar < barsAName; bar++) {
            long close = PRICE_E8 + bar % 20 * (FixedPoint.ONE_E8 / 10);
            for (int name = 0; name < names; name++) {
                draft.bar(name, startNanos, startNanos + minutes, close, close, close, close, 1000, 0);
                pipeline.process();
            }
            startNanos += minutes;
            if (startNanos >= calendar.closeNanos(day)) {
                day = calendar.nextTradingDay(day);
                startNanos = calendar.openNanos(day);
            }
        }
        return CpuClock.nanos() - start;
    }

    private static double sweep(int size) {
        try (ScratchFolder folder = new ScratchFolder()) {
            Path bars = folder.path().resolve(BarArrays.SYMBOL + ".csv");
            SweepSuite.write(BarArrays.generated(BARS_OF_A_SWEEP).source(), bars);
            int multiples = Math.max(1, size / SETS_A_TREND);
            var output = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
            long start = SweepSuite.processNanos();
            int code = Commands.run(
                    new SweepCommand(),
                    out,
                    out,
                    "--config",
                    Commands.home().resolve("config").resolve("qqq.conf").toString(),
                    "--bars",
                    bars.toString(),
                    "--grid",
                    "signal.sma=50..140:10",
                    "--grid",
                    IntStream.range(0, multiples)
                            .mapToObj(i -> String.format(Locale.ROOT, "%.3f", 2 + i / 100.0))
                            .collect(Collectors.joining(",", "risk.atr-multiple=", "")),
                    "--out",
                    folder.path().resolve("sweep").toString());
            double took = SweepSuite.processNanos() - start;
            if (code != Commands.OK) {
                throw new IllegalStateException(output.toString(StandardCharsets.UTF_8));
            }
            return took;
        }
    }

    private static double explain(int size) {
        try (JournalFixture fixture = new JournalFixture(BarArrays.generated(size))) {
            String last = lastOrder(fixture.journal());
            long start = System.nanoTime();
            new JournalExplanation(fixture.journal()).order(last);
            return System.nanoTime() - start;
        }
    }

    private static String lastOrder(Path journal) {
        long last = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            EngineEvent event = new EngineEvent(Verification.engineOf(reader).bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                if (event.intentCount > 0) {
                    last = event.intents[0].orderRef;
                }
            }
        }
        return OrderRef.format(last);
    }

    private static double recovery(int size) {
        try (ScratchFolder folder = new ScratchFolder()) {
            Path journal = folder.path().resolve("journal");
            RecoverySuite.write(journal, size);
            Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
            long start = CpuClock.nanos();
            RecoveryRun.replay(journal, engine);
            return CpuClock.nanos() - start;
        }
    }
}
