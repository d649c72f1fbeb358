package io.ringside.gateway.live.inbound;

/**
 * Whether a figure of the account can be: its amount, its currency, and how the account's worth moves beside our own books.
 * What the broker marks differently, charges or pays is small; what is not is an error of his or ours.
 *
 * <p>Thread: {@link #judgeFigure} reader, {@link #judgeEquity} session. Allocates nothing.
 */
public final class AccountCheck {
    /** Of the account's worth: interest, fees, and what is a few minutes old. */
    private static final int WORTH_PERCENT = 1;
    /** Of what is held: the broker marks it by other prices, at other times. */
    private static final int HELD_PERCENT = 3;
    /** A difference in so many comparisons in a row is none of marks that come late. */
    private static final int COMPARISONS = 3;

    private final String currency;
    private boolean begun;
    private long offsetE8;
    private int differing;

    /**
     * @param currency what the instruments are traded in
     */
    public AccountCheck(String currency) {
        this.currency = currency;
    }

    /** Judges a figure, which counts in one currency only. */
    public Judgement judgeFigure(long amountE8, CharSequence told) {
        if (!currency.contentEquals(told)) {
            return Judgement.ACCOUNT_CURRENCY;
        }
        // What was not told is more than that.
        boolean amount = amountE8 >= -InboundBounds.VALUE_MAX_E8 && amountE8 <= InboundBounds.VALUE_MAX_E8;
        return amount ? Judgement.BELIEVED : Judgement.ACCOUNT_AMOUNT;
    }

    /**
     * Judges the account's worth; that of the first comparison is the one from which it moves.
     *
     * @param worthE8 net liquidation as the broker tells it
     * @param oursE8 cash that our executions moved, and what we hold at its last prices
     * @param heldE8 what we hold at its last prices, without sign
     */
    public Judgement judgeEquity(long worthE8, long oursE8, long heldE8) {
        if (!begun) {
            begun = true;
            offsetE8 = worthE8 - oursE8;
            return Judgement.BELIEVED;
        }
        long differenceE8 = Math.abs(worthE8 - oursE8 - offsetE8);
        long allowedE8 = Math.abs(oursE8 + offsetE8) / 100 * WORTH_PERCENT + heldE8 / 100 * HELD_PERCENT;
        if (differenceE8 <= allowedE8) {
            differing = 0;
            return Judgement.BELIEVED;
        }
        differing++;
        return differing == COMPARISONS ? Judgement.ACCOUNT_DIFFERS : Judgement.ACCOUNT_DRIFT;
    }

    /** An operator has looked, or positions were taken over: it moves from what it is now. */
    public void restart() {
        begun = false;
        differing = 0;
    }
}
