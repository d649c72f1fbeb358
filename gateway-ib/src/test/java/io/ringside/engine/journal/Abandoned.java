package io.ringside.engine.journal;

/** Leaves a journal as a process does that dies. */
public final class Abandoned {
    private Abandoned() {}

    /** Lets go of the writer's files, and writes nothing. */
    public static void abandon(JournalWriter writer) {
        writer.abandon();
    }
}
