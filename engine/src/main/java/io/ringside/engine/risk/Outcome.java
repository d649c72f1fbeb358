package io.ringside.engine.risk;

import io.ringside.engine.event.Codes;
import java.util.List;

/** The risk stage's decision on a signal. The code stands in journals for ever. */
public enum Outcome {
    /** Orders were placed. */
    ACCEPTED(1, "became an order"),
    /** It will be sized and ordered at the next open print. */
    WAITING_FOR_OPEN(2, "waits for the open that fills it"),
    /** An entry, but the position is already there. */
    IN_POSITION(3, "a position is open"),
    /** An order of the same purpose works already. */
    ORDER_WORKING(4, "an order is working"),
    /** An exit, but there is no position. */
    NO_POSITION(5, "there is no position to leave"),
    /** The last position was closed too few bars ago. */
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
    /** An exit while the entry has not filled: the entry is cancelled. */
    ENTRY_CALLED_OFF(13, "the open entry is called off"),
    /** The strategy uses no protective stop, and the settings require one. */
    STOP_REQUIRED(14, "the settings ask for a protective stop"),
    /** The position of the opposite side is closed first; the entry follows afterwards. */
    REVERSING(15, "leaves the position the other way first"),
    /** The other positions leave no room below the account's leverage. */
    ACCOUNT_FULL(16, "the account's leverage is used up"),
    /** A limit, trigger or stop that the strategy computes is no valid price. */
    NO_PRICE(17, "a price of the strategy's is no number above 0"),
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
    /** The wall clock is not reliable. */
    CLOCK_UNSURE(26, "the clock is unsure"),
    /** The journal's disk is nearly full. */
    LOW_DISK(27, "the journal's disk is nearly full"),
    /** The broker reported an order that was never placed, or more shares of one than were ordered. */
    ORDER_MISMATCH(28, "the broker reports more than was asked for"),
    /** The exchange has halted the instrument: a stop does not work, and an entry would execute at any price. */
    NAME_HALTED(29, "the exchange has halted the instrument"),

    /** The broker knows no contract of the instrument's symbol. */
    CONTRACT_UNKNOWN(66, "the broker does not know the contract"),

    /** The instrument is not listed in the limits, or is restricted. */
    RESTRICTED(30, "the instrument may not be traded"),
    /** The instrument is known by its ticker only. */
    CONTRACT_NOT_PINNED(31, "the contract is not pinned to the broker's id"),
    /** The calendar was not checked against the exchange's for this day. */
    CALENDAR_EXPIRED(32, "the calendar has not been checked for this day"),
    /** Outside the hours in which entries may be sent. */
    MARKET_CLOSED(33, "the market is closed"),
    /** The close is too near. */
    ENTRY_TOO_LATE(34, "the close is too near"),
    /** The session has lost too much; its positions are closed. */
    DAILY_LOSS(35, "the session's loss limit is reached"),
    /** Too much is lost since the highest equity. */
    DRAWDOWN(36, "the drawdown limit is reached"),
    /** Too many positions in a row have lost. */
    LOSING_STREAK(37, "too many positions in a row have lost"),
    /** The bar does not follow the one before it. */
    BAR_GAP(38, "bars are missing before this one"),
    /** The price is too far from the bar before. */
    PRICE_JUMP(39, "the price has jumped"),
    /** There is no fresh price to compare the order's with. */
    NO_REFERENCE(40, "there is no fresh price to compare with"),
    /** The order's price is too far from the last one. */
    PRICE_COLLAR(41, "the price is outside the collar"),
    /** More entries in a short time than allowed; an operator has to resume. */
    ENTRY_THROTTLE(42, "too many entries in a short time"),

