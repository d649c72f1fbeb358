package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;

/**
 * Clenow's ranking of stocks on the move: the annualised slope of a regression line through the logarithms of the last
 * closes, times its R2. A name of the best fifth is held while it is above its average and has not jumped, sized by
 * volatility; names are bought or added to only while the index is above its own average.
 *
 * <p>Thread: signal stage.
 */
final class Clenow implements PortfolioStrategy {
    private static final int HOLD = 0;
    private static final int RANK = 1;
    private static final int FILTER = 2;
    private static final int RESIZE = 3;
    private static final int NOT_MEMBER = 4;
    private static final int DAYS_A_YEAR = 252;

    private final int slopeBars;
    private final int trendBars;
    private final int rangeBars;
    private final int indexBars;
    private final int fractionOf;
    private final double jump;
    private final int resizeEvery;
    private final int index;
    private final int[] members;
    private final int[] ranked;
    private int decisions;

    Clenow(SettingsNode node, Universe universe) {
        slopeBars = node.number("slope-bars", 90, 3, 1000);
        trendBars = node.number("trend-bars", 100, 2, 1000);
        rangeBars = node.number("range-bars", 20, 1, 1000);
        indexBars = node.number("index-bars", 200, 2, 1000);
        fractionOf = node.number("one-of", 5, 1, 100);
        jump = node.decimal("jump", 0.15, 0.001, 10);
        resizeEvery = node.number("resize-every", 2, 1, 1000);
        index = universe.id(node.text("index", "SPY"), node, "index");
        members = universe.members();
        ranked = new int[members.length];
    }

    @Override
    public List<String> reasons() {
        return List.of("enter", "rank", "filter", "resize", "left the universe");
    }

    @Override
    public int barsKept() {
        return Math.max(Math.max(slopeBars, trendBars), Math.max(rangeBars, indexBars)) + 1;
    }

    @Override
    public String schedule() {
        return "wednesday";
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        PriceHistory history = names.history();
        if (history.bars(index) < indexBars) {
            return false;
        }
        boolean bull = isAbove(history, index, indexBars);
        boolean resize = decisions++ % resizeEvery == 0;
        int count = 0;
        for (int name : members) {
            if (name != index && names.isMember(name) && names.hasBarToday(name) && history.bars(name) >= trendBars) {
                out.score(name, slopeTimesFit(history, name));
                ranked[count++] = name;
            }
        }
        out.sort(ranked, count);
        for (int i = 0; i < count; i++) {
            stand(history, ranked[i], i, count, bull, resize, out);
        }
        for (int name : members) {
            if (!names.isMember(name)) {
                out.add(name, Standing.LEAVE, NOT_MEMBER);
            }
        }
        return true;
    }

    private void stand(
            PriceHistory history, int name, int place, int count, boolean bull, boolean resize, Ranking out) {
        double value = out.score(name);
        boolean best = place < count / fractionOf;
        boolean clean = isAbove(history, name, trendBars) && !hasJump(history, name);
        int actions = Standing.LEAVE;
        int reason = best ? FILTER : RANK;
        if (best && clean) {
            actions = bull && value > 0 ? Standing.ENTER : Standing.KEEP;
            actions |= resize ? Standing.TRIM : Standing.KEEP;
            actions |= resize && bull ? Standing.ADD : Standing.KEEP;
            reason = resize ? RESIZE : HOLD;
        }
        Standing standing = out.add(name, actions, reason);
        standing.rank = place + 1;
        standing.score = value;
        standing.volatility = averageRange(history, name);
    }

    /** Whether the close is above the average of so many closes, compared exactly. */
    private static boolean isAbove(PriceHistory history, int name, int bars) {
        long sum = 0;
        for (int back = 0; back < bars; back++) {
            sum = Math.addExact(sum, history.closeE8(name, back));
        }
        return Math.multiplyExact(history.closeE8(name, 0), bars) > sum;
    }

    private boolean hasJump(PriceHistory history, int name) {
        int bars = Math.min(slopeBars, history.bars(name) - 1);
        for (int back = 0; back < bars; back++) {
            long beforeE8 = history.closeE8(name, back + 1);
            if (Math.abs(history.openE8(name, back) - beforeE8) > jump * beforeE8) {
                return true;
            }
        }
        return false;
    }

    private double averageRange(PriceHistory history, int name) {
        long sum = 0;
        int bars = Math.min(rangeBars, history.bars(name) - 1);
        for (int back = 0; back < bars; back++) {
            long highE8 = history.highE8(name, back);
            long lowE8 = history.lowE8(name, back);
            long beforeE8 = history.closeE8(name, back + 1);
            sum = Math.addExact(sum, Math.max(highE8, beforeE8) - Math.min(lowE8, beforeE8));
        }
        return bars == 0 ? 0 : FixedPoint.toDoubleRounded(sum) / bars;
    }

    private double slopeTimesFit(PriceHistory history, int name) {
        double mean = 0;
        for (int i = 0; i < slopeBars; i++) {
            mean += log(history, name, slopeBars - 1 - i);
        }
        mean /= slopeBars;
        double middle = (slopeBars - 1) / 2.0;
        double both = 0;
        double across = 0;
        double up = 0;
        for (int i = 0; i < slopeBars; i++) {
            double x = i - middle;
            double y = log(history, name, slopeBars - 1 - i) - mean;
            both += x * y;
            across += x * x;
            up += y * y;
        }
        double fit = up > 0 ? both * both / (across * up) : 0;
        return (StrictMath.exp(DAYS_A_YEAR * (both / across)) - 1) * fit;
    }

    /** StrictMath, so that the result is the same on every machine. */
    private static double log(PriceHistory history, int name, int back) {
        return StrictMath.log(FixedPoint.toDouble(history.closeE8(name, back)));
    }
}
