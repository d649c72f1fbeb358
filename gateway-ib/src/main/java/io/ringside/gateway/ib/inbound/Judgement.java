package io.ringside.gateway.ib.inbound;

/**
 * What a check makes of a message.
 *
 * <p>Thread: any; it has no state.
 */
public enum Judgement {
    /** Nothing speaks against it. */
    BELIEVED(Consequence.BELIEVED, ""),

    // ---- Executions.

    /** An execution at a price of zero or less, or of more than anything costs. */
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
    /** An execution of more than the broker itself counts for the order. */
    EXECUTION_COUNT(Consequence.BREAK, "it is of more shares than the broker counts for its order"),
    /** An execution in another contract than its order. */
    EXECUTION_CONTRACT(Consequence.BREAK, "it is in another contract than its order"),
    /** An execution of our order on another account. */
    EXECUTION_ACCOUNT(Consequence.BREAK, "it is on another account"),
    /** An execution whose ids name different orders. */
    EXECUTION_ORDER(Consequence.BREAK, "its ids name different orders"),
    /** The same execution was told before, otherwise. */
    EXECUTION_CONTRADICTION(Consequence.BREAK, "it was told otherwise before"),
    /** The broker takes shares of an execution back, or adds some: its positions have to confirm that. */
    EXECUTION_REVISED(Consequence.BREAK, "its number of shares was corrected");

    /** What follows. */
    public enum Consequence {
        /** The message is taken in. */
        BELIEVED,
        /** The message is left out, and an alarm tells of it. */
        REFUSED,
        /** As before, and nothing is entered until an operator has looked. */
        BREAK
    }

    private final Consequence consequence;
    private final String words;

    Judgement(Consequence consequence, String words) {
        this.consequence = consequence;
        this.words = words;
    }

    /** What follows from it. */
    public Consequence consequence() {
        return consequence;
    }

    /** Why, for people; empty if nothing is wrong. */
    public String words() {
        return words;
    }

    /** Whether the message may be taken in. */
    public boolean isBelieved() {
        return consequence == Consequence.BELIEVED;
    }
}