    /** The smallest allowed position is larger than the size. */
    POSITION_TOO_SMALL(50, "the position would be too small"),
    /** The account's cash less the buffer buys no lot. */
    CASH_BUFFER(51, "the cash to keep leaves nothing to buy with"),
    /** As many positions as allowed are open. */
    TOO_MANY_POSITIONS(52, "as many positions as allowed are open"),
    /** No whole lots, or prices between ticks. */
    MALFORMED_ORDER(53, "the order has no valid size or price"),
    /** The protective stop is farther than allowed. */
    STOP_TOO_FAR(54, "the stop is too far from the entry"),
    /** More shares than one order may have. */
    ORDER_QUANTITY(55, "the order has too many shares"),
    /** More value than one order may have. */
    ORDER_VALUE(56, "the order's value is too large"),
    /** The instrument's position would be too large with all open orders executed. */
    POSITION_LIMIT(57, "the position could become too large"),
    /** All positions together would be too large with all open orders executed. */
    GROSS_EXPOSURE(58, "the gross exposure could become too large"),
    /** Long less short positions, or the other way, would be too large. */
    NET_EXPOSURE(59, "the net exposure could become too large"),
    /** The broker's figures of the account are missing or old. */
    ACCOUNT_STALE(60, "the account's figures are missing or stale"),
    /** The broker's buying power does not cover the order and what is open. */
    BUYING_POWER(61, "the buying power is too small"),
    /** Another strategy's open order could trade with this one. */
    SELF_CROSS(62, "the order could trade with our own"),
    /** As many orders as allowed could be open. */
    OPEN_ORDERS(63, "too many orders could be open"),
    /** The same order has just been placed. */
    DUPLICATE_ORDER(64, "the same order was just placed"),
    /** The message limit of the second or minute is reached; the rest is reserved for cancellations and exits. */
    MESSAGE_RATE(65, "too many messages in a short time");

    private static final int FIRST_OF_LIMITS = 30;

    private static final List<Outcome> ENTRY_CHECKS = List.of(
            IN_POSITION,
            ORDER_WORKING,
            SHORT_NOT_ALLOWED,
            REENTRY_TOO_SOON,
            NO_VOLATILITY,
            NO_PRICE,
            STOP_REQUIRED,
            LATCHED,
            HALTED,
            DISCONNECTED,
            NOT_RECONCILED,
            STALE_DATA,
            NAME_HALTED,
            CONTRACT_UNKNOWN,
            UNPROTECTED,
            CLOCK_UNSURE,
            LOW_DISK,
            ORDER_MISMATCH,
            RESTRICTED,
            CONTRACT_NOT_PINNED,
            CALENDAR_EXPIRED,
            MARKET_CLOSED,
            ENTRY_TOO_LATE,
            DAILY_LOSS,
            DRAWDOWN,
            LOSING_STREAK,
            BAR_GAP,
            PRICE_JUMP,
            NO_REFERENCE,
            PRICE_COLLAR,
            ENTRY_THROTTLE,
            STOP_WRONG_SIDE,
            TARGET_WRONG_SIDE,
            STOP_TOO_CLOSE,
            TOO_MANY_POSITIONS,
            CASH_BUFFER,
            ACCOUNT_FULL,
            SIZE_ZERO,
            POSITION_TOO_SMALL,
            MALFORMED_ORDER,
            STOP_TOO_FAR,
            ORDER_QUANTITY,
            ORDER_VALUE,
            POSITION_LIMIT,
            GROSS_EXPOSURE,
            NET_EXPOSURE,
            ACCOUNT_STALE,
            BUYING_POWER,
            SELF_CROSS,
            OPEN_ORDERS,
            DUPLICATE_ORDER,
            MESSAGE_RATE);

    private static final Outcome[] BY_CODE = Codes.table(values(), Outcome::code);

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

    /** The checks of an entry, in the order in which the risk stage makes them. */
    public static List<Outcome> entryChecks() {
        return ENTRY_CHECKS;
    }

    /** Whether it is checked only if the configuration has limits or position rules. */
    public boolean isOfLimits() {
        // An unknown contract is checked without limits too.
        return (code >= FIRST_OF_LIMITS && this != CONTRACT_UNKNOWN) || this == ORDER_MISMATCH;
    }

    /** The outcome of a code, or null if there is none. */
    public static Outcome ofCode(int code) {
        return Codes.of(BY_CODE, code);
    }
}
