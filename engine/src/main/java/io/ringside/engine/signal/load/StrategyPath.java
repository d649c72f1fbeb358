package io.ringside.engine.signal.load;

import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Loads strategies and indicators from files and registers them in this process.
 *
 * <p>Thread: start-up.
 */
public final class StrategyPath {
    private static final String JAR = ".jar";
    private static final String SOURCE = ".java";

    private static volatile boolean givenByCommand;

    private StrategyPath() {}

    /**
     * Loads from the command line's paths; the paths of configurations are ignored from then on.
     *
     * @throws UserError if something there cannot be loaded
     */
    public static void loadByCommand(List<Path> paths) {
        load(paths);
        givenByCommand = true;
    }

    /** The same for a command that lists strategies: a file that cannot be loaded is reported and skipped. */
    public static void loadByCommand(List<Path> paths, Consumer<UserError> leftOut) {
        load(paths, leftOut);
        givenByCommand = true;
    }

    /** Loads from the {@code path} of a configuration's {@code strategies} object, if it is given. */
    public static void load(SettingsNode node) {
        Path path = node.path("path");
        node.done();
        if (path != null && !givenByCommand) {
            try {
                load(List.of(path));
            } catch (UserError e) {
                throw node.error("path", e.getMessage(), e);
            }
        }
    }

    /**
     * Loads the content of the paths. Of several paths with a strategy of the same name the first one is used; the others
     * are available to journals that they wrote.
     *
     * @param paths a folder, of which all jars count, a jar, or a source file each
     * @throws UserError naming the file that cannot be read, compiled or instantiated, the two files within one path that
     *     have a strategy of the same name, or the indicator that two files have
     */
    public static void load(List<Path> paths) {
        load(paths, mistake -> {
            throw mistake;
        });
    }

    /** @param mistakes gets the error of what is skipped, or throws it */
    static void load(List<Path> paths, Consumer<UserError> mistakes) {
        List<Found> found = new ArrayList<>();
        for (Path path : paths) {
            Map<String, OwnStrategy> byName = new TreeMap<>();
            for (Path file : files(path)) {
                try {
                    CodeFile code = CodeFile.read(file);
                    Found one = file.toString().endsWith(SOURCE) ? SourceFile.open(code) : StrategyJar.open(code);
                    one.strategies().forEach(strategy -> requireOneOfItsName(byName, strategy));
                    found.add(one);
                } catch (UserError e) {
                    mistakes.accept(e);
                }
            }
        }
        Map<String, String> originOf = new TreeMap<>();
        for (Found one : List.copyOf(found)) {
            try {
                one.indicators()
                        .forEach(known -> requireOnce(
                                originOf, "indicator " + known.kind().name(), known.origin()));
            } catch (UserError e) {
                mistakes.accept(e);
                found.remove(one);
            }
        }
        Collections.reverse(found);
        for (Found one : found) {
            try {
                add(one);
            } catch (UserError e) {
                mistakes.accept(e);
            }
        }
    }

    private static void add(Found one) {
        one.strategies().forEach(strategy -> Strategies.add(strategy.kind()));
        for (Indicators.Known known : one.indicators()) {
            try {
                Indicators.add(known);
            } catch (IllegalArgumentException e) {
                throw new UserError(known.origin() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Refuses two strategies of the same name in one path: it would not be clear which one is meant. */
    private static void requireOneOfItsName(Map<String, OwnStrategy> byName, OwnStrategy strategy) {
        OwnStrategy other = byName.putIfAbsent(strategy.name(), strategy);
        if (other != null) {
            throw new UserError(strategy.place() + ": the strategy " + strategy.name() + " is in " + other.place()
                    + " too; take one of them away, or give one class another name");
        }
    }

    private static void requireOnce(Map<String, String> originOf, String what, String origin) {
        String other = originOf.put(what, origin);
        if (other != null) {
            throw new UserError(origin + ": the " + what + " is in " + other + " too; leave one of them out");
        }
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            if (!path.toString().endsWith(JAR) && !path.toString().endsWith(SOURCE)) {
                throw new UserError(path + ": must be a folder of jars, a jar, or a source file such as MyIdea.java");
            }
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UserError(path + ": there is no such folder, jar or source file to load strategies from");
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> jars = inside.filter(file -> file.toString().endsWith(JAR))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new UserError(path + ": has no jar to load strategies from");
            }
            return jars;
        } catch (IOException e) {
            throw new UserError("cannot list " + path + ": " + UserError.reason(e), e);
        }
    }
}
