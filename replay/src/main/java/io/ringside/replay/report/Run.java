package io.ringside.replay.report;

/**
 * Data of a run in addition to its trades and its equity.
 *
 * @param startingEquityE8 capital before the first session, at 1e-8
 * @param commissionsE8 charged in total, at 1e-8
 * @param slippageE8 money by which fills were worse than their reference prices, in total, at 1e-8; {@link Trade#UNKNOWN} for
 *     a broker's, which tells no reference prices
 * @param bars bars traded on, those for warming up not counted
 * @param events events in the journal
 * @param digest SHA-256 over the journal's records, in hexadecimal
 * @param synthetic whether the prices were generated
 * @param highestGross highest value of all positions over the equity that was reached; NaN if unknown
 * @param ruined whether the equity fell to zero or below, so that trading ended
 * @param risklessPercent riskless rate, a year in percent
 */
public record Run(
        long startingEquityE8,
        long commissionsE8,
        long slippageE8,
        long bars,
        long events,
        String digest,
        boolean synthetic,
        double highestGross,
        boolean ruined,
        double risklessPercent) {
    public Run {
        if (startingEquityE8 <= 0) {
            throw new IllegalArgumentException("a run starts with capital");
        }
    }

    /** The same against another riskless rate. */
    public Run withRiskless(double percent) {
        return new Run(
                startingEquityE8,
                commissionsE8,
                slippageE8,
                bars,
                events,
                digest,
                synthetic,
                highestGross,
                ruined,
                percent);
    }
}
