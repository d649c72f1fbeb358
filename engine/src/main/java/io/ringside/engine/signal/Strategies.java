package io.ringside.engine.signal;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Registry of strategies by name: those of the engine's own jar, and those loaded from other files. Both
 * are services ({@code META-INF/services/io.ringside.engine.signal.Strategy}).
 *
 * <p>Thread: any.
 */
public final class Strategies {
    /** Suffix of the keys in a strategy's settings that hold the digest of its code. */
    static final String DIGEST_SUFFIX = "-digest";

    private static final String DIGEST_KEY = "strategy" + DIGEST_SUFFIX;

    private static final Map<String, Kind> BY_NAME = new ConcurrentSkipListMap<>();
    /** Loaded strategies by name and digest: an older journal may need an earlier version than the current day. */
    private static final Map<String, Kind> BY_DIGEST = new ConcurrentSkipListMap<>();

    static {
        ServiceLoader.load(Strategy.class, Strategies.class.getClassLoader()).stream()
                .forEach(one -> put(new Kind(nameOf(one.type()), one, "", "")));
    }

    /**
     * A registered strategy.
     *
     * @param name in configurations
     * @param maker creates a new instance
     * @param origin file that it was loaded from; empty for the engine's own
     * @param digest SHA-256 of that file in hexadecimal; empty for the engine's own
     */
    public record Kind(String name, Supplier<? extends Strategy> maker, String origin, String digest) {
        /** A new instance with its defaults, for a listing and not to be run. */
        public Strategy describe() {
            Strategy strategy = maker.get();
            strategy.describe(
                    SettingsNode.root(ConfigFactory.empty()),
                    ExchangeCalendar.usEquity(),
                    Instrument.usEquity(0, "ANY"));
            return strategy;
        }
    }

    private Strategies() {}

    /** Files that strategies were loaded from, each once, so that another process can load them too. */
    public static List<String> origins() {
        return BY_NAME.values().stream()
                .map(Kind::origin)
                .filter(origin -> !origin.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** The file that a strategy's class was loaded from; empty if it is the engine's own or on the class path. */
    static Optional<String> fileOf(Class<?> type) {
        // The class loader of a file is named after it.
        return Optional.of(type.getClassLoader())
                .filter(loader -> loader != Strategies.class.getClassLoader())
                .map(ClassLoader::getName);
    }

    /** Files that strategies of these bindings were loaded from, each once; for hints to a user. */
    public static List<String> origins(List<StrategyBinding> bindings) {
        return bindings.stream()
                .map(binding -> BY_NAME.get(nameOf(binding.strategy().getClass())))
                .filter(kind -> kind != null && !kind.origin().isEmpty())
                .map(Kind::origin)
                .distinct()
                .toList();
    }

    /** All of them, by name. */
    public static List<Kind> all() {
        return new ArrayList<>(BY_NAME.values());
    }

    /** Registers a strategy under the name of its class; for programs with their own strategies. */
    public static void add(Supplier<? extends Strategy> maker) {
        put(new Kind(nameOf(maker.get().getClass()), maker, "", ""));
    }

    /**
     * Registers a loaded strategy. By name it replaces one that was loaded before; by digest both stay registered.
     *
     * @throws UserError if its name is that of one of the engine's own
     */
    public static void add(Kind loaded) {
        Kind known = BY_NAME.get(loaded.name());
        if (known != null && known.digest().isEmpty()) {
            throw new UserError(loaded.origin() + ": a strategy " + loaded.name()
                    + " is there already; give the class another name");
        }
        put(loaded);
        BY_DIGEST.put(loaded.name() + " " + loaded.digest(), loaded);
    }

    /** A class's name in configurations: {@code mean-reversion-in-trend} for MeanReversionInTrend. */
    public static String nameOf(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A new instance for one instrument.
     *
     * @param node the strategy's object in the configuration
     * @param instruments all of the configuration's
     * @throws UserError if the name is unknown, its code is not the one that the configuration asks for, or a parameter is
     *     refused
     */
    public static Strategy create(
            String name,
            SettingsNode node,
            ExchangeCalendar calendar,
            List<Instrument> instruments,
            Instrument instrument) {
        Kind kind = BY_NAME.get(name);
        if (kind == null && node.has(DIGEST_KEY)) {
            throw node.error(
                    "strategy",
                    "is not here, its file has SHA-256 " + node.text(DIGEST_KEY, "") + "; give it by --strategy-path");
        }
        if (kind == null) {
            throw node.error(
                    "strategy",
                    "must be one of " + BY_NAME.keySet() + ", or be found by strategies.path or --strategy-path");
        }
        Kind asked = node.has(DIGEST_KEY) ? BY_DIGEST.get(name + " " + node.text(DIGEST_KEY, "")) : null;
        Kind found = asked != null ? asked : kind;
        requireDigest(node, DIGEST_KEY, found.origin(), found.digest());
        return start(found.maker().get(), node, calendar, instruments, instrument);
    }

    /** Lets a strategy define itself with its settings. */
    public static Strategy start(
            Strategy strategy,
            SettingsNode node,
            ExchangeCalendar calendar,
            List<Instrument> instruments,
            Instrument instrument) {
        strategy.start(node, calendar, instruments, instrument);
        return strategy;
    }

    /** Records the digest of loaded code in the settings, so that journals have it, or compares it with the recorded one. */
    static void requireDigest(SettingsNode node, String key, String origin, String digest) {
        if (digest.isEmpty() && !node.has(key)) {
            return;
        }
        if (!node.text(key, digest).equals(digest)) {
            throw node.error(
                    key,
                    (origin.isEmpty() ? "this build brings its own" : origin + " has SHA-256 " + digest)
                            + ", which is not what ran then; give the file that did by --strategy-path");
        }
    }

    private static void put(Kind kind) {
        BY_NAME.put(kind.name(), kind);
    }
}
