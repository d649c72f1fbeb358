package io.ringside.engine.event;

/**
 * How an entry executes and how its position is protected and exited, if a rule asks for more than a market entry with the
 * trailing stop of the settings. Only what is the same for all signals of a rule: prices are in the {@link Signal}.
 *
 * <p>Not journaled with the signal: the strategy's settings determine it, and the intents hold the resulting orders.
 *
 * @param entry how the entry executes
 * @param entryBars closed bars after which an entry that has not filled is cancelled; 0 for the end of its session
 * @param stop where the protective stop stands, and how it follows
 * @param stopAmount distance of the {@link Stop}, in its unit; 0 for none
 * @param holdBars closed bars after which the position is exited; 0 for never
 * @param holdReason index in the strategy's {@code reasons()} of that exit
 * @param reverses whether an entry first closes a position of the opposite side, instead of being refused
 * @param parts the parts that the position is made of
 */
public record Terms(
        Entry entry,
        int entryBars,
        Stop stop,
        double stopAmount,
        int holdBars,
        int holdReason,
        boolean reverses,
        Parts parts) {
    /** The terms of a rule that states none. */
    public static final Terms STANDARD = new Terms(Entry.MARKET, 0, Stop.STANDARD, 0, 0, 0, false, Parts.ONE);

    /** How an entry executes. */
    public enum Entry {
        /** At once. */
        MARKET,
        /** At the signal's entry limit or better. */
        LIMIT,
        /** At the market once the price has come to the signal's entry trigger. */
        STOP,
        /** At the entry limit or better once the price has come to the entry trigger. */
        STOP_LIMIT,
        /** In the next opening auction. */
        AT_THE_OPEN,
        /** In the session's closing auction. */
        AT_THE_CLOSE;

        /** Whether the order waits for a price, so that it may execute anywhere within a bar. */
        public boolean waitsForPrice() {
            return this == LIMIT || this == STOP || this == STOP_LIMIT;
        }
    }

    /**
     * Where a protective stop is placed and how it trails; the code is carried from session to session. A trailing stop
     * never moves away from the price.
     */
    public enum Stop {
        /** At the signal's stop, or the settings' number of average ranges away; it trails by that number. */
        STANDARD,
        /** At the signal's stop, or where the settings place it; it never moves. */
        FIXED,
        /** So many per cent from the close of every bar. */
        PER_CENT,
        /** So much in price units from the close of every bar. */
        PRICE,
        /**
         * A number of average ranges from the best price since the entry (C. LeBeau's chandelier). Of the bar within which a
         * limit or stop entry was filled, only the close counts.
         */
        CHANDELIER,
        /** None, where the settings allow it. */
        NONE;

        private static final Stop[] BY_CODE = values();

        /** The stop of a code, or null if there is none. */
        public static Stop ofCode(int code) {
            return Codes.of(BY_CODE, code);
        }
    }

    /** The same with another entry. */
    public Terms withEntry(Entry other) {
        return new Terms(other, entryBars, stop, stopAmount, holdBars, holdReason, reverses, parts);
    }

    /** The same with an entry that works for so many bars. */
    public Terms withEntryBars(int bars) {
        return new Terms(entry, bars, stop, stopAmount, holdBars, holdReason, reverses, parts);
    }

    /** The same with another stop. */
    public Terms withStop(Stop other, double amount) {
        return new Terms(entry, entryBars, other, amount, holdBars, holdReason, reverses, parts);
    }

    /** The same with an exit after so many bars. */
    public Terms withHold(int bars, int reason) {
        return new Terms(entry, entryBars, stop, stopAmount, bars, reason, reverses, parts);
    }

    /** The same, closing a position of the opposite side first. */
    public Terms reversing() {
        return new Terms(entry, entryBars, stop, stopAmount, holdBars, holdReason, true, parts);
    }

    /** The same, made of parts. */
    public Terms withParts(Parts other) {
        return new Terms(entry, entryBars, stop, stopAmount, holdBars, holdReason, reverses, other);
    }

    /**
     * The same after a split of one share into {@code numerator / denominator}: a distance in price units is divided by the
     * ratio.
     */
    public Terms split(long numerator, long denominator) {
        return stop == Stop.PRICE ? withStop(stop, Split.amount(stopAmount, numerator, denominator)) : this;
    }

    /** Whether the stop is placed and trailed by the settings. */
    public boolean isStandardStop() {
        return stop == Stop.STANDARD;
    }
}
