package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.ErrorPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of the broker's errors by code, over all connections of a day. Status messages and advisories are not counted.
 *
 * <p>Thread: any.
 */
final class ErrorCounts {
    /** Bound on memory: further codes are counted together. */
    static final int CODES_MAX = 100;

    static final String OTHERS = "other";

    private final Map<Integer, Long> byCode = new TreeMap<>();
    private long others;

    synchronized void count(int code, ErrorPolicy policy) {
        if (policy == ErrorPolicy.FARM_OK || policy == ErrorPolicy.ADVISORY) {
            return;
        }
        if (byCode.size() < CODES_MAX || byCode.containsKey(code)) {
            byCode.merge(code, 1L, Long::sum);
        } else {
            others++;
        }
    }

    /** Counts by number, in order; those beyond the first hundred numbers as "other". */
    synchronized Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        byCode.forEach((code, count) -> all.put(Integer.toString(code), count));
        if (others > 0) {
            all.put(OTHERS, others);
        }
        return all;
    }
}
