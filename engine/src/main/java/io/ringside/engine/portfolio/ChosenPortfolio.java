package io.ringside.engine.portfolio;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;

/**
 * The configuration of one of several portfolios, for commands about one alone: its equity is its budget's part.
 *
 * <p>Thread: start-up.
 */
public final class ChosenPortfolio {
    private static final String SEVERAL = "portfolios";
    private static final String EQUITY = "risk.equity";

    private ChosenPortfolio() {}

    /** The names of a configuration's portfolios in their order; empty if they are not named. */
    public static List<String> names(Config config) {
        return config.hasPath(SEVERAL)
                ? List.copyOf(new TreeSet<>(config.getConfig(SEVERAL).root().keySet()))
                : List.of();
    }

    /**
     * The configuration of one portfolio; a configuration without named portfolios is returned as it is.
     *
     * @param name null if none was given: then there must be only one
     * @throws UserError naming the portfolios to choose from
     */
    public static Config of(Config given, String name) {
        List<String> names = names(given);
        if (names.isEmpty()) {
            requireKnown(given, name);
            return given;
        }
        String chosen = name == null && names.size() == 1 ? names.get(0) : name;
        if (chosen == null) {
            throw new UserError("the configuration has the portfolios " + String.join(", ", names)
                    + "; say which one: --portfolio NAME");
        }
        if (!names.contains(chosen)) {
            throw new UserError("--portfolio " + chosen + ": the portfolios are " + String.join(", ", names));
        }
        Config portfolio = given.getConfig(SEVERAL).getConfig("\"" + chosen + "\"");
        Config alone = given.withoutPath(SEVERAL)
                .withoutPath("signals")
                .withoutPath("signal")
                .withValue("portfolio", portfolio.withoutPath("budget").root());
        return alone.withValue(EQUITY, ConfigValueFactory.fromAnyRef(equity(given, portfolio)));
    }

    private static void requireKnown(Config given, String name) {
        String only = given.hasPath("portfolio.strategy") ? given.getString("portfolio.strategy") : null;
        if (name != null && !name.equals(only)) {
            throw new UserError("--portfolio " + name + ": "
                    + (only == null ? "there is no portfolio in the configuration" : "the only one is " + only));
        }
    }

    /** The equity of a portfolio; a text that is no number is passed on and refused later. */
    private static String equity(Config given, Config portfolio) {
        String equity = given.hasPath(EQUITY) ? given.getString(EQUITY) : "100000";
        try {
            return new BigDecimal(equity)
                    .multiply(new BigDecimal(portfolio.getString("budget")))
                    .toPlainString();
        } catch (NumberFormatException | ConfigException e) {
            return equity;
        }
    }
}
