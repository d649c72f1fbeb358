package io.ringside.gateway.live.operator;

/** How long alarms are silent, as an operator's note says it. */
public final class SilenceNote {
    /** A trading day's length: whoever wants more silence than that wants to acknowledge. */
    public static final int MINUTES_MAX = 480;

    private SilenceNote() {}

    /** How long a silence is asked for that was not refused. */
    public static int minutes(String note) {
        return Integer.parseInt(NoteWord.of(note));
    }

    /** Whether a note begins with a number of minutes that alarms may be silent for. */
    public static boolean isMinutes(String note) {
        String text = NoteWord.of(note);
        return text.matches("\\d{1,3}") && Integer.parseInt(text) <= MINUTES_MAX;
    }
}
