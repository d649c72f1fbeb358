package io.ringside.alerts;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.risk.Outcome;
import io.ringside.replay.command.ResultsCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The summary of a day as text, with its tear sheet: signals, orders, profit or loss, and positions.
 *
 * <p>Thread: the watch's.
 */
final class Digest {
    private static final Logger LOG = LoggerFactory.getLogger(Digest.class);
    private static final int KEPT = 10;

    private Digest() {}

    /** The text; its first line is the mail's subject. */
    static String text(JournalWatch watch, Map<?, ?> status) {
        JournalWatch.Sums sums = watch.sums();
        long equityE8 = sums.trades.ledger().equityE8();
        List<String> lines = new ArrayList<>();
        lines.add(watch.day() + ": day " + money(equityE8 - sums.startE8) + ", equity " + money(equityE8) + ", "
                + sums.fills + " fills");
        lines.add("Signals " + sums.signals + ", orders " + sums.orders + ", fills " + sums.fills + ", commissions "
                + money(sums.trades.account().commissionsE8()));
        if (!sums.refused.isEmpty()) {
            List<String> refused = new ArrayList<>();
            for (Map.Entry<Outcome, Integer> one : sums.refused.entrySet()) {
                refused.add(one.getValue() + " " + one.getKey().words());
            }
            lines.add("Not entered: " + String.join(", ", refused));
        }
        if (status != null && watch.day().equals(status.get("session"))) {
            lines.add("Positions: " + status.get("position") + "; entries " + status.get("entries") + "; alarms "
                    + status.get("alarms") + ", not acknowledged " + status.get("alarms_unacknowledged"));
        }
        lines.addAll(watch.table());
        return String.join("\n", lines);
    }

    private static String money(long amountE8) {
        return String.format(Locale.ROOT, "%,.2f", FixedPoint.toDoubleRounded(amountE8));
    }

    /**
     * Makes the day's tear sheet, as {@code ringside results} does.
     *
     * @return the file, empty if the journal does not verify, which is logged
     */
    static String tearSheet(Path journal, Path state) {
        Path out = state.resolve("digest").resolve(journal.getFileName().toString());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            Files.createDirectories(out.getParent());
            clean(out.getParent());
            int code = Commands.run(
                    new ResultsCommand(),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    journal.toString(),
                    "--out",
                    out.toString(),
                    "--force");
            Path sheet = out.resolve("report.html");
            if (code == Commands.OK && Files.isRegularFile(sheet)) {
                return sheet.toAbsolutePath().toString();
            }
            LOG.warn("no tear sheet: {}", err.toString(StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            LOG.warn("no tear sheet: {}", e.toString());
        }
        return "";
    }

    /** Deletes old tear sheets, but not the newest: a digest may wait for its server for days. */
    private static void clean(Path folder) throws IOException {
        List<Path> days;
        try (Stream<Path> all = Files.list(folder)) {
            days = all.sorted().toList();
        }
        for (Path old : days.subList(0, Math.max(0, days.size() - KEPT))) {
            try (Stream<Path> files = Files.walk(old)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
