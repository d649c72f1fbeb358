package io.ringside.gateway.live;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes the journal of a start that was refused because of the broker's answer, such as an account with too little money:
 * the journal would bind the day to the wrong configuration.
 *
 * <p>Thread: any; it has no state.
 */
final class RefusedStart {
    private RefusedStart() {}

    /** Deletes a closed journal without executions, orders, positions and commands. */
    static void takeBack(Path journal) {
        if (isOfNoUse(journal)) {
            try (Stream<Path> files = Files.walk(journal)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isOfNoUse(Path journal) {
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                reader.decodeIngress(event);
                boolean found = event.type == EventType.CONDITION && event.code == Condition.BREAK.code();
                boolean taken = event.type == EventType.POSITION && (event.flags & EngineEvent.FLAG_CARRIED) == 0;
                if (found || taken || event.type == EventType.COMMAND || event.type.isOrderReport()) {
                    return false;
                }
            }
            return true;
        }
    }
}
