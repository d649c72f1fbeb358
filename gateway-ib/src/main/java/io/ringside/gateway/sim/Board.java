package io.ringside.gateway.sim;

/**
 * The current market of one instrument.
 *
 * <p>Thread: the workstation's; written by the exchange.
 */
final class Board {
    /** The instrument, under its symbol of the day. */
    Listing listing;
    /** Whether contract requests find it. */
    boolean listed = true;
    /** Index among the boards, the same as the instrument's id towards the fill model. */
    final int index;
    /** All its bars. */
    final History history;
    /** Trades and quotes, if they are not derived from the bars. */
    final Tape tape;

    /** Last price at 1e-8; 0 before the first. */
    long lastE8;
    /** Shares of the last trade. */
    long lastSize;
    /** When the last trade was. */
    long lastNanos;
    /** Best bid at 1e-8. */
    long bidE8;
    /** Best offer at 1e-8. */
    long askE8;
    /** Shares at the bid. */
    long bidSize;
    /** Shares at the offer. */
    long askSize;
    /** First price of the session day at 1e-8; 0 before. */
    long openE8;
    /** Highest price of the session day at 1e-8. */
    long highE8;
    /** Lowest price of the session day at 1e-8. */
    long lowE8;
    /** Shares traded on the session day. */
    long volume;
    /** Price times shares traded on the session day, divided by 1e8: for the average price only. */
    double turnover;
    /** Session day of the figures above. */
    int day;
    /** Whether a 5-second span is in progress, so that the last price is current. */
    boolean inBar;
    /** The first price of the regular session is being printed. */
    boolean opening;
    /** Session day of the last opening. */
    int openedDay;
    /** Tick 49: 0 while the exchange trades it, 1 or 2 while it is halted and nothing executes. */
    int halted;
    /** The feed sends nothing before this time. */
    long silentUntilNanos = Long.MIN_VALUE;

    Board(Tape tape, int index, long seed) {
        this.tape = tape;
        this.listing = tape.listing();
        this.index = index;
        this.history = new History(tape.bars(), seed + index, listing.tickE8());
    }

    /** Adds a trade. */
    void trade(int sessionDay, long nanos, long priceE8, long size, boolean volumeOnly) {
        if (sessionDay != day) {
            day = sessionDay;
            openE8 = 0;
            volume = 0;
            turnover = 0;
        }
        volume += size;
        turnover += priceE8 / 1e8 * size;
        if (volumeOnly) {
            return;
        }
        if (openE8 == 0) {
            openE8 = priceE8;
            highE8 = priceE8;
            lowE8 = priceE8;
        }
        highE8 = Math.max(highE8, priceE8);
        lowE8 = Math.min(lowE8, priceE8);
        lastE8 = priceE8;
        lastSize = size;
        lastNanos = nanos;
        if (tape.quotes().isEmpty()) {
            bidE8 = priceE8 - listing.tickE8();
            askE8 = priceE8 + listing.tickE8();
            bidSize = 100 * (1 + priceE8 / listing.tickE8() % 9);
            askSize = 100 * (1 + priceE8 / listing.tickE8() % 7);
        }
    }

    /** Average price of the day at 1e-8, rounded to four decimals. */
    long averageE8() {
        return volume == 0 ? lastE8 : Math.round(turnover / volume * 1e4) * 10_000;
    }
}
