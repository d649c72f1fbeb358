package io.ringside.replay.store;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Days;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.DataStore;
import io.ringside.replay.report.Json;
import io.ringside.replay.vendor.HttpSource;
import io.ringside.replay.vendor.Pace;
import io.ringside.replay.vendor.UpdateRun;
import io.ringside.replay.vendor.Vendor;
import io.ringside.replay.vendor.Vendors;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside data update}: downloads new bars and actions of all names from a vendor into a store. */
@Command(
        name = "update",
        description = {
            "Brings a store up to date from a vendor: new bars, gaps, splits and dividends of all names, at the vendor's pace.",
            "It may be killed at any time; the same command goes on. Keys come from the environment or --key-file:",
            "TIINGO_API_KEY; APCA_API_KEY_ID and APCA_API_SECRET_KEY; MASSIVE_API_KEY."
        },
        footer = {
            "",
            "Exit code: 0 all is there, 1 something is missing or should be looked at, 2 nothing could be done.",
            "Formerly: S0 backfill_data --tickers --days, S1 pipeline --task collect."
        })
public final class UpdateCommand extends TerminalCommand {
    private static final int DAYS = 420;
    private static final long AFTER_CLOSE_NANOS = 30 * ExchangeCalendar.MINUTE_NANOS;

    @Mixin
    StoreOptions store;

    @Option(names = "--source", paramLabel = "VENDOR", required = true, description = "tiingo, alpaca or massive")
    String source;

    @Option(
            names = "--bar",
            paramLabel = "SIZE",
            defaultValue = "1d",
            description = "size of the bars; 1d if not given")
    String bar;

    @Option(names = "--from", paramLabel = "DAY", description = "first day of names that are not in the store yet")
    String from;

    @Option(names = "--days", paramLabel = "N", description = "the same as so many days back; 420 if not given")
    Integer days;

    @Option(names = "--to", paramLabel = "DAY", description = "last day; the last session that is over if not given")
    String to;

    @Option(
            names = "--again",
            paramLabel = "A,B",
            split = ",",
            description = "names whose whole history is asked for again, to replace what differs")
    List<String> again = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "requests a minute; those of the vendor's smallest plan if not given")
    Integer rate;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "for one answer; 60 if not given")
    int timeout;

    @Option(names = "--key-file", paramLabel = "FILE", description = "lines NAME=KEY; the environment if not given")
    Path keyFile;

    @Option(names = "--url", paramLabel = "URL", description = "where the vendor is, if not at its usual address")
    String url;

    @Option(names = "--json", description = "print the report as JSON")
    boolean json;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @Override
    public Integer call() throws InterruptedException {
        Vendor vendor = Vendors.of(source);
        BarSpec size = StoreOptions.size(bar);
        if (!vendor.offers(size)) {
            throw new UserError("--bar " + bar + ": " + vendor.name() + " has no such bars; give 1d");
        }
        int toDay = toDay();
        int fromDay = fromDay(toDay);
        HttpSource http = new HttpSource(
                address(vendor),
                vendor.headers(Vendors.keys(vendor, keyFile, System.getenv())),
                requests(vendor),
                Duration.ofSeconds(positive("--timeout", timeout, 3600)),
                Pace.SYSTEM);
        try (DataStore data = DataStore.openToWrite(store.folder, calendar)) {
            NavigableSet<String> names = store.names();
            if (names.isEmpty()) {
                names = data.symbols(size);
            }
            names.addAll(again);
            // An instrument with a newer symbol is requested under that one.
            for (SymbolHistory.Change change : data.symbolHistory(toDay).changes()) {
                if (names.contains(change.before())) {
                    names.add(change.after());
                }
            }
            if (names.isEmpty()) {
                throw new UserError(
                        "--universe: there are no names in the store yet; give --universe FILE or --names A,B");
            }
            int today = (int) LocalDate.now(calendar.zone()).toEpochDay();
            UpdateRun run = new UpdateRun(data, vendor, http, size, calendar, fromDay, toDay, today);
            UpdateRun.Report report;
            try (Progress progress = Progress.start(vendor.name(), names.size())) {
                report = run.run(names, Set.copyOf(again), progress::at);
            }
            print(report, vendor, http);
            return report.failed() == 0 && report.told().isEmpty() ? Commands.OK : Commands.NO;
        }
    }

    private void print(UpdateRun.Report report, Vendor vendor, HttpSource http) {
        PrintWriter out = out();
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("source", vendor.name());
            values.put("names", report.names());
            values.put("added", report.added());
            values.put("filled", report.filled());
            values.put("failed", report.failed());
            values.put("requests", http.requests());
            values.put("denied", report.denied());
            values.put("told", report.told());
            out.print(Json.write(values));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d names, %,d bars new, %,d in gaps, %,d names failed, %,d requests%n",
                vendor.name(),
                report.names(),
                report.added(),
                report.filled(),
                report.failed(),
                http.requests());
        report.told().forEach(line -> out.println("  " + line));
        if (report.denied() != null) {
            out.println(report.denied());
        }
    }

    private int toDay() {
        long now = Instant.now().getEpochSecond() * ExchangeCalendar.SECOND_NANOS;
        int last = calendar.localDay(now);
        if (!calendar.isTradingDay(last) || now < calendar.closeNanos(last) + AFTER_CLOSE_NANOS) {
            last = calendar.previousTradingDay(last);
        }
        if (to == null) {
            return last;
        }
        int day = (int) Days.parse("--to", to).toEpochDay();
        day = calendar.isTradingDay(day) ? day : calendar.previousTradingDay(day);
        // A session that has not ended would be stored incomplete.
        return Math.min(day, last);
    }

    private int fromDay(int toDay) {
        if (from != null && days != null) {
            throw new UserError("--from and --days: give one of them");
        }
        int day = from != null
                ? (int) Days.parse("--from", from).toEpochDay()
                : toDay - positive("--days", days == null ? DAYS : days, 20_000);
        if (day > toDay) {
            throw new UserError("--from " + from + ": is after the last session, " + LocalDate.ofEpochDay(toDay));
        }
        return day;
    }

    private int requests(Vendor vendor) {
        return rate == null ? vendor.requestsAMinute() : positive("--rate", rate, 100_000);
    }

    private static int positive(String option, int number, int max) {
        if (number < 1 || number > max) {
            throw new UserError(option + " " + number + ": must be 1 to " + max);
        }
        return number;
    }

    private URI address(Vendor vendor) {
        String text = url == null ? vendor.address() : url.replaceFirst("/+$", "");
        try {
            URI uri = URI.create(text);
            boolean local = "http".equals(uri.getScheme())
                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || local)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new UserError("--url " + url + ": is no address; give one such as " + vendor.address(), e);
        }
        throw new UserError(
                "--url " + url + ": must be https, since the key goes there; http is for this machine only");
    }
}
