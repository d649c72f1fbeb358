package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalReader;
import io.ringside.replay.CommandLine;
import io.ringside.replay.EventText;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The records of the golden journal as lines, all of them or those that are asked for. */
class TailCommandTest {
    private static String tail(int code, Object... args) throws URISyntaxException {
        List<Object> line = new ArrayList<>(List.of(args));
        line.add(Path.of(TailCommandTest.class.getResource("/journal-qqq-v1").toURI()));
        CommandLine.Outcome outcome = CommandLine.run(new TailCommand(), line.toArray());
        assertEquals(code, outcome.code(), outcome.err());
        return code == 0 ? outcome.out() : outcome.err();
    }

    private static Map<EventType, Long> counts() throws URISyntaxException {
        Map<EventType, Long> counts = new EnumMap<>(EventType.class);
        try (JournalReader reader = JournalReader.open(
                Path.of(TailCommandTest.class.getResource("/journal-qqq-v1").toURI()))) {
            while (reader.nextEvent()) {
                counts.merge(reader.type(), 1L, Long::sum);
            }
        }
        return counts;
    }

    @Test
    void shouldTellTheTypesThatAreAskedForAndNoOthers() throws URISyntaxException {
        Map<EventType, Long> counts = counts();
        assertTrue(counts.size() > 5, counts.toString());
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        assertEquals(all, tail(0, "--json").lines().count());
        for (Map.Entry<EventType, Long> one : counts.entrySet()) {
            String name = EventText.name(one.getKey());
            List<String> lines = tail(0, "--json", "--type", name).lines().toList();
            assertEquals(one.getValue(), lines.size(), name);
            assertTrue(lines.get(0).contains("\"" + name + "\""), lines.get(0));
        }
        long two = counts.get(EventType.FILL) + counts.get(EventType.SESSION_OPEN);
        assertEquals(
                two,
                tail(0, "--json", "--type", "fill", "--type", "Session_Open")
                        .lines()
                        .count());
    }

    @Test
    void shouldTellWhatIsAboutAnInstrument() throws URISyntaxException {
        Map<EventType, Long> counts = counts();
        long of = tail(0, "--json", "--instrument", "QQQ").lines().count();
        long sessions = counts.get(EventType.SESSION_OPEN) + counts.get(EventType.SESSION_CLOSE);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(of > 0 && of <= all - sessions, of + " of " + all + " with " + sessions + " sessions");
        assertEquals(
                counts.get(EventType.FILL),
                tail(0, "--json", "--instrument", "QQQ", "--type", "fill")
                        .lines()
                        .count());
        assertEquals("", tail(0, "--json", "--instrument", "QQQ", "--type", "session-open"));
        assertTrue(tail(2, "--instrument", "SPY").contains("--instrument SPY: not in this journal; it has [QQQ]"));
        assertTrue(tail(2, "--type", "nothing").contains("--type nothing: must be one of [open, close, "));
    }
}
