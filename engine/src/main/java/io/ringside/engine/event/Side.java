package io.ringside.engine.event;

/** Side of an order or a fill. The code stands in journals for ever. */
public enum Side {
    NONE(0),
    BUY(1),
    SELL(2);

    private static final Side[] BY_CODE = Codes.table(values(), Side::code);

    private final byte code;

    Side(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static Side ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }

    /** The other side; NONE has none. */
    public Side opposite() {
        return this == BUY ? SELL : this == SELL ? BUY : NONE;
    }

    /** +1 for BUY, -1 for SELL. */
    public int sign() {
        return this == BUY ? 1 : this == SELL ? -1 : 0;
    }
}
