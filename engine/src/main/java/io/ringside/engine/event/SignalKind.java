package io.ringside.engine.event;

/** Kind of a strategy's signal; the risk stage decides whether it becomes an order. The code stands in journals for ever. */
public enum SignalKind {
    /** No action; carries the volatility by which stops trail. Not journaled. */
    HOLD(0),
    ENTER_LONG(1),
    ENTER_SHORT(2),
    /** Exit a long position. */
    EXIT_LONG(3),
    /** Exit a short position. */
    EXIT_SHORT(4),
    /** Exit any position. */
    EXIT(5),
    /** Hold this fraction of the equity. */
    TARGET_WEIGHT(6);

    private static final SignalKind[] BY_CODE = Codes.table(values(), SignalKind::code);

    private final byte code;

    SignalKind(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static SignalKind ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
