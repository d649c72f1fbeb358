package io.ringside.replay.store;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesInfo;
import io.ringside.engine.store.SeriesKey;
import io.ringside.replay.report.Json;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside data list}: lists a store's series. */
@Command(
        name = "list",
        description = "Lists what a store holds: each series with its days, bars, missing sessions, source and digest.")
public final class ListCommand extends TerminalCommand {
    @Mixin
    StoreOptions store;

    @Option(names = "--bar", paramLabel = "SIZE", description = "only bars of a size")
    String bar;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Override
    public Integer call() {
        PrintWriter out = out();
        NavigableSet<String> wanted = store.names();
        long bars = 0;
        int count = 0;
        List<SymbolHistory.Change> changes;
        try (DataStore data = DataStore.open(store.folder, ExchangeCalendar.usEquity())) {
            requireThere(data, wanted);
            changes = data.symbolHistory(Integer.MAX_VALUE).changes();
            if (!json) {
                out.println(
                        "symbol   bar  first      last             bars  missing revisions prices changed    digest           source");
            }
            for (SeriesKey key : data.series()) {
                boolean listed = (wanted.isEmpty() || wanted.contains(key.symbol()))
                        && (bar == null || key.size().equals(StoreOptions.size(bar)));
                SeriesInfo info = listed ? data.info(key) : null;
                if (info != null) {
                    print(out, info, data.actions(key.symbol()).all().size());
                    bars += info.rows();
                    count++;
                }
            }
        }
        if (!json) {
            out.printf(Locale.ROOT, "%,d series, %,d bars%n", count, bars);
            changes.stream()
                    .filter(one -> wanted.isEmpty() || wanted.contains(one.before()) || wanted.contains(one.after()))
                    .forEach(one -> out.println(one + ": one name, with the bars of both"));
        }
        return Commands.OK;
    }

    private void requireThere(DataStore data, NavigableSet<String> wanted) {
        Set<String> there = data.series().stream().map(SeriesKey::symbol).collect(Collectors.toSet());
        List<String> unknown =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new UserError("--data " + store.folder + ": has no bars of " + ChosenNames.shown(unknown)
                    + "; correct the names, or import them");
        }
    }

    private void print(PrintWriter out, SeriesInfo info, int actions) {
        String first = LocalDate.ofEpochDay(info.firstDay()).toString();
        String last = LocalDate.ofEpochDay(info.lastDay()).toString();
        String changed = LocalDate.ofEpochDay(info.changedDay()).toString();
        String prices = info.adjusted() ? "split" : "raw";
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %-4s %-10s %-10s %,10d %8d %9d %-6s %-10s %-16s %s%n",
                    info.key().symbol(),
                    info.key().size(),
                    first,
                    last,
                    info.rows(),
                    info.missing(),
                    info.revisions(),
                    prices,
                    changed,
                    info.digest(),
                    info.source());
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("symbol", info.key().symbol());
        values.put("bar", info.key().size().toString());
        values.put("first", first);
        values.put("last", last);
        values.put("bars", info.rows());
        values.put("missing", info.missing());
        values.put("revisions", info.revisions());
        values.put("actions", actions);
        values.put("prices", prices);
        values.put("changed", changed);
        values.put("source", info.source());
        values.put("digest", info.digest());
        out.println(Json.compact(values));
    }
}
