package io.ringside.gateway.live.inbound;

/**
 * Bounds on figures of the broker's, far beyond real values, within which no sum or product overflows.
 *
 * <p>Thread: any; it has no state.
 */
public final class InboundBounds {
    /** 1.0. */
    public static final long ONE_E8 = 100_000_000L;

    /** Largest price of a share: ten million. */
    public static final long PRICE_MAX_E8 = 10_000_000L * ONE_E8;
    /** Largest number of shares of an order or position. */
    public static final long SHARES_MAX = 1_000_000_000L;
    /** Largest value of a trade: ten billion. */
    public static final long VALUE_MAX_E8 = 10_000_000_000L * ONE_E8;
    /** Largest volume of a bar. */
    public static final long VOLUME_MAX = 10_000_000_000L;

    /** How far an execution may be from a price of the last minutes, in percent of it. */
    static final int COLLAR_PERCENT = 20;
    /** How far from an older one, such as yesterday's close at the open. */
    static final int COLLAR_OLD_PERCENT = 60;
    /** Age from which a price counts as old. */
    static final long PRICE_OLD_NANOS = 10 * 60 * 1_000_000_000L;

    private InboundBounds() {}

    /** Whether a price is possible. */
    public static boolean isPrice(long priceE8) {
        return priceE8 > 0 && priceE8 <= PRICE_MAX_E8;
    }

    /** Whether a trade of so many shares at that price is possible. */
    public static boolean isValue(long priceE8, long shares) {
        return shares <= SHARES_MAX && shares <= VALUE_MAX_E8 / priceE8;
    }

    /** Whether a commission or rebate is possible for a trade: at most a tenth of its value plus a hundred. */
    public static boolean isCommission(long commissionE8, long priceE8, long shares) {
        long value = Math.abs(shares) > VALUE_MAX_E8 / Math.max(1, priceE8) ? VALUE_MAX_E8 : priceE8 * Math.abs(shares);
        return Math.abs(commissionE8) <= value / 10 + 100 * ONE_E8;
    }

    /** Whether a price lies within a collar of so many percent round another. */
    static boolean isNear(long priceE8, long lastE8, int percent) {
        return Math.abs(priceE8 - lastE8) <= lastE8 / 100 * percent;
    }
}
