package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.CommandLine;
import java.time.LocalDate;
import java.util.List;

/** Data and settings for the tests of this package. */
final class Tapes {
    private Tapes() {}

    /** Generated bars of QQQ. */
    static MarketTape of(String from, String to, long seed, SyntheticBars.Edge edge) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        var bars = new SyntheticBars(
                "QQQ",
                (int) LocalDate.parse(from).toEpochDay(),
                (int) LocalDate.parse(to).toEpochDay(),
                seed,
                calendar,
                edge);
        try (MarketFeed feed = new MarketFeed(List.of(bars), calendar, Integer.MIN_VALUE)) {
            return MarketTape.of(feed, Grid.engine(config("qqq.conf")));
        }
    }

    static MarketTape of(String from, String to, long seed) {
        return of(from, to, seed, SyntheticBars.Edge.FUND);
    }

    /** A shipped configuration with settings over it. */
    static Config config(String name, String... sets) {
        Config config = EngineSettings.load(CommandLine.home().resolve("config").resolve(name));
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        return config;
    }

    static StudyData data(MarketTape tape, Config config) {
        return new StudyData(config, tape, 0, new DataReport(List.of()));
    }
}
