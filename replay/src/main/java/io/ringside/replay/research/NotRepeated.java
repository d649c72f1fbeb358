package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.StrategyBinding;
import java.util.stream.Collectors;

/** The error for a run that gave another result over the same data with the same settings. */
final class NotRepeated {
    private NotRepeated() {}

    /**
     * The error.
     *
     * @param engine whose strategies ran
     * @param seen the results
     */
    static UserError error(Engine engine, String seen) {
        String strategies =
                engine.bindings().stream().map(StrategyBinding::name).distinct().collect(Collectors.joining(", "));
        return new UserError((strategies.isEmpty() ? "the portfolio" : "strategy " + strategies)
                + " does not repeat: over the same data " + seen
                + "; it depends on chance, the clock or static fields: take those out; no results are written");
    }
}
