package io.ringside.dashboard;

import static io.ringside.dashboard.Route.field;
import static io.ringside.dashboard.Route.get;

import io.javalin.http.Context;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The API's requests about daemons. */
final class DaemonApi {
    private static final int LOG_BYTES = 64 << 10;
    private static final int LOG_LINES = 300;
    private static final Route.Field DAY = field("day", "such as 2025-06-20; the newest one if not given");

    private final Feeds feeds;
    private final EventStream stream;
    private final RequestGuard guard;
    private final DayQuestions questions = new DayQuestions();

    DaemonApi(Feeds feeds, RequestGuard guard) {
        this.feeds = feeds;
        this.guard = guard;
        stream = new EventStream(feeds);
    }

    List<Route> routes() {
        String one = "/api/daemons/{daemon}";
        return List.of(
                get("/api/daemons", "every daemon in brief", request -> feeds.briefs()),
                get(
                        one,
                        "everything that the page always shows",
                        request -> feed(request).state()),
                get(one + "/status", "what ringside status prints", this::status),
                get(one + "/stream", "server-sent events: snapshot, event, tick, beat", this::stream),
                get(
                        one + "/days",
                        "days that there are journals of, newest first",
                        request -> feed(request).days()),
                get(one + "/orders", "the day's orders, newest first", ofDay(DayRows::orders), DAY),
                get(one + "/trades", "the day's closed trades, newest first", ofDay(DayRows::trades), DAY),
                get(
                        one + "/chart",
                        "candles, indicators, stops, executions",
                        request -> questions.ask(
                                feed(request), request, day -> DayRows.chart(day, request.queryParam("symbol"))),
                        field("symbol", "instrument; the first one if not given"),
                        DAY),
                get(one + "/performance", "the account over the day", ofDay(DayRows::performance), DAY),
                get(one + "/risk", "limits, and what became of signals", ofDay(DayRows::risk), DAY),
                get(one + "/data", "what came of each instrument", ofDay(DayRows::data), DAY),
                get(
                        one + "/events",
                        "what ringside tail prints: the last ones that the filters let pass",
                        request -> questions.events(feed(request), request),
                        DAY,
                        field("type", "types such as fill,command"),
                        field("instrument", "only this symbol"),
                        field("text", "only lines that hold it"),
                        field("before", "only records before this sequence"),
                        field("limit", "how many, at most 1000; 200 if not given")),
                get(
                        one + "/explain",
                        "what ringside explain prints",
                        request -> questions.explain(feed(request), request),
                        field("order", "an order, such as R20250620-1232-0"),
                        field("at", "or a time within a bar, such as 2025-06-20T10:25"),
                        field("instrument", "with at: only this symbol"),
                        DAY),
                get(
                        one + "/verify",
                        "what ringside verify prints",
                        request -> questions.verify(feed(request), request),
                        DAY),
                get(one + "/alarms", "alarms that nobody has acknowledged, and the alarms' log", this::alarms),
                get(one + "/log", "the last lines of the daemon's log", this::log),
                get(one + "/system", "latency a stage, process, disk", this::system));
    }

    private DaemonFeed feed(Context request) {
        return feeds.of(request.pathParam("daemon"));
    }

    private Route.Handler ofDay(Function<DayJournal, Object> question) {
        return request -> questions.ask(feed(request), request, question);
    }

    private Object status(Context request) {
        Map<String, Object> state = feed(request).state();
        if (!(state.get("status") instanceof Map<?, ?> status)) {
            throw new UserError((String) state.get("fault"));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("age_ms", (long) state.get("now_ms") - (long) state.get("status_ms"));
        all.put("fault", state.get("fault"));
        status.forEach((key, value) -> all.put((String) key, value));
        return all;
    }

    private Object stream(Context request) {
        String cookie = request.cookie(RequestGuard.COOKIE);
        // A token is shown once a request; a session may end while the stream goes on.
        boolean byToken = request.header("Authorization") != null;
        stream.serve(request, feed(request), () -> byToken || (cookie != null && guard.roleOf(request) != null));
        return null;
    }

    private Object alarms(Context request) {
        DaemonFeed feed = feed(request);
        Map<String, Object> state = feed.state();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("unacknowledged", state.get("unacknowledged"));
        all.put("log", tail(feed.root().resolve("log").resolve("alarms.log")));
        return all;
    }

    private Object log(Context request) {
        return Map.of("lines", tail(feed(request).root().resolve("log").resolve("ringside.log")));
    }

    /** The last lines of a file, newest first; of a file that is not there, none. */
    private static List<String> tail(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - LOG_BYTES);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            List<String> lines = new ArrayList<>(
                    new String(bytes, StandardCharsets.UTF_8).lines().toList());
            if (from > 0) {
                lines.remove(0);
            }
            Collections.reverse(lines);
            return lines.subList(0, Math.min(LOG_LINES, lines.size()));
        } catch (IOException e) {
            return List.of("the log cannot be read: " + e.getMessage());
        }
    }

    private Object system(Context request) throws IOException {
        DaemonFeed feed = feed(request);
        Map<String, Object> all = new LinkedHashMap<>();
        Path root = feed.root();
        if (Files.isDirectory(root)) {
            FileStore store = Files.getFileStore(root);
            all.put("disk_free_mb", store.getUsableSpace() >> 20);
            all.put("disk_mb", store.getTotalSpace() >> 20);
        }
        all.put("process", process(feed));
        try {
            all.put("clocks", feed.ofDay(day -> day.clocks.rows()));
            all.put("journal_mb", feed.ofDay(day -> size(day.path)) / 1e6);
            all.put("records", feed.ofDay(DayJournal::sequence));
        } catch (Refusal e) {
            all.put("problem", e.getMessage());
        }
        return all;
    }

    /** Memory and threads of the daemon's process, as the kernel tells them; empty where it does not. */
    private static Map<String, Object> process(DaemonFeed feed) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> state = feed.state();
        if (!Boolean.TRUE.equals(state.get("running")) || !(state.get("status") instanceof Map<?, ?> status)) {
            return all;
        }
        all.put("pid", status.get("pid"));
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(status.get("pid")), "status"))) {
            lines.map(line -> line.split(":\\s*", 2)).forEach(part -> {
                switch (part[0]) {
                    case "VmRSS" -> all.put("memory", part[1]);
                    case "Threads" -> all.put("threads", part[1]);
                    case "VmSwap" -> all.put("swapped", part[1]);
                    default -> {
                        // Many more are of no interest here.
                    }
                }
            });
        } catch (IOException e) {
            // No such kernel, or not our process.
        }
        return all;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
