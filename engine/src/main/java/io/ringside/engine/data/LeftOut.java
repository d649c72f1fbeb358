package io.ringside.engine.data;

/** Why a row of a file of market data was not used. */
public enum LeftOut {
    /** Its day lies before the first one of the exchange's calendar. */
    BEFORE_CALENDAR(false),
    /** Its day lies before the first or after the last one that was asked for. */
    OUTSIDE_DAYS(false),
    /** It lies on a day with a session, but outside of all trading hours. */
    OUTSIDE_HOURS(true),
    /** It lies in extended hours, and only the regular session was asked for. */
    EXTENDED_HOURS(false),
    /** There is no session on its day. */
    NO_SESSION(true),
    /** It holds no prices. */
    EMPTY(true),
    /** It repeats another row. */
    DUPLICATE(true),
    /** It is of another symbol. */
    OTHER_SYMBOL(false),
    /** Its time is off the grid of the file's bars, or its vendor marks it as suspicious. */
    STRAY(true);

    private final boolean loss;

    LeftOut(boolean loss) {
        this.loss = loss;
    }

    /** Whether such a row counts as lost data: it lies in what was asked for. */
    public boolean isLoss() {
        return loss;
    }
}
