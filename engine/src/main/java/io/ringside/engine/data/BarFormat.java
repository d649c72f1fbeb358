package io.ringside.engine.data;

/** Whose bar files have such a header; what differs beyond the names of columns is the reader's to know. */
public enum BarFormat {
    /** Columns by name, nobody's in particular. */
    PLAIN("plain"),
    /** Interactive Brokers' historical bars, as API clients save them: average and barCount. */
    INTERACTIVE_BROKERS("Interactive Brokers"),
    /** Alpaca's bars: trade_count and vwap, times in UTC; or one letter a column. */
    ALPACA("Alpaca"),
    /** Yahoo's: an adjusted close, which is ignored. */
    YAHOO("Yahoo"),
    /** Stooq's: names in angle brackets; intraday times are Poland's where the first of a day are in its afternoon. */
    STOOQ("Stooq"),
    /** LEAN's: no header, prices x 10,000, a time or milliseconds since midnight of the day in the file's name. */
    LEAN("LEAN");

    private final String label;

    BarFormat(String label) {
        this.label = label;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}
