package io.ringside.gateway.live.inbound;

/**
 * Checks the broker's account figures: amount, currency, and whether the account's equity moves as our own books do.
 * Different marks, charges and interest are small; a larger difference is an error of the broker's or ours.
 *
 * <p>Thread: {@link #judgeFigure} reader, {@link #judgeEquity} session. Allocates nothing.
 */
public final class AccountCheck {
    /** Tolerance in percent of equity: interest, fees, and figures that are a few minutes old. */
    private static final int WORTH_PERCENT = 1;
    /** Tolerance in percent of positions: the broker marks them by other prices, at other times. */
    private static final int HELD_PERCENT = 3;
    /** A difference in so many comparisons in a row is not caused by late marks. */
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
    public Judgement judgeFigure(long amountE8, CharSequence reportedCurrency) {
        if (!currency.contentEquals(reportedCurrency)) {
            return Judgement.ACCOUNT_CURRENCY;
        }
        // A missing amount is larger than the maximum.
        boolean amount = amountE8 >= -InboundBounds.VALUE_MAX_E8 && amountE8 <= InboundBounds.VALUE_MAX_E8;
        return amount ? Judgement.BELIEVED : Judgement.ACCOUNT_AMOUNT;
    }

    /**
     * Checks the account's equity; the first comparison is the base of the following ones.
     *
     * @param worthE8 the broker's net liquidation value
     * @param oursE8 our cash flow plus our positions at last prices
     * @param heldE8 gross value of our positions at last prices
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

    /** Makes the next comparison the new base, after an operator's command or an adoption of positions. */
    public void restart() {
        begun = false;
        differing = 0;
    }
}
