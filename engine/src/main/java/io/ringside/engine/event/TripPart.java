package io.ringside.engine.event;

/**
 * Codes of POSITION events with {@link EngineEvent#FLAG_CARRIED} by which the round trip of a position that is held over a
 * night goes on in the next session. They come after the position, whose {@link BookId} is the lower half of their argument;
 * journals of earlier builds have none of them, or {@link #ENTERED} alone. The codes stand in journals for ever.
 */
public final class TripPart {
    /**
     * Shares that are held, signed, and the average price of all that were entered; as reference the order of the first
     * execution, in the argument's upper half how many bars have ended since then.
     */
    public static final int ENTERED = 110;
    /**
     * How many shares were entered in all, and as price the money that they cost, or brought if they are short; as reference
     * the time of the first execution, in the argument's upper half 1 if the stop has trailed.
     */
    public static final int ENTRIES = 111;
    /** How many shares have left, and as price their money; as reference the commission so far. */
    public static final int EXITS = 112;
    /** Lowest price since the entry as price, the highest as reference; as quantity the money at risk at the entry. */
    public static final int RANGE = 113;

    private TripPart() {}

    /** Whether a code is one of these. */
    public static boolean is(int code) {
        return code >= ENTERED && code <= RANGE;
    }
}
