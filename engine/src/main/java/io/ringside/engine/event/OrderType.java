package io.ringside.engine.event;

/** How an order executes. The code stands in journals for ever. */
public enum OrderType {
    MARKET(1),
    LIMIT(2),
    STOP(3),
    STOP_LIMIT(4),
    TRAILING_STOP(5),
    /** In the closing auction, at any price. */
    MARKET_ON_CLOSE(6),
    /** In the closing auction, at the limit or better. */
    LIMIT_ON_CLOSE(7);

    private static final OrderType[] BY_CODE = Codes.table(values(), OrderType::code);

    private final byte code;

    OrderType(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static OrderType ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
