package io.ringside.replay.report;

import java.util.List;
import java.util.Map;

/**
 * What a tear sheet tells of a run beyond its files of figures.
 *
 * @param title what was traded, by which strategy
 * @param facts label and value of what the run is: data, profile, costs, build
 * @param warnings why a reader should not believe the result as it stands
 * @param parameters every setting, by key
 * @param paths bars and stops by symbol; empty if there is no journal
 * @param costs what fills cost, by session
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
     * What the fills of one session cost, at 1e-8.
     *
     * @param epochDay the session, days since 1970
     * @param commissionE8 the broker's charge
     * @param slippageE8 by how much prices were worse than those they refer to
     */
    public record DayCosts(int epochDay, long commissionE8, long slippageE8) {}

    public RunContext {
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
        parameters = List.copyOf(parameters);
        costs = List.copyOf(costs);
    }
}
