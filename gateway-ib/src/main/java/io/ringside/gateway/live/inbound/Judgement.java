package io.ringside.gateway.live.inbound;

/**
 * Result of the check of a broker's message.
 *
 * <p>Thread: any; it has no state.
 */
public enum Judgement {
    /** The message passed all checks. */
    BELIEVED(Consequence.BELIEVED, ""),

    // ---- Executions.

    /** An execution at a price that is not positive, or impossibly high. */
    EXECUTION_PRICE(Consequence.BREAK, "its price is none"),
    /** An execution far from the last price. */
    EXECUTION_OFF_MARKET(Consequence.BREAK, "its price is far from the last one"),
    /** An execution on the other side than its order, or on none. */
    EXECUTION_SIDE(Consequence.BREAK, "it is on the other side than its order"),
    /** An execution of no shares, or of fewer. */
    EXECUTION_SHARES(Consequence.BREAK, "its number of shares is none"),
    /** An execution of a part of a share. */
    EXECUTION_FRACTION(Consequence.BREAK, "it is of a part of a share"),
    /** An execution of more than was ordered. */
    EXECUTION_EXCESS(Consequence.BREAK, "it is of more shares than were ordered"),
    /** An execution beyond the cumulative quantity that the broker itself reports for the order. */
    EXECUTION_COUNT(Consequence.BREAK, "it is of more shares than the broker counts for its order"),
    /** An execution in another contract than its order. */
    EXECUTION_CONTRACT(Consequence.BREAK, "it is in another contract than its order"),
    /** An execution of our order on another account. */
    EXECUTION_ACCOUNT(Consequence.BREAK, "it is on another account"),
    /** An execution whose ids name different orders. */
    EXECUTION_ORDER(Consequence.BREAK, "its ids name different orders"),
    /** The same execution was reported before with other figures. */
    EXECUTION_CONTRADICTION(Consequence.BREAK, "it was told otherwise before"),
    /** The broker corrects the shares of an execution: its positions have to confirm that. */
    EXECUTION_REVISED(Consequence.BREAK, "its number of shares was corrected"),
    /** A commission that is too large for its trade. */
    COMMISSION_AMOUNT(Consequence.REFUSED, "no trade of ours costs as much"),

    // ---- Orders.

    /** An order or execution that does not belong to any of our orders. */
    NOT_OURS(Consequence.BREAK, "none of our orders explains it"),
    /** The broker liquidates by itself. */
    LIQUIDATION(Consequence.BREAK, "the broker liquidates the position by itself"),
    /** An order of ours with other terms than it has. */
    ORDER_TERMS(Consequence.REFUSED, "its terms are not those of the order"),
    /** A number of shares executed that no order of ours can have. */
    ORDER_FILLED(Consequence.REFUSED, "so many shares of it cannot have been executed"),
    /** An order id far beyond those in use. */
    ORDER_ID(Consequence.REFUSED, "the id is far from those in use"),

    // ---- Bars.

    /** A bar with a price that is not positive, or impossibly high. */
    BAR_PRICE(Consequence.REFUSED, "one of its prices is none"),
    /** A bar whose high is not its highest price, or its low not its lowest. */
    BAR_SHAPE(Consequence.REFUSED, "its high and low do not enclose its open and close"),
    /** A bar of a negative volume, or of more than is ever traded. */
    BAR_VOLUME(Consequence.REFUSED, "its volume is none"),
    /** A bar of the future. */
    BAR_AHEAD(Consequence.REFUSED, "it is ahead of the clock"),
    /** A bar of long ago, or one before its predecessor. */
    BAR_BEHIND(Consequence.REFUSED, "it is behind the clock, or behind the bar before it"),
    /** A bar that does not begin where bars begin. */
    BAR_START(Consequence.REFUSED, "it begins where no bar does"),
    /** A bar far from the last price. */
    BAR_OFF_MARKET(Consequence.REFUSED, "one of its prices is far from the last one"),
    /** Prices that stay at a new level: they are accepted, but an operator should check before anything is entered. */
    PRICE_LEVEL(Consequence.BREAK, "prices have jumped, and stay there"),

    // ---- Account.

    /** A position with a fraction of a share: it is reported and never sold. */
    POSITION_FRACTION(Consequence.REFUSED, "a part of a share is held, which is never sold"),
    /** A position with an impossible number of shares. */
    POSITION_SHARES(Consequence.REFUSED, "nobody holds as many shares"),
    /** An impossible figure of the account. */
    ACCOUNT_AMOUNT(Consequence.REFUSED, "no account of ours is worth as much, or as little"),
    /** A figure of the account in another currency. */
    ACCOUNT_CURRENCY(Consequence.REFUSED, "it is in another currency than what is traded"),
    /** Equity that differs from ours by more than commissions and marks. */
    ACCOUNT_DRIFT(Consequence.REFUSED, "it differs from ours by more than commissions and marks"),
    /** The same, again and again. */
    ACCOUNT_DIFFERS(Consequence.BREAK, "it goes on differing from ours by more than commissions and marks");

    /** Consequence of a judgement. */
    public enum Consequence {
        /** The message is accepted. */
        BELIEVED,
        /** The message is dropped, with an alarm. */
        REFUSED,
        /** The message is dropped, with an alarm and a break: no entries until an operator has checked. */
        BREAK
    }

    private final Consequence consequence;
    private final String words;

    Judgement(Consequence consequence, String words) {
        this.consequence = consequence;
        this.words = words;
    }

    /** Its consequence. */
    public Consequence consequence() {
        return consequence;
    }

    /** Its reason as text; empty if nothing is wrong. */
    public String words() {
        return words;
    }

    /** Whether the message is accepted. */
    public boolean isBelieved() {
        return consequence == Consequence.BELIEVED;
    }
}
