package io.ringside.gateway.live.operator;

/** The duration of a silence of alarms in an operator's note. */
public final class SilenceNote {
    /** Longest silence: about a trading day. */
    public static final int MINUTES_MAX = 480;

    private SilenceNote() {}

    /** The minutes of a note that was not refused. */
    public static int minutes(String note) {
        return Integer.parseInt(NoteWord.of(note));
    }

    /** Whether a note begins with an allowed number of minutes. */
    public static boolean isMinutes(String note) {
        String text = NoteWord.of(note);
        return text.matches("\\d{1,3}") && Integer.parseInt(text) <= MINUTES_MAX;
    }
}
