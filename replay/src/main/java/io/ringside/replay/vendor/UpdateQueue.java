package io.ringside.replay.vendor;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Progress of an update: the result of each symbol, a line each, appended when it is known. The same update continues after
 * the last complete line; another one begins anew.
 *
 * <p>Thread: the one that updates.
 */
final class UpdateQueue {
    private static final char SEPARATOR = '\t';

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Result of a symbol. */
    enum State {
        /** All requested bars are stored. */
        DONE,
        /** All bars that the vendor has are stored. */
        SHORT,
        /** The request failed; the next run tries again. */
        FAILED,
        /** It is not stored, since the user has to check it. */
        HELD
    }

    /**
     * @param state the result
     * @param added bars later than before
     * @param filled bars of gaps
     * @param told messages for the user, a line each
     */
    record Entry(State state, int added, int filled, List<String> told) {}

    private UpdateQueue(Path file) {
        this.file = file;
    }

    /**
     * Opens the queue of an update.
     *
     * @param work the update's task, in one line; the progress of another task is dropped
     */
    static UpdateQueue open(Path file, String work) {
        UpdateQueue queue = new UpdateQueue(file);
        try {
            if (Files.exists(file)) {
                String text = Files.readString(file);
                // A line without its end was being written when the process was killed.
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                List<String> lines = whole.lines().toList();
                if (!lines.isEmpty() && lines.get(0).equals(work)) {
                    lines.stream().skip(1).forEach(queue::read);
                    Files.writeString(file, whole);
                    return queue;
                }
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, work + "\n");
            return queue;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length >= 4 && fields[2].matches("\\d{1,9}") && fields[3].matches("\\d{1,9}")) {
            for (State state : State.values()) {
                if (state.name().equals(fields[1])) {
                    entries.put(
                            fields[0],
                            new Entry(
                                    state,
                                    Integer.parseInt(fields[2]),
                                    Integer.parseInt(fields[3]),
                                    List.of(fields).subList(4, fields.length)));
                }
            }
        }
    }

    /** Whether a symbol need not be requested again. */
    boolean isDone(String symbol) {
        Entry entry = entries.get(symbol);
        return entry != null && entry.state() == State.DONE;
    }

    void add(String symbol, Entry entry) {
        List<String> fields = new ArrayList<>(List.of(
                symbol, entry.state().name(), Integer.toString(entry.added()), Integer.toString(entry.filled())));
        entry.told().forEach(text -> fields.add(text.replace(SEPARATOR, ' ').replace('\n', ' ')));
        entries.put(symbol, entry);
        try {
            Files.writeString(
                    file,
                    String.join(String.valueOf(SEPARATOR), fields) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** The result of each symbol, of this run and earlier ones. */
    Map<String, Entry> entries() {
        return entries;
    }

    private static UserError unusable(Path file, IOException e) {
        return new UserError(
                file + ": cannot be written (" + UserError.reason(e) + "); make room, or give another store", e);
    }
}
