package io.ringside.engine.risk;

import io.ringside.engine.settings.SettingsNode;
import java.util.Map;

/**
 * How many shares an entry asks for, before leverage and limits: the {@code risk.size} object of a configuration.
 *
 * @param by the rule
 * @param amount shares, money, or a share of the equity, as {@link By} says
 */
public record SizeRule(By by, double amount) {
    /** Rules for the size of a position. */
    public enum By {
        /** As many as lose {@code risk.fraction} of the equity between entry and stop, {@code risk.cap} at most. */
        FRACTION,
        /** So many shares. */
        SHARES,
        /** As many as so much money buys. */
        MONEY,
        /** As many as move so much of the equity in an average range: the turtles' unit. */
        VOLATILITY,
        /** As {@link #FRACTION}, with a part of Kelly's fraction (J. Kelly, A New Interpretation of Information Rate, 1956). */
        KELLY
    }

    /** What is used where the configuration says nothing. */
    public static final SizeRule FRACTION = new SizeRule(By.FRACTION, 0);

    private static final Map<String, By> NAMES = Map.of(
            "fraction", By.FRACTION,
            "shares", By.SHARES,
            "money", By.MONEY,
            "volatility", By.VOLATILITY,
            "kelly", By.KELLY);

    /**
     * Reads {@code by}, and what goes with it: {@code shares}; {@code money}; {@code share} of the equity an average range;
     * {@code win-rate}, {@code payoff} (average win over average loss) and {@code part} of Kelly's fraction.
     */
    public static SizeRule of(SettingsNode risk) {
        SettingsNode node = risk.node("size");
        By by = node.choice("by", By.FRACTION, NAMES);
        double amount =
                switch (by) {
                    case FRACTION -> 0;
                    case SHARES -> node.whole("shares", 100, 1, 1_000_000_000);
                    case MONEY -> node.decimal("money", 10_000, 0.01, 1e10);
                    case VOLATILITY -> node.decimal("share", 0.005, 1e-6, 1);
                    case KELLY -> kelly(node);
                };
        node.done();
        return new SizeRule(by, amount);
    }

    /** The share of the equity to risk: what wins less what loses over what a win brings; none if that is not above 0. */
    private static double kelly(SettingsNode node) {
        double winRate = node.decimal("win-rate", 0.5, 0, 1);
        double payoff = node.decimal("payoff", 1.5, 0.01, 1000);
        double part = node.decimal("part", 0.5, 0.01, 1);
        double whole = winRate - (1 - winRate) / payoff;
        if (whole <= 0) {
            throw node.error("win-rate", "with this payoff Kelly's fraction is not above 0: there is nothing to bet on");
        }
        return whole * part;
    }

    /** Whether the size depends on the average range of the signal. */
    boolean needsVolatility() {
        return by == By.VOLATILITY;
    }
}
