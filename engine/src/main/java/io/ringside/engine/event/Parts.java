package io.ringside.engine.event;

/**
 * The parts that a position is made of. Each part is an order of its own with a stop, and maybe a target, of its own, so
 * that none of them depends on another one's executions.
 *
 * @param count parts of a position that exits in several steps, or units of one that is built up; 1 for neither
 * @param grows whether the parts are units, entered one after the other
 * @param first fraction of the shares that the first part of a position has that exits in steps; the last part has the rest
 * @param second fraction of the second part, 0 if only the rest follows
 * @param third fraction of the third part, likewise
 */
public record Parts(int count, boolean grows, double first, double second, double third) {
    /** Most parts of a position. */
    public static final int MOST = 4;
    /** Most units of a position. */
    public static final int UNITS_MAX = 10;

    /** The whole position as one part. */
    public static final Parts ONE = new Parts(1, false, 0, 0, 0);

    /** So many units, one after the other. */
    public static Parts units(int count) {
        return new Parts(count, true, 0, 0, 0);
    }

    /**
     * The same with one more part that exits before the rest.
     *
     * @throws IllegalArgumentException if the fraction is not above 0, the fractions add up to 1 or more, or there are too
     *     many of them
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

    /** Fraction of the shares in a part other than the last one. */
    public double share(int part) {
        return part == 0 ? first : part == 1 ? second : third;
    }
}
