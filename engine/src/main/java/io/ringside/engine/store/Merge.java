package io.ringside.engine.store;

import java.util.List;

/**
 * The result of merging bars into a series.
 *
 * @param added bars later than all before
 * @param filled bars that were missing between others
 * @param revised bars that replaced different ones, a line each
 */
public record Merge(int added, int filled, List<String> revised) {
    public Merge {
        revised = List.copyOf(revised);
    }

    /** Whether anything changed. */
    public boolean changed() {
        return added + filled > 0 || !revised.isEmpty();
    }
}
