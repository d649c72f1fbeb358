package io.ringside.gateway.live.inbound;

/**
 * Outer bounds of figures, far beyond everything real, within which no sum or product of theirs overflows.
 *
 * <p>Thread: any; it has no state.
 */
public final class InboundBounds {
    /** 1.0. */
    public static final long ONE_E8 = 100_000_000L;

    /** No share costs as much: ten million. */
    public static final long PRICE_MAX_E8 = 10_000_000L * ONE_E8;
    /** Nobody trades or holds as many shares of anything. */
    public static final long SHARES_MAX = 1_000_000_000L;
    /** No trade of ours is worth as much: ten billion. */
    public static final long VALUE_MAX_E8 = 10_000_000_000L * ONE_E8;
    /** No session of any share has as much volume. */
    public static final long VOLUME_MAX = 10_000_000_000L;

    /** How far an execution may be from a price of the last minutes, in percent of it. */
    static final int COLLAR_PERCENT = 20;
    /** How far from an older one, such as yesterday's close at the open. */
    static final int COLLAR_OLD_PERCENT = 60;
    /** From when on a price is an older one. */
    static final long PRICE_OLD_NANOS = 10 * 60 * 1_000_000_000L;

    private InboundBounds() {}

    /** Whether something can cost as much. */
    public static boolean isPrice(long priceE8) {
        return priceE8 > 0 && priceE8 <= PRICE_MAX_E8;
    }

    /** Whether so many shares can be worth that price each. */
    public static boolean isValue(long priceE8, long shares) {
        return shares <= SHARES_MAX && shares <= VALUE_MAX_E8 / priceE8;
    }

    /** Whether a trade can cost, or bring back, as much: a tenth of its value and a hundred. */
    public static boolean isCommission(long commissionE8, long priceE8, long shares) {
        long value = Math.abs(shares) > VALUE_MAX_E8 / Math.max(1, priceE8) ? VALUE_MAX_E8 : priceE8 * Math.abs(shares);
        return Math.abs(commissionE8) <= value / 10 + 100 * ONE_E8;
    }

    /** Whether a price lies within a collar of so many percent round another. */
    static boolean isNear(long priceE8, long lastE8, int percent) {
        return Math.abs(priceE8 - lastE8) <= lastE8 / 100 * percent;
    }
}
