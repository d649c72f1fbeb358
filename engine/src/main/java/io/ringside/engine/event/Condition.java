package io.ringside.engine.event;

/**
 * What a CONDITION event reports about connection, feeds, clock, disk or account. The code stands in journals for ever. Back
 * tests have no such events: they begin with trading allowed.
 */
public enum Condition {
    /** A daemon begins: nothing may be entered until {@link #RECONCILED}. */
    LIVE_START(1),
    /** The connection to the broker's gateway (TWS) is up. */
    CONNECTED(2),
    /** The connection to the broker's gateway is lost. */
    DISCONNECTED(3),
    /** The broker's gateway has lost its connection to the broker. */
    DEGRADED(4),
    /** The broker's gateway is connected to the broker again. */
    RESTORED(5),
    /** Orders, executions and positions are being compared with the broker's. */
    RECONCILING(6),
    /** They agree. */
    RECONCILED(7),
    /** They differ without an explanation: no entries until an operator has resolved it. */
    BREAK(8),
    /** An instrument's prices have stopped; the argument is its id. */
    FEED_STALE(9),
    /** An instrument's prices come again; the argument is its id. */
    FEED_FRESH(10),
    /** The wall clock jumped, or differs from the broker's; the argument is the difference in milliseconds. */
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
    /** The broker does not know an order that may have been sent; it is asked again, and the order is not sent twice. */
    ORDER_UNKNOWN(18),
    /** Market data was missing; the bars that follow were fetched afterwards. */
    GAP(19),
    /** The daemon is about to end. */
    STOPPING(20),
    /** Positions or orders differed; the difference was explained and booked. */
    ADJUSTED(21),
    /** The exchange has halted an instrument: its orders do not execute; the argument is its id. */
    NAME_HALTED(22),
    /** The exchange has resumed trading it; the argument is its id. */
    NAME_RESUMED(23),
    /** The broker does not know an instrument's contract: no order is placed for it; the argument is its id. */
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
        return Codes.of(BY_CODE, code);
    }
}
