package io.ringside.engine;

import io.ringside.engine.signal.load.StrategyPath;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code strategies} object of a configuration file: where the user's own strategies are found. A path of the command
 * line takes its place.
 *
 * <p>Thread: start-up.
 */
public final class StrategySettings {
    private static volatile boolean givenByCommand;

    private StrategySettings() {}

    /**
     * Loads from where the command line says; what configurations say no longer counts.
     *
     * @throws UserError if something there cannot be loaded
     */
    public static void load(List<Path> paths) {
        StrategyPath.load(paths);
        givenByCommand = true;
    }

    /** Loads from {@code strategies.path}, if it is given. */
    static void load(SettingsNode node) {
        Path path = node.path("path");
        node.done();
        if (path != null && !givenByCommand) {
            StrategyPath.load(List.of(path));
        }
    }
}
