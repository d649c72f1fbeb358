package io.ringside.perf;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.BacktestRun;
import java.nio.file.Path;
import java.util.List;

/**
 * A journal of generated bars under the published rules, written by a real back test; gone when closed.
 *
 * <p>Thread: the benchmark's.
 */
final class JournalFixture implements AutoCloseable {
    private final ScratchFolder folder = new ScratchFolder();
    private final int trades;
    private final long events;

    JournalFixture(BarArrays bars) {
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
        Path home = Commands.home();
        Config config = EngineSettings.load(home.resolve("config").resolve("qqq-published.conf"));
        return EngineSettings.of(EngineSettings.with(config, "risk.equity=100000"));
    }

    Path journal() {
        return folder.path().resolve("journal");
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
        folder.close();
    }
}
