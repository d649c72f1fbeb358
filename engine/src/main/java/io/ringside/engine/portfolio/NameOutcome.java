package io.ringside.engine.portfolio;

/**
 * The risk stage's decision on one name of a portfolio's ranking: the {@code outcome} of a verdict without a binding.
 * The code stands in journals for ever.
 */
public enum NameOutcome {
    /** It is held, and stays as it is. */
    HELD(101, "stays as it is"),
    /** It is bought. */
    BOUGHT(102, "is bought"),
    /** More of it is bought. */
    ADDED(103, "is added to"),
    /** A part of it is sold. */
    TRIMMED(104, "is trimmed"),
    /** All of it is sold. */
    SOLD(105, "is sold"),
    /** It is not held, and the strategy does not buy it. */
    NOT_WANTED(106, "is not wanted"),
    /** It is held, and within the tolerance of its target. */
    WITHIN_TOLERANCE(107, "is close enough to its target"),
    /** Its size is below one lot. */
    SIZE_ZERO(108, "the size is below one lot"),
    /** It has no price. */
    NO_PRICE(109, "has no price"),
    /** There is not enough cash. */
    NO_CASH(110, "the cash does not pay it"),
    /** An order of it works already. */
    ORDER_WORKING(111, "an order of it is working"),
    /** As many names as allowed are held. */
    POSITIONS(112, "positions"),
    /** Its target is below the smallest position allowed. */
    MIN_POSITION(113, "min-position"),
    /** Its sector would be too large. */
    SECTOR(114, "sector"),
    /** Its correlation with a holding is too high; the verdict's {@code stopE8} is the holding's instrument id. */
    CORRELATION(115, "correlation"),
    /** As many names of its group as allowed are held. */
    GROUP_FULL(116, "group"),
    /** A limit of the risk stage refuses it; the verdict's {@code stopE8} is the code of its outcome. */
    REFUSED(117, "the risk stage refuses it"),
    /** It was planned and not sent, since trading was stopped before. */
    DROPPED(118, "was not sent, since trading was stopped"),
    /** It was planned for an auction or a session that is over. */
    TOO_LATE(119, "was not sent in time");

    private static final int FIRST = 101;
    private static final NameOutcome[] BY_CODE = values();

    private final int code;
    private final String words;

    NameOutcome(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The number that stands for this outcome in a journal record. */
    public int code() {
        return code;
    }

    /** Text for messages; for a limit its name. */
    public String words() {
        return words;
    }

    /** Whether a limit of the portfolio refused it. */
    public boolean isLimit() {
        return this == POSITIONS || this == MIN_POSITION || this == SECTOR || this == CORRELATION;
    }

    /** Whether an order that was wanted was not placed: for a limit, the risk stage's refusal, or since trading was stopped. */
    public boolean isRefusal() {
        return isLimit() || this == REFUSED || this == DROPPED || this == TOO_LATE;
    }

    /** The outcome of a code, or null if there is none. */
    public static NameOutcome ofCode(int code) {
        return code >= FIRST && code < FIRST + BY_CODE.length ? BY_CODE[code - FIRST] : null;
    }
}
