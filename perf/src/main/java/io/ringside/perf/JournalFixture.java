package io.ringside.perf;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.BacktestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A journal of generated bars under the published rules, written by a real back test; gone when closed.
 *
 * <p>Thread: the benchmark's.
 */
final class JournalFixture implements AutoCloseable {
    private final Path folder;
    private final int trades;
    private final long events;

    JournalFixture(BarArrays bars) {
        try {
            folder = Files.createTempDirectory("ringside-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int first = calendar.sessionDay(bars.startNanos[0]);
        BacktestRun run = new BacktestRun(new Engine(settings(), calendar));
        try (MarketFeed feed = new MarketFeed(List.of(bars.source()), calendar, Integer.MIN_VALUE)) {
            run.play(feed, journal(), first, false);
        }
        trades = (int) run.trades().trades().stream()
                .filter(trade -> !trade.exitReason().equals("END_OF_DATA"))
                .count();
        events = run.events();
    }

    /** The published rules, since a plain loop can follow them to the cent. */
    static EngineSettings settings() {
        Path home = Path.of(System.getProperty("ringside.home", "."));
        Config config = EngineSettings.load(home.resolve("config").resolve("qqq-published.conf"));
        return EngineSettings.of(EngineSettings.with(config, "risk.equity=100000"));
    }

    Path journal() {
        return folder.resolve("journal");
    }

    /** Round trips, an open position not counted. */
    int trades() {
        return trades;
    }

    long events() {
        return events;
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
