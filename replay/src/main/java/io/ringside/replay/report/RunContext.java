package io.ringside.replay.report;

import java.util.List;
import java.util.Map;

/**
 * Data of a run on a tear sheet in addition to its files of figures.
 *
 * @param title instruments and strategy
 * @param facts labels and values: data, profile, costs, build
 * @param warnings reasons to doubt the result
 * @param parameters every setting, by key
 * @param paths bars and stops by symbol; empty if there is no journal
 * @param costs costs of fills, by session
 */
public record RunContext(
        String title,
        List<Fact> facts,
        List<String> warnings,
        List<Fact> parameters,
        Map<String, PricePath> paths,
        List<DayCosts> costs) {
    /** A label with its value. */
    public record Fact(String label, String value) {}

    /**
     * Costs of the fills of one session, at 1e-8.
     *
     * @param epochDay the session, days since 1970
     * @param commissionE8 the broker's charge
     * @param slippageE8 money by which prices were worse than their reference prices
     */
    public record DayCosts(int epochDay, long commissionE8, long slippageE8) {}

    public RunContext {
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
        parameters = List.copyOf(parameters);
        costs = List.copyOf(costs);
    }
}
