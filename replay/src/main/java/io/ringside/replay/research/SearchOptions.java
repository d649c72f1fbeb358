package io.ringside.replay.research;

import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Options of a search among settings: the grid, the objective, the number of threads.
 *
 * <p>Thread: the command's.
 */
final class SearchOptions {
    private static final int THREADS_MAX = 1024;

    @Option(
            names = "--grid",
            required = true,
            paramLabel = "KEY=VALUES",
            description = "1..21:2 or 100,150,200; repeatable, every combination is run")
    List<String> grid = new ArrayList<>();

    @Option(
            names = "--objective",
            paramLabel = "FIGURE",
            defaultValue = "sharpe",
            description = "what the best set has most of; ${DEFAULT-VALUE} if not given")
    String objective;

    @Option(
            names = "--constraint",
            paramLabel = "\"FIGURE > N\"",
            description = "what the best set must meet, such as \"max_drawdown_pct > -20\"; repeatable")
    List<String> constraints = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "N", description = "all cores if not given")
    Integer threads;

    /** The objective. */
    Objective objective() {
        return Objective.of(objective, constraints);
    }

    /**
     * The engine that runs the sets on this machine.
     *
     * @throws UserError if the number of threads is out of range
     */
    SetEngine cores() {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (cores < 1 || cores > THREADS_MAX) {
            throw new UserError("--threads " + cores + ": must be 1 to " + THREADS_MAX);
        }
        return new CoreEngine(cores);
    }
}
