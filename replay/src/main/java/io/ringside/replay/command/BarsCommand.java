package io.ringside.replay.command;

import io.ringside.engine.command.Days;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.PriceRule;
import io.ringside.engine.data.Reading;
import io.ringside.engine.data.TickBars;
import io.ringside.engine.data.TickFile;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside bars}: makes bars of a file of ticks. */
@Command(
        name = "bars",
        description =
                "Makes bars of ticks: by time (5s, 5m, 1h), by session (1d), by trades (500t), by volume (100000v).")
public final class BarsCommand extends TerminalCommand {
    @Option(names = "--ticks", required = true, paramLabel = "[SYMBOL=]FILE", description = "trades, CSV or CSV.gz")
    String ticks;

    @Option(names = "--bar", required = true, paramLabel = "SIZE", description = "such as 5m, 1m, 500t, 100000v")
    String bar;

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(names = "--day", paramLabel = "DAY", description = "the day of a lean file whose name does not tell it")
    String day;

    @Option(names = "--session", paramLabel = "regular|extended", defaultValue = "regular", description = "which hours")
    String session;

    @Option(
            names = "--prices",
            paramLabel = "RULE",
            description =
                    "which trades make prices: every-trade, last-sale or vendor-minutes; the volume of all counts;"
                            + " without it every trade, but sale conditions are heeded in bars of 1d where they are known")
    String prices;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV, or CSV.gz by its name")
    Path out;

    @Override
    public Integer call() {
        BarSpec size;
        try {
            size = BarSpec.parse(bar);
        } catch (IllegalArgumentException e) {
            throw new UserError("--bar " + bar + ": " + e.getMessage(), e);
        }
        Session hours = switch (session.toLowerCase(Locale.ROOT)) {
            case "regular" -> Session.REGULAR;
            case "extended" -> Session.EXTENDED;
            default -> throw new UserError("--session " + session + ": must be regular or extended");
        };
        int equals = ticks.indexOf('=');
        Path file = BarFile.given("--ticks", ticks);
        String symbol = equals > 0 ? ticks.substring(0, equals) : null;
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int written = 0;
        DataReport report;
        try (TickFile trades = TickFile.open(file, symbol, calendar, options(file, size, hours));
                TickBars source = new TickBars(trades, calendar, size, hours);
                BarWriter writer = new BarWriter(out, calendar, source.synthetic(), isUneven(size))) {
            if (trades.isQuote()) {
                throw new UserError("--ticks " + ticks + ": holds quotes; bars are made of trades, give those");
            }
            while (source.next()) {
                writer.append(source);
                written++;
            }
            report = new DataReport(source.report().stream().toList())
                    .judged(reading.reading().acceptLoss());
            if (written == 0) {
                throw new UserError("--ticks " + ticks + ": no bar can be made: none of its "
                        + report.files().get(0).used() + " trades makes a price; choose other --prices");
            }
            writer.commit();
        }
        ReadingOptions.print(report, out(), err());
        out().println("wrote " + written + " bars of " + size + " to " + out);
        return 0;
    }

    /** Bars of trades and of volume end when they are full, which only they themselves can tell. */
    private static boolean isUneven(BarSpec size) {
        return size.unit() == BarSpec.Unit.TRADES || size.unit() == BarSpec.Unit.VOLUME;
    }

    private TickFile.Options options(Path file, BarSpec size, Session hours) {
        Reading chosen = reading.reading();
        boolean days = size.unit() == BarSpec.Unit.SESSION;
        PriceRule rule = prices != null
                ? PriceRule.parse(prices)
                : days && TickFile.hasConditions(file, chosen) ? PriceRule.VENDOR_MINUTES : PriceRule.EVERY_TRADE;
        TickFile.AuctionPrints auctions = days
                ? TickFile.AuctionPrints.DAY_PRICES
                : rule == PriceRule.VENDOR_MINUTES
                        ? TickFile.AuctionPrints.CLOSE_FIRST_PRINT
                        : TickFile.AuctionPrints.CLOSE_VOLUME;
        TickFile.Options options = TickFile.Options.everyTrade()
                .withSession(hours)
                .withPrices(rule)
                .withAuctions(auctions)
                .withReading(chosen);
        return day == null
                ? options
                : options.withLeanDay((int) Days.parse("--day", day).toEpochDay());
    }
}
