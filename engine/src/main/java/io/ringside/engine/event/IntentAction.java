package io.ringside.engine.event;

/** What an intent asks of the broker. The code stands in journals for ever. */
public enum IntentAction {
    PLACE(1),
    /** Changes the order's quantity and prices to the intent's. */
    MODIFY(2),
    CANCEL(3);

    private static final IntentAction[] BY_CODE = Codes.table(values(), IntentAction::code);

    private final byte code;

    IntentAction(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this value in a journal record. */
    public byte code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static IntentAction ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
