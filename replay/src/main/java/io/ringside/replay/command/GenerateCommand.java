package io.ringside.replay.command;

import io.ringside.engine.command.Days;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.data.SyntheticTicks;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringside generate}: writes synthetic bars. */
@Command(
        name = "generate",
        description =
                "Writes synthetic 5-minute bars, or ticks, that look like an index fund's. The same seed gives the same file.")
public final class GenerateCommand extends TerminalCommand {
    @Option(names = "--symbol", required = true, paramLabel = "S", description = "ticker, such as QQQ")
    String symbol;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "first day, such as 2024-01-02")
    String from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "last day")
    String to;

    @Option(names = "--seed", required = true, paramLabel = "N", description = "chooses the path of the prices")
    long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV, or CSV.gz by its name")
    Path out;

    @Option(names = "--ticks", description = "trades that aggregate exactly to the bars of the same seed")
    boolean ticks;

    @Option(
            names = "--drift",
            paramLabel = "F",
            defaultValue = "0.0003",
            description = "mean log return a day of bars; ${DEFAULT-VALUE} if not given, 0 for pure noise")
    double drift;

    @Option(
            names = "--trend",
            paramLabel = "F",
            defaultValue = "0",
            description = "log return a day that bars gain above their average and lose below it: an edge to find")
    double trend;

    @Override
    public Integer call() {
        LocalDate first = Days.parse("--from", from);
        LocalDate last = Days.parse("--to", to);
        if (last.isBefore(first)) {
            throw new UserError("--to " + to + ": is before --from " + from);
        }
        try {
            Instrument.usEquity(0, symbol);
        } catch (IllegalArgumentException e) {
            throw new UserError("--symbol " + symbol + ": " + e.getMessage() + "; give one such as QQQ", e);
        }
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int firstDay = (int) first.toEpochDay();
        int lastDay = (int) last.toEpochDay();
        int written;
        if (ticks && (drift != SyntheticBars.Edge.FUND.drift() || trend != 0)) {
            throw new UserError("--drift and --trend go with bars, not with --ticks");
        }
        if (!(Math.abs(drift) <= 0.05 && Math.abs(trend) <= 0.05)) {
            throw new UserError("--drift " + drift + ", --trend " + trend + ": must be -0.05 to 0.05 a day");
        }
        if (ticks) {
            try (SyntheticTicks source = new SyntheticTicks(symbol, firstDay, lastDay, seed, calendar)) {
                written = source.write(out);
            }
        } else {
            try (SyntheticBars source = new SyntheticBars(
                    symbol, firstDay, lastDay, seed, calendar, new SyntheticBars.Edge(drift, trend))) {
                written = source.write(out);
            }
        }
        out().println("wrote " + written + " synthetic " + (ticks ? "ticks" : "bars") + " of " + symbol + " to " + out);
        return 0;
    }
}
