package io.ringside.replay;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Days;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.data.PriceRule;
import io.ringside.engine.data.TickBars;
import io.ringside.engine.data.TickFile;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ringside bars}: makes bars of a file of ticks. */
@Command(
        name = "bars",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description =
                "Makes bars of ticks: by time (5s, 5m, 1h), by session (1d), by trades (500t), by volume (100000v).")
public final class BarsCommand implements Callable<Integer> {
    @Option(names = "--ticks", required = true, paramLabel = "[SYMBOL=]FILE", description = "trades, CSV or CSV.gz")
    String ticks;

    @Option(names = "--bar", required = true, paramLabel = "SIZE", description = "such as 5m, 1m, 500t, 100000v")
    String bar;

    @Option(
            names = "--format",
            paramLabel = "lean|headed",
            description =
                    "lean: no header, milliseconds since midnight, prices x 10,000; found by the header if not given")
    String format;

    @Option(names = "--day", paramLabel = "DAY", description = "the day of a lean file whose name does not tell it")
    String day;

    @Option(names = "--session", paramLabel = "regular|extended", defaultValue = "regular", description = "which hours")
    String session;

    @Option(
            names = "--prices",
            paramLabel = "RULE",
            defaultValue = "every-trade",
            description =
                    "which trades make prices: every-trade, last-sale or vendor-minutes; the volume of all counts")
    String prices;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV, or CSV.gz by its name")
    Path out;

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(Commands.run(new BarsCommand(), args));
    }

    @Override
    public Integer call() {
        if (format != null && !format.equals("lean") && !format.equals("headed")) {
            throw new UserError("--format " + format + ": must be lean or headed");
        }
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
        Path file = Path.of(ticks.substring(equals + 1));
        TickFile.Options options = TickFile.Options.everyTrade()
                .withSession(hours)
                .withPrices(PriceRule.parse(prices))
                .withClosingAuction();
        if (day != null) {
            options = options.withLeanDay((int) Days.parse("--day", day).toEpochDay());
        }
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        String symbol = equals > 0 ? ticks.substring(0, equals) : null;
        int written = 0;
        try (TickBars source = new TickBars(TickFile.open(file, symbol, calendar, options), calendar, size, hours);
                BarWriter writer = new BarWriter(out, calendar, source.synthetic())) {
            while (source.next()) {
                writer.append(source);
                written++;
            }
            writer.commit();
        }
        spec.commandLine().getOut().println("wrote " + written + " bars of " + size + " to " + out);
        return 0;
    }
}
