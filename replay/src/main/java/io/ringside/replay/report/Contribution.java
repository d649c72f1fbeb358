package io.ringside.replay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Contribution of the trades of one instrument, or of one strategy.
 *
 * @param name the instrument's or the strategy's
 * @param trades how many there were
 * @param wins how many of them made money
 * @param pnlE8 their profit after commission, at 1e-8
 * @param commissionE8 their commission, as far as it is known, at 1e-8
 * @param meanR mean of their R multiples; NaN if none is known
 */
public record Contribution(String name, int trades, int wins, long pnlE8, long commissionE8, double meanR) {
    /** Groups trades; the group that brought or cost most comes first. */
    public static List<Contribution> of(List<Trade> trades, Function<Trade, String> key) {
        Map<String, List<Trade>> groups = new LinkedHashMap<>();
        trades.forEach(trade -> groups.computeIfAbsent(key.apply(trade), name -> new ArrayList<>())
                .add(trade));
        List<Contribution> all = new ArrayList<>();
        groups.forEach((name, list) -> all.add(of(name, list)));
        all.sort(Comparator.comparingLong((Contribution one) -> -Math.abs(one.pnlE8()))
                .thenComparing(Contribution::name));
        return all;
    }

    private static Contribution of(String name, List<Trade> trades) {
        long pnlE8 = 0;
        long commissionE8 = 0;
        for (Trade trade : trades) {
            pnlE8 = Math.addExact(pnlE8, trade.pnlE8());
            commissionE8 =
                    Math.addExact(commissionE8, trade.commissionE8() == Trade.UNKNOWN ? 0 : trade.commissionE8());
        }
        double meanR = trades.stream()
                .mapToDouble(Trade::rMultiple)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        int wins = (int) trades.stream().filter(Trade::isWin).count();
        return new Contribution(name, trades.size(), wins, pnlE8, commissionE8, meanR);
    }
}
