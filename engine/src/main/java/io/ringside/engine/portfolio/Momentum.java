package io.ringside.engine.portfolio;

import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;
import java.util.Map;

/**
 * Momentum 12-1: the return of a name over the twelve months that ended a month ago. The names of the best fifth are bought, the
 * others, or only those of the worst fifth, are sold.
 *
 * <p>Prices are the last closes on or before their dates, and at most seven days older. Fifths are counted from the best;
 * the remainder goes to the last one.
 *
 * <p>Thread: signal stage.
 */
final class Momentum implements PortfolioStrategy {
    private static final int FIFTHS = 5;
    private static final int SESSIONS_A_MONTH_MAX = 24;

    private static final int TOP = 0;
    private static final int MIDDLE = 1;
    private static final int BOTTOM = 2;
    private static final int NOT_RANKED = 3;

    /** Holdings are resized to their weights. */
    private static final int RESIZE = Standing.ADD | Standing.TRIM;

    private final int lookbackMonths;
    private final int skipMonths;
    private final boolean leaveTop;
    private final int[] members;
    private final int[] ranked;

    Momentum(SettingsNode node, Universe universe) {
        lookbackMonths = node.number("lookback-months", 12, 1, 60);
        skipMonths = node.number("skip-months", 1, 0, 12);
        if (skipMonths >= lookbackMonths) {
            throw node.error("skip-months", "must be less than lookback-months = " + lookbackMonths);
        }
        leaveTop = node.choice("exit", true, Map.of("leave-top", true, "bottom-quintile", false));
        members = universe.members();
        ranked = new int[members.length];
    }

    @Override
    public List<String> reasons() {
        return List.of("top fifth", "between", "bottom fifth", "not ranked");
    }

    @Override
    public int barsKept() {
        return lookbackMonths * SESSIONS_A_MONTH_MAX + SESSIONS_A_MONTH_MAX;
    }

    @Override
    public String schedule() {
        return "weekly";
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        int from = names.monthsBack(lookbackMonths);
        int to = names.monthsBack(skipMonths);
        int count = 0;
        for (int name : members) {
            long fromE8 = names.closeOn(name, from, Names.DAYS_OLD_MAX);
            long toE8 = names.closeOn(name, to, Names.DAYS_OLD_MAX);
            boolean priced = fromE8 > 0 && toE8 > 0 && names.hasRecentBar(name);
            if (priced && names.isMember(name)) {
                out.score(name, Names.growth(toE8, fromE8));
                ranked[count++] = name;
            }
        }
        if (count == 0) {
            return false;
        }
        out.sort(ranked, count);
        for (int i = 0; i < count; i++) {
            rank(out, i, count);
        }
        for (int name : members) {
            if (!out.has(name)) {
                out.add(name, leaveTop ? Standing.LEAVE : RESIZE, NOT_RANKED);
            }
        }
        return true;
    }

    private void rank(Ranking out, int index, int count) {
        int fifth = count < FIFTHS ? 1 : Math.min(FIFTHS, index / (count / FIFTHS) + 1);
        int reason = fifth == 1 ? TOP : fifth == FIFTHS ? BOTTOM : MIDDLE;
        boolean leaves = leaveTop ? fifth > 1 : fifth == FIFTHS;
        int actions = leaves ? Standing.LEAVE : RESIZE | (fifth == 1 ? Standing.ENTER : Standing.KEEP);
        Standing standing = out.add(ranked[index], actions, reason);
        standing.rank = index + 1;
        standing.score = out.score(ranked[index]);
    }
}
