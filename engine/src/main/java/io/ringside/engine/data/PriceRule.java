package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.Locale;

/**
 * Which trades make a bar's prices, by their sale conditions; the volume of all trades counts. Conditions are held as
 * AlgoSeek's bits, to which the consolidated tapes' rules are mapped.
 *
 * <p>Reports of an exchange's official open and close repeat an auction's prints and are left out, price and volume. If an
 * exchange reports its official open but no auction print, that report is the only record of the auction: bars count its
 * volume.
 */
public enum PriceRule {
    /** Every trade. */
    EVERY_TRADE(0),

    /**
     * Trades that may change the last price by the consolidated tapes' rules: not those at a price of another time or of an
     * agreement (average price, derivatively priced, contingent on an option, prior reference, price variation), for another
     * settlement (cash, next day, seller), in odd lots, or in extended hours.
     */
    LAST_SALE(Condition.NO_LAST_SALE),

    /**
     * As in the minute bars of the vendor whose ticks LEAN brings along: in addition to the above, no intermarket sweeps.
     * Found by comparison: it reproduces the prices of all minutes but those of the auctions.
     */
    VENDOR_MINUTES(Condition.NOT_OF_MINUTES);

    private final long volumeOnly;

    PriceRule(long volumeOnly) {
        this.volumeOnly = volumeOnly;
    }

    /**
     * The rule of a name such as {@code last-sale}.
     *
     * @throws UserError if there is none
     */
    public static PriceRule parse(String text) {
        for (PriceRule rule : values()) {
            if (rule.toString().equals(text)) {
                return rule;
            }
        }
        throw new UserError(
                "\"" + CsvFile.shown(text) + "\" is no rule for prices; give every-trade, last-sale or vendor-minutes");
    }

    /** Whether a trade with these conditions adds its volume only. */
    boolean isVolumeOnly(long conditions) {
        return (conditions & volumeOnly) != 0;
    }

    /** Whether these conditions describe an exchange's report of its official opening price. */
    static boolean isOfficialOpen(long conditions) {
        return (conditions & Condition.OFFICIAL_OPEN) != 0;
    }

    /** Whether these conditions describe an exchange's report of its official closing price. */
    static boolean isOfficialClose(long conditions) {
        return (conditions & Condition.OFFICIAL_CLOSE) != 0;
    }

    /** Whether these conditions describe a print of an opening auction. */
    static boolean isOpeningAuction(long conditions) {
        return (conditions & Condition.OPENING_AUCTION) != 0;
    }

    /** Whether these conditions describe a print of a closing auction. */
    static boolean isClosingAuction(long conditions) {
        return (conditions & Condition.CLOSING_AUCTION) != 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** AlgoSeek's bits. */
    static final class Condition {
        static final long CASH = 1 << 1;
        static final long NEXT_DAY = 1 << 2;
        static final long SELLER = 1 << 3;
        static final long INTERMARKET_SWEEP = 1 << 5;
        static final long OPENING_AUCTION = 1 << 6;
        static final long CLOSING_AUCTION = 1 << 7;
        static final long DERIVATIVELY_PRICED = 1 << 9;
        static final long FORM_T = 1 << 10;
        static final long EXTENDED_HOURS = 1 << 13;
        static final long STOCK_OPTION = 1 << 18;
        static final long AVERAGE_PRICE = 1 << 20;
        static final long PRICE_VARIATION = 1 << 22;
        static final long OFFICIAL_CLOSE = 1 << 24;
        static final long PRIOR_REFERENCE = 1 << 25;
        static final long OFFICIAL_OPEN = 1 << 26;
        static final long ODD_LOT = 1L << 31;

        static final long NO_LAST_SALE = CASH
                | NEXT_DAY
                | SELLER
                | DERIVATIVELY_PRICED
                | FORM_T
                | EXTENDED_HOURS
                | STOCK_OPTION
                | AVERAGE_PRICE
                | PRICE_VARIATION
                | PRIOR_REFERENCE
                | ODD_LOT;
        static final long NOT_OF_MINUTES = NO_LAST_SALE | INTERMARKET_SWEEP;
    }
}
