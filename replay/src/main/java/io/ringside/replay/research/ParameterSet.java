package io.ringside.replay.research;

import java.io.Serializable;
import java.util.List;

/**
 * One configuration of a sweep.
 *
 * @param index index in the grid, the last axis running fastest
 * @param values one a grid axis
 * @param configuration the configuration in full
 * @param digest SHA-256 of that text, in hexadecimal: two runs with the same digest and data have the same result
 * @param signalKey key of the settings of the first two stages: sets with the same key share recorded signals
 */
public record ParameterSet(int index, List<String> values, String configuration, String digest, String signalKey)
        implements Serializable {
    public ParameterSet {
        values = List.copyOf(values);
    }
}
