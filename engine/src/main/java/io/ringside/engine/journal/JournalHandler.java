package io.ringside.engine.journal;

import io.ringside.engine.event.EngineEvent;

/**
 * Fourth stage: appends one record an event, with input and decisions, before any order is sent.
 *
 * <p>Thread: journal stage. Owns: the writer. Reads: the whole slot. Writes: nothing.
 */
public class JournalHandler {
    private final JournalWriter writer;

    public JournalHandler(JournalWriter writer) {
        this.writer = writer;
    }

    /**
     * Journals one event.
     *
     * @param wallNanos the wall clock, 0 in back tests
     */
    public void onEvent(EngineEvent event, long wallNanos) {
        writer.append(event, wallNanos);
    }
}
