package io.ringside.engine.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One object of a configuration file, read key by key. Every error names file, line, key, value and what is allowed; a key
 * that no code reads is an error as well.
 *
 * <p>Thread: start-up.
 */
public final class SettingsNode {
    private static final int SHOWN_MAX = 80;
    private static final String MERGED = "merge of ";

    private final String path;
    private final ConfigObject object;
    private final Map<String, Object> effective;
    private final Set<String> asked = new LinkedHashSet<>();

    private SettingsNode(String path, ConfigObject object, Map<String, Object> effective) {
        this.path = path;
        this.object = object;
        this.effective = effective;
    }

    /** The root of a configuration. */
    public static SettingsNode root(Config config) {
        return new SettingsNode("", config.root(), new TreeMap<>());
    }

    /** A nested object, empty if absent. */
    public SettingsNode node(String key) {
        ConfigValue value = take(key);
        if (value == null) {
            return new SettingsNode(pathOf(key), ConfigFactory.empty().root(), effective);
        }
        if (value.valueType() != ConfigValueType.OBJECT) {
            throw error(key, "must be an object { ... }");
        }
        return new SettingsNode(pathOf(key), (ConfigObject) value, effective);
    }

    /** Its own key in the object around it. */
    public String key() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** A nested object that must be there. */
    public SettingsNode required(String key) {
        if (!has(key)) {
            throw missing(key);
        }
        return node(key);
    }

    /** A list of objects. */
    public List<SettingsNode> nodes(String key) {
        ConfigValue value = take(key);
        if (value == null) {
            return List.of();
        }
        if (value.valueType() != ConfigValueType.LIST) {
            throw error(key, "must be a list [ ... ]");
        }
        List<SettingsNode> nodes = new ArrayList<>();
        for (ConfigValue element : (ConfigList) value) {
            if (element.valueType() != ConfigValueType.OBJECT) {
                throw error(key, "must be a list of objects [ { ... } ]");
            }
            nodes.add(new SettingsNode(pathOf(key), (ConfigObject) element, new TreeMap<>()));
        }
        return nodes;
    }

    /** Names of all keys, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(object.keySet());
    }

    /** Whether the key is given. */
    public boolean has(String key) {
        ConfigValue value = object.get(key);
        return value != null && value.valueType() != ConfigValueType.NULL;
    }

