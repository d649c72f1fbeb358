package io.ringside.replay.research;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where the sets of a sweep are run: on this machine's cores, or on a cluster. The unit of work is one configuration over
 * one tape; the results do not depend on where it is done.
 *
 * <p>Thread: the command's.
 */
public interface SetEngine {
    /**
     * Runs the sets.
     *
     * @param sets what to run
     * @param window the data
     * @param sessions sessions that are traded
     * @param results told each result on the calling thread, in any order
     */
    void run(List<ParameterSet> sets, Window window, int sessions, Consumer<SetResult> results);
}
