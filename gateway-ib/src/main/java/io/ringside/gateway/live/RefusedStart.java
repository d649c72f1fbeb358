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
 * A start that the broker's answer made us refuse, such as a budget that the account does not have, leaves no journal of the
 * day behind: it would hold the day to the configuration that was wrong.
 *
 * <p>Thread: any; it has no state.
 */
final class RefusedStart {
    private RefusedStart() {}

    /** Removes a closed journal in which nothing was traded, ordered, found or commanded. */
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
