package io.ringside.engine.event;

/**
 * Kind of an {@link EngineEvent}. The code stands in journals for ever: a code is never reused.
 */
public enum EventType {
    /** First record of a writer's epoch: build, configuration in full and its digest. Made by the journal itself. */
    OPEN(1),
    /** Last record of an orderly shutdown. Made by the journal itself. */
    CLOSE(2),

    /** First trade of a bar, at the bar's start: instrument, priceE8. */
    OPEN_PRINT(10),
    /** A whole bar at its close: instrument, startNanos, open, high, low, close, volume; eventNanos is its end. */
    BAR(11),
    /** One trade: instrument, priceE8, quantity. */
    TRADE(12),
    /** Best bid and offer: instrument, bidE8, askE8, bidSize, askSize. */
    QUOTE(13),

    /** The regular session begins. */
    SESSION_OPEN(20),
    /** The regular session is over. */
    SESSION_CLOSE(21),
    /** A second or minute of the session timer has passed. */
    TIMER(22),
    /** Continues the event before: what the stages decided did not fit into one event. */
    CONTINUE(23),

    /** The order was sent to the broker. */
    ORDER_SENT(30),
    /** The broker works the order. */
    ORDER_ACCEPTED(31),
    /** The broker refused the order, or, where shares are still open, a request to change it; reason says why. */
    ORDER_REJECTED(32),
    /** The order no longer works; reason says why. */
    ORDER_CANCELLED(33),
    /** A part or the whole of the order was executed: priceE8, quantity, leaves, commissionE8. */
    FILL(34),
    /**
     * The commission of an execution came after its fill: commissionE8. Without an order, a charge of the account's, such as
     * interest; code says which.
     */
    COMMISSION(35),
    /** The order works with its new price or quantity. */
    ORDER_REPLACED(36),

    /** An operator's command. */
    COMMAND(40),
    /** A connection, feed, clock or disk changed its condition. */
    CONDITION(41),
    /** A position as the broker reports it. */
    POSITION(42),
    /** Account figures as the broker reports them. */
    ACCOUNT(43),
    /** A split, dividend or delisting, before the open: instrument, code, quantity, argument, priceE8. */
    CORPORATE_ACTION(44);

    private static final EventType[] BY_CODE = Codes.table(values(), EventType::code);

    private final byte code;

    EventType(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this type in a journal record. */
    public byte code() {
        return code;
    }

    /** The type of a code, or null if there is none. */
    public static EventType ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }

    /** Whether the event is about a price, so that simulated orders may fill on it. */
    public boolean isMarketData() {
        return tens() == 1;
    }

    /** Whether the event reports on one of our orders. */
    public boolean isOrderReport() {
        return tens() == 3;
    }

    /** The tens of a code are its category. */
    private int tens() {
        return code / 10;
    }
}
