package io.ringside.engine;

import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the stages share threads and how these wait.
 *
 * @param layout stages by thread, such as {@code indicator+signal+risk, journal, order}; {@code auto} is one thread below
 *     six cores and {@code indicator+signal+risk, journal, order} from there on
 * @param waiting how a thread waits for events
 * @param ringSize slots in the ring, a power of two
 * @param publishTimeoutMs how long a full ring may push back before the engine stops
 */
public record ThreadSettings(String layout, Wait waiting, int ringSize, int publishTimeoutMs) {
    /** One thread for all stages, woken by a lock: works on any machine. */
    public static final ThreadSettings DEFAULT = new ThreadSettings("auto", Wait.BLOCKING, 4096, 5000);

    private static final String FUSED = "indicator+signal+risk+journal+order";
    private static final String SPLIT = "indicator+signal+risk, journal, order";

    /** How a thread waits for events. */
    public enum Wait {
        /** On a lock: about 11 microseconds to wake, no load when idle. */
        BLOCKING,
        /** Spins, then sleeps 100 microseconds at a time: little load when idle. */
        SLEEPING,
        /** Spins, then yields: a core's load, but gives way. */
        YIELDING,
        /** Spins: a core for each thread. */
        BUSY_SPIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ThreadSettings {
        if (Integer.bitCount(ringSize) != 1 || ringSize < 64 || ringSize > 1 << 20) {
            throw new IllegalArgumentException("ring-size must be a power of two from 64 to 1048576, not " + ringSize);
        }
        if (publishTimeoutMs < 1 || publishTimeoutMs > 600_000) {
            throw new IllegalArgumentException("publish-timeout must be 1 ms to 10 minutes, not " + publishTimeoutMs);
        }
        if (!layout.equals("auto")) {
            groups(layout, 1);
        }
    }

    /** First stage of each thread, for a machine with so many cores. */
    List<Stage> firstStages(int cores) {
        return groups(layout, cores);
    }

    /**
     * Refuses a layout whose spinning threads, the producer's included, outnumber the cores: they would only wait for each
     * other.
     */
    void check(int cores) {
        int threads = firstStages(cores).size() + 1;
        if (waiting == Wait.BUSY_SPIN && threads > cores) {
            throw new UserError(
                    "engine.wait = busy-spin needs a core for each of " + threads + " threads, but there are " + cores
                            + "; use yielding or blocking, or fewer threads in engine.layout");
        }
    }

    private static List<Stage> groups(String layout, int cores) {
        String text = layout.equals("auto") ? (cores < 6 ? FUSED : SPLIT) : layout;
        List<Stage> first = new ArrayList<>();
        int next = 0;
        for (String group : text.split(",", -1)) {
            first.add(next < Stage.values().length ? Stage.values()[next] : Stage.ORDER);
            for (String name : group.split("\\+", -1)) {
                if (next >= Stage.values().length || !name.strip().equals(Stage.values()[next].toString())) {
                    throw new IllegalArgumentException("layout = \"" + layout + "\" must be auto or name the stages "
                            + "indicator, signal, risk, journal, order in this order, with + within a thread and a comma "
                            + "between threads");
                }
                next++;
            }
        }
        if (next != Stage.values().length) {
            throw new IllegalArgumentException("layout = \"" + layout + "\" leaves out " + Stage.values()[next]);
        }
        return first;
    }
}
