package io.ringside.engine.risk;

import java.util.List;

/** What became of a signal. The code stands in journals for ever. */
public enum Outcome {
    /** It became orders. */
    ACCEPTED(1, "became an order"),
    /** It will be sized and ordered at the next open print. */
    WAITING_FOR_OPEN(2, "waits for the open that fills it"),
    /** An entry, but the position is already there. */
    IN_POSITION(3, "a position is open"),
    /** An order of the same purpose works already. */
    ORDER_WORKING(4, "an order is working"),
    /** An exit, but there is nothing to leave. */
    NO_POSITION(5, "there is no position to leave"),
    /** The bar in which the last position was closed is not for entering again. */
    REENTRY_TOO_SOON(6, "the last exit is too recent"),
    /** The strategy gave no volatility to place a stop by. */
    NO_VOLATILITY(7, "no volatility, so no stop"),
    /** Entry and stop are closer than the smallest risk a share. */
    STOP_TOO_CLOSE(8, "the stop is too close to the entry"),
    /** The size came out below one lot. */
    SIZE_ZERO(9, "the size is below one lot"),
    /** The configuration allows no short positions. */
    SHORT_NOT_ALLOWED(10, "short positions are not allowed"),
    /** The stop would be on the wrong side of the price. */
    STOP_WRONG_SIDE(11, "the stop is on the wrong side of the price"),
    /** The target would be on the wrong side of the price: the market has passed it. */
    TARGET_WRONG_SIDE(12, "the target is on the wrong side of the price"),
    /** An exit while the entry has not filled: the entry is called off. */
    ENTRY_CALLED_OFF(13, "the open entry is called off"),
    /** Orders and positions have not been compared with the broker's since the last start or connection. */
    NOT_RECONCILED(20, "not yet reconciled with the broker"),
    /** The broker cannot be reached. */
    DISCONNECTED(21, "the broker cannot be reached"),
    /** An operator has halted trading, or the daemon is about to end. */
    HALTED(22, "trading is halted"),
    /** A kill or an unexplained difference has latched trading. */
    LATCHED(23, "trading is latched"),
    /** The instrument's prices have stopped. */
    STALE_DATA(24, "the prices are stale"),
    /** A position has no live stop of its size at the broker. */
    UNPROTECTED(25, "a position is unprotected"),
    /** The wall clock is not to be trusted. */
    CLOCK_UNSURE(26, "the clock is unsure"),
    /** The journal's disk is nearly full. */
    LOW_DISK(27, "the journal's disk is nearly full");

    private static final List<Outcome> ENTRY_CHECKS = List.of(
            IN_POSITION,
            ORDER_WORKING,
            SHORT_NOT_ALLOWED,
            REENTRY_TOO_SOON,
            NO_VOLATILITY,
            LATCHED,
            HALTED,
            DISCONNECTED,
            NOT_RECONCILED,
            STALE_DATA,
            UNPROTECTED,
            CLOCK_UNSURE,
            LOW_DISK,
            STOP_WRONG_SIDE,
            TARGET_WRONG_SIDE,
            STOP_TOO_CLOSE,
            SIZE_ZERO);

    private static final Outcome[] BY_CODE = new Outcome[128];

    static {
        for (Outcome outcome : values()) {
            BY_CODE[outcome.code] = outcome;
        }
    }

    private final byte code;
    private final String words;

    Outcome(int code, String words) {
        this.code = (byte) code;
        this.words = words;
    }

    /** The byte that stands for this outcome in a journal record. */
    public byte code() {
        return code;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** What an entry must pass, in the order in which the risk stage asks. */
    public static List<Outcome> entryChecks() {
        return ENTRY_CHECKS;
    }

    /** The outcome of a code, or null if there is none. */
    public static Outcome ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
