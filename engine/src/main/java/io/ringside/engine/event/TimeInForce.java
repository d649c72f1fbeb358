package io.ringside.engine.event;

/** How long an order works. The code stands in journals for ever. */
public enum TimeInForce {
    /** Until the regular session's end. */
    DAY(1),
    GOOD_TILL_CANCELLED(2),
    /** In the opening auction only. */
    AT_THE_OPEN(3),
    IMMEDIATE_OR_CANCEL(4);

    private static final TimeInForce[] BY_CODE = Codes.table(values(), TimeInForce::code);

    private final byte code;

    TimeInForce(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static TimeInForce ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
