package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalTimes;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.operator.Alarms;
import java.nio.file.Path;

/**
 * The journal of a day, new or continued, with the checks of its file and disk.
 *
 * <p>Thread: session; written by the journal's stage.
 */
final class DayJournal implements AutoCloseable {
    private final Path path;
    private final JournalWriter writer;
    private final Alarms alarms;
    private final long firstSequence;
    private boolean lowDisk;

    DayJournal(Path path, int day, Engine engine, Alarms alarms) {
        this.path = path;
        this.alarms = alarms;
        String text = engine.settings().text();
        JournalSettings settings =
                JournalSettings.live().withPreTouch(engine.settings().preTouch());
        writer = JournalWriter.exists(path)
                ? JournalWriter.reopen(path, Commands.version(), text, settings, engine.bounds())
                : JournalWriter.create(path, day, Commands.version(), text, settings, engine.bounds());
        firstSequence = writer.nextSequence();
    }

    /** Checks its file and its disk's free space, once a second. */
    void check(long marketNanos, EventOutbox out) {
        writer.check();
        if (writer.lowOnSpace() != lowDisk) {
            lowDisk = writer.lowOnSpace();
            Condition condition = lowDisk ? Condition.LOW_DISK : Condition.DISK_OK;
            out.add().control(EventType.CONDITION, marketNanos, condition.code(), 0);
            if (lowDisk) {
                alarms.raise("the disk of " + path + " is nearly full");
            }
        }
    }

    Path path() {
        return path;
    }

    JournalWriter writer() {
        return writer;
    }

    /** Sequence of the first event that this process journals. */
    long firstSequence() {
        return firstSequence;
    }

    /** The build that trades the day, by its journal. */
    String build() {
        return writer.openRecord().build();
    }

    /** SHA-256 of the day's configuration in its journal, in hexadecimal. */
    String configurationDigest() {
        return writer.openRecord().configurationDigest();
    }

    /** How long appends and syncs took. Any thread. */
    JournalTimes times() {
        return writer.times();
    }

    @Override
    public void close() {
        writer.close();
    }
}
