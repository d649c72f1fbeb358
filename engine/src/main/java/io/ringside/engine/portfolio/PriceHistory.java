package io.ringside.engine.portfolio;

import io.ringside.engine.event.ExactRatio;

/**
 * The last bars of every name, one a session, the newest first. Prices are {@code long} at 1e-8.
 *
 * <p>Thread: its owner's.
 */
public final class PriceHistory {
    private final int kept;
    private final int[][] day;
    private final long[][] openE8;
    private final long[][] highE8;
    private final long[][] lowE8;
    private final long[][] closeE8;
    /** How many bars of each name were ever added. */
    private final long[] added;

    /**
     * @param names how many names
     * @param kept how many bars of each are remembered
     */
    public PriceHistory(int names, int kept) {
        this.kept = kept;
        day = new int[names][kept];
        openE8 = new long[names][kept];
        highE8 = new long[names][kept];
        lowE8 = new long[names][kept];
        closeE8 = new long[names][kept];
        added = new long[names];
    }

    /** Adds a session's bar. */
    public void add(int name, int sessionDay, long openE8, long highE8, long lowE8, long closeE8) {
        int at = (int) (added[name]++ % kept);
        day[name][at] = sessionDay;
        this.openE8[name][at] = openE8;
        this.highE8[name][at] = highE8;
        this.lowE8[name][at] = lowE8;
        this.closeE8[name][at] = closeE8;
    }

    /** Adjusts all stored prices for a split of one share into {@code numerator / denominator}. */
    public void split(int name, long numerator, long denominator) {
        for (int back = bars(name) - 1; back >= 0; back--) {
            int at = at(name, back);
            openE8[name][at] = ExactRatio.nearestQuotient(openE8[name][at], numerator, denominator);
            highE8[name][at] = ExactRatio.nearestQuotient(highE8[name][at], numerator, denominator);
            lowE8[name][at] = ExactRatio.nearestQuotient(lowE8[name][at], numerator, denominator);
            closeE8[name][at] = ExactRatio.nearestQuotient(closeE8[name][at], numerator, denominator);
        }
    }

    /** How many bars are remembered. */
    public int bars(int name) {
        return (int) Math.min(added[name], kept);
    }

    /** Session of a bar; 0 back is the newest. */
    public int day(int name, int back) {
        return day[name][at(name, back)];
    }

    /** First price of a bar. */
    public long openE8(int name, int back) {
        return openE8[name][at(name, back)];
    }

    /** Highest price of a bar. */
    public long highE8(int name, int back) {
        return highE8[name][at(name, back)];
    }

    /** Lowest price of a bar. */
    public long lowE8(int name, int back) {
        return lowE8[name][at(name, back)];
    }

    /** Last price of a bar. */
    public long closeE8(int name, int back) {
        return closeE8[name][at(name, back)];
    }

    /** How far back the last bar on or before a day is, or -1 if the history has none. */
    public int backOn(int name, int sessionDay) {
        int newest = 0;
        int oldest = bars(name);
        // Bars before the answer are too new.
        while (newest < oldest) {
            int middle = (newest + oldest) >>> 1;
            if (day(name, middle) <= sessionDay) {
                oldest = middle;
            } else {
                newest = middle + 1;
            }
        }
        return newest < bars(name) ? newest : -1;
    }

    private int at(int name, int back) {
        if (back < 0 || back >= bars(name)) {
            throw new IndexOutOfBoundsException("bar " + back + " back of " + bars(name));
        }
        return (int) ((added[name] - 1 - back) % kept);
    }
}
