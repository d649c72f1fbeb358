package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sector rotation: the strongest sector funds, equally weighted. Variants:
 *
 * <ul>
 *   <li>{@code three-months}: by the return of three calendar months.
 *   <li>{@code bars-126}: by the return of 126 bars.
 *   <li>{@code modern-252}: by {@code close / close 251 bars ago - 1}; the part of a fund with a negative return stays in cash.
 *   <li>{@code code}: by a return of 63 bars and the strength of 252 bars against the index, over volatility; funds that are
 *       too much weaker than the index are not held.
 * </ul>
 *
 * <p>The first two begin once all funds can be ranked. A fund that has not traded for more than seven days is sold, and the
 * start does not wait for it.
 *
 * <p>Thread: signal stage.
 */
final class SectorRotation implements PortfolioStrategy {
    private static final int SELECTED = 0;
    private static final int NOT_SELECTED = 1;
    private static final int NOT_RANKED = 2;

    private static final int SHORT_BARS = 63;
    private static final int LONG_BARS = 252;
    private static final double SHORT_WEIGHT = 0.6;
    private static final double LONG_WEIGHT = 0.4;

    private enum Variant {
        THREE_MONTHS,
        BARS_126,
        MODERN_252,
        CODE
    }

    private final Variant variant;
    private final int[] funds;
    private final int[] ranked;
    private final int top;
    private final int index;
    private final double weakest;

    // By name: running mean and squared deviations of daily returns over all bars so far.
    private final long[] lastE8;
    private final int[] returns;
    private final double[] mean;
    private final double[] squares;

    SectorRotation(SettingsNode node, Universe universe) {
        variant = node.choice(
                "variant",
                Variant.THREE_MONTHS,
                Map.of(
                        "three-months", Variant.THREE_MONTHS,
                        "bars-126", Variant.BARS_126,
                        "modern-252", Variant.MODERN_252,
                        "code", Variant.CODE));
        int[] all = PortfolioSettings.funds(node, universe);
        List<String> without = node.texts("modern-without", List.of());
        funds = variant != Variant.MODERN_252
                ? all
                : Arrays.stream(all)
                        .filter(fund -> !without.contains(universe.symbol(fund)))
                        .toArray();
        if (funds.length == 0) {
            throw node.error("funds", "none of them has data; give their bars");
        }
        ranked = new int[funds.length];
        top = node.number("top", variant == Variant.CODE ? 4 : 3, 1, 100);
        String symbol = node.text("index", "SPY");
        index = variant == Variant.CODE ? universe.id(symbol, node, "index") : -1;
        weakest = node.decimal("weakest", -0.05, -1, 1);
        lastE8 = new long[universe.names()];
        returns = new int[universe.names()];
        mean = new double[universe.names()];
        squares = new double[universe.names()];
    }

    @Override
    public List<String> reasons() {
        return List.of("rebalance", "not among the best", "exit");
    }

    @Override
    public int barsKept() {
        return LONG_BARS + 1;
    }

    @Override
    public String schedule() {
        return variant == Variant.CODE ? "every 21 days" : "month-end";
    }

    @Override
    public String band() {
        return variant == Variant.CODE ? "0.05" : "0";
    }

    @Override
    public void onBar(Names names, int name) {
        long closeE8 = names.history().closeE8(name, 0);
        if (lastE8[name] > 0) {
            double change = Names.growth(closeE8, lastE8[name]);
            double before = change - mean[name];
            mean[name] += before / ++returns[name];
            squares[name] += before * (change - mean[name]);
        }
        lastE8[name] = closeE8;
    }

    @Override
    public void onSplit(Names names, int name, long numerator, long denominator) {
        lastE8[name] = names.history().bars(name) > 0 ? names.history().closeE8(name, 0) : 0;
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        int count = 0;
        int known = 0;
        int young = 0;
        for (int fund : funds) {
            boolean trades = names.hasRecentBar(fund);
            if (!hasHistory(names, fund)) {
                young += trades || names.history().bars(fund) == 0 ? 1 : 0;
                continue;
            }
            known++;
            if (trades && score(names, fund, out)) {
                ranked[count++] = fund;
            }
        }
        boolean waits = variant == Variant.THREE_MONTHS || variant == Variant.BARS_126;
        // If funds have data and none is good enough, that is a decision too: all are sold.
        if (known == 0 || (waits && young > 0)) {
            return false;
        }
        out.sort(ranked, count);
        int selected = Math.min(top, count);
        for (int i = 0; i < count; i++) {
            double value = out.score(ranked[i]);
            boolean chosen = i < selected && (variant != Variant.MODERN_252 || value >= 0);
            int actions = chosen ? Standing.ENTER | Standing.ADD | Standing.TRIM : Standing.LEAVE;
            Standing standing = out.add(ranked[i], actions, chosen ? SELECTED : NOT_SELECTED);
            standing.rank = i + 1;
            standing.score = value;
            standing.share = 1;
            standing.of = variant == Variant.CODE ? selected : top;
            standing.confidence = chosen && top > 1 ? (double) (top - 1 - i) / (top - 1) : chosen ? 1 : 0;
        }
        for (int fund : funds) {
            if (!out.has(fund)) {
                out.add(fund, Standing.LEAVE, NOT_RANKED);
            }
        }
        return true;
    }

    private boolean hasHistory(Names names, int fund) {
        PriceHistory history = names.history();
        return switch (variant) {
            case THREE_MONTHS -> threeMonthsAgoE8(names, fund) > 0;
            case BARS_126 -> history.bars(fund) > 126;
            case MODERN_252 -> history.bars(fund) > 251;
            case CODE -> history.bars(fund) > LONG_BARS && history.bars(index) > LONG_BARS;
        };
    }

    private static long threeMonthsAgoE8(Names names, int fund) {
        return names.closeOn(fund, names.monthsBack(3), Integer.MAX_VALUE);
    }

    /** Scores a fund with enough history; false if it must not be held. */
    private boolean score(Names names, int fund, Ranking out) {
        PriceHistory history = names.history();
        return switch (variant) {
            case THREE_MONTHS -> put(out, fund, Names.growth(history.closeE8(fund, 0), threeMonthsAgoE8(names, fund)));
            case BARS_126 -> put(out, fund, growth(history, fund, 126));
            case MODERN_252 -> put(out, fund, growth(history, fund, 251));
            case CODE -> scoreByStrength(history, fund, out);
        };
    }

    private boolean scoreByStrength(PriceHistory history, int fund, Ranking out) {
        double strength = growth(history, fund, LONG_BARS) - growth(history, index, LONG_BARS);
        double deviation = deviation(fund);
        // A price that has never moved has no volatility to divide by.
        if (strength < weakest || !(deviation > 0)) {
            return false;
        }
        double blend = SHORT_WEIGHT * growth(history, fund, SHORT_BARS) + LONG_WEIGHT * strength;
        return put(out, fund, blend * (deviation(index) / deviation));
    }

    private double deviation(int name) {
        return Math.sqrt(squares[name] / (returns[name] - 1));
    }

    private static double growth(PriceHistory history, int name, int bars) {
        return FixedPoint.toDouble(history.closeE8(name, 0)) / FixedPoint.toDouble(history.closeE8(name, bars)) - 1;
    }

    private static boolean put(Ranking out, int fund, double value) {
        out.score(fund, value);
        return true;
    }
}
