package io.ringside.engine.event;

/** What a CORPORATE_ACTION event says. The code stands in journals for ever. */
public enum CorporateAction {
    /** One share becomes {@code quantity / argument} shares; a fraction is paid in cash at the last close. */
    SPLIT(1),
    /** Each share held at the last close is paid {@code priceE8}. */
    DIVIDEND(2),
    /** The name is traded no more; each share is paid {@code priceE8}. */
    DELISTING(3),
    /** The name is traded under another ticker: {@code quantity} and {@code argument} are its {@link TickerText}. */
    SYMBOL_CHANGE(4);

    private static final CorporateAction[] BY_CODE = Codes.table(values(), CorporateAction::code);

    private final byte code;

    CorporateAction(int code) {
        this.code = (byte) code;
    }

    /** The number that stands for this value in a journal record. */
    public int code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static CorporateAction ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