    /** Text, or the default; a default of null makes the key mandatory. */
    public String text(String key, String otherwise) {
        ConfigValue value = take(key);
        if (value == null) {
            if (otherwise == null) {
                throw missing(key);
            }
            effective.put(pathOf(key), otherwise);
            return otherwise;
        }
        if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
            throw error(key, "must be a single value");
        }
        return String.valueOf(value.unwrapped());
    }

    /** A path, relative to the file that names it; null if it is not given. */
    public Path path(String key) {
        if (take(key) == null) {
            return null;
        }
        Path given = parsed(key, null, Path::of);
        String file = object.get(key).origin().filename();
        return file == null ? given : Path.of(file).resolveSibling(given);
    }

    /** A list of texts, or the default; a default of null makes the key mandatory. */
    public List<String> texts(String key, List<String> otherwise) {
        ConfigValue value = take(key);
        if (value == null) {
            if (otherwise == null) {
                throw missing(key);
            }
            return otherwise;
        }
        if (value.valueType() != ConfigValueType.LIST) {
            return List.of(text(key, ""));
        }
        return ((ConfigList) value)
                .stream().map(element -> String.valueOf(element.unwrapped())).toList();
    }

    /** true or false, or the default. */
    public boolean flag(String key, boolean otherwise) {
        String text = text(key, String.valueOf(otherwise));
        return switch (text) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw error(key, "must be true or false");
        };
    }

    /** A whole number within bounds, or the default. */
    public long whole(String key, long otherwise, long min, long max) {
        String text = text(key, String.valueOf(otherwise));
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw error(key, "must be a whole number from " + min + " to " + max, e);
        }
        throw error(key, "must be a whole number from " + min + " to " + max);
    }

    /** A whole number within bounds that fits an int, or the default. */
    public int number(String key, int otherwise, int min, int max) {
        return (int) whole(key, otherwise, min, max);
    }

    /** A decimal number within bounds, or the default. */
    public double decimal(String key, double otherwise, double min, double max) {
        String text = text(key, String.valueOf(otherwise));
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw error(key, "must be a number from " + min + " to " + max, e);
        }
        throw error(key, "must be a number from " + min + " to " + max);
    }

    /** Money or a price at 1e-8 within bounds given in units, or the default. */
    public long money(String key, String otherwise, long min, long max) {
        String text = text(key, otherwise);
        String allowed = "must be an amount from " + min + " to " + max + " with at most 8 decimals";
        try {
            // The configuration library returns small numbers with an exponent, however they were written.
            long value = new BigDecimal(text).movePointRight(8).longValueExact();
            if (value >= Math.multiplyExact(min, FixedPoint.ONE_E8)
                    && value <= Math.multiplyExact(max, FixedPoint.ONE_E8)) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw error(key, allowed, e);
        }
        throw error(key, allowed);
    }

    /** One of the named values, or the default. */
    public <T> T choice(String key, T otherwise, Map<String, T> choices) {
        String name = choices.entrySet().stream()
                .filter(entry -> entry.getValue().equals(otherwise))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        T chosen = choices.get(text(key, name));
        if (chosen == null) {
            throw error(key, "must be one of " + new TreeSet<>(choices.keySet()));
        }
        return chosen;
    }

    /** A value that the function reads; its IllegalArgumentException becomes an error that names the key. */
    public <T> T parsed(String key, String otherwise, Function<String, T> parser) {
        String text = text(key, otherwise);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw error(key, e.getMessage(), e);
        }
    }

    /** A record built from this object's values; its IllegalArgumentException becomes an error that names file and line. */
    public <T> T built(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            throw new UserError(where(object.origin()) + (path.isEmpty() ? "" : path + ".") + e.getMessage(), e);
        }
    }

    /** Defaults of all keys that were read and not given, by path; merged with the configuration they give the full one. */
    public Config defaults() {
        return ConfigFactory.parseMap(effective, "defaults");
    }

    /** Throws if there is a key that no code has read. */
    public void done() {
        for (String key : keys()) {
            if (!asked.contains(key)) {
                throw new UserError(where(object.get(key).origin()) + pathOf(key) + " is an unknown key; known here: "
                        + new TreeSet<>(asked));
            }
        }
    }

    /** An error about one key. */
    public UserError error(String key, String remedy) {
        return error(key, remedy, null);
    }

    /** The same with a cause. */
    public UserError error(String key, String remedy, Throwable cause) {
        ConfigValue value = object.get(key);
        String shown = value == null ? "" : " = " + shown(value);
        return new UserError(
                where(value == null ? object.origin() : value.origin()) + pathOf(key) + shown + ": " + remedy, cause);
    }

    private UserError missing(String key) {
        return new UserError(where(object.origin()) + pathOf(key) + " is missing");
    }

    /** The value, shortened for an error message. */
    private static String shown(ConfigValue value) {
        String text = String.valueOf(value.unwrapped());
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }

    private ConfigValue take(String key) {
        asked.add(key);
        ConfigValue value = object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String where(ConfigOrigin origin) {
        String description = origin.description();
        if (description != null && description.startsWith(MERGED)) {
            // An object that is merged from several files.
            return Arrays.stream(description.substring(MERGED.length()).split(",", -1))
                            .map(part ->
                                    part.startsWith("--") ? part.replaceFirst(": \\d+$", "") : part.replace(": ", ":"))
                            .collect(Collectors.joining(" and "))
                    + ": ";
        }
        if (origin.filename() != null) {
            return origin.filename() + (origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "") + ": ";
        }
        if (description == null || description.startsWith("empty")) {
            return "";
        }
        // A command line has no line numbers.
        return (description.startsWith("--") ? description.replaceFirst(": \\d+$", "") : description) + ": ";
    }
}
