package io.ringside.engine.portfolio;

import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;

/**
 * Mean reversion: a name is bought when it is two standard deviations or more below its average, the farthest first, and
 * sold once it is back at its average. Stocks (the universe) and funds are groups whose number may be limited. A name that
 * has not traded for more than seven days is not bought: its deviation would never change, and it would occupy a place for
 * good.
 *
 * <p>Thread: signal stage.
 */
final class MeanReversion implements PortfolioStrategy {
    private static final int STOCKS = 0;
    private static final int FUNDS = 1;
    private static final int ENTER = 0;
    private static final int BACK = 1;
    private static final int BETWEEN = 2;
    private static final int PERCENT = 100;

    private final int bars;
    private final double enterBelow;
    private final double leaveFrom;
    private final double sureBy;
    private final int percent;
    private final int[] candidates;
    private final boolean[] isFund;
    private final int[] seen;

    MeanReversion(SettingsNode node, Universe universe) {
        bars = node.number("bars", 50, 2, 1000);
        enterBelow = node.decimal("enter-below", -2, -10, 0);
        leaveFrom = node.decimal("leave-from", 0, -10, 10);
        sureBy = node.decimal("sure-by", 2, 0.1, 10);
        percent = node.number("position-percent", 10, 1, PERCENT);
        int most =
                RebalanceSettings.groupsMax(node).stream().mapToInt(max -> max).sum();
        if (most * percent > PERCENT) {
            throw node.error(
                    "position-percent",
                    most + " positions of " + percent + " % are " + most * percent + " % together; give at most 100");
        }
        isFund = new boolean[universe.names()];
        for (int fund : PortfolioSettings.funds(node, universe)) {
            isFund[fund] = true;
        }
        candidates = PortfolioSettings.membersAndFunds(node, universe);
        seen = new int[candidates.length];
    }

    @Override
    public List<String> reasons() {
        return List.of("enter", "mean reached", "between");
    }

    @Override
    public String scoreName() {
        return "z";
    }

    @Override
    public boolean isListed(Standing standing, boolean held) {
        return held || standing.may(Standing.ENTER);
    }

    @Override
    public int barsKept() {
        return bars;
    }

    @Override
    public String schedule() {
        return "week-end";
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        int count = 0;
        for (int name : candidates) {
            boolean wanted = isFund[name] || names.isMember(name);
            if (wanted && names.history().bars(name) >= bars && measure(names.history(), name, out)) {
                seen[count++] = name;
            }
        }
        out.sort(seen, count);
        // The sort puts the highest scores first, which are the most negative deviations.
        for (int i = 0; i < count; i++) {
            double deviation = -out.score(seen[i]);
            boolean enters = deviation <= enterBelow && names.hasRecentBar(seen[i]);
            boolean back = deviation >= leaveFrom;
            Standing standing = out.add(
                    seen[i],
                    enters ? Standing.ENTER : back ? Standing.LEAVE : Standing.KEEP,
                    enters ? ENTER : back ? BACK : BETWEEN);
            standing.group = isFund[seen[i]] ? FUNDS : STOCKS;
            standing.score = deviation;
            standing.share = percent;
            standing.of = PERCENT;
            standing.confidence = Math.max(0, Math.min(1, (enterBelow - deviation) / sureBy));
        }
        return true;
    }

    /** Adds the negative deviation as the score; false if prices have not moved. */
    private boolean measure(PriceHistory history, int name, Ranking out) {
        // Integer sums, scaled by the number of closes: a close at its mean is exactly at it, and equal closes have a
        // deviation of exactly 0.
        long sumE8 = 0;
        for (int back = 0; back < bars; back++) {
            sumE8 = Math.addExact(sumE8, history.closeE8(name, back));
        }
        double squares = 0;
        for (int back = bars - 1; back >= 0; back--) {
            double off = off(history, name, back, sumE8);
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / (bars - 1));
        if (!(deviation > 0)) {
            return false;
        }
        out.score(name, -(off(history, name, 0, sumE8) / deviation));
        return true;
    }

    private double off(PriceHistory history, int name, int back, long sumE8) {
        return Math.multiplyExact(history.closeE8(name, back), bars) - sumE8;
    }
}
