package io.ringside.dashboard;

import io.javalin.http.Context;
import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.replay.EventText;
import io.ringside.replay.Verification;
import io.ringside.replay.command.JournalExplanation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests that read a journal from its beginning: {@code tail}, {@code explain}, {@code verify}, and figures of a day that
 * is not followed. At most two run at a time, so that the daemon keeps the machine's cores.
 *
 * <p>Thread: any.
 */
final class DayQuestions {
    private static final int LINES_MAX = 1_000;
    private static final int LINES = 200;

    private final Semaphore places = new Semaphore(2);

    /** Asks the day that a request names, or the newest one. */
    <T> T ask(DaemonFeed feed, Context request, Function<DayJournal, T> question) {
        String named = request.queryParam("day");
        if (named == null || isNewest(feed, named)) {
            return feed.ofDay(question);
        }
        Path path = path(feed, request);
        return alone(() -> {
            try (DayJournal day = new DayJournal(path)) {
                day.follow(Integer.MAX_VALUE);
                return question.apply(day);
            }
        });
    }

    private static boolean isNewest(DaemonFeed feed, String named) {
        List<String> days = feed.days();
        return !days.isEmpty() && days.get(0).equals(named);
    }

    /** The journal that a request names, or the newest one. */
    private static Path path(DaemonFeed feed, Context request) {
        List<String> days = feed.days();
        String named = request.queryParam("day");
        if (days.isEmpty() || (named != null && !days.contains(named))) {
            throw new Refusal(404, "there is no journal of that day");
        }
        return feed.root().resolve(named == null ? days.get(0) : named);
    }

    /** What {@code ringside explain} prints. */
    Object explain(DaemonFeed feed, Context request) {
        Path path = path(feed, request);
        String order = request.queryParam("order");
        String at = request.queryParam("at");
        if ((order == null) == (at == null)) {
            throw new Refusal(400, "give either order or at");
        }
        JournalExplanation explanation = new JournalExplanation(path);
        List<String> lines = alone(
                () -> order != null ? explanation.order(order) : explanation.at(at, request.queryParam("instrument")));
        return Map.of("lines", lines);
    }

    /** What {@code ringside verify} prints. */
    Object verify(DaemonFeed feed, Context request) {
        Path path = path(feed, request);
        return alone(() -> {
            Map<String, Object> all = new LinkedHashMap<>();
            try (JournalReader reader = JournalReader.open(path)) {
                Verification.Result result = Verification.verify(reader);
                all.put("verified", result.difference() == null);
                all.put("text", result.line());
            } catch (JournalDamage e) {
                all.put("verified", false);
                all.put("text", e.getMessage());
            }
            all.put("journal", path.toString());
            return all;
        });
    }

    /** What {@code ringside tail} prints: the last lines that a filter lets pass. */
    Object events(DaemonFeed feed, Context request) {
        Path path = path(feed, request);
        Set<EventType> types = types(request.queryParam("type"));
        String instrument = request.queryParam("instrument");
        String text = request.queryParam("text");
        long before = number(request, "before", Long.MAX_VALUE);
        int most = (int) Math.max(1, Math.min(LINES_MAX, number(request, "limit", LINES)));
        return alone(() -> {
            Deque<Map<String, Object>> found = new ArrayDeque<>();
            try (JournalReader reader = JournalReader.open(path)) {
                Engine engine = Verification.engineOf(reader);
                EventText words = new EventText(engine);
                EngineEvent event = new EngineEvent(engine.bounds());
                while (reader.nextEvent() && reader.sequence() < before) {
                    if (!types.contains(reader.type())) {
                        continue;
                    }
                    reader.decode(event);
                    List<String> lines = words.lines(event);
                    boolean wanted = (instrument == null || instrument.equals(words.symbol(event)))
                            && (text == null || lines.stream().anyMatch(line -> line.contains(text)));
                    if (wanted) {
                        Map<String, Object> row = new LinkedHashMap<>();
                        row.put("sequence", reader.sequence());
                        row.put("type", EventText.name(reader.type()));
                        row.put("lines", lines);
                        found.addLast(row);
                        if (found.size() > most) {
                            found.removeFirst();
                        }
                    }
                }
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("day", LocalDate.ofEpochDay(reader.epochDay()).toString());
                all.put("events", List.copyOf(found));
                return all;
            } catch (JournalDamage e) {
                throw new Refusal(409, e.getMessage());
            }
        });
    }

    private static Set<EventType> types(String names) {
        if (names == null || names.isEmpty()) {
            return EnumSet.allOf(EventType.class);
        }
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : names.split(",", -1)) {
            try {
                types.add(EventType.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw new Refusal(400, "there is no such type of event");
            }
        }
        return types;
    }

    private static long number(Context request, String name, long usual) {
        String text = request.queryParam(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new Refusal(400, name + " must be a number");
        }
        return Long.parseLong(text);
    }

    private <T> T alone(Supplier<T> question) {
        if (!places.tryAcquire()) {
            throw new Refusal(429, "two such questions are being answered; ask again", 1);
        }
        try {
            return question.get();
        } finally {
            places.release();
        }
    }
}
