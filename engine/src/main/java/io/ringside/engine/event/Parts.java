package io.ringside.engine.event;

/**
 * Of which parts a position is made. Each part is an order of its own with a stop, and maybe a target, of its own, so that
 * none of them depends on what another one executes.
 *
 * @param count parts of a position that leaves in several steps, units of one that grows; 1 for neither
 * @param grows whether the parts are units, entered one after the other
 * @param first share of the shares that the first part of a position that leaves in steps has; the last part has the rest
 * @param second share of the second part, 0 if there is none but the rest
 * @param third share of the third part, likewise
 */
public record Parts(int count, boolean grows, double first, double second, double third) {
    /** Most parts of a position. */
    public static final int MOST = 4;
    /** Most units of a position. */
    public static final int UNITS_MAX = 10;

    /** All in one. */
    public static final Parts ONE = new Parts(1, false, 0, 0, 0);

    /** So many units, one after the other. */
    public static Parts units(int count) {
        return new Parts(count, true, 0, 0, 0);
    }

    /**
     * The same with one more part that leaves before the rest.
     *
     * @throws IllegalArgumentException if the shares are not above 0 and below 1 together, or there are too many of them
     */
    public Parts with(double share) {
        if (grows || count == MOST) {
            throw new IllegalArgumentException(
                    grows ? "units do not leave in steps" : "a position leaves in at most " + MOST + " steps");
        }
        if (!(share > 0 && first + second + third + share < 1)) {
            throw new IllegalArgumentException(
                    "shares that leave before the rest must be above 0, and less than 1 together");
        }
        return new Parts(
                count + 1, false, count == 1 ? share : first, count == 2 ? share : second, count == 3 ? share : third);
    }

    /** Share of a part that is not the last one. */
    public double share(int part) {
        return part == 0 ? first : part == 1 ? second : third;
    }
}
