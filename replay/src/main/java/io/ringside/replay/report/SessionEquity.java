package io.ringside.replay.report;

/**
 * The account at the close of one session, marked to market; money at 1e-8.
 *
 * @param epochDay the session, days since 1970
 * @param equityE8 cash and positions
 * @param cashE8 cash, negative where borrowed
 * @param positionValueE8 market value of the positions, negative where short
 * @param benchmarkE8 value of the starting capital in the benchmark, bought at the first traded session's open and held;
 *     {@link Trade#UNKNOWN} if there is none
 * @param exposure time in the market: share of the session's bars that ended with a position, 0 to 1, whatever its size; of
 *     portfolios 1 if something is held at the close, else 0; NaN if unknown
 * @param dividendsE8 dividends paid before the session's open; included in the cash
 */
public record SessionEquity(
        int epochDay,
        long equityE8,
        long cashE8,
        long positionValueE8,
        long benchmarkE8,
        double exposure,
        long dividendsE8) {
    public SessionEquity {
        if (exposure < 0 || exposure > 1) {
            throw new IllegalArgumentException("exposure is a share of 0 to 1, not " + exposure);
        }
    }

    /** A session without dividends. */
    public SessionEquity(
            int epochDay, long equityE8, long cashE8, long positionValueE8, long benchmarkE8, double exposure) {
        this(epochDay, equityE8, cashE8, positionValueE8, benchmarkE8, exposure, 0);
    }

    /** The same session beside another benchmark. */
    public SessionEquity withBenchmark(long otherE8) {
        return new SessionEquity(epochDay, equityE8, cashE8, positionValueE8, otherE8, exposure, dividendsE8);
    }

    /** Market value of the positions over equity; NaN without equity. */
    public double leverage() {
        return equityE8 > 0 ? (double) Math.abs(positionValueE8) / equityE8 : Double.NaN;
    }
}
