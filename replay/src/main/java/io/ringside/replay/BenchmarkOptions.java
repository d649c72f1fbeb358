package io.ringside.replay;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.Reading;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * What an account is compared with: another instrument, and the riskless rate.
 *
 * <p>Thread: the command's.
 */
public final class BenchmarkOptions {
    private static final double RISKLESS_MIN = -50;
    private static final double RISKLESS_MAX = 100;

    @Option(
            names = "--benchmark",
            paramLabel = "[SYMBOL=]FILE",
            description =
                    "bars to buy and hold for comparison, of the run's size or of a session; what is traded if not"
                            + " given")
    String benchmark;

    @Option(
            names = "--riskless",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "what money earns a year without risk; ratios count from there; ${DEFAULT-VALUE} if not given")
    double riskless;

    private DataReport report = new DataReport(List.of());

    /** The riskless rate, a year in percent. */
    public double risklessPercent() {
        if (!(riskless >= RISKLESS_MIN && riskless <= RISKLESS_MAX)) {
            throw new UserError("--riskless " + riskless + ": must be " + (int) RISKLESS_MIN + " to "
                    + (int) RISKLESS_MAX + " percent a year");
        }
        return riskless;
    }

    /**
     * The sessions with the named benchmark: bought at the open of its first session among them, and held.
     *
     * @param startE8 money at the start, at 1e-8
     * @throws UserError if its file is defective, or has none of the sessions
     */
    public List<SessionEquity> applied(List<SessionEquity> sessions, EngineSettings settings, long startE8) {
        if (benchmark == null || sessions.isEmpty()) {
            return sessions;
        }
        int first = sessions.get(0).epochDay();
        int last = sessions.get(sessions.size() - 1).epochDay();
        TreeMap<Integer, Long> closes = new TreeMap<>();
        long boughtE8 = read(settings, first, last, closes);
        List<SessionEquity> applied = new ArrayList<>();
        for (SessionEquity one : sessions) {
            Map.Entry<Integer, Long> close = closes.floorEntry(one.epochDay());
            long valueE8 = close == null ? startE8 : Math.round(startE8 * ((double) close.getValue() / boughtE8));
            applied.add(one.withBenchmark(valueE8));
        }
        return applied;
    }

    /** Prints it. */
    public void print(PrintWriter lines, PrintWriter warnings) {
        ReadingOptions.print(report, lines, warnings);
    }

    /** The summary with it, if there is a benchmark's file. */
    public Summary recorded(Summary summary) {
        return report.files().isEmpty() ? summary : summary.with("benchmark_data", report.values());
    }

    /** Puts the last price of each session into the map; the first price of all. */
    private long read(EngineSettings settings, int first, int last, Map<Integer, Long> closes) {
        int equals = benchmark.indexOf('=');
        Path path = BarFile.given("--benchmark", benchmark);
        String symbol = equals > 0 ? benchmark.substring(0, equals) : BarFile.symbolOf(path);
        Set<BarSpec> sizes = new LinkedHashSet<>();
        // As the file shows; one of few rows does not.
        sizes.add(null);
        sizes.add(settings.dataBar() == null ? BarSpec.FIVE_MINUTES : settings.dataBar());
        sizes.add(BarSpec.parse("1d"));
        UserError failure = null;
        // The format options of the run's files may also apply to this file.
        for (Reading reading : List.of(Reading.asShown(), settings.reading())) {
            for (BarSpec size : sizes) {
                try {
                    long openE8 = read(
                            path,
                            symbol,
                            BarFile.Options.fiveMinutes()
                                    .withSize(size)
                                    .withDays(first, last)
                                    .withReading(reading),
                            closes);
                    if (openE8 != 0) {
                        return openE8;
                    }
                } catch (UserError e) {
                    failure = failure == null ? e : failure;
                }
            }
        }
        throw failure != null
                ? new UserError("--benchmark " + failure.getMessage(), failure)
                : new UserError("--benchmark " + benchmark + ": has no bar in the run's sessions");
    }

    private long read(Path path, String symbol, BarFile.Options options, Map<Integer, Long> closes) {
        closes.clear();
        try (BarSource bars = BarFile.open(path, symbol, ExchangeCalendar.usEquity(), options)) {
            long openE8 = 0;
            while (bars.next()) {
                openE8 = openE8 == 0 ? bars.openE8() : openE8;
                closes.put(bars.sessionDay(), bars.closeE8());
            }
            report = new DataReport(bars.report().stream().toList())
                    .judged(options.reading().acceptLoss());
            return openE8;
        }
    }
}
