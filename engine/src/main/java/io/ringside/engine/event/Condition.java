package io.ringside.engine.event;

/**
 * What a CONDITION event says of connection, feeds, clock, disk or account. The code stands in journals for ever. Back tests
 * have none of them: they begin with trading allowed.
 */
public enum Condition {
    /** A daemon begins: nothing may be entered until {@link #RECONCILED}. */
    LIVE_START(1),
    /** The broker's gateway answers. */
    CONNECTED(2),
    /** The connection to the broker's gateway is gone. */
    DISCONNECTED(3),
    /** The broker's gateway has lost the broker. */
    DEGRADED(4),
    /** The broker's gateway has found the broker again. */
    RESTORED(5),
    /** Orders, executions and positions are being compared with the broker's. */
    RECONCILING(6),
    /** They agree. */
    RECONCILED(7),
    /** They differ, and nobody knows why: no entries until an operator has looked. */
    BREAK(8),
    /** An instrument's prices have stopped; the argument is its id. */
    FEED_STALE(9),
    /** An instrument's prices come again; the argument is its id. */
    FEED_FRESH(10),
    /** The wall clock jumped, or is away from the broker's; the argument is by how many milliseconds. */
    CLOCK_STEP(11),
    /** The clocks agree again. */
    CLOCK_OK(12),
    /** The journal's disk is nearly full. */
    LOW_DISK(13),
    /** The journal's disk has room again. */
    DISK_OK(14),
    /** The broker's history differs from a bar that was decided on; the argument is the bar's start. */
    BAR_CORRECTED(15),
    /** A position has no live stop of its size at the broker; the argument is the instrument. */
    UNPROTECTED(16),
    /** It has one again. */
    PROTECTED(17),
    /** The broker knows nothing of an intent that may have left; it is asked, and nothing is sent again. */
    ORDER_UNKNOWN(18),
    /** Market data was missing; the bars that follow were fetched afterwards. */
    GAP(19),
    /** The daemon is about to end. */
    STOPPING(20),
    /** Accounts and orders differed, and the difference was explained and taken over. */
    ADJUSTED(21),
    /** The exchange has halted an instrument: its orders rest; the argument is its id. */
    NAME_HALTED(22),
    /** The exchange goes on trading it; the argument is its id. */
    NAME_RESUMED(23),
    /** The broker does not know an instrument's contract: nothing of it is ordered; the argument is its id. */
    CONTRACT_UNKNOWN(24),
    /** It knows it again; the argument is the instrument's id. */
    CONTRACT_KNOWN(25);

    private static final Condition[] BY_CODE = Codes.table(values(), Condition::code);

    private final byte code;

    Condition(int code) {
        this.code = (byte) code;
    }

    /** The number that stands for this value in a journal record. */
    public int code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static Condition ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
