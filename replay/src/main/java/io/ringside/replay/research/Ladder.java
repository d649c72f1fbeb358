package io.ringside.replay.research;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.ringside.engine.EngineSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The steps from literal rules to honest ones, one setting a rung, and beyond them harsher assumptions.
 *
 * <p>Thread: any; immutable.
 */
final class Ladder {
    /**
     * An assumption that back tests make.
     *
     * @param key of the setting
     * @param words description of its honest value
     * @param literal value without charges and with all fills; null if only a published profile has it
     * @param harsh value beyond a profile that has the literal one; null for none
     */
    record Assumption(String key, String words, String literal, String harsh) {}

    /** In the order of the rungs. */
    static final List<Assumption> ASSUMPTIONS = List.of(
            new Assumption("risk.size-at", "fill on the signal's close", null, null),
            new Assumption("broker.fill-on", "fill on the next open", "cause", null),
            new Assumption("risk.reentry-bars", "wait a bar after an exit", "0", null),
            new Assumption("broker.stops", "a stop that a gap jumps over fills at the open", "literal", null),
            new Assumption("broker.limit-touch", "a limit must be traded through", "fills", null),
            new Assumption("broker.half-spread-ticks", "half the spread", "0", "1"),
            new Assumption("broker.half-spread-basis-points", "half the spread, by price", "0", null),
            new Assumption("broker.slippage-ticks", "slippage", "0", "1"),
            new Assumption("broker.slippage-basis-points", "slippage, by price", "0", null),
            new Assumption("broker.commission.per-share", "commission", null, null),
            new Assumption("broker.commission.minimum", "the commission's minimum", "0", "1"),
            new Assumption("broker.commission.maximum-fraction", "the commission's cap", "0", null),
            new Assumption("broker.fees.charge", "exchange and regulatory fees", "none", null),
            new Assumption("broker.interest.margin", "interest on borrowed money", "0", "0.0583"),
            new Assumption("broker.interest.borrow", "fee on borrowed shares", "0", null),
            new Assumption("risk.leverage", "leverage", "4", null),
            new Assumption("broker.participation", "share of the volume", "0", null),
            new Assumption("broker.latency-nanos", "latency, in time", "0", null),
            new Assumption("broker.latency-events", "one bar of latency", "0", "2"));

    /** Assumptions for a portfolio, whose orders go to auctions. */
    static final List<Assumption> OF_PORTFOLIO = List.of(
            new Assumption("broker.opening", "each name has an auction of its own", "together", "each"),
            new Assumption("portfolio.proceeds", "sales pay for buys once they are over", "at-once", "wait"),
            new Assumption("broker.slippage-ticks", "slippage", "0", "1"),
            new Assumption("broker.slippage-basis-points", "slippage, by price", "0", "2"),
            new Assumption("broker.commission.per-share", "commission", null, null),
            new Assumption("broker.commission.minimum", "the commission's minimum", "0", "1"),
            new Assumption("broker.commission.maximum-fraction", "the commission's cap", "0", null),
            new Assumption("broker.fees.charge", "exchange and regulatory fees", "none", "regulatory"));

    /**
     * One rung.
     *
     * @param key the setting that it changes; empty for the lowest
     * @param value its value from here on
     * @param words its description
     * @param config the whole configuration
     * @param profile whether it is the given configuration
     */
    record Rung(String key, String value, String words, Config config, boolean profile) {}

    private Ladder() {}

    /**
     * The rungs from literal rules to a configuration, and beyond.
     *
     * @param literal the literal rules as a configuration, or null for the built-in ones
     */
    static List<Rung> climb(Config literal, Config honest) {
        List<Assumption> assumptions = assumptions(honest);
        Map<String, ConfigValue> top = flat(honest);
        Map<String, ConfigValue> bottom = literal != null ? flat(literal) : new TreeMap<>(top);
        if (literal == null) {
            for (Assumption one : assumptions) {
                if (one.literal != null && !same(one.literal, top.get(one.key))) {
                    bottom.put(one.key, value(one.literal));
                }
            }
        }
        List<Rung> rungs = new ArrayList<>();
        Map<String, ConfigValue> now = new TreeMap<>(bottom);
        List<String> keys = differing(bottom, top, assumptions);
        rungs.add(new Rung("", "", "literal rules", unflat(now), keys.isEmpty()));
        for (String key : keys) {
            put(now, key, top.get(key));
            boolean last = key.equals(keys.get(keys.size() - 1));
            rungs.add(new Rung(key, shown(top.get(key)), words(key), unflat(now), last));
        }
        for (Assumption one : assumptions) {
            if (one.harsh != null && same(one.literal, now.get(one.key))) {
                put(now, one.key, value(one.harsh));
                rungs.add(new Rung(one.key, one.harsh, one.words, unflat(now), false));
            }
        }
        return rungs;
    }

    private static List<Assumption> assumptions(Config config) {
        return config.hasPath("portfolio") ? OF_PORTFOLIO : ASSUMPTIONS;
    }

    /** Every setting by its path, defaults included. */
    static Map<String, ConfigValue> flat(Config config) {
        Config full = EngineSettings.parse(Grid.engine(config).settings().text(), "configuration")
                .config();
        Map<String, ConfigValue> values = new TreeMap<>();
        full.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    /** Paths at which two configurations differ, in the order of the assumptions, others after them. */
    static List<String> differing(Map<String, ConfigValue> one, Map<String, ConfigValue> other) {
        return differing(one, other, ASSUMPTIONS);
    }

    private static List<String> differing(
            Map<String, ConfigValue> one, Map<String, ConfigValue> other, List<Assumption> assumptions) {
        var keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(key -> same(one.get(key), other.get(key)));
        List<String> ordered = new ArrayList<>();
        for (Assumption assumption : assumptions) {
            if (keys.remove(assumption.key)) {
                ordered.add(assumption.key);
            }
        }
        ordered.addAll(keys);
        return ordered;
    }

    private static void put(Map<String, ConfigValue> values, String key, ConfigValue value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    private static Config unflat(Map<String, ConfigValue> values) {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
            config = config.withValue(entry.getKey(), entry.getValue());
        }
        return config;
    }

    private static boolean same(ConfigValue one, ConfigValue other) {
        return one != null && other != null && shown(one).equals(shown(other));
    }

    private static boolean same(String text, ConfigValue value) {
        return value == null || shown(value(text)).equals(shown(value));
    }

    private static ConfigValue value(String text) {
        return ConfigValueFactory.fromAnyRef(text);
    }

    private static String shown(ConfigValue value) {
        if (value == null) {
            return "";
        }
        String text = value.valueType() == ConfigValueType.LIST
                ? value.render(ConfigRenderOptions.concise())
                : String.valueOf(value.unwrapped());
        return text.matches("-?\\d+\\.\\d*")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    private static String words(String key) {
        return Stream.concat(ASSUMPTIONS.stream(), OF_PORTFOLIO.stream())
                .filter(one -> one.key.equals(key))
                .map(Assumption::words)
                .findFirst()
                .orElse(key);
    }
}
