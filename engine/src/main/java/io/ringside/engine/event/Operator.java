package io.ringside.engine.event;

/**
 * What a COMMAND event asks. The code stands in journals for ever. {@link #HALT}, {@link #RESUME}, {@link #FLATTEN},
 * {@link #CLOSE} and {@link #REBALANCE} may concern one portfolio only, see {@link BookId#scope}; such a halt ends with a
 * resume of this portfolio, or of all.
 */
public enum Operator {
    /** No entries until {@link #RESUME}; positions and their stops stay. */
    HALT(1),
    /** Ends a halt; a latch stays. */
    RESUME(2),
    /** Halts, cancels entries and closes all positions at the market. */
    FLATTEN(3),
    /** As {@link #FLATTEN}, and latches: trading stays stopped until {@link #UNLATCH}, over restarts too. */
    KILL(4),
    /** Lifts a latch after its reason was examined; a halt stays. */
    UNLATCH(5),
    /** Acknowledges the alarms; changes nothing in trading. */
    ACKNOWLEDGE(6),
    /** Adopts the broker's position in an instrument as the strategy's; a latch stays. */
    ADOPT(7),
    /**
     * Gives the whole position in an instrument up to the account's owner: it no longer belongs to the strategy; a latch
     * stays.
     */
    FORGET(8),
    /** Cancels the entries of one instrument and closes its positions at the market; the argument is its id. */
    CLOSE(9),
    /** Cancels one order, unless it is a protective stop; the argument is its reference. */
    CANCEL(10),
    /** Lets the portfolio decide between the ends of sessions; the argument is a {@code portfolio.DecisionCall}. */
    REBALANCE(11),
    /** Suppresses repeated alarms for so many minutes (the argument); new alarms are still raised. */
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
        return Codes.of(BY_CODE, code);
    }
}
