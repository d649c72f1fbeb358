package io.ringside.gateway.sim;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside sim-tws}: a simulated TWS on a port of this machine. */
@Command(
        name = "sim-tws",
        description =
                "Serves a simulated TWS on 127.0.0.1, which plays a day of market data, or many in a row: nights pass"
                        + " in a moment, in each of which it restarts. The clock waits for the first client that asks"
                        + " for prices. Ends when interrupted, and tells then which faults it committed.")
public final class SimTwsCommand extends TerminalCommand {
    private static final double LEAD_SECONDS_MIN = 10;
    private static final double LEAD_SECONDS_MAX = 300;

    @Option(
            names = "--bars",
            paramLabel = "[SYMBOL=]FILE",
            description = "bars to play, CSV or CSV.gz; the symbol comes from the file's name if not given; repeatable")
    List<String> bars = new ArrayList<>();

    @Option(
            names = "--ticks",
            paramLabel = "[SYMBOL=]FILE",
            description = "trades to play, or quotes that go with them; repeatable")
    List<String> ticks = new ArrayList<>();

    @Option(names = "--generate", paramLabel = "SYMBOL", description = "invent bars of this symbol; repeatable")
    List<String> generate = new ArrayList<>();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(names = "--day", paramLabel = "DAY", description = "day to play; the last one of the data if not given")
    String day;

    @Option(names = "--from", paramLabel = "DAY", description = "first of the days to play, one after the other")
    String from;

    @Option(names = "--to", paramLabel = "DAY", description = "last of them; the last one of the data if not given")
    String to;

    @Option(names = "--speed", paramLabel = "X", description = "market seconds a second; 1 if not given")
    double speed = 1;

    @Option(names = "--port", paramLabel = "P", description = "port on 127.0.0.1; any free one if not given")
    int port;

    @Option(names = "--account", paramLabel = "ID", description = "account, DU1234567 if not given")
    String account = "DU1234567";

    @Option(names = "--cash", paramLabel = "USD", description = "money on the account, 100000 if not given")
    String cash = "100000";

