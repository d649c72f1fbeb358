package io.ringside.gateway.live;

import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The report of each day, text and tear sheet, written when the session has ended by {@code ringside results} on the day's
 * journal, as a process of its own, so that it does not disturb trading. It is stored in {@code results/DAY} of the daemon's
 * folder, its output in {@code log/report-DAY.txt}.
 *
 * <p>Thread: the session's.
 */
public final class DayReports {
    /** Commissions and late executions come within minutes of the close. */
    private static final long AFTER_CLOSE_NANOS = 5 * ExchangeCalendar.MINUTE_NANOS;

    private static final Logger LOG = LoggerFactory.getLogger(DayReports.class);

    private final Path root;
    private final List<String> command;
    private final ExchangeCalendar calendar;
    private int reported = Integer.MIN_VALUE;

    /**
     * @param root the daemon's folder
     * @param command the command that writes the report, without the journal's name: the launcher and {@code results}
     */
    public DayReports(Path root, List<String> command, ExchangeCalendar calendar) {
        this.root = root;
        this.command = List.copyOf(command);
        this.calendar = calendar;
    }

    /** Starts the report of the day, once, when its session has been over for some minutes. */
    void look(TradingDay day, long nowNanos) {
        if (day.day() == reported || !isDue(day.day(), day.isDone(), nowNanos)) {
            return;
        }
        reported = day.day();
        start(day.journal());
    }

    boolean isDue(int day, boolean done, long nowNanos) {
        return done && nowNanos >= calendar.closeNanos(day) + AFTER_CLOSE_NANOS;
    }

    /**
     * Starts the report of a journal; its end is logged.
     *
     * @return the process, null if it cannot be started
     */
    public Process start(Path journal) {
        String day = journal.getFileName().toString();
        Path results = root.resolve("results").resolve(day);
        Path log = root.resolve("log").resolve("report-" + day + ".txt");
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(journal.toString(), "--out", results.toString(), "--force"));
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var unused = process.onExit().thenAccept(ended -> logEnd(ended.exitValue(), results, log));
            return process;
        } catch (IOException e) {
            LOG.warn("the report of {} cannot be made: {}", day, e.getMessage());
            return null;
        }
    }

    private static void logEnd(int code, Path results, Path log) {
        if (code == 0) {
            LOG.info("report of the day in {}, its figures in {}", results, log);
        } else {
            LOG.warn("the report of the day was not made, exit code {}: see {}", code, log);
        }
    }
}
