package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.journal.JournalReader;
import io.ringside.gateway.live.DayFollower;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of a day that is over, read from a journal that lies in the repository. */
class EventStreamIT {
    @TempDir
    Path folder;

    private record Event(String type, String id, Map<?, ?> data) {}

    @Test
    void shouldTellADayFromItsBeginningAndGoOnWhereItWasCut() throws Exception {
        Path live = daemon("live");
        Path other = Files.createDirectories(folder.resolve("other/live"));
        TreeSet<Long> told = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        try (DayFollower follower = new DayFollower(JournalReader.newestDay(live))) {
            follower.publishFrom(0);
            follower.follow((line, sequence) -> {
                told.add(sequence);
                lines.add(line);
            });
        }
        assertTrue(told.size() > 10, "a day on which something happens");
        try (Dashboard dashboard = dashboard(live, other)) {
            assertEquals(List.of("live", "live-2"), ids(dashboard));
            await(dashboard);
            List<Event> all = read(dashboard, null, told.size());
            assertEquals("snapshot", all.get(0).type);
            Map<?, ?> journal = (Map<?, ?>) all.get(0).data.get("journal");
            assertEquals(true, journal.get("proved"), journal.toString());
            List<Event> events = all.subList(1, all.size());
            assertEquals(
                    List.copyOf(told),
                    events.stream()
                            .map(event -> ((Number) event.data.get("sequence")).longValue())
                            .toList());
            assertEquals(
                    String.join("\n", lines),
                    String.join(
                            "\n",
                            events.stream()
                                    .map(event -> (String) event.data.get("text"))
                                    .toList()));
            List<Event> rest = read(dashboard, events.get(4).id, told.size() - 5);
            assertEquals(events.get(5).id, rest.get(1).id);
            assertEquals(events.get(events.size() - 1).id, rest.get(rest.size() - 1).id);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithADamagedJournalAndGoOn() throws Exception {
        Path live = daemon("live");
        Path cycle;
        try (Stream<Path> files = Files.list(JournalReader.newestDay(live))) {
            cycle = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(cycle);
        bytes[bytes.length / 2] ^= 1;
        Files.write(cycle, bytes);
        try (Dashboard dashboard = dashboard(live)) {
            String state;
            do {
                state = get(dashboard, "/api/daemons/live");
            } while (!state.contains("checksum") && !state.contains("\"caught_up\":true"));
            assertTrue(
                    state.contains("\"problem\":\"")
                            && state.contains(cycle.getFileName().toString()),
                    state);
            assertTrue(get(dashboard, "/api/daemons/live/verify").contains("\"verified\":false"));
            assertTrue(get(dashboard, "/api/daemons/live/days").contains("20"));
        }
    }

    private Dashboard dashboard(Path... journals) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(journals), folder.resolve("out"), Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        dashboard.start();
        return dashboard;
    }

    /** A daemon's folder with one day. */
    private Path daemon(String name) throws IOException {
        Path journal = Path.of(System.getProperty("ringside.home"), "replay/src/test/resources/journal-qqq-v1");
        int day;
        try (JournalReader reader = JournalReader.open(journal)) {
            day = reader.epochDay();
        }
        Path root = folder.resolve(name);
        Path copy =
                Files.createDirectories(root.resolve(LocalDate.ofEpochDay(day).toString()));
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return root;
    }

    private static void await(Dashboard dashboard) throws IOException {
        String state;
        do {
            state = get(dashboard, "/api/daemons/live");
        } while (!state.contains("\"caught_up\":true"));
    }

    private static List<String> ids(Dashboard dashboard) throws IOException {
        List<?> all = (List<?>) Json.read("daemons", get(dashboard, "/api/daemons"));
        return all.stream().map(one -> (String) ((Map<?, ?>) one).get("id")).toList();
    }

    private static String get(Dashboard dashboard, String path) throws IOException {
        return RawHttp.get(dashboard, path)
                .header("Authorization", "Bearer " + dashboard.access().viewToken())
                .send()
                .body();
    }

    /** The snapshot, and so many events. */
    private static List<Event> read(Dashboard dashboard, String lastId, int count) throws IOException {
        RawHttp request = RawHttp.get(dashboard, "/api/daemons/live/stream")
                .header("Authorization", "Bearer " + dashboard.access().viewToken());
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        List<Event> events = new ArrayList<>();
        try (RawHttp.Open stream = request.open()) {
            String type = "";
            String id = null;
            while (events.size() <= count) {
                String line = stream.line();
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                    id = null;
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ") && !type.equals("tick") && !type.equals("beat")) {
                    events.add(new Event(type, id, (Map<?, ?>) Json.read("an event", line.substring(6))));
                }
            }
        }
        return events;
    }
}
