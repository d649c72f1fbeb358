package io.ringside.gateway.ib.fetch;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Days;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.LiveConfiguration;
import io.ringside.gateway.live.market.InstrumentFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringside fetch}: downloads history from TWS or IB Gateway into a file that a back test reads. */
@Command(
        name = "fetch",
        description = {
            "Downloads bars from TWS or IB Gateway, within the broker's limits, and tells which ones are missing.",
            "An interrupted download goes on where it ended when the same command is run again. "
                    + "Exit code 1: the file is there, but bars are missing in it."
        })
public final class FetchCommand extends TerminalCommand {
    private static final int GAPS_SHOWN = 20;

    @Option(names = "--symbol", required = true, paramLabel = "S", description = "a US stock or fund")
    String symbol;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "first day, such as 2025-01-02")
    String from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "last day; its session must be over")
    String to;

    @Option(
            names = "--bar",
            paramLabel = "SIZE",
            description = "1m, 2m, 3m, 5m, 10m, 15m, 20m, 30m, 1h or 1d; 5m if not given")
    String bar = "5m";

    @Option(names = "--session", paramLabel = "regular|extended", description = "which hours; regular if not given")
    Session session = Session.REGULAR;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "to write; compressed if it ends in .gz")
    Path out;

    @Option(names = "--force", description = "replace an existing file")
    boolean force;

    @Option(names = "--config", paramLabel = "FILE", description = "says where TWS is; config/live.conf if not given")
    Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides a setting, such as gateway.port=4002")
    List<String> sets = new ArrayList<>();

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @Override
    public Integer call() {
        TwsConnection.requireCheckedBuffers();
        FetchPlan plan = FetchPlan.of(bar, session);
        int first = day("--from", from);
        int last = day("--to", to);
        if (first > last) {
            throw new UserError("--from " + from + " is after --to " + to);
        }
        if (plan.sessions(first, last) == 0) {
            throw new UserError("--from " + from + " --to " + to + ": nothing is traded on these days");
        }
        if (Files.isDirectory(out)) {
            throw new UserError("--out " + out + ": is a folder; give the name of a file");
        }
        if (Files.exists(out) && !force) {
            throw new UserError("--out " + out + ": is there already; --force replaces it");
        }
        Config given = LiveConfiguration.of(config, sets);
        LiveSettings live = LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
        Instrument instrument = instrument(given);
        try (FetchHistory history = new FetchHistory(live, this::note)) {
            int over = lastDayOver(history.time());
            if (last > over) {
                throw new UserError("--to " + to + ": its session is not over at the broker; the last one that is: "
                        + LocalDate.ofEpochDay(over));
            }
            TwsContract contract = history.contract(instrument);
            String what = symbol + " " + bar + " " + from + " " + to + " "
                    + session.name().toLowerCase(Locale.ROOT);
            try (FetchFile file = new FetchFile(out, what, calendar)) {
                fetch(history, contract, plan, file, first, last);
                if (file.starts().isEmpty()) {
                    file.discard();
                    throw new UserError("the broker has no bars of " + symbol + " from " + from + " to " + to);
                }
                file.commit();
                return report(plan, file.starts(), first, last);
            }
        }
    }

    private void fetch(
            FetchHistory history, TwsContract contract, FetchPlan plan, FetchFile file, int first, int last) {
        int begin = Math.max(first, file.doneDay() + 1);
        if (begin > first) {
            note("goes on after " + LocalDate.ofEpochDay(begin - 1) + ", with "
                    + file.starts().size() + " bars");
        }
        try (Progress progress = Progress.start("sessions", plan.sessions(first, last))) {
            for (FetchPlan.Request request : plan.requests(begin, last)) {
                List<InstrumentFeed.PastBar> bars = wanted(history.bars(contract, plan, request), plan, request);
                for (int day = request.firstDay(); day <= request.lastDay(); day++) {
                    if (calendar.isTradingDay(day) && !has(bars, day) && request.lastDay() > request.firstDay()) {
                        bars.addAll(wanted(history.bars(contract, plan, plan.day(day)), plan, plan.day(day)));
                    }
                }
                bars.sort(Comparator.comparingLong(InstrumentFeed.PastBar::startNanos));
                file.add(bars, request.lastDay());
                progress.at(plan.sessions(first, request.lastDay()));
            }
        }
    }

    private static List<InstrumentFeed.PastBar> wanted(
            List<InstrumentFeed.PastBar> bars, FetchPlan plan, FetchPlan.Request request) {
        return bars.stream()
                .filter(one -> plan.wants(one.startNanos(), request.firstDay(), request.lastDay()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean has(List<InstrumentFeed.PastBar> bars, int day) {
        return bars.stream().anyMatch(one -> calendar.localDay(one.startNanos()) == day);
    }

    private int report(FetchPlan plan, NavigableSet<Long> starts, int first, int last) {
        List<String> gaps = new ArrayList<>();
        int missing = 0;
        for (int day = first; day <= last; day++) {
            if (calendar.isTradingDay(day)) {
                List<Long> lacking = lacking(plan, starts, day);
                missing += lacking.size();
                if (!lacking.isEmpty()) {
                    gaps.add("  " + LocalDate.ofEpochDay(day) + "  " + lacking.size() + " of "
                            + plan.starts(day).size() + " bars, from "
                            + calendar.format(lacking.get(0)).substring(11, 16));
                }
            }
        }
        out().println(starts.size() + " bars of " + symbol + " over " + plan.sessions(first, last) + " sessions in "
                + out);
        if (missing > 0) {
            out().println("missing " + missing + " bars, on " + gaps.size() + " days:");
            gaps.stream().limit(GAPS_SHOWN).forEach(out()::println);
            if (gaps.size() > GAPS_SHOWN) {
                out().println("  and " + (gaps.size() - GAPS_SHOWN) + " more days");
            }
        }
        out().println("Try next:");
        out().println("  ringside data check " + out);
        out().println("  ringside backtest --bars " + symbol + "=" + out + plan.settings());
        return missing == 0 ? Commands.OK : Commands.NO;
    }

    private static List<Long> lacking(FetchPlan plan, Set<Long> starts, int day) {
        return plan.starts(day).stream()
                .filter(start -> !starts.contains(start))
                .toList();
    }

    private int lastDayOver(long nowNanos) {
        int day = calendar.localDay(nowNanos);
        boolean over = calendar.isTradingDay(day) && nowNanos >= calendar.closeNanos(day, session);
        return over ? day : calendar.previousTradingDay(day);
    }

    private Instrument instrument(Config given) {
        for (Instrument one :
                EngineSettings.of(given.resolve().withoutPath("gateway")).instruments()) {
            if (one.symbol().equals(symbol)) {
                return one;
            }
        }
        try {
            return Instrument.usEquity(0, symbol);
        } catch (IllegalArgumentException e) {
            throw new UserError("--symbol: " + e.getMessage(), e);
        }
    }

    private int day(String option, String text) {
        int day = (int) Days.parse(option, text).toEpochDay();
        if (!calendar.covers(day)) {
            throw new UserError(option + " " + text + ": the calendar knows " + ExchangeCalendar.FIRST_YEAR + " to "
                    + ExchangeCalendar.LAST_YEAR);
        }
        return day;
    }

    private void note(String text) {
        err().println("ringside fetch: " + text);
    }
}
