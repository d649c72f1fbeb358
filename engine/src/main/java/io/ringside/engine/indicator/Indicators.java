package io.ringside.engine.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Registry of the indicators that settings can name: those of the engine's own jar, and those loaded from other jars.
 *
 * <p>Thread: any.
 */
public final class Indicators {
    private static final Map<String, Known> BY_NAME = new ConcurrentSkipListMap<>();

    static {
        for (IndicatorShelf shelf : ServiceLoader.load(IndicatorShelf.class, Indicators.class.getClassLoader())) {
            shelf.indicators().forEach(kind -> BY_NAME.put(kind.name(), new Known(kind, "", "")));
        }
    }

    /**
     * A registered indicator.
     *
     * @param kind what it is
     * @param origin file that it was loaded from; empty for the engine's own
     * @param digest SHA-256 of that file in hexadecimal; empty for the engine's own
     */
    public record Known(IndicatorKind kind, String origin, String digest) {}

    /**
     * An indicator that was built from a text.
     *
     * @param known its registration
     * @param indicator the new one
     */
    public record Made(Known known, Indicator indicator) {}

    private Indicators() {}

    /** All of them, by name. */
    public static List<Known> all() {
        return new ArrayList<>(BY_NAME.values());
    }

    /**
     * Registers a loaded indicator; it replaces one of the same name that was loaded before.
     *
     * @throws IllegalArgumentException if its name is that of one of the engine's own
     */
    public static void add(Known loaded) {
        String name = loaded.kind().name();
        Known known = BY_NAME.get(name);
        if (known != null && known.digest().isEmpty()) {
            throw new IllegalArgumentException("an indicator " + name + " is there already; give it another name");
        }
        BY_NAME.put(name, loaded);
    }

    /**
     * Builds an indicator from a text such as {@code ema(20)}; arguments that are left out have their defaults.
     *
     * @throws IllegalArgumentException if there is none of that name, or it refuses its arguments
     */
    public static Made make(String text) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).strip();
        Known known = BY_NAME.get(name);
        if (known == null) {
            throw new IllegalArgumentException("must be an indicator such as ema(20), one of " + BY_NAME.keySet());
        }
        List<IndicatorKind.Argument> wanted = known.kind().arguments();
        double[] arguments =
                wanted.stream().mapToDouble(IndicatorKind.Argument::standard).toArray();
        if (open >= 0) {
            String[] given = given(text, open);
            if (given.length > arguments.length) {
                throw new IllegalArgumentException(name + " takes "
                        + wanted.stream().map(IndicatorKind.Argument::name).toList());
            }
            for (int i = 0; i < given.length; i++) {
                arguments[i] = number(wanted.get(i).name(), given[i]);
            }
        }
        return new Made(known, known.kind().maker().apply(arguments));
    }

    private static String[] given(String text, int open) {
        if (!text.endsWith(")")) {
            throw new IllegalArgumentException("must end with a parenthesis, such as ema(20)");
        }
        String inner = text.substring(open + 1, text.length() - 1).strip();
        return inner.isEmpty()
                ? new String[0]
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toArray(String[]::new);
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + text, e);
        }
    }
}
