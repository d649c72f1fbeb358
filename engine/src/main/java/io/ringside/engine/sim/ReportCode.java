package io.ringside.engine.sim;

import io.ringside.engine.event.Codes;

/**
 * Reason of a simulated broker's order report or charge: the event's {@code code}. The code stands in
 * journals for ever.
 */
public enum ReportCode {
    /** No reason. */
    NONE(0, ""),
    /** Cancelled: the engine asked for it. */
    CANCELLED_BY_REQUEST(1, "as asked"),
    /** Cancelled: another order of its one-cancels-other group executed in its place. */
    CANCELLED_BY_GROUP(2, "another order of its group executed"),
    /** Cancelled: its parent ended without an execution, or has no shares left for this child order. */
    CANCELLED_WITH_PARENT(3, "its parent is gone"),
    /** Cancelled: its session or auction is over. */
    EXPIRED(4, "its time is over"),
    /** Rejected: no such order works; it is filled, cancelled, or was never placed. */
    NOT_WORKING(5, "no such order is working"),
    /** Cancelled: immediate-or-cancel, and not filled at once. */
    NOT_IMMEDIATE(6, "it could not fill at once"),
    /** Rejected: the quantity is not a positive multiple of the lot, or not more than what is filled already. */
    INVALID_QUANTITY(7, "its quantity is not possible"),
    /** Rejected: a price that the order type needs is missing, or is not on the tick. */
    INVALID_PRICE(8, "its price is missing or not on the tick"),
    /** Rejected: order type and time in force do not go together. */
    INVALID_TERMS(9, "order type and time in force do not go together"),
    /** Rejected: the cut-off of its auction is past. */
    TOO_LATE(10, "the cut-off of the auction is past"),
    /** Rejected: an order of that reference works already. */
    DUPLICATE(11, "an order of that reference is working"),
    /** Replaced: another order of its group executed in part, so this one covers less. */
    REDUCED_BY_GROUP(12, "another order of its group executed in part"),
    /** Replaced: its parent ended with a partial execution, and this one covers that part. */
    REDUCED_WITH_PARENT(13, "its parent ended partly executed"),
    /** Charge without an order: interest on borrowed cash. */
    MARGIN_INTEREST(14, "interest on borrowed cash"),
    /** Charge without an order: the fee for borrowing the shares of a short position. */
    BORROW_FEE(15, "fee for borrowed shares"),
    /** Cancelled: the cash did not cover the rest of it in the opening auction. */
    NOT_PAID(16, "the cash did not pay the rest"),
    /** Replaced: a split changed its shares and prices. */
    SPLIT(17, "a split changed it"),
    /** Cancelled: a split left no whole share of it, or its instrument was delisted. */
    NO_SHARES(18, "there are no such shares any more"),
    /** Cancelled: the account has no room for more, see {@code risk.account}. */
    ACCOUNT_FULL(19, "the account's leverage is used up");

    private static final ReportCode[] BY_CODE = Codes.table(values(), ReportCode::code);

    private final int code;
    private final String words;

    ReportCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The number that stands for this value in an event. */
    public int code() {
        return code;
    }

    /** Text for messages, to follow a colon. */
    public String words() {
        return words;
    }

    /** The value of a code, or null if there is none. */
    public static ReportCode ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
