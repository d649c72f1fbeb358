package io.ringside.replay.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Days;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.PriceView;
import io.ringside.engine.store.SeriesKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside data export}: bars of a store as CSV, which every command reads. */
@Command(
        name = "export",
        description =
                "Writes bars of a store as CSV: a file for each name into a folder, or one file of all daily bars.")
public final class ExportCommand extends TerminalCommand {
    @Mixin
    StoreOptions store;

    @Option(
            names = "--bar",
            paramLabel = "SIZE",
            defaultValue = "1d",
            description = "size of the bars; 1d if not given")
    String bar;

    @Option(
            names = "--prices",
            paramLabel = "raw|split|total",
            defaultValue = "raw",
            description = "as they were traded, adjusted for splits, or for dividends too; raw if not given")
    String prices;

    @Option(names = "--as-of", paramLabel = "DAY", description = "what was known on that day")
    String asOf;

    @Option(names = "--from", paramLabel = "DAY", description = "first day")
    String from;

    @Option(names = "--to", paramLabel = "DAY", description = "last day")
    String to;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE",
            required = true,
            description = "a folder, or a file that ends in .csv or .csv.gz, with a column of symbols")
    Path out;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @Override
    public Integer call() throws IOException {
        BarSpec size = StoreOptions.size(bar);
        PriceView view = new PriceView(
                PriceView.Prices.parse("--prices", prices), asOf == null ? Integer.MAX_VALUE : day("--as-of", asOf));
        int first = from == null ? Integer.MIN_VALUE : day("--from", from);
        int last = to == null ? Integer.MAX_VALUE : day("--to", to);
        if (first > last) {
            throw new UserError("--to " + to + ": is before --from " + from + "; swap them");
        }
        PrintWriter terminal = out();
        try (DataStore data = DataStore.open(store.folder, calendar)) {
            NavigableSet<String> there = data.symbols(size);
            NavigableSet<String> names = store.names();
            for (String name : names) {
                if (!there.contains(name)) {
                    throw new UserError("--names " + name + ": the store has no bars of " + bar + " of it");
                }
            }
            if (there.isEmpty()) {
                throw new UserError("--bar " + bar + ": the store " + store.folder
                        + " has no bars of that size; ringside data list tells which it has");
            }
            names = names.isEmpty() ? there : names;
            String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean oneFile = name.endsWith(".csv") || name.endsWith(".csv.gz");
            if (oneFile && size.unit() != BarSpec.Unit.SESSION) {
                throw new UserError("--out " + out + ": one file is for daily bars; give a folder");
            }
            long bars =
                    oneFile ? oneFile(data, names, view, first, last) : folder(data, names, size, view, first, last);
            terminal.printf(Locale.ROOT, "%,d bars of %,d names in %s%n", bars, names.size(), out);
        }
        return Commands.OK;
    }

    private static int day(String option, String text) {
        return (int) Days.parse(option, text).toEpochDay();
    }

    private long folder(DataStore data, NavigableSet<String> names, BarSpec size, PriceView view, int first, int last)
            throws IOException {
        Files.createDirectories(out);
        long bars = 0;
        for (String symbol : names) {
            try (BarSource source = data.bars(new SeriesKey(symbol, size), view, Session.EXTENDED, first, last)) {
                if (!source.next()) {
                    continue;
                }
                Path file = out.resolve(symbol.replace('/', '-') + ".csv.gz");
                try (BarWriter writer = new BarWriter(file, calendar, source.synthetic())) {
                    do {
                        writer.append(source);
                        bars++;
                    } while (source.next());
                    writer.commit();
                }
            }
        }
        return bars;
    }

    private long oneFile(DataStore data, NavigableSet<String> names, PriceView view, int first, int last)
            throws IOException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        boolean packed = out.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        long bars = 0;
        try (OutputStream raw = Files.newOutputStream(part);
                OutputStream bytes = packed ? new GZIPOutputStream(raw, 1 << 16) : raw;
                CsvWriter csv = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            csv.writeRecord("date", "symbol", "open", "high", "low", "close", "volume");
            for (String symbol : names) {
                SeriesKey key = new SeriesKey(symbol, new BarSpec(BarSpec.Unit.SESSION, 1));
                try (BarSource source = data.bars(key, view, Session.REGULAR, first, last)) {
                    while (source.next()) {
                        bars++;
                        csv.writeRecord(
                                LocalDate.ofEpochDay(source.sessionDay()).toString(),
                                symbol,
                                FixedPoint.format(source.openE8()),
                                FixedPoint.format(source.highE8()),
                                FixedPoint.format(source.lowE8()),
                                FixedPoint.format(source.closeE8()),
                                Long.toString(source.volume()));
                    }
                }
            }
        }
        Files.move(part, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return bars;
    }
}
