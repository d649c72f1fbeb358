package io.ringside.engine.portfolio;

import io.ringside.engine.event.Standing;
import io.ringside.engine.settings.SettingsNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Golden cross: a name is bought with its slot of the portfolio when its fast average rises above the slow one, and sold on
 * the reverse. Without a cross its holding is kept. Averages are compared exactly, as sums of prices.
 *
 * <p>Thread: signal stage.
 */
final class GoldenCross implements PortfolioStrategy {
    private static final int PERCENT = 100;
    private static final int GOLDEN = 0;
    private static final int DEATH = 1;

    private final int fast;
    private final int slow;
    private final int[] slots;
    private final int[] percent;

    GoldenCross(SettingsNode node, Universe universe) {
        fast = node.number("fast", 50, 1, 1000);
        slow = node.number("slow", 200, 2, 2000);
        if (fast >= slow) {
            throw node.error("fast", "must be less than slow = " + slow);
        }
        SettingsNode parts = node.required("slots");
        slots = parts.keys().stream().mapToInt(universe::find).toArray();
        percent = parts.keys().stream()
                .mapToInt(symbol -> parts.number(symbol, 0, 0, PERCENT))
                .toArray();
        parts.done();
        Map<Integer, String> tickers = new TreeMap<>();
        for (String symbol : parts.keys()) {
            int name = universe.find(symbol);
            String other = name < 0 ? null : tickers.put(name, symbol);
            if (other != null) {
                throw parts.error(
                        symbol, "is another ticker of " + other + ", which has a slot too; give the stock one slot");
            }
        }
        for (int name : universe.members()) {
            if (Arrays.stream(slots).noneMatch(slot -> slot == name)) {
                throw parts.error(
                        universe.symbol(name),
                        "has no slot, so that it is never bought; give it one, or remove its name");
            }
        }
        int sum = 0;
        for (int i = 0; i < slots.length; i++) {
            sum += percent[i];
        }
        if (sum > PERCENT) {
            throw node.error("slots", "are " + sum + " % together; give at most 100");
        }
    }

    @Override
    public List<String> reasons() {
        return List.of("golden", "death");
    }

    @Override
    public String reasonName() {
        return "event";
    }

    @Override
    public boolean isListed(Standing standing, boolean held) {
        return true;
    }

    @Override
    public int barsKept() {
        return slow + 1;
    }

    @Override
    public String schedule() {
        return "daily";
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        for (int i = 0; i < slots.length; i++) {
            // A slot without data stays empty.
            if (slots[i] >= 0 && names.hasBarToday(slots[i]) && names.history().bars(slots[i]) > slow) {
                look(names.history(), slots[i], percent[i], out);
            }
        }
        return true;
    }

    private void look(PriceHistory history, int name, int slot, Ranking out) {
        long fastE8 = sumE8(history, name, 0, fast);
        long slowE8 = sumE8(history, name, 0, slow);
        int now = compare(fastE8, slowE8);
        int before = compare(sumE8(history, name, 1, fast), sumE8(history, name, 1, slow));
        boolean golden = now > 0 && before <= 0;
        boolean death = now < 0 && before >= 0;
        if (golden || death) {
            Standing standing = out.add(name, golden ? Standing.ENTER : Standing.LEAVE, golden ? GOLDEN : DEATH);
            standing.share = slot;
            standing.of = PERCENT;
            standing.score = (double) fastE8 / fast / 1e8 - (double) slowE8 / slow / 1e8;
        }
    }

    private int compare(long fastE8, long slowE8) {
        return Long.compare(Math.multiplyExact(fastE8, slow), Math.multiplyExact(slowE8, fast));
    }

    private static long sumE8(PriceHistory history, int name, int from, int bars) {
        long sum = 0;
        for (int back = from; back < from + bars; back++) {
            sum = Math.addExact(sum, history.closeE8(name, back));
        }
        return sum;
    }
}