    @Option(
            names = "--contract",
            paramLabel = "SYMBOL=CONID",
            description = "contract id of a symbol other than AAPL, SPY and QQQ; repeatable")
    List<String> contracts = new ArrayList<>();

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "script of what goes wrong, a fault a line, such as: REJECT every=5, CLOSE_MID_FRAME nth=40"
                    + " message=11, LINK_LOST_DATA_KEPT at=10:30 seconds=40, EXECUTION_CORRECTION rate=0.1 max=3")
    Path faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "chooses faults by chance, or the chances of the script's")
    Long seed;

    @Option(names = "--log", paramLabel = "FILE.jsonl", description = "appends every frame, a JSON object a line")
    Path log;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = out();
        SimulatedTws tws = SimulatedTws.start(settings());
        out.println("listening on 127.0.0.1:" + tws.port());
        out.flush();
        Thread end = new Thread(() -> end(tws, out), "sim-tws-end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            new CountDownLatch(1).await();
        } finally {
            if (Runtime.getRuntime().removeShutdownHook(end)) {
                end(tws, out);
            }
        }
        return Commands.OK;
    }

    private static void end(SimulatedTws tws, PrintWriter out) {
        tws.faultsFired().forEach((kind, count) -> out.println(kind + " " + count));
        out.flush();
        tws.close();
    }

    private SimSettings settings() {
        int kinds = (bars.isEmpty() ? 0 : 1) + (ticks.isEmpty() ? 0 : 1) + (generate.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new UserError("give one of --bars, --ticks and --generate");
        }
        if (!(speed > 0)) {
            throw new UserError("--speed " + speed + ": must be above 0");
        }
        if ((from == null && to != null) || (from != null && day != null)) {
            throw new UserError("give --day DAY, or --from DAY with or without --to DAY");
        }
        String last = from != null ? to : day;
        int wanted = last == null ? Integer.MAX_VALUE : parseDay(from != null ? "--to" : "--day", last);
        Tapes files = new Tapes(reading.reading());
        List<Tape> tapes = !bars.isEmpty()
                ? barTapes(files, wanted)
                : !ticks.isEmpty() ? tickTapes(files) : generatedTapes(wanted);
        ReadingOptions.print(files.data(), out(), err());
        int played = from != null ? firstDay(tapes, wanted) : played(tapes, wanted);
        return new SimSettings(tapes, ExchangeCalendar.usEquity().openNanos(played) - leadNanos())
                .nightsSkipped(from != null)
                .nightlyResets(from != null)
                .port(port)
                .account(account)
                .cashE8(money())
                .speed(speed)
                .clockWaits(true)
                .faults(script())
                .log(log);
    }

    /** The clock begins two real seconds before the open, but not too close to it and not too far away. */
    private long leadNanos() {
        double seconds = Math.max(LEAD_SECONDS_MIN, Math.min(LEAD_SECONDS_MAX, 2 * speed));
        return (long) (seconds * ExchangeCalendar.SECOND_NANOS);
    }

    private FaultScript script() {
        if (faults != null) {
            return FaultScript.read(faults, seed == null ? 0 : seed);
        }
        return seed == null ? FaultScript.none() : FaultScript.seeded(seed);
    }

    private List<Tape> barTapes(Tapes files, int lastDay) {
        List<Tape> tapes = new ArrayList<>();
        for (String text : bars) {
            Path file = file("--bars", text);
            tapes.add(files.ofBarFile(file, listing(symbol(text, file)), lastDay));
        }
        return tapes;
    }

    private List<Tape> generatedTapes(int wanted) {
        int lastDay = wanted == Integer.MAX_VALUE ? (int) Tapes.GENERATED_TO.toEpochDay() : wanted;
        List<Tape> tapes = new ArrayList<>();
        for (String symbol : generate) {
            tapes.add(Tapes.generated(listing(symbol), lastDay));
        }
        return tapes;
    }

    private List<Tape> tickTapes(Tapes files) {
        Map<String, Path> trades = new LinkedHashMap<>();
        Map<String, Path> quotes = new LinkedHashMap<>();
        for (String text : ticks) {
            Path file = file("--ticks", text);
            String symbol = symbol(text, file);
            boolean quoted = files.hasQuotes(file, listing(symbol));
            if ((quoted ? quotes : trades).put(symbol, file) != null) {
                throw new UserError("--ticks " + text + ": " + (quoted ? "quotes" : "trades") + " of " + symbol
                        + " are given twice");
            }
        }
        quotes.keySet().removeAll(trades.keySet());
        if (!quotes.isEmpty()) {
            throw new UserError("--ticks: there are quotes of " + quotes.keySet() + ", but no trades; give both");
        }
        List<Tape> tapes = new ArrayList<>();
        trades.forEach((symbol, file) -> tapes.add(files.ofTickFiles(file, quotesOf(files, symbol), listing(symbol))));
        return tapes;
    }

    private Path quotesOf(Tapes files, String symbol) {
        for (String text : ticks) {
            Path file = file("--ticks", text);
            if (symbol(text, file).equals(symbol) && files.hasQuotes(file, listing(symbol))) {
                return file;
            }
        }
        return null;
    }

    /** The day that is played: the wanted one, or the last that any tape has. */
    private int played(List<Tape> tapes, int wanted) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int last = Integer.MIN_VALUE;
        for (Tape tape : tapes) {
            List<PriceBar> all = tape.bars();
            last = Math.max(last, calendar.sessionDay(all.get(all.size() - 1).startNanos()));
        }
        if (wanted != Integer.MAX_VALUE && last != wanted) {
            throw new UserError("--day " + day + ": the data has no bars of it; the last day before is "
                    + LocalDate.ofEpochDay(last));
        }
        return last;
    }

    /** The first session from the wanted day on that any tape has bars of. */
    private int firstDay(List<Tape> tapes, int lastDay) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int wanted = parseDay("--from", from);
        int first = Integer.MAX_VALUE;
        for (Tape tape : tapes) {
            for (PriceBar bar : tape.bars()) {
                int session = calendar.sessionDay(bar.startNanos());
                if (session >= wanted) {
                    first = Math.min(first, session);
                }
            }
        }
        if (first > lastDay || first == Integer.MAX_VALUE) {
            throw new UserError("--from " + from + ": the data has no bars from it" + (to == null ? "" : " to " + to)
                    + "; choose other days");
        }
        return first;
    }

    private static int parseDay(String option, String text) {
        try {
            return (int) LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            throw new UserError(option + " " + text + ": must be a day such as 2025-05-21", e);
        }
    }

    private long money() {
        try {
            return FixedPoint.parse(cash);
        } catch (NumberFormatException e) {
            throw new UserError("--cash " + cash + ": must be an amount such as 100000", e);
        }
    }

    private static Path file(String option, String text) {
        return BarFile.given(option, text);
    }

    private static String symbol(String text, Path file) {
        int equals = text.indexOf('=');
        return equals > 0 ? text.substring(0, equals) : BarFile.symbolOf(file);
    }

    private Listing listing(String symbol) {
        for (String contract : contracts) {
            if (contract.startsWith(symbol + "=")) {
                try {
                    return Listing.of(symbol, Integer.parseInt(contract.substring(symbol.length() + 1)));
                } catch (IllegalArgumentException e) {
                    throw new UserError("--contract " + contract + ": must look like MSFT=272093", e);
                }
            }
        }
        try {
            return Listing.of(symbol);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + "; give one such as QQQ", e);
        }
    }
}
