package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.Arrays;
import java.util.List;

/**
 * Four groups of names compete: each group has a paper account with equal parts of its three best names by the Sharpe ratio
 * of the last thirty returns, if that is positive. Every day the portfolio copies the holdings of the group whose paper
 * account is worth most.
 *
 * <p>Thread: signal stage.
 */
final class DailyRebalancer implements PortfolioStrategy {
    private static final int REBALANCE = 0;
    private static final double SESSIONS_A_YEAR = 252;

    private final int bars;
    private final int top;
    private final int index;
    private final PaperAccount[] groups;
    /** All names of all groups, by symbol. */
    private final int[] names;

    private final double[] sharpe;
    private final boolean[] scored;
    private final int[] sorted;
    private final int[] chosen;
    /** Orders names by their ratios. */
    private final Ranking order;

    private int chosenCount;
    /** Whether the index has enough bars. */
    private boolean begun;

    DailyRebalancer(SettingsNode node, Universe universe) {
        bars = node.number("bars", 30, 2, 1000);
        top = node.number("top", 3, 1, 100);
        index = universe.id(node.text("index", "SPY"), node, "index");
        long cashE8 = node.money("paper-equity", "100000", 1, 1_000_000_000);
        List<SettingsNode> nodes = node.nodes("groups");
        if (nodes.isEmpty()) {
            throw node.error("groups", "must list groups [ { name = A, symbols = [QQQ, SPY] } ]");
        }
        groups = new PaperAccount[nodes.size()];
        boolean[] used = new boolean[universe.names()];
        for (int i = 0; i < groups.length; i++) {
            SettingsNode group = nodes.get(i);
            // The order of the list decides between groups of the same value.
            group.text("name", null);
            int[] members = group.texts("symbols", null).stream()
                    .sorted()
                    .mapToInt(symbol -> universe.id(symbol, group, "symbols"))
                    .toArray();
            group.done();
            for (int name : members) {
                used[name] = true;
            }
            groups[i] = new PaperAccount(members, universe.names(), cashE8);
        }
        int count = 0;
        int[] all = new int[universe.names()];
        for (int name : universe.members()) {
            if (used[name]) {
                all[count++] = name;
            }
        }
        names = Arrays.copyOf(all, count);
        sharpe = new double[universe.names()];
        scored = new boolean[universe.names()];
        sorted = new int[universe.names()];
        chosen = new int[top];
        order = new Ranking(universe);
    }

    @Override
    public List<String> reasons() {
        return List.of("rebalance");
    }

    @Override
    public String scoreName() {
        return "sharpe30";
    }

    @Override
    public boolean isListed(Standing standing, boolean held) {
        return standing.share > 0;
    }

    @Override
    public int barsKept() {
        return bars + 1;
    }

    @Override
    public String schedule() {
        return "daily";
    }

    @Override
    public void onSplit(Names view, int name, long numerator, long denominator) {
        if (view.history().bars(name) > 0) {
            for (PaperAccount group : groups) {
                group.split(name, numerator, denominator, view.history().closeE8(name, 0));
            }
        }
    }

    /** The groups compete on every session, also on those before trading begins. */
    @Override
    public void onSession(Names view) {
        PriceHistory history = view.history();
        begun = history.bars(index) > bars;
        if (!begun) {
            return;
        }
        for (int name : names) {
            scored[name] = view.hasBarToday(name) && history.bars(name) > bars && measure(history, name);
        }
        PaperAccount best = null;
        for (PaperAccount group : groups) {
            group.fill(view);
            if (best == null || group.valueE8(history) > best.valueE8(history)) {
                best = group;
            }
        }
        for (PaperAccount group : groups) {
            int count = choose(group);
            group.order(history, sorted, count);
            if (group == best) {
                chosenCount = count;
                System.arraycopy(sorted, 0, chosen, 0, count);
            }
        }
    }

    @Override
    public boolean decide(Names view, Ranking out) {
        if (!begun) {
            return false;
        }
        for (int name : names) {
            stand(name, out);
        }
        return true;
    }

    private void stand(int name, Ranking out) {
        boolean wanted = false;
        for (int i = 0; i < chosenCount; i++) {
            wanted |= chosen[i] == name;
        }
        int actions = wanted ? Standing.ENTER | Standing.ADD | Standing.TRIM : Standing.LEAVE;
        Standing standing = out.add(name, actions, REBALANCE);
        standing.score = scored[name] ? sharpe[name] : 0;
        // Only names with a score are ranked.
        standing.share = scored[name] ? 1 : 0;
        standing.of = Math.max(1, chosenCount);
    }

    /** Sorts the group's names, the best to the front of {@link #sorted}; returns how many qualify. */
    private int choose(PaperAccount group) {
        int count = 0;
        for (int name : group.members()) {
            if (scored[name] && sharpe[name] > 0) {
                sorted[count++] = name;
            }
        }
        order.sort(sorted, count);
        return Math.min(top, count);
    }

    /** Scores a name; false if its prices have not moved. */
    private boolean measure(PriceHistory history, int name) {
        double sum = 0;
        for (int back = bars - 1; back >= 0; back--) {
            sum += change(history, name, back);
        }
        double mean = sum / bars;
        double squares = 0;
        for (int back = bars - 1; back >= 0; back--) {
            double off = change(history, name, back) - mean;
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / (bars - 1));
        if (!(deviation > 0)) {
            return false;
        }
        sharpe[name] = mean / deviation * Math.sqrt(SESSIONS_A_YEAR);
        order.score(name, sharpe[name]);
        return true;
    }

    private static double change(PriceHistory history, int name, int back) {
        return FixedPoint.toDouble(history.closeE8(name, back)) / FixedPoint.toDouble(history.closeE8(name, back + 1))
                - 1;
    }
}
