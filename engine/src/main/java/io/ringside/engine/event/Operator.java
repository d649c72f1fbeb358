package io.ringside.engine.event;

/**
 * What a COMMAND event asks. The code stands in journals for ever. {@link #HALT}, {@link #RESUME}, {@link #FLATTEN},
 * {@link #CLOSE} and {@link #REBALANCE} may be about one portfolio alone, see {@link BookId#scope}; such a halt ends with a
 * resume of it, or of all.
 */
public enum Operator {
    /** No entries until {@link #RESUME}; positions and their stops stay. */
    HALT(1),
    /** Ends a halt; a latch stays. */
    RESUME(2),
    /** Halts, cancels entries and leaves all positions at the market. */
    FLATTEN(3),
    /** As {@link #FLATTEN}, and latches, over restarts too. */
    KILL(4),
    /** Lifts a latch after the reason for it was looked at; a halt stays. */
    UNLATCH(5),
    /** Somebody has seen the alarms; changes nothing in trading. */
    ACKNOWLEDGE(6),
    /** Takes what the broker holds of an instrument over as the strategy's; a latch stays. */
    ADOPT(7),
    /** Leaves all that is held of an instrument to the trader: it is not the strategy's any more; a latch stays. */
    FORGET(8),
    /** Cancels the entries of one instrument and leaves its positions at the market; the argument is its id. */
    CLOSE(9),
    /** Cancels one order that is no protective stop; the argument is its reference. */
    CANCEL(10),
    /** Lets the portfolio decide between the ends of sessions; the argument is a {@code portfolio.DecisionCall}. */
    REBALANCE(11),
    /** Alarms are not repeated for so many minutes, which are the argument; new ones are told all the same. */
    SILENCE(12),
    /** Raises an alarm, to see that alarms arrive; changes nothing in trading. */
    ALARM_TEST(13);

    private static final Operator[] BY_CODE = Codes.table(values(), Operator::code);

    private final byte code;

    Operator(int code) {
        this.code = (byte) code;
    }

    /** The number that stands for this value in a journal record. */
    public int code() {
        return code;
    }

    /** The value of a code, or null if there is none. */
    public static Operator ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
