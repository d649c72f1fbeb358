package io.ringside.replay.research;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.command.Progress;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.portfolio.PortfolioBacktest;
import io.ringside.replay.portfolio.PortfolioData;
import io.ringside.replay.portfolio.PortfolioOptions;
import java.time.LocalDate;

/**
 * The settings and the data of a study, read once.
 *
 * @param config the settings, with the command line's changes
 * @param tape the data
 * @param firstTraded first session that is traded
 * @param data report on the rows of each file
 */
record StudyData(Config config, MarketTape tape, int firstTraded, DataReport data) {
    /**
     * Reads settings and data.
     *
     * @throws UserError if settings or data are defective, too little of a file can be used, or no session is traded
     */
    static StudyData read(MarketOptions market, PortfolioOptions portfolio) {
        return PortfolioBacktest.isFor(market)
                ? of(portfolio.data(market, market.toDay()), market)
                : read(market, portfolio, market.config());
    }

    /**
     * The settings, if they do not depend on the data, as those of a portfolio do.
     *
     * @return null for a portfolio
     */
    static Config configOf(MarketOptions market) {
        return PortfolioBacktest.isFor(market) ? null : market.config();
    }

    private static StudyData of(PortfolioData names, MarketOptions market) {
        Engine engine = new Engine(names.settings(), ExchangeCalendar.usEquity());
        try (MarketFeed feed = names.feed(market.tradeFromDay())) {
            return of(names.settings().config(), MarketTape.of(feed, engine), names.report());
        }
    }

    /** The same for settings of the command's own. */
    static StudyData read(MarketOptions market, PortfolioOptions portfolio, Config config) {
        portfolio.requireNone(market);
        Engine engine = Grid.engine(config);
        market.requireAdjusted(engine.settings());
        MarketTape tape;
        DataReport report;
        try (Progress progress = Progress.start("reading", 100);
                MarketFeed feed = market.feed(engine.settings())) {
            tape = MarketTape.of(feed, engine);
            report = feed.report().judged(engine.settings().reading().acceptLoss());
            progress.at(100);
        }
        return of(config, tape, report);
    }

    private static StudyData of(Config config, MarketTape tape, DataReport report) {
        int first = 0;
        while (first < tape.sessions() && tape.isWarmUp(tape.sessionStart(first))) {
            first++;
        }
        if (first == tape.sessions()) {
            throw new UserError(
                    tape.sessions() == 0
                            ? "the data has no session; widen --from and --to"
                            : "no session is traded: the last one is "
                                    + LocalDate.ofEpochDay(tape.sessionDay(first - 1))
                                    + "; give an earlier --trade-from");
        }
        return new StudyData(config, tape, first, report);
    }

    /** Number of traded sessions. */
    int sessions() {
        return tape.sessions() - firstTraded;
    }

    /** First and last day, and whether the prices are real, as text. */
    String span() {
        return LocalDate.ofEpochDay(tape.sessionDay(firstTraded)) + " to "
                + LocalDate.ofEpochDay(tape.sessionDay(tape.sessions() - 1))
                + (tape.synthetic() ? ", SYNTHETIC prices" : "");
    }
}
