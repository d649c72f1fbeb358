package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside latency}: how long each stage took on a live day, from the clocks in its journal. */
@Command(
        name = "latency",
        description = {
            "Prints how long each stage took, by type of event and over time, from the clocks in a live day's journal.",
            "Tick to order ends where the record is appended that lets the order go."
        })
public final class LatencyCommand extends TerminalCommand {
    private static final long[] SPANS_S = {1, 10, 60, 300, 900, 1_800, 3_600, 21_600, 86_400};
    private static final int INTERVALS_MAX = 24;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder, or the daemon's: its newest day")
    Path journal;

    @Option(
            names = "--hlog",
            paramLabel = "FILE",
            description = "the histogram log to write; out/latency-<journal>.hlog if not given")
    Path hlog;

    @Override
    public Integer call() throws IOException {
        try {
            JournalLatency latency = read(everyNanos());
            Histogram all = latency.of(JournalLatency.Stretch.EVENT);
            if (all.getTotalCount() == 0) {
                throw new UserError(
                        journal + ": its records have no clocks, since it is of a back test; latency is measured"
                                + " in live sessions, such as ./ringside live --simulate");
            }
            Path log = write(latency);
            print(latency);
            out().println("Histogram log in " + log);
            return Commands.OK;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** The shortest round interval of which the journal has a page at most. */
    private long everyNanos() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            EngineEvent event = new EngineEvent(Verification.engineOf(reader).bounds());
            while (reader.nextEvent()) {
                reader.decodeIngress(event);
                if (event.ingressNanos != 0) {
                    first = Math.min(first, event.ingressNanos);
                    last = Math.max(last, event.ingressNanos);
                }
            }
        }
        for (long seconds : SPANS_S) {
            long nanos = seconds * ExchangeCalendar.SECOND_NANOS;
            if (last < first || (last - first) / nanos < INTERVALS_MAX) {
                return nanos;
            }
        }
        return SPANS_S[SPANS_S.length - 1] * ExchangeCalendar.SECOND_NANOS;
    }

    private JournalLatency read(long everyNanos) {
        JournalLatency latency = new JournalLatency(everyNanos);
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Engine engine = Verification.engineOf(reader);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                latency.add(event, JournalRecord.journalDelayNanos(reader.buffer(), reader.offset()));
            }
        }
        return latency;
    }

    private Path write(JournalLatency latency) throws IOException {
        Path file = hlog != null
                ? hlog
                : Path.of(
                        "out", "latency-" + journal.toAbsolutePath().normalize().getFileName() + ".hlog");
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            latency.writeLog(out);
        }
        return file;
    }

    private void print(JournalLatency latency) {
        PrintWriter out = out();
        header(out, "nanoseconds");
        for (JournalLatency.Stretch stretch : JournalLatency.Stretch.values()) {
            row(out, stretch.title, latency.of(stretch));
        }
        out.println();
        header(out, "arrival to journal, by type of event");
        latency.types()
                .forEach((type, histogram) ->
                        row(out, type.name().toLowerCase(Locale.ROOT).replace('_', '-'), histogram));
        for (var stretch : new JournalLatency.Stretch[] {JournalLatency.Stretch.EVENT, JournalLatency.Stretch.ORDER}) {
            out.println();
            header(out, stretch.title + ", over time (UTC)");
            latency.intervals().forEach((start, histograms) -> {
                if (histograms.containsKey(stretch)) {
                    row(out, TIME.format(Instant.ofEpochSecond(0, start)), histograms.get(stretch));
                }
            });
        }
        out.println();
        if (latency.without() > 0) {
            out.println(latency.without()
                    + " events carry no clocks: what was replayed, carried over or told by the daemon");
        }
        if (latency.backwards() > 0) {
            out.println(latency.backwards() + " events are left out, since the wall clock went backwards over them");
        }
    }

    private static void header(PrintWriter out, String title) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-38s%10s", title, "events"));
        for (double percentile : PERCENTILES) {
            line.append(
                    String.format(Locale.ROOT, "%14s", percentile == 100 ? "max" : "p" + BenchTable.bound(percentile)));
        }
        out.println(line);
    }

    private static void row(PrintWriter out, String title, Histogram histogram) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-38s%,10d", title, histogram.getTotalCount()));
        for (double percentile : PERCENTILES) {
            line.append(
                    histogram.getTotalCount() == 0
                            ? String.format(Locale.ROOT, "%14s", "-")
                            : String.format(Locale.ROOT, "%,14d", histogram.getValueAtPercentile(percentile)));
        }
        out.println(line);
    }
}
