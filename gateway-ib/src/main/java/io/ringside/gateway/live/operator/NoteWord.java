package io.ringside.gateway.live.operator;

/** The word that a command is about: what follows it in the note is the operator's reason. */
public final class NoteWord {
    private NoteWord() {}

    /** The first word of a note; empty if it has none. */
    public static String of(String note) {
        return note.strip().split(" ", 2)[0];
    }
}
