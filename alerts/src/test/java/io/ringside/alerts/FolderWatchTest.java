package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a daemon's status, and of one that is gone. */
class FolderWatchTest {
    private static final long NOW = 1_750_430_000_000L;
    private static final long DEAD_MS = 15_000;

    @TempDir
    Path root;

    private final List<String> told = new ArrayList<>();
    private final JournalWatch.Listener listener = new JournalWatch.Listener() {
        @Override
        public void alert(String key, Rule rule, String text) {
            told.add(rule.key());
        }

        @Override
        public void acknowledged(String key, long wallMs) {
            told.add("acknowledged");
        }

        @Override
        public void silenced(long untilMs) {
            told.add("silenced");
        }
    };

    private void write(String state, long writtenMs) throws IOException {
        Files.writeString(
                root.resolve("status.json"),
                "{\"state\": \"" + state + "\", \"written_ms\": " + writtenMs + ", \"session_ms\": " + writtenMs
                        + ", \"latched\": false, \"position\": \"flat\"}");
    }

    /** Its folder may be on a disk that has failed. */
    @Test
    void shouldTellThatAStatusIsGone() throws IOException {
        FolderWatch watch = new FolderWatch(root, DEAD_MS, Map.of());
        watch.look(NOW, listener);
        watch.look(NOW + 60_000, listener);
        assertEquals(List.of(), told, "none has ever run here");
        write("running", NOW + 60_000);
        watch.look(NOW + 60_000, listener);
        Files.delete(root.resolve("status.json"));
        watch.look(NOW + 60_000 + DEAD_MS, listener);
        assertEquals(List.of(), told, "not yet");
        watch.look(NOW + 60_001 + DEAD_MS, listener);
        watch.look(NOW + 90_000, listener);
        assertEquals(List.of("dead"), told, "once");
        FolderWatch again = new FolderWatch(root, DEAD_MS, watch.memory());
        again.look(NOW + 95_000, listener);
        assertEquals(List.of("dead"), told, "over a restart too");
        write("running", NOW + 100_000);
        again.look(NOW + 100_000, listener);
        assertEquals(List.of("dead", "alive"), told);
    }

    @Test
    void shouldNotMissTheStatusOfADaemonThatWasStopped() throws IOException {
        FolderWatch watch = new FolderWatch(root, DEAD_MS, Map.of());
        write("running", NOW);
        watch.look(NOW, listener);
        write("stopped", NOW);
        watch.look(NOW, listener);
        Files.delete(root.resolve("status.json"));
        watch.look(NOW + 60_000, listener);
        assertEquals(List.of("stopped"), told);
    }
}
