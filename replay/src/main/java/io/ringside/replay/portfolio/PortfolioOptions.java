package io.ringside.replay.portfolio;

import com.typesafe.config.Config;
import io.ringside.engine.command.Days;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.ChosenPortfolio;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Options of a command that trades a portfolio, in addition to data and settings.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioOptions {
    @Option(
            names = "--universe",
            paramLabel = "[NAME=]FILE",
            description =
                    "CSV symbol[,sector][,from][,to], or a plain list: the names that a portfolio chooses from; repeatable,"
                            + " NAME= says which portfolio's")
    List<String> universe = new ArrayList<>();

    @Option(names = "--portfolio", paramLabel = "NAME", description = "which one of several portfolios, alone")
    String portfolio;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description =
                    "CSV symbol,ex_date and ratio, dividend, delisting or new_symbol: corporate actions, told before the open")
    Path actions;

    /** The data of a command's names up to a day, for one portfolio. */
    public PortfolioData data(MarketOptions market, int toDay) {
        return data(market, toDay, false);
    }

    /**
     * The same.
     *
     * @param several whether all portfolios of the configuration are used if none is chosen
     */
    public PortfolioData data(MarketOptions market, int toDay, boolean several) {
        if (!PortfolioBacktest.isFor(market)) {
            throw new UserError(
                    market.file() + ": has no portfolio; give --config of one, such as config/momentum.conf");
        }
        Config given = market.given(market.file());
        List<String> names = ChosenPortfolio.names(given);
        boolean one = !several || portfolio != null;
        Config config = one ? ChosenPortfolio.of(given, portfolio) : given;
        String chosen = !one || names.isEmpty() ? null : portfolio == null ? names.get(0) : portfolio;
        return new PortfolioData(
                config,
                market.bars(),
                market.store(),
                chosen == null ? universe : UniverseFile.of(chosen, names, universe),
                actions,
                market.fromDay(),
                Math.min(toDay, market.toDay()));
    }

    /**
     * Refuses options that do not apply to studies of intraday strategies.
     *
     * @throws UserError naming the option
     */
    public void requireNone(MarketOptions market) {
        requireNoUniverse(market);
        if (actions != null) {
            throw new UserError("--actions " + actions + ": " + market.file()
                    + " has no portfolio, and of strategies within the day only backtest takes actions; leave it away,"
                    + " or give bars that are adjusted");
        }
    }

    /**
     * Refuses a universe without a portfolio.
     *
     * @throws UserError naming the option
     */
    public void requireNoUniverse(MarketOptions market) {
        if (portfolio != null) {
            throw new UserError("--portfolio " + portfolio + ": " + market.file() + " has no portfolio; leave it away");
        }
        if (!universe.isEmpty()) {
            throw new UserError("--universe " + universe.get(0) + ": is for a portfolio, and " + market.file()
                    + " has none; leave it away, or give --config of one");
        }
    }

    /** The portfolio that was chosen, for a journal that has several; null if none was. */
    String ofJournal() {
        return portfolio;
    }

    /** The file of corporate actions, or null. */
    public Path actions() {
        return actions;
    }

    /**
     * The day of {@code --date}, or the last one.
     *
     * @throws UserError if there is no session on it
     */
    static int day(String date) {
        if (date == null) {
            return Integer.MAX_VALUE;
        }
        int day = (int) Days.parse("--date", date).toEpochDay();
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        if (!calendar.isTradingDay(day)) {
            throw new UserError("--date " + date + ": there is no session on that day; give "
                    + LocalDate.ofEpochDay(calendar.previousTradingDay(day)));
        }
        return day;
    }
}
