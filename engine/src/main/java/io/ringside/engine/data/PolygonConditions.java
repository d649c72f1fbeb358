package io.ringside.engine.data;

import io.ringside.engine.data.PriceRule.Condition;

/**
 * Translates Polygon's sale-condition numbers, of which a trade may have several as in {@code 14,41} or {@code [14, 41]}, to
 * the bits of {@link PriceRule}.
 *
 * <p>Thread: any; it has no state.
 */
final class PolygonConditions {
    /** Stands for conditions that cannot be translated; no trade has all bits set. */
    static final long UNKNOWN = -1;

    /** Largest number of a stock's sale condition; higher ones are of other markets. */
    private static final int CODE_MAX = 57;

    private PolygonConditions() {}

    /**
     * The bits of a field; {@link #UNKNOWN} if one of its numbers is no condition of a stock's trade, or the field holds
     * something else.
     */
    static long bits(CharSequence field) {
        long bits = 0;
        int code = -1;
        for (int i = 0; i <= field.length(); i++) {
            char c = i < field.length() ? field.charAt(i) : ',';
            if (c >= '0' && c <= '9') {
                code = Math.max(code, 0) * 10 + (c - '0');
                if (code > CODE_MAX) {
                    return UNKNOWN;
                }
            } else if (",; []|".indexOf(c) < 0) {
                return UNKNOWN;
            } else if (code >= 0) {
                bits |= bit(code);
                code = -1;
            }
        }
        return bits;
    }

    /** The bit of a number; 0 for a condition that does not matter to prices, such as an automatic execution. */
    private static long bit(int code) {
        return switch (code) {
            case 2 -> Condition.AVERAGE_PRICE;
            case 7 -> Condition.CASH;
            case 8, 19 -> Condition.CLOSING_AUCTION;
            case 10 -> Condition.DERIVATIVELY_PRICED;
            case 12 -> Condition.FORM_T;
            case 13 -> Condition.EXTENDED_HOURS;
            case 14 -> Condition.INTERMARKET_SWEEP;
            // A correction of the consolidated close repeats what was traded, too.
            case 15, 38 -> Condition.OFFICIAL_CLOSE;
            case 16 -> Condition.OFFICIAL_OPEN;
            case 17, 25 -> Condition.OPENING_AUCTION;
            case 20 -> Condition.NEXT_DAY;
            case 21 -> Condition.PRICE_VARIATION;
            case 22 -> Condition.PRIOR_REFERENCE;
            case 29 -> Condition.SELLER;
            // Contingent on a trade of something else, as on an option.
            case 35, 52, 53 -> Condition.STOCK_OPTION;
            case 37 -> Condition.ODD_LOT;
            default -> 0;
        };
    }
}
