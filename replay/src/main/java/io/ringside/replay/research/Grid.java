package io.ringside.replay.research;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All parameter sets of a sweep: every combination of the axes' values over one configuration, each checked as a whole.
 *
 * <p>Thread: any; immutable.
 */
final class Grid {
    private static final int SETS_MAX = 200_000;

    private final List<GridAxis> axes;
    private final List<ParameterSet> sets;

    private Grid(List<GridAxis> axes, List<ParameterSet> sets) {
        this.axes = List.copyOf(axes);
        this.sets = List.copyOf(sets);
    }

    /**
     * Combines the axes.
     *
     * @throws UserError if an axis is malformed, a key unknown, or a value refused
     */
    static Grid of(Config base, List<String> texts) {
        List<GridAxis> axes = texts.stream().map(GridAxis::parse).toList();
        Set<String> keys = new HashSet<>();
        long count = 1;
        for (GridAxis axis : axes) {
            if (!keys.add(axis.key())) {
                throw new UserError("--grid " + axis.key() + ": is given twice; list all of its values in one");
            }
            count *= axis.values().size();
            if (count > SETS_MAX) {
                throw new UserError("--grid: more than " + SETS_MAX + " sets; widen the steps");
            }
        }
        return new Grid(axes, sets(base, axes, (int) count));
    }

    private static List<ParameterSet> sets(Config base, List<GridAxis> axes, int count) {
        try {
            return IntStream.range(0, count)
                    .parallel()
                    .mapToObj(index -> set(base, axes, index))
                    .toList();
        } catch (UserError e) {
            // The first of several errors is reported.
            return IntStream.range(0, count)
                    .mapToObj(index -> set(base, axes, index))
                    .toList();
        }
    }

    private static ParameterSet set(Config base, List<GridAxis> axes, int index) {
        String[] values = new String[axes.size()];
        int rest = index;
        for (int i = axes.size() - 1; i >= 0; i--) {
            List<String> of = axes.get(i).values();
            values[i] = of.get(rest % of.size());
            rest /= of.size();
        }
        Config config = base;
        try {
            for (int i = 0; i < values.length; i++) {
                config = EngineSettings.with(config, axes.get(i).key() + "=" + values[i]);
            }
            Engine engine = engine(config);
            String text = engine.settings().text();
            return new ParameterSet(index, List.of(values), text, sha256(text), signalKey(engine));
        } catch (UserError e) {
            throw new UserError(e.getMessage().replaceFirst("--set ", "--grid "), e);
        }
    }

    /** An engine of a configuration. */
    static Engine engine(Config config) {
        return new Engine(EngineSettings.of(config), ExchangeCalendar.usEquity());
    }

    /** An engine of a configuration's text. */
    static Engine engine(String configuration) {
        return new Engine(EngineSettings.parse(configuration, "configuration"), ExchangeCalendar.usEquity());
    }

    /** The part of the configuration that the first two stages read, as text. */
    private static String signalKey(Engine engine) {
        Config config = engine.settings().full();
        for (String path : List.of("risk", "broker", "journal", "engine", "gateway")) {
            config = config.withoutPath(path);
        }
        return config.root().render(ConfigRenderOptions.concise());
    }

    /** SHA-256 of a text, in hexadecimal. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    List<GridAxis> axes() {
        return axes;
    }

    List<ParameterSet> sets() {
        return sets;
    }

    /** Indexes of the sets that differ from one by at most a step on each axis, itself not among them. */
    List<Integer> neighbours(int index) {
        List<Integer> found = new ArrayList<>();
        for (int other = 0; other < sets.size(); other++) {
            if (other != index && isNear(index, other)) {
                found.add(other);
            }
        }
        return found;
    }

    /** Whether a set has neighbours on both sides of each axis with several numbers, and there is such an axis. */
    boolean isInterior(int index) {
        boolean any = false;
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).hasOrder()) {
                any = true;
                if (isAtEdge(index, axis)) {
                    return false;
                }
            }
        }
        return any;
    }

    /** The axes with several numbers at whose first or last value a set lies. */
    List<GridAxis> edges(int index) {
        List<GridAxis> edges = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).hasOrder() && isAtEdge(index, axis)) {
                edges.add(axes.get(axis));
            }
        }
        return edges;
    }

    private boolean isAtEdge(int index, int axis) {
        int place = place(index, axis);
        return place == 0 || place == axes.get(axis).values().size() - 1;
    }

    /** Index of a set's value on an axis. */
    int place(int index, int axis) {
        int rest = index;
        for (int i = axes.size() - 1; i > axis; i--) {
            rest /= axes.get(i).values().size();
        }
        return rest % axes.get(axis).values().size();
    }

    private boolean isNear(int one, int other) {
        for (int axis = 0; axis < axes.size(); axis++) {
            if (Math.abs(place(one, axis) - place(other, axis)) > 1) {
                return false;
            }
        }
        return true;
    }
}
