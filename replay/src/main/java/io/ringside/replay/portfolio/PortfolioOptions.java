package io.ringside.replay.portfolio;

import io.ringside.engine.command.Days;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/**
 * What a command asks for that trades a portfolio, beside data and settings.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioOptions {
    @Option(
            names = "--universe",
            paramLabel = "FILE",
            description = "CSV symbol[,sector][,from][,to], or a plain list: the names that a portfolio chooses from")
    Path universe;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description =
                    "CSV symbol,ex_date and ratio, dividend, delisting or new_symbol: corporate actions, told before the open")
    Path actions;

    /** The data of a command's names up to a day. */
    public PortfolioData data(MarketOptions market, int toDay) {
        if (!PortfolioBacktest.isFor(market)) {
            throw new UserError(
                    market.file() + ": has no portfolio; give --config of one, such as config/momentum.conf");
        }
        return new PortfolioData(
                market.given(market.file()),
                market.bars(),
                market.store(),
                universe,
                actions,
                market.fromDay(),
                Math.min(toDay, market.toDay()));
    }

    /**
     * Refuses what is of no use to studies of strategies within the day.
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
     * Refuses a universe where nobody chooses from one.
     *
     * @throws UserError naming the option
     */
    public void requireNoUniverse(MarketOptions market) {
        if (universe != null) {
            throw new UserError("--universe " + universe + ": is for a portfolio, and " + market.file()
                    + " has none; leave it away, or give --config of one");
        }
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
