package io.ringside.engine.journal;

import io.ringside.engine.event.EngineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Journals of random events for the tests of this package. */
final class Journals {
    /** 2025-05-21. */
    static final int EPOCH_DAY = 20_229;

    static final String CONFIGURATION = "strategy { name = test }\n";
    static final JournalSettings SETTINGS = new JournalSettings(JournalSettings.Sync.NONE, 0, 1_000);

    private Journals() {}

    static JournalWriter create(Path path) {
        return JournalWriter.create(path, EPOCH_DAY, "test", CONFIGURATION, SETTINGS, RandomEvents.BOUNDS);
    }

    static JournalWriter reopen(Path path) {
        return JournalWriter.reopen(path, "test", CONFIGURATION, SETTINGS, RandomEvents.BOUNDS);
    }

    /** A closed journal of so many random events. */
    static Path write(Path path, long seed, int events) {
        RandomEvents random = new RandomEvents(seed);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        try (JournalWriter writer = create(path)) {
            for (int i = 1; i <= events; i++) {
                writer.append(random.fill(event, i));
            }
        }
        return path;
    }

    /** Reads it all; returns how many records there are. */
    static long scan(Path path) {
        try (JournalReader reader = JournalReader.open(path)) {
            while (reader.next()) {
                // Each step proves a record, the last one the end.
            }
            return reader.sequence() + 1;
        }
    }

    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
