package io.ringside.engine.event;

/** Why an order exists. The code stands in journals for ever. */
public enum Purpose {
    ENTRY(1),
    /** The protective stop of a position. */
    STOP(2),
    /** The profit target of a position. */
    TARGET(3),
    /** The strategy closes its position. */
    EXIT(4),
    /** An operator or a risk limit closes a position. */
    FLATTEN(5),
    /** A portfolio brings a holding to its target. */
    REBALANCE(6);

    private static final Purpose[] BY_CODE = Codes.table(values(), Purpose::code);

    private final byte code;

    Purpose(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static Purpose ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
