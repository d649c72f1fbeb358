package io.ringside.replay.research;

import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the sets of a sweep, on this machine's cores or on a cluster. The unit of work is one configuration over one tape;
 * the results do not depend on where it is run.
 *
 * <p>Thread: the command's.
 */
public interface SetEngine {
    /**
     * Runs the sets.
     *
     * @param sets the sets
     * @param window the data
     * @param sessions number of traded sessions
     * @param results gets each result on the calling thread, in any order
     */
    void run(List<ParameterSet> sets, Window window, int sessions, Consumer<SetResult> results);
}
