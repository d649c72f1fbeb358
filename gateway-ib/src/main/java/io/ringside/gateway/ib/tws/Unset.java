package io.ringside.gateway.ib.tws;

/**
 * The values that stand for "not given" on either side of the codec, whichever of its several notations the protocol uses.
 *
 * <p>Thread: any; it has no state.
 */
public final class Unset {
    /** A price, size or amount that was not given. */
    public static final long E8 = Long.MAX_VALUE;

    /** A time that was not given, or whose zone is unknown. */
    public static final long NANOS = Long.MIN_VALUE;

    private Unset() {}
}
