package io.ringside.engine.risk;

import io.ringside.engine.settings.SettingsNode;
import java.util.Map;

/**
 * The rule for the quantity of an entry, before leverage and limits: the {@code risk.size} object of a configuration.
 *
 * @param by the rule
 * @param amount shares, money, or a share of the equity, as {@link By} says
 */
public record SizeRule(By by, double amount) {
    /** Rules for the size of a position. */
    public enum By {
        /** Risks {@code risk.fraction} of the equity between entry and stop, at most {@code risk.cap}. */
        FRACTION,
        /** So many shares. */
        SHARES,
        /** A fixed amount of money. */
        MONEY,
        /** An average range of the position is a fixed share of the equity: the turtles' unit. */
        VOLATILITY,
        /** As {@link #FRACTION}, with a part of Kelly's fraction (J. Kelly, A New Interpretation of Information Rate, 1956). */
        KELLY
    }

    /** The default. */
    public static final SizeRule FRACTION = new SizeRule(By.FRACTION, 0);

    private static final Map<String, By> NAMES = Map.of(
            "fraction", By.FRACTION,
            "shares", By.SHARES,
            "money", By.MONEY,
            "volatility", By.VOLATILITY,
            "kelly", By.KELLY);

    /**
     * Reads {@code by} and the keys of that rule: {@code shares}; {@code money}; {@code share} of the equity an average range;
     * {@code win-rate}, {@code payoff} (average win over average loss) and {@code part} of Kelly's fraction.
     */
    public static SizeRule of(SettingsNode risk) {
        SettingsNode node = risk.node("size");
        By by = node.choice("by", By.FRACTION, NAMES);
        double amount = switch (by) {
            case FRACTION -> 0;
            case SHARES -> node.whole("shares", 100, 1, 1_000_000_000);
            case MONEY -> node.decimal("money", 10_000, 0.01, 1e10);
            case VOLATILITY -> node.decimal("share", 0.005, 1e-6, 1);
            case KELLY -> kelly(node);
        };
        node.done();
        return new SizeRule(by, amount);
    }

    /** Kelly's share of the equity to risk: win rate less loss rate / payoff; refused if it is not above 0. */
    private static double kelly(SettingsNode node) {
        double winRate = node.decimal("win-rate", 0.5, 0, 1);
        double payoff = node.decimal("payoff", 1.5, 0.01, 1000);
        double part = node.decimal("part", 0.5, 0.01, 1);
        double whole = winRate - (1 - winRate) / payoff;
        if (whole <= 0) {
            throw node.error(
                    "win-rate", "with this payoff Kelly's fraction is not above 0: there is nothing to bet on");
        }
        return whole * part;
    }

    /** Whether the size depends on the average range of the signal. */
    boolean needsVolatility() {
        return by == By.VOLATILITY;
    }
}
