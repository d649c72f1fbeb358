package io.ringside.dashboard;

import io.javalin.http.Context;
import io.ringside.replay.report.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Server-sent events of one daemon, to one page:
 *
 * <pre>
 *   snapshot   everything, once
 *   event      something happened; id = day and sequence of the record, so that Last-Event-ID goes on where it was cut
 *   tick       everything as it is now, at most ten times a second: what was between is left out
 *   beat       every five seconds, whatever happens
 * </pre>
 *
 * <p>Each stream has a thread of its own: a client that does not read holds up nobody else, and its connection is cut when it
 * has not read for as long as the server waits.
 */
final class EventStream {
    static final int STREAMS_MAX = 16;

    private static final long BEAT_MS = 5_000;
    private static final long TICK_MS = 100;
    private static final int CATCH_UP_LINES = 500;
    private static final Pattern ID = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/(\\d{1,18})");

    private final Feeds feeds;
    private final Semaphore places = new Semaphore(STREAMS_MAX);

    EventStream(Feeds feeds) {
        this.feeds = feeds;
    }

    /**
     * Writes until the client goes, its session ends, or the server does.
     *
     * @param allowed asked again and again
     * @throws Refusal if there are too many streams
     */
    void serve(Context request, DaemonFeed feed, BooleanSupplier allowed) {
        if (!places.tryAcquire()) {
            throw new Refusal(429, "there are " + STREAMS_MAX + " streams already; close a page", 5);
        }
        try {
            HttpServletResponse response = request.res();
            response.setStatus(200);
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            new Writer(response.getOutputStream(), feed, request.header("Last-Event-ID")).run(allowed);
        } catch (IOException e) {
            // The client has gone, or has not read for too long.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private final class Writer {
        private final OutputStream out;
        private final DaemonFeed feed;
        private String day = "";
        private long sequence = -1;
        private long sentMs;

        private Writer(OutputStream out, DaemonFeed feed, String lastId) {
            this.out = out;
            this.feed = feed;
            Matcher id = ID.matcher(lastId == null ? "" : lastId);
            if (id.matches()) {
                day = id.group(1);
                sequence = Long.parseLong(id.group(2));
            }
        }

        private void run(BooleanSupplier allowed) throws IOException, InterruptedException {
            long seen = feeds.await(-1, 0);
            send("snapshot", null, state());
            events();
            while (allowed.getAsBoolean() && !feeds.isStopped()) {
                long now = feeds.await(seen, BEAT_MS - Math.min(BEAT_MS - 1, System.currentTimeMillis() - sentMs));
                if (now != seen) {
                    seen = now;
                    events();
                    send("tick", null, state());
                    Thread.sleep(TICK_MS);
                } else if (System.currentTimeMillis() - sentMs >= BEAT_MS) {
                    send("beat", null, Map.of("now_ms", System.currentTimeMillis()));
                }
            }
        }

        private Map<String, Object> state() {
            Map<String, Object> all = new LinkedHashMap<>(feed.state());
            all.put("daemons", feeds.briefs());
            return all;
        }

        private void events() throws IOException {
            List<DayJournal.Line> lines;
            try {
                // Day and lines at once: it may turn in between.
                lines = feed.ofDay(journal -> {
                    String today = LocalDate.ofEpochDay(journal.epochDay()).toString();
                    sequence = today.equals(day) ? sequence : -1;
                    day = today;
                    return journal.linesAfter(sequence);
                });
            } catch (Refusal e) {
                // No day yet.
                return;
            }
            int first = Math.max(0, lines.size() - CATCH_UP_LINES);
            for (int i = first; i < lines.size(); ) {
                // Lines of one record are one event: they have one id.
                sequence = lines.get(i).sequence();
                StringBuilder text = new StringBuilder(lines.get(i++).text());
                for (; i < lines.size() && lines.get(i).sequence() == sequence; i++) {
                    text.append('\n').append(lines.get(i).text());
                }
                Map<String, Object> event = new LinkedHashMap<>();
                event.put("day", day);
                event.put("sequence", sequence);
                event.put("text", text.toString());
                send("event", day + "/" + sequence, event);
            }
        }

        private void send(String type, String id, Object value) throws IOException {
            StringBuilder text = new StringBuilder(4_096);
            text.append("event: ").append(type).append('\n');
            if (id != null) {
                text.append("id: ").append(id).append('\n');
            }
            text.append("data: ").append(Json.compact(value)).append("\n\n");
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            sentMs = System.currentTimeMillis();
        }
    }
}
