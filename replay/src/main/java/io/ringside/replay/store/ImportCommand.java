package io.ringside.replay.store;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarsOfFile;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.Merge;
import io.ringside.engine.store.SeriesKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside data import}: files of bars, and of corporate actions, into a store. */
@Command(
        name = "import",
        description = {
            "Brings files of bars into a store, those of many symbols too, and corporate actions.",
            "The same file again changes nothing; rows that differ replace those that are there, which are kept as revisions."
        },
        footer = {"", "Formerly: S1 pipeline --task collect."})
public final class ImportCommand extends TerminalCommand {
    private static final int SHOWN_MAX = 5;
    private static final int SOURCE_MAX = 48;

    @Mixin
    StoreOptions store;

    @Parameters(
            arity = "0..*",
            paramLabel = "[SYMBOL=]FILE",
            description = "CSV, CSV.gz or zip of one or many symbols, a folder of them, or a pattern in quotes")
    List<String> files = new ArrayList<>();

    @Option(names = "--bar", paramLabel = "SIZE", description = "size of the bars, if the file does not show it")
    String bar;

    @Option(
            names = "--session",
            paramLabel = "regular|extended",
            description = "which hours are stored; regular if not given")
    String session = "regular";

    @Option(
            names = "--prices",
            paramLabel = "raw|split",
            description = "whether the files' prices are those of their time, or adjusted for splits; raw if not given")
    String prices = "raw";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "what the store calls their source; the file's name if not given")
    String source;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description = "CSV symbol,ex_date and ratio, dividend, delisting or new_symbol: corporate actions")
    List<Path> actions = new ArrayList<>();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private int names;
    private long bars;
    private long added;
    private long filled;
    private final List<String> revised = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = out();
        if (files.isEmpty() && actions.isEmpty()) {
            throw new UserError("nothing to import; give FILE, SYMBOL=FILE or --actions FILE");
        }
        boolean adjusted = switch (prices.toLowerCase(Locale.ROOT)) {
            case "raw" -> false;
            case "split" -> true;
            default -> throw new UserError("--prices " + prices + ": must be raw or split");
        };
        NavigableSet<String> wanted = store.names();
        try (DataStore data = DataStore.openToWrite(store.folder, calendar)) {
            boolean all = false;
            try {
                read(data, adjusted, wanted, out);
                all = true;
            } finally {
                // What was stored before a file that is refused stays, and is told.
                if (all ? !files.isEmpty() : names > 0) {
                    tellBars(out);
                }
            }
            for (Path file : actions) {
                List<String> changes = new ArrayList<>();
                var read = CorporateActions.readAll(file);
                read.forEach((symbol, of) -> changes.addAll(data.mergeActions(symbol, of)));
                out.println(file + ": " + changes.size() + " actions new or revised");
                tellUnknown(data, read.keySet(), out);
            }
        }
        return Commands.OK;
    }

    private void read(DataStore data, boolean adjusted, NavigableSet<String> wanted, PrintWriter out) {
        for (String text : files) {
            int equals = text.indexOf('=');
            Path path = BarFile.given("FILE", text);
            for (Path file : equals > 0 ? List.of(path) : BarsOfFile.files(path)) {
                read(data, file, equals > 0 ? text.substring(0, equals) : null, adjusted, wanted, out);
            }
        }
    }

    private void tellBars(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d names, %,d bars read: %,d new, %,d in gaps, %,d revised%n",
                names,
                bars,
                added,
                filled,
                revised.size());
        revised.stream().limit(SHOWN_MAX).forEach(line -> out.println("  revised: " + line));
        if (revised.size() > SHOWN_MAX) {
            out.println("  and " + (revised.size() - SHOWN_MAX) + " more");
        }
    }

    /** A mistyped symbol's split would be missed where it is meant; one whose bars are still to come is told all the same. */
    private static void tellUnknown(DataStore data, Set<String> symbols, PrintWriter out) {
        Set<String> known = data.series().stream().map(SeriesKey::symbol).collect(Collectors.toSet());
        List<String> unknown = symbols.stream()
                .filter(symbol -> !known.contains(symbol))
                .sorted()
                .toList();
        if (!known.isEmpty() && !unknown.isEmpty()) {
            out.println("  of no name in the store: "
                    + unknown.stream().limit(SHOWN_MAX).collect(Collectors.joining(", "))
                    + (unknown.size() > SHOWN_MAX ? " and " + (unknown.size() - SHOWN_MAX) + " more" : ""));
        }
    }

    private void read(
            DataStore data, Path file, String symbol, boolean adjusted, NavigableSet<String> wanted, PrintWriter out) {
        BarSpec size = StoreOptions.size(bar);
        Session hours = hours();
        try (BarsOfFile all = BarsOfFile.open(file, symbol, size, hours, reading.reading(), calendar);
                Progress progress = Progress.start(
                        file.getFileName().toString(), all.sources().size())) {
            int done = 0;
            for (BarSource one : all.sources()) {
                if (wanted.isEmpty() || wanted.contains(one.symbol())) {
                    BarRows rows = BarRows.of(one);
                    one.report().ifPresent(report -> {
                        DataReport judged = new DataReport(List.of(report))
                                .judged(reading.reading().acceptLoss());
                        if (all.sources().size() == 1) {
                            judged.lines().forEach(out::println);
                        }
                        judged.warnings().forEach(line -> err().println("warning: " + line));
                    });
                    write(data, new SeriesKey(one.symbol(), one.size()), rows, sourceName(file), adjusted);
                }
                progress.at(++done);
            }
        }
    }

    private void write(DataStore data, SeriesKey key, BarRows rows, String from, boolean adjusted) {
        if (rows.size() == 0) {
            return;
        }
        Merge merge = data.merge(
                key, rows, from, adjusted, (int) LocalDate.now(calendar.zone()).toEpochDay());
        names++;
        bars += rows.size();
        added += merge.added();
        filled += merge.filled();
        revised.addAll(merge.revised());
    }

    private Session hours() {
        return switch (session.toLowerCase(Locale.ROOT)) {
            case "regular" -> Session.REGULAR;
            case "extended" -> Session.EXTENDED;
            default -> throw new UserError("--session " + session + ": must be regular or extended");
        };
    }

    private String sourceName(Path file) {
        String name = source != null ? source : file.getFileName().toString();
        String plain = name.replaceAll("[^ -~]", "?");
        return plain.length() <= SOURCE_MAX ? plain : plain.substring(0, SOURCE_MAX);
    }
}
