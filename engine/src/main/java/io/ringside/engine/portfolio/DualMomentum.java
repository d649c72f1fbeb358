package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;
import java.util.Map;

/**
 * Dual momentum: everything in one fund. Variants:
 *
 * <ul>
 *   <li>{@code gem}: by returns of twelve calendar months; if shares gained more than bills, the better of home and world, else
 *       bonds.
 *   <li>{@code code}: the fund with the best return of 252 bars less a hurdle, if that is not negative, else the safe one.
 * </ul>
 *
 * <p>Thread: signal stage.
 */
final class DualMomentum implements PortfolioStrategy {
    private static final int PICKED = 0;
    private static final int NOT_PICKED = 1;
    private static final int BARS = 252;
    private static final int MONTHS = 12;
    private static final int DAYS_TO_BARS = 280;

    private final boolean gem;
    private final int home;
    private final int world;
    private final int bills;
    private final int bonds;
    private final int[] funds;
    private final int[] ranked;
    private final int safe;
    private final double hurdle;

    DualMomentum(SettingsNode node, Universe universe) {
        gem = node.choice("variant", true, Map.of("gem", true, "code", false));
        home = id(node, universe, "home", "SPY", gem);
        world = id(node, universe, "world", "VEU", gem);
        bills = id(node, universe, "bills", "BIL", gem);
        bonds = id(node, universe, "bonds", "AGG", gem);
        safe = id(node, universe, "safe", "SHY", !gem);
        hurdle = node.decimal("hurdle", 0.02, -1, 1);
        List<String> symbols = node.texts("choices", List.of());
        funds = gem
                ? new int[] {home, world, bills}
                : symbols.stream()
                        .mapToInt(symbol -> universe.id(symbol, node, "choices"))
                        .toArray();
        if (funds.length == 0) {
            throw node.error("choices", "must list the funds to choose from");
        }
        ranked = new int[funds.length];
    }

    private static int id(SettingsNode node, Universe universe, String key, String symbol, boolean needed) {
        String chosen = node.text(key, symbol);
        return needed ? universe.id(chosen, node, key) : -1;
    }

    @Override
    public List<String> reasons() {
        return List.of("rebalance", "not picked");
    }

    @Override
    public int barsKept() {
        return DAYS_TO_BARS;
    }

    @Override
    public String schedule() {
        return gem ? "month-end" : "every 21 days";
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        for (int i = 0; i < funds.length; i++) {
            if (!score(names, funds[i], out)) {
                return false;
            }
            ranked[i] = funds[i];
        }
        int pick;
        if (gem) {
            boolean shares = out.score(home) > out.score(bills);
            pick = !shares ? bonds : out.score(home) >= out.score(world) ? home : world;
        } else {
            out.sort(ranked, ranked.length);
            pick = out.score(ranked[0]) >= 0 ? ranked[0] : safe;
        }
        for (int i = 0; i < ranked.length; i++) {
            Standing standing = add(out, ranked[i], pick);
            standing.rank = i + 1;
            standing.score = out.score(ranked[i]);
        }
        if (!out.has(pick)) {
            add(out, pick, pick);
        }
        if (gem && !out.has(bonds)) {
            add(out, bonds, pick);
        } else if (!gem && !out.has(safe)) {
            add(out, safe, pick);
        }
        return true;
    }

    private static Standing add(Ranking out, int fund, int pick) {
        boolean picked = fund == pick;
        Standing standing = out.add(fund, picked ? Standing.ENTER : Standing.LEAVE, picked ? PICKED : NOT_PICKED);
        standing.share = 1;
        standing.of = 1;
        return standing;
    }

    private boolean score(Names names, int fund, Ranking out) {
        PriceHistory history = names.history();
        if (gem) {
            long beforeE8 = names.closeOn(fund, names.monthsBack(MONTHS), Integer.MAX_VALUE);
            if (beforeE8 == 0) {
                return false;
            }
            out.score(fund, Names.growth(history.closeE8(fund, 0), beforeE8));
            return true;
        }
        if (history.bars(fund) <= BARS) {
            return false;
        }
        double now = FixedPoint.toDouble(history.closeE8(fund, 0));
        out.score(fund, now / FixedPoint.toDouble(history.closeE8(fund, BARS)) - 1 - hurdle);
        return true;
    }
}
