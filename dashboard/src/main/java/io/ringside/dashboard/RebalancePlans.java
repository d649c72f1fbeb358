package io.ringside.dashboard;

import static io.ringside.dashboard.Route.field;

import io.javalin.http.Context;
import io.ringside.engine.command.Commands;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.portfolio.RebalanceCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Dry runs of a daemon's portfolio: what {@code ringside rebalance} prints, of the configuration and the holdings in its
 * journal and the store that it decides on. A process of its own, one at a time, so that its memory is not the page's. Each
 * gives a number, without which the page lets nobody rebalance: whoever does has seen what it comes to.
 *
 * <p>Thread: any.
 */
final class RebalancePlans {
    private static final int PATIENCE_SECONDS = 120;
    /** Validity of a dry run: prices and holdings change. */
    private static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final int PRINTED_MAX = 4 << 20;

    private record Plan(String id, boolean forced, long madeNanos) {}

    private final Feeds feeds;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Semaphore place = new Semaphore(1);

    RebalancePlans(Feeds feeds) {
        this.feeds = feeds;
    }

    List<Route> routes() {
        return List.of(Route.post(
                "/api/daemons/{daemon}/rebalance",
                Role.VIEW,
                "a dry run, as ringside rebalance --json: orders, cash, costs, and the plan that the command asks for",
                this::plan,
                field("force", "yes: also where the schedule says that none is due, or the data are old")));
    }

    private Object plan(Context request) throws IOException, InterruptedException {
        DaemonFeed feed = feeds.of(request.pathParam("daemon"));
        boolean forced = Posted.of(request).text("force").equals("yes");
        if (!(feed.state().get("status") instanceof Map<?, ?> status)
                || !(status.get("store") instanceof String store)) {
            throw new Refusal(409, "this daemon has no portfolio");
        }
        if (!place.tryAcquire()) {
            throw new Refusal(429, "another dry run is being made; try again", 2);
        }
        Path folder = Files.createTempDirectory("ringside-rebalance");
        try {
            Path config = folder.resolve("portfolio.conf");
            Files.writeString(config, feed.ofDay(day -> day.engine.settings().text()), StandardCharsets.UTF_8);
            List<String> line = new ArrayList<>(java());
            line.addAll(List.of("--dry-run", "--json", "--config", config.toString(), "--data", store));
            line.addAll(List.of("--journal", feed.root().toString()));
            if (forced) {
                line.add("--force");
            }
            if ("simulated".equals(status.get("mode"))) {
                // The store of a simulation has later sessions.
                line.addAll(List.of("--date", lastSession(String.valueOf(status.get("market_time")))));
            }
            return answer(feed, forced, line, folder);
        } finally {
            place.release();
            for (String file : List.of("portfolio.conf", "out", "err")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    /** The last session that was over at a time such as 2023-11-14T11:00:00-05:00. */
    static String lastSession(String marketTime) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        long nanos;
        try {
            nanos = OffsetDateTime.parse(marketTime.replaceFirst("\\[.*", ""))
                            .toInstant()
                            .toEpochMilli()
                    * 1_000_000L;
        } catch (DateTimeParseException e) {
            throw new Refusal(409, "the daemon has not told its time yet; try again");
        }
        int day = calendar.sessionDay(nanos);
        boolean over = calendar.isTradingDay(day) && nanos >= calendar.closeNanos(day);
        return LocalDate.ofEpochDay(over ? day : calendar.previousTradingDay(day))
                .toString();
    }

    private static List<String> java() {
        Path home = Commands.home().toAbsolutePath();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("config/jvm.options"),
                "-Dringside.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                RebalanceCommand.class.getName());
    }

    private Map<String, Object> answer(DaemonFeed feed, boolean forced, List<String> line, Path folder)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Map<String, Object> all = new LinkedHashMap<>();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                all.put("error", "no answer within " + PATIENCE_SECONDS + " seconds");
                return all;
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() == Commands.NO) {
            all.put("due", false);
            all.put("reason", printed(out));
        } else if (process.exitValue() == Commands.OK
                && Json.read("ringside rebalance", printed(out)) instanceof Map<?, ?> values) {
            Plan plan = new Plan(UUID.randomUUID().toString(), forced, System.nanoTime());
            plans.put(feed.id(), plan);
            all.put("due", true);
            all.put("plan", plan.id);
            values.forEach((key, value) -> all.put((String) key, value));
        } else {
            // What is wrong with data or configuration is an answer as well.
            all.put("error", printed(err));
        }
        return all;
    }

    private static String printed(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(PRINTED_MAX), StandardCharsets.UTF_8).strip();
        }
    }

    /**
     * Takes a daemon's last dry run: it serves for one command.
     *
     * @throws Refusal if it is another one, was made too long ago, or said something else
     */
    void take(DaemonFeed feed, String id, boolean forced) {
        Plan plan = plans.get(feed.id());
        if (plan == null || !plan.id.equals(id) || System.nanoTime() - plan.madeNanos > VALID_NANOS) {
            throw new Refusal(409, "make a dry run first, and give its plan within ten minutes");
        }
        if (plan.forced != forced) {
            throw new Refusal(409, "the dry run was made " + (plan.forced ? "with" : "without") + " force");
        }
        if (!plans.remove(feed.id(), plan)) {
            throw new Refusal(409, "this plan was used already; make another dry run");
        }
    }
}
