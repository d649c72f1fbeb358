package io.ringside.engine.account;

/**
 * How much all positions together may be worth: a multiple of the equity. A single position is limited by the sizing rule
 * already; this limit is for several positions at once. It is checked when an entry is sized, and by the simulated broker
 * again at each fill of the entry, since prices move in between. The parts of a position that are entered at once are one
 * entry. Exits are never limited.
 *
 * <p>Thread: any; immutable.
 *
 * @param mode what becomes of an entry that does not fit
 * @param leverage most value of all positions, as a multiple of the equity
 */
public record AccountLimit(Mode mode, double leverage) {
    /** What becomes of an entry that the account has no room for. */
    public enum Mode {
        /** It gets the room that is left, first come, first served; at one instant by instrument id. */
        SCALE,
        /** It is refused as a whole. */
        REFUSE,
        /** Positions are not limited together. */
        OFF
    }

    /** No limit. */
    public static final AccountLimit NONE = new AccountLimit(Mode.OFF, 1);

    /** Whether there is a limit at all. */
    public boolean isOff() {
        return mode == Mode.OFF;
    }

    /** Value that may still be added beside positions of such a gross value, at 1e-8; negative if they are too large. */
    public long roomE8(long equityE8, long grossE8) {
        double most = equityE8 * leverage;
        return most >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.subtractExact((long) most, grossE8);
    }
}
